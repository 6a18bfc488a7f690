//! Sensitivity: the exact value at which what is fair turns, one figure at a time.
//!
//! From the far end of the range the search walks back: what is fair there crosses what is fair
//! now at a value that two packages fix, and the problem is solved again at that value, until
//! what is fair now is fair there too. For Nash's product over values of no deal that are all
//! given, the greatest of convex functions of the parameter is taken, so what is fair at both ends
//! of a stretch is fair throughout and the turn is the first. Elsewhere the turn is real and exact,
//! the stretch before it is probed at a few values, and the claim says that an earlier one is not
//! excluded.

mod crossing;

use crate::fair::fair_packages;
use crossing::{Line, Rival, first_crossing};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use problem::fair::Fair;
use problem::frame::FairRule;
use problem::sensitivity::{Parameter, Sensitivity, Turn, TurnFrom, rescaled};
use problem::{Bound, Claim, Effort, Package, Problem, Reach, Scope};

const METHOD: &str = "walking back from the ends of the range, each step solved exactly";

/// The most steps of one walk.
const STEPS_MAX: usize = 24;

/// The values before a turn at which it is probed for an earlier one, in parts of the stretch.
const PROBES: [(i64, i64); 3] = [(1, 2), (1, 4), (3, 4)];

/// The most digits, in bits, that a value's denominator may add to the scores.
const DENOMINATOR_MAX: i64 = 1 << 16;

/// How far a parameter can move within a range before other packages are fair by a rule.
///
/// Nothing if the problem has no such parameter, or no package is known to be fair at present. The
/// claim is complete where both turns (or their absence) are proved to be the first.
#[must_use]
pub fn sensitivity(
    problem: &Problem,
    (scope, rule): (Scope, &FairRule),
    (parameter, range): (Parameter, &(BigRational, BigRational)),
    effort: &Effort,
) -> Option<Claim<Sensitivity>> {
    let present = problem.present(parameter)?;
    let mut walk = Walk {
        problem,
        scope,
        rule,
        parameter,
        effort,
        nodes: 0,
        is_exact: true,
        members: Vec::new(),
        total: BigUint::zero(),
    };
    let here = walk.solve(&present)?;
    walk.members = here
        .answer
        .outcomes
        .iter()
        .map(|o| o.witness.clone())
        .collect();
    walk.total = packages(&here.answer);
    let is_single = walk.total == walk.members.len().into();
    let is_first = walk.is_convex() && is_single && !here.answer.is_degenerate();
    let below = walk.turn(&present, &range.0, &here.answer);
    let above = walk.turn(&present, &range.1, &here.answer);
    let is_complete = walk.is_exact && is_first;
    Some(Claim {
        answer: Sensitivity {
            parameter,
            rule: rule.clone(),
            present,
            range: range.clone(),
            below,
            above,
        },
        method: METHOD,
        nodes: walk.nodes,
        reach: if is_complete {
            Reach::Complete
        } else {
            Reach::Stopped(Bound::Unknown)
        },
    })
}

struct Walk<'a> {
    problem: &'a Problem,
    scope: Scope,
    rule: &'a FairRule,
    parameter: Parameter,
    effort: &'a Effort<'a>,
    nodes: u64,
    is_exact: bool,
    /// A package for every vector that is fair at present.
    members: Vec<Package>,
    /// How many packages are fair at present.
    total: BigUint,
}

/// A value where the problem was solved.
struct Stop {
    value: BigRational,
    fair: Option<Fair>,
    /// Exactly what is fair at present is fair there.
    is_same: bool,
    /// All of it is fair there, and maybe more.
    is_held: bool,
}

