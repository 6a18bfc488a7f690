//! What a party said of a bracket, and where it stands.

use crate::{BracketIx, ChoiceIx, PartyIx};

/// How far a party goes with the words on a bracket; the order of the variants is the lattice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Has not spoken.
    Silent,
    /// Will not have it.
    Rejected,
    /// Wants other words.
    Bracketed,
    /// Can live with it.
    Acceptable,
    /// The delegation agrees, its capital must confirm.
    AdReferendum,
    /// Agrees.
    Agreed,
}

/// What a party said of a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The party.
    pub party: PartyIx,
    /// The bracket.
    pub bracket: BracketIx,
    /// How far it goes with the words on the table.
    pub level: Level,
    /// The option that it stands behind, where it named one.
    pub holds: Option<ChoiceIx>,
}

/// Where a party stands on a bracket at the end of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// How far it goes.
    pub level: Level,
    /// The option that it stands behind, where it named one.
    pub holds: Option<ChoiceIx>,
    /// The round in which it said so; nothing where it has not spoken.
    pub said_in: Option<usize>,
}

impl Stand {
    /// Where who has not spoken stands.
    pub(super) const SILENT: Self = Self {
        level: Level::Silent,
        holds: None,
        said_in: None,
    };
}
