//! What NegMAS means by its points of a scenario, so that both can be compared on equal terms.
//!
//! Several of these compare parties' figures with each other, or take the spread of ratios for
//! Kalai and Smorodinsky's least ratio. They stand here under the peer's names; our own fair
//! packages are in [`crate::fair`].

use crate::frontier::Frontier;
use crate::statistics::Statistics;
use crate::{PartyIx, Problem, Score, Table};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// The points that NegMAS 0.16 reports, as positions in a frontier; ties all given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NegmasPoints {
    /// The greatest product of gains, also where an even number of gains is negative.
    pub nash: Vec<usize>,
    /// The greatest least gain in stated figures, among vectors no worse than no deal.
    pub kalai: Vec<usize>,
    /// The same, of figures instead of gains.
    pub modified_kalai: Vec<usize>,
    /// The least spread between the parties' ratios of gain to range.
    pub ks: Vec<usize>,
    /// The same, of figures as parts of the greatest figure.
    pub modified_ks: Vec<usize>,
    /// The greatest sum of stated figures.
    pub max_welfare: Vec<usize>,
    /// The greatest sum of distances from the least figure, each as a part of the party's range.
    pub max_relative_welfare: Vec<usize>,
    /// The square of the opposition level: the least squared distance, over packages that nobody
    /// finds worse than no deal, from the point where everybody has the most, each party's most
    /// counting as 1. Nothing where there is no such package.
    pub opposition_squared: Option<BigRational>,
}

/// One party's frame in stated figures, all parties' over one denominator.
struct Sides {
    /// How many common parts one unit of its score is.
    part: BigInt,
    reservation: Option<Score>,
    least: Score,
    most: Score,
    /// No deal, or the least where there is none or it is below the least.
    from: Score,
    /// The product of all other parties' ranges above `from`.
    others: BigInt,
    /// The product of all other parties' most figures.
    others_most: BigInt,
}

impl Problem {
    /// NegMAS's points of a frontier of all packages that keep the rules, with the figures over the
    /// same packages, where a unit of each party's score stands for these stated figures.
    #[must_use]
    pub fn negmas_points(
        &self,
        frontier: &Frontier,
        statistics: &Statistics,
        units: &Table<PartyIx, BigRational>,
    ) -> NegmasPoints {
        let sides = sides(self, statistics, units);
        let flat = sides
            .iter()
            .any(|side| side.most <= side.least.max(side.from));
        let rational = |scores: &[Score]| {
            let mut pairs = scores.iter().zip(&sides);
            pairs.all(|(score, side)| side.reservation.is_none_or(|none| *score >= none))
        };
        let everything = |_: &[Score]| true;
        let best = |value: &dyn Fn(&[Score]) -> BigInt, among: &dyn Fn(&[Score]) -> bool| {
            if flat {
                return (0..frontier.len()).collect();
            }
            greatest(frontier, value, among)
        };
        let values = |scores: &[Score], of: Measure| Sides::values(&sides, scores, of);
        let sum = |scores: &[Score], of: Measure| values(scores, of).into_iter().sum();
        let least = |scores: &[Score], of: Measure| min(&values(scores, of));
        let spread = |scores: &[Score], of: Measure| {
            let values = values(scores, of);
            min(&values) - values.into_iter().max().unwrap_or_default()
        };
        let product = |scores: &[Score]| values(scores, Sides::gain).into_iter().product();
        NegmasPoints {
            nash: best(&product, &everything),
            kalai: best(&|s| least(s, Sides::stated_gain), &rational),
            modified_kalai: best(&|s| least(s, Sides::stated), &rational),
            ks: best(&|s| spread(s, Sides::ratio), &rational),
            modified_ks: best(&|s| spread(s, Sides::part_of_most), &rational),
            max_welfare: best(&|s| sum(s, Sides::stated), &everything),
            max_relative_welfare: best(&|s| sum(s, Sides::relative), &rational),
            opposition_squared: opposition_squared(frontier, &sides, &rational),
        }
    }
}

/// One of the ways to measure a party's score.
type Measure = fn(&Sides, Score) -> BigInt;

impl Sides {
    fn values(sides: &[Self], scores: &[Score], of: Measure) -> Vec<BigInt> {
        let pairs = scores.iter().zip(sides);
        pairs.map(|(score, side)| of(side, *score)).collect()
    }

    fn gain(&self, score: Score) -> BigInt {
        BigInt::from(score.get()) - self.from.get()
    }

    fn stated(&self, score: Score) -> BigInt {
        &self.part * score.get()
    }

    fn stated_gain(&self, score: Score) -> BigInt {
        self.gain(score) * &self.part
    }

    /// The gain as a part of the range above no deal, over all parties' ranges multiplied.
    fn ratio(&self, score: Score) -> BigInt {
        self.gain(score) * &self.others
    }

    /// The distance from the least as a part of the range above no deal, likewise.
    fn relative(&self, score: Score) -> BigInt {
        (BigInt::from(score.get()) - self.least.get()) * &self.others
    }

    /// The score as a part of the most, over all parties' most figures multiplied.
    fn part_of_most(&self, score: Score) -> BigInt {
        self.others_most.clone() * score.get()
    }
}

fn min(values: &[BigInt]) -> BigInt {
    values.iter().min().cloned().unwrap_or_default()
}

