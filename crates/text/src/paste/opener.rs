//! How a line opens a point: `1.`, `1)`, `Article 1`, `Point 1:`, `IV.`, and the numerals of
//! Arabic.

use crate::print::UNNUMBERED;

/// A way of numbering; a draft keeps to the one it begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `1.`
    Stop,
    /// `1)` or `(1)`
    Round,
    /// `Article 1`, `Point 1:` and the like
    Word,
    /// `IV.` or `IV)`
    Roman,
}

/// The opening of a point at the head of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opener {
    pub(super) style: Style,
    /// `None` for a point outside the numbered text.
    pub(super) number: Option<u32>,
    /// How many characters of the line it takes, blanks behind it included.
    pub(super) length: usize,
}

const NUMBER_MAX: u32 = 9_999;

/// What a numbered part is called, in the languages that the workspace speaks.
const PARTS: [&str; 14] = [
    "article",
    "art.",
    "point",
    "section",
    "clause",
    "paragraph",
    "§",
    "стаття",
    "пункт",
    "статья",
    "раздел",
    "розділ",
    "المادة",
    "النقطة",
];

/// The opening that a line begins with, if it begins with one.
pub(super) fn opener(line: &str) -> Option<Opener> {
    let (rest, style, number) = unnumbered(line)
        .or_else(|| worded(line))
        .or_else(|| numbered(line))?;
    let behind = rest.trim_start();
    // a number runs on into the words only if it is no number of a point: `1.5`, `40%`
    let is_apart = behind.len() < rest.len() || rest.is_empty();
    is_apart.then(|| Opener {
        style,
        number,
        length: line.chars().count() - behind.chars().count(),
    })
}

type Found<'a> = (&'a str, Style, Option<u32>);

fn unnumbered(line: &str) -> Option<Found<'_>> {
    let rest = line.strip_prefix(UNNUMBERED)?;
    Some((rest, Style::Stop, None))
}

fn worded(line: &str) -> Option<Found<'_>> {
    let lower = line.to_lowercase();
    let word = PARTS.iter().find(|word| lower.starts_with(**word))?;
    let rest = line.char_indices().nth(word.chars().count());
    let rest = rest
        .and_then(|(at, _)| line.get(at..))
        .unwrap_or_default()
        .trim_start();
    let (number, rest) = digits(rest).or_else(|| roman(rest))?;
    let rest = rest.strip_prefix(['.', ':', ')', '–', '—']).unwrap_or(rest);
    Some((rest, Style::Word, Some(number)))
}

fn numbered(line: &str) -> Option<Found<'_>> {
    if let Some(inner) = line.strip_prefix('(') {
        let (number, rest) = digits(inner)?;
        return Some((rest.strip_prefix(')')?, Style::Round, Some(number)));
    }
    if let Some((number, rest)) = digits(line) {
        let stop = rest
            .strip_prefix('.')
            .map(|rest| (rest, Style::Stop, Some(number)));
        return stop.or_else(|| Some((rest.strip_prefix(')')?, Style::Round, Some(number))));
    }
    let (number, rest) = roman(line)?;
    Some((rest.strip_prefix(['.', ')'])?, Style::Roman, Some(number)))
}

/// A number in decimal digits of Latin or Arabic script at the head of a line.
fn digits(line: &str) -> Option<(u32, &str)> {
    let mut number = 0_u32;
    let mut rest = line;
    while let Some((digit, behind)) = first(rest).and_then(|(c, b)| Some((digit(c)?, b))) {
        number = number.checked_mul(10)?.checked_add(digit)?;
        rest = behind;
    }
    let is_number = rest.len() < line.len() && (1..=NUMBER_MAX).contains(&number);
    is_number.then_some((number, rest))
}

fn first(line: &str) -> Option<(char, &str)> {
    let mut chars = line.chars();
    Some((chars.next()?, chars.as_str()))
}

const fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{660}'..='\u{669}' => Some(c as u32 - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(c as u32 - 0x6f0),
        _ => None,
    }
}

/// A number in Roman numerals as they are properly written, at the head of a line.
fn roman(line: &str) -> Option<(u32, &str)> {
    const SIGNS: [(&str, u32); 9] = [
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let end = line
        .find(|c| !matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'))
        .unwrap_or(line.len());
    let (numeral, rest) = line.split_at(end);
    let (mut number, mut left) = (0_u32, numeral);
    for (sign, worth) in SIGNS {
        while let Some(behind) = left.strip_prefix(sign) {
            number += worth;
            left = behind;
        }
    }
    let mut written = String::new();
    let mut owed = number;
    for (sign, worth) in SIGNS {
        while owed >= worth {
            written.push_str(sign);
            owed -= worth;
        }
    }
    let is_proper = left.is_empty() && !numeral.is_empty() && written == numeral;
    (is_proper && number < 400).then_some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(Option<u32>, usize)> {
        opener(line).map(|found| (found.number, found.length))
    }

    #[test]
    fn every_usual_way_of_numbering_opens_a_point() {
        for (line, number) in [
            ("1. Fish", 1),
            ("12) Fish", 12),
            ("(3) Fish", 3),
            ("Article 4 Fish", 4),
            ("ARTICLE IV – Fish", 4),
            ("Point 5: Fish", 5),
            ("§ 6 Fish", 6),
            ("Стаття 7. Риба", 7),
            ("٢٠. سمك", 20),
            ("المادة ٣: سمك", 3),
            ("۴) ماهی", 4),
            ("XIV. Fish", 14),
            ("9.", 9),
        ] {
            assert_eq!(read(line).unwrap().0, Some(number), "{line}");
        }
        assert_eq!(read("—. Preamble"), Some((None, 3)));
    }

    #[test]
    fn a_figure_in_running_words_opens_nothing() {
        for line in [
            "1.5 million",
            "40 000 t",
            "2. ",
            "20%",
            "Articles of faith",
            "IIII. four",
            "IC. no",
            "0. nought",
            "10000. too far",
            "CIVIL. law",
            "Pointless 5",
        ] {
            let found = read(line);
            assert_eq!(found.is_some(), line == "2. ", "{line} {found:?}");
        }
    }
}
