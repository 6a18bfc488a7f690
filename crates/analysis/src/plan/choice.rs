//! The decisions of a search, and the arcs that they add on either side.

use super::ledger::Cover;
use super::net::{Arc, Event};

/// A decision.
#[derive(Debug, Clone, Copy)]
pub(super) enum Choice {
    /// A receipt comes in time for a delivery.
    Cover(Cover),
    /// One step is done before the other starts.
    First(u32, u32),
}

impl Choice {
    /// What holds where the choice is made.
    pub(super) const fn arc(self) -> Arc {
        match self {
            Self::Cover(cover) => covered(cover.gives, cover.takes),
            Self::First(first, second) => before(first, second),
        }
    }

    /// What holds where it is not.
    pub(super) const fn other(self) -> Arc {
        match self {
            Self::Cover(cover) => Arc {
                before: cover.gives,
                from: Event::Done,
                lag: 1,
                after: cover.takes,
                to: Event::Verified,
                term: None,
            },
            Self::First(first, second) => before(second, first),
        }
    }
}

/// A receipt is verified no later than a delivery is done.
pub(super) const fn covered(gives: u32, takes: u32) -> Arc {
    Arc {
        before: takes,
        from: Event::Verified,
        lag: 0,
        after: gives,
        to: Event::Done,
        term: None,
    }
}

/// One step is done before another starts.
pub(super) const fn before(first: u32, second: u32) -> Arc {
    Arc {
        before: first,
        from: Event::Done,
        lag: 0,
        after: second,
        to: Event::Start,
        term: None,
    }
}
