//! In which order an elimination takes the brackets.

use super::linkage::Linkage;
use std::collections::{BTreeMap, BTreeSet};

/// The brackets in min-fill order: next comes the one whose neighbours are nearest to a clique.
pub(super) struct Order {
    neighbours: BTreeMap<usize, BTreeSet<usize>>,
}

impl Order {
    pub(super) fn new(brackets: usize, linkages: &[Linkage]) -> Self {
        let mut neighbours: BTreeMap<usize, BTreeSet<usize>> =
            (0..brackets).map(|b| (b, BTreeSet::new())).collect();
        for linkage in linkages {
            join(&mut neighbours, &linkage.brackets);
        }
        Self { neighbours }
    }

    pub(super) fn next(&mut self) -> Option<usize> {
        let cost = |bracket: usize, near: &BTreeSet<usize>| (self.fill(near), near.len(), bracket);
        let (_, _, bracket) = self
            .neighbours
            .iter()
            .map(|(b, near)| cost(*b, near))
            .min()?;
        let near: Vec<usize> = self.neighbours.remove(&bracket)?.into_iter().collect();
        for other in &near {
            if let Some(set) = self.neighbours.get_mut(other) {
                set.remove(&bracket);
            }
        }
        join(&mut self.neighbours, &near);
        Some(bracket)
    }

    /// How many edges eliminating a bracket with these neighbours would add.
    fn fill(&self, near: &BTreeSet<usize>) -> usize {
        let known = |one: &usize| {
            self.neighbours
                .get(one)
                .map_or(0, |n| n.intersection(near).count())
        };
        near.len() * near.len().saturating_sub(1) - near.iter().map(known).sum::<usize>()
    }
}

fn join(neighbours: &mut BTreeMap<usize, BTreeSet<usize>>, clique: &[usize]) {
    for bracket in clique {
        if let Some(set) = neighbours.get_mut(bracket) {
            set.extend(clique.iter().filter(|other| *other != bracket));
        }
    }
}
