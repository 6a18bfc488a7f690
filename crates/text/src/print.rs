//! Printing: the text in plain words, clean or with its brackets, and the pieces a page sets.
//!
//! The printed text is what a hash is taken of and what a delegation compares, so it depends on the
//! text and the language alone. A bracket that is settled prints as the words of its option. One
//! that is open prints as `[a | b]`, and in a clean print as `[…]`: what is open never reads as if
//! it were agreed.
//!
//! Invariant: a bracketed print, pasted again, gives points of the same words (see
//! [`crate::pasted`]).

use crate::point::tidy_lines;
use crate::{BracketText, ChoiceText, Hold, Holds, Part, PointText, Text};
use case::{BracketId, Language};
use std::collections::BTreeMap;

/// How open brackets are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Print {
    /// As a gap.
    Clean,
    /// With every option.
    Bracketed,
}

/// A piece of a point as a page sets it.
#[derive(Clone)]
pub enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// A bracket that is open, with its options.
    Open {
        /// The bracket.
        bracket: &'a BracketText,
        /// Its options.
        options: Vec<Offered<'a>>,
    },
    /// A bracket that is settled.
    Settled {
        /// The bracket.
        bracket: &'a BracketText,
        /// The words that the text takes.
        words: &'a str,
    },
}

/// An option as a page sets it.
#[derive(Clone)]
pub struct Offered<'a> {
    /// The option.
    pub choice: &'a ChoiceText,
    /// Its words; empty for leaving the passage out.
    pub words: &'a str,
    /// Who holds it, as whoever reads may know it.
    pub holds: &'a [Hold],
}

/// The marker that opens a point outside the numbered text.
pub(crate) const UNNUMBERED: &str = "—.";

/// What stands for something left open.
pub(crate) const GAP: &str = "…";

/// How far the words of a point are set in.
pub(crate) const INDENT: &str = "    ";

impl PointText {
    /// Its words in a language, else in English, else in the first language it has.
    #[must_use]
    pub fn words(&self, language: &Language) -> &[Part] {
        let body = self.bodies();
        let found = body
            .get(language)
            .or_else(|| body.get(&Language::english()));
        found
            .or_else(|| body.values().next())
            .map_or(&[], Vec::as_slice)
    }

    /// Its words as a page sets them, with the holders of each option.
    #[must_use]
    pub fn pieces<'a>(&'a self, language: &Language, holds: &'a Holds) -> Vec<Piece<'a>> {
        let parts = self.words(language).iter();
        let pieces = parts.filter_map(|part| match part {
            Part::Words(words) => Some(Piece::Words(words)),
            Part::Open(id) => Some(piece(self.bracket(id)?, language, holds)),
        });
        pieces.collect()
    }

    /// Each bracket in its words as it is printed there.
    #[must_use]
    pub fn printed_brackets(
        &self,
        language: &Language,
        form: Print,
    ) -> BTreeMap<BracketId, String> {
        let nobody = Holds::default();
        let pieces = self.pieces(language, &nobody);
        let printed = pieces.iter().enumerate().filter_map(|(at, piece)| {
            let bracket = match piece {
                Piece::Words(_) => return None,
                Piece::Open { bracket, .. } | Piece::Settled { bracket, .. } => bracket,
            };
            Some((
                bracket.id().clone(),
                printed_piece(&pieces, (at, piece), form),
            ))
        });
        printed.collect()
    }

    /// Its words in plain text, without number and title, ending in a line feed unless empty.
    #[must_use]
    pub fn printed_words(&self, language: &Language, form: Print) -> String {
        let nobody = Holds::default();
        let pieces = self.pieces(language, &nobody);
        let printed = pieces.iter().enumerate();
        let printed: String = printed
            .map(|piece| printed_piece(&pieces, piece, form))
            .collect();
        let printed = tidy_lines(printed.trim());
        if printed.is_empty() {
            printed
        } else {
            printed + "\n"
        }
    }

