//! The quality of an agreement's words: what a text leaves unsaid that its parties will ask first.
//!
//! The rules read words, not intentions, and each language has a table of its own: a language
//! without one is named and nothing is claimed of it. Words that are registered as left open on
//! purpose are told apart.
//!
//! Invariant: a finding's stretch is a range of bytes of its own sentence, and it was found in the
//! words of the text and what the view gave; it says nothing of any party's conduct.

mod duty;
mod english;
mod kind;
mod numbering;
mod reading;
#[cfg(test)]
mod trial;

pub use duty::{Duty, Known};
pub use kind::FindingKind;
pub(crate) use reading::{Reading, Sentence, read, tokens};

use crate::{Ambiguity, Concordance, OutOfStep, Parallel, PointText, Text, concordance};
use case::{Language, PointId};
use std::collections::BTreeSet;
use std::ops::Range;

/// How a finding is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Something is wanting.
    Wanting,
    /// Something that may well be meant so.
    Hint,
    /// Words that are registered as left open on purpose.
    Meant,
}

/// What a rule found. It may rest on confidences of the view, so it does not print.
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is found.
    pub kind: FindingKind,
    /// How it is to be taken.
    pub weight: Weight,
    /// Where; `None` for the text as a whole.
    pub place: Option<Found>,
    /// The points that it is about where it stands in no words of theirs: what is owed on them.
    pub points: Vec<PointId>,
    /// What was found here, in a sentence.
    pub what: String,
    /// What would settle it here.
    pub settles: String,
}

/// Where something was found.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    /// The point.
    pub point: PointId,
    /// Its number.
    pub number: Option<u32>,
    /// The language.
    pub language: Language,
    /// The sentence.
    pub sentence: String,
    /// The stretch of it that is meant, in bytes.
    pub stretch: Range<usize>,
    /// Where the stretch begins in the words of the point as they are read, in bytes.
    pub at: usize,
}

/// What the rules say of a text.
#[derive(Clone, Default)]
pub struct Lint {
    /// What was found, in the order of the text; what concerns the whole comes last.
    pub findings: Vec<Finding>,
    /// The languages that have no rules here, so that nothing is said of their words.
    pub unread: BTreeSet<Language>,
    /// Where two languages of a point are out of step.
    pub out_of_step: Vec<(PointId, Option<u32>, OutOfStep)>,
    /// How each term of the case is rendered, and where it is not.
    pub terms: Vec<Concordance>,
    /// The passages that are left open on purpose and still stand in the text.
    pub meant: Vec<Ambiguity>,
}

/// A point with its words as they are read.
pub(crate) struct Page<'t> {
    /// The point.
    pub(crate) point: &'t PointText,
    /// Its words.
    pub(crate) reading: Reading,
}

/// What a rule reports, before it is put in its place.
pub(crate) struct Report {
    /// What is found.
    pub(crate) kind: FindingKind,
    /// Which page, and the range of bytes of its words.
    pub(crate) at: Option<(usize, Range<usize>)>,
    /// What was found.
    pub(crate) what: String,
    /// What would settle it, where that is more than what settles its kind.
    pub(crate) settles: Option<String>,
    /// The points that it is about where it stands in no words of theirs.
    pub(crate) points: Vec<PointId>,
}

impl Report {
    pub(crate) fn new(kind: FindingKind, at: (usize, Range<usize>), what: String) -> Self {
        Self {
            kind,
            at: Some(at),
            what,
            settles: None,
            points: Vec::new(),
        }
    }
}

impl Lint {
    /// What the rules say of a text, as whoever knows this may be told.
    #[must_use]
    pub fn of(text: &Text, known: &Known<'_>) -> Self {
        let mut lint = Self::default();
        for language in text.languages() {
            let pages = pages(text, language);
            let reports = if language.primary() == "en" {
                english::reports(&pages, known)
            } else {
                lint.unread.insert(language.clone());
                continue;
            };
            let placed = reports.into_iter();
            let placed = placed.map(|report| placed_in(&pages, language, report));
            lint.findings.extend(placed);
        }
        let whole = numbering::reports(text)
            .into_iter()
            .chain(duty::reports(known));
        lint.findings.extend(whole.map(|report| {
            let nowhere = Language::english();
            placed_in(&[], &nowhere, report)
        }));
        let stands = known.register.iter().filter(|one| one.stands_in(text));
        lint.meant = stands.cloned().collect();
        lint.tell_apart(text);
        for point in text.points() {
            let parallel = Parallel::of(point, known.prevails);
            let found = parallel
                .map(|parallel| parallel.out_of_step)
                .unwrap_or_default();
            let found = found.into_iter();
            let placed = found.map(|one| (point.id().clone(), point.number(), one));
            lint.out_of_step.extend(placed);
        }
        lint.terms = concordance(text, known.terms.iter().copied());
        let order = |id: &PointId| text.points().iter().position(|point| point.id() == id);
        lint.findings.sort_by_key(|finding| {
            let place = finding.place.as_ref();
            let here = place.map(|found| (order(&found.point), found.language.clone(), found.at));
            (here.is_none(), here, finding.kind)
        });
        lint
    }

