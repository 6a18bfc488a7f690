//! Blind checks of overlap: a numeric question put to two rooms, each with a number of its own that
//! never leaves its own machine.
//!
//! The rooms hand in commitments first; then one message goes each way, carried by the mediation
//! team, which cannot read it; then both rooms hear what came of it, and that a check was made. A
//! bracket is checked at most so many times, and once in each round.
//!
//! Invariant: what a room did in a check is never undone: whoever could take a commitment back
//! could try one number after another.

use crate::named::named;
use crate::{EventId, Words};
use case::BracketId;
use disclosure::PartyId;
use overlap::{Answer, Ask, Commitment, Question, Role, Verdict};

/// How many times a bracket is checked at most: each answer is one bit about the other's number,
/// and a few of them find it.
pub const CHECK_ROUNDS_MAX: u32 = 3;

/// A numeric question as it stands in one room.
#[derive(Clone, PartialEq, Eq)]
pub struct Check {
    /// The bracket it is about.
    pub bracket: BracketId,
    /// Which check of this bracket it is, counted from 1.
    pub round: u32,
    /// What this room does in it.
    pub role: Role,
    /// The grid, and which side asks.
    pub question: Question,
    /// What is asked, in words.
    pub words: Words,
}

/// A check that the team puts to two rooms.
#[derive(Clone, PartialEq, Eq)]
pub struct CheckPlan {
    /// The bracket it is about.
    pub bracket: BracketId,
    /// The grid, and which side asks.
    pub question: Question,
    /// The party that asks.
    pub asks: PartyId,
    /// The party that answers.
    pub answers: PartyId,
    /// What is asked, in words.
    pub words: Words,
}

/// What a room does in a check.
#[derive(Clone, PartialEq, Eq)]
pub enum CheckMove {
    /// It has settled on a number.
    Committed(Commitment),
    /// The asking side's message.
    Asked(Ask),
    /// The answering side's message.
    Answered(Box<Answer>),
    /// What the asking side read.
    Read(Verdict),
}

/// What a room did in a check of its own.
#[derive(Clone, PartialEq, Eq)]
pub struct CheckStep {
    /// The check as it stands in this room.
    pub check: EventId,
    /// What it did.
    pub step: CheckMove,
}

/// How a check came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckEnd {
    /// By the rooms' own machines; the team has seen neither number.
    Blind,
    /// By the mediation team, from the numbers that both rooms told it.
    ByTeam,
}

/// What comes to a room in a check.
#[derive(Clone, PartialEq, Eq)]
pub enum CheckNews {
    /// The asking side's message.
    Ask(Ask),
    /// The answering side's message.
    Answer(Box<Answer>),
    /// What came of it, and how.
    Ended(Verdict, CheckEnd),
}

/// What came to a room in a check of its own.
#[derive(Clone, PartialEq, Eq)]
pub struct CheckCame {
    /// The check as it stands in this room.
    pub check: EventId,
    /// What came.
    pub news: CheckNews,
}

/// What the team sends in a check.
#[derive(Clone, PartialEq, Eq)]
pub enum CheckParcel {
    /// The question, and which check of its bracket it is.
    Put(CheckPlan, u32),
    /// News of the check that this dispatch put.
    News(EventId, CheckNews),
}

impl CheckParcel {
    /// What is asked, in words; news has none.
    pub(crate) const fn words(&self) -> Option<&Words> {
        match self {
            Self::Put(plan, _) => Some(&plan.words),
            Self::News(..) => None,
        }
    }

    /// The dispatch that it is news of, if it is.
    pub(crate) const fn rests_on(&self) -> Option<EventId> {
        match self {
            Self::News(put, _) => Some(*put),
            Self::Put(..) => None,
        }
    }
}

named! {
    CheckEnd { Blind = "blind", ByTeam = "by the mediation team", }
}
