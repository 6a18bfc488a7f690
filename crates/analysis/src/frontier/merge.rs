//! The merge: which of many candidate vectors no other candidate dominates.
//!
//! Candidates are whole sets, moved; of equal candidates the first stays.

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
        let mut all: Vec<(Vec<W>, u32)> = Vec::new();
        let mut number = 0;
        for source in self.sources {
            for vector in source.vectors.chunks_exact(self.dims) {
                let moved: Vec<W> = vector
                    .iter()
                    .zip(source.shift)
                    .map(|(v, s)| v.plus(*s))
                    .collect();
                if moved.iter().zip(self.floor).all(|(v, least)| v >= least) {
                    all.push((moved, number));
                }
                number += 1;
            }
        }
        all.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut kept: Vec<(Vec<W>, u32)> = Vec::new();
        for (vector, number) in all {
            let beaten =
                |(other, _): &(Vec<W>, u32)| other.iter().zip(&vector).all(|(o, v)| o >= v);
            if !kept.iter().any(beaten) {
                kept.push((vector, number));
            }
        }
        Kept {
            scores: kept.iter().flat_map(|(v, _)| v.iter().copied()).collect(),
            back: kept.iter().map(|(_, n)| *n).collect(),
        }
    }
}
