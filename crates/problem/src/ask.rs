//! Questions to a party, each of which has answers that are statements.
//!
//! What a question is worth is how much better the package that one would pick is expected to be
//! once the answer is known (expected value of information; Chajewska, Koller and Parr 2000,
//! *Making rational decisions using adaptive utility elicitation*). A package is as good as
//! what it is worth to the party that it serves worst, each on its own scale from 0 to 1, and worth
//! nothing where a party would rather have no deal.

use crate::robust::Lineup;
use crate::statement::{Likes, Offer, Saying, ValueFunction};
use crate::{BracketIx, ChoiceIx, Package, PartyIx, Table};
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A question to one party.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ask {
    /// Which of two options of a bracket it would rather have.
    Options(BracketIx, ChoiceIx, ChoiceIx),
    /// Which of two brackets matters more to it.
    Brackets(BracketIx, BracketIx),
    /// Which of two packages, or of a package and no deal, it would rather have.
    Offers(Offer, Offer),
    /// Whether an option is worth at least this part of what its bracket counts.
    Part(BracketIx, ChoiceIx, BigRational),
}

impl Ask {
    /// The two answers that tell something.
    #[must_use]
    pub fn answers(&self) -> [Saying; 2] {
        let more = Likes::More;
        match self {
            Self::Options(of, one, other) => {
                [(one, other), (other, one)].map(|(a, b)| Saying::Options(*of, *a, more, *b))
            }
            Self::Brackets(one, other) => {
                [(one, other), (other, one)].map(|(a, b)| Saying::Brackets(*a, more, *b))
            }
            Self::Offers(one, other) => [(one, other), (other, one)]
                .map(|(a, b)| Saying::Offers(a.clone(), more, b.clone())),
            Self::Part(of, choice, part) => {
                let ends = [
                    (part.clone(), BigRational::one()),
                    (BigRational::zero(), part.clone()),
                ];
                ends.map(|(least, most)| Saying::Within(*of, *choice, least, most))
            }
        }
    }

    /// What a party with this value function says; nothing where the two are as good, which it
    /// then says.
    #[must_use]
    pub fn answered_by(&self, function: &ValueFunction) -> Option<usize> {
        let order = match self {
            Self::Options(of, one, other) => function
                .option(*of, *one)
                .cmp(&function.option(*of, *other)),
            Self::Brackets(one, other) => function.weight(*one).cmp(&function.weight(*other)),
            Self::Offers(one, other) => worth(function, one).cmp(&worth(function, other)),
            Self::Part(of, choice, part) => function
                .option(*of, *choice)
                .cmp(&(part * function.weight(*of))),
        };
        match order {
            Ordering::Greater => Some(0),
            Ordering::Less => Some(1),
            Ordering::Equal => None,
        }
    }

    /// How many options the question names: each is told to the room by asking.
    #[must_use]
    pub fn named(&self) -> usize {
        let count = |offer: &Offer| match offer {
            Offer::Options(options) => options.len(),
            Offer::NoDeal => 0,
        };
        match self {
            Self::Options(..) => 2,
            Self::Brackets(..) => 0,
            Self::Offers(one, other) => count(one) + count(other),
            Self::Part(..) => 1,
        }
    }

    /// The question which of two packages is liked better, as far as they differ.
    #[must_use]
    pub fn between(one: &Package, other: &Package) -> Self {
        let differ = one.changes(other);
        let options = |package: &Package| {
            let options = package
                .iter()
                .filter(|(bracket, _)| differ.contains(bracket));
            Offer::Options(options.collect())
        };
        Self::Offers(options(one), options(other))
    }

    /// The question whether a package is liked better than no deal.
    #[must_use]
    pub fn deal(package: &Package) -> Self {
        let options: BTreeMap<BracketIx, ChoiceIx> = package.iter().collect();
        Self::Offers(Offer::Options(options), Offer::NoDeal)
    }
}

fn worth(function: &ValueFunction, offer: &Offer) -> BigRational {
    match offer {
        Offer::NoDeal => function.no_deal.clone(),
        Offer::Options(options) => {
            let options = options.iter();
            options
                .map(|(bracket, choice)| function.option(*bracket, *choice))
                .sum()
        }
    }
}

/// What a package is worth to the party that it serves worst; nothing where a party would rather
/// have no deal.
#[must_use]
pub fn least_worth(draw: &Table<PartyIx, ValueFunction>, package: &Package) -> BigRational {
    let worth = |function: &ValueFunction| {
        let worth = function.package(package);
        if worth < function.no_deal {
            BigRational::zero()
        } else {
            worth
        }
    };
    let least = draw.rows().map(worth).min();
    least.unwrap_or_else(BigRational::zero)
}

/// How much better the pick among the packages of a line-up is expected to be once a question is
/// answered, over these draws: the mean over them of the best pick of each part, less that of the
/// best pick of all. What somebody bars is worth nothing.
#[must_use]
pub fn gain(
    lineup: &Lineup,
    draws: &[Table<PartyIx, ValueFunction>],
    (party, ask): (PartyIx, &Ask),
) -> BigRational {
    let barred = |at: usize| {
        let mut each = lineup.barred().rows();
        each.any(|barred| barred.get(at).copied().unwrap_or(false))
    };
    let best = |draws: &[&Table<PartyIx, ValueFunction>]| {
        let packages = lineup.packages().iter().enumerate();
        let sums = packages.map(|(at, package)| -> BigRational {
            let gains = draws.iter().map(|draw| {
                if barred(at) {
                    BigRational::zero()
                } else {
                    least_worth(draw, package)
                }
            });
            gains.sum()
        });
        sums.max().unwrap_or_else(BigRational::zero)
    };
    let first = |draw: &&Table<PartyIx, ValueFunction>| {
        draw.get(party)
            .and_then(|function| ask.answered_by(function))
            == Some(0)
    };
    let (one, other): (Vec<_>, Vec<_>) = draws.iter().partition(first);
    let all: Vec<_> = draws.iter().collect();
    let count = BigRational::from_integer(draws.len().max(1).into());
    (best(&one) + best(&other) - best(&all)) / count
}
