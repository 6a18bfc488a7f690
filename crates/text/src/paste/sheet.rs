//! The sheet that was pasted: its lines, and which of them open a point.
//!
//! A draft that this program has printed is read to the letter: points at the margin, their words
//! indented under an empty line. Any other draft is read as people write: a short line without a
//! full stop is a title, a list indented in a point belongs to it, a year at the head of a line is
//! no point.

use super::opener::{Opener, Style, opener};
use super::{NumberTwice, PasteError};
use crate::canonical::Spot;
use std::collections::BTreeMap;

/// A point as it was pasted.
pub(super) struct Block {
    pub(super) spot: Spot,
    pub(super) number: Option<u32>,
    pub(super) title: String,
    /// Its words, each character with its place.
    pub(super) words: Vec<(char, Spot)>,
}

/// A line: its number, how far it is indented, and its words from there on.
struct Line {
    number: usize,
    indent: usize,
    column: usize,
    text: String,
}

/// How the lines under an opening are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// As this program prints.
    Printed,
    /// As people write.
    Written,
}

const TITLE_CHARS_MAX: usize = 80;
const TAB_WIDTH: usize = 4;
/// How much further in than the first opening another may stand.
const DRIFT_MAX: usize = 1;
/// How many numbers a draft may skip; what skips more is a year or a sum.
const SKIP_MAX: u32 = 50;
const ROMAN_FIRST_MAX: u32 = 30;

/// The points of a sheet.
pub(super) fn blocks(sheet: &str) -> Result<Vec<Block>, PasteError> {
    let lines = lines(sheet);
    let printed = openings(&lines, Reading::Printed);
    let (openings, reading) = if is_printed(&lines, &printed) {
        (printed, Reading::Printed)
    } else {
        (openings(&lines, Reading::Written), Reading::Written)
    };
    if openings.is_empty() {
        return Ok(paragraphs(&lines));
    }
    check_numbers(&lines, &openings)?;
    Ok(cut(&lines, &openings, reading))
}

fn check_numbers(lines: &[Line], openings: &[(usize, Opener)]) -> Result<(), NumberTwice> {
    let mut first: BTreeMap<u32, usize> = BTreeMap::new();
    for (at, opening) in openings {
        let (Some(number), Some(line)) = (opening.number, lines.get(*at)) else {
            continue;
        };
        if let Some(first) = first.insert(number, line.number) {
            let spot = line.spot();
            return Err(NumberTwice {
                spot,
                number,
                first,
            });
        }
    }
    Ok(())
}

