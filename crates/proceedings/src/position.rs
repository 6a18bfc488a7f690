//! Where a party stands on a bracket or a point, in the lattice of `case::Status`, with words and
//! conditions.

use crate::{Reach, Words};
use case::{ChoiceId, PointId, Status};
use std::collections::BTreeSet;
use text::{DraftNo, Place};

/// A party's status on a bracket or a point; it stands in the log of the party's room.
#[derive(Clone, PartialEq, Eq)]
pub struct Position {
    /// The draft that the party had before it; where none is named, the last one that was issued
    /// to it by then.
    pub against: Option<DraftNo>,
    /// The bracket, or the point as a whole.
    pub place: Place,
    /// The status.
    pub status: Status,
    /// The option of the bracket that it stands behind, where it stands behind one.
    pub holds: Option<ChoiceId>,
    /// In which words.
    pub words: Option<Words>,
    /// What it depends on, in words.
    pub condition: Option<Words>,
    /// The points it depends on.
    pub conditional_on: BTreeSet<PointId>,
    /// How far it may travel.
    pub reach: Reach,
}
