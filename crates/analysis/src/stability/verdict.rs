//! From the worst answers of the others to the notions by which each state holds for one party.
//!
//! Invariant: figures are ranks, 0 best; `NONE` stands below every rank and sanctions nothing.
#![expect(
    clippy::indexing_slicing,
    reason = "a kernel over tables that all have a place for each state"
)]

use problem::stability::{Notion, Notions};

/// The badness where there is no answer: better than every state.
pub(super) const NONE: i64 = -1;

/// What follows a party's move to each state.
pub(super) struct Answers {
    /// The worst rank that the others can bring about from each state.
    pub(super) worst: Vec<i64>,
    /// The same, where the party then moves on as it likes best.
    pub(super) worst_after_escape: Vec<i64>,
    /// The same as `worst`, by improvements only.
    pub(super) worst_improving: Vec<i64>,
}

/// The least of each kind of worst answer over the improvements of a party on one state.
#[derive(Clone, Copy)]
pub(super) struct Least {
    worst: i64,
    escape: i64,
    improving: i64,
    moves: bool,
}

impl Least {
    /// Over no improvement.
    pub(super) const fn of_none() -> Self {
        Self {
            worst: i64::MAX,
            escape: i64::MAX,
            improving: i64::MAX,
            moves: false,
        }
    }

    /// Over one more.
    pub(super) fn over(&mut self, answers: &Answers, to: usize) {
        self.worst = self.worst.min(answers.worst[to]);
        self.escape = self.escape.min(answers.worst_after_escape[to]);
        self.improving = self.improving.min(answers.worst_improving[to]);
        self.moves = true;
    }

    /// Over what both are over.
    pub(super) fn and(&mut self, other: &Self) {
        self.worst = self.worst.min(other.worst);
        self.escape = self.escape.min(other.escape);
        self.improving = self.improving.min(other.improving);
        self.moves |= other.moves;
    }

    /// The notions by which a state of a rank holds: each improvement is answered by something no
    /// better than the state.
    pub(super) fn notions(&self, rank: i64) -> Notions {
        let found = [
            (Notion::Nash, !self.moves),
            (Notion::Gmr, self.worst >= rank),
            (Notion::Smr, self.escape >= rank),
            (Notion::Seq, self.improving >= rank),
        ];
        let holding = found.into_iter().filter(|(_, holds)| *holds);
        holding.fold(Notions::default(), |all, (notion, _)| all.with(notion))
    }
}
