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

    /// The language without its region and script: `en` of `en-GB`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Whether two tags name one language, in whatever region and script.
    #[must_use]
    pub fn is_kin_of(&self, other: &Self) -> bool {
        self.primary().eq_ignore_ascii_case(other.primary())
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

/// Words with a capital at their head.
#[must_use]
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let head = letters.next().map(char::to_uppercase);
    head.into_iter().flatten().chain(letters).collect()
}

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

    /// The words in a language, else in the same language of another region: in `en` for `en-GB`.
    #[must_use]
    pub fn in_kin(&self, language: &Language) -> Option<&str> {
        let found = self.0.get(language).or_else(|| {
            let mut all = self.0.iter();
            let kin = all.find(|(other, _)| other.is_kin_of(language));
            kin.map(|(_, words)| words)
        });
        found.map(String::as_str)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_the_same_language_of_another_region_and_in_no_other_language() {
        let words = Wording::english("the belt");
        assert_eq!(words.in_kin(&Language::new("en-GB")), Some("the belt"));
        assert_eq!(words.in_kin(&Language::new("enm")), None);
        assert_eq!(words.in_kin(&Language::new("fr")), None);
        assert_eq!(Language::new("zh-Hant").primary(), "zh");
    }
}
