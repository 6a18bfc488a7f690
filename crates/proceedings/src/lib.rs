//! What may happen next at the table: a motion is decided into an event, or refused.
//!
//! Invariant: nothing here reads a clock, a file or chance; moments and ids come in as arguments.

// tidy: long, because every rule of the table is here, and none of them stands without the fold

mod admission;
mod ballot;
mod brought;
mod carrying;
mod check;
mod closed;
mod confidence;
mod consent;
pub mod debrief;
mod decide;
mod delivery;
mod dispatch;
mod drafting;
mod event;
#[cfg(test)]
mod fjord;
mod knowledge;
mod ledger;
mod message;
mod motion;
mod named;
mod note;
mod opening;
mod outgoing;
mod overlay;
mod position;
mod proceedings;
mod programme;
mod readout;
mod refusal;
mod sighting;
mod sitting;
mod wording;
mod words;

pub use admission::Admission;
pub use ballot::{Answer, Ballot, Candidate, Counted, Outcome, Vote};
pub use brought::Brought;
pub use check::{
    CHECK_ROUNDS_MAX, Check, CheckCame, CheckEnd, CheckMove, CheckNews, CheckParcel, CheckPlan,
    CheckStep,
};
pub use confidence::{Confidence, Matter, Reach, Reclass, Telling, Told, Word};
pub use consent::Recording;
pub use dispatch::{Attribution, Cite, Copy, Dispatch, DispatchState, Gate, Parcel, Policy};
pub use event::{Deed, Event, EventId, Moment};
pub use ledger::Kept;
pub use message::{
    Carried, CarriedStanding, Footing, Message, MessageKind, MessageState, Reply, Response, Terms,
};
pub use motion::{Carriage, Fresh, Motion, Mover};
pub use named::Named;
pub use note::{Filing, LINES_MAX, Note, NoteLine};
pub use opening::{audiences, opening};
pub use position::Position;
pub use proceedings::{Ahead, Log, Proceedings};
pub use programme::{Met, Minutes, Planned};
pub use readout::{Published, Readout, Round};
pub use refusal::Refusal;
pub use sighting::{SIGHTINGS_MAX, Sighting};
pub use sitting::{
    Balance, BallotSeen, Carriable, CarryList, CheckPut, CheckSeen, DispatchSeen, DraftSeen, Item,
    LineState, MeetingSeen, NoteSeen, Preview, Saying, SetAside, Shown, ShownWhat, Sitting, Stance,
    StanceWhat, StepSeen, Withheld,
};
pub use wording::{
    Amended, Criticism, Endorsed, Form, Hand, InRoom, Issue, Issued, Judged, LeftOpen, PassedOver,
    Proposed, Understood, Verdict,
};
pub use words::{LABEL_MAX, Label, WORDS_MAX, Words, WordsError};
