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
mod tests;
#[cfg(test)]
mod trial;

pub use duty::{Duty, Known};
pub use kind::FindingKind;
pub(crate) use reading::{Reading, Sentence, read, tokens};

use crate::{Ambiguity, Concordance, OutOfStep, Parallel, Place, PointText, Text, concordance};
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
    /// What it is about, in words: a point by its number, else by its title.
    pub about: String,
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
    /// The languages whose words were read by rules.
    pub read: BTreeSet<Language>,
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
            // A title alone is no text.
            if pages.iter().all(|page| page.reading.sentences.is_empty()) {
                continue;
            }
            let reports = if language.primary() == "en" {
                english::reports(&pages, known, language)
            } else {
                lint.unread.insert(language.clone());
                continue;
            };
            lint.read.insert(language.clone());
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
        for finding in &mut lint.findings {
            finding.about = about(finding, text);
        }
        let stands = known.register.iter().filter(|one| one.stands_in(text));
        lint.meant = stands.cloned().collect();
        lint.tell_apart(text);
        for point in text.points() {
            let found = Parallel::apart(point, known.prevails).into_iter();
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

    /// How many findings are to be taken so.
    #[must_use]
    pub fn count(&self, weight: Weight) -> usize {
        let fitting = |finding: &&Finding| finding.weight == weight;
        self.findings.iter().filter(fitting).count()
    }

    /// What was found, counted in a sentence without its stop; words may say of which text.
    #[must_use]
    pub fn counted(&self, of: &str) -> String {
        let nothing_read = self.read.is_empty() && !self.unread.is_empty();
        let wanting = match (self.count(Weight::Wanting), nothing_read) {
            (0, true) => format!("Nothing was read{of}: there are no rules for its languages"),
            (0, false) => format!("The rules found nothing wanting{of}"),
            (1, _) => format!("One thing is wanting{of}"),
            (many, _) => format!("{many} things are wanting{of}"),
        };
        let others = [
            (self.count(Weight::Hint), "for a second look"),
            (self.count(Weight::Meant), "left open on purpose"),
        ];
        let others = others.into_iter().filter(|(count, _)| *count > 0);
        let others = others.map(|(count, words)| format!("; {count} {words}"));
        wanting + &others.collect::<String>()
    }

    /// Whether something was read and nothing that is not meant so was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let exceptions = self.terms.iter().any(|term| !term.exceptions.is_empty());
        let is_read = !self.read.is_empty() || self.unread.is_empty();
        let mut findings = self.findings.iter();
        let all_meant = findings.all(|finding| finding.weight == Weight::Meant);
        is_read && all_meant && self.out_of_step.is_empty() && !exceptions
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
        let meant = self.meant.iter().filter_map(|one| {
            let point = match &one.place {
                Place::Point(id) => text.point(id)?,
                Place::Bracket(id) => text.bracket(id)?.0,
            };
            let (words, _) = read(point, &one.language);
            let passage = one.words.trim();
            let places = words
                .match_indices(passage)
                .map(|(at, _)| at..at + passage.len());
            Some((one, point.id(), places.collect::<Vec<_>>()))
        });
        let meant: Vec<_> = meant.collect();
        for finding in &mut self.findings {
            let Some(found) = &finding.place else {
                continue;
            };
            let touching = meant.iter().find(|(one, point, places)| {
                **point == found.point
                    && one.language == found.language
                    && places.iter().any(|place| found.touches(place))
            });
            if let Some((one, ..)) = touching {
                finding.weight = Weight::Meant;
                finding.settles = format!(
                    "Nothing now: it is left open on purpose, to be looked at again on {}.",
                    one.review
                );
            }
        }
    }
}

/// What a finding is about, in words.
fn about(finding: &Finding, text: &Text) -> String {
    if let Some(found) = &finding.place {
        return point_name(text, &found.point);
    }
    if [FindingKind::Dispute, FindingKind::Numbering].contains(&finding.kind) {
        return "The text as a whole".to_owned();
    }
    let (numbers, titles): (Vec<_>, Vec<_>) = finding
        .points
        .iter()
        .partition(|id| text.point(id).is_some_and(|point| point.number().is_some()));
    let numbers = numbers
        .into_iter()
        .filter_map(|id| text.point(id)?.number());
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    let mut named: Vec<String> = match numbers.as_slice() {
        [] => Vec::new(),
        [one] => vec![format!("point {one}")],
        many => vec![format!("points {}", many.join(", "))],
    };
    // What is owed on a point that the text does not have is owed all the same.
    let titles = titles.into_iter().filter(|id| text.point(id).is_some());
    named.extend(titles.map(|id| point_name(text, id)));
    match named.is_empty() {
        true => "What is owed".to_owned(),
        false => format!("What is owed on {}", named.join(" and ")),
    }
}

/// How people call a point: by its number, else by its title.
#[must_use]
pub fn point_name(text: &Text, id: &PointId) -> String {
    let Some(point) = text.point(id) else {
        return "A point of another text".to_owned();
    };
    let title = point.title().in_language(&Language::english());
    match (point.number(), title) {
        (Some(number), _) => format!("Point {number}"),
        (None, "") => "A point without a title".to_owned(),
        (None, title) => format!("“{title}”"),
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

    /// Whether a passage of the words of the point and the stretch have letters in common.
    fn touches(&self, passage: &Range<usize>) -> bool {
        let end = self.at + self.stretch.len();
        passage.start < end && self.at < passage.end
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
        about: String::new(),
        what: report.what,
        settles: report.settles.unwrap_or_else(|| kind.settles().to_owned()),
    }
}
