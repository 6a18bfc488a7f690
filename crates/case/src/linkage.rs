//! Linkages: how acts, states and options hang together.

use crate::{ActId, ClockId, Grounds, LinkageId, PackageRule, PointId, View, When, Wording};
use disclosure::PartyId;
use problem::repair::Remedy;
use std::collections::BTreeSet;

/// An act or a state that linkages connect, such as a ceasefire or a referendum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Its id.
    pub id: ActId,
    /// Its name.
    pub title: Wording,
    /// The points it belongs to.
    pub points: Vec<PointId>,
    /// How waiting for it may be eased; `None`: in every way.
    pub remedies: Option<BTreeSet<Remedy>>,
    /// What supports it.
    pub grounds: Grounds,
}

/// What linkages connect: an act, a state, or a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Linked<'a> {
    /// Its id.
    pub id: &'a ActId,
    /// Its name.
    pub title: &'a Wording,
    /// The points it belongs to.
    pub points: &'a [PointId],
    /// How waiting for it may be eased; `None`: in every way.
    pub remedies: Option<&'a BTreeSet<Remedy>>,
}

impl<'a> View<'a> {
    /// The acts, then the commitments.
    pub fn linked(&self) -> impl Iterator<Item = Linked<'a>> + use<'a> {
        let acts = self.acts().map(|seen| Linked {
            id: &seen.item.id,
            title: &seen.item.title,
            points: &seen.item.points,
            remedies: seen.item.remedies.as_ref(),
        });
        let commitments = self.commitments().map(|seen| Linked {
            id: &seen.item.id,
            title: &seen.item.title,
            points: &seen.item.points,
            remedies: seen.item.remedies.as_ref(),
        });
        acts.chain(commitments)
    }
}

/// A length of time as the text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// Hours.
    Hours(u32),
    /// Days.
    Days(u32),
    /// Months of the calendar.
    Months(u32),
    /// Years of the calendar.
    Years(u32),
}

/// What a linkage says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// The first act needs the second before it, for so long where a span is given.
    Requires {
        /// What needs.
        act: ActId,
        /// What must come first.
        first: ActId,
        /// How long the first must have held.
        span: Option<Span>,
    },
    /// The first act brings the second about.
    Triggers {
        /// What happens.
        act: ActId,
        /// What follows.
        then: ActId,
        /// Within how long.
        span: Option<Span>,
    },
    /// The first act begins at the latest so long after the second is done; it may come before.
    Within {
        /// What has a term.
        act: ActId,
        /// What the term runs from.
        of: ActId,
        /// How long the term is.
        span: Span,
    },
    /// The act may not begin before a day.
    NotBefore {
        /// What has to wait.
        act: ActId,
        /// The day.
        day: When,
    },
    /// The first act ends the second.
    Voids {
        /// What happens.
        act: ActId,
        /// What lapses.
        voids: ActId,
    },
    /// These happen together.
    Simultaneous(Vec<ActId>),
    /// While one holds, the other may not happen; no order between them.
    Excludes {
        /// The one.
        act: ActId,
        /// The other.
        other: ActId,
    },
    /// These stand or fall together, yes or no as a whole.
    Together(Vec<ActId>),
    /// A rule on the options of a package.
    Options(PackageRule),
}

/// A linkage with who holds it and what supports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linkage {
    /// Its id.
    pub id: LinkageId,
    /// What it says.
    pub link: Link,
    /// What it says, in words.
    pub text: Option<Wording>,
    /// The parties that hold it; empty where it stands in the text itself.
    pub held_by: Vec<PartyId>,
    /// Whose reading it is, where an analyst turned reported words into this linkage.
    pub reading_of: Option<String>,
    /// What supports it.
    pub grounds: Grounds,
}

/// A period that the text, a party or a rule sets running.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Its id.
    pub id: ClockId,
    /// What it measures.
    pub title: Wording,
    /// The act that starts it.
    pub starts: Option<ActId>,
    /// How long it runs.
    pub span: Span,
    /// The parties that hold it.
    pub held_by: Vec<PartyId>,
    /// What supports it.
    pub grounds: Grounds,
}
