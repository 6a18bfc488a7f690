//! Counts of draws as text: the numbers in a fixed order, so that a part of shared work can be
//! given and read. Dimensions are those of the line-up, and are not in it.

use problem::robust::{Counts, Loss, Often};
use std::str::SplitAsciiWhitespace;

/// The counts as text.
#[must_use]
pub fn write(counts: &Counts) -> String {
    let mut numbers = vec![counts.draws.to_string(), counts.batches.to_string()];
    let mut often = |each: &[Often]| {
        for Often { count, squares } in each {
            numbers.extend([count.to_string(), squares.to_string()]);
        }
    };
    counts.accepted.rows().for_each(|each| often(each));
    often(&counts.by_all);
    often(&counts.efficient);
    let better = counts.better.rows().flatten().flatten();
    numbers.extend(better.map(u64::to_string));
    for Loss { sum, worst } in counts.regret.rows().flatten() {
        numbers.extend([sum.to_string(), worst.to_string()]);
    }
    numbers.join(" ")
}

/// The counts of a text, for so many parties and packages; nothing if it is not one of these.
#[must_use]
pub fn read(text: &str, (parties, packages): (usize, usize)) -> Option<Counts> {
    let mut numbers = Numbers(text.split_ascii_whitespace());
    let mut counts = Counts::none(parties, packages);
    counts.draws = numbers.next()?;
    counts.batches = numbers.next()?;
    let parties: Vec<_> = counts.accepted.ids().collect();
    for party in &parties {
        numbers.often(counts.accepted.get_mut(*party)?)?;
    }
    numbers.often(&mut counts.by_all)?;
    numbers.often(&mut counts.efficient)?;
    for party in &parties {
        for cell in counts.better.get_mut(*party)?.iter_mut().flatten() {
            *cell = numbers.next()?;
        }
    }
    for party in &parties {
        for loss in counts.regret.get_mut(*party)? {
            loss.sum = numbers.next()?;
            loss.worst = numbers.next()?;
        }
    }
    numbers.0.next().is_none().then_some(counts)
}

struct Numbers<'t>(SplitAsciiWhitespace<'t>);

impl Numbers<'_> {
    fn next<T: std::str::FromStr>(&mut self) -> Option<T> {
        self.0.next()?.parse().ok()
    }

    fn often(&mut self, each: &mut [Often]) -> Option<()> {
        for often in each {
            often.count = self.next()?;
            often.squares = self.next()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_come_back_as_they_were_and_a_text_of_another_length_is_none() {
        let mut counts = Counts::none(3, 4);
        let mut next = 0_u64;
        let mut number = || {
            next += 1;
            next
        };
        counts.draws = number();
        counts.batches = number();
        let parties: Vec<_> = counts.accepted.ids().collect();
        for party in parties {
            for often in counts.accepted.get_mut(party).unwrap() {
                often.count = number();
                often.squares = u128::from(number()) << 80;
            }
            for cell in counts.better.get_mut(party).unwrap().iter_mut().flatten() {
                *cell = number();
            }
            for loss in counts.regret.get_mut(party).unwrap() {
                loss.sum = u128::from(number()) << 70;
                loss.worst = number();
            }
        }
        for often in counts.by_all.iter_mut().chain(&mut counts.efficient) {
            often.count = number();
            often.squares = u128::from(number());
        }
        let text = write(&counts);
        assert_eq!(read(&text, (3, 4)), Some(counts));
        for wrong in [(3, 5), (4, 4), (2, 4), (3, 3)] {
            assert_eq!(read(&text, wrong), None);
        }
        assert_eq!(read(&text.replacen(' ', " x", 1), (3, 4)), None);
        assert_eq!(read(&format!("{text} 1"), (3, 4)), None);
        assert_eq!(read("", (0, 0)), None);
    }
}
