//! Events: what has happened before one audience, in order.
//!
//! Invariant: the state of a case is the fold of its events; an event is never changed, and a form
//! of event that was once kept is read for ever.

use crate::{
    Admission, Amended, Ballot, Candidate, Carried, Check, CheckCame, CheckStep, Confidence,
    Counted, Criticism, Dispatch, Endorsed, Issued, Judged, Label, LeftOpen, Message, Met, Note,
    NoteLine, PassedOver, Planned, Policy, Position, Proposed, Published, Reclass, Recording,
    Reply, Sighting, Understood, Vote, Word,
};
use case::Case;
use disclosure::Seat;
use std::fmt;
use std::sync::Arc;
use text::{Amendment, Text};

/// An event's id: random, so that it tells nothing of when or beside what it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(u128);

impl EventId {
    /// The id with these bits.
    #[must_use]
    pub const fn new(bits: u128) -> Self {
        Self(bits)
    }

    /// The id of the nth thing that came with an event: it follows from the event's own.
    pub(crate) const fn of_part(self, nth: u128) -> Self {
        Self(self.0.wrapping_add(nth))
    }

    /// The id that 32 hexadecimal digits stand for.
    #[must_use]
    pub fn of_hex(digits: &str) -> Option<Self> {
        let plain = digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        plain
            .then(|| u128::from_str_radix(digits, 16).ok())?
            .map(Self)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// A moment: microseconds since 1970-01-01 00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// The moment so many microseconds after the start of 1970, UTC.
    #[must_use]
    pub const fn of_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the start of 1970, UTC.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }
}

/// What happened before one audience.
#[derive(Clone)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// When it was decided.
    pub at: Moment,
    /// The seat that moved it.
    pub by: Seat,
    /// The person who moved it, where a name was given.
    pub who: Option<Label>,
    /// The word of the room's party, where the mediation team took it down for that party.
    pub word: Option<Word>,
    /// What happened.
    pub deed: Deed,
}

/// What can happen.
#[derive(Clone)]
pub enum Deed {
    /// The talks were opened before this audience, on the case as the audience may know it.
    Opened(Arc<Case>),
    /// Something that happened before this audience is as if it had not happened.
    Undone(EventId),
    /// What a party told in this room was destroyed. An event that says so of itself stands where
    /// it stood, in place of what it said.
    Destroyed(EventId),
    /// Something was said.
    Said(Message),
    /// The mediation team brought a message in.
    Carried(Carried),
    /// A message was responded to.
    Replied(Reply),
    /// A party spoke on recording.
    Consented(Recording),
    /// Something was told in confidence.
    Told(Confidence),
    /// An item was given another class.
    Reclassed(Reclass),
    /// A party took a position on a bracket.
    Stated(Position),
    /// A draft was issued to this audience.
    Issued(Box<Issued>),
    /// A party proposed a change of a draft.
    Proposed(Proposed),
    /// A party said what is wrong with a draft.
    Criticised(Criticism),
    /// A party said what it understands a place of a draft to mean.
    Understood(Understood),
    /// A party put its hand to a point.
    Endorsed(Endorsed),
    /// A package was put to a room.
    BallotPut(Ballot),
    /// A room answered a ballot.
    Voted(Vote),
    /// A ballot was counted.
    BallotCounted(Counted),
    /// A numeric question was put to a room, to be checked blind.
    CheckPut(Check),
    /// A room took a step in a check.
    CheckStep(CheckStep),
    /// News of a check came to a room.
    CheckCame(CheckCame),
    /// A meeting was planned.
    Planned(Planned),
    /// A planned meeting will not take place.
    CalledOff(EventId),
    /// A meeting was held.
    Met(Met),
    /// A readout was published.
    Published(Published),
    /// A party came to the talks.
    Admitted(Admission),
    /// The team took down what it heard.
    Noted(Note),
    /// The team took down public statements or acts.
    Sighted(Vec<Sighting>),
    /// The team keeps a line of a note to itself.
    KeptBack(NoteLine),
    /// The team sent something to others.
    Dispatched(Dispatch),
    /// A second person of the team agreed to a dispatch, or to a change of policy.
    Countersigned(EventId),
    /// A dispatch was called back before it was delivered.
    Recalled(EventId),
    /// The case asks for this before something leaves the team's room.
    PolicySet(Policy),
    /// The working text was changed.
    Amended(Amended),
    /// An amendment that the text had overtaken was kept beside it.
    SetAside(Amendment),
    /// An amendment that was set aside, is dealt with.
    DealtWith(EventId),
    /// The working text was put in place of the one before.
    TextSet(Box<Text>),
    /// The points of the working text were numbered anew, in their order.
    Renumbered,
    /// A party's proposal was not taken up.
    PassedOver(PassedOver),
    /// A read-back was judged.
    Judged(Judged),
    /// An ambiguity was left on purpose, and registered.
    Registered(LeftOpen),
    /// A registered ambiguity is one no longer.
    Clarified(EventId),
    /// The team keeps a package as a candidate.
    PackageKept(Candidate),
    /// The team keeps a package no longer.
    PackageDropped(EventId),
}
