//! Blind, conditional acceptance of a package: each room answers for itself, and is bound only if
//! all accept.
//!
//! What comes out says *accepted by all* or *not accepted by all*, and no more. Of two parties, one
//! that accepted learns from *not accepted by all* that the other did not: that cannot be hidden
//! from it, and a mediator who must hide it puts the package to more than two.

use crate::named::named;
use crate::{EventId, Words};
use case::{BracketId, ChoiceId};
use disclosure::ReleaseClass;
use std::collections::BTreeMap;

/// A package put to a room.
#[derive(Clone, PartialEq, Eq)]
pub struct Ballot {
    /// The option proposed for each bracket.
    pub package: BTreeMap<BracketId, ChoiceId>,
    /// What is asked, in words.
    pub words: Words,
}

/// A room's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// Accepted, if all others accept.
    Accepts,
    /// Not accepted.
    Declines,
}

/// An answer to a ballot of the same room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// The ballot as it stands in this room.
    pub ballot: EventId,
    /// The answer.
    pub answer: Answer,
}

/// What came of a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// All accepted.
    AcceptedByAll,
    /// At least one did not.
    NotAcceptedByAll,
}

/// The outcome as a room hears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The ballot as it stands in this room.
    pub ballot: EventId,
    /// What came of it.
    pub outcome: Outcome,
}

/// A package that the team keeps as a candidate.
#[derive(Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What it is called.
    pub name: crate::Label,
    /// The option for each bracket.
    pub package: BTreeMap<BracketId, ChoiceId>,
    /// Why it is kept.
    pub words: Option<Words>,
    /// The strictest class of what was known when it was found; nothing where it was kept before
    /// classes were, and then it is taken for sealed.
    pub class: Option<ReleaseClass>,
}

impl Candidate {
    /// The strictest class of what it was found with.
    #[must_use]
    pub fn class(&self) -> ReleaseClass {
        self.class.unwrap_or(ReleaseClass::Sealed)
    }
}

named! {
    Answer { Accepts = "accepts", Declines = "declines", }
    Outcome {
        AcceptedByAll = "accepted by all",
        NotAcceptedByAll = "not accepted by all",
    }
}
