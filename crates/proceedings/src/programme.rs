//! The programme: meetings planned and held, in front of the audience that they are with.

use crate::{EventId, Label, Reach, Words};
use jiff::civil::{Date, Time};

/// A meeting that is planned: with one party in its room's log, with all in the plenary's.
#[derive(Clone, PartialEq, Eq)]
pub struct Planned {
    /// Its format, such as `proximity talks`.
    pub format: Label,
    /// The day.
    pub date: Date,
    /// The hour, as clocks at the place show it.
    pub hour: Option<Time>,
    /// Where.
    pub place: Label,
    /// At which level, such as `ministers`.
    pub level: Option<Label>,
    /// Who is to be there.
    pub who: Vec<Label>,
    /// What it is for.
    pub words: Option<Words>,
}

/// What was taken down of a meeting.
#[derive(Clone, PartialEq, Eq)]
pub struct Minutes {
    /// The words.
    pub words: Words,
    /// How far they may travel.
    pub reach: Reach,
}

/// A meeting that was held.
#[derive(Clone, PartialEq, Eq)]
pub struct Met {
    /// The plan it follows, if there was one.
    pub planned: Option<EventId>,
    /// Its format.
    pub format: Label,
    /// The day.
    pub date: Date,
    /// Where.
    pub place: Label,
    /// How many minutes it lasted.
    pub lasted: u32,
    /// Who was there.
    pub present: Vec<Label>,
    /// What was taken down.
    pub minutes: Option<Minutes>,
    /// What comes next.
    pub next: Option<Words>,
}
