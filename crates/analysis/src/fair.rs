//! Fair packages with proof: every rule of [`FairRule`] by one exact search.
//!
//! What is fair is said in `problem`; here it is found without the frontier, which may be far too
//! large to hold. The extreme scores that a rule measures gains from and against are found first,
//! by the same search.

mod listed;

use crate::frontier::{Front, frontier};
use crate::search::{self, Found, Goal, Kind, Weights, Winner};
use crate::stages::{self, Stages};
use num_bigint::BigInt;
use num_rational::BigRational;
use problem::fair::Fair;
use problem::frame::{FairRule, Frame, IdealOver};
use problem::frontier::Outcome;
use problem::{Bound, Claim, Effort, PartyIx, Problem, Reach, Scope, Score, Table};
use std::cell::OnceCell;

const METHOD: &str = "branch and bound on priced scores, over bucket elimination";

/// After so many nodes a search gives way to the whole frontier, if it can be held: where nearly
/// every package is efficient no price tells good prefixes from bad ones, and listing is faster.
const NODES_BEFORE_LISTING: u64 = 1 << 24;

/// The most vectors that may be held, stage by stage, to list a frontier for that.
const LISTED_MAX: usize = 6_000_000;

/// The fair packages of a scope by each of these rules, in the order of the rules.
///
/// The list is empty if the scope holds no package (the claim is then complete), or if none was
/// found within the effort (it is then stopped). The effort's nodes are counted per rule.
#[must_use]
pub fn fair_packages(
    problem: &Problem,
    scope: Scope,
    rules: &[FairRule],
    effort: &Effort,
) -> Claim<Vec<Claim<Fair>>> {
    let mut table = Ground::new(problem, scope, effort);
    let is_known = table.open();
    let mut nodes = table.nodes;
    let mut answer = Vec::new();
    if let (true, Some(frame)) = (is_known, table.frame()) {
        for rule in rules {
            let found = table.by(rule, &frame);
            nodes += found.nodes;
            answer.extend(table.claim(rule, &frame, found));
        }
    }
    let is_complete = if is_known {
        answer.len() == rules.len() && answer.iter().all(|claim| claim.reach == Reach::Complete)
    } else {
        table.is_complete
    };
    Claim {
        answer,
        method: METHOD,
        nodes,
        reach: if is_complete {
            Reach::Complete
        } else {
            Reach::Stopped(Bound::Unknown)
        },
    }
}

/// What every rule stands on: the stages, the floors, and packages already met.
struct Ground<'a> {
    problem: &'a Problem,
    scope: Scope,
    effort: &'a Effort<'a>,
    stages: Stages,
    floors: Vec<Option<i64>>,
    tops: Vec<i64>,
    known: Vec<Vec<u16>>,
    nodes: u64,
    is_complete: bool,
    /// The leximin of gains, if it is known already.
    egalitarian: Option<Found>,
    /// The frontier, once a search has asked for it; nothing in it if it was too large.
    front: OnceCell<Option<Front>>,
}

impl<'a> Ground<'a> {
    fn new(problem: &'a Problem, scope: Scope, effort: &'a Effort<'a>) -> Self {
        let stages = Stages::new(problem, scope);
        let floors = problem.stances().rows().map(|stance| match scope {
            Scope::Possible | Scope::WithinRedLines => None,
            Scope::Acceptable => stance.reservation.map(Score::get),
        });
        Self {
            problem,
            scope,
            effort,
            tops: stages.tops(),
            floors: floors.collect(),
            stages,
            known: Vec::new(),
            nodes: 0,
            is_complete: true,
            egalitarian: None,
            front: OnceCell::new(),
        }
    }

    /// Whether the scope holds a package: the leximin of gains over the floors finds one if so.
    fn open(&mut self) -> bool {
        let reservations: Vec<Option<i64>> = self
            .problem
            .stances()
            .rows()
            .map(|stance| stance.reservation.map(Score::get))
            .collect();
        let is_all = reservations.iter().all(Option::is_some);
        let found = if reservations.iter().any(Option::is_some) {
            let units = reservations.iter().map(|r| i64::from(r.is_some()));
            let kind = Kind::Leximin {
                base: reservations.iter().map(|r| r.unwrap_or(0)).collect(),
                units: units.collect(),
            };
            self.search(kind)
        } else {
            self.search(self.sum(&vec![1; self.stages.parties]))
        };
        self.nodes += found.nodes;
        self.is_complete &= found.is_complete;
        self.meet(&found);
        let is_known = !found.winners.is_empty();
        if is_all && is_known && self.stages.parties > 0 {
            self.egalitarian = Some(found);
        }
        is_known
    }

