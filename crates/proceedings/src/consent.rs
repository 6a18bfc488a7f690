//! A party's consent to having what it says recorded.
//!
//! Invariant: without it, the mediation team records nothing of what the party said; messages that
//! the party writes itself and drafts go on.

use crate::named::named;

/// Whether a party consents to recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recording {
    /// It does.
    Granted,
    /// It does not, or no longer.
    Withdrawn,
}

named! {
    Recording { Granted = "granted", Withdrawn = "withdrawn", }
}