    /// How many findings want something; hints and what is meant are not among them.
    #[must_use]
    pub fn wanting(&self) -> usize {
        let wanting = |finding: &&Finding| finding.weight == Weight::Wanting;
        self.findings.iter().filter(wanting).count()
    }

    /// Whether nothing at all was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let exceptions = self.terms.iter().any(|term| !term.exceptions.is_empty());
        self.findings.is_empty() && self.out_of_step.is_empty() && !exceptions
    }

    /// The kinds that were found, each with how often.
    #[must_use]
    pub fn kinds(&self) -> Vec<(FindingKind, usize)> {
        let all = FindingKind::ALL.iter().map(|(kind, _)| {
            let found = self.findings.iter().filter(|finding| finding.kind == *kind);
            (*kind, found.count())
        });
        all.filter(|(_, count)| *count > 0).collect()
    }

    /// Marks as meant what touches words that are left open on purpose.
    fn tell_apart(&mut self, text: &Text) {
        for finding in &mut self.findings {
            let Some(found) = &finding.place else {
                continue;
            };
            let touches = |one: &&Ambiguity| {
                let here = match &one.place {
                    crate::Place::Point(id) => *id == found.point,
                    crate::Place::Bracket(id) => text
                        .bracket(id)
                        .is_some_and(|(point, _)| *point.id() == found.point),
                };
                here && one.language == found.language && found.touches(&one.words)
            };
            if let Some(one) = self.meant.iter().find(touches) {
                finding.weight = Weight::Meant;
                finding.settles = format!(
                    "Nothing now: it is left open on purpose, to be looked at again on {}.",
                    one.review
                );
            }
        }
    }
}

impl Finding {
    /// What it is about, in words.
    #[must_use]
    pub fn about(&self) -> String {
        let point = |id: &PointId, number: Option<u32>| match number {
            Some(number) => format!("Point {number}"),
            None => format!("Point {id}"),
        };
        if let Some(found) = &self.place {
            return point(&found.point, found.number);
        }
        let points: Vec<&str> = self.points.iter().map(|point| point.as_str()).collect();
        let is_whole = match self.kind {
            FindingKind::Dispute | FindingKind::Numbering => true,
            FindingKind::Owner
            | FindingKind::Date
            | FindingKind::Verifier
            | FindingKind::Undefined
            | FindingKind::Unused
            | FindingKind::TwoNames
            | FindingKind::SoftWord
            | FindingKind::Order
            | FindingKind::Start
            | FindingKind::Dates
            | FindingKind::Reference
            | FindingKind::AgreedOpen
            | FindingKind::Vague => false,
        };
        match (is_whole, points.as_slice()) {
            (true, _) => "The text as a whole".to_owned(),
            (false, []) => "What is owed".to_owned(),
            (false, [one]) => format!("What is owed on point {one}"),
            (false, many) => format!("What is owed on points {}", many.join(", ")),
        }
    }
}

impl Found {
    /// The words before the stretch, the stretch, and the words after it.
    #[must_use]
    pub fn parted(&self) -> (&str, &str, &str) {
        let words = self.sentence.as_str();
        let part = |range: Range<usize>| words.get(range).unwrap_or("");
        let Range { start, end } = self.stretch;
        (part(0..start), part(start..end), part(end..words.len()))
    }

    /// Whether some words of the sentence and the stretch have letters in common.
    fn touches(&self, words: &str) -> bool {
        let words = words.trim();
        let mut found = self.sentence.match_indices(words);
        !words.is_empty()
            && found.any(|(at, _)| at < self.stretch.end && self.stretch.start < at + words.len())
    }
}

/// The points that have words in a language, as they are read.
pub(crate) fn pages<'t>(text: &'t Text, language: &Language) -> Vec<Page<'t>> {
    let pages = text.points().iter().map(|point| Page {
        point,
        reading: Reading::of(point, language),
    });
    pages.collect()
}

fn placed_in(pages: &[Page<'_>], language: &Language, report: Report) -> Finding {
    let kind = report.kind;
    let place = report.at.and_then(|(page, span)| {
        let page = pages.get(page)?;
        let sentence = page.reading.sentence_at(span.start)?;
        let whole = sentence.span.start..sentence.span.end.max(span.end);
        let stretch = span.start - whole.start..span.end - whole.start;
        Some(Found {
            point: page.point.id().clone(),
            number: page.point.number(),
            language: language.clone(),
            sentence: page.reading.at(&whole).to_owned(),
            stretch,
            at: span.start,
        })
    });
    Finding {
        kind,
        weight: if kind.is_hint() {
            Weight::Hint
        } else {
            Weight::Wanting
        },
        place,
        points: report.points,
        what: report.what,
        settles: report.settles.unwrap_or_else(|| kind.settles().to_owned()),
    }
}