    fn meet(&mut self, found: &Found) {
        for winner in found.winners.iter().take(1) {
            if !self.known.contains(&winner.places) {
                self.known.push(winner.places.clone());
            }
        }
    }

    fn search(&self, kind: Kind) -> Found {
        let goal = Goal {
            kind,
            floors: self.floors.clone(),
            tops: self.tops.clone(),
            except: None,
        };
        let first = Effort {
            nodes_max: self.effort.nodes_max.min(NODES_BEFORE_LISTING),
            ..*self.effort
        };
        let found = search::best(&self.stages, &goal, &self.known, &first);
        let is_final = found.is_complete || found.nodes < first.nodes_max;
        if is_final || first.nodes_max == self.effort.nodes_max {
            return found;
        }
        let (spent, listed) = (found.nodes, self.among(&goal, &found));
        listed.unwrap_or_else(|| {
            let found = search::best(&self.stages, &goal, &self.known, self.effort);
            let nodes = found.nodes + spent;
            Found { nodes, ..found }
        })
    }

    /// The same from the whole frontier, where every package that ranks first lies on it.
    fn among(&self, goal: &Goal, found: &Found) -> Option<Found> {
        if !listed::is_on_frontier(&goal.kind) {
            return None;
        }
        let front = self.front.get_or_init(|| {
            let effort = Effort {
                nodes_max: self.effort.nodes_max - found.nodes,
                vectors_max: self.effort.vectors_max.min(LISTED_MAX),
                ..*self.effort
            };
            let claim = frontier(self.problem, self.scope, &effort);
            (claim.reach == Reach::Complete).then_some(claim.answer)
        });
        let ties_max = self.effort.vectors_max;
        let (winners, is_complete) = listed::first(front.as_ref()?, &self.stages, goal, ties_max)?;
        Some(Found {
            winners,
            is_complete,
            ..found.clone()
        })
    }

    fn sum(&self, weights: &[i64]) -> Kind {
        let weights = weights.iter().copied().map(BigInt::from).collect();
        Kind::Sum(Weights::new(&self.stages, weights))
    }

    /// The frame, with the best packages of each party met on the way.
    fn frame(&mut self) -> Option<Frame> {
        let parties = self.stages.parties;
        let mut best = Vec::with_capacity(parties);
        let mut least = Vec::with_capacity(parties);
        for party in 0..parties {
            let top = self.extreme(party, 1)?;
            best.push(top);
            let assumed = self.problem.stances().rows().nth(party)?.reservation;
            least.push(match assumed {
                Some(reservation) => reservation.get(),
                None => self.extreme(party, -1)?,
            });
        }
        let possible = self.best_possible(&best)?;
        if self.is_complete {
            self.tops.clone_from(&best);
        }
        let best = stages::table(&best);
        Some(self.problem.framed(&stages::table(&least), best, possible))
    }

    /// The most (sign 1) or the least (sign -1) that a package in scope gives a party.
    fn extreme(&mut self, party: usize, sign: i64) -> Option<i64> {
        let mut weights = vec![0; self.stages.parties];
        *weights.get_mut(party)? = sign;
        let found = self.search(self.sum(&weights));
        self.nodes += found.nodes;
        self.is_complete &= found.is_complete;
        self.meet(&found);
        found.winners.first()?.scores.get(party).copied()
    }

    fn best_possible(&mut self, best: &[i64]) -> Option<Table<PartyIx, Score>> {
        if self.scope == Scope::Possible {
            return Some(stages::table(best));
        }
        let mut wider = Ground::new(self.problem, Scope::Possible, self.effort);
        let mut possible = Vec::with_capacity(best.len());
        for party in 0..best.len() {
            possible.push(wider.extreme(party, 1)?);
        }
        self.nodes += wider.nodes;
        self.is_complete &= wider.is_complete;
        Some(stages::table(&possible))
    }

