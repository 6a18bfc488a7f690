//! The elimination itself: bucket by bucket, then the sum of what the roots hold.

use super::finder::Finder;
use super::merge::{Kept, Machine, Merge, Source};
use super::plan::{Bucket, Cell, Plan};
use super::set::{Part, Set, SetId, Sets};
use super::unit::Unit;
use problem::Effort;
use std::collections::BTreeMap;

/// An elimination under way.
pub(super) struct Elimination<'a, W> {
    plan: &'a Plan,
    pub(super) effort: &'a Effort<'a>,
    /// What each party must reach in the end, counted above the base.
    floor: Vec<u64>,
    /// The most all buckets together can add for each party.
    total: Vec<u64>,
    pub(super) sets: Sets<W>,
    tables: Vec<Vec<Option<SetId>>>,
    /// The most that each bucket and all below it can add.
    most: Vec<Vec<u64>>,
    sums: BTreeMap<(SetId, SetId), Option<SetId>>,
    /// Sets that were thinned to a size.
    pub(super) thinned: BTreeMap<(SetId, usize), SetId>,
    pace: Pace,
    pub(super) machine: Machine,
    nodes: u64,
    done: u64,
}

/// Whether there is effort left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// Sets are taken as they are, up to the most vectors that may be held.
    Exact,
    /// The effort is spent, or somebody asked to stop: sets are thinned so that the rest is quick.
    Hurried,
}

/// A merge that ran out of effort.
struct Interrupted;

/// More cells than this are not compared with each other before the merge, which does it anyway.
const COMPARED_MAX: usize = 256;

