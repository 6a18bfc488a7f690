//! A price on each party's scores turns a problem into one with a single score, whose best
//! completion is known at every stage.
//!
//! For prices `w` the bound is `max w·u` over what the rules allow (a Lagrangian bound, after
//! Everett 1963): exact where the stages are tight, never too low elsewhere.

use super::Stages;

/// What a party's unit counts for, party by party; at most [`Prices::SUM_MAX`] together.
pub(crate) type Prices = [i64];

/// So that no sum of priced scores overflows: 2^20 times 2^33 of scores, and room for floors.
pub(crate) const PRICE_SUM_MAX: i64 = 1 << 20;

/// Forbidden; far below any sum, far above overflow.
pub(crate) const DEAD: i64 = i64::MIN / 4;

/// The priced tables of all stages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Priced {
    /// No package is worth more than this in shifted units, or [`DEAD`] if there is none.
    pub(crate) bound: i64,
    /// What each entry forgoes against the best entry of its context: never negative.
    pub(crate) forgone: Vec<i64>,
    messages: Vec<i64>,
}

impl Stages {
    /// Prices every entry, from the last stage to the first.
    pub(crate) fn price(&self, prices: &Prices, priced: &mut Priced) {
        priced.forgone.resize(self.entries, 0);
        priced.messages.resize(self.messages, 0);
        let mut bound = if self.is_void { DEAD } else { 0 };
        for (party, price) in prices.iter().enumerate() {
            bound += price * self.shifted(self.start[party], party, *price);
        }
        for stage in self.rows.iter().rev() {
            for bucket in &stage.buckets {
                self.price_bucket(bucket, prices, priced);
                if bucket.context.is_empty() {
                    bound = bound
                        .saturating_add(priced.messages[bucket.message_start])
                        .max(DEAD);
                }
            }
            for linkage in &stage.wide {
                bound += self.promise(linkage, prices);
            }
        }
        priced.bound = bound;
    }

    /// The most that a wide linkage can add under these prices.
    pub(crate) fn promise(&self, linkage: &super::Linkage, prices: &Prices) -> i64 {
        linkage.promise().map_or(0, |(party, score)| {
            let price = prices[party];
            (price * self.shifted(score, party, price)).max(0)
        })
    }

    /// A score in shifted units, rounded so that priced it is never too low.
    pub(crate) fn shifted(&self, score: i64, party: usize, price: i64) -> i64 {
        let low = score >> self.shifts[party];
        let is_cut = low << self.shifts[party] != score;
        low + i64::from(price > 0 && is_cut)
    }

    fn price_bucket(&self, bucket: &super::Bucket, prices: &Prices, priced: &mut Priced) {
        let entries = bucket.entry_start..bucket.entry_start + bucket.len();
        let forgone = &mut priced.forgone[entries];
        let rows = bucket.lifted.chunks_exact(self.parties.max(1));
        let lows = bucket.lowered.chunks_exact(self.parties.max(1));
        if self.parties == 0 {
            forgone.fill(0);
        }
        for ((value, high), low) in forgone.iter_mut().zip(rows).zip(lows) {
            *value = 0;
            for ((price, high), low) in prices.iter().zip(high).zip(low) {
                *value += price * if *price > 0 { high } else { low };
            }
        }
        for report in &bucket.reports {
            for (value, message) in forgone.iter_mut().zip(report) {
                *value = value.saturating_add(priced.messages[*message as usize]);
            }
        }
        for (value, dead) in forgone.iter_mut().zip(&bucket.dead) {
            *value = if *dead { DEAD } else { (*value).max(DEAD) };
        }
        let messages = &mut priced.messages[bucket.message_start..];
        for (message, group) in messages
            .iter_mut()
            .zip(forgone.chunks_exact_mut(bucket.options))
        {
            let best = group.iter().copied().max().unwrap_or(DEAD);
            *message = if best <= DEAD / 2 { DEAD } else { best };
            for value in group {
                *value = if *value <= DEAD / 2 {
                    i64::MAX / 4
                } else {
                    best - *value
                };
            }
        }
    }

    /// Scores that no package passes, party by party.
    pub(crate) fn tops(&self) -> Vec<i64> {
        let mut priced = Priced::default();
        let mut tops = Vec::with_capacity(self.parties);
        for party in 0..self.parties {
            let mut prices = vec![0; self.parties];
            prices[party] = 1;
            self.price(&prices, &mut priced);
            tops.push(priced.bound.max(-self.spans[party]) << self.shifts[party]);
        }
        tops
    }

    /// The package that forgoes least, stage by stage: a best one where the stages are tight.
    pub(crate) fn follow(&self, priced: &Priced, places: &mut [u16]) {
        for (position, stage) in self.rows.iter().enumerate() {
            let mut best = (i64::MAX, 0);
            for option in 0..stage.options.len() {
                let mut forgone = 0_i64;
                for bucket in &stage.buckets {
                    let entry = bucket.entry_start + bucket.base(places) + option;
                    forgone = forgone.saturating_add(priced.forgone[entry]);
                }
                if forgone < best.0 {
                    best = (forgone, option);
                }
            }
            places[position] = best.1 as u16;
        }
    }
}
