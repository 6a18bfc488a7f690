//! How good the end of talks is: how far from the frontier, how far from the fair packages, and
//! what the party that it serves worst has of it.
//!
//! Each party is measured on its own way from no deal (0) to the best package that everybody could
//! accept (1); parties that could gain nothing are left out. The distance of two packages is the
//! greatest difference that they make to any party (Chebyshev), so no root is taken, and all of it
//! is exact until it is cut to millionths.

use crate::fair::fair_packages;
use crate::frontier::frontier;
use problem::frame::{FairRule, IdealOver};
use problem::{Effort, Package, PartyIx, Problem, Reach, Scope, Score, Table};

/// The marks against which talks are measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Yardstick {
    /// What no deal is worth to each party that can gain, and how much it can gain.
    scales: Vec<Option<(i64, i64)>>,
    front: Vec<Vec<i64>>,
    nash: Vec<Vec<i64>>,
    kalai: Vec<Vec<i64>>,
    /// Whether the frontier and the fair packages are proved.
    pub is_exact: bool,
    /// The most that the party served worst can have, in millionths of its way.
    pub best_least: u32,
}

/// Why there are no marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unmeasured {
    /// No package suits all.
    NothingAcceptable,
    /// The effort ran out, or somebody stopped the work, before it was known.
    Stopped,
}

/// What the end of talks comes to, in millionths of a party's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Mark {
    /// Whether there is an agreement.
    pub agreed: bool,
    /// How far it lies from the nearest package of the frontier.
    pub off_frontier: u32,
    /// How far from the nearest package that is fair after Nash.
    pub off_nash: u32,
    /// How far from the nearest one that is fair after Kalai and Smorodinsky.
    pub off_kalai: u32,
    /// What the party served worst has; nothing without an agreement.
    pub least: u32,
    /// How many questions were put, or offers made.
    pub asked: u32,
    /// How much the replies of the party that was asked most can have told, in bits, at most.
    pub bits: u32,
}

const PARTS: u128 = 1_000_000;

impl Yardstick {
    /// The marks of a problem.
    ///
    /// # Errors
    /// When no package suits all, or it was not found out whether one does.
    pub fn of(problem: &Problem, effort: &Effort<'_>) -> Result<Self, Unmeasured> {
        let rules = [FairRule::Nash, FairRule::KalaiSmorodinsky(IdealOver::Scope)];
        let fair = fair_packages(problem, Scope::Acceptable, &rules, effort);
        let mut fairs = fair.answer.into_iter().map(|claim| claim.answer);
        let (Some(nash), Some(kalai)) = (fairs.next(), fairs.next()) else {
            return Err(match fair.reach {
                Reach::Complete => Unmeasured::NothingAcceptable,
                Reach::Stopped(_) => Unmeasured::Stopped,
            });
        };
        let front = frontier(problem, Scope::Acceptable, effort);
        let frame = &nash.frame;
        let scales = frame.disagreement.rows().zip(frame.best.rows());
        let scales = scales.map(|(low, best)| {
            let range = best.get() - low.get();
            (range > 0).then_some((low.get(), range))
        });
        let raw = |outcomes: &[problem::frontier::Outcome]| {
            outcomes
                .iter()
                .map(|outcome| units(&outcome.scores))
                .collect()
        };
        let mut yardstick = Self {
            scales: scales.collect(),
            front: front.answer.iter().map(|scores| units(&scores)).collect(),
            nash: raw(&nash.outcomes),
            kalai: raw(&kalai.outcomes),
            is_exact: fair.reach == Reach::Complete && front.reach == Reach::Complete,
            best_least: 0,
        };
        let least = |scores: &Vec<i64>| yardstick.least_of(scores);
        yardstick.best_least = yardstick.kalai.iter().map(least).max().unwrap_or(0);
        Ok(yardstick)
    }

    /// What a package comes to that everybody has agreed on, or no deal.
    #[must_use]
    pub fn mark(&self, problem: &Problem, agreed: Option<&Package>) -> Mark {
        let scores = match agreed {
            Some(package) => units(&problem.scores(package)),
            None => self
                .scales
                .iter()
                .map(|scale| scale.map_or(0, |(low, _)| low))
                .collect(),
        };
        let nearest = |marks: &[Vec<i64>]| {
            let each = marks.iter().map(|mark| self.between(&scores, mark));
            each.min().unwrap_or(0)
        };
        Mark {
            agreed: agreed.is_some(),
            off_frontier: nearest(&self.front),
            off_nash: nearest(&self.nash),
            off_kalai: nearest(&self.kalai),
            least: self.least_of(&scores),
            asked: 0,
            bits: 0,
        }
    }

    /// What a text is worth to the party served worst; nothing where somebody could not accept it.
    #[must_use]
    pub fn least(&self, problem: &Problem, text: &Package) -> u32 {
        if problem.is_within(text, Scope::Acceptable) {
            self.least_of(&units(&problem.scores(text)))
        } else {
            0
        }
    }

    /// The greatest difference between two vectors of scores, in millionths, rounded up.
    fn between(&self, one: &[i64], other: &[i64]) -> u32 {
        let each = one
            .iter()
            .zip(other)
            .zip(&self.scales)
            .filter_map(|((a, b), scale)| {
                let (_, range) = (*scale)?;
                let parts = u128::from(a.abs_diff(*b)) * PARTS;
                Some(parts.div_ceil(u128::from(range.unsigned_abs())))
            });
        u32::try_from(each.max().unwrap_or(0)).unwrap_or(u32::MAX)
    }

    /// The least part of its way that any party has, in millionths, rounded down.
    fn least_of(&self, scores: &[i64]) -> u32 {
        let each = scores
            .iter()
            .zip(&self.scales)
            .filter_map(|(score, scale)| {
                let (low, range) = (*scale)?;
                let gain = u64::try_from(score - low).unwrap_or(0);
                Some(u128::from(gain) * PARTS / u128::from(range.unsigned_abs()))
            });
        u32::try_from(each.min().unwrap_or(0)).unwrap_or(u32::MAX)
    }
}

fn units(scores: &Table<PartyIx, Score>) -> Vec<i64> {
    scores.rows().map(|score| score.get()).collect()
}
