//! The one text: points, brackets, versions, redline, languages.
//!
//! Invariant: a [`Text`] is the same bytes for everybody who holds it; who holds which bracket, who
//! understands what and how far a point has come live beside it.

mod amendment;
mod apply;
#[cfg(test)]
mod arbitrary;
mod bracket;
mod canonical;
mod change;
mod conflict;
mod history;
mod hold;
mod hunk;
mod place;
mod point;
mod text;

pub use amendment::{Amendment, AmendmentError, Conflict, Proposal, Revision};
pub use apply::Misfit;
pub use bracket::{BracketText, ChoiceText};
pub use canonical::{Spot, Unfit, UnfitCharacter, canonical, canonical_line};
pub use change::{Change, Line};
pub use conflict::Overlap;
pub use history::{History, Offer, Stale};
pub use hold::{DraftNo, Hold};
pub use hunk::Hunk;
pub use place::Place;
pub use point::{Part, PointParts, PointText};
pub use text::{Text, TextError};
