//! Which paragraphs of a document belong to which point.

use super::Finding;
use crate::docx::point_name;
use crate::paper::Paper;
use crate::read::Paragraph;
use crate::sheet::spoken;
use case::PointId;
use std::collections::{BTreeMap, BTreeSet};
use text::{PointText, Print};

/// How alike words must be that are taken for the same, in hundredths.
const ALIKE: usize = 60;

/// A document, cut into points.
pub(super) struct Sections<'a> {
    /// What stands before the first point.
    pub(super) head: Vec<&'a Paragraph>,
    /// The points, in the order of the document.
    pub(super) points: Vec<Section<'a>>,
}

/// The paragraphs of one point.
pub(super) struct Section<'a> {
    /// The point of the text that it is, with how that was found.
    pub(super) point: Option<(PointId, Finding)>,
    paragraphs: Vec<&'a Paragraph>,
}

impl Section<'_> {
    /// The point of the text that it is.
    pub(super) fn id(&self) -> Option<&PointId> {
        self.point.as_ref().map(|(id, _)| id)
    }

    /// Its title, on one line.
    pub(super) fn title(&self) -> String {
        let first = self.paragraphs.first();
        first.map_or_else(String::new, |first| first.words.replace('\n', " "))
    }

    /// Its words: an empty line between paragraphs.
    pub(super) fn words(&self) -> String {
        let words = self.paragraphs.iter().skip(1);
        let words = words.map(|one| match &one.number {
            Some((_, number)) => format!("{number} {}", one.words),
            None => one.words.clone(),
        });
        words.collect::<Vec<_>>().join("\n\n")
    }
}

/// A document, cut into points.
pub(super) fn sections<'a>(paper: &Paper, paragraphs: &'a [Paragraph]) -> Sections<'a> {
    let points = paper.text.points().iter();
    let names: BTreeMap<String, &PointId> = points
        .map(|point| (point_name(point.id()), point.id()))
        .collect();
    let mut sections = Sections {
        head: Vec::new(),
        points: Vec::new(),
    };
    let mut seen = BTreeSet::new();
    for paragraph in paragraphs {
        let marked = paragraph.marks.iter().filter_map(|mark| names.get(mark));
        let marked = marked.copied().rfind(|id| !seen.contains(id));
        if let Some(id) = marked {
            seen.insert(id);
            sections.points.push(Section {
                point: Some((id.clone(), Finding::Mark)),
                paragraphs: vec![paragraph],
            });
            continue;
        }
        if paragraph.words.is_empty() {
            continue;
        }
        let opens = paragraph.is_heading || is_title(paper, paragraph, &seen);
        match sections.points.last_mut().filter(|_| !opens) {
            Some(section) => section.paragraphs.push(paragraph),
            None if opens => sections.points.push(Section {
                point: None,
                paragraphs: vec![paragraph],
            }),
            None => sections.head.push(paragraph),
        }
    }
    recognise(paper, &mut sections.points, &seen);
    sections
}

/// Whether a paragraph is the title of a point whose mark has not been seen.
fn is_title(paper: &Paper, paragraph: &Paragraph, seen: &BTreeSet<&PointId>) -> bool {
    let mut points = paper.text.points().iter();
    points.any(|point| {
        let language = spoken(point, &paper.language);
        let title = point.title().in_language(&language);
        let numbered = point.number().map(|number| format!("{number}. {title}"));
        let same = paragraph.words == title || Some(&paragraph.words) == numbered.as_ref();
        !title.is_empty() && same && !seen.contains(point.id())
    })
}

/// Finds the points of sections without a mark among those that no mark names.
fn recognise(paper: &Paper, sections: &mut [Section<'_>], seen: &BTreeSet<&PointId>) {
    let points = paper.text.points().iter();
    let mut free: Vec<&PointText> = points
        .map(AsRef::as_ref)
        .filter(|point| !seen.contains(point.id()))
        .collect();
    type Rule = fn(&Paper, &Section<'_>, &PointText) -> bool;
    let rules: [(Finding, Rule); 2] = [(Finding::Number, by_number), (Finding::Words, by_words)];
    for (finding, rule) in rules {
        for section in sections
            .iter_mut()
            .filter(|section| section.point.is_none())
        {
            let found = free.iter().position(|point| rule(paper, section, point));
            if let Some(at) = found {
                section.point = Some((free.remove(at).id().clone(), finding));
            }
        }
    }
}

fn by_number(paper: &Paper, section: &Section<'_>, point: &PointText) -> bool {
    let first = section.paragraphs.first();
    let listed = first.and_then(|first| first.number.as_ref());
    let title = section.title();
    let number = listed.map_or(title.as_str(), |(_, number)| number.as_str());
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let number = number
        .get(..digits)
        .and_then(|digits| digits.parse::<u32>().ok());
    let own = point.title().in_language(&spoken(point, &paper.language));
    number.is_some() && number == point.number() && alike(own, &title) >= ALIKE
}

fn by_words(paper: &Paper, section: &Section<'_>, point: &PointText) -> bool {
    let language = spoken(point, &paper.language);
    let own = point.title().in_language(&language);
    let words = point.printed_words(&language, Print::Bracketed);
    alike(own, &section.title()) >= ALIKE && !own.is_empty()
        || alike(&words, &section.words()) >= ALIKE
}

/// How many words two passages share, in hundredths of all their words.
fn alike(one: &str, other: &str) -> usize {
    let mut bag: BTreeMap<String, usize> = BTreeMap::new();
    let words = |passage: &str| -> Vec<String> {
        let words = passage.split(|sign: char| !sign.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    for word in &one {
        *bag.entry(word.clone()).or_insert(0) += 1;
    }
    let shared = other.iter().filter(|word| match bag.get_mut(*word) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        Some(_) | None => false,
    });
    let shared = shared.count();
    let all = one.len() + other.len();
    (200 * shared).checked_div(all).unwrap_or(0)
}
