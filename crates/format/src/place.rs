//! Where in a file something stands, so that an error can point at it.

use std::fmt;

/// A file with the line and column of a character in it, both counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file's name.
    pub file: String,
    /// The line, or 0 where only the file is known.
    pub line: usize,
    /// The column in characters, or 0 where it is not known.
    pub column: usize,
}

impl Place {
    /// The place of a byte of a text.
    #[must_use]
    pub fn at(file: &str, text: &str, offset: usize) -> Self {
        let offset = (0..=offset.min(text.len()))
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0);
        let before = text.get(..offset).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or("").chars().count() + 1,
        }
    }

    /// The file as a whole.
    #[must_use]
    pub fn file(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            line: 0,
            column: 0,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(f, "{}", self.file),
            (line, 0) => write!(f, "{}:{line}", self.file),
            (line, column) => write!(f, "{}:{line}:{column}", self.file),
        }
    }
}

/// What a reader left out or decided, a sentence each; of very many only the first are kept, so
/// that a file cannot make its reader write a book.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    told: Vec<String>,
    more: usize,
}

impl Notes {
    /// How many notes are kept.
    const MOST: usize = 100;

    /// Takes a note.
    pub(crate) fn tell(&mut self, note: impl FnOnce() -> String) {
        if self.told.len() < Self::MOST {
            self.told.push(note());
        } else {
            self.more += 1;
        }
    }

    /// The notes.
    pub(crate) fn told(mut self) -> Vec<String> {
        if self.more > 0 {
            self.told
                .push(format!("and {} notes of the kind", self.more));
        }
        self.told
    }
}

/// Shortens a value for an error message.
#[must_use]
pub fn shown(value: &str) -> String {
    let safe = value
        .chars()
        .map(|c| if is_hidden(c) { '\u{fffd}' } else { c });
    let mut text: String = safe.take(80).collect();
    if value.chars().nth(80).is_some() {
        text.push('…');
    }
    text
}

/// Whether a character could hide or reorder the text around it: controls, the marks that turn the
/// direction of writing (Unicode 16, annex 9), and codes that are no characters.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let text = "één\nzwëi drei";
        assert_eq!(Place::at("a.xml", text, 0).to_string(), "a.xml:1:1");
        let drei = text.find("drei").unwrap();
        assert_eq!(Place::at("a.xml", text, drei).to_string(), "a.xml:2:6");
        assert_eq!(Place::at("a.xml", text, 9_999).line, 2);
        assert_eq!(Place::file("a.xml").to_string(), "a.xml");
    }

    #[test]
    fn a_value_is_shortened_and_cannot_reorder_a_message() {
        assert_eq!(shown("abc\u{202e}def"), "abc\u{fffd}def");
        assert_eq!(shown(&"x".repeat(100)).chars().count(), 81);
    }
}