impl Walk<'_> {
    fn solve(&mut self, value: &BigRational) -> Option<Claim<Fair>> {
        let there = self.problem.at(self.parameter, value).ok()?;
        let rule = rescaled(self.rule, value);
        let claim = fair_packages(&there, self.scope, &[rule], self.effort);
        self.nodes += claim.nodes;
        self.is_exact &= claim.reach == Reach::Complete;
        claim.answer.into_iter().next()
    }

    /// Whether the product is a convex function of the parameter for every package, and 0 where
    /// the package is not acceptable.
    fn is_convex(&self) -> bool {
        let given = self
            .problem
            .stances()
            .rows()
            .all(|s| s.reservation.is_some());
        *self.rule == FairRule::Nash && self.scope == Scope::Acceptable && given
    }

    fn stop(&mut self, value: BigRational) -> Stop {
        let fair = self.solve(&value).map(|claim| claim.answer);
        let is_held = fair
            .as_ref()
            .is_some_and(|fair| self.holds_all(fair, &value));
        let count = fair.as_ref().map(packages);
        Stop {
            value,
            is_same: is_held && count.as_ref() == Some(&self.total),
            fair,
            is_held,
        }
    }

    fn holds_all(&self, fair: &Fair, value: &BigRational) -> bool {
        let Ok(there) = self.problem.at(self.parameter, value) else {
            return false;
        };
        self.members.iter().all(|member| {
            let scores = there.scores(member);
            there.is_within(member, self.scope) && fair.outcomes.iter().any(|o| o.scores == scores)
        })
    }

    /// The first turn met on the way from the present value to an end of the range.
    fn turn(&mut self, present: &BigRational, end: &BigRational, here: &Fair) -> Option<Turn> {
        if present == end {
            return None;
        }
        let mut low = Stop {
            value: present.clone(),
            fair: Some(here.clone()),
            is_same: true,
            is_held: true,
        };
        let mut high = self.stop(end.clone());
        if high.is_same {
            match self.probed(&low, &high) {
                Some(stop) => high = stop,
                None => return None,
            }
        }
        for _ in 0..STEPS_MAX {
            let crossing = if high.is_held {
                Some(high.value.clone())
            } else {
                self.crossing(&low, &high)
            };
            let next = match crossing {
                Some(value) if value == low.value => {
                    return self.ended(&low, &high, TurnFrom::Past);
                }
                Some(value) if value == high.value => {
                    if let Some(stop) = self.probed(&low, &high) {
                        high = stop;
                        continue;
                    }
                    return self.ended(&high, &high, TurnFrom::Value);
                }
                Some(value) => value,
                None => (&low.value + &high.value) / BigRational::from_integer(BigInt::from(2)),
            };
            let next = self.carried(next);
            if next == low.value || next == high.value {
                break;
            }
            let stop = self.stop(next);
            if stop.is_same {
                low = stop;
            } else {
                high = stop;
            }
        }
        self.is_exact = false;
        self.ended(&high, &high, TurnFrom::Value)
    }

    /// A value that exact arithmetic can carry, at or just below this one.
    fn carried(&mut self, value: BigRational) -> BigRational {
        let whole = BigInt::from(DENOMINATOR_MAX);
        if *value.denom() <= whole {
            return value;
        }
        self.is_exact = false;
        let part = (value * BigRational::from_integer(whole.clone()))
            .floor()
            .to_integer();
        BigRational::new(part, whole)
    }

    /// A value between two, of a few, at which something else is fair.
    fn probed(&mut self, low: &Stop, high: &Stop) -> Option<Stop> {
        if self.is_convex() {
            return None;
        }
        for (part, whole) in PROBES {
            let part = BigRational::new(BigInt::from(part), BigInt::from(whole));
            let value = &low.value + (&high.value - &low.value) * part;
            if value.denom() > &BigInt::from(DENOMINATOR_MAX) {
                continue;
            }
            let stop = self.stop(value);
            if !stop.is_same {
                return Some(stop);
            }
        }
        None
    }

    fn ended(&self, at: &Stop, beyond: &Stop, from: TurnFrom) -> Option<Turn> {
        let there = self.problem.at(self.parameter, &beyond.value).ok()?;
        let now: Vec<_> = self
            .members
            .iter()
            .map(|member| there.scores(member))
            .collect();
        let outcomes = beyond.fair.iter().flat_map(|fair| &fair.outcomes);
        let mut new = outcomes.filter(|outcome| {
            !now.contains(&outcome.scores) || !self.members.contains(&outcome.witness)
        });
        Some(Turn {
            value: at.value.clone(),
            from,
            instead: new.next().map(|outcome| outcome.witness.clone()),
        })
    }

    /// The first value past the low one at which a member no longer ranks above what is fair at
    /// the high one.
    fn crossing(&self, low: &Stop, high: &Stop) -> Option<BigRational> {
        let (near, far) = (low.fair.as_ref()?, high.fair.as_ref());
        let lines = self.lines(low, high)?;
        let rivals = far.iter().flat_map(|fair| &fair.outcomes);
        let rivals: Vec<Rival> = rivals
            .take(4)
            .filter_map(|outcome| self.rival(&outcome.witness))
            .collect();
        let members = self
            .members
            .iter()
            .take(4)
            .filter_map(|member| self.rival(member));
        let mut first: Option<BigRational> = None;
        for member in members {
            let found = first_crossing(
                (&near.rule, &lines),
                &member,
                &rivals,
                (&low.value, &high.value),
            );
            let is_nearer = |value: &BigRational| {
                let far = |other: &BigRational| (other - &low.value).abs();
                first.as_ref().is_none_or(|first| far(value) < far(first))
            };
            if let Some(value) = found.filter(is_nearer) {
                first = Some(value);
            }
        }
        first
    }

    fn rival(&self, package: &Package) -> Option<Rival> {
        let (fixed, slope) = self.problem.line(package, self.parameter)?;
        let exact = |score: i64| BigRational::from_integer(BigInt::from(score));
        let party = self.parameter.party();
        let scores = self.problem.stances().iter().map(|(other, stance)| {
            if other == party {
                Line {
                    fixed: fixed.clone(),
                    slope: slope.clone(),
                }
            } else {
                Line::flat(exact(stance.score(package).get()))
            }
        });
        Some(Rival {
            scores: scores.collect(),
        })
    }

    /// What gains are measured from and against between two values: straight lines between what
    /// they are there.
    fn lines(&self, low: &Stop, high: &Stop) -> Option<crossing::Lines> {
        let near = low.fair.as_ref()?;
        let far = high.fair.as_ref().unwrap_or(near);
        let ends = (&low.value, &high.value);
        let far_value = if high.fair.is_some() { ends.1 } else { ends.0 };
        let scale = |score: &problem::Score, value: &BigRational| {
            let whole = value.denom().to_i64().unwrap_or(1);
            BigRational::new(BigInt::from(score.get()), BigInt::from(whole))
        };
        let between = |near: &problem::Score, far: &problem::Score| {
            Line::through(
                (ends.0, scale(near, ends.0)),
                (far_value, scale(far, far_value)),
            )
        };
        let pairs = near
            .frame
            .disagreement
            .rows()
            .zip(far.frame.disagreement.rows());
        let base = pairs.map(|(near, far)| between(near, far)).collect();
        let pairs = near.frame.best.rows().zip(far.frame.best.rows());
        let best = pairs.map(|(near, far)| between(near, far)).collect();
        let pairs = near
            .frame
            .best_possible
            .rows()
            .zip(far.frame.best_possible.rows());
        let best_possible = pairs.map(|(near, far)| between(near, far)).collect();
        let draft = match &near.rule {
            FairRule::MaxMinOverDraft(draft) => draft.rows().map(|s| scale(s, ends.0)).collect(),
            FairRule::Nash
            | FairRule::KalaiSmorodinsky(_)
            | FairRule::Egalitarian
            | FairRule::UtilitarianStated
            | FairRule::UtilitarianNormalised => Vec::new(),
        };
        Some(crossing::Lines {
            base,
            best,
            best_possible,
            floors: self.floors(),
            draft,
        })
    }

    /// What each party must have, as a line over the parameter.
    fn floors(&self) -> Vec<Option<Line>> {
        let floors = self.problem.stances().iter().map(|(party, stance)| {
            let reservation = stance.reservation?;
            if self.scope != Scope::Acceptable {
                return None;
            }
            Some(match self.parameter {
                Parameter::Reservation(moving) if moving == party => Line::identity(),
                Parameter::Reservation(_) | Parameter::Weight(..) | Parameter::Choice(..) => {
                    Line::flat(BigRational::from_integer(BigInt::from(reservation.get())))
                }
            })
        });
        floors.collect()
    }
}

/// How many packages are fair.
fn packages(fair: &Fair) -> BigUint {
    fair.outcomes.iter().map(|outcome| &outcome.packages).sum()
}

#[cfg(test)]
mod tests;
