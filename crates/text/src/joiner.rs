//! Joiners: the two invisible characters that say whether letters are written joined. Persian
//! cannot be written without the one, nor Sinhala without the other.
//!
//! They are taken where they can be seen by what they do: between letters of one script that joins
//! its letters, or after the sign that joins a consonant to the next (as RFC 5892, appendix A, has
//! it for names). Anywhere else they would make two texts that read alike.
//!
//! Invariant: a joiner that is taken stands in the text only where it changes the writing, as far
//! as the letters of Arabic tell; one that does nothing there is left out.

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// Keeps letters apart.
const APART: char = '\u{200c}';
/// Joins letters.
const JOINED: char = '\u{200d}';
/// The combining class of the signs that join a consonant to the next.
const VIRAMA: u8 = 9;

/// A script that joins its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Arabic,
    Syriac,
    Nko,
    Mandaic,
    Mongolian,
    Myanmar,
    Khmer,
    /// One of the scripts from Devanagari to Sinhala, by its place among them.
    Indic(u32),
}

impl Script {
    fn of(letter: char) -> Option<Self> {
        if !letter.is_alphabetic() && !is_combining_mark(letter) {
            return None;
        }
        match u32::from(letter) {
            0x600..=0x6ff | 0x750..=0x77f | 0x870..=0x8ff => Some(Self::Arabic),
            0x700..=0x74f | 0x860..=0x86f => Some(Self::Syriac),
            0x7c0..=0x7ff => Some(Self::Nko),
            0x840..=0x85f => Some(Self::Mandaic),
            code @ 0x900..=0xdff => Some(Self::Indic((code - 0x900) / 0x80)),
            0x1000..=0x109f => Some(Self::Myanmar),
            0x1780..=0x17ff => Some(Self::Khmer),
            0x1820..=0x18aa => Some(Self::Mongolian),
            _ => None,
        }
    }
}

/// Whether a character is a joiner.
pub(crate) const fn is_joiner(letter: char) -> bool {
    matches!(letter, APART | JOINED)
}

/// Whether a joiner may stand between these two.
pub(crate) fn may_stand(before: Option<char>, after: Option<char>) -> bool {
    if before.is_some_and(|letter| canonical_combining_class(letter) == VIRAMA) {
        return before.and_then(Script::of).is_some();
    }
    let (before, after) = (before.and_then(Script::of), after.and_then(Script::of));
    before.is_some() && before == after
}

/// The words without the joiners that change nothing.
pub(crate) fn without_idle(words: &str) -> String {
    let mut letter = ' ';
    let kept = words.chars().filter(|c| {
        let is_kept = match *c {
            APART => !is_arabic(letter) || joins_on(letter),
            JOINED => !is_arabic(letter) || !joins_on(letter),
            _ => true,
        };
        if !is_joiner(*c) && !is_combining_mark(*c) {
            letter = *c;
        }
        is_kept
    });
    kept.collect()
}

const fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6ff}')
}

/// Whether an Arabic letter joins the one after it: those of joining type D in the Unicode
/// Character Database, and not those of R and U.
const fn joins_on(letter: char) -> bool {
    !matches!(letter,
        '\u{621}'..='\u{625}' | '\u{627}' | '\u{629}' | '\u{62f}'..='\u{632}' | '\u{648}'
        | '\u{671}'..='\u{677}' | '\u{688}'..='\u{699}' | '\u{6c0}' | '\u{6c3}'..='\u{6cb}'
        | '\u{6cd}' | '\u{6cf}' | '\u{6d2}' | '\u{6d3}' | '\u{6d5}' | '\u{6ee}' | '\u{6ef}')
}

#[cfg(test)]
mod tests {
    use crate::{Unfit, canonical, canonical_line};
    use proptest::prelude::*;

    #[test]
    fn writing_that_needs_a_joiner_is_kept_as_it_is() {
        for words in [
            "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
            "\u{645}\u{631}\u{632}\u{647}\u{627}\u{6cc} \u{622}\u{628}\u{6cc}\u{200c}\u{627}\u{634}",
            "\u{d9a}\u{dca}\u{200d}\u{dbb}",
            "\u{9b0}\u{200d}\u{9cd}\u{9af}",
            "\u{915}\u{94d}\u{200c}\u{937}",
            "\u{d28}\u{d4d}\u{200d} \u{d28}",
        ] {
            assert_eq!(canonical(words).unwrap(), words, "{words}");
            assert_eq!(canonical_line(words).unwrap(), words, "{words}");
        }
    }

    #[test]
    fn a_joiner_that_changes_nothing_is_left_out_so_that_what_reads_alike_is_alike() {
        let apart = "\u{62f}\u{200c}\u{647}\u{627}";
        assert_eq!(canonical(apart).unwrap(), "\u{62f}\u{647}\u{627}");
        let joined = "\u{628}\u{64e}\u{200d}\u{647}";
        assert_eq!(canonical(joined).unwrap(), "\u{628}\u{64e}\u{647}");
    }

    #[test]
    fn a_joiner_between_no_letters_that_join_is_refused_with_its_place_and_what_to_do() {
        let error = canonical("fifty\nno\u{200d}thing").unwrap_err();
        assert_eq!(error.why, Unfit::Joiner);
        assert_eq!(
            error.to_string(),
            "line 2, character 3: a joiner where no letters are joined, `U+200D`\n\
             hint: take it out; it stands between letters of one script that joins them"
        );
        for words in [
            "\u{200c}\u{645}",
            "\u{645}\u{200c}",
            "\u{645}\u{200c} \u{6cc}",
            "\u{6cc}\u{200c}\u{200c}\u{62e}",
            "\u{6cc}\u{200c}\u{915}",
            "\u{6cc}\u{200c}5",
            "\u{661}\u{200c}\u{662}",
            "5\u{200c}0",
            "\u{1f468}\u{200d}\u{1f469}",
        ] {
            assert_eq!(
                canonical(words).unwrap_err().why,
                Unfit::Joiner,
                "{words:?}"
            );
        }
        for other in [
            '\u{202e}', '\u{2066}', '\u{200f}', '\u{61c}', '\u{200b}', '\u{2060}',
        ] {
            let words = format!("\u{645}\u{6cc}{other}\u{62e}");
            assert_ne!(
                canonical(&words).unwrap_err().why,
                Unfit::Joiner,
                "{words:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn canonical_words_with_joiners_stay_as_they_are(
            loose in "[\u{200c}\u{200d}\u{627}-\u{655}\u{6cc}\u{915}-\u{94d}\u{958} a]{0,12}"
        ) {
            if let Ok(once) = canonical(&loose) {
                prop_assert_eq!(canonical(&once).unwrap(), once);
            }
        }
    }
}
