//! Where a line of the case comes from.

use crate::SourceId;
use jiff::civil::Date;

/// How much a source carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// A primary text: of a government, an organisation, a party.
    Primary,
    /// A wire agency, or a reprint of one.
    Wire,
    /// An established medium.
    Media,
    /// A medium held by or close to a state.
    State,
    /// An aggregator, or an outlet about which little is known.
    Aggregator,
}

/// A source with its grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// What it is, in words.
    pub title: Option<String>,
    /// Where it stands.
    pub address: Option<String>,
    /// How much it carries.
    pub grade: Option<Grade>,
    /// When it appeared.
    pub date: Option<Date>,
    /// What else should be known of it.
    pub note: Option<String>,
}

/// What supports an item: its sources, and what is not settled about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grounds {
    /// The sources.
    pub sources: Vec<SourceId>,
    /// What is not settled.
    pub uncertain: Option<String>,
    /// A remark.
    pub note: Option<String>,
}
