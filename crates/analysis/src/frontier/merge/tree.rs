//! The merge of four parties and more: a k-d tree of wide blocks.
//!
//! Candidates are sorted in k-d order into leaves of 32; above them stand blocks of 32 upper
//! corners, level by level. The candidates of each leaf walk down the tree together (`walk.rs`).
//!
//! Keys are 16 bits. Where scores need more, a key is a score without its lowest bits: what is at
//! least as good has keys at least as high, so a walk misses nothing, and what it finds is checked
//! against the scores themselves.

// tidy: long, because the walk down the tree is one kernel that is read together.
#![expect(
    clippy::indexing_slicing,
    reason = "a kernel; every place comes from the tree itself"
)]

use super::block::{Block, LANES};
use super::walk::{Judge, Survey};
use super::{Kept, Merge};
use crate::frontier::unit::Unit;
use problem::Watch;
use rayon::prelude::*;

/// How many leaves one thread asks about at a time.
const CHUNK: usize = 64;

/// A candidate by its key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<const D: usize> {
    pub(super) key: [u16; D],
    pub(super) number: u32,
}

/// The candidates that no other dominates, in the order of the tree's leaves; none if stopped.
pub(super) fn kept<W: Unit, const D: usize>(merge: &Merge<'_, W>) -> Option<Kept<W>> {
    let origin = Origin::new(merge);
    let mut list = candidates::<W, D>(merge, &origin);
    sort(&mut list, merge.threads);
    let tree = Tree::new(&list);
    let leaves = list.len().div_ceil(LANES);
    let judge: Option<&dyn Judge> = if origin.is_exact { None } else { Some(&origin) };
    let survey = |chunk: usize| {
        if merge.stop.is_some_and(Watch::is_stopped) {
            return None;
        }
        let asked = chunk * CHUNK..leaves.min((chunk + 1) * CHUNK);
        let survey = Survey {
            tree: &tree,
            list: &list,
            asked,
            judge,
        };
        Some(merge.machine.run(survey))
    };
    let chunks = leaves.div_ceil(CHUNK);
    let masks: Option<Vec<Vec<u32>>> = if merge.threads > 1 && chunks > 1 {
        (0..chunks).into_par_iter().map(survey).collect()
    } else {
        (0..chunks).map(survey).collect()
    };
    let mut kept = Kept {
        scores: Vec::new(),
        back: Vec::new(),
    };
    for (leaf, mask) in list.chunks(LANES).zip(masks?.into_iter().flatten()) {
        for (lane, candidate) in leaf.iter().enumerate() {
            if mask >> lane & 1 == 1 {
                kept.scores.extend(origin.vector(candidate.number));
                kept.back.push(candidate.number);
            }
        }
    }
    Some(kept)
}

/// Where candidates come from, and how their keys are made.
struct Origin<'a, W> {
    merge: &'a Merge<'a, W>,
    starts: Vec<u32>,
    least: Vec<u64>,
    bits: Vec<u32>,
    is_exact: bool,
}

impl<'a, W: Unit> Origin<'a, W> {
    fn new(merge: &'a Merge<'a, W>) -> Self {
        let mut start = 0;
        let starts = merge.sources.iter().map(|source| {
            let here = start;
            start += (source.vectors.len() / merge.dims) as u32;
            here
        });
        let starts = starts.collect();
        let mut least = vec![u64::MAX; merge.dims];
        let mut most = vec![0; merge.dims];
        for source in merge.sources {
            for vector in source.vectors.chunks_exact(merge.dims) {
                for d in 0..merge.dims {
                    let units = vector[d].plus(source.shift[d]).wide();
                    least[d] = least[d].min(units);
                    most[d] = most[d].max(units);
                }
            }
        }
        let bits = |d: usize| {
            (u64::BITS - (most[d] - least[d].min(most[d])).leading_zeros()).saturating_sub(16)
        };
        let bits: Vec<u32> = (0..merge.dims).map(bits).collect();
        let is_exact = bits.iter().all(|bits| *bits == 0);
        Self {
            merge,
            starts,
            least,
            bits,
            is_exact,
        }
    }

