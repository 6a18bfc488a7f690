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
    /// How many points it is reported to have.
    pub numbered: Option<u32>,
    /// The drafts that it stands against.
    pub rivals: Vec<DraftId>,
    /// Where its points come from, and what is known of them.
    pub lineage: BTreeMap<PointId, Traced>,
    /// What it left out of earlier drafts.
    pub dropped: Vec<Dropped>,
    /// What supports it.
    pub grounds: Grounds,
}

/// What became of a point on its way into a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// It says what it said.
    Kept,
    /// It says it otherwise.
    Reworded,
    /// It is made of several.
    Merged,
    /// It is a part of one.
    Split,
    /// It has no forerunner.
    New,
}

/// Where a point of a draft comes from, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Traced {
    /// The points of earlier drafts, as `draft.number`.
    pub from: Vec<String>,
    /// What became of them, where that is told.
    pub change: Option<Change>,
    /// What the point says, as far as it is known.
    pub says: Option<Wording>,
    /// What supports it.
    pub grounds: Grounds,
}

/// A point of an earlier draft that a draft left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// The point, as `draft.number`.
    pub point: String,
    /// What it said, as far as it is known.
    pub says: Option<Wording>,
    /// What supports it.
    pub grounds: Grounds,
}

impl Draft {
    /// What became of a point on its way into this draft: as it is told, else as its origins have
    /// it. A point that comes from one other, and that alone, may be kept or reworded.
    #[must_use]
    pub fn change(&self, point: &PointId) -> Option<Change> {
        let traced = self.lineage.get(point)?;
        if traced.change.is_some() {
            return traced.change;
        }
        match traced.from.as_slice() {
            [] => None,
            [one] => {
                let others = self.lineage.iter().filter(|(other, _)| *other != point);
                let mut others = others.map(|(_, other)| &other.from);
                others
                    .any(|from| from.contains(one))
                    .then_some(Change::Split)
            }
            _ => Some(Change::Merged),
        }
    }
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

/// The modes within classes for which scores are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "the modes are the published names; see the PLOVER manual"
)]
pub enum EventMode {
    Visit,
    ThirdParty,
    Multilateral,
    Phone,
    Withdraw,
    Release,
    Disarm,
    Ceasefire,
    Access,
    Resign,
    Assist,
    Change,
    Yield,
    Meet,
    Disapprove,
    Investigate,
    Allege,
    Restrict,
    Territory,
}

/// The score of a signal in tenths of a point, from conflict (below 0) to cooperation: a published
/// convention, and no measurement.
pub type Tenths = i32;

impl EventMode {
    /// The score of this mode in a class, if the class has this mode.
    #[must_use]
    pub const fn score(self, class: EventClass) -> Option<Tenths> {
        Some(match (class, self) {
            (EventClass::Consult, Self::Visit | Self::Multilateral) => 40,
            (EventClass::Consult, Self::ThirdParty) => 10,
            (EventClass::Consult, Self::Phone) => 15,
            (EventClass::Retreat, Self::Withdraw) => 80,
            (EventClass::Retreat, Self::Release | Self::Access) => 65,
            (EventClass::Retreat, Self::Disarm) => 100,
            (EventClass::Retreat, Self::Ceasefire) => 75,
            (EventClass::Retreat, Self::Resign) => 45,
            (EventClass::Request, Self::Assist) => 5,
            (EventClass::Request, Self::Change | Self::Yield) => -10,
            (EventClass::Request, Self::Meet) => 0,
            (EventClass::Accuse, Self::Disapprove) => -20,
            (EventClass::Accuse, Self::Investigate | Self::Allege) => -35,
            (EventClass::Reject, Self::Assist) => -15,
            (EventClass::Threaten, Self::Restrict) => -30,
            (EventClass::Threaten, Self::Territory) => -40,
            _ => return None,
        })
    }
}

impl EventClass {
    /// The published score of the class; plain words have none. The table prints 3 for `Accuse`
    /// where all its modes are below 0: it is read as -3.
    #[must_use]
    pub const fn score(self) -> Option<Tenths> {
        Some(match self {
            Self::Agree | Self::Consult => 25,
            Self::Support => 50,
            Self::Concede => 45,
            Self::Cooperate => 95,
            Self::Aid => 100,
            Self::Retreat => 65,
            Self::Request => 0,
            Self::Accuse => -30,
            Self::Reject => -20,
            Self::Threaten => -35,
            Self::Protest => -50,
            Self::Sanction => -60,
            Self::Mobilize => -55,
            Self::Coerce => -70,
            Self::Assault => -90,
            Self::Comment => return None,
        })
    }
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
    /// Its mode within the class, where the coding has one.
    pub mode: Option<EventMode>,
    /// Its tone.
    pub tone: Option<Tone>,
    /// The points it touches.
    pub points: Vec<PointId>,
    /// What was said or done, in short.
    pub text: Wording,
    /// What supports it.
    pub grounds: Grounds,
}

impl Signal {
    /// Its score by convention: that of its mode, else that of its class.
    #[must_use]
    pub fn score(&self) -> Option<Tenths> {
        let mode = self.mode.and_then(|mode| mode.score(self.event));
        mode.or_else(|| self.event.score())
    }
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
