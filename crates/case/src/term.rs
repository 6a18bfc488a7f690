//! Terms: how one thing is called in each language of the text.

use crate::{Grounds, Wording};

/// A term with its one rendering in each language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// How it is called, by language.
    pub words: Wording,
    /// How it is not to be called, by language.
    pub avoid: Vec<Wording>,
    /// What it means, where that is said.
    pub meaning: Option<Wording>,
    /// What supports it.
    pub grounds: Grounds,
}
