//! The debrief: raw lines taken down quickly, sorted later, none lost.

use crate::{Confidence, EventId, Label, Message, Position};
use disclosure::PartyId;

/// The most lines that one note may have.
pub const LINES_MAX: usize = 200;

/// What was taken down after a meeting, line by line; it stands in the team's log.
#[derive(Clone, PartialEq, Eq)]
pub struct Note {
    /// Whose words were heard.
    pub party: PartyId,
    /// The lines as they were typed.
    pub lines: Vec<Label>,
}

/// One line of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoteLine {
    /// The note.
    pub note: EventId,
    /// Which of its lines, from 0.
    pub line: usize,
}

/// What a line becomes in the party's room once it is sorted.
#[derive(Clone, PartialEq)]
pub enum Filing {
    /// A told item.
    Told(Confidence),
    /// The party's status on a bracket.
    Stated(Position),
    /// An ask or an offer of the party.
    Said(Message),
}
