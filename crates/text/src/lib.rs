//! The one text: points, brackets, versions, redline, languages.
//!
//! Invariant: a [`Text`] is the same bytes for everybody who holds it; who holds which bracket, who
//! understands what and how far a point has come live beside it.
// tidy: long, because a text is changed, laid side by side in its languages and looked over in the
// same words; a second crate would need a second reading of them.

mod ambiguity;
mod amendment;
mod apply;
#[cfg(test)]
mod arbitrary;
mod bracket;
mod canonical;
mod change;
mod cleaning;
mod conflict;
mod echo;
mod figure;
mod history;
mod hold;
mod hunk;
mod joiner;
mod lint;
mod look_alike;
mod maturity;
mod months;
mod parallel;
mod paste;
mod place;
mod point;
mod print;
mod proviso;
mod read_back;
mod redline;
mod text;

pub use ambiguity::{Ambiguity, due};
pub use amendment::{Amendment, AmendmentError, Conflict, Proposal, Revision};
pub use apply::Misfit;
pub use bracket::{BracketText, ChoiceText};
pub use canonical::{Spot, Unfit, UnfitCharacter, canonical, canonical_line};
pub use change::{Change, Line};
pub use cleaning::{Cleaning, cleaning_order};
pub use conflict::Overlap;
pub use echo::{Folded, Prints, Said, Telltale};
pub use figure::Figure;
pub use history::{History, Offer, Stale};
pub use hold::{DraftNo, Hold, Holds};
pub use hunk::Hunk;
pub use lint::{Duty, Finding, FindingKind, Found, Known, Lint, Weight, point_name};
pub use look_alike::{MixedWord, mixed_words};
pub use maturity::{Assent, Maturity};
pub use months::MONTHS;
pub use parallel::{
    Concordance, Exception, OutOfStep, Parallel, Rendering, StepKind, concordance, left_behind,
};
pub use paste::{NumberTwice, PASTE_BYTES_MAX, PasteError, pasted};
pub use place::Place;
pub use point::{Part, PointParts, PointText};
pub use print::{Offered, Piece, Print, as_typed};
pub use proviso::{Fall, Proviso, Wanting, falls_with, is_agreed, wanting};
pub use read_back::{Judgement, NotClean, ReadBack, ReadBacks};
pub use redline::{PointRedline, Redline, Row, Run, line_between};
pub use text::{Text, TextError};
