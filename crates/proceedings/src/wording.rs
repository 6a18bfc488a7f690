//! Work on the one text: what the team does to it, and what parties say about it in their rooms.
//!
//! Invariant: an amendment that later work has overtaken is kept whole, so nobody's edit is lost.

use crate::named::named;
use crate::{EventId, Words};
use case::{DraftId, Language, PointId};
use disclosure::PartyId;
use jiff::civil::Date;
use text::{Amendment, DraftNo, Place, Proposal, Revision, Text};

/// How an issued draft is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Without brackets: every question is settled.
    Clean,
    /// With its open brackets.
    Bracketed,
}

/// A draft as an audience has it: the same text under the same number for everybody.
#[derive(Clone, PartialEq, Eq)]
pub struct Issued {
    /// Its number.
    pub number: DraftNo,
    /// How it is printed.
    pub form: Form,
    /// The text.
    pub text: Text,
}

impl Issued {
    /// What the case calls it.
    #[must_use]
    pub fn draft(&self) -> DraftId {
        draft_id(self.number)
    }
}

/// What the case calls the issued draft of a number.
pub(crate) fn draft_id(number: DraftNo) -> DraftId {
    DraftId::new(format!("issued-{number}"))
}

/// A draft on its way out of the team's room.
#[derive(Clone, PartialEq, Eq)]
pub struct Issue {
    /// What the targets get.
    pub issued: Issued,
    /// The revision of the working text that it is.
    pub revision: Revision,
}

/// A party's proposal on a draft; it stands in the log of its room.
#[derive(Clone, PartialEq, Eq)]
pub struct Proposed {
    /// The draft it was made on.
    pub against: DraftNo,
    /// What it would do.
    pub proposal: Proposal,
    /// Why.
    pub reason: Option<Words>,
}

/// What a party finds wrong with a draft; the one-text procedure asks for no more.
#[derive(Clone, PartialEq, Eq)]
pub struct Criticism {
    /// The draft.
    pub against: DraftNo,
    /// What it is about.
    pub place: Place,
    /// In which words.
    pub words: Words,
}

/// What a party understands a place of a draft to mean, in its own words.
#[derive(Clone, PartialEq, Eq)]
pub struct Understood {
    /// The draft.
    pub against: DraftNo,
    /// The place.
    pub place: Place,
    /// In which words.
    pub words: Words,
}

/// Something in a party's room that the team speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InRoom {
    /// Whose room.
    pub room: PartyId,
    /// What, there.
    pub id: EventId,
}

/// A change of the working text.
#[derive(Clone, PartialEq, Eq)]
pub struct Amended {
    /// The amendment, as it reads against the text that it changed.
    pub amendment: Amendment,
    /// The party's proposal that it takes up.
    pub takes: Option<InRoom>,
    /// The amendment that it takes back.
    pub takes_back: Option<EventId>,
}

/// A party's proposal that the team does not take up.
#[derive(Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// The proposal.
    pub proposal: InRoom,
    /// Why.
    pub reason: Option<Words>,
}

/// Whether a party means by a place what the others mean.
#[derive(Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It does.
    Same,
    /// It does not.
    Differs(Words),
}

/// The mediator's judgement on a read-back; it is shown to no party.
#[derive(Clone, PartialEq, Eq)]
pub struct Judged {
    /// The read-back.
    pub read_back: InRoom,
    /// What the mediator finds.
    pub verdict: Verdict,
}

/// How far the parties' hands have gone on a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hand {
    /// Its initials stand on it.
    Initialled,
    /// Its signature stands under it.
    Signed,
}

/// A party's hand on a point of a draft; it stands in the log of its room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endorsed {
    /// The draft.
    pub against: DraftNo,
    /// The point.
    pub point: PointId,
    /// How far.
    pub hand: Hand,
}

/// An ambiguity that is left on purpose; who registered it stands beside it in the log.
#[derive(Clone, PartialEq, Eq)]
pub struct LeftOpen {
    /// Where it stands.
    pub place: Place,
    /// The language of the words.
    pub language: Language,
    /// The words that can be read in two ways.
    pub words: Words,
    /// Why they are left.
    pub why: Words,
    /// When it is to be looked at again.
    pub review: Date,
}

named! {
    Form { Clean = "clean", Bracketed = "bracketed", }
    Hand { Initialled = "initialled", Signed = "signed", }
}
