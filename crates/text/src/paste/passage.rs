//! Bracketed passages: `[a | b]`, `[a / b]`, `[a] [b]`, one alone, a blank, one inside another.
//!
//! A bracket alone on its passage stands against leaving it out. A bracket inside an option makes
//! an option of each way to read it. A backslash before a sign makes it a mere sign.

use super::PasteError;
use crate::canonical::Spot;
use crate::print::GAP;

/// A character and where it was pasted.
pub(super) type Signs = [(char, Spot)];

/// A stretch of pasted words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Passage {
    Words(String),
    Bracket { spot: Spot, options: Vec<String> },
}

const DEPTH_MAX: usize = 8;
const OPTIONS_MAX: usize = 32;
/// What all options of one bracket may come to, in bytes, once those inside have been written out.
const OPTIONS_BYTES_MAX: usize = 64 * 1_024;

enum Node {
    Words(String),
    Slash,
    Pipe,
    Bracket(Bracket),
}

struct Bracket {
    spot: Spot,
    sides: Vec<Vec<Node>>,
    shape: Shape,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Nothing in it, to be filled in.
    Blank,
    /// One passage, or several brackets of one passage side by side.
    Alone,
    /// Options parted by a sign.
    Parted,
}

/// The words and brackets of a stretch of text.
pub(super) fn passages(signs: &Signs) -> Result<Vec<Passage>, PasteError> {
    let mut reader = Reader { signs, at: 0 };
    let nodes = reader.nodes(0)?;
    if let Some((_, spot)) = signs.get(reader.at) {
        return Err(PasteError::Unopened(*spot));
    }
    let mut passages = Vec::new();
    for node in merged(nodes) {
        match node {
            Node::Words(words) => push_words(&mut passages, &words),
            Node::Slash => push_words(&mut passages, "/"),
            Node::Pipe => push_words(&mut passages, "|"),
            Node::Bracket(bracket) => passages.push(Passage::Bracket {
                spot: bracket.spot,
                options: options(&bracket)?,
            }),
        }
    }
    Ok(passages)
}

fn push_words(passages: &mut Vec<Passage>, more: &str) {
    match passages.last_mut() {
        Some(Passage::Words(words)) => words.push_str(more),
        Some(Passage::Bracket { .. }) | None => passages.push(Passage::Words(more.to_owned())),
    }
}

struct Reader<'a> {
    signs: &'a Signs,
    at: usize,
}

impl Reader<'_> {
    /// Everything up to the end of the bracket that is open, or of the text.
    fn nodes(&mut self, depth: usize) -> Result<Vec<Node>, PasteError> {
        let mut nodes = Vec::new();
        let mut words = String::new();
        while let Some((sign, spot)) = self.signs.get(self.at).copied() {
            let node = match sign {
                ']' => break,
                '[' => Node::Bracket(self.bracket(spot, depth)?),
                '|' => Node::Pipe,
                '/' if self.stands_free() => Node::Slash,
                '\\' if self.escapes() => {
                    words.extend(self.signs.get(self.at + 1).map(|(escaped, _)| *escaped));
                    self.at += 2;
                    continue;
                }
                sign => {
                    words.push(sign);
                    self.at += 1;
                    continue;
                }
            };
            self.at += 1;
            if !words.is_empty() {
                nodes.push(Node::Words(std::mem::take(&mut words)));
            }
            nodes.push(node);
        }
        if !words.is_empty() {
            nodes.push(Node::Words(words));
        }
        Ok(nodes)
    }

    /// The bracket that opens here, up to the sign that closes it.
    fn bracket(&mut self, spot: Spot, depth: usize) -> Result<Bracket, PasteError> {
        if depth == DEPTH_MAX {
            return Err(PasteError::TooMany {
                spot,
                what: "brackets inside one another",
                most: DEPTH_MAX,
            });
        }
        self.at += 1;
        let nodes = self.nodes(depth + 1)?;
        if self.at == self.signs.len() {
            return Err(PasteError::Unclosed(spot));
        }
        let sides = sides(merged(nodes));
        let shape = match sides.as_slice() {
            [side] if is_blank(side) => Shape::Blank,
            [_] => Shape::Alone,
            _ => Shape::Parted,
        };
        Ok(Bracket { spot, sides, shape })
    }

    /// Whether a stroke has blanks on both sides and so parts two options.
    fn stands_free(&self) -> bool {
        let is_edge = |at: Option<usize>| {
            let sign = at.and_then(|at| self.signs.get(at));
            sign.is_none_or(|(sign, _)| sign.is_whitespace() || matches!(sign, '[' | ']'))
        };
        is_edge(self.at.checked_sub(1)) && is_edge(Some(self.at + 1))
    }

    fn escapes(&self) -> bool {
        let next = self.signs.get(self.at + 1);
        next.is_some_and(|(sign, _)| matches!(sign, '[' | ']' | '|' | '\\'))
    }
}

