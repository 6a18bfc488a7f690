//! What NegMAS means by its points of a scenario, so that both can be compared on equal terms.
//!
//! Several of these compare parties' figures with each other, or take the spread of ratios for
//! Kalai and Smorodinsky's least ratio. They stand here under the peer's names; our own fair
//! packages are in [`crate::fair`].

use crate::frontier::Outcome;
use crate::statistics::{Figures, Statistics};
use crate::{PartyIx, Problem, Score, Table};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::Zero;

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

/// What is made as large as it can be to pick a point: a figure for each party, then one of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merit {
    /// Each party's figure is this line of its score.
    pub lines: Vec<Line>,
    /// How the parties' figures become one.
    pub fold: Fold,
    /// Whether vectors that some party finds worse than no deal are left out.
    pub is_rational: bool,
}

/// A party's score less one score, times a factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What the score is counted from.
    pub from: Score,
    /// What each unit counts.
    pub factor: BigInt,
}

/// How the parties' figures become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fold {
    /// Their product.
    Product,
    /// Their sum.
    Sum,
    /// The least of them.
    Least,
    /// The least less the greatest.
    Spread,
    /// Less the sum of their squares.
    Squares,
}

/// What the points of a problem are measured by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merits {
    /// The merits of the seven points, in the order of [`NegmasPoints`].
    pub points: [Merit; 7],
    /// The merit of the least opposition.
    pub opposition: Merit,
    /// What the figures of the opposition are parts of.
    pub whole: BigInt,
    /// Whether some party has no range, so that the peer reports every vector as every point.
    pub is_flat: bool,
    reservations: Vec<Option<Score>>,
}

impl Problem {
    /// NegMAS's points of a frontier of all packages that keep the rules, with the figures over the
    /// same packages, where a unit of each party's score stands for these stated figures.
    #[must_use]
    pub fn negmas_points(
        &self,
        frontier: &[Outcome],
        statistics: &Statistics,
        units: &Table<PartyIx, BigRational>,
    ) -> NegmasPoints {
        let merits = Merits::new(self, statistics, units);
        merits.picked(frontier, |_| (0..frontier.len()).collect())
    }
}

impl Merits {
    /// The merits of a problem with these figures over its packages, where a unit of each party's
    /// score stands for these stated figures.
    #[must_use]
    pub fn new(
        problem: &Problem,
        statistics: &Statistics,
        units: &Table<PartyIx, BigRational>,
    ) -> Self {
        let reservations: Vec<_> = problem.stances().rows().map(|s| s.reservation).collect();
        let all = || statistics.parties.rows();
        let no_deal = |(none, figures): (&Option<Score>, &Figures)| {
            none.map_or(figures.least, |none| none.max(figures.least))
        };
        let from: Vec<Score> = reservations.iter().zip(all()).map(no_deal).collect();
        let (least, most) = (all().map(|f| f.least), all().map(|f| f.most));
        let (least, most): (Vec<_>, Vec<_>) = (least.collect(), most.collect());
        let nothing = vec![Score::ZERO; from.len()];
        let ranges = most.iter().zip(&from).map(|(m, f)| distance(*m, *f));
        let ranges: Vec<BigInt> = ranges.collect();
        let mosts: Vec<BigInt> = most.iter().map(|most| most.get().into()).collect();
        let ones = vec![BigInt::from(1); from.len()];
        let (others, others_most) = (all_but_each(&ranges), all_but_each(&mosts));
        let whole = mosts.iter().filter(|most| !most.is_zero()).product();
        let stated = stated(units);
        let merit = |from: &[Score], factors: &[BigInt], fold, is_rational| Merit {
            lines: lines(from, factors),
            fold,
            is_rational,
        };
        let opposite = most
            .iter()
            .map(|most| if most.get() == 0 { 1 } else { most.get() });
        let opposite: Vec<Score> = opposite.map(Score::new).collect();
        Self {
            points: [
                merit(&from, &ones, Fold::Product, false),
                merit(&from, &stated, Fold::Least, true),
                merit(&nothing, &stated, Fold::Least, true),
                merit(&from, &others, Fold::Spread, true),
                merit(&nothing, &others_most, Fold::Spread, true),
                merit(&nothing, &stated, Fold::Sum, false),
                merit(&least, &others, Fold::Sum, true),
            ],
            opposition: merit(&opposite, &others_most, Fold::Squares, true),
            whole,
            is_flat: ranges.iter().any(|range| *range <= BigInt::zero()),
            reservations,
        }
    }

