//! The merge: which of many candidate vectors no other candidate dominates.
//!
//! Candidates are whole sets, moved; of equal candidates the first stays. The method depends on
//! the number of parties: a sweep in sorted order up to three, a tree of wide blocks from four.
//!
//! Invariant: sets of up to three parties are held in descending lexicographic order.

mod block;
mod sweep;
mod tree;

use super::unit::Unit;

/// A set of vectors, none of which dominates another, moved by a shift.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a, W> {
    /// The vectors, one after the other.
    pub(super) vectors: &'a [W],
    /// What is added to each.
    pub(super) shift: &'a [W],
}

/// A merge to be done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merge<'a, W> {
    pub(super) dims: usize,
    pub(super) sources: &'a [Source<'a, W>],
    /// A candidate below this for some party cannot become acceptable and is left out.
    pub(super) floor: &'a [W],
    /// How many threads the pool has in which the merge runs.
    pub(super) threads: usize,
}

/// What a merge keeps.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept<W> {
    /// The vectors, one after the other.
    pub(super) scores: Vec<W>,
    /// The number each had among the candidates.
    pub(super) back: Vec<u32>,
}

impl<W: Unit> Merge<'_, W> {
    /// How many candidates there are.
    pub(super) fn candidates(&self) -> u64 {
        self.sources
            .iter()
            .map(|s| (s.vectors.len() / self.dims) as u64)
            .sum()
    }

    /// The candidates that no other dominates.
    pub(super) fn kept(&self) -> Kept<W> {
        match self.dims {
            0 | 1 => sweep::kept::<W, 1>(self),
            2 => sweep::kept::<W, 2>(self),
            3 => sweep::kept::<W, 3>(self),
            4 => tree::kept::<W, 4>(self),
            5 => tree::kept::<W, 5>(self),
            6 => tree::kept::<W, 6>(self),
            7 | 8 => tree::kept::<W, 8>(self),
            9..=12 => tree::kept::<W, 12>(self),
            13..=16 => tree::kept::<W, 16>(self),
            _ => self.kept_plainly(),
        }
    }

    /// As [`Self::kept`], by comparing each with each: for more parties than a table has seats.
    fn kept_plainly(&self) -> Kept<W> {
        let mut all: Vec<(Vec<W>, u32)> = Vec::new();
        let mut number = 0;
        for source in self.sources {
            for vector in source.vectors.chunks_exact(self.dims) {
                let moved = vector.iter().zip(source.shift).map(|(v, s)| v.plus(*s));
                let moved: Vec<W> = moved.collect();
                if moved.iter().zip(self.floor).all(|(v, least)| v >= least) {
                    all.push((moved, number));
                }
                number += 1;
            }
        }
        all.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut kept = Kept {
            scores: Vec::new(),
            back: Vec::new(),
        };
        for (vector, number) in all {
            let beats = |other: &[W]| other.iter().zip(&vector).all(|(o, v)| o >= v);
            if !kept.scores.chunks_exact(self.dims).any(beats) {
                kept.scores.extend(vector);
                kept.back.push(number);
            }
        }
        kept
    }
}
