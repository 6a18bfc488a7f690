//! A bracket of the text: an open question with the words of each option.

use crate::TextError;
use crate::canonical::canonical_line;
use case::{BracketId, ChoiceId, Wording};
use std::collections::BTreeSet;

/// The words of one option.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChoiceText {
    id: ChoiceId,
    words: Wording,
}

/// An open question of a point, with options that exclude each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BracketText {
    id: BracketId,
    question: Wording,
    choices: Vec<ChoiceText>,
    settled: Option<ChoiceId>,
}

impl ChoiceText {
    /// An option; no words stand for leaving the passage out.
    ///
    /// # Errors
    /// Refuses characters that have no place in the text.
    pub fn new(id: ChoiceId, words: &Wording) -> Result<Self, TextError> {
        let words = line_wording(words)?;
        Ok(Self { id, words })
    }

    /// Its id, unique in the bracket.
    #[must_use]
    pub const fn id(&self) -> &ChoiceId {
        &self.id
    }

    /// Its words.
    #[must_use]
    pub const fn words(&self) -> &Wording {
        &self.words
    }
}

impl BracketText {
    /// A bracket that is open.
    ///
    /// # Errors
    /// Refuses two options of one id, and characters that have no place in the text.
    pub fn new(
        id: BracketId,
        question: &Wording,
        choices: Vec<ChoiceText>,
    ) -> Result<Self, TextError> {
        let question = line_wording(question)?;
        let mut seen = BTreeSet::new();
        if let Some(twice) = choices.iter().find(|choice| !seen.insert(&choice.id)) {
            let choice = twice.id.clone();
            return Err(TextError::ChoiceTwice {
                bracket: id,
                choice,
            });
        }
        Ok(Self {
            id,
            question,
            choices,
            settled: None,
        })
    }

    /// The same bracket with one option taken into the text, or open again.
    ///
    /// # Errors
    /// Refuses an option that the bracket does not have.
    pub fn with_settled(self, settled: Option<ChoiceId>) -> Result<Self, TextError> {
        if let Some(choice) = settled
            .as_ref()
            .filter(|wanted| self.choice(wanted).is_none())
        {
            return Err(TextError::NoSuchChoice {
                choice: choice.clone(),
                bracket: self.id,
            });
        }
        Ok(Self { settled, ..self })
    }

    /// Its id, unique in the text.
    #[must_use]
    pub const fn id(&self) -> &BracketId {
        &self.id
    }

    /// The question it asks; empty where the words around it ask it.
    #[must_use]
    pub const fn question(&self) -> &Wording {
        &self.question
    }

    /// The options, in the order in which they are printed.
    #[must_use]
    pub fn choices(&self) -> &[ChoiceText] {
        &self.choices
    }

    /// The option with this id.
    #[must_use]
    pub fn choice(&self, id: &ChoiceId) -> Option<&ChoiceText> {
        self.choices.iter().find(|choice| choice.id == *id)
    }

    /// The option that the text takes, once the bracket is lifted.
    #[must_use]
    pub fn settled(&self) -> Option<&ChoiceText> {
        self.choice(self.settled.as_ref()?)
    }

    /// Whether an assent to this bracket as it was, given while standing behind these options, is
    /// one to the bracket as it is here. Once it is settled, that is so only for whoever stood
    /// behind the option that the text takes, or was shown it as taken.
    pub(crate) fn upholds(&self, was: &Self, holds: &BTreeSet<&ChoiceId>) -> bool {
        let same = |choice: &ChoiceText| was.choice(&choice.id) == Some(choice);
        let held = |choice: &&ChoiceText| holds.contains(&choice.id);
        match (self.settled(), holds.is_empty()) {
            (Some(taken), true) => was.settled() == Some(taken),
            (Some(taken), false) => held(&taken) && same(taken),
            (None, true) => was.settled.is_none() && self.choices == was.choices,
            (None, false) => self.choices.iter().filter(held).any(same),
        }
    }
}

/// The same words, each language on one line in canonical form; languages without words are left
/// out.
pub(crate) fn line_wording(loose: &Wording) -> Result<Wording, TextError> {
    let mut lines = std::collections::BTreeMap::new();
    for (language, words) in loose.by_language() {
        let line = canonical_line(words)?;
        if !line.is_empty() {
            lines.insert(language.clone(), line);
        }
    }
    Ok(Wording::new(lines))
}
