//! One pass over the brackets, from state to state.
//!
//! A state is what can still matter of the brackets decided: which combinations are alive, and
//! each party's sum while it is open whether the party will have enough. Partial packages with the
//! same state are counted together.
//!
//! Invariant: rounding sums down never counts a package too many, rounding them up never one too
//! few, because what a party accepts it accepts with a higher sum.

#![expect(
    clippy::indexing_slicing,
    reason = "kernel: states are laid out by the plan: its words of bits, then a sum per party"
)]

use super::layer::Layer;
use super::linkage::Board;
use super::plan::{Plan, Wanted};
use num_bigint::BigUint;
use problem::Watch;
use std::ops::AddAssign;

/// What to do when there are more states than may be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rounding {
    /// Give up.
    Never,
    /// Round sums down, and count no package too many.
    Down,
    /// Round sums up, and count no package too few.
    Up,
}

/// What one pass may cost, and where it is stopped.
pub(super) struct Limits<'a> {
    pub(super) states_max: usize,
    pub(super) nodes_max: u64,
    pub(super) watch: &'a Watch,
    pub(super) rounding: Rounding,
}

/// The sets of parties that accept, each with how many packages they do; a set may come twice.
pub(super) type Counted = Vec<(Vec<bool>, BigUint)>;

/// A pass under way.
pub(super) struct Sweep<'a, C> {
    plan: &'a Plan<'a>,
    limits: Limits<'a>,
    layer: Layer<C>,
    /// Sums are kept as multiples of two to this.
    shift: u32,
    /// How many states were looked at.
    pub(super) nodes: u64,
}

