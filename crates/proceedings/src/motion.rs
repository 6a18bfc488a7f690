//! Motions: what a seat asks to have done, as strict values.

use crate::{
    Admission, Ballot, Candidate, CheckPlan, CheckStep, Cite, Confidence, Criticism, Endorsed,
    EventId, Filing, Form, InRoom, Judged, Label, LeftOpen, Message, Met, Note, NoteLine,
    PassedOver, Planned, Policy, Position, Proposed, Readout, Reclass, Recording, Reply, Sighting,
    Understood, Vote, Word,
};
use disclosure::{Audience, PartyId, Seat};
use std::collections::BTreeSet;
use text::{Amendment, DraftNo, Revision, Text};

/// Who moves: a seat, and the person in it where a name is known.
#[derive(Clone)]
pub struct Mover {
    /// The seat.
    pub seat: Seat,
    /// The person.
    pub who: Option<Label>,
    /// The word of the room's party, where the mediation team takes it down for that party.
    pub word: Option<Word>,
}

/// The ids that a motion may use: random, and used for nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh {
    /// The event's own id.
    pub id: EventId,
    /// The ids of its copies; `Proceedings::copies_of` says how many are needed.
    pub copies: Vec<EventId>,
}

/// What a seat asks to have done.
///
/// Where a motion names a party, it is made in that party's room: by its own seat, or by the
/// mediation team for it.
#[derive(Clone)]
pub enum Motion {
    /// Say something in a room or in the joint session.
    Say(Audience, Message),
    /// Respond to a message.
    Reply(Audience, Reply),
    /// Speak on recording.
    Consent(PartyId, Recording),
    /// Tell something in confidence.
    Tell(PartyId, Confidence),
    /// Give a told item another class.
    Reclass(PartyId, Reclass),
    /// Destroy something told, with its content.
    Destroy(PartyId, EventId),
    /// Take a position on a bracket.
    State(PartyId, Position),
    /// Answer a ballot.
    Vote(PartyId, Vote),
    /// Take down what was heard.
    Note(Note),
    /// Sort a line of a note into the party's room, with the party's word for it.
    Sort(NoteLine, Filing),
    /// Take down public statements or acts.
    Sight(Vec<Sighting>),
    /// Keep a line of a note to the team.
    KeepBack(NoteLine),
    /// Carry a composed message to a room or the joint session.
    Carry(Carriage),
    /// Agree, as a second person, to a dispatch or to a change of policy.
    Countersign(EventId),
    /// Call a dispatch back.
    Recall(EventId),
    /// Say what the case asks for before something leaves the team's room.
    SetPolicy(Policy),
    /// Keep a package as a candidate.
    KeepPackage(Candidate),
    /// Keep a package no longer.
    DropPackage(EventId),
    /// Put a package to these rooms.
    PutBallot(BTreeSet<PartyId>, Ballot),
    /// Count a ballot that every room has answered.
    Count(EventId),
    /// Put a numeric question to two rooms, to be checked blind.
    PutCheck(CheckPlan),
    /// Take a room's next step in a check.
    StepCheck(PartyId, CheckStep),
    /// Pass on what one room made in a check and the other waits for.
    PassCheck(EventId),
    /// Tell both rooms what came of a check: what was read, or what the team worked out.
    EndCheck(EventId, Option<overlap::Verdict>),
    /// Propose a change of a draft.
    Propose(PartyId, Proposed),
    /// Say what is wrong with a draft.
    Criticise(PartyId, Criticism),
    /// Say what a place of a draft is understood to mean.
    ReadBack(PartyId, Understood),
    /// Put a party's hand to a point.
    Endorse(PartyId, Endorsed),
    /// Change the working text; one that it has overtaken is kept beside it.
    Amend(Amendment),
    /// Take up a party's proposal.
    TakeUp(InRoom),
    /// Not take up a party's proposal.
    PassOver(PassedOver),
    /// Deal with an amendment that was set aside.
    DealWith(EventId),
    /// Put another text in place of the working text, as it was at this revision.
    SetText(Revision, Box<Text>),
    /// Number the points anew, in their order.
    Renumber,
    /// Issue the working text as a draft to these audiences.
    Issue(Form, BTreeSet<Audience>),
    /// Issue a draft again, to audiences that do not have it.
    IssueAgain(DraftNo, BTreeSet<Audience>),
    /// Judge a read-back.
    Judge(Judged),
    /// Register an ambiguity that is left on purpose.
    Register(LeftOpen),
    /// Say that a registered ambiguity is one no longer.
    Clarify(EventId),
    /// Plan a meeting.
    Plan(Audience, Planned),
    /// Call a planned meeting off.
    CallOff(Audience, EventId),
    /// Record a meeting that was held.
    Meet(Audience, Met),
    /// Read out to the public.
    ReadOut(Readout),
    /// Let a party come to the talks.
    Admit(Admission),
    /// Undo something that happened before this audience.
    Undo(Audience, EventId),
    /// The same, knowing that its words say again what is closed to those who will read them.
    Knowing(Box<Motion>),
}

/// A composed message on its way to a room or the joint session.
#[derive(Clone)]
pub struct Carriage {
    /// Where to.
    pub to: Audience,
    /// What is said there.
    pub message: Message,
    /// What it rests on.
    pub cites: Vec<Cite>,
}
