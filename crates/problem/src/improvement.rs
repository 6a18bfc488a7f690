//! Improvements on the draft in hand: somebody better off and nobody worse (post-settlement
//! settlements, Raiffa 1985).
//!
//! A draft with open brackets is measured by what its fixed brackets guarantee: the least that any
//! completion in scope gives each party.

use crate::frontier::{Outcome, dominates};
use crate::{
    BracketIx, Claim, Package, PartialPackage, PartyIx, Problem, Reach, Scope, Score, Table,
};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::Zero;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// How the worth of a draft was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// No bracket is open: the draft is a package, and this is what it is worth.
    Package,
    /// The least over the completions in scope.
    LeastInScope,
    /// No completion lies in scope: the least over all completions, whatever the rules say.
    LeastOfAll,
}

/// What a draft is worth to each party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// The draft.
    pub draft: PartialPackage,
    /// What it is worth, or guarantees, to each party.
    pub scores: Table<PartyIx, Score>,
    /// How that was measured.
    pub measure: Measure,
}

/// Packages that improve on a draft, best first.
///
/// A package ranks by the sum, over the parties, of its gain as a share of the most that any
/// improvement gives the party; the scale of nobody's scores matters to that order. Equal sums
/// stand in descending order of the vectors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Improvements {
    /// What they improve on.
    pub baseline: Baseline,
    /// The most that an improvement gives each party; the baseline where nobody can improve.
    pub best: Table<PartyIx, Score>,
    /// The first vectors, each with a package that has it and how many packages have it.
    pub first: Vec<Outcome>,
}

/// A shortest list of changes that leads from a draft to the frontier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The fixed brackets whose option changes, in order; open brackets are filled, not changed.
    pub changes: Vec<BracketIx>,
    /// Where it leads: a package of the scope that nothing dominates, worth no less to anybody, and
    /// how many packages with this vector are as few changes away.
    pub outcome: Outcome,
}

impl Problem {
    /// What a draft is worth, by its definition. Slow.
    #[must_use]
    pub fn baseline(&self, draft: &PartialPackage, scope: Scope) -> Baseline {
        let completions = || self.packages().filter(|package| draft.admits(package));
        let within = completions().filter(|package| self.is_within(package, scope));
        let (scores, measure) = match (draft.complete(), least(self, within)) {
            (Some(package), _) => (self.scores(&package), Measure::Package),
            (None, Some(least)) => (least, Measure::LeastInScope),
            (None, None) => {
                let least = least(self, completions());
                let none = self.stances().map(|_| Score::ZERO);
                (least.unwrap_or(none), Measure::LeastOfAll)
            }
        };
        Baseline {
            draft: draft.clone(),
            scores,
            measure,
        }
    }

    /// Whether a package of the scope improves on a draft.
    #[must_use]
    pub fn improves(&self, package: &Package, scope: Scope, baseline: &Baseline) -> bool {
        self.is_within(package, scope) && dominates(&self.scores(package), &baseline.scores)
    }

    /// Every improvement, by its definition, the first `most` vectors of them. Slow.
    #[must_use]
    pub fn improvements(&self, scope: Scope, baseline: &Baseline, most: usize) -> Improvements {
        let mut vectors: BTreeMap<Table<PartyIx, Score>, (Package, u64)> = BTreeMap::new();
        for package in self
            .packages()
            .filter(|p| self.improves(p, scope, baseline))
        {
            let scores = self.scores(&package);
            vectors.entry(scores).or_insert((package, 0)).1 += 1;
        }
        let mut best = baseline.scores.clone();
        for vector in vectors.keys() {
            best = best
                .rows()
                .zip(vector.rows())
                .map(|(a, b)| *a.max(b))
                .collect();
        }
        let mut first: Vec<Outcome> = vectors
            .into_iter()
            .map(|(scores, (witness, count))| Outcome {
                scores,
                witness,
                packages: BigUint::from(count),
            })
            .collect();
        first.sort_by(|a, b| better_first(&baseline.scores, &best, &a.scores, &b.scores));
        first.truncate(most);
        let baseline = baseline.clone();
        Improvements {
            baseline,
            best,
            first,
        }
    }

    /// How many packages improve on a draft, by its definition. Slow.
    #[must_use]
    pub fn improvement_count(&self, scope: Scope, baseline: &Baseline) -> BigUint {
        let improving = self
            .packages()
            .filter(|p| self.improves(p, scope, baseline));
        BigUint::from(improving.count())
    }

