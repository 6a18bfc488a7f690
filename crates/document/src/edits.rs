//! What somebody has made of a paper: the DOCX comes back, and each change finds its point.
//!
//! A point is known by the bookmark around it. Where that was lost, its number or its words tell,
//! and the answer says so. What finds no point is listed, and nothing is guessed.
//!
//! Invariant: a paper that comes back as it went out proposes nothing.

mod alike;
mod fresh;
mod gaps;
mod order;
mod places;

use crate::docx::{Origin, origin_of, text_sum};
use crate::paper::Paper;
use crate::read::{Found, Paragraph, ReadError, document};
use crate::sheet::{as_read, spoken};
use case::{Language, PointId, Wording};
use fresh::Names;
pub use order::in_turn;
use places::{Section, sections};
use text::{PointText, Print, Proposal};

/// The most that is read as the title and the words of one changed point, in bytes.
const POINT_BYTES_MAX: usize = 40_000;
/// The most changes without a place that are listed; the others are counted.
const UNPLACED_MAX: usize = 500;
/// The most that is shown of the words of one, in characters.
const SHOWN_MAX: usize = 600;

/// What somebody has made of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edits {
    /// What is proposed, in the order of the document.
    pub placed: Vec<Placed>,
    /// What could not be placed.
    pub unplaced: Vec<Unplaced>,
    /// What whoever reads this should know.
    pub notes: Vec<String>,
    /// Whether the document says that it was made from the text that it is read against: then its
    /// changes are what somebody meant, and nothing else.
    pub is_of_this_text: bool,
}

/// A proposal with the point that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The proposal.
    pub proposal: Proposal,
    /// How the point was found.
    pub found: Finding,
    /// The point as it would be; nothing where it would be taken out.
    pub now: Option<PointText>,
}

/// How a point was found in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// By its bookmark.
    Mark,
    /// By its number and title, because its bookmark was lost.
    Number,
    /// By its words, because its bookmark was lost.
    Words,
    /// It is new.
    New,
    /// It is not there any more.
    Gone,
}

impl Finding {
    /// How the point was found, where that is worth saying.
    #[must_use]
    pub const fn remark(self) -> Option<&'static str> {
        match self {
            Self::Mark | Self::New | Self::Gone => None,
            Self::Number => Some("its mark was lost; found by its number and title"),
            Self::Words => Some("its mark was lost; found by its words"),
        }
    }
}

/// A change that finds no place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// Where it stands.
    pub place: String,
    /// Its words, as many of them as tell it from others.
    pub words: String,
    /// Why it could not be placed, with what to do.
    pub why: String,
}

/// What somebody has made of a paper. The ids of new points follow from the salt and from nothing
/// else: the same salt gives the same ids, and one that nobody knows gives away nothing.
///
/// # Errors
/// Refuses what is no DOCX, is too large, or is made to do harm.
pub fn edits(paper: &Paper, bytes: &[u8], salt: &str) -> Result<Edits, ReadError> {
    let found = document(bytes)?;
    if found.paragraphs.is_empty() {
        return Err(ReadError::Empty);
    }
    let origin = found.paragraphs.iter().flat_map(|one| &one.marks);
    let origin = origin.filter_map(|mark| origin_of(mark)).next();
    let mut desk = Desk::of(paper, origin, salt);
    desk.left_out(&found);
    let sections = sections(paper, &found.paragraphs)?;
    desk.head(&sections.head);
    for section in &sections.points {
        desk.section(section);
    }
    desk.gone(&sections.points);
    desk.moved(&sections.points);
    Ok(desk.done())
}

struct Desk<'a> {
    paper: &'a Paper,
    form: Print,
    language: Language,
    edits: Edits,
    /// The point of the text behind which a new one would stand.
    last: Option<PointId>,
    names: Names,
    /// How many changes without a place are not listed.
    unlisted: usize,
}

impl<'a> Desk<'a> {
    fn of(paper: &'a Paper, origin: Option<Origin>, salt: &str) -> Self {
        let (mut notes, mut is_of_this_text) = (Vec::new(), false);
        let (mut form, mut language) = (paper.form, paper.language.clone());
        match origin {
            None => notes.push(
                "the document does not say which text it was made from; it is read against this \
                 one"
                .to_owned(),
            ),
            Some(origin) => {
                form = origin.form;
                if paper.text.languages().contains(&origin.language) {
                    language = origin.language;
                } else if origin.language != language {
                    notes.push(format!(
                        "the document says that it is in a language that the text has no words \
                         in; it is read as `{language}`"
                    ));
                }
                let same = Paper {
                    language: language.clone(),
                    form,
                    ..paper.clone()
                };
                is_of_this_text = text_sum(&same) == origin.sum;
                if !is_of_this_text {
                    notes.push(
                        "the document was made from another version of the text: what differs \
                         between the two versions also shows as a change"
                            .to_owned(),
                    );
                }
            }
        }
        Self {
            paper,
            form,
            language,
            edits: Edits {
                placed: Vec::new(),
                unplaced: Vec::new(),
                notes,
                is_of_this_text,
            },
            last: None,
            names: Names::of(&paper.text, salt),
            unlisted: 0,
        }
    }

