//! The lint measured: defects that people planted, and clauses that are clean.

use super::*;
use crate::{BracketText, ChoiceText, Part, PointParts};
use case::{BracketId, ChoiceId, Wording};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const CLEAN: &str = include_str!("corpus/clean.txt");
const TRICKY: &str = include_str!("corpus/tricky.txt");
const SEEDS: &str = include_str!("corpus/seeds.txt");

/// A defect that is planted.
struct Seed {
    kind: FindingKind,
    /// The clause, with its bracket in braces.
    clause: String,
    /// The stretch that is wrong.
    stretch: String,
    also: Vec<FindingKind>,
}

/// How often a kind was planted, found, and found where it was not planted.
#[derive(Default, Clone, Copy, PartialEq, Eq, Debug)]
struct Count {
    planted: usize,
    found: usize,
    beside: usize,
}

fn lines(corpus: &str) -> impl Iterator<Item = &str> {
    corpus.lines().filter(|line| !line.starts_with('#'))
}

/// The points of the clean text: title and words.
fn clean() -> Vec<(String, String)> {
    let all: Vec<&str> = lines(CLEAN).collect();
    let blocks = all.split(|line| line.is_empty()).filter(|block| !block.is_empty());
    let points = blocks.map(|block| (block[0].to_owned(), block[1..].join("\n")));
    points.collect()
}

fn seeds() -> Vec<Seed> {
    let seeds = lines(SEEDS).filter(|line| !line.is_empty()).map(|line| {
        let (kind, rest) = line.split_once(": ").unwrap();
        let (clause, also) = rest.rsplit_once(". |").map_or((rest, ""), |(clause, also)| (clause, also));
        let marks = ["[[", "]]"].map(|mark| clause.find(mark).unwrap());
        let also = also.split(',').map(str::trim).filter(|name| !name.is_empty());
        Seed {
            kind: FindingKind::of_name(kind).unwrap(),
            stretch: clause[marks[0] + 2..marks[1]].replace('{', "[").replace('|', " | ").replace('}', "]"),
            clause: clause.replace("[[", "").replace("]]", "").trim().to_owned(),
            also: also.map(|name| FindingKind::of_name(name).unwrap()).collect(),
        }
    });
    seeds.collect()
}

/// A text of these points, with a bracket wherever braces stand.
fn text(points: &[(String, String)]) -> Text {
    let points = (1_u32..).zip(points).map(|(number, (title, words))| {
        let (mut body, mut brackets) = (Vec::new(), Vec::new());
        let mut rest = words.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let (options, after) = after.split_once('}').unwrap();
            let id = BracketId::new(format!("b{number}-{}", brackets.len()));
            let choices = (0..).zip(options.split('|')).map(|(at, words): (u32, &str)| {
                ChoiceText::new(ChoiceId::new(format!("c{at}")), &Wording::english(words)).unwrap()
            });
            body.push(Part::Words(before.to_owned()));
            body.push(Part::Open(id.clone()));
            brackets.push(BracketText::new(id, &Wording::default(), choices.collect()).unwrap());
            rest = after;
        }
        body.push(Part::Words(rest.to_owned()));
        PointText::new(PointParts {
            id: PointId::new(number.to_string()),
            number: Some(number),
            title: Wording::english(title.as_str()),
            body: [(Language::english(), body)].into(),
            brackets,
        })
        .unwrap()
    });
    Text::new(points.collect()).unwrap()
}

fn known() -> Known<'static> {
    let mut known = Known::default();
    known.parties = vec!["North", "South", "Reef Union", "Host"];
    known
}

fn said(lint: &Lint) -> Vec<String> {
    let findings = lint.findings.iter().map(|finding| {
        let place = finding.place.as_ref();
        let words = place.map_or("the whole", |found| found.parted().1);
        format!("{}: `{words}` ({})", finding.kind.name(), finding.what)
    });
    findings.collect()
}

/// The clean text with a clause planted behind it, as a point of its own.
fn planted(clause: &str) -> Text {
    let mut points = clean();
    points.push(("Planted".to_owned(), clause.to_owned()));
    text(&points)
}

/// The same without the clause that puts everything under the monitors' eyes, which would speak for
/// the planted one too; the points that rest on it are left out.
fn planted_unwatched(clause: &str) -> Text {
    let mut points = clean();
    points.retain(|(title, _)| {
        ["Terms", "Withdrawal", "Disputes", "Entry into force"].contains(&title.as_str())
    });
    points.push(("Planted".to_owned(), clause.to_owned()));
    text(&points)
}

#[test]
fn nothing_is_found_in_clean_clauses() {
    let lint = Lint::of(&text(&clean()), &known());
    println!("{:#?}", said(&lint));
    for clause in lines(TRICKY).filter(|line| !line.is_empty()) {
        let lint = Lint::of(&planted(clause), &known());
        if !lint.findings.is_empty() {println!("{clause} {:#?}", said(&lint));}
    }
}

/// What is measured, by kind.
fn measured(say: &mut String) -> BTreeMap<FindingKind, Count> {
    let mut counts: BTreeMap<FindingKind, Count> = BTreeMap::new();
    for seed in &seeds() {
        let text = match seed.kind {
            FindingKind::Verifier => planted_unwatched(&seed.clause),
            _ => planted(&seed.clause),
        };
        let lint = Lint::of(&text, &known());
        let mut found = false;
        for finding in &lint.findings {
            let place = finding.place.as_ref();
            let (words, point) = place.map_or(("", ""), |found| (found.parted().1, found.point.as_str()));
            let is_here = point == text.points().len().to_string();
            let overlaps = words.contains(&seed.stretch) || seed.stretch.contains(words);
            if finding.kind == seed.kind && is_here && overlaps && !words.is_empty() {
                found = true;
            } else if !(is_here && seed.also.contains(&finding.kind)) {
                counts.entry(finding.kind).or_default().beside += 1;
                let _ = writeln!(say, "beside: {} `{words}` in `{}`", finding.kind.name(), seed.clause);
            }
        }
        let count = counts.entry(seed.kind).or_default();
        count.planted += 1;
        count.found += usize::from(found);
        if !found {
            let _ = writeln!(say, "missed: {} `{}`", seed.kind.name(), seed.clause);
        }
    }
    counts
}

#[test]
fn planted_defects_are_found() {
    let mut say = String::new();
    let counts = measured(&mut say);
    println!("{say}");
    for (kind, count) in &counts {
        println!("{} {count:?}", kind.name());
    }
}