    /// Every shortest way from a draft to the frontier of a scope, one for each vector it can end
    /// at, in descending order of the vectors, by its definition. Slow.
    ///
    /// None if no package of the scope is worth as much as the draft to everybody.
    #[must_use]
    pub fn routes(&self, scope: Scope, baseline: &Baseline) -> Vec<Route> {
        let mut shortest: Vec<Route> = Vec::new();
        for outcome in self.frontier(scope) {
            let reaches = |(new, old): (&Score, &Score)| new >= old;
            if !outcome
                .scores
                .rows()
                .zip(baseline.scores.rows())
                .all(reaches)
            {
                continue;
            }
            let same = self.packages().filter(|package| {
                self.is_within(package, scope) && self.scores(package) == outcome.scores
            });
            let changes = |package: &Package| baseline.draft.changes(package);
            let mut near: Vec<Package> = same.collect();
            let fewest = near.iter().map(|package| changes(package).len()).min();
            near.retain(|package| Some(changes(package).len()) == fewest);
            let packages = BigUint::from(near.len());
            let Some(witness) = near.into_iter().next() else {
                continue;
            };
            shortest.push(Route {
                changes: changes(&witness),
                outcome: Outcome {
                    witness,
                    packages,
                    ..outcome
                },
            });
        }
        let fewest = shortest.iter().map(|route| route.changes.len()).min();
        shortest.retain(|route| Some(route.changes.len()) == fewest);
        shortest
    }

    /// Checks what can be checked of improvements without the method that found them.
    ///
    /// Every witness improves on the draft, has its vector and stands in its place; no challenger
    /// that improves on the draft gives a party more than the stated most, or ranks higher than
    /// the last listed without being listed.
    #[must_use]
    pub fn improvements_hold(
        &self,
        claim: &Claim<Improvements>,
        scope: Scope,
        challengers: &[Package],
    ) -> bool {
        let answer = &claim.answer;
        let base = &answer.baseline.scores;
        let order = |a: &Outcome, b: &Outcome| {
            better_first(base, &answer.best, &a.scores, &b.scores) == Ordering::Less
        };
        let listed = answer.first.iter().all(|outcome| {
            self.improves(&outcome.witness, scope, &answer.baseline)
                && self.scores(&outcome.witness) == outcome.scores
        });
        let ordered = answer.first.is_sorted_by(order);
        let withstands = |package: &Package| {
            let scores = self.scores(package);
            let below = scores
                .rows()
                .zip(answer.best.rows())
                .all(|(s, best)| s <= best);
            let known = answer.first.iter().any(|outcome| outcome.scores == scores);
            let after = answer.first.last().is_some_and(|last| {
                better_first(base, &answer.best, &last.scores, &scores) == Ordering::Less
            });
            below && (known || after)
        };
        let mut improving = challengers
            .iter()
            .filter(|package| self.improves(package, scope, &answer.baseline));
        let open = claim.reach != Reach::Complete;
        listed && ordered && (open || improving.all(withstands))
    }

    /// Checks a route: it starts at the draft, ends in the scope, costs nobody anything, and no
    /// challenger dominates its end.
    #[must_use]
    pub fn route_holds(
        &self,
        (route, baseline): (&Route, &Baseline),
        scope: Scope,
        challengers: &[Package],
    ) -> bool {
        let (end, scores) = (&route.outcome.witness, &route.outcome.scores);
        let costs_nobody = scores
            .rows()
            .zip(baseline.scores.rows())
            .all(|(new, old)| new >= old);
        self.is_within(end, scope)
            && self.scores(end) == *scores
            && baseline.draft.changes(end) == route.changes
            && costs_nobody
            && !challengers.iter().any(|package| {
                self.is_within(package, scope) && dominates(&self.scores(package), scores)
            })
    }
}

impl PartialPackage {
    /// The brackets that it fixes and that a package answers otherwise.
    #[must_use]
    pub fn changes(&self, package: &Package) -> Vec<BracketIx> {
        let answers = package.iter();
        answers
            .filter(|(bracket, choice)| self.choice(*bracket).is_some_and(|c| c != *choice))
            .map(|(bracket, _)| bracket)
            .collect()
    }
}

fn least(
    problem: &Problem,
    packages: impl Iterator<Item = Package>,
) -> Option<Table<PartyIx, Score>> {
    let lower = |a: Table<PartyIx, Score>, b: Table<PartyIx, Score>| {
        a.rows().zip(b.rows()).map(|(a, b)| *a.min(b)).collect()
    };
    packages
        .map(|package| problem.scores(&package))
        .reduce(lower)
}

/// `Less` if one vector of improvements stands before another.
fn better_first(
    base: &Table<PartyIx, Score>,
    best: &Table<PartyIx, Score>,
    one: &Table<PartyIx, Score>,
    other: &Table<PartyIx, Score>,
) -> Ordering {
    let sum = |scores: &Table<PartyIx, Score>| shares(base, best, scores);
    sum(other).cmp(&sum(one)).then_with(|| other.cmp(one))
}

/// The sum of gains, each as a share of the party's best gain; parties that cannot gain left out.
fn shares(
    base: &Table<PartyIx, Score>,
    best: &Table<PartyIx, Score>,
    scores: &Table<PartyIx, Score>,
) -> BigRational {
    let mut sum = BigRational::zero();
    for ((base, best), score) in base.rows().zip(best.rows()).zip(scores.rows()) {
        if best > base {
            let gain = BigInt::from(score.get() - base.get());
            sum += BigRational::new(gain, BigInt::from(best.get() - base.get()));
        }
    }
    sum
}
