//! The field: many prices side by side, and the room that each leaves above the threshold.

use super::Best;
use super::goal::Aim;
use super::pool::Quote;
use crate::stages::{DEAD, Linkage, Priced, Stages};

/// How many prices a prefix is held against at once.
pub(super) const LANES: usize = 16;

/// How much room a prefix has under each price before it falls below the threshold.
pub(super) type Room = [i32; LANES];

/// No room at the start passes this, and no entry forgoes more than a little above it.
pub(super) const ROOM_MAX: i64 = 1 << 28;

/// The priced tables of the chosen quotes, side by side.
pub(super) struct Field {
    pub(super) prices: Vec<Vec<i64>>,
    pub(super) bounds: Vec<i64>,
    pub(super) thresholds: Vec<i64>,
    pub(super) shifts: Vec<u32>,
    /// What each entry forgoes under each price.
    pub(super) forgone: Vec<Room>,
    /// For keys: what a unit of room counts for.
    pub(super) scales: Vec<i64>,
    /// How many lanes steer the order of blocks.
    pub(super) steering: usize,
    pub(super) is_dead: bool,
}

impl Field {
    pub(super) fn new(best: &Best<'_>, pool: &[Quote]) -> Self {
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

    pub(super) fn thresholds_of(&self, stages: &Stages, aim: &Aim<'_>) -> Vec<i64> {
        self.prices
            .iter()
            .map(|prices| aim.threshold(stages, prices))
            .collect()
    }

    pub(super) fn fill(&mut self, chosen: &[Quote]) {
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
    pub(super) fn mark_dead(&mut self, stages: &Stages) {
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
    pub(super) fn opening(&self) -> Room {
        let mut room = [0; LANES];
        for (lane, room) in room.iter_mut().enumerate().take(self.bounds.len()) {
            let slack = (self.bounds[lane] - self.thresholds[lane]) >> self.shifts[lane];
            *room = slack as i32 + 1;
        }
        room
    }

    /// What a wide linkage forgoes where it adds what it promises, and where it does not.
    pub(super) fn wide(&self, stages: &Stages, linkage: &Linkage) -> (Room, Room) {
        let (mut met, mut unmet) = ([0; LANES], [0; LANES]);
        let Some((party, score)) = linkage.promise() else {
            return (met, unmet);
        };
        for (lane, prices) in self.prices.iter().enumerate() {
            let worth = prices[party] * stages.shifted(score, party, prices[party]);
            let promise = stages.promise(linkage, prices);
            let room = |forgone: i64| (forgone >> self.shifts[lane]).min(ROOM_MAX + 1) as i32;
            met[lane] = room(promise - worth);
            unmet[lane] = room(promise);
        }
        (met, unmet)
    }
}
