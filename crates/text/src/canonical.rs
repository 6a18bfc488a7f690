//! Canonical words: one form for what reads the same, and no characters that cannot be seen.
//!
//! Two people who read the same text must hold the same bytes, so words are put into normal form C
//! with plain spaces and line feeds, and a character that leaves no mark on the page is refused
//! where it stands. The two joiners of letters are taken where they show.
//!
//! Invariant: putting canonical words into canonical form again changes nothing.

use crate::joiner::{is_joiner, may_stand, without_idle};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// Where something stands in words that were handed in, counted from 1 in lines and characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, character {}", self.line, self.column)
    }
}

/// Why a character has no place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unfit {
    /// It steers a device and is no writing.
    Control,
    /// It turns the reading direction round.
    Direction,
    /// It takes no room, or room without a mark.
    Invisible,
    /// It joins letters or keeps them apart, and stands between none that join.
    Joiner,
    /// It has no meaning that everybody shares.
    Meaningless,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Control => "a control character",
            Self::Direction => "a mark that turns the reading direction",
            Self::Invisible => "a character that cannot be seen",
            Self::Joiner => "a joiner where no letters are joined",
            Self::Meaningless => "a character without a shared meaning",
        })
    }
}

impl Unfit {
    /// What to do about it.
    const fn hint(self) -> &'static str {
        match self {
            Self::Control | Self::Direction | Self::Invisible | Self::Meaningless => {
                "type the passage again, without it"
            }
            Self::Joiner => "take it out; it stands between letters of one script that joins them",
        }
    }
}

/// Words that cannot be part of the text as they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "{spot}: {why}, `U+{:04X}`\nhint: {}",
    u32::from(*.character),
    .why.hint()
)]
pub struct UnfitCharacter {
    /// Where it stands.
    pub spot: Spot,
    /// The character.
    pub character: char,
    /// Why it is refused.
    pub why: Unfit,
}

/// Words of one or more lines in canonical form, without blanks at the ends of lines and without
/// empty lines at either end.
///
/// # Errors
/// Names the first character that has no place in the text.
pub fn canonical(loose: &str) -> Result<String, UnfitCharacter> {
    if is_plainly_canonical(loose) {
        return Ok(loose.to_owned());
    }
    put_in_form(loose)
}

fn put_in_form(loose: &str) -> Result<String, UnfitCharacter> {
    check(loose)?;
    let unified = unified(loose);
    let lines: Vec<&str> = unified.split('\n').map(str::trim_end).collect();
    Ok(lines.join("\n").trim_matches(['\n', ' ']).to_owned())
}

/// Whether words are canonical as they stand, where their bytes tell: letters and signs of ASCII,
/// no blank at the end of a line, and nothing blank at either end. A start reads all words
/// that were
/// ever said, and most were kept in this form.
fn is_plainly_canonical(words: &str) -> bool {
    let mut last = b'\n';
    for byte in words.bytes() {
        let fits = match byte {
            b'\n' => last != b' ',
            b' '..=b'~' => true,
            _ => false,
        };
        if !fits {
            return false;
        }
        last = byte;
    }
    !words.starts_with(['\n', ' ']) && !words.ends_with(['\n', ' '])
}

