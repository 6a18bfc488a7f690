//! The elimination itself: bucket by bucket, then the sum of what the roots hold.

use super::merge::{Merge, Source};
use super::plan::{Bucket, Cell, Plan};
use super::set::{Part, Set, SetId, Sets};
use super::unit::Unit;
use problem::Effort;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// An elimination under way.
pub(super) struct Elimination<'a, W> {
    plan: &'a Plan,
    effort: &'a Effort<'a>,
    /// What each party must reach in the end, counted above the base.
    floor: Vec<u64>,
    /// The most all buckets together can add for each party.
    total: Vec<u64>,
    sets: Sets<W>,
    tables: Vec<Vec<Option<SetId>>>,
    /// The most that each bucket and all below it can add.
    most: Vec<Vec<u64>>,
    sums: BTreeMap<(SetId, SetId), Option<SetId>>,
    nodes: u64,
    done: u64,
}

/// What an elimination gives.
pub(super) struct Eliminated<W> {
    pub(super) sets: Sets<W>,
    /// The set of whole packages, or none if there is no package in the scope.
    pub(super) root: Option<SetId>,
    pub(super) nodes: u64,
}

impl<'a, W: Unit> Elimination<'a, W> {
    pub(super) fn new(plan: &'a Plan, floor: Vec<u64>, effort: &'a Effort<'a>) -> Self {
        let dims = floor.len();
        let total = plan
            .buckets
            .iter()
            .fold(vec![0; dims], |sum, b| added(&sum, &b.most));
        Self {
            plan,
            effort,
            floor,
            total,
            sets: Sets::new(dims),
            tables: Vec::new(),
            most: Vec::new(),
            sums: BTreeMap::new(),
            nodes: 0,
            done: 0,
        }
    }

    /// Runs to the end.
    pub(super) fn run(mut self) -> Eliminated<W> {
        for bucket in &self.plan.buckets {
            let table = self.table(bucket);
            self.tables.push(table);
            let below = bucket.below.iter().filter_map(|b| self.most.get(*b));
            self.most
                .push(below.fold(bucket.most.clone(), |sum, most| added(&sum, most)));
            self.report();
        }
        let root = self.root();
        Eliminated {
            sets: self.sets,
            root,
            nodes: self.nodes,
        }
    }

    fn report(&mut self) {
        self.done += 1;
        self.effort
            .watch
            .report(self.done, 2 * self.plan.buckets.len() as u64);
    }

    /// The sum of all that the buckets without a separator hold.
    fn root(&mut self) -> Option<SetId> {
        if self.plan.is_void || !beats(&self.total, &self.floor) {
            return None;
        }
        let roots = self
            .plan
            .buckets
            .iter()
            .zip(&self.tables)
            .filter(|(b, _)| b.is_root);
        let roots: Option<Vec<SetId>> = roots
            .map(|(_, table)| table.first().copied().flatten())
            .collect();
        let mut roots = roots?;
        roots.sort_by_key(|id| self.sets.len_of(*id));
        let mut sum = roots.pop().unwrap_or(Sets::<W>::UNIT);
        for id in roots {
            sum = self.sum(sum, id)?;
            self.report();
        }
        Some(sum)
    }

    /// The table of a bucket: for each state of its separator a set, or none.
    fn table(&mut self, bucket: &Bucket) -> Vec<Option<SetId>> {
        let mut cells = bucket.cells.as_slice();
        (0..bucket.states)
            .map(|state| {
                let here = cells.partition_point(|cell| cell.state == state);
                let (here, rest) = cells.split_at(here);
                cells = rest;
                self.state(bucket, here)
            })
            .collect()
    }

    fn state(&mut self, bucket: &Bucket, cells: &[Cell]) -> Option<SetId> {
        let below = bucket.below.iter().filter_map(|b| self.most.get(*b));
        let most = below.fold(bucket.most.clone(), |sum, most| added(&sum, most));
        let mut met: Vec<(SetId, SetId, &Cell)> = Vec::new();
        for cell in cells {
            if let Some((large, small)) = self.met(bucket, cell) {
                met.push((large, small, cell));
            }
        }
        let useful = |(large, small, cell): &&(SetId, SetId, &Cell)| {
            !met.iter().any(|(l, s, other)| {
                l == large
                    && s == small
                    && cell.adds != other.adds
                    && beats(&other.adds, &cell.adds)
            })
        };
        let parts = met.iter().filter(useful);
        let parts =
            parts.flat_map(|(large, small, cell)| self.parts(bucket, (*large, *small), cell));
        let parts = parts.collect();
        self.merged(parts, most)
    }

