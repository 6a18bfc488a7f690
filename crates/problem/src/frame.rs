//! What gains are measured from and against: the disagreement point and the ideal points.
//!
//! A fair rule ranks vectors of scores; the ranking needs to know what each party has without a
//! deal and the most it could have. Both are facts of the problem and of the scope in question.
//!
//! Invariant: comparisons are exact. Products are big integers, ratios are cross-multiplied.

use crate::{PartyIx, Problem, Scope, Score, Table};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use std::cmp::Ordering;

/// Over which packages the ideal point takes each party's best score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdealOver {
    /// Over the packages in scope, as Kalai and Smorodinsky 1975 do over the individually
    /// rational ones.
    Scope,
    /// Over every package that keeps the rules of the text, acceptable or not.
    Possible,
}

/// A rule by which a package is fair.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FairRule {
    /// The greatest product of gains over no deal (Nash 1950, *The bargaining problem*).
    ///
    /// If no package in scope gives every party a positive gain, the rule is degenerate, and what
    /// follows is leximin of gains; parties that can gain nothing do not change that order.
    Nash,
    /// The greatest least ratio of gain to ideal gain (Kalai and Smorodinsky 1975), ties broken by
    /// the next least ratio and so on (Imai 1983, the leximin extension for three and more).
    KalaiSmorodinsky(IdealOver),
    /// The greatest least gain in stated units, ties broken by the next least and so on (Kalai
    /// 1977, proportional solutions, with Sen's 1970 leximin).
    Egalitarian,
    /// The greatest sum of scores in the units that the case states (Bentham's sum).
    UtilitarianStated,
    /// The greatest sum of gains with no deal = 0 and the best package in scope = 1 (relative
    /// utilitarianism, Dhillon and Mertens 1999).
    UtilitarianNormalised,
    /// The greatest least gain over the draft in hand, whose scores these are, in stated units
    /// (after Thiessen, Loucks and Stedinger 1998, ICANS), ties broken as leximin does.
    MaxMinOverDraft(Table<PartyIx, Score>),
}

/// What gains are measured from and against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// What each party has without a deal: its reservation, or if it has none the least that a
    /// package in scope gives it.
    pub disagreement: Table<PartyIx, Score>,
    /// The parties without a reservation, for whom the disagreement point is such a least score.
    pub assumed: Vec<PartyIx>,
    /// The most that a package in scope gives each party.
    pub best: Table<PartyIx, Score>,
    /// The most that a package that keeps the rules of the text gives each party.
    pub best_possible: Table<PartyIx, Score>,
}

impl Problem {
    /// The frame of a scope by its definition, or nothing if the scope holds no package. Slow.
    #[must_use]
    pub fn frame(&self, scope: Scope) -> Option<Frame> {
        let within = |scope| self.packages().filter(move |p| self.is_within(p, scope));
        let best = fold(within(scope).map(|p| self.scores(&p)), Score::max)?;
        let least = fold(within(scope).map(|p| self.scores(&p)), Score::min)?;
        let possible = fold(within(Scope::Possible).map(|p| self.scores(&p)), Score::max)?;
        Some(self.framed(&least, best, possible))
    }

    /// The frame with these extreme scores: the least and best of the scope, the best possible.
    #[must_use]
    pub fn framed(
        &self,
        least: &Table<PartyIx, Score>,
        best: Table<PartyIx, Score>,
        best_possible: Table<PartyIx, Score>,
    ) -> Frame {
        let stances = self.stances().rows().zip(least.rows());
        let disagreement = stances.map(|(s, least)| s.reservation.unwrap_or(*least));
        let without = self
            .stances()
            .iter()
            .filter(|(_, s)| s.reservation.is_none());
        Frame {
            disagreement: disagreement.collect(),
            assumed: without.map(|(party, _)| party).collect(),
            best,
            best_possible,
        }
    }
}

fn fold(
    mut vectors: impl Iterator<Item = Table<PartyIx, Score>>,
    pick: fn(Score, Score) -> Score,
) -> Option<Table<PartyIx, Score>> {
    let first = vectors.next()?;
    Some(vectors.fold(first, |a, b| {
        a.rows().zip(b.rows()).map(|(a, b)| pick(*a, *b)).collect()
    }))
}

impl Frame {
    /// The parties to whom no package in scope gives more than no deal does.
    #[must_use]
    pub fn idle(&self) -> Vec<PartyIx> {
        let pairs = self.disagreement.iter().zip(self.best.rows());
        pairs
            .filter(|((_, d), best)| best <= d)
            .map(|((party, _), _)| party)
            .collect()
    }

