//! An amendment: a proposal made against one version of the text.
//!
//! Nobody's edit is ever lost: an amendment keeps what it struck and what it added, so that it can
//! be moved onto a later version, or shown beside the text that has meanwhile taken its place.

use crate::apply::{Misfit, applied, taken_back};
use crate::change::changes;
use crate::conflict::{Overlap, moved_over, overlap};
use crate::{Change, PointText, Text, TextError};
use case::PointId;
use std::sync::Arc;

/// How many amendments a text has taken; each text of a history has its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Revision(u32);

/// A proposal to change the text, made against one revision of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// The revision it was made against.
    pub against: Revision,
    /// What it would do.
    pub proposal: Proposal,
}

/// What an amendment would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposal {
    /// Change one point.
    Change {
        /// The point.
        point: PointId,
        /// The changes.
        changes: Vec<Change>,
    },
    /// Add a point.
    Add {
        /// The point it stands behind; `None` for the first place.
        after: Option<PointId>,
        /// The point.
        point: Box<PointText>,
    },
    /// Take a point out.
    Drop {
        /// The point it stood behind.
        after: Option<PointId>,
        /// The point.
        point: Box<PointText>,
    },
    /// Move a point; its number stays until the text is renumbered.
    Move {
        /// The point.
        point: PointId,
        /// The point it stood behind.
        was: Option<PointId>,
        /// The point it stands behind now; `None` for the first place.
        now: Option<PointId>,
    },
}

/// Why an amendment cannot be made to a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmendmentError {
    /// A revision that the text does not have, or not now.
    #[error("the text is not at revision `{}`\nhint: read the text again", .0.amendments())]
    NoSuchRevision(Revision),
    /// A point that the text does not have.
    #[error(
        "the text has no point `{0}`\n\
        hint: it may have been taken out since; look at both texts"
    )]
    NoSuchPoint(PointId),
    /// The changes do not fit the point.
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// The outcome would be no text.
    #[error(transparent)]
    Text(#[from] TextError),
}

/// Where two amendments of one text meet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conflict {
    /// In a point that both change.
    Within(PointId, Overlap),
    /// In a point that one of them takes out or moves.
    Gone(PointId),
    /// Behind the same point, where both put one; `None` for the first place.
    SamePlace(Option<PointId>),
    /// Nowhere in particular, but both together make no text.
    Together,
}

impl Revision {
    /// The text before any amendment.
    pub const FIRST: Self = Self(0);

    /// The revision after so many amendments.
    #[must_use]
    pub const fn new(amendments: u32) -> Self {
        Self(amendments)
    }

    /// How many amendments it has taken.
    #[must_use]
    pub const fn amendments(self) -> u32 {
        self.0
    }

    /// The revision after one more.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl Proposal {
    /// What would make one state of a point of another; `None` where they are equal or are not the
    /// same point.
    #[must_use]
    pub fn between(was: &PointText, now: &PointText) -> Option<Self> {
        let changes = changes(was, now);
        let worth = was.id() == now.id() && !changes.is_empty();
        worth.then(|| Self::Change {
            point: was.id().clone(),
            changes,
        })
    }

    /// The point it is about.
    #[must_use]
    pub const fn point(&self) -> &PointId {
        match self {
            Self::Change { point, .. } | Self::Move { point, .. } => point,
            Self::Add { point, .. } | Self::Drop { point, .. } => point.id(),
        }
    }

    /// The text after it.
    ///
    /// # Errors
    /// Refuses a proposal that does not find what it is about, and an outcome that is no text.
    pub fn applied(&self, text: &Text) -> Result<Text, AmendmentError> {
        let mut points = text.points().to_vec();
        match self {
            Self::Change { point, changes } => {
                let at = position(&points, point)?;
                let was = points.remove(at);
                points.insert(at, Arc::new(applied(changes, &was)?));
                if !changes.iter().any(claims) {
                    return Ok(Text::of_checked(points));
                }
            }
            Self::Add { after, point } => {
                let at = behind(&points, after.as_ref())?;
                points.insert(at, Arc::new(PointText::clone(point)));
            }
            Self::Drop { point, .. } => {
                let at = position(&points, point.id())?;
                let was = points.remove(at);
                if *was != **point {
                    return Err(Misfit::Moved(point.id().clone()).into());
                }
            }
            Self::Move { point, now, .. } => {
                let was = points.remove(position(&points, point)?);
                let at = behind(&points, now.as_ref())?;
                points.insert(at, was);
            }
        }
        Ok(Text::of_shared(points)?)
    }

