//! Treatment: how often each side's edits were taken, and how long each waited.
//!
//! Figures for an eye on equal treatment, and never a verdict: sides ask for different things, and
//! a difference says nothing of why. Whether it could be chance has an exact answer, which is told
//! with what it rests on.
//!
//! Invariant: an edit counts once, and one that was settled waited until it was settled.

use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// What became of an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// Nothing yet.
    Open,
    /// It was taken, on this day.
    Taken(i64),
    /// A part of it was taken.
    InPart(i64),
    /// It was not taken.
    NotTaken(i64),
}

/// A change of the text that a side asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// The side.
    pub side: usize,
    /// The day on which it asked.
    pub asked: i64,
    /// What became of it.
    pub fate: Fate,
}

/// How one side's edits fared until a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Treatment {
    /// How many were taken.
    pub taken: usize,
    /// How many were taken in part.
    pub in_part: usize,
    /// How many were not taken.
    pub not_taken: usize,
    /// How many wait.
    pub open: usize,
    /// How many days those that are settled waited, from the shortest.
    pub waited: Vec<i64>,
    /// How many days those that are open have waited, from the shortest.
    pub waiting: Vec<i64>,
}

impl Edit {
    /// The day on which it was settled.
    #[must_use]
    pub const fn settled(&self) -> Option<i64> {
        match self.fate {
            Fate::Open => None,
            Fate::Taken(day) | Fate::InPart(day) | Fate::NotTaken(day) => Some(day),
        }
    }
}

/// How a side's edits fared until a day; what was asked later is not looked at, and what was
/// settled later was open then.
#[must_use]
pub fn treatment(edits: &[Edit], side: usize, day: i64) -> Treatment {
    let mut all = Treatment::default();
    let own = edits
        .iter()
        .filter(|edit| edit.side == side && edit.asked <= day);
    for edit in own {
        let settled = edit.settled().filter(|settled| *settled <= day);
        let Some(settled) = settled else {
            all.open += 1;
            all.waiting.push(day.saturating_sub(edit.asked));
            continue;
        };
        all.waited.push(settled.saturating_sub(edit.asked));
        match edit.fate {
            Fate::Taken(_) => all.taken += 1,
            Fate::InPart(_) => all.in_part += 1,
            Fate::NotTaken(_) | Fate::Open => all.not_taken += 1,
        }
    }
    all.waited.sort_unstable();
    all.waiting.sort_unstable();
    all
}

impl Treatment {
    /// How many edits the side asked for.
    #[must_use]
    pub const fn asked(&self) -> usize {
        self.taken + self.in_part + self.not_taken + self.open
    }

    /// Twice the median wait of those that are settled: an even number of them has it between two.
    #[must_use]
    pub fn median_twice(&self) -> Option<i64> {
        let last = self.waited.len().checked_sub(1)?;
        let low = self.waited.get(last / 2)?;
        let high = self.waited.get(last.div_ceil(2))?;
        Some(low.saturating_add(*high))
    }

    /// The longest wait, of the settled and the open.
    #[must_use]
    pub fn longest(&self) -> Option<i64> {
        self.waited.last().max(self.waiting.last()).copied()
    }
}

/// How likely it would be, if it were chance alone whose edits are taken, that two sides fare at
/// least as differently as they did, given how many each had settled and how many were taken of
/// both: Fisher's exact test, two-sided. Taken in part counts as taken. Nothing where a side has
/// no edit that is settled.
#[must_use]
pub fn chance(one: &Treatment, other: &Treatment) -> Option<BigRational> {
    let taken = [one, other].map(|side| side.taken + side.in_part);
    let settled = [one, other].map(|side| side.taken + side.in_part + side.not_taken);
    if settled.contains(&0) {
        return None;
    }
    let [taken_one, taken_other] = taken;
    let [settled_one, settled_other] = settled;
    let all_taken = taken_one + taken_other;
    // Of all ways to choose the taken edits, those that give the first side so many.
    let ways = |first: usize| {
        let rest = all_taken.checked_sub(first);
        let rest = rest.map_or_else(BigUint::zero, |rest| choose(settled_other, rest));
        choose(settled_one, first) * rest
    };
    let seen = ways(taken_one);
    let as_rare = (0..=all_taken).map(ways).filter(|ways| *ways <= seen);
    let as_rare: BigUint = as_rare.sum();
    let all = choose(settled_one + settled_other, all_taken);
    Some(BigRational::new(as_rare.into(), all.into()))
}

/// In how many ways so many can be chosen of so many.
fn choose(of: usize, count: usize) -> BigUint {
    if count > of {
        return BigUint::zero();
    }
    (0..count).fold(BigUint::one(), |ways, at| ways * (of - at) / (at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(taken: usize, not_taken: usize) -> Treatment {
        Treatment {
            taken,
            not_taken,
            ..Treatment::default()
        }
    }

    #[test]
    fn the_lady_tasting_tea_is_seventeen_in_thirty_five() {
        // Fisher's own table (The Design of Experiments, 1935): three of four right on either side.
        let chance = chance(&settled(3, 1), &settled(1, 3)).unwrap();
        assert_eq!(chance, BigRational::new(34.into(), 70.into()));
    }

    #[test]
    fn an_open_edit_waits_until_the_day_and_one_settled_later_was_open_then() {
        let edit = |asked, fate| Edit {
            side: 0,
            asked,
            fate,
        };
        let edits = [
            edit(0, Fate::Taken(4)),
            edit(1, Fate::NotTaken(2)),
            edit(2, Fate::InPart(20)),
            edit(3, Fate::Open),
            edit(30, Fate::Open),
        ];
        let seen = treatment(&edits, 0, 10);
        assert_eq!((seen.asked(), seen.open), (4, 2));
        assert_eq!((seen.waited, seen.waiting), (vec![1, 4], vec![7, 8]));
        let seen = treatment(&edits, 0, 25);
        assert_eq!((seen.median_twice(), seen.longest()), (Some(8), Some(22)));
    }

    /// Each choice of the taken edits is as likely as any other: counts those that are as rare.
    fn counted(one: (usize, usize), other: (usize, usize)) -> BigRational {
        let sizes = [one.0 + one.1, other.0 + other.1];
        let count = u32::try_from(one.0 + other.0).unwrap();
        let first = (1_u32 << sizes[0]) - 1;
        let sets: Vec<u32> = (0..1_u32 << (sizes[0] + sizes[1]))
            .filter(|set| set.count_ones() == count)
            .collect();
        let like = |number: u32| {
            let alike = sets
                .iter()
                .filter(|set| (**set & first).count_ones() == number);
            alike.count()
        };
        let seen = like(u32::try_from(one.0).unwrap());
        let rare = (0..=count).map(like).filter(|ways| *ways <= seen);
        BigRational::new(rare.sum::<usize>().into(), sets.len().into())
    }

    #[test]
    fn the_chance_is_the_share_of_choices_that_are_as_rare() {
        for at in 0..256_usize {
            let [a, b, c, d] = [at % 4, at / 4 % 4, at / 16 % 4, at / 64];
            let found = chance(&settled(a, b), &settled(c, d));
            let expected = (a + b > 0 && c + d > 0).then(|| counted((a, b), (c, d)));
            assert_eq!(found, expected, "{a} of {} and {c} of {}", a + b, c + d);
        }
    }
}
