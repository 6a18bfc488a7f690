//! The words of a DOCX from outside: its paragraphs as they read once every change is accepted.
//!
//! Invariant: what is struck, hidden or set aside is not among the words, and what is left out is
//! counted.

mod markup;

use super::WORDS_BYTES_MAX;
use super::archive::Archive;
use super::fault::ReadError;
use super::numbers::{Level, Lists};
use crate::docx::author as author_of;
use markup::{Sign, Signs, Tag};
use std::collections::{BTreeMap, BTreeSet};

/// The longest name that a list may have, in bytes.
const NAME_MAX: usize = 64;
/// The most signs that are read of how a level of a list is numbered.
const NUMBER_MAX: usize = 64;

/// What stands in a document.
pub(crate) struct Found {
    /// Its paragraphs, in order; those without words are left out unless a bookmark begins there.
    pub(crate) paragraphs: Vec<Paragraph>,
    /// Words that are hidden, in frames, notes or formulas: how many times some were left out.
    pub(crate) left_out: usize,
    /// How many comments it has that a paper of ours has not.
    pub(crate) comments: usize,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Paragraph {
    /// Its words; a line feed for each line that was ended in it.
    pub(crate) words: String,
    /// Whether it is a heading.
    pub(crate) is_heading: bool,
    /// How deep in a list it stands, with its number there.
    pub(crate) number: Option<(usize, String)>,
    /// The bookmarks that begin in it.
    pub(crate) marks: Vec<String>,
}

/// The words of a DOCX.
pub(crate) fn document(bytes: &[u8]) -> Result<Found, ReadError> {
    let archive = Archive::open(bytes)?;
    let part = |name: &str| -> Result<String, ReadError> {
        if archive.has(name) {
            markup::decoded(name, archive.part(name)?)
        } else {
            Ok(String::new())
        }
    };
    let headings = headings(&part("word/styles.xml")?)?;
    let lists = lists(&part("word/numbering.xml")?)?;
    let name = "word/document.xml";
    let body = part(name)?;
    let mut reader = Reader {
        headings,
        lists,
        found: Found {
            paragraphs: Vec::new(),
            left_out: 0,
            comments: comments(&part("word/comments.xml")?)?,
        },
        open: None,
        bytes: 0,
    };
    let mut signs = Signs::of(name, &body);
    while let Some(sign) = signs.next()? {
        reader.take(&sign, &mut signs)?;
    }
    if let Some(open) = reader.open.take() {
        reader.keep(open)?;
    }
    Ok(reader.found)
}

/// The styles that are headings, by id.
fn headings(part: &str) -> Result<BTreeSet<String>, ReadError> {
    let mut signs = Signs::of("word/styles.xml", part);
    let (mut style, mut headings) = (None, BTreeSet::new());
    while let Some(sign) = signs.next()? {
        if let Sign::Begin(tag) = sign {
            match tag.name {
                "style" => style = tag.value("styleId"),
                "name" => {
                    let name = tag.value("val").unwrap_or_default().to_lowercase();
                    if name.starts_with("heading ")
                        && let Some(style) = &style
                    {
                        headings.insert(style.clone());
                    }
                }
                _ => {}
            }
        }
    }
    Ok(headings)
}

/// How many comments are by others than the papers' own author.
fn comments(part: &str) -> Result<usize, ReadError> {
    let mut signs = Signs::of("word/comments.xml", part);
    let mut others = 0;
    while let Some(sign) = signs.next()? {
        if let Sign::Begin(tag) = sign
            && tag.name == "comment"
        {
            let author = tag.value("author").unwrap_or_default();
            others += usize::from(author_of(&author) != author);
        }
    }
    Ok(others)
}

/// The lists, with how they are numbered.
fn lists(part: &str) -> Result<Lists, ReadError> {
    let mut signs = Signs::of("word/numbering.xml", part);
    let mut lists = Lists::default();
    let (mut kind, mut list, mut level) = (None, None, 0_usize);
    while let Some(sign) = signs.next()? {
        let Sign::Begin(tag) = sign else { continue };
        let value = || tag.value("val").unwrap_or_default();
        match tag.name {
            "abstractNum" => (kind, list) = (tag.value("abstractNumId").and_then(name_of), None),
            "num" => (list, kind) = (tag.value("numId").and_then(name_of), None),
            "abstractNumId" => {
                if let (Some(list), Some(kind)) = (&list, name_of(value())) {
                    lists.lists.insert(list.clone(), kind);
                }
            }
            "lvl" | "lvlOverride" => {
                level = tag
                    .value("ilvl")
                    .and_then(|at| at.parse().ok())
                    .unwrap_or(0);
            }
            "startOverride" => {
                if let (Some(list), Ok(start)) = (&list, value().parse()) {
                    lists.starts.insert((list.clone(), level), start);
                }
            }
            "start" | "numFmt" | "lvlText" => {
                if let Some(kind) = &kind {
                    let levels = lists.kinds.entry(kind.clone()).or_default();
                    set(levels.entry(level).or_default(), tag.name, value());
                }
            }
            _ => {}
        }
    }
    Ok(lists)
}

/// The name of a list, which is a number; a longer one is none.
fn name_of(value: String) -> Option<String> {
    (value.len() <= NAME_MAX).then_some(value)
}

fn set(level: &mut Level, name: &str, value: String) {
    match name {
        "start" => level.start = value.parse().ok(),
        "numFmt" => level.signs = value,
        _ => level.words = value.chars().take(NUMBER_MAX).collect(),
    }
}

/// Where the paragraphs are put together.
struct Reader {
    headings: BTreeSet<String>,
    lists: Lists,
    found: Found,
    open: Option<Open>,
    bytes: usize,
}

/// A paragraph that is being read.
#[derive(Default)]
struct Open {
    paragraph: Paragraph,
    list: Option<String>,
    level: usize,
    /// Whether its properties are being read.
    in_properties: bool,
    /// Whether its end was struck, so that the next goes on in it.
    goes_on: bool,
    /// Whether the run that is being read is hidden.
    is_hidden: bool,
}

impl Reader {
    fn take(&mut self, sign: &Sign<'_>, signs: &mut Signs<'_>) -> Result<(), ReadError> {
        match sign {
            Sign::Begin(tag) => self.begin(tag, signs),
            Sign::End(name) => {
                match (*name, &mut self.open) {
                    ("p", _) => return self.close(),
                    ("pPr", Some(open)) => open.in_properties = false,
                    ("r", Some(open)) => open.is_hidden = false,
                    _ => {}
                }
                Ok(())
            }
            Sign::Words(words) => self.words(words),
        }
    }

