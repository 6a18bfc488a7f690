//! The peer's points of a long frontier: all but a few vectors are ruled out in 128 bits, and only
//! the rest are compared in big integers.
//!
//! Invariant: every bound holds the merit that it bounds, in units of a power of two.

use num_bigint::BigInt;
use num_traits::ToPrimitive;
use problem::frontier::Outcome;
use problem::peer::{Fold, Merit, Merits, NegmasPoints};
use problem::statistics::Statistics;
use problem::{PartyIx, Problem, Score, Table};

/// NegMAS's points of a frontier; see [`Problem::negmas_points`].
#[must_use]
pub fn negmas_points(
    problem: &Problem,
    frontier: &[Outcome],
    statistics: &Statistics,
    units: &Table<PartyIx, num_rational::BigRational>,
) -> NegmasPoints {
    let merits = Merits::new(problem, statistics, units);
    merits.picked(frontier, |merit| {
        let short = Short::of(merit, statistics);
        shortlist(frontier, |scores| {
            let looks = merits.looks_at(merit, scores);
            looks.then(|| short.bounds(scores))
        })
    })
}

/// The positions whose upper bound is no less than the greatest lower bound.
fn shortlist(
    frontier: &[Outcome],
    bounds: impl Fn(&[Score]) -> Option<(i128, i128)>,
) -> Vec<usize> {
    let of = |outcome: &Outcome| bounds(outcome.scores.as_slice());
    let all: Vec<Option<(i128, i128)>> = frontier.iter().map(of).collect();
    let best = all.iter().flatten().map(|(least, _)| *least).max();
    let near = all.iter().enumerate();
    let near = near.filter(|(_, bounds)| bounds.is_some_and(|(_, most)| Some(most) >= best));
    near.map(|(position, _)| position).collect()
}

/// A merit with short factors.
struct Short {
    fold: Fold,
    lines: Vec<ShortLine>,
}

/// A line in units of a power of two.
struct ShortLine {
    from: i64,
    factor: i128,
    /// How far a figure can be from the true one: nothing if no digit was cut off.
    slack: i128,
    /// For products: how many digits of the figure are cut off.
    shift: u64,
}

impl Short {
    fn of(merit: &Merit, statistics: &Statistics) -> Self {
        let parties = merit.lines.len().max(1) as u64;
        // Room for the sum of all parties' figures or squares, or for their product.
        let bits = match merit.fold {
            Fold::Sum | Fold::Least | Fold::Spread => 110,
            Fold::Squares => 58,
            Fold::Product => 120 / parties,
        };
        let pairs = merit.lines.iter().zip(statistics.parties.rows());
        let spans = pairs.map(|(line, figures)| {
            let far = |score: Score| (i128::from(score.get()) - i128::from(line.from.get())).abs();
            far(figures.least).max(far(figures.most))
        });
        let spans: Vec<i128> = spans.collect();
        let widths = merit.lines.iter().zip(&spans);
        let width = widths.map(|(line, span)| line.factor.bits() + width(*span));
        let widest = width.max().unwrap_or(0);
        let cut = match merit.fold {
            Fold::Product => 0,
            Fold::Sum | Fold::Least | Fold::Spread | Fold::Squares => widest.saturating_sub(bits),
        };
        let lines = merit
            .lines
            .iter()
            .zip(&spans)
            .map(|(line, span)| ShortLine {
                from: line.from.get(),
                factor: cut_off(&line.factor, cut),
                slack: if cut > 0 { *span } else { 0 },
                shift: width_over(*span, bits),
            });
        Self {
            fold: merit.fold,
            lines: lines.collect(),
        }
    }

