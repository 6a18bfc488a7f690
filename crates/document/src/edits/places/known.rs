//! Which points the sections are whose marks were lost: the likest pair first, and no pair where
//! another is as like.

use super::{Finding, Section};
use crate::edits::alike::{ALIKE, Bag, Lexicon};
use crate::paper::Paper;
use crate::sheet::spoken;
use case::PointId;
use std::collections::BTreeSet;
use text::{PointText, Print};

/// What a pair with the same title is worth, above all that are merely alike.
const SAME_TITLE: usize = 300;
/// What a pair with the same number and a title that is alike is worth.
const SAME_NUMBER: usize = 150;

/// What is compared of a point or of a section.
struct Traits {
    number: Option<u32>,
    title: String,
    title_bag: Bag,
    words_bag: Bag,
}

/// A section and a point, with what speaks for it.
#[derive(Clone, Copy)]
struct Pair {
    section: usize,
    point: usize,
    worth: usize,
    finding: Finding,
}

/// Finds the points of sections without a mark among those that no mark names.
pub(super) fn recognise(paper: &Paper, sections: &mut [Section<'_>], marked: &BTreeSet<&PointId>) {
    let points = paper.text.points().iter().map(AsRef::as_ref);
    let points = points.filter(|point: &&PointText| !marked.contains(point.id()));
    let points: Vec<&PointText> = points.collect();
    let mut lexicon = Lexicon::default();
    let traits = points
        .iter()
        .map(|point| of_point(paper, point, &mut lexicon));
    let traits: Vec<Traits> = traits.collect();
    let mut pairs = Vec::new();
    let open = sections.iter().enumerate();
    for (at, section) in open.filter(|(_, section)| section.point.is_none()) {
        if traits.is_empty() {
            return;
        }
        let own = of_section(section, &mut lexicon);
        let all = traits.iter().enumerate().filter_map(|(point, other)| {
            let (worth, finding) = worth(&own, other)?;
            Some(Pair {
                section: at,
                point,
                worth,
                finding,
            })
        });
        pairs.extend(all);
    }
    for pair in settled(pairs) {
        let section = sections.get_mut(pair.section);
        if let Some((section, point)) = section.zip(points.get(pair.point)) {
            section.point = Some((point.id().clone(), pair.finding));
        }
    }
}

fn of_point(paper: &Paper, point: &PointText, lexicon: &mut Lexicon) -> Traits {
    let language = spoken(point, &paper.language);
    let title = point.title().in_language(&language);
    Traits {
        number: point.number(),
        title: bare(title),
        title_bag: lexicon.bag(title),
        words_bag: lexicon.bag(&point.printed_words(&language, Print::Bracketed)),
    }
}

fn of_section(section: &Section<'_>, lexicon: &mut Lexicon) -> Traits {
    let title = section.title();
    let number = section.listed().unwrap_or(&title);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let number = number.get(..digits).and_then(|digits| digits.parse().ok());
    Traits {
        number,
        title: bare(&title),
        title_bag: lexicon.bag(&title),
        words_bag: lexicon.bag(&section.words()),
    }
}

/// A title without a number before it.
fn bare(title: &str) -> String {
    let behind = title.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let behind = behind.strip_prefix(['.', ')']).unwrap_or(title);
    behind.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What speaks for a section being a point, if enough does.
fn worth(section: &Traits, point: &Traits) -> Option<(usize, Finding)> {
    let same_number = section.number.is_some() && section.number == point.number;
    let same_title = !point.title.is_empty() && section.title == point.title;
    let title = section.title_bag.alike(&point.title_bag);
    let words = section.words_bag.alike(&point.words_bag);
    let most = title.max(words);
    match (same_title, same_number) {
        (true, true) => Some((SAME_TITLE + SAME_NUMBER, Finding::Number)),
        (true, false) => Some((SAME_TITLE, Finding::Words)),
        (false, true) if title >= ALIKE => Some((SAME_NUMBER + title, Finding::Number)),
        _ if most >= ALIKE => Some((most, Finding::Words)),
        _ => None,
    }
}

/// The pairs that hold: the worthiest first, each section and each point once. Where two are worth
/// the same and only one can hold, their sections are left alone, and nothing is guessed.
fn settled(mut pairs: Vec<Pair>) -> Vec<Pair> {
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.worth));
    let (mut sections, mut points) = (BTreeSet::new(), BTreeSet::new());
    let mut settled = Vec::new();
    for equals in pairs.chunk_by(|one, other| one.worth == other.worth) {
        let free = equals
            .iter()
            .copied()
            .filter(|pair| !sections.contains(&pair.section) && !points.contains(&pair.point));
        let free: Vec<Pair> = free.collect();
        let of_section = tally(free.iter().map(|pair| pair.section));
        let of_point = tally(free.iter().map(|pair| pair.point));
        let is_one = |tally: &Tally, at: usize| tally.get(&at) == Some(&1);
        for pair in free {
            sections.insert(pair.section);
            if is_one(&of_section, pair.section) && is_one(&of_point, pair.point) {
                points.insert(pair.point);
                settled.push(pair);
            }
        }
    }
    settled
}

type Tally = std::collections::BTreeMap<usize, usize>;

fn tally(all: impl Iterator<Item = usize>) -> Tally {
    let mut tally = Tally::new();
    for one in all {
        *tally.entry(one).or_insert(0) += 1;
    }
    tally
}