/// The sides of a bracket: parted by `|`, or by free strokes where it has none.
fn sides(nodes: Vec<Node>) -> Vec<Vec<Node>> {
    let has_pipe = nodes.iter().any(|node| matches!(node, Node::Pipe));
    let mut sides = vec![Vec::new()];
    for node in nodes {
        let parts = match node {
            Node::Pipe => true,
            Node::Slash => !has_pipe,
            Node::Words(_) | Node::Bracket(_) => false,
        };
        if parts {
            sides.push(Vec::new());
        } else if let Some(side) = sides.last_mut() {
            side.push(node);
        }
    }
    sides
}

/// Whether a side holds nothing but signs that stand for something to be filled in.
fn is_blank(side: &[Node]) -> bool {
    side.iter().all(|node| match node {
        Node::Words(words) => words
            .chars()
            .all(|c| matches!(c, ' ' | '\n' | '.' | '_' | '…')),
        Node::Slash | Node::Pipe | Node::Bracket(_) => false,
    })
}

/// Brackets of one passage each that stand side by side are one bracket.
fn merged(nodes: Vec<Node>) -> Vec<Node> {
    let mut merged: Vec<Node> = Vec::new();
    // blanks behind a bracket that may turn out to stand between two
    let mut gap: Option<String> = None;
    for node in nodes {
        let follows = matches!(merged.last(), Some(Node::Bracket(last)) if last.is_alone());
        match node {
            Node::Words(words) if follows && words.chars().all(|c| c == ' ') => gap = Some(words),
            Node::Bracket(next) if follows && next.is_alone() => {
                gap = None;
                if let Some(Node::Bracket(last)) = merged.last_mut() {
                    last.sides.extend(next.sides);
                }
            }
            node @ (Node::Words(_) | Node::Slash | Node::Pipe | Node::Bracket(_)) => {
                merged.extend(gap.take().map(Node::Words));
                merged.push(node);
            }
        }
    }
    merged.extend(gap.map(Node::Words));
    merged
}

impl Bracket {
    fn is_alone(&self) -> bool {
        self.shape == Shape::Alone
    }
}

/// The options of a bracket, each once, in the order in which they are read; one of no words stands
/// for leaving the passage out.
fn options(bracket: &Bracket) -> Result<Vec<String>, PasteError> {
    let mut options: Vec<String> = Vec::new();
    if bracket.shape == Shape::Blank {
        return Ok(options);
    }
    for side in &bracket.sides {
        for reading in readings(side, bracket.spot)? {
            let reading = reading.split_whitespace().collect::<Vec<_>>().join(" ");
            if !options.contains(&reading) {
                options.push(reading);
            }
        }
        bound(&options, bracket.spot)?;
    }
    let alone = bracket.sides.len() == 1 || options.len() == 1;
    if alone && !options.iter().any(String::is_empty) {
        options.push(String::new());
    }
    bound(&options, bracket.spot)?;
    Ok(options)
}

/// Every way to read one side, with each bracket inside it taken one way or the other.
fn readings(side: &[Node], spot: Spot) -> Result<Vec<String>, PasteError> {
    let mut readings = vec![String::new()];
    for node in side {
        let endings = match node {
            Node::Words(words) => vec![words.clone()],
            Node::Slash => vec!["/".to_owned()],
            Node::Pipe => vec!["|".to_owned()],
            Node::Bracket(bracket) if bracket.shape == Shape::Blank => vec![GAP.to_owned()],
            Node::Bracket(bracket) => options(bracket)?,
        };
        let longer = readings
            .iter()
            .flat_map(|head| endings.iter().map(move |ending| format!("{head}{ending}")));
        let longer: Vec<String> = longer.take(OPTIONS_MAX + 1).collect();
        readings = longer;
        bound(&readings, spot)?;
    }
    Ok(readings)
}

fn bound(options: &[String], spot: Spot) -> Result<(), PasteError> {
    let too_many = |what, most| Err(PasteError::TooMany { spot, what, most });
    if options.len() > OPTIONS_MAX {
        return too_many("options in a bracket", OPTIONS_MAX);
    }
    if options.iter().map(String::len).sum::<usize>() > OPTIONS_BYTES_MAX {
        return too_many("bytes in a bracket", OPTIONS_BYTES_MAX);
    }
    Ok(())
}