    /// The proposal that takes it back, to be made to the outcome.
    #[must_use]
    pub fn taken_back(&self) -> Self {
        match self.clone() {
            Self::Change { point, changes } => Self::Change {
                changes: taken_back(&changes),
                point,
            },
            Self::Add { after, point } => Self::Drop { after, point },
            Self::Drop { after, point } => Self::Add { after, point },
            Self::Move { point, was, now } => Self::Move {
                point,
                was: now,
                now: was,
            },
        }
    }

    /// Where it meets another proposal against the same text, if it does.
    #[must_use]
    pub fn conflict(&self, base: &Text, other: &Self) -> Option<Conflict> {
        if self == other {
            return None;
        }
        if let (Self::Change { point, changes }, Self::Change { changes: more, .. }) = (self, other)
            && point == other.point()
        {
            let found = base
                .point(point)
                .and_then(|base| overlap(base, changes, more))?;
            return Some(Conflict::Within(point.clone(), found));
        }
        if self.point() == other.point() {
            return Some(Conflict::Gone(self.point().clone()));
        }
        if let (Some(ours), Some(theirs)) = (self.place(), other.place())
            && ours == theirs
        {
            return Some(Conflict::SamePlace(ours.cloned()));
        }
        for (one, place) in [(self, other.place()), (other, self.place())] {
            let is_gone = place.flatten().is_some_and(|place| one.removes(place));
            if is_gone {
                return Some(Conflict::Gone(one.point().clone()));
            }
        }
        let both = self.applied(base).and_then(|after| other.applied(&after));
        both.is_err().then_some(Conflict::Together)
    }

    /// The same proposal as it reads once another against the same text has been made; `None` where
    /// the other has done all of it already. For proposals without a conflict.
    #[must_use]
    pub(crate) fn moved_over(&self, other: &Self) -> Option<Self> {
        if self == other {
            return None;
        }
        match (self, other) {
            (
                Self::Change { point, changes },
                Self::Change {
                    point: same,
                    changes: made,
                },
            ) if point == same => {
                let changes = moved_over(changes, made);
                (!changes.is_empty()).then(|| Self::Change {
                    point: point.clone(),
                    changes,
                })
            }
            _ => Some(self.clone()),
        }
    }

    /// The point behind which it puts one.
    const fn place(&self) -> Option<Option<&PointId>> {
        match self {
            Self::Add { after, .. } => Some(after.as_ref()),
            Self::Move { now, .. } => Some(now.as_ref()),
            Self::Change { .. } | Self::Drop { .. } => None,
        }
    }

    /// Whether it takes a point away from where it stands.
    fn removes(&self, place: &PointId) -> bool {
        match self {
            Self::Drop { point, .. } => point.id() == place,
            Self::Move { point, .. } => point == place,
            Self::Change { .. } | Self::Add { .. } => false,
        }
    }
}

/// Whether a change claims a number or an id that another point may have.
const fn claims(change: &Change) -> bool {
    match change {
        Change::Number { .. } | Change::BracketOpened(_) => true,
        Change::Line { .. }
        | Change::Words { .. }
        | Change::BracketDropped(_)
        | Change::ChoiceAdded { .. }
        | Change::ChoiceDropped { .. }
        | Change::Settled { .. } => false,
    }
}

fn position(points: &[Arc<PointText>], id: &PointId) -> Result<usize, AmendmentError> {
    let at = points.iter().position(|point| point.id() == id);
    at.ok_or_else(|| AmendmentError::NoSuchPoint(id.clone()))
}

fn behind(points: &[Arc<PointText>], after: Option<&PointId>) -> Result<usize, AmendmentError> {
    match after {
        Some(after) => Ok(position(points, after)? + 1),
        None => Ok(0),
    }
}