    /// The scores of a candidate.
    fn vector(&self, number: u32) -> impl Iterator<Item = W> {
        let part = self.starts.partition_point(|start| *start <= number) - 1;
        let source = &self.merge.sources[part];
        let place = (number - self.starts[part]) as usize * self.merge.dims;
        let vector = &source.vectors[place..place + self.merge.dims];
        vector.iter().zip(source.shift).map(|(v, s)| v.plus(*s))
    }

    fn key<const D: usize>(&self, vector: &[W], shift: &[W]) -> [u16; D] {
        std::array::from_fn(|d| {
            if d < self.merge.dims {
                ((vector[d].plus(shift[d]).wide() - self.least[d]) >> self.bits[d]) as u16
            } else {
                0
            }
        })
    }
}

fn candidates<W: Unit, const D: usize>(
    merge: &Merge<'_, W>,
    origin: &Origin<'_, W>,
) -> Vec<Candidate<D>> {
    let mut list = Vec::with_capacity(merge.candidates() as usize);
    let mut number = 0;
    for source in merge.sources {
        for vector in source.vectors.chunks_exact(merge.dims) {
            let high = |d: usize| vector[d].plus(source.shift[d]) >= merge.floor[d];
            if (0..merge.dims).all(high) {
                list.push(Candidate {
                    key: origin.key(vector, source.shift),
                    number,
                });
            }
            number += 1;
        }
    }
    list
}

/// Puts candidates into k-d order, so that every 32 in a row are near each other.
fn sort<const D: usize>(list: &mut [Candidate<D>], threads: usize) {
    let leaves = list.len().div_ceil(LANES);
    if leaves < 2 {
        return;
    }
    let d = widest(list);
    // A power of two on the left keeps every 32 leaves in a row one branch of the k-d tree.
    let left = leaves.next_power_of_two() / 2 * LANES;
    list.select_nth_unstable_by_key(left, |candidate| candidate.key[d]);
    let (low, high) = list.split_at_mut(left);
    if threads > 1 && leaves > CHUNK {
        rayon::join(|| sort(low, threads), || sort(high, threads));
    } else {
        sort(low, threads);
        sort(high, threads);
    }
}

/// The party for which a sample of the candidates differs most.
fn widest<const D: usize>(list: &[Candidate<D>]) -> usize {
    let step = (list.len() / 256).max(1);
    let (mut low, mut high) = ([u16::MAX; D], [0; D]);
    for candidate in list.iter().step_by(step) {
        for d in 0..D {
            low[d] = low[d].min(candidate.key[d]);
            high[d] = high[d].max(candidate.key[d]);
        }
    }
    (0..D).max_by_key(|d| high[*d] - low[*d]).unwrap_or(0)
}

/// The leaves, and the upper corners above them.
pub(super) struct Tree<const D: usize> {
    /// The leaves, then for each level the upper corners of the blocks below, 32 to a block.
    pub(super) levels: Vec<Vec<Block<D>>>,
}

impl<const D: usize> Tree<D> {
    fn new(list: &[Candidate<D>]) -> Self {
        let mut leaves = vec![Block::ZERO; list.len().div_ceil(LANES)];
        for (leaf, candidates) in leaves.iter_mut().zip(list.chunks(LANES)) {
            for (lane, candidate) in candidates.iter().enumerate() {
                for d in 0..D {
                    leaf.0[d][lane] = candidate.key[d];
                }
            }
        }
        let mut levels = vec![leaves];
        while let Some(below) = levels.last()
            && below.len() > 1
        {
            let mut blocks = vec![Block::ZERO; below.len().div_ceil(LANES)];
            for (place, block) in below.iter().enumerate() {
                for d in 0..D {
                    let most = block.0[d].iter().max();
                    blocks[place / LANES].0[d][place % LANES] = most.copied().unwrap_or(0);
                }
            }
            levels.push(blocks);
        }
        Self { levels }
    }
}

impl<W: Unit> Judge for Origin<'_, W> {
    fn beats(&self, one: u32, other: u32) -> bool {
        let mut is_equal = true;
        for (o, c) in self.vector(one).zip(self.vector(other)) {
            if o < c {
                return false;
            }
            is_equal &= o == c;
        }
        !is_equal || one < other
    }
}
