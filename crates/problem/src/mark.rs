//! Marks on a frontier: equal area, and what other programs call Kalai.
//!
//! Four different points go by the name of Kalai in the field. Here each has its own name and says
//! whose it is, so that a figure from elsewhere can be compared with one of ours. All of them pick
//! from a frontier that is given, and every tie is reported. NegMAS's own points, Kalai and KS
//! among them, are in [`crate::peer`].

use crate::frame::Frame;
use crate::frontier::Outcome;
use crate::{PartyIx, Score, Table};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// A way to pick from a frontier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Two parties: the vector whose ray from no deal parts the set of what is feasible (anything
    /// below a frontier vector counts) into two areas that differ least (Anbarci and Bigelow 1994,
    /// *The area monotonic solution to the cooperative bargaining problem*; on a finite set the
    /// areas seldom agree, so the least difference is taken).
    EqualArea,
    /// What ANL 2022 and GENIUS call Kalai: the least spread of the scores themselves.
    Anl2022Kalai,
    /// What `NegoLog` calls Kalai: the greatest sum of scores.
    NegologKalai,
}

impl Mark {
    /// The outcomes of a frontier that the mark picks, in their order; none if the mark does not
    /// apply (equal area with other than two parties).
    #[must_use]
    pub fn picks(self, frame: &Frame, frontier: &[Outcome]) -> Vec<Outcome> {
        if self == Self::EqualArea && frame.disagreement.len() != 2 {
            return Vec::new();
        }
        let merits = frontier
            .iter()
            .map(|outcome| self.merit(frame, frontier, outcome));
        let merits: Vec<BigRational> = merits.collect();
        let most = merits.iter().max();
        let pairs = frontier.iter().zip(&merits);
        pairs
            .filter(|(_, merit)| Some(*merit) == most)
            .map(|(outcome, _)| outcome.clone())
            .collect()
    }

    /// What the mark makes as large as it can be; spreads and differences count negative.
    fn merit(self, frame: &Frame, frontier: &[Outcome], outcome: &Outcome) -> BigRational {
        let scores = whole(&outcome.scores);
        match self {
            Self::EqualArea => -imbalance(frame, frontier, outcome).abs(),
            Self::Anl2022Kalai => -spread(&scores),
            Self::NegologKalai => scores.into_iter().sum(),
        }
    }
}

fn whole(scores: &Table<PartyIx, Score>) -> Vec<BigRational> {
    let exact = |score: &Score| BigRational::from_integer(BigInt::from(score.get()));
    scores.rows().map(exact).collect()
}

fn less(one: &[BigRational], other: &[BigRational]) -> Vec<BigRational> {
    one.iter().zip(other).map(|(a, b)| a - b).collect()
}

fn spread(parts: &[BigRational]) -> BigRational {
    let (most, least) = (parts.iter().max(), parts.iter().min());
    most.zip(least)
        .map_or_else(BigRational::zero, |(m, l)| m - l)
}

/// The area above the ray less the area below it, in products of the two parties' units.
///
/// The ray ends at the outcome, so the two triangles beside it are equal and only the steps of the
/// staircase on either side remain.
fn imbalance(frame: &Frame, frontier: &[Outcome], here: &Outcome) -> BigRational {
    let point = |outcome: &Outcome| {
        let gains = less(&whole(&outcome.scores), &whole(&frame.disagreement));
        let mut gains = gains.into_iter().map(|gain| gain.max(BigRational::zero()));
        let first = gains.next().unwrap_or_else(BigRational::zero);
        (first, gains.next().unwrap_or_else(BigRational::zero))
    };
    let here = point(here);
    let mut points: Vec<_> = frontier.iter().map(point).collect();
    points.sort();
    let mut below = BigRational::zero();
    let mut edge = here.0.clone();
    for (first, second) in points.iter().filter(|p| p.0 > here.0) {
        below += (first - &edge) * second;
        edge.clone_from(first);
    }
    let mut above = BigRational::zero();
    let mut edge = here.1.clone();
    for (first, second) in points.iter().rev().filter(|p| p.0 < here.0) {
        above += (second - &edge) * first;
        edge.clone_from(second);
    }
    above - below
}
