//! A frontier that came as a list, kept as if an elimination had found it.

use super::multiplicity::Known;
use num_bigint::BigUint;
use problem::frontier::{Frontier, Outcome};
use problem::{Index, Package};

/// Vectors in units above a base, each with one package and how many there are.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    rows: Vec<(Vec<u64>, Package, BigUint)>,
}

impl Listed {
    /// The base, which is the least score of each party, and the list above it.
    pub(super) fn new(frontier: &Frontier) -> (Vec<i64>, Self) {
        let scores = |outcome: &Outcome| -> Vec<i64> {
            outcome.scores.rows().map(|score| score.get()).collect()
        };
        let mut base = frontier.first().map(scores).unwrap_or_default();
        for outcome in frontier {
            let least = base.iter_mut().zip(scores(outcome));
            least.for_each(|(least, score)| *least = score.min(*least));
        }
        let row = |outcome: &Outcome| {
            let units = scores(outcome).into_iter().zip(&base);
            let units = units.map(|(score, least)| score.abs_diff(*least));
            (
                units.collect(),
                outcome.witness.clone(),
                outcome.packages.clone(),
            )
        };
        let mut rows: Vec<_> = frontier.iter().map(row).collect();
        rows.sort_by(|a, b| b.cmp(a));
        (base, Self { rows })
    }

    pub(super) const fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn units(&self, index: usize) -> Option<Vec<i64>> {
        let (units, ..) = self.rows.get(index)?;
        Some(units.iter().map(|units| units.cast_signed()).collect())
    }

    pub(super) fn picks(&self, index: usize) -> Option<Vec<(u16, u16)>> {
        let (_, package, _) = self.rows.get(index)?;
        let picks = package.iter().filter_map(|(bracket, choice)| {
            Some((
                u16::try_from(Index::position(bracket)).ok()?,
                choice.position(),
            ))
        });
        Some(picks.collect())
    }

    pub(super) fn packages(&self, index: usize, _: &mut Known) -> Option<BigUint> {
        self.rows.get(index).map(|(.., packages)| packages.clone())
    }

    /// The one package that is known, if one is wanted.
    pub(super) fn some_packages(&self, index: usize, limit: usize) -> Option<Vec<Vec<(u16, u16)>>> {
        Some(self.picks(index).into_iter().take(limit).collect())
    }

    pub(super) fn find(&self, wanted: &[u64]) -> Option<usize> {
        let found = self
            .rows
            .binary_search_by(|(units, ..)| wanted.cmp(units.as_slice()));
        found.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::super::front::Front;
    use crate::arbitrary::{problems, small};
    use problem::Scope;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_listed_frontier_gives_back_what_was_listed(problem in problems(small())) {
            let listed = problem.frontier(Scope::Possible);
            let front = Front::listed(problem.sizes().len(), &listed);
            prop_assert_eq!(&front.to_outcomes(), &listed);
            for (index, outcome) in listed.iter().enumerate() {
                prop_assert_eq!(front.position(&outcome.scores), Some(index));
                let (some, packages) = front.packages_of(index, 3).unwrap();
                prop_assert_eq!(some, vec![outcome.witness.clone()]);
                prop_assert_eq!(&packages, &outcome.packages);
            }
        }
    }
}
