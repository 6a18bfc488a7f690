//! Upper bounds on what parties can still get, singly and in weighted sums.
//!
//! If the most that a weighted sum of the parties' worths can reach lies below the same sum of
//! their floors, no package below the node meets those floors (weak Lagrangian duality). The
//! weights turn towards the parties that the sum leaves short (Polyak 1969), so that they carry
//! over from node to node and from question to question.

// tidy: long, because bounds by one party and by weighted sums share their tables.

#![expect(
    clippy::indexing_slicing,
    reason = "kernel: flat tables of options by parties, all indices below their products"
)]

use super::domain::Domains;
use super::mask::Mask;
use super::oracle::Oracle;
use super::shares::Shares;

/// Whether a combination can still be matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    Never,
    Open,
    Always,
}

/// The bounds of a search.
pub(crate) struct Relaxation<'o> {
    pub(super) oracle: &'o Oracle<'o>,
    pub(super) floors: Vec<Option<i64>>,
    coarse_floors: Vec<i64>,
    /// The weight of each party, no more than [`WEIGHT_MOST`].
    pub(crate) weights: Vec<i64>,
    /// The choices that reach the last bound measured.
    pub(crate) pick: Vec<usize>,
    pub(super) matches: Vec<Match>,
    pub(super) mix: Vec<i64>,
    pub(super) top: Vec<i64>,
    /// The most and the least of each bracket for each party, exactly.
    pub(super) reach: Vec<(i64, i64)>,
    gap: i64,
    shares: Shares,
}

/// The largest weight of a party.
const WEIGHT_MOST: i64 = 1 << 12;

impl<'o> Relaxation<'o> {
    pub(crate) fn new(oracle: &'o Oracle<'o>, floors: Vec<Option<i64>>, weights: &[i64]) -> Self {
        let options = oracle.layout.options.last().copied().unwrap_or(0);
        let mut relaxation = Self {
            oracle,
            coarse_floors: vec![0; floors.len()],
            floors,
            weights: weights.to_vec(),
            pick: vec![0; oracle.layout.len()],
            matches: vec![Match::Open; oracle.ledger.terms.len()],
            mix: vec![0; options],
            top: vec![0; oracle.layout.len()],
            reach: vec![(0, 0); oracle.layout.len() * oracle.ledger.parties],
            gap: 0,
            shares: Shares::new(&oracle.ledger),
        };
        for party in 0..relaxation.floors.len() {
            match relaxation.floors[party] {
                Some(floor) => relaxation.ask_for(party, floor),
                None => relaxation.weights[party] = 0,
            }
        }
        relaxation
    }

    /// Asks for at least so much for a party from now on.
    pub(crate) fn ask_for(&mut self, party: usize, floor: i64) {
        self.floors[party] = Some(floor);
        self.coarse_floors[party] = self.oracle.ledger.coarse_floor(party, floor);
        self.weights[party] = self.weights[party].max(WEIGHT_MOST / 16);
    }

    /// Notes which combinations can still be matched.
    pub(crate) fn look(&mut self, domains: &Domains) {
        let layout = &self.oracle.layout;
        for (place, term) in self.oracle.ledger.terms.iter().enumerate() {
            let out = domains.is_aside(place)
                || !term.parts.iter().all(|part| domains.can_hold(layout, part));
            self.matches[place] = if out {
                Match::Never
            } else if term.parts.iter().all(|p| domains.must_hold(layout, p)) {
                Match::Always
            } else {
                Match::Open
            };
        }
    }

    /// Measures the weighted sum; whether it can still reach the weighted floors.
    pub(crate) fn measure(&mut self, domains: &Domains, reason: &mut Mask) -> bool {
        let oracle = self.oracle;
        let (layout, ledger) = (&oracle.layout, &oracle.ledger);
        for (option, mix) in self.mix.iter_mut().enumerate() {
            let from = option * ledger.parties;
            let worths = &ledger.coarse[from..from + ledger.parties];
            *mix = worths.iter().zip(&self.weights).map(|(v, w)| v * w).sum();
        }
        let mut most = 0;
        for (place, term) in ledger.terms.iter().enumerate() {
            let worth = term.coarse * self.weights[term.party];
            match self.matches[place] {
                Match::Always => most += worth,
                Match::Open if worth > 0 => {
                    self.shares
                        .spread(domains, layout, (place, term), (worth, &mut self.mix));
                }
                Match::Open | Match::Never => {}
            }
        }
        for (place, term) in ledger.terms.iter().enumerate() {
            let worth = term.coarse * self.weights[term.party];
            if self.matches[place] == Match::Open && worth > 0 {
                self.shares
                    .level(domains, layout, (place, term), (worth, &mut self.mix));
            }
        }
        for bracket in 0..layout.len() {
            let first = layout.options[bracket];
            let (mut top, mut pick) = (i64::MIN, 0);
            let mix = &self.mix;
            domains.each(layout, bracket, |c| {
                if mix[first + c] > top {
                    (top, pick) = (mix[first + c], c);
                }
            });
            self.top[bracket] = top;
            self.pick[bracket] = pick;
            most += top;
        }
        let floors = self.coarse_floors.iter().zip(&self.weights);
        self.gap = most - floors.map(|(floor, weight)| floor * weight).sum::<i64>();
        if self.gap < 0 {
            let weights = &self.weights;
            self.explain(domains, |o| self.mix[o], |p| weights[p] > 0, reason);
        }
        self.gap >= 0
    }

