//! Rounds of the talks: where each party stood on which bracket when a round ended, and the edits
//! that sides asked for.

use crate::{
    BracketId, ChoiceId, Date, DraftId, EditId, Grounds, MeetingId, PointId, RoundId, Status,
    Wording,
};
use disclosure::{Held, PartyId};

/// One turn of hearing the parties on a text.
#[derive(Clone)]
pub struct TalkRound {
    /// Its id.
    pub id: RoundId,
    /// What it is called.
    pub title: Wording,
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day.
    pub to: Option<Date>,
    /// The meetings it had.
    pub meetings: Vec<MeetingId>,
    /// The text that was on the table.
    pub draft: Option<DraftId>,
    /// What was said of it; each word has a release of its own.
    pub words: Vec<Held<RoundWord>>,
    /// What supports it.
    pub grounds: Grounds,
}

/// Where a party stood on a bracket when a round ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundWord {
    /// The party; `None` where this seat may not know.
    pub party: Option<PartyId>,
    /// The bracket.
    pub bracket: BracketId,
    /// How far it went with the words on the table.
    pub status: Status,
    /// The option that it stood behind, where it named one.
    pub holds: Option<ChoiceId>,
    /// What supports it.
    pub grounds: Grounds,
}

/// What became of an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Taking {
    /// It was taken.
    Taken,
    /// A part of it was taken.
    InPart,
    /// It was not taken.
    NotTaken,
}

/// How an edit was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What became of it.
    pub how: Taking,
    /// The day.
    pub on: Date,
    /// The draft that has it.
    pub draft: Option<DraftId>,
}

/// A change of the text that a side asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Its id.
    pub id: EditId,
    /// The side; `None` where this seat may not know.
    pub party: Option<PartyId>,
    /// The day on which it was asked for.
    pub asked: Date,
    /// The draft that it would change.
    pub draft: Option<DraftId>,
    /// The points it touches.
    pub points: Vec<PointId>,
    /// What was asked for.
    pub text: Wording,
    /// How it was settled; nothing while it waits.
    pub settled: Option<Settled>,
    /// What supports it.
    pub grounds: Grounds,
}
