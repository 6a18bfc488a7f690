//! Layers of prefixes: every choice for the first brackets that can still reach the threshold.

// tidy: long, because the walk, its block and its field are one kernel that is read together.

use super::goal::Aim;
use super::pool::Quote;
use super::{Best, Winner};
use crate::stages::{DEAD, Linkage, Priced, Stages};
use num_bigint::BigUint;
use problem::Effort;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// How many prices a prefix is held against at once.
const LANES: usize = 16;

/// How much room a prefix has under each price before it falls below the threshold.
type Room = [i32; LANES];

/// No room at the start passes this, and no entry forgoes more than a little above it.
const ROOM_MAX: i64 = 1 << 28;

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

/// Passes through all layers once.
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

/// The priced tables of the chosen quotes, side by side.
struct Field {
    prices: Vec<Vec<i64>>,
    bounds: Vec<i64>,
    thresholds: Vec<i64>,
    shifts: Vec<u32>,
    /// What each entry forgoes under each price.
    forgone: Vec<Room>,
    /// For keys: what a unit of room counts for.
    scales: Vec<i64>,
    /// How many lanes steer the order of blocks.
    steering: usize,
    is_dead: bool,
}

impl Field {
    fn new(best: &Best<'_>, pool: &[Quote]) -> Self {
        let (stages, goal) = (best.stages, best.goal);
        let aim = goal.aim(best.bar());
        let mut chosen: Vec<Quote> = Vec::new();
        let general = LANES - stages.parties.min(LANES / 2);
        for quote in pool {
            if chosen.len() < general && chosen.iter().all(|q| q.prices != quote.prices) {
                chosen.push(quote.clone());
            }
        }
        let steering = chosen.len();
        for party in 0..stages.parties.min(LANES - steering) {
            let mut prices = vec![0; stages.parties];
            prices[party] = 1;
            let mut priced = Priced::default();
            stages.price(&prices, &mut priced);
            chosen.push(Quote { prices, priced });
        }
        chosen.retain(|q| aim.threshold(stages, &q.prices) > i64::MIN);
        let steering = steering.min(chosen.len());
        let mut field = Self {
            prices: chosen.iter().map(|q| q.prices.clone()).collect(),
            bounds: chosen.iter().map(|q| q.priced.bound).collect(),
            thresholds: Vec::new(),
            shifts: Vec::new(),
            forgone: Vec::new(),
            scales: Vec::new(),
            steering,
            is_dead: stages.is_void,
        };
        field.thresholds = field.thresholds_of(stages, &aim);
        field.fill(&chosen);
        field.mark_dead(stages);
        field
    }

    fn thresholds_of(&self, stages: &Stages, aim: &Aim<'_>) -> Vec<i64> {
        self.prices
            .iter()
            .map(|prices| aim.threshold(stages, prices))
            .collect()
    }

    fn fill(&mut self, chosen: &[Quote]) {
        let entries = chosen.first().map_or(0, |q| q.priced.forgone.len());
        self.forgone = vec![[0; LANES]; entries];
        for (lane, quote) in chosen.iter().enumerate() {
            let room = self.bounds[lane]
                .saturating_sub(self.thresholds[lane])
                .max(0);
            let shift = (i64::BITS - room.leading_zeros()).saturating_sub(ROOM_MAX.ilog2());
            self.shifts.push(shift);
            self.scales.push(room >> shift);
            self.is_dead |= self.bounds[lane] < self.thresholds[lane];
            for (entry, forgone) in self.forgone.iter_mut().zip(&quote.priced.forgone) {
                entry[lane] = (forgone >> shift).min(ROOM_MAX + 1) as i32;
            }
        }
    }

    /// Entries that rules forbid, themselves or in all that can follow, leave no room.
    fn mark_dead(&mut self, stages: &Stages) {
        let mut priced = Priced::default();
        stages.price(&vec![0; stages.parties], &mut priced);
        self.is_dead |= priced.bound <= DEAD / 2;
        self.forgone.resize(priced.forgone.len(), [0; LANES]);
        for (entry, forgone) in self.forgone.iter_mut().zip(&priced.forgone) {
            if *forgone > 0 {
                *entry = [ROOM_MAX as i32 + 2; LANES];
            }
        }
    }

    /// The room at the start, rounded up.
    fn opening(&self) -> Room {
        let mut room = [0; LANES];
        for (lane, room) in room.iter_mut().enumerate().take(self.bounds.len()) {
            let slack = (self.bounds[lane] - self.thresholds[lane]) >> self.shifts[lane];
            *room = slack as i32 + 1;
        }
        room
    }

    /// What a wide linkage forgoes when it does, or does not, add what it promises.
    // tidy: bool, because both cases are worked out side by side
    fn wide(&self, stages: &Stages, linkage: &Linkage, is_met: bool) -> Room {
        let mut room = [0; LANES];
        let Some((party, score)) = linkage.promise() else {
            return room;
        };
        for (lane, prices) in self.prices.iter().enumerate() {
            let price = prices[party];
            let worth = if is_met {
                price * stages.shifted(score, party, price)
            } else {
                0
            };
            let forgone = stages.promise(linkage, prices) - worth;
            room[lane] = (forgone >> self.shifts[lane]).min(ROOM_MAX + 1) as i32;
        }
        room
    }
}

/// Prefixes of one depth, side by side.
struct Block {
    depth: usize,
    rooms: Vec<Room>,
    scores: Vec<i64>,
    places: Vec<u16>,
    counts: Vec<u128>,
    /// The thresholds that the rooms were measured from.
    thresholds: Vec<i64>,
}

impl Block {
    fn like(&self, depth: usize) -> Self {
        Self {
            depth,
            rooms: Vec::new(),
            scores: Vec::new(),
            places: Vec::new(),
            counts: Vec::new(),
            thresholds: self.thresholds.clone(),
        }
    }

    /// The prefixes at these places, in this order.
    fn chosen(&self, chosen: &[u32], parties: usize, stages: usize) -> Self {
        let mut block = self.like(self.depth);
        for index in chosen {
            let index = *index as usize;
            block.rooms.push(self.rooms[index]);
            block.counts.push(self.counts[index]);
            block
                .scores
                .extend_from_slice(&self.scores[index * parties..][..parties]);
            block
                .places
                .extend_from_slice(&self.places[index * stages..][..stages]);
        }
        block
    }
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
            let met = self.field.wide(stages, linkage, true);
            let unmet = self.field.wide(stages, linkage, false);
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
