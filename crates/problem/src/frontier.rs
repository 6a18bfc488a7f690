//! The frontier: what nobody can improve on for free.

use crate::{Bound, Claim, Package, PartyIx, Problem, Reach, Scope, Score, Table};
use num_bigint::BigUint;
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// One non-dominated vector of scores, with a package that has it and how many have it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outcome {
    /// What each party gets.
    pub scores: Table<PartyIx, Score>,
    /// A package that gives it.
    pub witness: Package,
    /// How many packages of the scope give it.
    pub packages: BigUint,
}

/// The non-dominated vectors of a scope, in descending order of the vectors.
pub type Frontier = Vec<Outcome>;

/// Whether one vector gives some party more than another does, and none less (Pareto 1906).
#[must_use]
pub fn dominates(one: &Table<PartyIx, Score>, other: &Table<PartyIx, Score>) -> bool {
    one != other && one.rows().zip(other.rows()).all(|(a, b)| a >= b)
}

impl Problem {
    /// Whether a package lies in the scope and no package of the scope dominates it. Slow.
    #[must_use]
    pub fn is_efficient(&self, package: &Package, scope: Scope) -> bool {
        let here = self.scores(package);
        self.is_within(package, scope)
            && !self
                .packages()
                .filter(|other| self.is_within(other, scope))
                .any(|other| dominates(&self.scores(&other), &here))
    }

    /// The frontier by its definition, over every package there is. Slow.
    #[must_use]
    pub fn frontier(&self, scope: Scope) -> Frontier {
        let mut vectors: BTreeMap<Table<PartyIx, Score>, (Package, u64)> = BTreeMap::new();
        for package in self
            .packages()
            .filter(|package| self.is_within(package, scope))
        {
            vectors
                .entry(self.scores(&package))
                .or_insert((package, 0))
                .1 += 1;
        }
        let efficient = vectors
            .iter()
            .rev()
            .filter(|(v, _)| !vectors.keys().any(|o| dominates(o, v)));
        efficient
            .map(|(scores, (witness, count))| Outcome {
                scores: scores.clone(),
                witness: witness.clone(),
                packages: BigUint::from(*count),
            })
            .collect()
    }

    /// Checks what can be checked of a frontier without the method that found it.
    ///
    /// Every witness lies in the scope and has its vector, no vector dominates another, and every
    /// challenged package of the scope is covered: by an equal or better vector where the claim is
    /// complete, and otherwise by one that is worse by no more than the bound the claim states.
    #[must_use]
    pub fn frontier_holds(
        &self,
        claim: &Claim<Frontier>,
        scope: Scope,
        challengers: &[Package],
    ) -> bool {
        let vectors: Vec<_> = claim.answer.iter().map(|outcome| &outcome.scores).collect();
        claim.answer.iter().all(|outcome| {
            self.fits(&outcome.witness)
                && self.is_within(&outcome.witness, scope)
                && self.scores(&outcome.witness) == outcome.scores
        }) && vectors
            .iter()
            .all(|one| !vectors.iter().any(|other| dominates(other, one)))
            && self.frontier_covers((&vectors, &claim.reach), scope, challengers)
    }

    /// Whether every one of these packages of the scope is covered by one of these vectors, as far
    /// as a claim of such reach says.
    #[must_use]
    pub fn frontier_covers(
        &self,
        (vectors, reach): (&[impl Borrow<Table<PartyIx, Score>>], &Reach),
        scope: Scope,
        challengers: &[Package],
    ) -> bool {
        let slack = match reach {
            Reach::Complete => self.stances().map(|_| Score::ZERO),
            Reach::Stopped(Bound::Within(slack)) => slack.clone(),
            Reach::Stopped(Bound::Between(..) | Bound::AtMost(_) | Bound::Unknown) => return true,
        };
        let mut within = challengers
            .iter()
            .filter(|package| self.is_within(package, scope));
        within.all(|package| {
            let scores = self.scores(package);
            let mut vectors = vectors.iter();
            vectors.any(|vector| covers(vector.borrow(), &scores, &slack))
        })
    }
}

/// Whether one vector is at most so much worse than another, party by party.
#[must_use]
pub fn covers(
    one: &Table<PartyIx, Score>,
    other: &Table<PartyIx, Score>,
    slack: &Table<PartyIx, Score>,
) -> bool {
    let parties = one.rows().zip(other.rows()).zip(slack.rows());
    parties
        .into_iter()
        .all(|((one, other), slack)| *one + *slack >= *other)
}