/// Words in canonical form on one line, with single spaces.
///
/// # Errors
/// Names the first character that has no place in the text.
pub fn canonical_line(loose: &str) -> Result<String, UnfitCharacter> {
    check(loose)?;
    let unified = unified(loose);
    Ok(unified.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Canonical characters with the spacing left as it is, for words between two brackets.
pub(crate) fn canonical_piece(loose: &str) -> Result<String, UnfitCharacter> {
    check(loose)?;
    Ok(unified(loose))
}

/// Refuses the first character that has no place in the text.
pub(crate) fn check(loose: &str) -> Result<(), UnfitCharacter> {
    let mut spot = Spot { line: 1, column: 1 };
    let mut last = ' ';
    let mut before = None;
    let mut rest = loose.chars();
    while let Some(character) = rest.next() {
        let why = if is_joiner(character) {
            let stands = may_stand(before, rest.clone().next());
            (!stands).then_some(Unfit::Joiner)
        } else {
            unfit(character)
        };
        before = Some(character);
        if let Some(why) = why {
            return Err(UnfitCharacter {
                spot,
                character,
                why,
            });
        }
        match character {
            '\n' if last == '\r' => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                spot.line += 1;
                spot.column = 1;
            }
            _ => spot.column += 1,
        }
        last = character;
    }
    Ok(())
}

fn unified(loose: &str) -> String {
    let lines = without_idle(loose)
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    lines
        .nfc()
        .map(|c| if is_other_space(c) { ' ' } else { c })
        .collect()
}

/// Spaces that look like the plain one, or nearly: kept apart they would make two texts of one.
const fn is_other_space(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// Why a character has no place in the text, if it has none.
const fn unfit(c: char) -> Option<Unfit> {
    match c {
        '\n' | '\r' => None,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some(Unfit::Control),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(Unfit::Direction)
        }
        // Default_Ignorable_Code_Point of the Unicode Character Database, and the blanks that have
        // another category than space
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' => {
            Some(Unfit::Invisible)
        }
        '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{2060}'..='\u{2065}' => Some(Unfit::Invisible),
        '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' => {
            Some(Unfit::Invisible)
        }
        '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}' | '\u{1bca0}'..='\u{1bca3}' => {
            Some(Unfit::Invisible)
        }
        '\u{1d159}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' => {
            Some(Unfit::Invisible)
        }
        '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{f0000}'.. => {
            Some(Unfit::Meaningless)
        }
        _ if (c as u32) & 0xfffe == 0xfffe => Some(Unfit::Meaningless),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_reads_the_same_has_the_same_bytes() {
        let composed = canonical("caf\u{e9}\nquota\n").unwrap();
        assert_eq!(
            canonical("cafe\u{301}  \r\nquota\r\n\r\n").unwrap(),
            composed
        );
        assert_eq!(canonical_line("40\u{a0}000\u{2009}t").unwrap(), "40 000 t");
    }

    #[test]
    fn an_invisible_character_is_refused_with_its_place_and_code_point() {
        let error = canonical("one\r\ntwo\u{200b} three").unwrap_err();
        assert_eq!(error.spot, Spot { line: 2, column: 4 });
        assert!(error.to_string().contains("U+200B"), "{error}");
    }

    #[test]
    fn marks_that_turn_the_direction_and_codes_that_steer_are_refused() {
        for (character, why) in [
            ('\u{202e}', Unfit::Direction),
            ('\u{2067}', Unfit::Direction),
            ('\u{200f}', Unfit::Direction),
            ('\t', Unfit::Control),
            ('\u{85}', Unfit::Control),
            ('\u{1b}', Unfit::Control),
            ('\u{ad}', Unfit::Invisible),
            ('\u{e0041}', Unfit::Invisible),
            ('\u{fe0f}', Unfit::Invisible),
            ('\u{e000}', Unfit::Meaningless),
            ('\u{1ffff}', Unfit::Meaningless),
        ] {
            let refused = canonical_line(&format!("a{character}b")).unwrap_err();
            assert_eq!((refused.character, refused.why), (character, why));
        }
    }

    #[test]
    fn writing_of_several_scripts_is_kept() {
        for words in [
            "Кордон іде вздовж річки",
            "الحدود تتبع النهر",
            "l’accord — « oui »",
            "境界",
        ] {
            assert_eq!(canonical(words).unwrap(), words);
        }
    }

    proptest! {
        #[test]
        fn words_of_ascii_are_told_canonical_at_a_glance_exactly_where_they_are(
            words in "[\\x00\t\r\n a-c~\x7f]{0,12}|[ -~]{0,40}|[a-c\n ]{0,8}é?",
        ) {
            let as_it_stands = words.is_ascii() && put_in_form(&words).as_ref() == Ok(&words);
            prop_assert_eq!(is_plainly_canonical(&words), as_it_stands);
        }

        #[test]
        fn canonical_words_stay_as_they_are(loose in "\\PC{0,40}(\r?\n\\PC{0,20}){0,3}") {
            if let Ok(once) = canonical(&loose) {
                prop_assert_eq!(canonical(&once).unwrap(), once);
            }
            if let Ok(once) = canonical_line(&loose) {
                prop_assert_eq!(canonical_line(&once).unwrap(), once);
            }
        }
    }
}
