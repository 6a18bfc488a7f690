//! Events: what has happened before one audience, in order.
//!
//! Invariant: the state of a case is the fold of its events; an event is never changed, and a form
//! of event that was once kept is read for ever.

use case::Case;
use disclosure::Seat;
use std::fmt;

/// An event's id: random, so that it tells nothing of when or beside what it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(u128);

impl EventId {
    /// The id with these bits.
    #[must_use]
    pub const fn new(bits: u128) -> Self {
        Self(bits)
    }

    /// The id that 32 hexadecimal digits stand for.
    #[must_use]
    pub fn of_hex(digits: &str) -> Option<Self> {
        let plain = digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        plain
            .then(|| u128::from_str_radix(digits, 16).ok())?
            .map(Self)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// A moment: microseconds since 1970-01-01 00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// The moment so many microseconds after the start of 1970, UTC.
    #[must_use]
    pub const fn of_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the start of 1970, UTC.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }
}

/// What happened before one audience.
#[derive(Clone)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// When it was decided.
    pub at: Moment,
    /// The seat that moved it.
    pub by: Seat,
    /// What happened.
    pub deed: Deed,
}

/// What can happen.
#[derive(Clone)]
pub enum Deed {
    /// The talks were opened before this audience, on the case as the audience may know it.
    Opened(Box<Case>),
}
