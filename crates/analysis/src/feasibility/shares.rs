//! How the worth of a combination is shared among the brackets that must all fit it.
//!
//! A combination is worth at most the sum of its shares on those of its parts that hold, so shares
//! turn it into a bound that is a sum over brackets (the dual of the linear relaxation). Sharing
//! so that what no bracket can use is spread evenly never raises the bound (Schlesinger's
//! diffusion; Kovalevsky and Koval about 1975; Werner 2007).
//!
//! Invariant: the shares of a combination on the parts that are still open add up to its worth.

#![expect(
    clippy::indexing_slicing,
    reason = "kernel: shares are laid out by the ledger's terms and their parts"
)]

use super::clause::Part;
use super::domain::{Domains, Layout};
use super::ledger::{Ledger, Term};

/// The shares of every combination.
#[derive(Debug, Clone)]
pub(crate) struct Shares {
    /// Where the parts of each term begin.
    from: Vec<usize>,
    /// The part's portion of the whole, in parts of [`WHOLE`].
    portion: Vec<i64>,
    /// The share as last given, in weighted units.
    share: Vec<i64>,
    /// The worth that was last shared out.
    worth: Vec<i64>,
}

const WHOLE: i64 = 1 << 12;

impl Shares {
    /// Equal shares.
    pub(crate) fn new(ledger: &Ledger) -> Self {
        let mut from = vec![0];
        let mut portion = Vec::new();
        for term in &ledger.terms {
            let parts = term.parts.len();
            portion.extend(std::iter::repeat_n(WHOLE / parts.max(1) as i64, parts));
            from.push(portion.len());
        }
        Self {
            share: vec![0; portion.len()],
            worth: vec![0; ledger.terms.len()],
            from,
            portion,
        }
    }

    /// Shares a worth out by the portions among the parts that are open, onto the options.
    pub(crate) fn spread(
        &mut self,
        domains: &Domains,
        layout: &Layout,
        (place, term): (usize, &Term),
        (worth, mix): (i64, &mut [i64]),
    ) {
        let from = self.from[place];
        let open = |part: &Part| !domains.must_hold(layout, part);
        let parts = term.parts.iter().enumerate().filter(|(_, part)| open(part));
        let whole: i64 = parts.clone().map(|(at, _)| self.portion[from + at]).sum();
        let mut left = worth;
        let mut last = from;
        self.share[from..self.from[place + 1]].fill(0);
        self.worth[place] = worth;
        for (at, _) in parts.clone() {
            let share = match whole {
                0 => 0,
                whole => worth * self.portion[from + at] / whole,
            };
            self.share[from + at] = share;
            left -= share;
            last = from + at;
        }
        self.share[last] += left;
        for (at, part) in parts {
            add(layout, part, self.share[from + at], mix);
        }
    }

    /// Moves shares to where they cost nothing, and the rest evenly.
    pub(crate) fn level(
        &mut self,
        domains: &Domains,
        layout: &Layout,
        (place, term): (usize, &Term),
        (worth, mix): (i64, &mut [i64]),
    ) {
        let from = self.from[place];
        let mut room = [0_i64; ROOM];
        let open = |part: &Part| !domains.must_hold(layout, part);
        let mut total = 0;
        let mut count = 0;
        if term.parts.len() > ROOM {
            return;
        }
        for (at, part) in term.parts.iter().enumerate().filter(|(_, part)| open(part)) {
            let (mut inside, mut outside) = (i64::MIN, i64::MIN);
            let first = layout.options[part.bracket];
            domains.each(layout, part.bracket, |c| {
                let value = mix[first + c];
                if part.set[c / 64] >> (c % 64) & 1 == 1 {
                    inside = inside.max(value);
                } else {
                    outside = outside.max(value);
                }
            });
            room[at] = (outside - (inside - self.share[from + at])).max(0);
            total += room[at];
            count += 1;
        }
        let mut left = worth;
        let mut last = 0;
        for (at, part) in term.parts.iter().enumerate().filter(|(_, part)| open(part)) {
            let share = if total > worth {
                scaled(worth, room[at], total)
            } else {
                room[at] + (worth - total) / count
            };
            left -= share;
            last = at;
            let before = std::mem::replace(&mut self.share[from + at], share);
            add(layout, part, share - before, mix);
            self.portion[from + at] = share * WHOLE / worth;
        }
        self.share[from + last] += left;
        add(layout, &term.parts[last], left, mix);
    }

    /// What choices get of a term by its shares, on the scale of the term's party.
    pub(crate) fn counted(&self, place: usize, term: &Term, choices: &[usize]) -> i64 {
        let from = self.from[place];
        let parts = term.parts.iter().enumerate();
        let held = parts.filter(|(_, part)| part.holds(choices));
        let held: i64 = held.map(|(at, _)| self.share[from + at]).sum();
        match self.worth[place] {
            0 => 0,
            worth => term.coarse * (held >> 8) / (worth >> 8).max(1),
        }
    }
}

/// Combinations of more parts than this keep their shares.
const ROOM: usize = 16;

fn scaled(worth: i64, room: i64, total: i64) -> i64 {
    let shift = (64 - total.leading_zeros()).saturating_sub(30);
    worth * (room >> shift) / ((total >> shift) + 1)
}

fn add(layout: &Layout, part: &Part, share: i64, mix: &mut [i64]) {
    let first = layout.options[part.bracket];
    for (place, word) in part.set.iter().enumerate() {
        let mut rest = *word;
        while rest != 0 {
            mix[first + place * 64 + rest.trailing_zeros() as usize] += share;
            rest &= rest - 1;
        }
    }
}
