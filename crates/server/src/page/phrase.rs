//! Words of the case as a reader has them: in the reader's language where the case has it, else in
//! English, else in the first language there is; with the language and its direction, so that a
//! page can say what it shows.

use super::here::capital;
use case::{Language, Wording};
use document::Direction;
use std::fmt;

/// The longest tag of a language, in characters.
const TAG_MAX: usize = 20;

/// Some words with their language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Phrase {
    words: String,
    /// The tag of their language; empty where there are no words.
    pub(crate) tag: String,
    /// `ltr` or `rtl`; `auto` where there are no words.
    pub(crate) direction: &'static str,
}

impl Phrase {
    /// The words for a reader of a language.
    pub(crate) fn of(wording: &Wording, reader: &Language) -> Self {
        let Some(language) = read_in(wording.by_language().keys(), reader) else {
            let direction = "auto";
            return Self {
                direction,
                ..Self::default()
            };
        };
        Self {
            words: wording.in_language(language).to_owned(),
            tag: language.tag().to_owned(),
            direction: direction(language),
        }
    }

    /// The same with a capital.
    pub(crate) fn capital(self) -> Self {
        let words = capital(&self.words);
        Self { words, ..self }
    }

    /// Whether there are no words.
    pub(crate) const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

/// Which of these languages a reader is given: the reader's own, else English, else the first.
pub(crate) fn read_in<'a>(
    languages: impl IntoIterator<Item = &'a Language>,
    reader: &Language,
) -> Option<&'a Language> {
    let english = Language::english();
    let rank = |language: &&Language| match *language {
        own if own == reader => 0,
        other if *other == english => 1,
        _ => 2,
    };
    languages.into_iter().min_by_key(rank)
}

/// A language as a form names it: a tag such as `en` or `zh-Hant`.
///
/// What is written under a language stays under it for ever, so nothing else is taken.
pub(crate) fn language(typed: &str) -> Result<Language, String> {
    let tag = typed.trim();
    let plain = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let mut parts = tag.split('-');
    let name = parts.next().unwrap_or_default();
    let is_name = (2..=8).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphabetic());
    if tag.len() <= TAG_MAX && is_name && parts.all(plain) {
        Ok(Language::new(tag))
    } else {
        Err(format!(
            "`{tag}` is not a language\nhint: write its short tag, such as en, uk, ar or zh-Hant"
        ))
    }
}

/// The direction that a language is written in.
pub(crate) fn direction(language: &Language) -> &'static str {
    Direction::of(language).word()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_named_by_a_tag_that_can_be_kept() {
        for tag in ["en", "zh-Hant", "sr-Latn-RS", "ckb"] {
            assert_eq!(language(tag).unwrap().tag(), tag);
        }
        for wrong in [
            "",
            "f",
            "fr FR",
            "fr_FR",
            "français",
            "en-",
            "e1",
            "en-toolongapart",
        ] {
            let why = language(wrong).unwrap_err();
            assert!(why.contains("is not a language"), "{why}");
        }
    }

    fn wording(pairs: &[(&str, &str)]) -> Wording {
        let pairs = pairs.iter();
        Wording::new(
            pairs
                .map(|(tag, words)| (Language::new(*tag), (*words).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn a_reader_has_words_in_the_own_language_else_in_english_else_in_the_first_there_is() {
        let arabic = Language::new("ar");
        let both = wording(&[("ar", "الحدود"), ("en", "the border"), ("uk", "кордон")]);
        let own = Phrase::of(&both, &arabic);
        assert_eq!(
            (own.to_string().as_str(), &*own.tag, own.direction),
            ("الحدود", "ar", "rtl")
        );
        let english = wording(&[("en", "the border"), ("ar-Latn", "al-hudud")]);
        let english = Phrase::of(&english, &arabic).capital();
        assert_eq!(
            (english.to_string().as_str(), english.direction),
            ("The border", "ltr")
        );
        let other = Phrase::of(
            &wording(&[("fa", "مرز"), ("uk", "кордон")]),
            &Language::english(),
        );
        assert_eq!((&*other.tag, other.direction), ("fa", "rtl"));
        assert!(Phrase::of(&Wording::default(), &arabic).is_empty());
    }

    #[test]
    fn a_script_in_the_tag_stands_over_the_language() {
        for (tag, wanted) in [
            ("he-IL", "rtl"),
            ("yi", "rtl"),
            ("az-Arab-IR", "rtl"),
            ("ks-Deva", "ltr"),
            ("uk", "ltr"),
            ("zh-Hans", "ltr"),
        ] {
            assert_eq!(direction(&Language::new(tag)), wanted, "{tag}");
        }
    }
}