    /// Number, title and words in plain text, ending in a line feed.
    #[must_use]
    pub fn printed(&self, language: &Language, form: Print) -> String {
        let number = self
            .number()
            .map_or_else(|| UNNUMBERED.to_owned(), |n| format!("{n}."));
        let title = as_typed(self.title().in_language(language));
        let mut printed = format!("{number} {title}").trim_end().to_owned() + "\n";
        let words = self.printed_words(language, form);
        if !words.is_empty() {
            printed.push('\n');
        }
        for line in words.lines() {
            if !line.is_empty() {
                printed.push_str(INDENT);
                printed.push_str(line);
            }
            printed.push('\n');
        }
        printed
    }
}

impl Text {
    /// The whole text in plain words: points in order with an empty line between, ending in a line
    /// feed unless empty.
    #[must_use]
    pub fn printed(&self, language: &Language, form: Print) -> String {
        let points = self
            .points()
            .iter()
            .map(|point| point.printed(language, form));
        points.collect::<Vec<_>>().join("\n")
    }

    /// The brackets that are open, in order.
    pub fn open_brackets(&self) -> impl Iterator<Item = (&PointText, &BracketText)> {
        let brackets = self.points().iter().flat_map(|point| {
            point
                .brackets()
                .iter()
                .map(move |bracket| (&**point, bracket))
        });
        brackets.filter(|(_, bracket)| bracket.settled().is_none())
    }
}

/// Words as they are printed and typed: a sign of a bracket that is a mere sign has a backslash
/// before it.
#[must_use]
pub fn as_typed(words: &str) -> String {
    escaped(words, &['[', ']'])
}

fn printed_piece(pieces: &[Piece<'_>], (at, piece): (usize, &Piece<'_>), form: Print) -> String {
    match piece {
        Piece::Words(words) | Piece::Settled { words, .. } => as_typed(words),
        Piece::Open { options, .. } => match form {
            Print::Clean => format!("[{GAP}]"),
            Print::Bracketed => bracketed(options, beside(pieces, at)),
        },
    }
}

fn piece<'a>(bracket: &'a BracketText, language: &Language, holds: &'a Holds) -> Piece<'a> {
    if let Some(choice) = bracket.settled() {
        let words = choice.words().in_language(language);
        return Piece::Settled { bracket, words };
    }
    let options = bracket.choices().iter().map(|choice| Offered {
        choice,
        words: choice.words().in_language(language),
        holds: holds.on(bracket.id(), choice.id()),
    });
    Piece::Open {
        bracket,
        options: options.collect(),
    }
}

/// Whether a bracket has another beside it on its line, so that two short ones would read as one.
fn beside(pieces: &[Piece<'_>], at: usize) -> Beside {
    let next = pieces.get(at + 1..).unwrap_or_default();
    let last = pieces.get(..at).unwrap_or_default();
    if opens_first(next.iter()) || opens_first(last.iter().rev()) {
        Beside::Bracket
    } else {
        Beside::Words
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Words,
    Bracket,
}

fn opens_first<'a>(mut pieces: impl Iterator<Item = &'a Piece<'a>>) -> bool {
    let found = pieces.find(|piece| match piece {
        Piece::Words(words) | Piece::Settled { words, .. } => !words.chars().all(|c| c == ' '),
        Piece::Open { .. } => true,
    });
    found.is_some_and(|piece| match piece {
        Piece::Open { .. } => true,
        Piece::Words(_) | Piece::Settled { .. } => false,
    })
}

fn bracketed(options: &[Offered<'_>], beside: Beside) -> String {
    let mut words: Vec<String> = options
        .iter()
        .map(|option| escaped(option.words, &['[', ']', '|']))
        .collect();
    if words.is_empty() {
        return format!("[{GAP}]");
    }
    if let ([first], true) | ([first, _], true) =
        (words.as_slice(), words.get(1).is_none_or(String::is_empty))
        && beside == Beside::Words
        && is_plain(first)
    {
        return format!("[{first}]");
    }
    if words.len() == 1 {
        words.push(String::new());
    }
    format!("[{}]", words.join(" | "))
}

/// Whether words alone in a bracket read as one option.
fn is_plain(words: &str) -> bool {
    let has_words = words.chars().any(|c| c.is_alphanumeric());
    has_words && !words.split(' ').any(|word| word == "/")
}

fn escaped(words: &str, special: &[char]) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        if c == '\\' || special.contains(&c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
