//! Commitments: acts that somebody owes, with what they cost and bring each side.

use crate::calendar::days_after;
use crate::{ActId, Condition, Exact, GivenBy, Grounds, PointId, Wording};
use disclosure::{Held, PartyId};
use jiff::civil::Date;
use problem::repair::Remedy;
use std::collections::BTreeSet;

/// A day of the calendar, or a day counted from the start of a plan, which is day 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// So many days after the start.
    Day(u32),
    /// A day of the calendar.
    Date(Date),
}

impl When {
    /// The day of the calendar, for a plan that starts on this one; `None` beyond the calendar.
    #[must_use]
    pub fn on(self, start: Date) -> Option<Date> {
        match self {
            Self::Day(days) => days_after(start, days),
            Self::Date(date) => Some(date),
        }
    }
}

/// Who establishes that a commitment was kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verifier {
    /// A party of the case.
    Party(PartyId),
    /// Somebody else, in words.
    Other(String),
}

/// What keeping a commitment is worth to one side, in that side's own units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worth {
    /// The side; `None` where this seat may not know.
    pub party: Option<PartyId>,
    /// Below 0 it costs the side, above 0 it brings it something.
    pub figure: Exact,
    /// Who gave the figure.
    pub given_by: GivenBy,
    /// What supports it.
    pub grounds: Grounds,
}

/// An act that somebody owes. It shares its ids with the acts, so every linkage may name it.
#[derive(Clone)]
pub struct Commitment {
    /// Its id.
    pub id: ActId,
    /// What is to be done.
    pub title: Wording,
    /// Who owes it; `None` where the text names nobody.
    pub owner: Option<PartyId>,
    /// To whom it is owed.
    pub beneficiaries: Vec<PartyId>,
    /// Who establishes that it was kept.
    pub verifier: Option<Verifier>,
    /// What shows that it was kept.
    pub evidence: Option<String>,
    /// How many days it takes; 0 if it is done at once.
    pub days: u32,
    /// Whether only the owner's working days count.
    pub working_days: bool,
    /// How many days its verification takes afterwards.
    pub verification: u32,
    /// The first day on which it may begin.
    pub earliest: Option<When>,
    /// The last day by which it is to be done.
    pub latest: Option<When>,
    /// Whether it can be taken back.
    pub reversible: bool,
    /// What it is worth to whom, each under a release of its own.
    pub worth: Vec<Held<Worth>>,
    /// The points it implements.
    pub points: Vec<PointId>,
    /// How waiting for it may be eased; `None`: in every way.
    pub remedies: Option<BTreeSet<Remedy>>,
    /// The theme under which its implementation is followed.
    pub theme: Option<String>,
    /// The options that bring it: one of these must be met; none means every plan.
    pub when: Vec<Condition>,
    /// What supports it.
    pub grounds: Grounds,
}

/// How much a side can bear to have given before it has received, in its own units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearable {
    /// The side; `None` where this seat may not know.
    pub party: Option<PartyId>,
    /// At most so much of everything; `None` means no limit.
    pub all: Option<Exact>,
    /// At most so much that cannot be taken back; `None` means no limit.
    pub irreversible: Option<Exact>,
    /// Who gave the figures.
    pub given_by: GivenBy,
    /// What supports it.
    pub grounds: Grounds,
}
