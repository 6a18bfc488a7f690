//! A draft of another hand as loose words: from a DOCX, from Markdown, from plain text or from the
//! text of a PDF, ready to be pasted.

use super::fault::ReadError;
use super::words::{Paragraph, document, tally};
use super::{FILE_BYTES_MAX, WORDS_BYTES_MAX};

/// What a draft from outside is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A Word document.
    Docx,
    /// Markdown.
    Markdown,
    /// Plain text.
    Plain,
    /// The text of a PDF, as `pdftotext` takes it out.
    Pdf,
}

impl Kind {
    /// What a file is by its name, where it has one, and by what is in it.
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let name = name.to_ascii_lowercase();
        if bytes.starts_with(b"PK") || name.ends_with(".docx") {
            Self::Docx
        } else if name.ends_with(".md") || name.ends_with(".markdown") {
            Self::Markdown
        } else if bytes.contains(&b'\x0c') {
            Self::Pdf
        } else if name.is_empty() && bytes.split(|byte| *byte == b'\n').any(is_heading) {
            Self::Markdown
        } else {
            Self::Plain
        }
    }
}

/// Whether a line is a heading of Markdown.
fn is_heading(line: &[u8]) -> bool {
    let marks = line.iter().take_while(|byte| **byte == b'#').count();
    (1..=6).contains(&marks) && line.get(marks) == Some(&b' ')
}

/// The words of a draft from outside, as [`text::pasted`] reads them.
///
/// # Errors
/// Refuses what is no such file, is too large, or is made to do harm.
pub fn loose(bytes: &[u8], kind: Kind) -> Result<String, ReadError> {
    if bytes.len() > FILE_BYTES_MAX {
        let bytes = bytes.len();
        return Err(ReadError::TooLarge { bytes });
    }
    let words = match kind {
        Kind::Docx => {
            let found = document(bytes)?;
            found
                .paragraphs
                .iter()
                .map(written)
                .collect::<Vec<_>>()
                .join("\n")
        }
        Kind::Markdown => unmarked(&short(decoded(bytes)?)?),
        Kind::Plain => decoded(bytes)?,
        Kind::Pdf => unbroken(&short(decoded(bytes)?)?),
    };
    let words = short(words)?;
    if words.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(words)
}

/// No more words than are read of a file.
fn short(words: String) -> Result<String, ReadError> {
    if words.len() > WORDS_BYTES_MAX {
        return Err(ReadError::TooLong);
    }
    Ok(words)
}

/// A paragraph as it would be typed: its number before it, set in as deep as its list.
fn written(paragraph: &Paragraph) -> String {
    let words = paragraph.words.replace('\n', "\n    ");
    match &paragraph.number {
        Some((0, number)) => format!("\n{number} {words}"),
        Some((level, number)) => format!("{}{number} {words}", "    ".repeat(*level)),
        None if paragraph.is_heading => format!("\n{words}"),
        None => words,
    }
}

/// Words in UTF-8, or in UTF-16 if they say so.
fn decoded(bytes: &[u8]) -> Result<String, ReadError> {
    let wide = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units = bytes.as_chunks::<2>().0.iter().map(|unit| read(*unit));
        char::decode_utf16(units).collect::<Result<String, _>>()
    };
    let found = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes).map_err(|_| 2),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes).map_err(|_| 2),
        [b'%', b'P', b'D', b'F', ..] => {
            return Err(ReadError::Other {
                what: "a PDF",
                hint: "save its text as plain text, as pdftotext does, and read that",
            });
        }
        bytes => match std::str::from_utf8(bytes) {
            Ok(words) => Ok(words.to_owned()),
            Err(why) => Err(why.valid_up_to()),
        },
    };
    found.map_err(|at| ReadError::Encoding {
        part: "the file".to_owned(),
        at,
    })
}