    /// The tables a cell meets, as the largest set and the sum of the others.
    fn met(&mut self, bucket: &Bucket, cell: &Cell) -> Option<(SetId, SetId)> {
        let states = bucket.below.iter().zip(&cell.below);
        let met: Option<Vec<SetId>> = states
            .map(|(table, state)| self.tables.get(*table)?.get(*state).copied().flatten())
            .collect();
        let mut met = met?;
        met.sort_by_key(|id| (self.sets.len_of(*id), *id));
        let large = met.pop().unwrap_or(Sets::<W>::UNIT);
        let mut small = Sets::<W>::UNIT;
        for id in met {
            small = self.sum(id, small)?;
        }
        Some((large, small))
    }

    /// The large set, moved by the cell and by each vector of the small set.
    fn parts(&self, bucket: &Bucket, sets: (SetId, SetId), cell: &Cell) -> Vec<Part<W>> {
        let (large, small) = sets;
        let Some(set) = self.sets.get(small) else {
            return Vec::new();
        };
        let part = |(place, vector): (usize, &[W])| Part {
            from: large,
            shift: vector
                .iter()
                .zip(&cell.adds)
                .map(|(v, a)| v.plus(W::narrow(*a)))
                .collect(),
            also: (small != Sets::<W>::UNIT).then_some((small, place as u32)),
            pick: Some((bucket.bracket, cell.choice)),
        };
        set.scores
            .chunks_exact(self.sets.dims)
            .enumerate()
            .map(part)
            .collect()
    }

    /// The sum of two sets: every vector of one with every vector of the other.
    fn sum(&mut self, one: SetId, other: SetId) -> Option<SetId> {
        if one == Sets::<W>::UNIT {
            return Some(other);
        }
        if other == Sets::<W>::UNIT {
            return Some(one);
        }
        if let Some(known) = self.sums.get(&(one, other)) {
            return *known;
        }
        let small = self.sets.get(other)?;
        let part = |(place, vector): (usize, &[W])| Part {
            from: one,
            shift: vector.to_vec(),
            also: Some((other, place as u32)),
            pick: None,
        };
        let parts = small
            .scores
            .chunks_exact(self.sets.dims)
            .enumerate()
            .map(part)
            .collect();
        let most = added(&self.sets.get(one)?.most, &small.most);
        let sum = self.merged(parts, most);
        self.sums.insert((one, other), sum);
        sum
    }

    /// The set of what no candidate of these parts dominates, unless it is empty.
    fn merged(&mut self, parts: Vec<Part<W>>, most: Vec<u64>) -> Option<SetId> {
        let dims = self.sets.dims;
        let rest = self
            .total
            .iter()
            .zip(&most)
            .map(|(total, most)| total - most);
        let floor = self
            .floor
            .iter()
            .zip(rest)
            .map(|(f, rest)| f.saturating_sub(rest));
        let floor: Vec<W> = floor.map(W::narrow).collect();
        let sources: Option<Vec<Source<'_, W>>> = parts
            .iter()
            .map(|part| {
                let vectors = &self.sets.get(part.from)?.scores;
                Some(Source {
                    vectors,
                    shift: &part.shift,
                })
            })
            .collect();
        let merge = Merge {
            dims,
            sources: &sources?,
            floor: &floor,
            threads: self.effort.threads.get(),
        };
        self.nodes += merge.candidates();
        let kept = merge.kept();
        if kept.back.is_empty() {
            return None;
        }
        let mut start = 0;
        let parts = parts.into_iter().map(|part| {
            let here = start;
            start += self.sets.len_of(part.from) as u32;
            (here, part)
        });
        let parts = parts.collect();
        Some(self.sets.push(Set {
            scores: kept.scores,
            back: kept.back,
            parts,
            most,
            sorted: OnceLock::new(),
        }))
    }
}

fn added(one: &[u64], other: &[u64]) -> Vec<u64> {
    one.iter().zip(other).map(|(a, b)| a + b).collect()
}

/// Whether one is at least as much as the other for every party.
fn beats(one: &[u64], other: &[u64]) -> bool {
    one.iter().zip(other).all(|(a, b)| a >= b)
}
