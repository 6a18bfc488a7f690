//! A hold: which party stands behind which option, why, and since when.
//!
//! Holds live beside the text and never in it: the canonical text is the same bytes for everybody,
//! while who may know of a hold is settled by whoever keeps it.

use case::{BracketId, ChoiceId};
use disclosure::PartyId;
use std::fmt;

/// The number of an issued draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftNo(u32);

impl DraftNo {
    /// The draft with this number.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for DraftNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A party behind an option.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hold {
    /// The holder.
    pub party: PartyId,
    /// The bracket.
    pub bracket: BracketId,
    /// The option.
    pub choice: ChoiceId,
    /// Why it holds it, where it said so.
    pub reason: Option<String>,
    /// The draft in which it first held it.
    pub since: DraftNo,
}
