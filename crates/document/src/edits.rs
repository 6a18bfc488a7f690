//! What somebody has made of a paper: the DOCX comes back, and each change finds its point.
//!
//! A point is known by the bookmark around it. Where that was lost, its number or its words tell,
//! and the answer says so. What finds no point is listed, and nothing is guessed.
//!
//! Invariant: a paper that comes back as it went out proposes nothing.

mod order;
mod places;

use crate::docx::{Origin, origin_of, sum, text_sum};
use crate::paper::Paper;
use crate::read::{Found, Paragraph, ReadError, document};
use crate::sheet::{as_read, spoken};
use case::{BracketId, Language, PointId, Wording};
use places::{Section, sections};
use std::collections::BTreeSet;
use text::{PointParts, PointText, Print, Proposal};

/// The most that is read as the words of one changed point, in bytes.
const POINT_BYTES_MAX: usize = 40_000;

/// What somebody has made of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edits {
    /// What is proposed, in the order of the document.
    pub placed: Vec<Placed>,
    /// What could not be placed.
    pub unplaced: Vec<Unplaced>,
    /// What whoever reads this should know.
    pub notes: Vec<String>,
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

/// A change that finds no place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// Where it stands.
    pub place: String,
    /// Its words.
    pub words: String,
    /// Why it could not be placed, with what to do.
    pub why: String,
}

/// What somebody has made of a paper.
///
/// # Errors
/// Refuses what is no DOCX, is too large, or is made to do harm.
pub fn edits(paper: &Paper, bytes: &[u8]) -> Result<Edits, ReadError> {
    let found = document(bytes)?;
    if found.paragraphs.is_empty() {
        return Err(ReadError::Empty);
    }
    let origin = found.paragraphs.iter().flat_map(|one| &one.marks);
    let origin = origin.filter_map(|mark| origin_of(mark)).next();
    let mut desk = Desk::of(paper, origin);
    desk.left_out(&found);
    let sections = sections(paper, &found.paragraphs);
    desk.head(&sections.head);
    for section in &sections.points {
        desk.section(section);
    }
    desk.gone(&sections.points);
    desk.moved(&sections.points);
    Ok(desk.edits)
}

struct Desk<'a> {
    paper: &'a Paper,
    form: Print,
    language: Language,
    edits: Edits,
    /// The point of the text behind which a new one would stand.
    last: Option<PointId>,
    added: u32,
}

impl<'a> Desk<'a> {
    fn of(paper: &'a Paper, origin: Option<Origin>) -> Self {
        let mut notes = Vec::new();
        let (mut form, mut language) = (paper.form, paper.language.clone());
        match origin {
            None => notes.push(
                "the document does not say which text it was made from; it is read against this \
                 one"
                .to_owned(),
            ),
            Some(origin) => {
                (form, language) = (origin.form, origin.language.clone());
                let same = Paper {
                    language: origin.language,
                    ..paper.clone()
                };
                if text_sum(&same) != origin.sum {
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
            },
            last: None,
            added: 0,
        }
    }

    fn left_out(&mut self, found: &Found) {
        if found.left_out > 0 {
            self.edits.notes.push(format!(
                "left out {} time{}: words in frames, formulas or pictures, or hidden words",
                found.left_out,
                if found.left_out == 1 { "" } else { "s" }
            ));
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

    fn unplaced(&mut self, place: &str, words: &str, why: &str) {
        self.edits.unplaced.push(Unplaced {
            place: place.to_owned(),
            words: words.to_owned(),
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
        if typed.len() > POINT_BYTES_MAX {
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

    /// The words with the options of each open bracket, where they were printed as gaps.
    fn filled(
        &self,
        was: &PointText,
        typed: &str,
        language: &Language,
    ) -> Result<String, &'static str> {
        if self.form == Print::Bracketed {
            return Ok(typed.to_owned());
        }
        let printed = was.printed_brackets(language, Print::Bracketed);
        let open = was.words(language).iter().filter_map(|part| part.bracket());
        let is_open = |id: &&BracketId| was.bracket(id).is_some_and(|one| one.settled().is_none());
        let mut open = open.filter(is_open);
        let mut filled = String::new();
        let mut left = typed;
        const APART: &str = "a clean copy does not tell which open bracket was changed; make this \
                             change in a copy with its open brackets";
        while let Some((before, after)) = left.split_once("[…]") {
            filled.push_str(before);
            filled.push_str(printed.get(open.next().ok_or(APART)?).ok_or(APART)?);
            left = after;
        }
        filled.push_str(left);
        match open.next() {
            None => Ok(filled),
            Some(_) => Err(APART),
        }
    }

    fn added(&mut self, section: &Section<'_>) {
        let (title, typed) = (section.title(), section.words());
        self.added += 1;
        let point = self.new_point(&title, &typed);
        match point {
            Err(why) => self.unplaced("a new point", &format!("{title}\n{typed}"), &why),
            Ok(point) => {
                let after = self.last.clone();
                self.edits.placed.push(Placed {
                    proposal: Proposal::Add {
                        after,
                        point: Box::new(point.clone()),
                    },
                    found: Finding::New,
                    now: Some(point),
                });
            }
        }
    }

    fn new_point(&self, title: &str, typed: &str) -> Result<PointText, String> {
        if typed.len() > POINT_BYTES_MAX {
            return Err("the point is too long; put it into the workspace".to_owned());
        }
        let points = self.paper.text.points();
        let last = points.iter().filter_map(|point| point.number()).max();
        let ids: BTreeSet<&str> = points.iter().map(|point| point.id().as_str()).collect();
        // the same words make the same id, and those of two rooms do not meet
        let own = sum(&format!("{title}\n{typed}"));
        let mut free = (0..).map(|at: u32| format!("new-{:08x}", own.wrapping_add(at)));
        let id = free
            .find(|id| !ids.contains(id.as_str()))
            .unwrap_or_default();
        let empty = PointText::new(PointParts {
            id: PointId::new(id),
            number: Some(last.unwrap_or(0).saturating_add(self.added)),
            title: Wording::new([(self.language.clone(), as_read(title))].into()),
            body: [].into(),
            brackets: Vec::new(),
        });
        let empty = empty.map_err(|why| why.to_string())?;
        empty
            .retyped(typed, &self.language)
            .map_err(|why| why.to_string())
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