    /// Closes the options with which the sum last measured cannot reach the floors.
    pub(crate) fn close(
        &mut self,
        domains: &mut Domains,
        reason: &mut Mask,
        changed: &mut Vec<usize>,
    ) {
        let layout = &self.oracle.layout;
        let mut explained = false;
        for bracket in 0..layout.len() {
            let least = self.top[bracket] - self.gap;
            let first = layout.options[bracket];
            let mut closed = Vec::new();
            domains.each(layout, bracket, |c| {
                if self.mix[first + c] < least {
                    closed.push(c);
                }
            });
            if !closed.is_empty() {
                if !explained {
                    self.explain(domains, |o| self.mix[o], |p| self.weights[p] > 0, reason);
                    explained = true;
                }
                closed
                    .iter()
                    .for_each(|c| domains.close(layout, bracket, *c));
                domains.blame(bracket, reason.words());
                changed.push(bracket);
            }
        }
    }

    /// Names the demands and decisions that a bound rests on: the floors of the parties in it,
    /// and why options and combinations that would raise it are gone.
    pub(super) fn explain(
        &self,
        domains: &Domains,
        worth: impl Fn(usize) -> i64,
        in_it: impl Fn(usize) -> bool,
        reason: &mut Mask,
    ) {
        let (layout, ledger) = (&self.oracle.layout, &self.oracle.ledger);
        reason.clear();
        for (party, floor) in self.oracle.floors.iter().enumerate() {
            if let (Some((place, _)), true) = (floor, in_it(party)) {
                reason.insert(*place);
            }
        }
        for bracket in 0..layout.len() {
            let mut options = layout.options[bracket]..layout.options[bracket + 1];
            if options.any(|option| worth(option) > self.top[bracket]) {
                reason.unite(domains.why(bracket));
            }
        }
        for (place, term) in ledger.terms.iter().enumerate() {
            let lost = match self.matches[place] {
                Match::Never => term.exact > 0,
                Match::Open => false,
                Match::Always => term.exact < 0,
            };
            if lost && in_it(term.party) {
                if domains.is_aside(place) {
                    reason.insert(self.oracle.decision_on_term(place));
                    continue;
                }
                let brackets = term.parts.iter().map(|part| part.bracket);
                brackets.for_each(|bracket| reason.unite(domains.why(bracket)));
            }
        }
    }

    /// Turns the weights towards the parties that the last measured choices leave short.
    pub(crate) fn turn(&mut self) {
        let (layout, ledger) = (&self.oracle.layout, &self.oracle.ledger);
        let mut over: Vec<i64> = self.coarse_floors.iter().map(|floor| -floor).collect();
        for (bracket, choice) in self.pick.iter().enumerate() {
            let from = (layout.options[bracket] + choice) * ledger.parties;
            let worths = &ledger.coarse[from..from + ledger.parties];
            over.iter_mut().zip(worths).for_each(|(sum, v)| *sum += v);
        }
        for (place, term) in ledger.terms.iter().enumerate() {
            over[term.party] += match self.matches[place] {
                Match::Always => term.coarse,
                Match::Open if term.coarse > 0 => self.shares.counted(place, term, &self.pick),
                Match::Open | Match::Never => 0,
            };
        }
        for (party, floor) in self.floors.iter().enumerate() {
            let kept = floor.is_some() && (over[party] < 0 || self.weights[party] > 0);
            over[party] = if kept { over[party] >> 8 } else { 0 };
        }
        let length: i64 = over.iter().map(|sum| sum * sum).sum::<i64>().max(1);
        for (weight, sum) in self.weights.iter_mut().zip(&over) {
            *weight = (*weight - (self.gap >> 8) * sum / length * 5 / 4).max(0);
        }
        self.rescale();
    }

    fn rescale(&mut self) {
        let most = self.weights.iter().copied().max().unwrap_or(0);
        if most == 0 {
            let floors = self.weights.iter_mut().zip(&self.floors);
            floors.for_each(|(w, floor)| *w = if floor.is_some() { WEIGHT_MOST } else { 0 });
        } else {
            let scaled = self.weights.iter_mut();
            scaled.for_each(|weight| *weight = *weight * WEIGHT_MOST / most);
        }
    }
}