    fn begin(&mut self, tag: &Tag, signs: &mut Signs<'_>) -> Result<(), ReadError> {
        match tag.name {
            // what was there before a change of form, and what a program shows in place of another
            "pPrChange" | "rPrChange" | "sectPr" | "tblPr" | "tcPr" | "trPr" | "sdtPr"
            | "instrText" => signs.skip(),
            "del" | "moveFrom" => {
                if let Some(open) = self.open.as_mut().filter(|open| open.in_properties) {
                    open.goes_on = true;
                }
                signs.skip()
            }
            "footnoteReference" | "endnoteReference" | "sym" => {
                self.found.left_out += 1;
                Ok(())
            }
            "txbxContent" | "object" | "oMath" | "drawing" | "pict" | "Fallback" => {
                self.found.left_out += usize::from(tag.name != "Fallback");
                signs.skip()
            }
            "p" => {
                let goes_on = self.open.take().filter(|open| open.goes_on);
                self.open = Some(goes_on.map_or_else(Open::default, |open| Open {
                    paragraph: Paragraph {
                        words: open.paragraph.words,
                        marks: open.paragraph.marks,
                        ..Paragraph::default()
                    },
                    ..Open::default()
                }));
                Ok(())
            }
            _ => {
                self.inside(tag);
                Ok(())
            }
        }
    }

    /// An element inside a paragraph.
    fn inside(&mut self, tag: &Tag) {
        let Some(open) = &mut self.open else {
            return;
        };
        let value = || tag.value("val").unwrap_or_default();
        let is_on = || !matches!(value().as_str(), "0" | "false" | "off");
        match tag.name {
            "pPr" => open.in_properties = true,
            "pStyle" => open.paragraph.is_heading = self.headings.contains(&value()),
            "ilvl" => open.level = value().parse().unwrap_or(0),
            "numId" => open.list = Some(value()).filter(|list| list != "0"),
            "vanish" if !open.in_properties && is_on() => {
                open.is_hidden = true;
                self.found.left_out += 1;
            }
            "tab" if !open.in_properties => open.paragraph.words.push(' '),
            "br" | "cr" => open.paragraph.words.push('\n'),
            "noBreakHyphen" => open.paragraph.words.push('-'),
            "bookmarkStart" => open.paragraph.marks.extend(tag.value("name")),
            _ => {}
        }
    }

    /// Counts what is read, so that no document has more than is taken of one.
    const fn count(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > WORDS_BYTES_MAX {
            return Err(ReadError::TooLong);
        }
        Ok(())
    }

    fn words(&mut self, words: &str) -> Result<(), ReadError> {
        self.count(words.len())?;
        if let Some(open) = self.open.as_mut().filter(|open| !open.is_hidden) {
            open.paragraph.words.push_str(words);
        }
        Ok(())
    }

    /// Ends a paragraph; one whose end was struck waits for the next to go on in it.
    fn close(&mut self) -> Result<(), ReadError> {
        match self.open.take() {
            Some(open) if open.goes_on => self.open = Some(open),
            Some(open) => return self.keep(open),
            None => {}
        }
        Ok(())
    }

    /// Keeps a paragraph that has words, or a bookmark.
    fn keep(&mut self, mut open: Open) -> Result<(), ReadError> {
        let words = open.paragraph.words.trim();
        let is_empty = words.is_empty();
        if is_empty && open.paragraph.marks.is_empty() {
            return Ok(());
        }
        open.paragraph.words = words.to_owned();
        if let Some(list) = &open.list {
            let number = self.lists.next(list, open.level);
            self.count(number.as_ref().map_or(0, String::len))?;
            open.paragraph.number = number.map(|number| (open.level, number));
        }
        self.found.paragraphs.push(open.paragraph);
        Ok(())
    }
}

/// How many times each name is there.
pub(crate) fn tally<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut tally = BTreeMap::new();
    for name in names {
        *tally.entry(name).or_insert(0) += 1;
    }
    tally
}
