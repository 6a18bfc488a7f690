//! The one text: points, brackets, versions, redline, languages.
//!
//! Invariant: a [`Text`] is the same bytes for everybody who holds it; who holds which bracket, who
//! understands what and how far a point has come live beside it.

mod bracket;
mod canonical;
mod hold;
mod place;
mod point;
mod text;

pub use bracket::{BracketText, ChoiceText};
pub use canonical::{Spot, Unfit, UnfitCharacter, canonical, canonical_line};
pub use hold::{DraftNo, Hold};
pub use place::Place;
pub use point::{Part, PointParts, PointText};
pub use text::{Text, TextError};