/// Markdown without its marks.
fn unmarked(words: &str) -> String {
    let lines = words.lines().filter(|line| !line.starts_with("[^"));
    let lines = lines.map(|line| {
        let is_heading = line.starts_with('#');
        let line = line.trim_start_matches('#');
        let line = if is_heading { line.trim_start() } else { line };
        let line = line.strip_prefix("> ").unwrap_or(line);
        let mut plain = String::with_capacity(line.len());
        let mut signs = line.trim_end_matches('\\').chars().peekable();
        while let Some(sign) = signs.next() {
            match sign {
                '\\' => match signs.next_if(char::is_ascii_punctuation) {
                    // a bracket that is a mere sign stays one
                    Some(next @ '\\') => plain.push(next),
                    Some(next) => plain.push(next),
                    None => plain.push(sign),
                },
                '*' | '`' => {}
                '_' if plain.is_empty() || plain.ends_with(' ') || signs.peek().is_none() => {}
                sign => plain.push(sign),
            }
        }
        footless(&plain).replace("&amp;", "&")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A line without its marks of footnotes, such as `[^3]`.
fn footless(line: &str) -> String {
    let mut plain = String::new();
    let mut left = line;
    while let Some((before, after)) = left.split_once("[^") {
        plain.push_str(before);
        let behind = after.trim_start_matches(|sign: char| sign.is_ascii_digit());
        match behind.strip_prefix(']') {
            Some(behind) => left = behind,
            None => {
                plain.push_str("[^");
                left = after;
            }
        }
    }
    plain + left
}

/// The text of a PDF without page numbers and what stands on every page, its lines joined again.
fn unbroken(words: &str) -> String {
    let pages: Vec<&str> = words.split('\x0c').collect();
    let ends = pages.iter().flat_map(|page| {
        let mut lines = page.lines().map(str::trim).filter(|line| !line.is_empty());
        [lines.next(), lines.next_back()]
    });
    let ends: Vec<&str> = ends.flatten().collect();
    let often = tally(ends.into_iter());
    let mut plain: Vec<String> = Vec::new();
    let mut goes_on = false;
    // the brackets of the last line that have begun, and those that have ended
    let (mut begun, mut ended) = (0_usize, 0_usize);
    for line in pages.iter().flat_map(|page| page.lines()) {
        let line = line.trim();
        let is_running = often.get(line).is_some_and(|times| *times > 1);
        let is_number = !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit());
        let is_open = begun > ended;
        if is_running || is_number || (line.is_empty() && is_open) {
            continue;
        }
        let begins = line.split_once(['.', ')']).is_some_and(|(number, behind)| {
            let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
            digits && behind.starts_with(' ')
        });
        match plain
            .last_mut()
            .filter(|_| (is_open || goes_on && !line.is_empty()) && !begins)
        {
            Some(last) if last.ends_with('-') => {
                last.pop();
                last.push_str(line);
            }
            // a sign that is a mere sign stays beside its backslash
            Some(last) if last.ends_with('\\') => last.push_str(line),
            Some(last) => {
                last.push(' ');
                last.push_str(line);
            }
            None => {
                (begun, ended) = (0, 0);
                plain.push(line.to_owned());
            }
        }
        begun += line.matches('[').count();
        ended += line.matches(']').count();
        // a short line is a heading, or the last of its paragraph
        goes_on = line.chars().count() >= SHORT;
    }
    plain.join("\n")
}

/// A line of a PDF with fewer characters is not filled.
const SHORT: usize = 50;

#[cfg(test)]
mod tests {
    use super::*;
    use case::Language;

    fn numbers(words: &str) -> Vec<(Option<u32>, String)> {
        let text = text::pasted(words, &Language::english()).unwrap();
        let points = text.points().iter();
        let points = points.map(|point| {
            let title = point.title().in_language(&Language::english());
            (point.number(), title.to_owned())
        });
        points.collect()
    }

    #[test]
    fn markdown_loses_its_marks_and_keeps_its_points() {
        let draft = "# Accord\n\n## 1\\. Border\n\nThe **line** of \\[1907\\].  \nEnds[^1].\n\n\
                     ## 2. Fish\n\n*Quota*: [30 | 40]\n\n[^1]: North\n";
        let words = loose(draft.as_bytes(), Kind::of("a.md", b"")).unwrap();
        assert!(
            words.contains("The line of [1907].") && words.contains("Ends."),
            "{words}"
        );
        let border = (Some(1), "Border".to_owned());
        assert!(numbers(&words).contains(&border), "{words}");
        assert!(!words.contains("North"), "{words}");
    }

    #[test]
    fn the_text_of_a_pdf_is_joined_and_loses_what_stands_on_every_page() {
        let draft = "Draft in confidence\n1. Border\nThe border follows the old chart from the \
                     river mouth to the\nopen sea, and no other.\n1\n\x0cDraft in confidence\n2. Fish\n\
                     Each side may take what it needs for its own house-\nholds.\n2\n";
        assert_eq!(Kind::of("a.txt", draft.as_bytes()), Kind::Pdf);
        let words = loose(draft.as_bytes(), Kind::Pdf).unwrap();
        assert!(words.contains("mouth to the open sea"), "{words}");
        assert!(words.contains("households"), "{words}");
        assert!(!words.contains("confidence"), "{words}");
        assert_eq!(numbers(&words).len(), 2, "{words}");
    }

    #[test]
    fn marks_of_footnotes_are_taken_out_and_brackets_are_not() {
        assert_eq!(
            footless("a[^1] b[^] c[^x] d[^12 e[^7]"),
            "a b c[^x] d[^12 e"
        );
        let many = "[^".repeat(2 * 1_024 * 1_024);
        assert_eq!(footless(&many), many);
    }

    #[test]
    fn a_bracket_that_is_open_over_many_lines_is_counted_once() {
        let draft = format!("1. Fish [a\n{}b]\n2. Sea\n", "x\n\n".repeat(120_000));
        let words = loose(draft.as_bytes(), Kind::Pdf).unwrap();
        let lines: Vec<&str> = words.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].ends_with("x b]"));
    }

    #[test]
    fn more_words_than_are_read_are_refused_in_every_kind() {
        let long = "word\n\n".repeat(WORDS_BYTES_MAX / 6 + 1);
        for kind in [Kind::Plain, Kind::Markdown, Kind::Pdf] {
            assert_eq!(loose(long.as_bytes(), kind), Err(ReadError::TooLong));
        }
    }

    #[test]
    fn words_in_another_encoding_are_read_or_refused_with_their_place() {
        let wide: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("1. Межа".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(loose(&wide, Kind::Plain).unwrap(), "1. Межа");
        let why = loose(b"1. Fa\xe7ade", Kind::Plain).unwrap_err();
        assert_eq!(
            why,
            ReadError::Encoding {
                part: "the file".to_owned(),
                at: 5
            }
        );
        assert_eq!(loose(b" \n ", Kind::Plain), Err(ReadError::Empty));
        assert!(matches!(
            loose(b"%PDF-1.7", Kind::Plain),
            Err(ReadError::Other { .. })
        ));
    }
}