    fn left_out(&mut self, found: &Found) {
        if found.left_out > 0 {
            self.edits.notes.push(format!(
                "left out {} time{}: words in frames, notes, formulas or pictures, signs of \
                 another font, or hidden words",
                found.left_out,
                if found.left_out == 1 { "" } else { "s" }
            ));
        }
        match found.comments {
            0 => {}
            1 => self.edits.notes.push(
                "one comment of somebody else is not read: no change is made of it".to_owned(),
            ),
            many => self.edits.notes.push(format!(
                "{many} comments of others are not read: no change is made of them"
            )),
        }
    }

    /// What stands before the first point: the title and what the paper says of itself.
    fn head(&mut self, head: &[&Paragraph]) {
        let sheet = crate::sheet::Sheet::of(&self.paper.clone().in_form(self.form));
        let other = Paper {
            language: self.language.clone(),
            ..self.paper.clone()
        };
        let title = other.title.in_language(&self.language).to_owned();
        let ours: Vec<&str> = sheet
            .head
            .iter()
            .map(String::as_str)
            .chain([&*title])
            .collect();
        for paragraph in head {
            // the lines that say what it is and for whom may differ from paper to paper
            let is_line = paragraph.words.starts_with("Struck and added against: ")
                || paragraph.words.contains(" · with its open brackets")
                || paragraph.words.contains(" · clean, open brackets as […]");
            if !is_line && !ours.contains(&paragraph.words.as_str()) {
                self.unplaced(
                    "before the first point",
                    &paragraph.words,
                    "it belongs to no point; the title and the head are not part of the text",
                );
            }
        }
    }

    fn done(mut self) -> Edits {
        if self.unlisted > 0 {
            self.edits.notes.push(format!(
                "{} more changes found no place and are not listed",
                self.unlisted
            ));
        }
        self.edits
    }

    fn unplaced(&mut self, place: &str, words: &str, why: &str) {
        if self.edits.unplaced.len() == UNPLACED_MAX {
            self.unlisted += 1;
            return;
        }
        let shown = words.char_indices().nth(SHOWN_MAX);
        let shown = shown.and_then(|(end, _)| words.get(..end));
        self.edits.unplaced.push(Unplaced {
            place: place.to_owned(),
            words: shown.map_or_else(|| words.to_owned(), |shown| format!("{shown}…")),
            why: why.to_owned(),
        });
    }

    fn section(&mut self, section: &Section<'_>) {
        let known = section.point.as_ref().map(|(id, finding)| (id, *finding));
        let known = known.and_then(|(id, finding)| Some((self.paper.text.point(id)?, finding)));
        match known {
            Some((was, finding)) => {
                self.last = Some(was.id().clone());
                self.changed(was, finding, section);
            }
            None => self.added(section),
        }
    }

    fn changed(&mut self, was: &PointText, finding: Finding, section: &Section<'_>) {
        let language = spoken(was, &self.language);
        let place = called(was, &language);
        let typed = section.words();
        let title = section.title();
        let title = title.as_str();
        let printed = was.printed_words(&language, self.form);
        let same_words = level(&printed) == level(&typed);
        let same_title = level(title) == level(&text::as_typed(was.title().in_language(&language)));
        if same_words && same_title {
            return;
        }
        if title.len().saturating_add(typed.len()) > POINT_BYTES_MAX {
            let why = "the point is too long to be compared; change it in the workspace";
            return self.unplaced(&place, title, why);
        }
        let now = if same_words {
            Ok(was.clone())
        } else {
            match self.filled(was, &typed, &language) {
                Ok(typed) => was
                    .retyped(&typed, &language)
                    .map_err(|why| why.to_string()),
                Err(why) => Err(why.to_owned()),
            }
        };
        let now = now.and_then(|now| {
            if same_title {
                return Ok(now);
            }
            let mut parts = now.parts();
            let mut titles = parts.title.by_language().clone();
            titles.insert(language.clone(), as_read(title));
            parts.title = Wording::new(titles);
            PointText::new(parts).map_err(|why| why.to_string())
        });
        match now {
            Err(why) => self.unplaced(&place, &typed, &why),
            Ok(now) => {
                if let Some(proposal) = Proposal::between(was, &now) {
                    self.edits.placed.push(Placed {
                        proposal,
                        found: finding,
                        now: Some(now),
                    });
                }
            }
        }
    }
}

/// What a point is called, with its number.
#[must_use]
pub fn called(point: &PointText, language: &Language) -> String {
    let title = point.title().in_language(language);
    match (point.number(), title) {
        (Some(number), "") => format!("point {number}"),
        (Some(number), title) => format!("point {number}, {title}"),
        (None, "") => "a matter without a number".to_owned(),
        (None, title) => title.to_owned(),
    }
}

/// Words without what paper and programs do to blanks.
fn level(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ")
}
