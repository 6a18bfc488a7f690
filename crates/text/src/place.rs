//! A place in the text that a party can speak about: a whole point, or one bracket of it.

use case::{BracketId, PointId};

/// What a status, a read-back or a registered ambiguity is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A point as a whole.
    Point(PointId),
    /// One bracket.
    Bracket(BracketId),
}