impl<'a, C> Sweep<'a, C>
where
    C: Clone + for<'c> AddAssign<&'c C> + From<u8> + Into<BigUint>,
{
    pub(super) fn new(plan: &'a Plan<'a>, limits: Limits<'a>) -> Self {
        Self {
            plan,
            limits,
            layer: Layer::new(plan.words + plan.ledger.parties),
            shift: 0,
            nodes: 0,
        }
    }

    /// Counts; the sets of accepting parties with their packages, or nothing if it gave up.
    pub(super) fn run(&mut self) -> Option<Counted> {
        let mut state = self.plan.start.clone();
        state.resize(self.plan.words + self.plan.ledger.parties, 0);
        if self.normalise(&mut state, 0) {
            self.layer.add(&state, &C::from(1));
        }
        for time in 1..=self.plan.order.len() {
            self.advance(time)?;
        }
        let parties = 0..self.plan.ledger.parties;
        let accepts = |state: &[u64]| {
            let no = |party: usize| {
                let bit = self.plan.no(party);
                state[bit / 64] >> (bit % 64) & 1 == 1
            };
            parties
                .clone()
                .map(|party| !no(party))
                .collect::<Vec<bool>>()
        };
        let found = self.layer.iter();
        Some(
            found
                .map(|(state, ways)| (accepts(state), ways.clone().into()))
                .collect(),
        )
    }

    fn advance(&mut self, time: usize) -> Option<()> {
        let plan = self.plan;
        let bracket = plan.order[time - 1];
        let width = plan.words + plan.ledger.parties;
        let before = std::mem::replace(&mut self.layer, Layer::new(width));
        let mut state = vec![0; width];
        for (row, ways) in before.iter() {
            for option in plan.layout.options[bracket]..plan.layout.options[bracket + 1] {
                self.nodes += 1;
                state.copy_from_slice(row);
                let fit = &plan.fit[option];
                state
                    .iter_mut()
                    .zip(fit)
                    .for_each(|(word, fit)| *word &= fit);
                for party in &plan.parties {
                    let worth = plan.ledger.exact[option * plan.ledger.parties + party];
                    add(&mut state[plan.words + party], worth);
                }
                if self.normalise(&mut state, time) {
                    self.layer.add(&state, ways);
                }
            }
            if self.layer.len() > self.limits.states_max {
                self.coarsen()?;
            }
            if self.nodes > self.limits.nodes_max || self.limits.watch.is_stopped() {
                return None;
            }
        }
        Some(())
    }

    /// Brings a state up to date; whether packages from it can still be counted.
    fn normalise(&self, state: &mut [u64], time: usize) -> bool {
        let plan = self.plan;
        let (words, sums) = state.split_at_mut(plan.words);
        let mut board = Board {
            words,
            last: &plan.last,
            time,
        };
        for place in &plan.touched[time].0 {
            let link = &plan.links[*place];
            if link.holder.is_some_and(|party| board.holds(plan.no(party))) {
                continue;
            }
            if !board.keeps(link) {
                let Some(party) = link.holder else {
                    return false;
                };
                board.set(plan.no(party));
            }
        }
        for place in &plan.touched[time].1 {
            let prize = &plan.prizes[*place];
            if board.holds(prize.bit) {
                add(&mut sums[prize.party], prize.worth);
                board.clear(prize.bit);
            }
        }
        for party in &plan.parties {
            self.decide(&mut board, sums, *party);
        }
        self.counts(&mut board, sums)
    }

    /// Notes whether a party is sure to have enough, or sure not to.
    fn decide(&self, board: &mut Board, sums: &mut [u64], party: usize) {
        let plan = self.plan;
        if !board.holds(plan.no(party)) && !board.holds(plan.enough(party)) {
            let sum = sums[party].cast_signed();
            let (mut least, mut most) = plan.rest[board.time][party];
            for prize in plan.prizes.iter().filter(|prize| prize.party == party) {
                if board.holds(prize.bit) {
                    least += prize.worth.min(0);
                    most += prize.worth.max(0);
                }
            }
            match plan.floors[party] {
                Some(floor) if sum + most < floor => board.set(plan.no(party)),
                Some(floor) if sum + least < floor => {
                    sums[party] = self.round(sum).cast_unsigned();
                    return;
                }
                Some(_) | None => board.set(plan.enough(party)),
            }
        }
        sums[party] = 0;
        let prizes = plan.prizes.iter().filter(|prize| prize.party == party);
        prizes.for_each(|prize| board.clear(prize.bit));
        if board.holds(plan.no(party)) {
            board.clear(plan.enough(party));
            self.forget_links(board, party);
        }
    }

    fn forget_links(&self, board: &mut Board, party: usize) {
        let own = self
            .plan
            .links
            .iter()
            .filter(|link| link.holder == Some(party));
        own.flat_map(|link| &link.bits)
            .for_each(|bit| board.clear(*bit));
    }

    /// Whether the parties that may still accept are enough; forgets them all if those that are
    /// sure to accept are.
    fn counts(&self, board: &mut Board, sums: &mut [u64]) -> bool {
        let plan = self.plan;
        if plan.wanted == Wanted::Each {
            return true;
        }
        let may = |party: usize| !board.holds(plan.no(party));
        let all: Vec<bool> = (0..plan.ledger.parties).map(may).collect();
        if !plan.passes(&all) {
            return false;
        }
        let sure = |party: usize| {
            let quiet = plan.quiet[party] <= board.time;
            may(party) && board.holds(plan.enough(party)) && quiet
        };
        let sure: Vec<bool> = (0..plan.ledger.parties).map(sure).collect();
        if plan.passes(&sure) {
            // The others' acceptance no longer matters: to count it as refused is to forget it.
            for party in plan.parties.iter().filter(|party| !sure[**party]) {
                board.set(plan.no(*party));
                self.decide(board, sums, *party);
            }
        }
        true
    }

    fn round(&self, sum: i64) -> i64 {
        match self.limits.rounding {
            Rounding::Never => sum,
            Rounding::Down => sum >> self.shift << self.shift,
            Rounding::Up => -(-sum >> self.shift << self.shift),
        }
    }

    /// Rounds sums more coarsely until the states fit; nothing if they may not be rounded.
    fn coarsen(&mut self) -> Option<()> {
        while self.layer.len() > self.limits.states_max {
            if self.limits.rounding == Rounding::Never || self.shift >= 61 {
                return None;
            }
            let spread = self.plan.rest[0]
                .iter()
                .map(|(least, most)| most.abs_diff(*least));
            let bits = 64 - spread.max().unwrap_or(0).leading_zeros();
            self.shift = (self.shift + 1).max(bits.saturating_sub(FINEST_BITS));
            let width = self.plan.words + self.plan.ledger.parties;
            let before = std::mem::replace(&mut self.layer, Layer::new(width));
            for (row, ways) in before.iter() {
                let mut state = row.to_vec();
                for sum in &mut state[self.plan.words..] {
                    *sum = self.round(sum.cast_signed()).cast_unsigned();
                }
                self.layer.add(&state, ways);
            }
        }
        Some(())
    }
}

/// Rounded sums start with so many bits.
const FINEST_BITS: u32 = 16;

const fn add(sum: &mut u64, worth: i64) {
    *sum = sum.wrapping_add(worth.cast_unsigned());
}