    /// Which of two vectors a rule ranks higher.
    #[must_use]
    pub fn compare(
        &self,
        rule: &FairRule,
        one: &Table<PartyIx, Score>,
        other: &Table<PartyIx, Score>,
    ) -> Ordering {
        match rule {
            FairRule::Nash => {
                let products = self.product(one).cmp(&self.product(other));
                let degenerate = self.product(one).is_zero() && self.product(other).is_zero();
                if degenerate {
                    leximin(&self.gains(one), &self.gains(other))
                } else {
                    products
                }
            }
            FairRule::KalaiSmorodinsky(over) => {
                leximin(&self.ratios(one, *over), &self.ratios(other, *over))
            }
            FairRule::Egalitarian => leximin(&self.gains(one), &self.gains(other)),
            FairRule::UtilitarianStated | FairRule::UtilitarianNormalised => {
                self.value(rule, one).cmp(&self.value(rule, other))
            }
            FairRule::MaxMinOverDraft(draft) => {
                leximin(&differences(one, draft), &differences(other, draft))
            }
        }
    }

    /// The number that a rule puts first: the product, the least ratio, the least gain or the sum.
    ///
    /// The least of nothing (no parties, or none that can gain) is 0.
    #[must_use]
    pub fn value(&self, rule: &FairRule, scores: &Table<PartyIx, Score>) -> BigRational {
        let least = |ratios: Vec<Ratio>| {
            let least = ratios.into_iter().min_by(Ratio::order);
            least.map_or_else(BigRational::zero, |r| r.exact())
        };
        match rule {
            FairRule::Nash => BigRational::from_integer(self.product(scores)),
            FairRule::KalaiSmorodinsky(over) => least(self.ratios(scores, *over)),
            FairRule::Egalitarian => least(self.gains(scores)),
            FairRule::MaxMinOverDraft(draft) => least(differences(scores, draft)),
            FairRule::UtilitarianStated => {
                let sum: i128 = scores.rows().map(|s| i128::from(s.get())).sum();
                BigRational::from_integer(BigInt::from(sum))
            }
            FairRule::UtilitarianNormalised => {
                let ratios = self.ratios(scores, IdealOver::Scope);
                ratios.iter().map(Ratio::exact).sum()
            }
        }
    }

    /// The product of gains; nothing (0) as soon as some party gains nothing or loses.
    #[must_use]
    pub fn product(&self, scores: &Table<PartyIx, Score>) -> BigInt {
        let gains = self.gains(scores);
        if gains.iter().any(|gain| gain.part <= 0) {
            return BigInt::zero();
        }
        gains.iter().map(|gain| BigInt::from(gain.part)).product()
    }

    fn gains(&self, scores: &Table<PartyIx, Score>) -> Vec<Ratio> {
        differences(scores, &self.disagreement)
    }

    /// Each party's gain as a part of its ideal gain; parties with no ideal gain are left out.
    fn ratios(&self, scores: &Table<PartyIx, Score>, over: IdealOver) -> Vec<Ratio> {
        let ideal = match over {
            IdealOver::Scope => &self.best,
            IdealOver::Possible => &self.best_possible,
        };
        let wholes = differences(ideal, &self.disagreement);
        let gains = self.gains(scores);
        let pairs = gains.iter().zip(&wholes);
        pairs
            .filter(|(_, whole)| whole.part > 0)
            .map(|(gain, whole)| Ratio {
                part: gain.part,
                whole: whole.part,
            })
            .collect()
    }
}

/// A part of a positive whole.
#[derive(Debug, Clone, Copy)]
struct Ratio {
    part: i128,
    whole: i128,
}

impl Ratio {
    /// Cross-multiplied: parts and wholes are below 2^62, so the products fit.
    fn order(&self, other: &Self) -> Ordering {
        (self.part * other.whole).cmp(&(other.part * self.whole))
    }

    fn exact(&self) -> BigRational {
        BigRational::new(BigInt::from(self.part), BigInt::from(self.whole))
    }
}

fn differences(one: &Table<PartyIx, Score>, other: &Table<PartyIx, Score>) -> Vec<Ratio> {
    let pairs = one.rows().zip(other.rows());
    let part = |(a, b): (&Score, &Score)| i128::from(a.get()) - i128::from(b.get());
    pairs
        .map(|pair| Ratio {
            part: part(pair),
            whole: 1,
        })
        .collect()
}

/// Which of two vectors has the greater least entry, then the greater next least, and so on.
fn leximin(one: &[Ratio], other: &[Ratio]) -> Ordering {
    let sorted = |ratios: &[Ratio]| {
        let mut sorted = ratios.to_vec();
        sorted.sort_by(Ratio::order);
        sorted
    };
    let (one, other) = (sorted(one), sorted(other));
    let pairs = one.iter().zip(&other);
    pairs
        .map(|(a, b)| a.order(b))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}
