//! Look-alike letters: words that mix alphabets whose letters look the same.
//!
//! A Cyrillic letter in a Latin word reads the same and is another text. It is shown and not
//! refused, for names and formulas may mix alphabets on purpose.

use crate::canonical::Spot;

/// The alphabets that share the look of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
}

/// A word that mixes alphabets whose letters look the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixedWord {
    /// Where it begins.
    pub spot: Spot,
    /// The word.
    pub word: String,
}

/// Every word that mixes alphabets whose letters look the same.
#[must_use]
pub fn mixed_words(words: &str) -> Vec<MixedWord> {
    let mut found = Vec::new();
    for (line, text) in (1..).zip(words.split('\n')) {
        let mut column = 1;
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let mut alphabets = word.chars().filter_map(alphabet);
            let first = alphabets.next();
            if alphabets.any(|next| Some(next) != first) {
                found.push(MixedWord {
                    spot: Spot { line, column },
                    word: word.to_owned(),
                });
            }
            column += word.chars().count() + 1;
        }
    }
    found
}

const fn alphabet(c: char) -> Option<Alphabet> {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
            Some(Alphabet::Latin)
        }
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Alphabet::Greek),
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{a640}'..='\u{a69f}' => {
            Some(Alphabet::Cyrillic)
        }
        '\u{530}'..='\u{58f}' => Some(Alphabet::Armenian),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_two_alphabets_is_found_where_it_begins() {
        let found = mixed_words("the quota\nand the \u{440}eace, Кордон, 40t");
        let expected = MixedWord {
            spot: Spot { line: 2, column: 9 },
            word: "\u{440}eace".to_owned(),
        };
        assert_eq!(found, [expected]);
    }

    #[test]
    fn words_of_different_alphabets_side_by_side_are_no_mixture() {
        assert_eq!(mixed_words("peace мир ειρήνη السلام 和平 x2"), []);
    }
}
