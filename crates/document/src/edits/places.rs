//! Which paragraphs of a document belong to which point.

mod known;

use super::Finding;
use crate::docx::{origin_of, point_name};
use crate::paper::Paper;
use crate::read::{Paragraph, ReadError};
use crate::sheet::spoken;
use case::PointId;
use known::recognise;
use std::collections::{BTreeMap, BTreeSet};

/// The most points that a document may have, as many as can be pasted.
const POINTS_MAX: usize = 2_000;

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

    /// Its number in the list of points, where it stands in one.
    fn listed(&self) -> Option<&str> {
        let number = self.paragraphs.first()?.number.as_ref();
        number.map(|(_, number)| number.as_str())
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
///
/// # Errors
/// Refuses a document with more points than a text has.
pub(super) fn sections<'a>(
    paper: &Paper,
    paragraphs: &'a [Paragraph],
) -> Result<Sections<'a>, ReadError> {
    let points = paper.text.points().iter();
    let names: BTreeMap<String, &PointId> = points
        .map(|point| (point_name(point.id()), point.id()))
        .collect();
    let marks = paragraphs.iter().flat_map(|paragraph| &paragraph.marks);
    let marked: BTreeSet<&PointId> = marks.filter_map(|mark| names.get(mark).copied()).collect();
    let titles = titles(paper, &marked);
    let most = POINTS_MAX.max(paper.text.points().len());
    let mut sections = Sections {
        head: Vec::new(),
        points: Vec::new(),
    };
    let mut seen = BTreeSet::new();
    for paragraph in paragraphs {
        let own = paragraph.marks.iter().filter_map(|mark| names.get(mark));
        let own = own.copied().rfind(|id| !seen.contains(id));
        if own.is_none() && paragraph.words.is_empty() {
            continue;
        }
        seen.extend(own);
        let is_head = paragraph.marks.iter().any(|mark| origin_of(mark).is_some());
        let is_title = !is_head && titles.contains(&paragraph.words);
        let opens = own.is_some() || paragraph.is_heading || is_title;
        if opens {
            if sections.points.len() == most {
                return Err(ReadError::TooMany { most });
            }
            sections.points.push(Section {
                point: own.map(|id| (id.clone(), Finding::Mark)),
                paragraphs: vec![paragraph],
            });
        } else if let Some(section) = sections.points.last_mut() {
            section.paragraphs.push(paragraph);
        } else {
            sections.head.push(paragraph);
        }
    }
    recognise(paper, &mut sections.points, &marked);
    Ok(sections)
}

/// The titles of the points that no mark names, bare and with their numbers: where the marks were
/// lost, a point begins there.
fn titles(paper: &Paper, marked: &BTreeSet<&PointId>) -> BTreeSet<String> {
    let points = paper.text.points().iter();
    let points = points.filter(|point| !marked.contains(point.id()));
    let titles = points.flat_map(|point| {
        let language = spoken(point, &paper.language);
        let title = point.title().in_language(&language);
        let title = Some(title).filter(|title| !title.is_empty());
        let numbered = title.zip(point.number());
        let numbered = numbered.map(|(title, number)| format!("{number}. {title}"));
        title.map(str::to_owned).into_iter().chain(numbered)
    });
    titles.collect()
}
