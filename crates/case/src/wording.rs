//! Words that may stand in several languages.

use std::collections::BTreeMap;
use std::fmt;

/// A language, by its BCP 47 tag.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(String);

impl Language {
    /// The language with this tag, such as `en` or `uk`.
    #[must_use]
    pub fn new(tag: impl Into<String>) -> Self {
        Self(tag.into())
    }

    /// English.
    #[must_use]
    pub fn english() -> Self {
        Self::new("en")
    }

    /// The tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The same words in one or more languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Wording(BTreeMap<Language, String>);

impl Wording {
    /// Words by language.
    #[must_use]
    pub const fn new(by_language: BTreeMap<Language, String>) -> Self {
        Self(by_language)
    }

    /// Words in English only.
    #[must_use]
    pub fn english(text: impl Into<String>) -> Self {
        Self([(Language::english(), text.into())].into())
    }

    /// The words in a language, else in English, else in the first language there is, else empty.
    #[must_use]
    pub fn in_language(&self, language: &Language) -> &str {
        let found = self
            .0
            .get(language)
            .or_else(|| self.0.get(&Language::english()));
        found
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// Every language with its words.
    #[must_use]
    pub const fn by_language(&self) -> &BTreeMap<Language, String> {
        &self.0
    }

    /// Whether there are no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.values().all(String::is_empty)
    }
}
