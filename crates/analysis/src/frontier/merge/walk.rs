//! The walk of candidates down a tree: which of them nothing in the tree beats.
//!
//! The candidates of one leaf walk together: their lower corner against 32 upper corners at once,
//! then an upper corner against the 32 candidates at once, then what is left of them against 32
//! vectors at once. A candidate leaves the group when the first vector beats it, and is kept if
//! the group comes back with it.
#![expect(
    clippy::indexing_slicing,
    reason = "a kernel; every place comes from the tree itself"
)]

use super::block::{Block, LANES, Lanes, Work};
use super::tree::{Candidate, Tree};
use std::ops::Range;

/// The question which candidates of a tree no other dominates.
pub(super) struct Survey<'a, const D: usize> {
    pub(super) tree: &'a Tree<D>,
    pub(super) list: &'a [Candidate<D>],
    /// The leaves whose candidates are asked about.
    pub(super) asked: Range<usize>,
    /// Compares candidates by their scores, where keys do not say enough.
    pub(super) judge: Option<&'a dyn Judge>,
}

/// Compares two candidates by their scores.
pub(super) trait Judge: Sync {
    /// Whether one dominates the other, or equals it and is earlier.
    fn beats(&self, one: u32, other: u32) -> bool;
}

impl<const D: usize> Work for Survey<'_, D> {
    type Answer = Vec<u32>;

    #[inline(always)]
    fn done<L: Lanes>(self) -> Vec<u32> {
        // Loops, not closures: only what is inlined here is compiled for the machine.
        let leaves = &self.tree.levels[0];
        let mut masks = Vec::with_capacity(self.asked.len());
        let mut hint = self.asked.start;
        for own in self.asked.clone() {
            let lanes = (self.list.len() - own * LANES).min(LANES);
            let mut group = Group {
                own,
                block: &leaves[own],
                alive: u32::MAX >> (LANES - lanes),
            };
            let alive = group.alive;
            self.ask::<L>(&mut group, own, alive);
            let alive = group.alive;
            self.ask::<L>(&mut group, hint, alive);
            if group.alive != 0 {
                self.walk::<L>(&mut group, &mut hint);
            }
            masks.push(group.alive);
        }
        masks
    }
}

/// Candidates of one leaf about which the same tree is asked together.
struct Group<'a, const D: usize> {
    own: usize,
    block: &'a Block<D>,
    /// Those that nothing has beaten so far, as bits.
    alive: u32,
}

impl<const D: usize> Group<'_, D> {
    /// The lower corner of those alive: what is not above it beats none of them.
    #[inline(always)]
    fn corner(&self) -> [u16; D] {
        let mut corner = [u16::MAX; D];
        let mut left = self.alive;
        while left != 0 {
            let lane = left.trailing_zeros() as usize;
            left &= left - 1;
            for (least, keys) in corner.iter_mut().zip(&self.block.0) {
                *least = (*least).min(keys[lane]);
            }
        }
        corner
    }
}

/// The keys of one lane, each in every lane.
#[inline(always)]
fn splat<L: Lanes, const D: usize>(block: &Block<D>, lane: usize) -> [L::Splat; D] {
    let mut splats = [L::splat(0); D];
    for (splat, keys) in splats.iter_mut().zip(&block.0) {
        *splat = L::splat(keys[lane]);
    }
    splats
}

impl<const D: usize> Survey<'_, D> {
    /// Asks the whole tree about those of a group that are alive.
    #[inline(always)]
    fn walk<L: Lanes>(&self, group: &mut Group<'_, D>, hint: &mut usize) {
        let levels = &self.tree.levels;
        let corner = group.corner().map(L::splat);
        let top = levels.len() - 1;
        if top == 0 {
            return;
        }
        let (mut nodes, mut masks) = ([0_usize; 8], [0_u32; 8]);
        let mut level = top;
        masks[top] = L::at_least(&levels[top][0], &corner);
        loop {
            if masks[level] == 0 {
                if level == top {
                    return;
                }
                level += 1;
                continue;
            }
            let lane = masks[level].trailing_zeros() as usize;
            masks[level] &= masks[level] - 1;
            let upper = splat::<L, D>(&levels[level][nodes[level]], lane);
            let reached = L::at_most(group.block, &upper) & group.alive;
            if reached == 0 {
                continue;
            }
            let child = nodes[level] * LANES + lane;
            if level > 1 {
                level -= 1;
                nodes[level] = child;
                masks[level] = L::at_least(&levels[level][child], &corner);
            } else if self.ask::<L>(group, child, reached) {
                *hint = child;
                if group.alive == 0 {
                    return;
                }
            }
        }
    }

    /// Asks one leaf about some of a group; whether it beats any of them.
    #[inline(always)]
    fn ask<L: Lanes>(&self, group: &mut Group<'_, D>, leaf: usize, asked: u32) -> bool {
        let block = &self.tree.levels[0][leaf];
        let mut left = asked;
        let mut beaten = 0;
        while left != 0 {
            let lane = left.trailing_zeros() as usize;
            left &= left - 1;
            let query = splat::<L, D>(group.block, lane);
            let mut mask = L::at_least(block, &query);
            if leaf == group.own {
                mask &= !(1 << lane);
            }
            if mask != 0 && self.beats(leaf, mask, &self.list[group.own * LANES + lane]) {
                beaten |= 1 << lane;
            }
        }
        group.alive &= !beaten;
        beaten != 0
    }

    /// Whether one of these vectors of a leaf dominates a candidate, or equals it and is earlier.
    #[inline(never)]
    fn beats(&self, leaf: usize, mask: u32, candidate: &Candidate<D>) -> bool {
        let mut mask = mask;
        while mask != 0 {
            let place = leaf * LANES + mask.trailing_zeros() as usize;
            mask &= mask - 1;
            let Some(other) = self.list.get(place) else {
                return false;
            };
            if other.number != candidate.number && self.one_beats(other, candidate) {
                return true;
            }
        }
        false
    }

    fn one_beats(&self, other: &Candidate<D>, candidate: &Candidate<D>) -> bool {
        match self.judge {
            None => other.key != candidate.key || other.number < candidate.number,
            Some(judge) => judge.beats(other.number, candidate.number),
        }
    }
}
