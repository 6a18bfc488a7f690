//! The merge of four parties and more: a k-d tree of wide blocks.
//!
//! Candidates are sorted in k-d order into leaves of 32; above them stand blocks of 32 upper
//! corners, level by level. Whether a candidate is dominated is a walk down from the root, one
//! comparison of a whole block at a time, that ends with the first vector that dominates.
//!
//! Keys are 16 bits. Where scores need more, a key is a score without its lowest bits: what is at
//! least as good has keys at least as high, so a walk misses nothing, and what it finds is checked
//! against the scores themselves.
#![expect(
    clippy::indexing_slicing,
    reason = "a kernel; every place comes from the tree itself"
)]

use super::block::{Block, LANES, Lanes, Machine, Work};
use super::{Kept, Merge};
use crate::frontier::unit::Unit;
use rayon::prelude::*;

/// How many candidates one thread asks about at a time.
const CHUNK: usize = 64 * LANES;

/// A candidate by its key.
#[derive(Debug, Clone, Copy)]
struct Candidate<const D: usize> {
    key: [u16; D],
    number: u32,
}

/// The candidates that no other dominates, in the order of the tree's leaves.
pub(super) fn kept<W: Unit, const D: usize>(merge: &Merge<'_, W>) -> Kept<W> {
    let origin = Origin::new(merge);
    let mut list = candidates::<W, D>(merge, &origin);
    sort(&mut list);
    let tree = Tree::new(&list);
    let survey = |leaves: &[Candidate<D>]| {
        let survey = Survey {
            tree: &tree,
            list: &list,
            asked: leaves,
            origin: &origin,
        };
        Machine::here().run(survey)
    };
    let masks: Vec<u32> = if merge.threads > 1 && list.len() > CHUNK {
        let chunks: Vec<Vec<u32>> = list.par_chunks(CHUNK).map(survey).collect();
        chunks.concat()
    } else {
        survey(&list)
    };
    let mut kept = Kept {
        scores: Vec::new(),
        back: Vec::new(),
    };
    for (leaf, mask) in list.chunks(LANES).zip(masks) {
        for (lane, candidate) in leaf.iter().enumerate() {
            if mask >> lane & 1 == 1 {
                kept.scores.extend(origin.vector(candidate.number));
                kept.back.push(candidate.number);
            }
        }
    }
    kept
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
fn sort<const D: usize>(list: &mut [Candidate<D>]) {
    let leaves = list.len().div_ceil(LANES);
    if leaves < 2 {
        return;
    }
    let d = widest(list);
    // A power of two on the left keeps every 32 leaves in a row one branch of the k-d tree.
    let left = leaves.next_power_of_two() / 2 * LANES;
    list.select_nth_unstable_by_key(left, |candidate| candidate.key[d]);
    let (low, high) = list.split_at_mut(left);
    sort(low);
    sort(high);
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
struct Tree<const D: usize> {
    /// The leaves, then for each level the upper corners of the blocks below, 32 to a block.
    levels: Vec<Vec<Block<D>>>,
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

/// The question which candidates of a tree no other dominates.
struct Survey<'a, W, const D: usize> {
    tree: &'a Tree<D>,
    list: &'a [Candidate<D>],
    /// The leaves whose candidates are asked about.
    asked: &'a [Candidate<D>],
    origin: &'a Origin<'a, W>,
}

impl<W: Unit, const D: usize> Work for Survey<'_, W, D> {
    type Answer = Vec<u32>;

    #[inline(always)]
    fn done<L: Lanes>(self) -> Vec<u32> {
        let mut hint = 0;
        let leaves = self.asked.chunks(LANES);
        leaves
            .map(|leaf| {
                let mut mask = 0_u32;
                for (lane, candidate) in leaf.iter().enumerate() {
                    mask |= u32::from(!self.is_beaten::<L>(candidate, &mut hint)) << lane;
                }
                mask
            })
            .collect()
    }
}

impl<W: Unit, const D: usize> Survey<'_, W, D> {
    #[inline(always)]
    fn is_beaten<L: Lanes>(&self, candidate: &Candidate<D>, hint: &mut usize) -> bool {
        let query: [L::Splat; D] = std::array::from_fn(|d| L::splat(candidate.key[d]));
        let leaves = &self.tree.levels[0];
        let near = L::at_least(&leaves[*hint], &query);
        if near != 0 && self.beats(*hint, near, candidate) {
            return true;
        }
        let top = self.tree.levels.len() - 1;
        let (mut nodes, mut masks) = ([0_usize; 8], [0_u32; 8]);
        let mut level = top;
        masks[top] = L::at_least(&self.tree.levels[top][0], &query);
        loop {
            if masks[level] == 0 {
                if level == top {
                    return false;
                }
                level += 1;
                continue;
            }
            if level == 0 {
                if self.beats(nodes[0], masks[0], candidate) {
                    *hint = nodes[0];
                    return true;
                }
                masks[0] = 0;
                continue;
            }
            let child = nodes[level] * LANES + masks[level].trailing_zeros() as usize;
            masks[level] &= masks[level] - 1;
            level -= 1;
            nodes[level] = child;
            masks[level] = L::at_least(&self.tree.levels[level][child], &query);
        }
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
        if self.origin.is_exact {
            return other.key != candidate.key || other.number < candidate.number;
        }
        let mut is_equal = true;
        for (o, c) in self
            .origin
            .vector(other.number)
            .zip(self.origin.vector(candidate.number))
        {
            if o < c {
                return false;
            }
            is_equal &= o == c;
        }
        !is_equal || other.number < candidate.number
    }
}