    /// Between what and what the merit of a vector lies.
    fn bounds(&self, scores: &[Score]) -> (i128, i128) {
        let pairs = || scores.iter().zip(&self.lines);
        let lows = || pairs().map(|(score, line)| line.figure(*score) - line.slack);
        let highs = || pairs().map(|(score, line)| line.figure(*score) + line.slack);
        let least = |figures: &mut dyn Iterator<Item = i128>| figures.min().unwrap_or(0);
        let most = |figures: &mut dyn Iterator<Item = i128>| figures.max().unwrap_or(0);
        match self.fold {
            Fold::Sum => (lows().sum(), highs().sum()),
            Fold::Least => (least(&mut lows()), least(&mut highs())),
            Fold::Spread => (
                least(&mut lows()) - most(&mut highs()),
                least(&mut highs()) - most(&mut lows()),
            ),
            Fold::Squares => {
                let far = |(score, line): (&Score, &ShortLine)| {
                    let figure = line.figure(*score).abs();
                    let (near, far) = ((figure - line.slack).max(0), figure + line.slack);
                    (near.saturating_mul(near), far.saturating_mul(far))
                };
                let squares = pairs().map(far);
                let sum = |(a, b): (i128, i128), (c, d)| (a.saturating_add(c), b.saturating_add(d));
                // A bound that does not fit is too far to rule anything out.
                let (near, far) = squares.fold((0, 0), sum);
                (-far, -near)
            }
            Fold::Product => self.product(scores),
        }
    }

    fn product(&self, scores: &[Score]) -> (i128, i128) {
        let (mut near, mut far, mut sign) = (1_i128, 1_i128, 1_i128);
        for (score, line) in scores.iter().zip(&self.lines) {
            let figure = line.figure(*score);
            let short = figure.abs() >> line.shift;
            near *= short;
            far *= short + i128::from(line.shift > 0);
            sign *= figure.signum();
        }
        match sign {
            0 => (0, 0),
            1 => (near, far),
            _ => (-far, -near),
        }
    }
}

impl ShortLine {
    fn figure(&self, score: Score) -> i128 {
        (i128::from(score.get()) - i128::from(self.from)) * self.factor
    }
}

fn cut_off(factor: &BigInt, digits: u64) -> i128 {
    (factor >> digits).to_i128().unwrap_or(0)
}

/// How many binary digits a magnitude has.
fn width(magnitude: i128) -> u64 {
    u64::from(i128::BITS - magnitude.leading_zeros())
}

/// By how many digits a magnitude exceeds the room for it; one digit is kept for rounding up.
fn width_over(magnitude: i128, bits: u64) -> u64 {
    (width(magnitude) + 1).saturating_sub(bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arbitrary::{problems, small};
    use num_rational::BigRational;
    use problem::{Scope, Stance};
    use proptest::prelude::*;

    /// The same problem with every score of a party times a factor, so that digits are cut off.
    fn stretched(problem: &Problem, factors: &[i64]) -> Problem {
        let stances = problem.stances().rows().zip(factors);
        let stances = stances.map(|(stance, factor)| {
            let times = |score: &Score| Score::new(score.get() * factor + score.get() % 3);
            let row = |scores: &Vec<Score>| scores.iter().map(times).collect();
            Stance {
                scores: stance.scores.map(row),
                bonuses: vec![],
                red_lines: Table::new(vec![]),
                reservation: stance.reservation.map(|none| times(&none)),
            }
        });
        let (sizes, rules) = (problem.sizes().clone(), problem.rules().clone());
        let decision = problem.decision().clone();
        Problem::new(sizes, rules, stances.collect(), decision).unwrap()
    }

    proptest! {
        #[test]
        fn the_shortlist_loses_none_of_the_peers_points(
            problem in problems(small()),
            factors in prop::collection::vec(1..1_i64 << 50, 6),
            parts in prop::collection::vec(1..1_000_000_i64, 6),
        ) {
            let problem = stretched(&problem, &factors);
            let Some(figures) = problem.statistics() else { return Ok(()) };
            let frontier = problem.frontier(Scope::Possible);
            let parts = parts.iter().take(problem.stances().len());
            let units = parts.map(|part| BigRational::new(1.into(), (*part).into())).collect();
            let found = negmas_points(&problem, &frontier, &figures, &units);
            prop_assert_eq!(found, problem.negmas_points(&frontier, &figures, &units));
        }
    }
}
