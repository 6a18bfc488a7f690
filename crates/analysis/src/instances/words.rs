//! Random things said, sensible or not: what elicitation must survive.

use super::SplitMix;
use crate::ask::{questions, worth_asking};
use crate::robust::{Draws, Robust, Spread};
use crate::statement::contradictions;
use num_rational::BigRational;
use problem::robust::Lineup;
use problem::statement::{Likes, Offer, Saying, StatementError, Statements, ValueSpace};
use problem::{BracketIx, ChoiceIx, Effort, Package, Table};
use std::collections::BTreeMap;

/// What came of a set of things said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Heard {
    /// Something was named that is not there.
    Refused,
    /// They contradict each other, in so many smallest sets.
    Contradicts(usize),
    /// They hold together, and so many questions are open.
    Holds(usize),
    /// The effort ran out.
    Stopped,
}

/// Hears a set of at most so many things said, and does all that is done with it: finds what
/// contradicts, draws what agrees, looks for the next question. Gives how many were said.
#[must_use]
pub fn hear(seed: u64, most: u16, effort: &Effort<'_>) -> (u64, Heard) {
    let mut mix = SplitMix::new(seed);
    let count = 1 + mix.below(most.max(1));
    let told = match statements(&mut mix, count) {
        Ok(statements) => follow(&statements, &mut mix, effort),
        Err(_) => Heard::Refused,
    };
    (u64::from(count), told)
}

fn follow(statements: &Statements, mix: &mut SplitMix, effort: &Effort<'_>) -> Heard {
    match contradictions(statements, effort).answer {
        None => return Heard::Stopped,
        Some(found) if !found.is_empty() => return Heard::Contradicts(found.len()),
        Some(_) => {}
    }
    let sizes: Vec<u16> = statements.space().sizes().rows().copied().collect();
    let mut package = || {
        let places: Vec<u16> = sizes.iter().map(|size| mix.below(*size)).collect();
        Package::at(&places)
    };
    let packages: Vec<Package> = (0..3).map(|_| package()).collect();
    let parties = Table::new(vec![statements.clone()]);
    let Ok(lineup) = Lineup::new(parties, packages, Table::new(vec![vec![false; 3]])) else {
        return Heard::Refused;
    };
    let Some(robust) = Robust::ready(&lineup, effort) else {
        return Heard::Stopped;
    };
    // Drawing costs more than all else: one set in eight goes on to it.
    if mix.below(8) > 0 {
        return Heard::Holds(0);
    }
    let draws = Draws {
        seed: mix.next(),
        count: Draws::BATCH,
        spread: if mix.below(2) == 0 {
            Spread::Even
        } else {
            Spread::Near
        },
    };
    let open = worth_asking(&robust, &draws, &questions(&lineup), &|_, _| Some(0));
    Heard::Holds(open.len())
}

/// So many things said of a small space; now and then of something that is not there.
fn statements(mix: &mut SplitMix, count: u16) -> Result<Statements, StatementError> {
    let odd = mix.below(16) == 0;
    let brackets = if odd { mix.below(4) } else { 1 + mix.below(3) };
    let sizes: Table<BracketIx, u16> = (0..brackets)
        .map(|_| if odd { mix.below(5) } else { 2 + mix.below(3) })
        .collect();
    let mut ends = BTreeMap::new();
    for bracket in sizes.ids() {
        if mix.below(3) == 0 {
            ends.insert(bracket, (choice(mix), choice(mix)));
        }
    }
    // An end that cannot be is refused by itself often enough.
    let known = |(bracket, (best, worst)): &(BracketIx, (ChoiceIx, ChoiceIx))| {
        let size = sizes.get(*bracket).copied().unwrap_or(0);
        best != worst && best.position() < size && worst.position() < size
    };
    if mix.below(32) > 0 {
        ends = ends.into_iter().filter(known).collect();
    }
    let margin = BigRational::new(i64::from(mix.below(3)).into(), 50.into());
    let space = ValueSpace::new(sizes, ends, margin)?;
    let strict = mix.below(16) > 0;
    let said = (0..count).map(|_| saying(mix, &space, strict));
    Statements::new(space.clone(), said.collect())
}

fn choice(mix: &mut SplitMix) -> ChoiceIx {
    ChoiceIx::new(mix.below(5))
}

fn likes(mix: &mut SplitMix) -> Likes {
    if mix.below(3) == 0 {
        Likes::AsMuch
    } else {
        Likes::More
    }
}

fn saying(mix: &mut SplitMix, space: &ValueSpace, strict: bool) -> Saying {
    // tidy: bool, because it only widens what is drawn.
    let count = u16::try_from(space.sizes().len()).unwrap_or(u16::MAX);
    let extra = u16::from(!strict);
    let any = |mix: &mut SplitMix| BracketIx::new(mix.below(count + extra));
    let of = any(mix);
    let size = space.sizes().get(of).copied().unwrap_or(1).max(1) + extra;
    let option = |mix: &mut SplitMix| ChoiceIx::new(mix.below(size));
    match mix.below(6) {
        0 => Saying::Options(of, option(mix), likes(mix), option(mix)),
        1 => Saying::Brackets(of, likes(mix), any(mix)),
        2 => {
            let [this, other] = [offer(mix, space), offer(mix, space)];
            Saying::Offers(this, likes(mix), other)
        }
        3 => Saying::Ranking(of, classes(mix, size)),
        4 => Saying::Grades(of, classes(mix, size)),
        _ => {
            // Bounds may lie anywhere, and the wrong way round.
            let mut part = || BigRational::new((i64::from(mix.below(40)) - 8).into(), 20.into());
            let (least, most) = (part(), part());
            Saying::Within(of, option(mix), least, most)
        }
    }
}

fn offer(mix: &mut SplitMix, space: &ValueSpace) -> Offer {
    if mix.below(6) == 0 {
        return Offer::NoDeal;
    }
    let mut options = BTreeMap::new();
    for (bracket, size) in space.sizes().iter() {
        if mix.below(3) > 0 {
            options.insert(bracket, ChoiceIx::new(mix.below((*size).max(1))));
        }
    }
    Offer::Options(options)
}

/// Options in up to three classes; an option may stand twice, and a class may be empty.
fn classes(mix: &mut SplitMix, size: u16) -> Vec<Vec<ChoiceIx>> {
    let count = mix.below(4);
    let class = |mix: &mut SplitMix| {
        let options = mix.below(3);
        (0..options)
            .map(|_| ChoiceIx::new(mix.below(size)))
            .collect()
    };
    (0..count).map(|_| class(mix)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use problem::Watch;

    #[test]
    fn whatever_is_said_is_heard_to_its_end() {
        let watch = Watch::new();
        let effort = Effort {
            nodes_max: 5_000,
            ..Effort::unbounded(&watch)
        };
        let mut counts = [0_u64; 4];
        let mut said = 0;
        for seed in 0..3_000 {
            let (count, heard) = hear(seed, 12, &effort);
            said += count;
            counts[match heard {
                Heard::Refused => 0,
                Heard::Contradicts(_) => 1,
                Heard::Holds(_) => 2,
                Heard::Stopped => 3,
            }] += 1;
        }
        assert!(said > 15_000, "{said}");
        assert!(
            counts.iter().take(3).all(|count| *count > 200),
            "{counts:?}"
        );
        assert_eq!(counts[3], 0);
    }
}