    fn by(&mut self, rule: &FairRule, frame: &Frame) -> Found {
        let base = raw(&frame.disagreement);
        let plain = vec![1; base.len()];
        match rule {
            FairRule::Egalitarian => self.egalitarian(base),
            FairRule::Nash => {
                let fallback = self.egalitarian(base.clone());
                let gains_all = |winner: &Winner| {
                    winner
                        .scores
                        .iter()
                        .zip(&base)
                        .all(|(score, base)| score > base)
                };
                if fallback.winners.iter().any(gains_all) {
                    self.search(Kind::Product { base })
                } else {
                    // What bounds the least gain does not bound the product.
                    Found {
                        limit: None,
                        ..fallback
                    }
                }
            }
            FairRule::KalaiSmorodinsky(over) => {
                let ideal = match over {
                    IdealOver::Scope => &frame.best,
                    IdealOver::Possible => &frame.best_possible,
                };
                let units = ranges(&raw(ideal), &base);
                self.search(Kind::Leximin { base, units })
            }
            FairRule::UtilitarianStated => self.search(self.sum(&plain)),
            FairRule::UtilitarianNormalised => {
                let ranges = ranges(&raw(&frame.best), &base);
                self.search(Kind::Sum(Weights::new(&self.stages, inverse(&ranges))))
            }
            FairRule::MaxMinOverDraft(draft) => self.search(Kind::Leximin {
                base: raw(draft),
                units: plain,
            }),
        }
    }

    fn egalitarian(&mut self, base: Vec<i64>) -> Found {
        if let Some(found) = &self.egalitarian {
            return found.clone();
        }
        let units = vec![1; base.len()];
        let found = self.search(Kind::Leximin { base, units });
        self.egalitarian = Some(found.clone());
        found
    }

    fn claim(&self, rule: &FairRule, frame: &Frame, found: Found) -> Option<Claim<Fair>> {
        let reach = self.reach(rule, frame, &found);
        let outcome = |winner: Winner| Outcome {
            scores: stages::table(&winner.scores),
            witness: self.stages.package(&winner.places),
            packages: winner.packages,
        };
        let outcomes: Vec<Outcome> = found.winners.into_iter().map(outcome).collect();
        let value = frame.value(rule, &outcomes.first()?.scores);
        Some(Claim {
            answer: Fair {
                rule: rule.clone(),
                frame: frame.clone(),
                value,
                outcomes,
            },
            method: METHOD,
            nodes: found.nodes,
            reach,
        })
    }

    /// Where the search stopped, what no package passes: exact where the frame is.
    fn reach(&self, rule: &FairRule, frame: &Frame, found: &Found) -> Reach {
        if found.is_complete && self.is_complete {
            return Reach::Complete;
        }
        let limit = found.limit.clone().filter(|_| self.is_complete);
        let limit = limit.map(|limit| match rule {
            FairRule::UtilitarianNormalised => {
                // The search adds scores up, weighted by the product of all ranges over the own.
                let ranges = ranges(&raw(&frame.best), &raw(&frame.disagreement));
                let positive = ranges.iter().filter(|range| **range > 0);
                let product: BigInt = positive.map(|range| BigInt::from(*range)).product();
                let weights = inverse(&ranges);
                let start = weights.iter().zip(frame.disagreement.rows());
                let start: BigInt = start.map(|(weight, base)| weight * base.get()).sum();
                (limit - BigRational::from_integer(start)) / BigRational::from_integer(product)
            }
            FairRule::Nash
            | FairRule::KalaiSmorodinsky(_)
            | FairRule::Egalitarian
            | FairRule::UtilitarianStated
            | FairRule::MaxMinOverDraft(_) => limit,
        });
        let thousand = BigRational::from_integer(BigInt::from(1000));
        let thousandths = limit.map(|limit| (limit * thousand).ceil().to_integer());
        let most = thousandths.and_then(|most| most.to_biguint());
        Reach::Stopped(most.map_or(Bound::Unknown, Bound::AtMost))
    }
}

fn raw(scores: &Table<PartyIx, Score>) -> Vec<i64> {
    scores.rows().map(|score| score.get()).collect()
}

/// How far the ideal lies above no deal; 0 for a party that can gain nothing.
fn ranges(ideal: &[i64], base: &[i64]) -> Vec<i64> {
    let pairs = ideal.iter().zip(base);
    pairs.map(|(ideal, base)| (ideal - base).max(0)).collect()
}

/// Weights in the proportion of 1 / range, as whole numbers; 0 where the range is 0.
fn inverse(ranges: &[i64]) -> Vec<BigInt> {
    let positive = || ranges.iter().filter(|range| **range > 0);
    let product: BigInt = positive().map(|range| BigInt::from(*range)).product();
    let inverse = |range: &i64| match range {
        0 => BigInt::ZERO,
        range => &product / range,
    };
    ranges.iter().map(inverse).collect()
}

#[cfg(test)]
mod tests;
