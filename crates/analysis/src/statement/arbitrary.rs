//! Random statements, small enough to be looked at in full.

use crate::instances::SplitMix;
use num_rational::BigRational;
use problem::statement::{Likes, Offer, Saying, Statements, ValueFunction, ValueSpace};
use problem::{BracketIx, ChoiceIx, Index, Table};
use std::collections::BTreeMap;

pub(crate) fn fraction(above: i64, below: i64) -> BigRational {
    BigRational::new(above.into(), below.into())
}

/// A space with a few brackets, some with known ends.
pub(crate) fn space(mix: &mut SplitMix) -> ValueSpace {
    let brackets = 1 + mix.below(3);
    let mut sizes: Vec<u16> = (0..brackets).map(|_| 1 + mix.below(4)).collect();
    sizes[0] = sizes[0].max(2);
    let sizes: Table<BracketIx, u16> = Table::new(sizes);
    let mut ends = BTreeMap::new();
    for (bracket, size) in sizes.iter().filter(|(_, size)| **size > 1) {
        let best = mix.below(*size);
        let worst = mix.below(*size);
        if best != worst && mix.below(2) == 0 {
            ends.insert(bracket, (ChoiceIx::new(best), ChoiceIx::new(worst)));
        }
    }
    ValueSpace::new(sizes, ends, fraction(1, 50)).unwrap()
}

/// A value function of a space.
pub(crate) fn function(mix: &mut SplitMix, space: &ValueSpace) -> ValueFunction {
    let drawn: Vec<i64> = space
        .sizes()
        .rows()
        .map(|size| {
            if *size > 1 {
                1 + i64::from(mix.below(20))
            } else {
                0
            }
        })
        .collect();
    let sum = drawn.iter().sum::<i64>();
    let weights = drawn.iter().map(|weight| fraction(*weight, sum));
    let weights: Table<BracketIx, BigRational> = weights.collect();
    let worth = space.sizes().iter().map(|(bracket, size)| {
        let weight = weights.get(bracket).unwrap();
        let each = (0..*size).map(|choice| {
            let part = match space.ends().get(&bracket) {
                Some((best, _)) if *best == ChoiceIx::new(choice) => fraction(1, 1),
                Some((_, worst)) if *worst == ChoiceIx::new(choice) => fraction(0, 1),
                _ => fraction(i64::from(mix.below(11)), 10),
            };
            part * weight
        });
        each.collect()
    });
    let worth = worth.collect();
    ValueFunction {
        weights,
        worth,
        no_deal: fraction(i64::from(mix.below(11)), 10),
    }
}

fn choice(mix: &mut SplitMix, size: u16) -> ChoiceIx {
    ChoiceIx::new(mix.below(size))
}

fn likes(mix: &mut SplitMix) -> Likes {
    if mix.below(3) == 0 {
        Likes::AsMuch
    } else {
        Likes::More
    }
}

/// Something said of a space.
pub(crate) fn saying(mix: &mut SplitMix, space: &ValueSpace) -> Saying {
    let sizes = space.sizes();
    let bracket = BracketIx::new(mix.below(sizes.len() as u16));
    let size = *sizes.get(bracket).unwrap();
    match mix.below(6) {
        0 => Saying::Options(bracket, choice(mix, size), likes(mix), choice(mix, size)),
        1 => {
            let other = BracketIx::from_position(usize::from(mix.below(sizes.len() as u16)));
            Saying::Brackets(bracket, likes(mix), other.unwrap())
        }
        2 => {
            let named: Vec<(BracketIx, u16)> = sizes
                .iter()
                .filter(|_| mix.below(3) > 0)
                .map(|(bracket, size)| (bracket, *size))
                .collect();
            let options = |mix: &mut SplitMix| {
                let options = named.iter().map(|(b, size)| (*b, choice(mix, *size)));
                Offer::Options(options.collect())
            };
            let (this, other) = match mix.below(3) {
                0 => (options(mix), Offer::NoDeal),
                1 => (Offer::NoDeal, options(mix)),
                _ => (options(mix), options(mix)),
            };
            Saying::Offers(this, likes(mix), other)
        }
        3 => Saying::Ranking(bracket, classes(mix, size)),
        4 => Saying::Grades(bracket, classes(mix, size)),
        _ => {
            let least = mix.below(11);
            let most = least + mix.below(11 - least);
            let [least, most] = [least, most].map(|part| fraction(i64::from(part), 10));
            Saying::Within(bracket, choice(mix, size), least, most)
        }
    }
}

fn classes(mix: &mut SplitMix, size: u16) -> Vec<Vec<ChoiceIx>> {
    let mut classes = vec![Vec::new(); 3];
    for place in 0..size {
        match mix.below(4) {
            3 => {}
            class => classes[usize::from(class)].push(ChoiceIx::new(place)),
        }
    }
    classes.retain(|class| !class.is_empty());
    classes
}

/// A space and up to so many statements.
pub(crate) fn statements(mix: &mut SplitMix, most: u16) -> Statements {
    let space = space(mix);
    let count = mix.below(most + 1);
    let said = (0..count).map(|_| saying(mix, &space)).collect();
    Statements::new(space, said).unwrap()
}
