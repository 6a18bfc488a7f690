//! Layers of prefixes: every choice for the first brackets that can still reach the threshold.

use super::block::Block;
use super::field::{Field, LANES, ROOM_MAX, Room};
use super::pool::Quote;
use super::{Best, Winner};
use num_bigint::BigUint;
use problem::Effort;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A layer wider than this is taken block by block, the most promising first.
const BLOCK_MAX: usize = 16_384;

/// How wide a layer may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
    /// Only so many of the most promising prefixes are kept.
    Restricted(usize),
    /// All are kept.
    Exact,
}

/// What one passage through the layers found.
#[derive(Debug, Default)]
pub(super) struct Passage {
    /// Those that rank first, if the passage met them.
    pub(super) winners: Vec<Winner>,
    /// How many prefixes were looked at.
    pub(super) nodes: u64,
    /// Whether nothing was dropped that could rank as high.
    pub(super) is_complete: bool,
}

/// Passes through all layers once, after so many nodes have been spent.
pub(super) fn pass(
    best: &mut Best<'_>,
    pool: &[Quote],
    width: Width,
    (effort, spent): (&Effort, u64),
) -> Passage {
    let field = Field::new(best, pool);
    let mut walk = Walk {
        nodes_max: effort.nodes_max.saturating_sub(spent),
        winners: BTreeMap::new(),
        merge_from: 0,
        passage: Passage {
            is_complete: true,
            ..Passage::default()
        },
        best,
        field,
        width,
        effort,
    };
    if let Some(block) = walk.opening() {
        walk.run(block);
    }
    let mut common = BigUint::from(1_u8);
    for stage in &walk.best.stages.rows {
        if let [alike] = stage.alike.as_slice() {
            common *= *alike;
        }
    }
    let mut passage = walk.passage;
    for (scores, (places, count)) in walk.winners {
        passage.winners.push(Winner {
            scores,
            places,
            packages: BigUint::from(count) * &common,
        });
    }
    passage
}

struct Walk<'a, 'b, 'c> {
    best: &'a mut Best<'b>,
    field: Field,
    width: Width,
    effort: &'a Effort<'c>,
    nodes_max: u64,
    winners: BTreeMap<Vec<i64>, (Vec<u16>, u128)>,
    /// The depth from which merging is tried again.
    merge_from: usize,
    passage: Passage,
}

