//! The merge: which of many candidate vectors no other candidate dominates.
//!
//! Candidates are whole sets, moved; of equal candidates the first stays. The method depends on
//! the number of parties: a sweep in sorted order up to three, a tree of wide blocks from four.
//!
//! Invariant: sets of up to three parties are held in descending lexicographic order.

mod block;
mod sweep;
mod tree;
mod walk;

pub(super) use block::Machine;

use super::unit::Unit;
use problem::Watch;

/// A set of vectors, none of which dominates another, moved by a shift.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a, W> {
    /// The vectors, one after the other.
    pub(super) vectors: &'a [W],
    /// What is added to each.
    pub(super) shift: &'a [W],
}

/// More candidates than this are merged in batches, while there is more than one batch: sorted
/// runs should stay in the cache, trees in the memory.
const SORTED_MAX: u64 = 1 << 16;
const TREE_MAX: u64 = 1 << 23;

/// So few sources are merged at once: in batches, most candidates would be merged twice.
const SOURCES_FEW: usize = 16;

/// A merge to be done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merge<'a, W> {
    pub(super) dims: usize,
    pub(super) sources: &'a [Source<'a, W>],
    /// A candidate below this for some party cannot become acceptable and is left out.
    pub(super) floor: &'a [W],
    /// How many threads the pool has in which the merge runs.
    pub(super) threads: usize,
    /// What the processor can do.
    pub(super) machine: Machine,
    /// Where somebody may ask a long merge to stop.
    pub(super) stop: Option<&'a Watch>,
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

    /// The candidates that no other dominates; none if the work was stopped.
    pub(super) fn kept(&self) -> Option<Kept<W>> {
        let batch = if self.dims <= 3 { SORTED_MAX } else { TREE_MAX };
        if self.sources.len() > SOURCES_FEW && self.candidates() > batch {
            self.kept_in_batches(batch)
        } else {
            self.kept_at_once()
        }
    }

    fn kept_at_once(&self) -> Option<Kept<W>> {
        match self.dims {
            0 | 1 => Some(sweep::kept::<W, 1>(self)),
            2 => Some(sweep::kept::<W, 2>(self)),
            3 => Some(sweep::kept::<W, 3>(self)),
            4 => tree::kept::<W, 4>(self),
            5 => tree::kept::<W, 5>(self),
            6 => tree::kept::<W, 6>(self),
            7 | 8 => tree::kept::<W, 8>(self),
            9..=12 => tree::kept::<W, 12>(self),
            13..=16 => tree::kept::<W, 16>(self),
            _ => Some(self.kept_plainly()),
        }
    }

    /// As [`Self::kept`], some sources at a time, and then what is left of them.
    fn kept_in_batches(&self, batch: u64) -> Option<Kept<W>> {
        let mut rest = self.sources;
        let (mut start, mut lists) = (0, Vec::new());
        while !rest.is_empty() {
            let mut size = 0;
            let fitting = rest.iter().take_while(|source| {
                size += (source.vectors.len() / self.dims) as u64;
                size <= batch
            });
            let (sources, others) = rest.split_at(fitting.count().max(2).min(rest.len()));
            rest = others;
            let merge = Merge { sources, ..*self };
            let mut kept = merge.kept_at_once()?;
            kept.back.iter_mut().for_each(|number| *number += start);
            start += merge.candidates() as u32;
            lists.push(kept);
        }
        let zero = vec![W::default(); self.dims];
        let sources = lists.iter().map(|kept| Source {
            vectors: &kept.scores,
            shift: &zero,
        });
        let sources: Vec<Source<'_, W>> = sources.collect();
        let mut kept = Merge {
            sources: &sources,
            ..*self
        }
        .kept()?;
        let numbers: Vec<u32> = lists.iter().flat_map(|list| &list.back).copied().collect();
        for number in &mut kept.back {
            *number = numbers.get(*number as usize).copied()?;
        }
        Some(kept)
    }

    /// As [`Self::kept`], by comparing each with each: for more parties than a block has rows.
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// Sets without dominated vectors, in descending order, and their shifts.
    type Sets<W> = Vec<(Vec<W>, Vec<W>)>;

    fn sets<W: Unit>(dims: usize, span: u64) -> impl Strategy<Value = Sets<W>> {
        let unit = move || (0..=span).prop_map(W::narrow);
        let set = vec(vec(unit(), dims), 1..500).prop_map(move |mut vectors| {
            vectors.sort();
            vectors.reverse();
            vectors.concat()
        });
        vec((set, vec(unit(), dims)), 1..5)
    }

    fn holds<W: Unit>(dims: usize, sets: &Sets<W>) -> Result<(), TestCaseError> {
        let sources = sets
            .iter()
            .map(|(vectors, shift)| Source { vectors, shift });
        let sources: Vec<Source<'_, W>> = sources.collect();
        let floor = vec![W::narrow(3); dims];
        for machine in Machine::all() {
            let (sources, floor) = (&sources, &floor);
            let merge = Merge {
                dims,
                sources,
                floor,
                threads: 1,
                machine,
                stop: None,
            };
            let sorted = |kept: Kept<W>| {
                let mut numbers = kept.back;
                numbers.sort_unstable();
                numbers
            };
            prop_assert_eq!(sorted(merge.kept().unwrap()), sorted(merge.kept_plainly()));
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(30))]
        #[test]
        fn narrow_merges_keep_what_plain_comparison_keeps(
            (dims, sets) in (1_usize..=14).prop_flat_map(|d| (Just(d), sets::<u16>(d, 12)))
        ) {
            holds(dims, &sets)?;
        }

        #[test]
        fn batches_keep_what_one_merge_keeps(
            (dims, sets) in (1_usize..=5).prop_flat_map(|d| (Just(d), sets::<u16>(d, 9))),
            batch in 1_u64..900,
        ) {
            let sources = sets.iter().map(|(vectors, shift)| Source { vectors, shift });
            let sources: Vec<Source<'_, u16>> = sources.collect();
            let (floor, machine) = (vec![0; dims], Machine::here());
            let (sources, floor) = (&sources, &floor);
            let merge = Merge { dims, sources, floor, threads: 1, machine, stop: None };
            let sorted = |kept: Kept<u16>| {
                let mut numbers = kept.back;
                numbers.sort_unstable();
                numbers
            };
            let batched = merge.kept_in_batches(batch).unwrap();
            prop_assert_eq!(sorted(batched), sorted(merge.kept_plainly()));
        }

        #[test]
        fn wide_merges_keep_what_plain_comparison_keeps(
            (dims, sets) in (1_usize..=9).prop_flat_map(|d| (Just(d), sets::<u64>(d, 1 << 40)))
        ) {
            holds(dims, &sets)?;
        }

        #[test]
        fn scores_that_differ_in_the_lowest_bits_are_told_apart(
            (dims, sets) in (4_usize..=6).prop_flat_map(|d| (Just(d), sets::<u32>(d, 3)))
        ) {
            let apart = |v: &Vec<u32>| v.iter().map(|u| u + 70_000 * (u % 2)).collect::<Vec<_>>();
            let sets = sets.iter().map(|(v, shift)| (apart(v), shift.clone())).collect();
            holds(dims, &sets)?;
        }
    }
}
