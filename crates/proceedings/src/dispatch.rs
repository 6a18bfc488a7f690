//! What goes from the mediation team's log to another audience, and what must happen first.
//!
//! Invariant: a copy in its target names nothing of where it came from, and has an id that says
//! nothing of the dispatch's.

use crate::named::named;
use crate::{
    Admission, Ballot, CheckParcel, EventId, Filing, Issue, Message, Moment, NoteLine, Outcome,
    Readout, Word,
};
use disclosure::{Audience, PartyId};

/// What the case asks for before something leaves the team's room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Policy {
    /// Nothing more: whoever dispatches it, sends it.
    Alone,
    /// A second person of the team agrees to it first.
    SecondPerson,
    /// It waits so many seconds, in which it can be called back.
    Hold(u32),
}

/// What a dispatch waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    /// Nothing.
    Open,
    /// The agreement of a second person.
    SecondPerson,
    /// A moment.
    Until(Moment),
}

/// How a cited item is attributed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attribution {
    /// Without its source.
    Unattributed,
    /// With its source.
    Attributed,
}

/// A told item that a composed text rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cite {
    /// Whose room it stands in.
    pub room: PartyId,
    /// The item.
    pub item: EventId,
    /// How it is attributed.
    pub attribution: Attribution,
}

/// One copy of what is sent: its target and the id that it has there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Copy {
    /// The target.
    pub to: Audience,
    /// The copy's id in the target's log.
    pub id: EventId,
}

/// What is sent.
#[derive(Clone, PartialEq)]
pub enum Parcel {
    /// A message composed for a room or the joint session, with what it rests on.
    Message {
        /// The message.
        message: Message,
        /// What it rests on.
        cites: Vec<Cite>,
    },
    /// A line of a note, sorted into the party's room.
    Filed {
        /// The line.
        line: NoteLine,
        /// What it becomes.
        filing: Filing,
        /// Who said it, and when.
        word: Word,
    },
    /// A draft.
    Issue(Box<Issue>),
    /// A package put to the rooms for acceptance.
    Ballot(Ballot),
    /// What came of a ballot.
    Count {
        /// The dispatch that put it.
        ballot: EventId,
        /// What came of it.
        outcome: Outcome,
    },
    /// A step of a blind check.
    Check(Box<CheckParcel>),
    /// A readout for the public.
    Readout(Readout),
    /// A party that comes to the talks: the opening of its room, and word of it to the others.
    Admission(Admission),
}

impl Parcel {
    /// The told items that it rests on.
    #[must_use]
    pub fn cites(&self) -> &[Cite] {
        match self {
            Self::Message { cites, .. } => cites,
            Self::Readout(readout) => &readout.cites,
            Self::Filed { .. }
            | Self::Issue(_)
            | Self::Ballot(_)
            | Self::Count { .. }
            | Self::Check(_)
            | Self::Admission(_) => &[],
        }
    }

    /// The step of a blind check, if it is one.
    pub(crate) fn check(&self) -> Option<&CheckParcel> {
        match self {
            Self::Check(parcel) => Some(parcel),
            Self::Message { .. }
            | Self::Filed { .. }
            | Self::Issue(_)
            | Self::Ballot(_)
            | Self::Count { .. }
            | Self::Readout(_)
            | Self::Admission(_) => None,
        }
    }
}

/// Something that goes from the team's log to others.
#[derive(Clone, PartialEq)]
pub struct Dispatch {
    /// The copies.
    pub copies: Vec<Copy>,
    /// What is sent.
    pub parcel: Parcel,
    /// What it waits for.
    pub gate: Gate,
}

/// Where a dispatch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DispatchState {
    /// It waits for a second person.
    AwaitsSecond,
    /// It is held until this moment.
    HeldUntil(Moment),
    /// It is due, and goes out with whatever is sent next.
    Due,
    /// Something it rests on may no longer be carried.
    Blocked,
    /// It was called back.
    Recalled,
    /// Every copy has arrived.
    Delivered,
}

named! {
    Attribution { Unattributed = "unattributed", Attributed = "attributed", }
}

impl Default for Policy {
    /// A minute in which it can be called back.
    fn default() -> Self {
        Self::Hold(60)
    }
}