    /// The points of a frontier, each picked among the positions that a shortlist gives for its
    /// merit; the shortlist must hold all the best.
    #[must_use]
    pub fn picked(
        &self,
        frontier: &[Outcome],
        shortlist: impl Fn(&Merit) -> Vec<usize>,
    ) -> NegmasPoints {
        let best = |merit: &Merit| {
            if self.is_flat {
                return (0..frontier.len()).collect();
            }
            self.greatest(frontier, merit, shortlist(merit)).0
        };
        let [
            nash,
            kalai,
            modified_kalai,
            ks,
            modified_ks,
            max_welfare,
            relative,
        ] = self.points.each_ref().map(best);
        let shortest = shortlist(&self.opposition);
        let opposition = self.greatest(frontier, &self.opposition, shortest).1;
        let whole = &self.whole * &self.whole;
        NegmasPoints {
            nash,
            kalai,
            modified_kalai,
            ks,
            modified_ks,
            max_welfare,
            max_relative_welfare: relative,
            opposition_squared: opposition.map(|squares| BigRational::new(-squares, whole)),
        }
    }

    /// Whether a merit looks at a vector of scores.
    #[must_use]
    pub fn looks_at(&self, merit: &Merit, scores: &[Score]) -> bool {
        let mut pairs = scores.iter().zip(&self.reservations);
        !merit.is_rational || pairs.all(|(score, none)| none.is_none_or(|none| *score >= none))
    }

    fn greatest(
        &self,
        frontier: &[Outcome],
        merit: &Merit,
        positions: Vec<usize>,
    ) -> (Vec<usize>, Option<BigInt>) {
        let value = |position: usize| {
            let scores = frontier.get(position)?.scores.as_slice();
            let looks = self.looks_at(merit, scores);
            looks.then(|| (position, merit.value(scores)))
        };
        let values: Vec<(usize, BigInt)> = positions.into_iter().filter_map(value).collect();
        let best = values.iter().map(|(_, value)| value).max().cloned();
        let ties = values
            .into_iter()
            .filter(|(_, value)| Some(value) == best.as_ref());
        (ties.map(|(position, _)| position).collect(), best)
    }
}

impl Merit {
    /// The merit of a vector of scores.
    #[must_use]
    pub fn value(&self, scores: &[Score]) -> BigInt {
        let pairs = scores.iter().zip(&self.lines);
        let figures = pairs.map(|(score, line)| distance(*score, line.from) * &line.factor);
        let figures: Vec<BigInt> = figures.collect();
        let extremes = || figures.iter().min().zip(figures.iter().max());
        match self.fold {
            Fold::Product => figures.into_iter().product(),
            Fold::Sum => figures.into_iter().sum(),
            Fold::Least => figures.into_iter().min().unwrap_or_default(),
            Fold::Spread => extremes().map_or_else(BigInt::zero, |(least, most)| least - most),
            Fold::Squares => -figures.into_iter().map(|f| &f * &f).sum::<BigInt>(),
        }
    }
}

fn distance(score: Score, from: Score) -> BigInt {
    BigInt::from(score.get()) - from.get()
}

fn lines(from: &[Score], factors: &[BigInt]) -> Vec<Line> {
    let pairs = from.iter().zip(factors);
    let line = |(from, factor): (&Score, &BigInt)| Line {
        from: *from,
        factor: factor.clone(),
    };
    pairs.map(line).collect()
}

/// How many common parts one unit of each party's score is.
fn stated(units: &Table<PartyIx, BigRational>) -> Vec<BigInt> {
    let denominators = || units.rows().map(BigRational::denom);
    let common = denominators().fold(BigInt::from(1), |all, next| all.lcm(next));
    let part = |unit: &BigRational| unit.numer() * (&common / unit.denom());
    units.rows().map(part).collect()
}

/// For each value the product of the others; 0 counts as 1, as the peer divides by it nowhere.
fn all_but_each(values: &[BigInt]) -> Vec<BigInt> {
    let but = |place: usize| {
        let others = values.iter().enumerate().filter(|(at, _)| *at != place);
        let factors = others.map(|(_, value)| value);
        factors.filter(|value| !value.is_zero()).product()
    };
    (0..values.len()).map(but).collect()
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
