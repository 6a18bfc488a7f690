//! What one clause says about the dates of a plan's steps.

use super::{DAY_MAX, Day};
use crate::StepIx;

/// What one clause says about the dates of two steps, or of one.
///
/// All lags are counted in days of the week, not in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// A step starts only when another has been verified and has then held for so many days.
    Requires {
        /// What waits.
        step: StepIx,
        /// What must have been verified.
        first: StepIx,
        /// For how many days it must have held since.
        held: u32,
    },
    /// A step brings another about: it starts when the first is done or later; and, where days are
    /// given, no later than so many days after, or on its owner's next working day.
    Triggers {
        /// What happens.
        step: StepIx,
        /// What follows.
        then: StepIx,
        /// Within how many days; 0 for at once.
        within: Option<u32>,
    },
    /// Two steps are done on the same morning.
    Simultaneous {
        /// One of them.
        one: StepIx,
        /// The other.
        other: StepIx,
    },
    /// Two steps never overlap: one is done before the other starts.
    Excludes {
        /// One of them.
        one: StepIx,
        /// The other.
        other: StepIx,
    },
    /// A step starts at most so many days after another is done; it may start long before.
    Within {
        /// What must start in time.
        step: StepIx,
        /// What the days are counted from.
        of: StepIx,
        /// How many days.
        days: u32,
    },
    /// A step does not start before a day.
    NotBefore {
        /// What waits.
        step: StepIx,
        /// The first day on which it may start.
        day: Day,
    },
}

impl Term {
    /// The step that it binds, and the other one where there are two.
    #[must_use]
    pub const fn steps(&self) -> (StepIx, Option<StepIx>) {
        match *self {
            Self::Requires { step, first, .. } => (step, Some(first)),
            Self::Triggers { step, then, .. } => (step, Some(then)),
            Self::Simultaneous { one, other } | Self::Excludes { one, other } => (one, Some(other)),
            Self::Within { step, of, .. } => (step, Some(of)),
            Self::NotBefore { step, .. } => (step, None),
        }
    }

    pub(super) const fn days(&self) -> u32 {
        match *self {
            Self::Requires { held, .. } => held,
            Self::Triggers {
                within: Some(days), ..
            }
            | Self::Within { days, .. } => days,
            Self::NotBefore { day, .. } if day.get().unsigned_abs() > DAY_MAX as u32 => u32::MAX,
            Self::Triggers { within: None, .. }
            | Self::Simultaneous { .. }
            | Self::Excludes { .. }
            | Self::NotBefore { .. } => 0,
        }
    }

    /// Whether it forbids an overlap, and so leaves the order open.
    #[must_use]
    pub const fn excludes(&self) -> bool {
        matches!(self, Self::Excludes { .. })
    }
}
