//! Canonical words: the bytes of a text that everybody agrees on who reads the same.
//!
//! Normal form C, line feeds alone, no blanks at the ends of lines, no empty lines at either end,
//! one line feed at the end unless nothing stands there; no control characters and no marks that
//! turn the reading direction.
//!
//! Invariant: canonical words are their own canonical form.

use unicode_normalization::UnicodeNormalization;

/// A character that has no place in a text that is to be agreed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line}: `U+{:04X}` cannot be seen\nhint: type the line again, without it",
    u32::from(*.character)
)]
pub struct Unwritable {
    /// The line, from 1.
    pub line: usize,
    /// The character.
    pub character: char,
}

/// The canonical form of words.
///
/// # Errors
///
/// Names the first character that has no place in it.
pub fn canonical(words: &str) -> Result<String, Unwritable> {
    let unified = words.replace("\r\n", "\n").replace('\r', "\n");
    let composed: String = unified.nfc().collect();
    let lines = composed.split('\n');
    let lines: Vec<&str> = lines
        .map(|line| line.trim_end_matches([' ', '\t']))
        .collect();
    for (line, content) in (1..).zip(&lines) {
        if let Some(character) = content.chars().find(|&character| is_hidden(character)) {
            return Err(Unwritable { line, character });
        }
    }
    let mut text = lines.join("\n").trim_matches('\n').to_owned();
    if !text.is_empty() {
        text.push('\n');
    }
    Ok(text)
}

const fn is_hidden(character: char) -> bool {
    let turns = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || character.is_ascii_control()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_ways_of_typing_the_same_have_one_canonical_form() {
        let composed = canonical("\u{c9}t\u{e9}\nnext").unwrap();
        let loose = canonical("\r\nE\u{301}te\u{301}  \r\nnext\t\r\r").unwrap();
        assert_eq!(loose, composed);
        assert_eq!(composed, "\u{c9}t\u{e9}\nnext\n");
        assert_eq!(canonical("\n\n"), Ok(String::new()));
    }

    #[test]
    fn what_cannot_be_seen_is_refused_where_it_stands() {
        for character in ['\u{7}', '\t', '\u{7f}', '\u{202e}', '\u{2066}'] {
            let refused = canonical(&format!("first\nsec{character}ond"))
                .err()
                .unwrap();
            assert_eq!(refused, Unwritable { line: 2, character });
        }
    }

    proptest! {
        #[test]
        fn canonical_words_are_their_own_canonical_form(words in "\\PC{0,40}(\r?\n\\PC{0,9}){0,3}") {
            if let Ok(text) = canonical(&words) {
                prop_assert_eq!(canonical(&text), Ok(text.clone()));
            }
        }
    }
}