/// The most vectors of a set, and of a set added to it, once the pace is hurried.
const HURRIED_MAX: usize = 4096;
const HURRIED_SUMMAND_MAX: usize = 64;

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
            thinned: BTreeMap::new(),
            pace: Pace::Exact,
            machine: Machine::here(),
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
        loop {
            let met = self.met_by(bucket, cells);
            let useful = |(sets, cell): &&((SetId, SetId), &Cell)| {
                !met.iter().any(|(others, other)| {
                    others == sets && cell.adds != other.adds && beats(&other.adds, &cell.adds)
                })
            };
            let met: Vec<_> = if met.len() > COMPARED_MAX {
                met
            } else {
                met.iter().filter(useful).copied().collect()
            };
            let candidates = met.iter().map(|((l, s), _)| self.product(*l, *s)).sum();
            self.spend(candidates);
            let caps = self.caps(bucket.cells.len());
            let parts = met.into_iter().flat_map(|((large, small), cell)| {
                let sets = (self.capped(large, caps.0), self.capped(small, caps.1));
                self.parts(bucket, sets, cell)
            });
            let parts = parts.collect();
            if let Ok(set) = self.merged(parts, most.clone()) {
                return set;
            }
        }
    }

    /// The sets each cell meets, where none of them is missing.
    fn met_by<'b>(
        &mut self,
        bucket: &Bucket,
        cells: &'b [Cell],
    ) -> Vec<((SetId, SetId), &'b Cell)> {
        let met = cells
            .iter()
            .filter_map(|cell| Some((self.met(bucket, cell)?, cell)));
        met.collect()
    }

    /// How many sums two sets have.
    fn product(&self, one: SetId, other: SetId) -> u64 {
        self.sets.len_of(one) as u64 * self.sets.len_of(other) as u64
    }

    /// Hurries from now on if so many more candidates are more than the effort allows.
    fn spend(&mut self, candidates: u64) {
        let spent = self.nodes.saturating_add(candidates) > self.effort.nodes_max;
        if spent || candidates > u64::from(u32::MAX) || self.effort.watch.is_stopped() {
            self.pace = Pace::Hurried;
        }
    }

    /// To how many vectors to thin the large and the small set that each of so many cells meets.
    fn caps(&self, cells: usize) -> (usize, usize) {
        match self.pace {
            Pace::Exact => (usize::MAX, usize::MAX),
            Pace::Hurried => {
                let large = HURRIED_MAX * HURRIED_SUMMAND_MAX / 16 / cells.max(1);
                (large.clamp(16, HURRIED_MAX), 16)
            }
        }
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
        let sum = loop {
            self.spend(self.product(one, other));
            let sets = match self.pace {
                Pace::Exact => (one, other),
                Pace::Hurried => (
                    self.capped(one, HURRIED_MAX),
                    self.capped(other, HURRIED_SUMMAND_MAX),
                ),
            };
            let most = added(&self.sets.get(one)?.most, &self.sets.get(other)?.most);
            if let Ok(sum) = self.merged(self.moved(sets), most) {
                break sum;
            }
        };
        self.sums.insert((one, other), sum);
        sum
    }

    /// The first set, moved by each vector of the second.
    fn moved(&self, (one, other): (SetId, SetId)) -> Vec<Part<W>> {
        let Some(set) = self.sets.get(other) else {
            return Vec::new();
        };
        let part = |(place, vector): (usize, &[W])| Part {
            from: one,
            shift: vector.to_vec(),
            also: Some((other, place as u32)),
            pick: None,
        };
        let vectors = set.scores.chunks_exact(self.sets.dims);
        vectors.enumerate().map(part).collect()
    }

    /// The set of what no candidate of these parts dominates, unless it is empty.
    fn merged(
        &mut self,
        parts: Vec<Part<W>>,
        most: Vec<u64>,
    ) -> Result<Option<SetId>, Interrupted> {
        let slack = self.slack(&parts);
        let floor = self.floor_of(&most, &slack);
        let sources = parts.iter().filter_map(|part| {
            let vectors = &self.sets.get(part.from)?.scores;
            Some(Source {
                vectors,
                shift: &part.shift,
            })
        });
        let sources: Vec<Source<'_, W>> = sources.collect();
        let merge = Merge {
            dims: self.sets.dims,
            sources: &sources,
            floor: &floor,
            threads: self.effort.threads.get(),
            machine: self.machine,
            stop: (self.pace == Pace::Exact).then_some(self.effort.watch),
        };
        self.nodes = self.nodes.saturating_add(merge.candidates());
        let Some(kept) = merge.kept() else {
            self.pace = Pace::Hurried;
            return Err(Interrupted);
        };
        if kept.back.is_empty() {
            return Ok(None);
        }
        let mut start = 0;
        let parts = parts.into_iter().map(|part| {
            let here = start;
            start += self.sets.len_of(part.from) as u32;
            (here, part)
        });
        let (parts, finder) = (parts.collect(), Finder::default());
        let Kept { scores, back } = kept;
        let id = self.sets.push(Set {
            scores,
            back,
            parts,
            most,
            slack,
            finder,
        });
        Ok(Some(self.capped(id, self.effort.vectors_max)))
    }

    /// What the sets these parts are made of have left out between them.
    fn slack(&self, parts: &[Part<W>]) -> Vec<u64> {
        let mut slack = vec![0; self.sets.dims];
        for part in parts {
            let from = self.sets.get(part.from).map(|set| &set.slack);
            let also = part
                .also
                .and_then(|(id, _)| self.sets.get(id))
                .map(|set| &set.slack);
            for (d, most) in slack.iter_mut().enumerate() {
                let left_out = [from, also]
                    .into_iter()
                    .flatten()
                    .filter_map(|slack| slack.get(d));
                *most = left_out.sum::<u64>().max(*most);
            }
        }
        slack
    }

    /// What a vector must reach if the buckets not yet in it are to lift it above the floor; less
    /// by the slack, for it stands for vectors that may be better by that much.
    fn floor_of(&self, most: &[u64], slack: &[u64]) -> Vec<W> {
        let rest = self
            .total
            .iter()
            .zip(most)
            .map(|(total, most)| total - most);
        let rest = rest.zip(slack).map(|(rest, slack)| rest + slack);
        let floor = self
            .floor
            .iter()
            .zip(rest)
            .map(|(floor, rest)| floor.saturating_sub(rest));
        floor.map(W::narrow).collect()
    }
}

fn added(one: &[u64], other: &[u64]) -> Vec<u64> {
    one.iter().zip(other).map(|(a, b)| a + b).collect()
}

/// Whether one is at least as much as the other for every party.
fn beats(one: &[u64], other: &[u64]) -> bool {
    one.iter().zip(other).all(|(a, b)| a >= b)
}
