//! The name of a person at the talks, as others call them and as they sign in.

use crate::StoreError;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

const LENGTH_MAX: usize = 120;

/// A person's name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonName(String);

impl PersonName {
    /// The name in normal form C, without the blanks around it.
    ///
    /// # Errors
    ///
    /// If nothing is left, if it has more than 120 characters, or one that is not to be seen.
    pub fn new(text: &str) -> Result<Self, StoreError> {
        let composed: String = text.nfc().collect();
        let name = composed.split_whitespace().collect::<Vec<_>>().join(" ");
        let seen = !name.is_empty() && !name.chars().any(char::is_control);
        if seen && name.chars().count() <= LENGTH_MAX {
            Ok(Self(name))
        } else {
            Err(StoreError::Nameless)
        }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a sign-in finds it by: the same whatever the case of its letters.
    pub(crate) fn folded(&self) -> String {
        self.0.to_lowercase().nfc().collect()
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
