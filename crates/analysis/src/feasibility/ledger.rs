//! What every option and combination is worth to every party, exactly and on a coarse scale.
//!
//! The coarse scale is for weighted sums over parties: every party's total takes about 20 bits, so
//! that sums cannot overflow. Worths are rounded up and floors down, so a bound on the coarse scale
//! is a bound on the exact one.
//!
//! Invariant: on either scale, a package's worth is the sum of its options, of the combinations it
//! matches, and of a constant that is already taken off the floors.

#![expect(
    clippy::indexing_slicing,
    reason = "kernel: flat tables of options by parties, all indices below their products"
)]

use super::clause::{Part, conjunction};
use super::domain::Layout;
use problem::{Problem, Score};

/// A combination of options on two brackets or more that is worth something to one party.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    pub(crate) party: usize,
    pub(crate) exact: i64,
    pub(crate) coarse: i64,
    pub(crate) parts: Vec<Part>,
}

/// The worths of a problem.
#[derive(Debug, Clone)]
pub(crate) struct Ledger {
    pub(crate) parties: usize,
    /// The exact worth of each option, all parties of one option side by side.
    pub(crate) exact: Vec<i64>,
    /// The coarse worth of each option, all parties of one option side by side.
    pub(crate) coarse: Vec<i64>,
    pub(crate) terms: Vec<Term>,
    /// What every package is worth beside options and terms.
    constant: Vec<i64>,
    /// The scale of each party: a shift to the left if positive, to the right if negative.
    shift: Vec<i32>,
}

const COARSE_BITS: i32 = 20;

impl Ledger {
    /// The worths of a problem's options; brackets beyond the problem's own are worth nothing.
    pub(crate) fn new(problem: &Problem, layout: &Layout) -> Self {
        let parties = problem.stances().len();
        let options = layout.options.last().copied().unwrap_or(0);
        let mut ledger = Self {
            parties,
            exact: vec![0; options * parties],
            coarse: vec![0; options * parties],
            terms: Vec::new(),
            constant: vec![0; parties],
            shift: vec![0; parties],
        };
        for (party, stance) in problem.stances().rows().enumerate() {
            for (bracket, scores) in stance.scores.rows().enumerate() {
                for (choice, score) in scores.iter().enumerate() {
                    let option = layout.options[bracket] + choice;
                    ledger.exact[option * parties + party] = score.get();
                }
            }
            for bonus in &stance.bonuses {
                if let Some(parts) = conjunction(layout, &bonus.pattern) {
                    ledger.add(layout, (party, bonus.score), parts);
                }
            }
        }
        ledger.scale(layout);
        ledger
    }

    fn add(&mut self, layout: &Layout, (party, score): (usize, Score), parts: Vec<Part>) {
        match parts.as_slice() {
            [] => self.constant[party] += score.get(),
            [part] => (0..layout.size(part.bracket))
                .filter(|choice| part.set[choice / 64] >> (choice % 64) & 1 == 1)
                .for_each(|choice| {
                    let option = layout.options[part.bracket] + choice;
                    self.exact[option * self.parties + party] += score.get();
                }),
            [_, _, ..] => self.terms.push(Term {
                party,
                exact: score.get(),
                coarse: 0,
                parts,
            }),
        }
    }

    fn scale(&mut self, layout: &Layout) {
        for party in 0..self.parties {
            let widest = |bracket: usize| {
                let options = layout.options[bracket]..layout.options[bracket + 1];
                options
                    .map(|option| self.exact[option * self.parties + party].unsigned_abs())
                    .max()
                    .unwrap_or(0)
            };
            let terms = self.terms.iter().filter(|term| term.party == party);
            let total: u64 = (0..layout.len()).map(widest).sum::<u64>()
                + terms.map(|term| term.exact.unsigned_abs()).sum::<u64>();
            let bits = 64 - i32::try_from(total.leading_zeros()).unwrap_or(64);
            self.shift[party] = COARSE_BITS - bits;
        }
        for place in 0..self.exact.len() {
            self.coarse[place] = self.up(place % self.parties, self.exact[place]);
        }
        for place in 0..self.terms.len() {
            let (party, exact) = (self.terms[place].party, self.terms[place].exact);
            self.terms[place].coarse = self.up(party, exact);
        }
    }

    fn up(&self, party: usize, exact: i64) -> i64 {
        match self.shift[party] {
            left @ 0.. => exact << left,
            right => -(-exact >> -right),
        }
    }

    /// A party's floor for the sum of options and terms.
    pub(crate) fn floor(&self, party: usize, least: i64) -> i64 {
        least - self.constant[party]
    }

    /// A floor on the coarse scale, rounded down; one out of reach stays out of reach.
    pub(crate) fn coarse_floor(&self, party: usize, floor: i64) -> i64 {
        let most = 1_i64 << (COARSE_BITS + 2);
        match self.shift[party] {
            left @ 0.. => (floor.clamp(-most, most) << left).clamp(-most, most),
            right => (floor >> -right).clamp(-most, most),
        }
    }

    /// What a choice for every bracket is worth to a party, the constant left out.
    pub(crate) fn worth(&self, layout: &Layout, party: usize, choices: &[usize]) -> i64 {
        let options = choices.iter().enumerate();
        let options: i64 = options
            .map(|(b, c)| self.exact[(layout.options[b] + c) * self.parties + party])
            .sum();
        let matched = self.terms.iter().filter(|term| term.party == party);
        options
            + matched
                .filter(|term| term.parts.iter().all(|part| part.holds(choices)))
                .map(|term| term.exact)
                .sum::<i64>()
    }

    /// The sum of a party's options and terms as a score.
    pub(crate) fn score(&self, party: usize, worth: i64) -> Score {
        Score::new(worth + self.constant[party])
    }
}

impl Part {
    /// Whether a choice for every bracket makes the part hold.
    pub(crate) fn holds(&self, choices: &[usize]) -> bool {
        let choice = choices[self.bracket];
        self.set[choice / 64] >> (choice % 64) & 1 == 1
    }
}
