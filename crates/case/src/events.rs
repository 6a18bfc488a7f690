//! What happens around the table: drafts, meetings, signals, the later timeline.

use crate::{BracketId, ChoiceId, DraftId, Grounds, MeetingId, PointId, SignalId, Wording};
use disclosure::PartyId;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A version of the text, or a rival text, with what it grew from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// Its name.
    pub name: Wording,
    /// Its date.
    pub date: Option<Date>,
    /// How far it has come and how public it is.
    pub status: Option<String>,
    /// Who wrote it.
    pub authors: Option<String>,
    /// What it says, in short.
    pub terms: Vec<String>,
    /// The time limit attached to it, in words.
    pub deadline: Option<String>,
    /// The drafts it grew from.
    pub from: Vec<DraftId>,
    /// The parties that work from it.
    pub held_by: Vec<PartyId>,
    /// The options it picks.
    pub choices: BTreeMap<BracketId, ChoiceId>,
    /// Where its points come from in earlier drafts, as `draft.number`.
    pub lineage: BTreeMap<PointId, Vec<String>>,
    /// What supports it.
    pub grounds: Grounds,
}

/// What was said to the public after a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readout {
    /// The label, such as "productive and constructive".
    pub label: String,
    /// Who issued it.
    pub issued_by: Option<String>,
    /// What else it said.
    pub details: Vec<String>,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// Its first day.
    pub date: Date,
    /// Its last day, if it ran over more than one.
    pub end: Option<Date>,
    /// Where.
    pub place: String,
    /// Who met whom.
    pub format: String,
    /// The parties that met the mediator.
    pub with: Vec<PartyId>,
    /// Who was there.
    pub present: Vec<String>,
    /// How long it lasted, in words.
    pub duration: Option<String>,
    /// What was said afterwards.
    pub readout: Option<Readout>,
    /// What supports it.
    pub grounds: Grounds,
}

/// The sixteen classes of the PLOVER event coding, and `Comment` for plain words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "the classes are the published names; see the PLOVER manual"
)]
pub enum EventClass {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
    Comment,
}

/// The tone of a signal: an editorial coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    /// Friendly.
    Positive,
    /// Neither.
    Neutral,
    /// Both.
    Mixed,
    /// Unfriendly.
    Negative,
}

/// A dated, sourced public statement or act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// Its id.
    pub id: SignalId,
    /// Its date.
    pub date: Date,
    /// The party that sent it; `None` where this seat may not know.
    pub actor: Option<PartyId>,
    /// Who spoke.
    pub speaker: Option<String>,
    /// To whom.
    pub targets: Vec<PartyId>,
    /// Its class.
    pub event: EventClass,
    /// Its tone.
    pub tone: Option<Tone>,
    /// The points it touches.
    pub points: Vec<PointId>,
    /// What was said or done, in short.
    pub text: Wording,
    /// What supports it.
    pub grounds: Grounds,
}

/// Something that happened, dated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// When.
    pub date: Date,
    /// What.
    pub text: Wording,
    /// What supports it.
    pub grounds: Grounds,
}
