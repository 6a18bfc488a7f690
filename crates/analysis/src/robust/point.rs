//! One value function in a draw.
#![expect(
    clippy::float_arithmetic,
    reason = "a draw is a point in a space of real numbers; what is told of it is counted"
)]
#![expect(
    clippy::indexing_slicing,
    reason = "tables of one space, sized where they are made"
)]

use num_rational::BigRational;
use num_traits::ToPrimitive;
use problem::ask::Ask;
use problem::statement::{Offer, Statements, ValueFunction};
use problem::{BracketIx, ChoiceIx, Index, Package, Table};

/// A division of the whole into weights, for each option the part of its bracket's weight that it
/// is worth, and the value of no deal.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    pub(crate) weights: Vec<f64>,
    pub(crate) parts: Vec<Vec<f64>>,
    pub(crate) no_deal: f64,
}

/// A million: what is told of a float is cut to the millionth.
const PARTS: f64 = 1_000_000.0;

pub(super) fn float(figure: &BigRational) -> f64 {
    figure.to_f64().unwrap_or(0.0)
}

/// The places of a package's options.
pub(crate) fn places(package: &Package) -> Vec<usize> {
    let options = package.iter();
    options
        .map(|(_, choice)| usize::from(choice.position()))
        .collect()
}

/// How good a package is in a draw, in millionths: what it is worth to the party that it serves
/// worst; below 0 where one would rather have no deal, by how much.
pub(crate) fn least(draw: &[Point], options: &[usize]) -> i64 {
    let mut least = (i64::MAX, i64::MAX);
    for point in draw {
        let (worth, more) = point.told(options);
        least = (least.0.min(worth), least.1.min(more));
    }
    if least.1 < 0 { least.1 } else { least.0 }
}

impl Point {
    /// A value function as a point; the ends of brackets stand exactly where they are.
    pub(crate) fn of(statements: &Statements, function: &ValueFunction) -> Self {
        let parts = function.worth.iter().map(|(bracket, worth)| {
            let weight = function.weight(bracket);
            let end = statements.space().ends().get(&bracket);
            let each = worth.iter().enumerate().map(|(place, worth)| {
                let is = |end: ChoiceIx| usize::from(end.position()) == place;
                match end {
                    Some((best, _)) if is(*best) => 1.0,
                    Some((_, worst)) if is(*worst) => 0.0,
                    Some(_) | None if weight.numer().bits() == 0 => 0.0,
                    Some(_) | None => float(&(worth / &weight)),
                }
            });
            each.collect()
        });
        Self {
            weights: function.weights.rows().map(float).collect(),
            parts: parts.collect(),
            no_deal: float(&function.no_deal),
        }
    }

    /// What a package is worth, its options given by place.
    pub(super) fn worth(&self, options: &[usize]) -> f64 {
        let brackets = self.weights.iter().zip(&self.parts).zip(options);
        brackets.fold(0.0, |sum, ((weight, parts), option)| {
            sum + weight * parts[*option]
        })
    }

    /// What a package is worth, and by how much that is more than no deal, in millionths of the
    /// whole.
    fn told(&self, options: &[usize]) -> (i64, i64) {
        let worth = self.worth(options);
        let more = worth - self.no_deal;
        // Less than no deal stays less, however little it is.
        let more = if more < 0.0 {
            ((more * PARTS) as i64).min(-1)
        } else {
            (more * PARTS) as i64
        };
        ((worth * PARTS) as i64, more)
    }

    /// What an option is worth, in millionths of the whole.
    pub(crate) fn option(&self, bracket: usize, option: usize) -> i64 {
        (self.weights[bracket] * self.parts[bracket][option] * PARTS) as i64
    }

    /// Whether the first answer of a question is true, rather than the second.
    pub(crate) fn says_first(&self, ask: &Ask) -> bool {
        let weight = |bracket: &BracketIx| self.weights[Index::position(*bracket)];
        let part = |bracket: &BracketIx, choice: &ChoiceIx| {
            self.parts[Index::position(*bracket)][usize::from(choice.position())]
        };
        let offer = |offer: &Offer| match offer {
            Offer::NoDeal => self.no_deal,
            Offer::Options(options) => {
                let options = options.iter();
                options.fold(0.0, |sum, (b, c)| sum + weight(b) * part(b, c))
            }
        };
        match ask {
            Ask::Options(of, one, other) => part(of, one) > part(of, other),
            Ask::Brackets(one, other) => weight(one) > weight(other),
            Ask::Offers(one, other) => offer(one) > offer(other),
            Ask::Part(of, choice, least) => part(of, choice) > float(least),
        }
    }

    /// The point as exact fractions, its weights made to add up to 1.
    pub(super) fn function(&self) -> ValueFunction {
        let exact = |float: f64| BigRational::from_float(float).unwrap_or_default();
        let weights: Vec<BigRational> = self.weights.iter().copied().map(exact).collect();
        let whole: BigRational = weights.iter().sum();
        let weights: Table<_, BigRational> =
            weights.into_iter().map(|weight| weight / &whole).collect();
        let worth = weights.rows().zip(&self.parts).map(|(weight, parts)| {
            let parts = parts.iter().copied();
            parts
                .map(|part| exact(part.clamp(0.0, 1.0)) * weight)
                .collect()
        });
        let worth = worth.collect();
        ValueFunction {
            worth,
            no_deal: exact(self.no_deal.clamp(0.0, 1.0)),
            weights,
        }
    }
}