fn sides(
    problem: &Problem,
    statistics: &Statistics,
    units: &Table<PartyIx, BigRational>,
) -> Vec<Sides> {
    let denominators = || units.rows().map(|unit| unit.denom());
    let common: BigInt = denominators().product();
    let stances = problem.stances().rows().zip(statistics.parties.rows());
    let mut sides: Vec<Sides> = stances
        .zip(units.rows())
        .map(|((stance, figures), unit)| Sides {
            part: unit.numer() * (&common / unit.denom()),
            reservation: stance.reservation,
            least: figures.least,
            most: figures.most,
            from: stance
                .reservation
                .unwrap_or(figures.least)
                .max(figures.least),
            others: BigInt::from(1),
            others_most: BigInt::from(1),
        })
        .collect();
    let ranges: Vec<BigInt> = sides.iter().map(|side| side.gain(side.most)).collect();
    let mosts: Vec<BigInt> = sides.iter().map(|side| side.most.get().into()).collect();
    for (place, side) in sides.iter_mut().enumerate() {
        side.others = product_without(&ranges, place);
        side.others_most = product_without(&mosts, place);
    }
    sides
}

/// The product of all but one; what is 0 counts as 1, as the peer divides by it nowhere.
fn product_without(values: &[BigInt], place: usize) -> BigInt {
    let others = values.iter().enumerate().filter(|(at, _)| *at != place);
    let factors = others
        .map(|(_, value)| value)
        .filter(|value| !value.is_zero());
    factors.product()
}

fn greatest(
    frontier: &Frontier,
    value: &dyn Fn(&[Score]) -> BigInt,
    among: &dyn Fn(&[Score]) -> bool,
) -> Vec<usize> {
    let mut best: Option<BigInt> = None;
    let mut at = Vec::new();
    for (position, outcome) in frontier.iter().enumerate() {
        let scores = outcome.scores.as_slice();
        if !among(scores) {
            continue;
        }
        let here = value(scores);
        if best.as_ref().is_none_or(|best| here > *best) {
            best = Some(here);
            at = vec![position];
        } else if best.as_ref() == Some(&here) {
            at.push(position);
        }
    }
    at
}

/// Over the product of the most figures, squared. A party whose most is 0 counts in units of 1.
fn opposition_squared(
    frontier: &Frontier,
    sides: &[Sides],
    rational: &dyn Fn(&[Score]) -> bool,
) -> Option<BigRational> {
    let one = |side: &Sides| match side.most.get() {
        0 => BigInt::from(1),
        most => BigInt::from(most),
    };
    let whole: BigInt = sides.iter().map(one).product();
    let square = |scores: &[Score]| -> BigInt {
        let short = |(score, side): (&Score, &Sides)| {
            let one = one(side);
            let short = (&one - score.get()) * (&whole / &one);
            &short * &short
        };
        scores.iter().zip(sides).map(short).sum()
    };
    let vectors = frontier.iter().map(|outcome| outcome.scores.as_slice());
    let least = vectors.filter(|v| rational(v)).map(square).min()?;
    Some(BigRational::new(least, (&whole * &whole).abs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DecisionRule, Scope, Stance};

    /// Two parties, three options: worth (0, 10), (6, 6), (8, 1) units.
    fn three_options(reservation: Option<i64>) -> Problem {
        let stance = |scores: [i64; 3]| Stance {
            scores: Table::new(vec![scores.map(Score::new).to_vec()]),
            bonuses: vec![],
            red_lines: Table::new(vec![]),
            reservation: reservation.map(Score::new),
        };
        let stances = Table::new(vec![stance([0, 6, 8]), stance([10, 6, 1])]);
        let sizes = Table::new(vec![3]);
        Problem::new(sizes, Table::new(vec![]), stances, DecisionRule::Unanimity).unwrap()
    }

    fn points(problem: &Problem, units: [i64; 2]) -> NegmasPoints {
        let units = units.map(|unit| BigRational::new(1.into(), unit.into()));
        problem.negmas_points(
            &problem.frontier(Scope::Possible),
            &problem.statistics().unwrap(),
            &Table::new(units.to_vec()),
        )
    }

    #[test]
    fn the_peers_points_follow_the_peers_definitions() {
        // Frontier in descending order: (8, 1), (6, 6), (0, 10).
        let points = points(&three_options(Some(0)), [1, 1]);
        assert_eq!(points.nash, [1]);
        assert_eq!(points.kalai, [1]);
        assert_eq!(points.max_welfare, [1]);
        assert_eq!(points.ks, [1], "ratios 3/4 and 3/5 are the least apart");
        // (1 - 6/8)^2 + (1 - 6/10)^2 = 89/400.
        let expected = BigRational::new(89.into(), 400.into());
        assert_eq!(points.opposition_squared, Some(expected));
    }

    #[test]
    fn the_peers_welfare_depends_on_the_units_in_which_parties_state_their_figures() {
        let points = points(&three_options(Some(0)), [1, 10]);
        assert_eq!(points.max_welfare, [0]);
        assert_eq!(points.nash, [1]);
    }

    #[test]
    fn where_no_package_is_rational_there_is_no_opposition_level() {
        let points = points(&three_options(Some(9)), [1, 1]);
        assert_eq!(points.opposition_squared, None);
    }
}