impl Walk<'_, '_, '_> {
    fn opening(&self) -> Option<Block> {
        let stages = self.best.stages;
        (!self.field.is_dead).then(|| Block {
            depth: 0,
            rooms: vec![self.field.opening()],
            scores: stages.start.clone(),
            places: vec![0; stages.rows.len()],
            counts: vec![1],
            thresholds: self.field.thresholds.clone(),
        })
    }

    fn run(&mut self, mut block: Block) {
        let parties = self.best.stages.parties;
        let stages = self.best.stages.rows.len();
        self.tighten(&mut block);
        self.merge_from = 0;
        while block.depth < stages {
            let is_full = self.winners.len() > self.effort.vectors_max;
            if is_full || self.passage.nodes >= self.nodes_max || self.effort.watch.is_stopped() {
                self.passage.is_complete = false;
                return;
            }
            block = self.expand(&block);
            self.passage.nodes += block.rooms.len() as u64;
            if block.rooms.len() > 512 && block.depth >= self.merge_from {
                block = self.merged(block);
            }
            let limit = match self.width {
                Width::Restricted(width) => width,
                Width::Exact => BLOCK_MAX,
            };
            if block.rooms.len() > limit && block.depth < stages {
                let order = self.order(&block);
                if let Width::Restricted(width) = self.width {
                    self.passage.is_complete = false;
                    block = block.chosen(&order[..width], parties, stages);
                } else {
                    let parts: Vec<Block> = order
                        .chunks(BLOCK_MAX / 8)
                        .map(|part| block.chosen(part, parties, stages))
                        .collect();
                    drop(block);
                    for part in parts {
                        self.run(part);
                    }
                    return;
                }
            }
        }
        self.finish(&block);
    }

    /// The prefixes with the most room first, room counted in parts of the room at the start.
    fn order(&self, block: &Block) -> Vec<u32> {
        let key = |room: &Room| {
            let lanes = (0..self.field.steering.max(1)).map(|lane| {
                let scale = self.field.scales.get(lane).copied().unwrap_or(1).max(1);
                (i64::from(room[lane]) << 24) / scale
            });
            lanes.min().unwrap_or(0)
        };
        let keys: Vec<i64> = block.rooms.iter().map(key).collect();
        let mut order: Vec<u32> = (0..keys.len() as u32).collect();
        order.sort_unstable_by_key(|index| (-keys[*index as usize], *index));
        order
    }

    /// Drops what a better package, found since, has left without room.
    fn tighten(&self, block: &mut Block) {
        if block.thresholds == self.field.thresholds {
            return;
        }
        for lane in 0..self.field.bounds.len() {
            let rise = self.field.thresholds[lane].saturating_sub(block.thresholds[lane]);
            let rise = (rise >> self.field.shifts[lane]).min(ROOM_MAX) as i32;
            for room in &mut block.rooms {
                room[lane] -= rise;
            }
        }
        block.thresholds.clone_from(&self.field.thresholds);
        let keeps = |room: &Room| room.iter().all(|room| *room >= 0);
        let kept = (0..block.rooms.len()).filter(|index| keeps(&block.rooms[*index]));
        let kept: Vec<u32> = kept.map(|index| index as u32).collect();
        let stages = self.best.stages;
        *block = block.chosen(&kept, stages.parties, stages.rows.len());
    }

    fn expand(&mut self, block: &Block) -> Block {
        let stages = self.best.stages;
        let (parties, count) = (stages.parties, stages.rows.len());
        let stage = &stages.rows[block.depth];
        let mut next = block.like(block.depth + 1);
        let mut bases = vec![0; stage.buckets.len()];
        for (index, room) in block.rooms.iter().enumerate() {
            let places = &block.places[index * count..][..count];
            for (base, bucket) in bases.iter_mut().zip(&stage.buckets) {
                *base = bucket.base(places);
            }
            for option in 0..stage.options.len() {
                let mut room = *room;
                for (base, bucket) in bases.iter().zip(&stage.buckets) {
                    let forgone = &self.field.forgone[bucket.entry_start + base + option];
                    for (room, forgone) in room.iter_mut().zip(forgone) {
                        *room = room.saturating_sub(*forgone);
                    }
                }
                let sign = room.iter().fold(0, |sign, room| sign | room);
                if sign < 0 {
                    continue;
                }
                let scores = &block.scores[index * parties..][..parties];
                let from = next.scores.len();
                next.scores.extend_from_slice(scores);
                for (base, bucket) in bases.iter().zip(&stage.buckets) {
                    let gains = &bucket.scores[(base + option) * parties..][..parties];
                    for (score, gain) in next.scores[from..].iter_mut().zip(gains) {
                        *score += gain;
                    }
                }
                let start = next.places.len();
                next.places.extend_from_slice(places);
                next.places[start + block.depth] = option as u16;
                let alike = if stage.alike.len() == 1 {
                    1
                } else {
                    stage.alike[option]
                };
                let (times, over) = block.counts[index].overflowing_mul(u128::from(alike));
                self.passage.is_complete &= !over;
                next.counts.push(times);
                next.rooms.push(room);
            }
        }
        if !stage.wide.is_empty() {
            self.apply_wide(&mut next);
        }
        next
    }

    fn apply_wide(&self, block: &mut Block) {
        let stages = self.best.stages;
        let (parties, count) = (stages.parties, stages.rows.len());
        for linkage in &stages.rows[block.depth - 1].wide {
            let (met, unmet) = self.field.wide(stages, linkage);
            for index in 0..block.rooms.len() {
                let places = &block.places[index * count..][..count];
                let forgone = match linkage.judge(stages, places) {
                    crate::stages::Verdict::Forbidden => [ROOM_MAX as i32 + 2; LANES],
                    crate::stages::Verdict::Worth(party, score) => {
                        block.scores[index * parties + party] += score;
                        met
                    }
                    crate::stages::Verdict::Nothing => unmet,
                };
                for (room, forgone) in block.rooms[index].iter_mut().zip(&forgone) {
                    *room = room.saturating_sub(*forgone);
                }
            }
        }
        let keeps = |room: &Room| room.iter().all(|room| *room >= 0);
        let kept = (0..block.rooms.len()).filter(|index| keeps(&block.rooms[*index]));
        let kept: Vec<u32> = kept.map(|index| index as u32).collect();
        *block = block.chosen(&kept, parties, count);
    }

    /// Prefixes that no later stage can tell apart become one, which counts for all.
    fn merged(&mut self, mut block: Block) -> Block {
        let stages = self.best.stages;
        let (parties, count) = (stages.parties, stages.rows.len());
        let live = stages.live(block.depth);
        let scores = |index: u32| &block.scores[index as usize * parties..][..parties];
        let place = |index: u32, stage: usize| block.places[index as usize * count + stage];
        let same = |one: u32, other: u32| {
            scores(one) == scores(other)
                && live
                    .iter()
                    .all(|stage| place(one, *stage) == place(other, *stage))
        };
        let mark = |index: u32| {
            let mut mark = 0_u64;
            let parts = scores(index).iter().map(|score| *score as u64);
            let places = live.iter().map(|stage| u64::from(place(index, *stage)));
            for part in parts.chain(places) {
                mark = (mark ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                mark ^= mark >> 29;
            }
            mark
        };
        let mut marks: Vec<(u64, u32)> = (0..block.rooms.len() as u32)
            .map(|index| (mark(index), index))
            .collect();
        marks.sort_unstable();
        let mut kept: Vec<u32> = Vec::with_capacity(marks.len());
        let mut sums: Vec<(u32, u32)> = Vec::new();
        for group in marks.chunk_by(|one, other| one.0 == other.0) {
            let first = kept.len();
            for (_, index) in group {
                match kept[first..].iter().find(|other| same(**other, *index)) {
                    Some(other) => sums.push((*other, *index)),
                    None => kept.push(*index),
                }
            }
        }
        // Where little merges, the next layers are spared the trouble.
        self.merge_from = block.depth + if sums.len() * 16 < marks.len() { 3 } else { 1 };
        if sums.is_empty() {
            return block;
        }
        for (index, other) in sums {
            let times = block.counts[other as usize];
            let (sum, over) = block.counts[index as usize].overflowing_add(times);
            self.passage.is_complete &= !over;
            block.counts[index as usize] = sum;
        }
        kept.sort_unstable();
        block.chosen(&kept, parties, count)
    }

    /// Compares the packages of the last layer exactly.
    fn finish(&mut self, block: &Block) {
        let stages = self.best.stages;
        let (parties, count) = (stages.parties, stages.rows.len());
        let mut has_risen = false;
        for index in 0..block.rooms.len() {
            let scores = &block.scores[index * parties..][..parties];
            if !self.best.goal.admits(scores) {
                continue;
            }
            let places = &block.places[index * count..][..count];
            let bar = self.best.bar();
            if bar.is_some_and(|bar| self.best.goal.compare(scores, bar) == Ordering::Less) {
                continue;
            }
            has_risen |= self.best.list(scores, places).is_some();
            let winner = self.winners.entry(scores.to_vec());
            let (_, packages) = winner.or_insert_with(|| (places.to_vec(), 0));
            *packages += block.counts[index];
        }
        if has_risen && let Some(bar) = self.best.bar() {
            let goal = self.best.goal;
            self.winners
                .retain(|scores, _| goal.compare(scores, bar) != Ordering::Less);
            self.field.thresholds = self.field.thresholds_of(stages, &goal.aim(Some(bar)));
        }
    }
}
