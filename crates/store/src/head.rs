//! The head of a log: the number of its last event.

use std::fmt;

/// How far a log has come: the number of its last event, 0 while it is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Head(u64);

impl Head {
    /// The head of an empty log.
    pub const EMPTY: Self = Self(0);

    /// The head of this number.
    #[must_use]
    pub const fn of_number(number: u64) -> Self {
        Self(number)
    }

    /// The number of the last event.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The head after so many more events.
    #[must_use]
    pub const fn after(self, more: u64) -> Self {
        Self(self.0.saturating_add(more))
    }

    /// As a database keeps it.
    pub(crate) fn row(self) -> i64 {
        i64::try_from(self.0).unwrap_or(i64::MAX)
    }

    /// From what a database keeps.
    pub(crate) fn of_row(number: i64) -> Self {
        Self(u64::try_from(number).unwrap_or(0))
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
