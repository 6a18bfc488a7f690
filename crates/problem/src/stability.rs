//! The graph model for conflict resolution: states, who can move between them, what each party
//! would rather have, and which states hold because nobody gains by leaving them.
//!
//! The notions are those of Fang, Hipel and Kilgour, *Interactive Decision Making: The Graph Model
//! for Conflict Resolution* (Wiley 1993). With more than two parties a sanction is a legal sequence
//! of the others: they move in any order, and none moves twice in succession.
//!
//! Invariant: a rank is an order and no figure; nothing is compared across parties.

mod graph;
mod option_form;
mod statement;

pub use graph::{GraphModel, ModelError, Mover, Steps};
pub use option_form::{Direction, FormError, Lever, LeverIx, OptionForm, OptionGame, Taken};
pub use statement::{Literals, Statement, Wanted};

use crate::{Index, PartyIx, Table};

/// A state of a conflict, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateIx(u32);

impl StateIx {
    /// The state at a place.
    #[must_use]
    pub const fn new(position: u32) -> Self {
        Self(position)
    }

    /// The place, counted from 0.
    #[must_use]
    pub const fn position(self) -> u32 {
        self.0
    }
}

impl Index for StateIx {
    fn from_position(position: usize) -> Option<Self> {
        u32::try_from(position).ok().map(Self)
    }

    fn position(self) -> usize {
        // No state is made at a place that the machine cannot count to.
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// What makes a state hold for one party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Notion {
    /// It has no move to a state that it likes better (Nash).
    Nash,
    /// Whatever better state it moves to, the others can answer so that it ends no better off
    /// (general metarational, Howard 1971).
    Gmr,
    /// The others can answer so, and it cannot escape from that answer by another move of its own
    /// (symmetric metarational, Howard 1971).
    Smr,
    /// The others can answer so by moves of which each improves the lot of whoever makes it
    /// (sequential stability, Fraser and Hipel 1979).
    Seq,
}

impl Notion {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Nash, Self::Gmr, Self::Smr, Self::Seq];

    const fn bit(self) -> u8 {
        match self {
            Self::Nash => 1,
            Self::Gmr => 2,
            Self::Smr => 4,
            Self::Seq => 8,
        }
    }
}

/// A set of notions: those by which a state holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Notions(u8);

impl Notions {
    /// All four.
    pub const ALL: Self = Self(15);

    /// The set with one more.
    #[must_use]
    pub const fn with(self, notion: Notion) -> Self {
        Self(self.0 | notion.bit())
    }

    /// The set without one.
    #[must_use]
    pub const fn without(self, notion: Notion) -> Self {
        Self(self.0 & !notion.bit())
    }

    /// What both sets hold.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the set holds a notion.
    #[must_use]
    pub const fn has(self, notion: Notion) -> bool {
        self.0 & notion.bit() != 0
    }

    /// Whether the set holds none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What the other parties may do in answer to a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sanctions {
    /// Any legal sequence of the others: none moves twice in succession (Fang, Hipel and Kilgour
    /// 1993). With two parties it is one move.
    Joint,
    /// One move by one of the others. Weaker than [`Sanctions::Joint`] with three parties or more;
    /// only to compare with published tables that were computed so.
    Single,
}

/// By which notions each state holds, for each party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stability {
    /// For each party, for each state.
    pub each: Table<PartyIx, Table<StateIx, Notions>>,
}

impl Stability {
    /// By which notions a state holds for all: it is an equilibrium by these.
    #[must_use]
    pub fn at(&self, state: StateIx) -> Notions {
        let own = self.each.rows();
        let own = own.map(|states| states.get(state).copied().unwrap_or_default());
        own.fold(Notions::ALL, Notions::and)
    }

    /// The states that hold for all by a notion, in order.
    #[must_use]
    pub fn equilibria(&self, notion: Notion) -> Vec<StateIx> {
        let states = self.each.rows().next().map(Table::ids);
        let states = states.into_iter().flatten();
        states.filter(|state| self.at(*state).has(notion)).collect()
    }
}
