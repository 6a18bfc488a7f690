//! Finds every best package by a goal, with proof: prices, a climb, then layers of prefixes.
//!
//! A goal (a product, a leximin order, a sum) turns a package in hand into a threshold: under any
//! prices, whatever ranks as high must be worth so much. Prices near the best ones make a prefix
//! of decided brackets that can no longer reach the threshold fall away; what is left at the end
//! is compared exactly. The layers are first kept narrow, which finds good packages, and then as
//! wide as they come, which proves that nothing was missed (a decision diagram, restricted and
//! then exact: Bergman, Cire, van Hoeve and Hooker 2016).
//!
//! Invariant: floors and thresholds only ever discard what ranks strictly lower.
#![expect(
    clippy::indexing_slicing,
    reason = "a kernel: every index was made beside the array that it indexes"
)]

mod block;
mod climb;
mod field;
mod game;
mod goal;
mod layer;
mod limit;
mod pool;

pub(crate) use goal::{Goal, Kind, Weights};

use crate::stages::Stages;
use layer::{Passage, Width};
use num_bigint::BigUint;
use num_rational::BigRational;
use problem::Effort;
use std::cmp::Ordering;

/// One vector that ranks first, with a package that has it and how many have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Winner {
    pub(crate) scores: Vec<i64>,
    pub(crate) places: Vec<u16>,
    pub(crate) packages: BigUint,
}

/// What a search found.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Every vector that ranks first, or so many of the first, best first and then in descending
    /// order; none if no package meets the floors.
    pub(crate) winners: Vec<Winner>,
    /// How many prefixes were looked at.
    pub(crate) nodes: u64,
    /// Whether nothing was left out.
    pub(crate) is_complete: bool,
    /// No package that counts has a greater product, least ratio or sum; see [`limit`].
    pub(crate) limit: Option<BigRational>,
}

/// Every best package by a goal, starting from packages already known.
pub(crate) fn best(stages: &Stages, goal: &Goal, known: &[Vec<u16>], effort: &Effort) -> Found {
    best_few(stages, goal, known, (1, effort))
}

/// The best `keep` vectors by a goal, and every one that ties with the last of them.
pub(crate) fn best_few(
    stages: &Stages,
    goal: &Goal,
    known: &[Vec<u16>],
    (keep, effort): (usize, &Effort),
) -> Found {
    let mut best = Best::new(stages, goal, keep);
    for places in known {
        best.offer(places);
    }
    let pool = pool::pool(stages, goal, &mut best);
    best.limit = pool
        .iter()
        .filter_map(|quote| limit::limit(stages, goal, quote))
        .min();
    let mut nodes = 0;
    for width in [64, 1024] {
        let passage = layer::pass(&mut best, &pool, Width::Restricted(width), (effort, nodes));
        nodes += passage.nodes;
        if passage.is_complete || effort.watch.is_stopped() {
            return best.found(passage, nodes);
        }
        best.climb();
    }
    let passage = layer::pass(&mut best, &pool, Width::Exact, (effort, nodes));
    nodes += passage.nodes;
    best.found(passage, nodes)
}

/// The best packages so far.
pub(crate) struct Best<'a> {
    stages: &'a Stages,
    goal: &'a Goal,
    keep: usize,
    /// The scores and places of the best vectors, best first, at most `keep`.
    listed: Vec<(Vec<i64>, Vec<u16>)>,
    limit: Option<BigRational>,
}

impl<'a> Best<'a> {
    fn new(stages: &'a Stages, goal: &'a Goal, keep: usize) -> Self {
        Self {
            stages,
            goal,
            keep: keep.max(1),
            listed: Vec::new(),
            limit: None,
        }
    }

    /// The scores of the very best.
    fn first(&self) -> Option<&[i64]> {
        self.listed.first().map(|(scores, _)| scores.as_slice())
    }

    /// What a package must rank as high as to count: the last of the list, once it is full.
    fn bar(&self) -> Option<&[i64]> {
        let last = self.listed.get(self.keep - 1);
        last.map(|(scores, _)| scores.as_slice())
    }

    /// Takes a package if it may be and ranks high enough; says whether it is the new first.
    fn offer(&mut self, places: &[u16]) -> bool {
        let mut scores = vec![0; self.stages.parties];
        if !self.stages.scores(places, &mut scores) || !self.goal.admits(&scores) {
            return false;
        }
        self.list(&scores, places) == Some(0)
    }

    /// Puts an admitted vector where it belongs in the list, if it belongs there.
    fn list(&mut self, scores: &[i64], places: &[u16]) -> Option<usize> {
        let above =
            |(other, _): &(Vec<i64>, Vec<u16>)| self.goal.compare(other, scores) != Ordering::Less;
        let place = self
            .listed
            .iter()
            .rposition(above)
            .map_or(0, |above| above + 1);
        let is_known = self.keep > 1 && self.listed.iter().any(|(other, _)| other == scores);
        if place >= self.keep || is_known {
            return None;
        }
        self.listed
            .insert(place, (scores.to_vec(), places.to_vec()));
        self.listed.truncate(self.keep);
        Some(place)
    }

    fn climb(&mut self) {
        if let Some((_, places)) = self.listed.first().cloned() {
            climb::climb(self, places);
        }
    }

    fn found(self, passage: Passage, nodes: u64) -> Found {
        let mut winners = passage.winners;
        if winners.is_empty() && !passage.is_complete {
            winners.extend(self.listed.into_iter().map(|(scores, places)| Winner {
                scores,
                places,
                packages: BigUint::from(1_u8),
            }));
        }
        winners.sort_by(|a, b| {
            let order = self.goal.compare(&b.scores, &a.scores);
            order.then_with(|| b.scores.cmp(&a.scores))
        });
        Found {
            winners,
            nodes,
            is_complete: passage.is_complete,
            limit: self.limit,
        }
    }
}
