//! Words that people type: bounded, and free of characters that hide or reorder what is read.
//!
//! Invariant: they have no `Debug` and no `Display`, so that what was said in a room is printed by
//! nobody who did not mean to.

use text::{UnfitCharacter, canonical};

/// The most characters that a text may have.
pub const WORDS_MAX: usize = 20_000;

/// The most characters that a single line may have.
pub const LABEL_MAX: usize = 300;

/// What somebody said or wrote; it may run over several lines.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words(String);

/// A single line: a title, a name, a place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label(String);

/// Why something typed is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// There is nothing.
    #[error("there are no words here\nhint: write at least one")]
    Empty,
    /// There is too much.
    #[error("the text has `{chars}` characters, and at most {most} are taken\nhint: divide it")]
    TooLong {
        /// How many there are.
        chars: usize,
        /// How many are taken.
        most: usize,
    },
    /// A character that has no place in a text.
    #[error(transparent)]
    Character(#[from] UnfitCharacter),
    /// A second line where one is taken.
    #[error("this is one line, and the text has `{lines}`\nhint: join them")]
    Lines {
        /// How many there are.
        lines: usize,
    },
}

impl Words {
    /// These words, without blanks at their ends and with line feeds for line ends.
    ///
    /// # Errors
    /// If they are empty, too long or hold a character that may not stand in a text.
    pub fn new(typed: &str) -> Result<Self, WordsError> {
        Ok(Self(checked(typed, WORDS_MAX)?))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Label {
    /// This line, without blanks at its ends.
    ///
    /// # Errors
    /// If it is empty, too long, more than a line, or holds a character that may not stand in a
    /// text.
    pub fn new(typed: &str) -> Result<Self, WordsError> {
        let line = checked(typed, LABEL_MAX)?;
        match line.split('\n').count() {
            1 => Ok(Self(line)),
            lines => Err(WordsError::Lines { lines }),
        }
    }

    /// The line.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn checked(typed: &str, most: usize) -> Result<String, WordsError> {
    let text = canonical(typed)?;
    let text = text.trim();
    let chars = text.chars().count();
    if chars == 0 {
        return Err(WordsError::Empty);
    }
    if chars > most {
        return Err(WordsError::TooLong { chars, most });
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_their_outer_blanks_and_keep_their_lines() {
        let words = Words::new("  not above\r\n40 000 t \n").unwrap();
        assert_eq!(words.as_str(), "not above\n40 000 t");
    }

    #[test]
    fn a_character_that_reorders_text_is_refused_with_its_place() {
        let error = Words::new("one\ntwo \u{202e}three").err().unwrap();
        let told = error.to_string();
        assert!(told.starts_with("line 2, character 5"), "{told}");
        assert!(told.contains("U+202E"), "{told}");
    }

    #[test]
    fn nothing_and_too_much_and_two_lines_are_refused() {
        assert_eq!(Words::new(" \n ").err(), Some(WordsError::Empty));
        let long = "x".repeat(LABEL_MAX + 1);
        let (chars, most) = (LABEL_MAX + 1, LABEL_MAX);
        assert_eq!(
            Label::new(&long).err(),
            Some(WordsError::TooLong { chars, most })
        );
        assert_eq!(
            Label::new("a\nb").err(),
            Some(WordsError::Lines { lines: 2 })
        );
    }
}