impl Line {
    const fn spot(&self) -> Spot {
        Spot {
            line: self.number,
            column: self.column,
        }
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Its characters from one on, each with its place.
    fn signs(&self, from: usize) -> impl Iterator<Item = (char, Spot)> {
        let (line, column) = (self.number, self.column);
        let signs = self.text.chars().enumerate().skip(from);
        signs.map(move |(at, sign)| {
            let column = column + at;
            (sign, Spot { line, column })
        })
    }
}

fn lines(sheet: &str) -> Vec<Line> {
    let plain = sheet
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let lines = (1..).zip(plain.split('\n')).map(|(number, line)| {
        let text = line.trim();
        let blanks = line.chars().take_while(|c| c.is_whitespace());
        let column = 1 + blanks.clone().count();
        let indent = blanks.map(|c| if c == '\t' { TAB_WIDTH } else { 1 }).sum();
        Line {
            number,
            indent,
            column,
            text: text.replace('\t', " "),
        }
    });
    lines.collect()
}

/// Which lines open a point, outside every bracket, in the way in which the first of them does.
fn openings(lines: &[Line], reading: Reading) -> Vec<(usize, Opener)> {
    let mut found: Vec<(usize, Opener)> = Vec::new();
    let mut depth = 0_usize;
    for (at, line) in lines.iter().enumerate() {
        let outside = depth == 0;
        depth = depth_after(depth, &line.text);
        let Some(next) = opener(&line.text).filter(|_| outside) else {
            continue;
        };
        let Some((first, style)) = found.first().map(|(first, o)| (*first, o.style)) else {
            let is_roman = next.style == Style::Roman;
            if !is_roman || next.number <= Some(ROMAN_FIRST_MAX) {
                found.push((at, next));
            }
            continue;
        };
        let margin = lines.get(first).map_or(0, |line| line.indent);
        let is_level = match (reading, style) {
            (Reading::Printed, _) => line.indent <= margin,
            (Reading::Written, Style::Word) => true,
            (Reading::Written, _) => line.indent <= margin + DRIFT_MAX,
        };
        let is_next = reading == Reading::Printed || follows(&found, next);
        if is_level && is_next && next.style == style {
            found.push((at, next));
        }
    }
    found
}

/// Whether an opening's number can follow those before it.
fn follows(found: &[(usize, Opener)], next: Opener) -> bool {
    let last = found.iter().rev().find_map(|(_, opener)| opener.number);
    let (Some(last), Some(number)) = (last, next.number) else {
        return true;
    };
    match next.style {
        Style::Roman => number == last + 1,
        Style::Stop | Style::Round | Style::Word => number <= last + SKIP_MAX,
    }
}

fn depth_after(depth: usize, text: &str) -> usize {
    let mut depth = depth;
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => drop(signs.next()),
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth
}

/// Whether the lines stand as this program prints them.
fn is_printed(lines: &[Line], openings: &[(usize, Opener)]) -> bool {
    let Some((first, opener)) = openings.first() else {
        return false;
    };
    let margin = lines.get(*first).map_or(0, |line| line.indent);
    let opens: BTreeMap<usize, Opener> = openings.iter().copied().collect();
    let (mut words, mut last, mut gap) = (0_usize, false, false);
    for (at, line) in lines.iter().enumerate() {
        if line.is_empty() {
            gap = true;
        } else if opens.contains_key(&at) {
            (last, gap) = (true, false);
        } else {
            let is_set = line.indent >= margin + crate::print::INDENT.len();
            if !is_set || (last && !gap) {
                return false;
            }
            words += 1;
            last = false;
        }
    }
    opener.style == Style::Stop && words > 0
}

/// The points that the openings cut the lines into, with what stands before the first.
fn cut(lines: &[Line], openings: &[(usize, Opener)], reading: Reading) -> Vec<Block> {
    let first = openings.first().map_or(lines.len(), |(at, _)| *at);
    let before = lines.get(..first).unwrap_or_default();
    let mut blocks = Vec::new();
    if let Some(line) = before.iter().find(|line| !line.is_empty()) {
        blocks.push(Block {
            spot: line.spot(),
            number: None,
            title: String::new(),
            words: before.iter().flat_map(|line| with_end(line, 0)).collect(),
        });
    }
    let ends = openings
        .iter()
        .skip(1)
        .map(|(at, _)| *at)
        .chain([lines.len()]);
    for ((at, opener), end) in openings.iter().zip(ends) {
        if let Some((head, under)) = lines.get(*at..end).and_then(<[Line]>::split_first) {
            blocks.push(block(head, under, (*opener, reading)));
        }
    }
    blocks
}

fn block(head: &Line, under: &[Line], (opener, reading): (Opener, Reading)) -> Block {
    let said: String = head.text.chars().skip(opener.length).collect();
    let is_titled = match reading {
        Reading::Printed => depth_after(0, &said) == 0 && !has_bracket(&said),
        Reading::Written => is_title(&said) && !runs_on(under),
    };
    let mut title = String::new();
    let mut words: Vec<(char, Spot)> = Vec::new();
    let mut under = under;
    if is_titled {
        title = unescaped(&said);
    } else {
        words.extend(with_end(head, opener.length));
    }
    if said.is_empty() && reading == Reading::Written {
        let next = under.iter().position(|line| !line.is_empty());
        if let Some((at, line)) = next.and_then(|at| Some((at, under.get(at)?)))
            && let Some(rest) = under.get(at + 1..)
            && is_title(&line.text)
            && !runs_on(rest)
            && rest.iter().any(|line| !line.is_empty())
        {
            title = unescaped(&line.text);
            under = rest;
        }
    }
    words.extend(under.iter().flat_map(|line| with_end(line, 0)));
    Block {
        spot: head.spot(),
        number: opener.number,
        title,
        words,
    }
}

fn with_end(line: &Line, from: usize) -> impl Iterator<Item = (char, Spot)> {
    let end = Spot {
        line: line.number,
        column: line.column + line.text.chars().count(),
    };
    line.signs(from).chain([('\n', end)])
}

/// Whether a line reads as a title: short, and no sentence.
fn is_title(line: &str) -> bool {
    let is_short = (1..=TITLE_CHARS_MAX).contains(&line.chars().count());
    let is_sentence = line.ends_with(['.', ';', ',', ':', '!', '?', '؟', '،', '؛', '。']);
    is_short && !is_sentence && !has_bracket(line)
}

/// Whether the lines under a first one go on with its sentence.
fn runs_on(under: &[Line]) -> bool {
    let next = under.first().and_then(|line| line.text.chars().next());
    next.is_some_and(char::is_lowercase)
}

/// Whether there is a bracket that is no mere sign.
fn has_bracket(line: &str) -> bool {
    let mut signs = line.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => drop(signs.next()),
            '[' | ']' => return true,
            _ => {}
        }
    }
    false
}

fn unescaped(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        let escaped = signs.next_if(|next| sign == '\\' && matches!(next, '[' | ']' | '|' | '\\'));
        plain.push(escaped.unwrap_or(sign));
    }
    plain
}

/// A sheet without numbers: each paragraph is a point, numbered in order.
fn paragraphs(lines: &[Line]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut depth, mut is_open) = (0_usize, false);
    for line in lines {
        if line.is_empty() && depth == 0 {
            is_open = false;
            continue;
        }
        depth = depth_after(depth, &line.text);
        match blocks.last_mut().filter(|_| is_open) {
            Some(block) => block.words.extend(with_end(line, 0)),
            None => blocks.push(Block {
                spot: line.spot(),
                number: u32::try_from(blocks.len() + 1).ok(),
                title: String::new(),
                words: with_end(line, 0).collect(),
            }),
        }
        is_open = true;
    }
    blocks
}
