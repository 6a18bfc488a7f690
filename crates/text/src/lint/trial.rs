//! The lint measured: defects that people planted, and clauses that are clean.

use super::*;
use crate::{BracketText, ChoiceText, Part, PointParts};
use case::{BracketId, ChoiceId, Wording};
use std::collections::BTreeMap;

const CLEAN: &str = include_str!("corpus/clean.txt");
const TRICKY: &str = include_str!("corpus/tricky.txt");
const SEEDS: &str = include_str!("corpus/seeds.txt");
const WHOLE: &str = include_str!("corpus/whole.txt");
const TREATY: &str = include_str!("corpus/treaty.txt");
const HELD_OUT: &str = include_str!("corpus/held_out.txt");
const HELD_OUT_CLEAN: &str = include_str!("corpus/held_out_clean.txt");

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
    let blocks = all
        .split(|line| line.is_empty())
        .filter(|block| !block.is_empty());
    let points = blocks.map(|block| (block[0].to_owned(), block[1..].join("\n")));
    points.collect()
}

fn seeds(corpus: &str) -> Vec<Seed> {
    let seeds = lines(corpus).filter(|line| !line.is_empty()).map(|line| {
        let (kind, rest) = line.split_once(": ").unwrap();
        let (clause, also) = rest
            .rsplit_once(". |")
            .map_or((rest, ""), |(clause, also)| (clause, also));
        let marks = ["[[", "]]"].map(|mark| clause.find(mark).unwrap());
        let also = also
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        Seed {
            kind: FindingKind::of_name(kind).unwrap(),
            stretch: clause[marks[0] + 2..marks[1]]
                .replace('{', "[")
                .replace('|', " | ")
                .replace('}', "]"),
            clause: clause.replace("[[", "").replace("]]", "").trim().to_owned(),
            also: also
                .map(|name| FindingKind::of_name(name).unwrap())
                .collect(),
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
            let choices = (0..)
                .zip(options.split('|'))
                .map(|(at, words): (u32, &str)| {
                    ChoiceText::new(ChoiceId::new(format!("c{at}")), &Wording::english(words))
                        .unwrap()
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
    Known {
        parties: vec!["North", "South", "Reef Union", "Host"],
        ..Known::default()
    }
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
    let commission = "A Joint Commission is set up, with three members from each side.";
    points.push(("Commission".to_owned(), commission.to_owned()));
    points.push(("Planted".to_owned(), clause.to_owned()));
    text(&points)
}

/// The clean text with another clause where its dispute clause stood.
fn without_disputes(clause: &str) -> Text {
    let mut points = clean();
    for (title, words) in &mut points {
        if title == "Disputes" {
            (*title, *words) = ("Another".to_owned(), clause.to_owned());
        }
    }
    text(&points)
}

/// Points of these numbers, in this order.
fn numbered(numbers: &str) -> Text {
    let points = numbers.split_whitespace().map(|number| {
        PointText::new(PointParts {
            id: PointId::new(number),
            number: number.parse().ok(),
            title: Wording::english("A point"),
            body: BTreeMap::new(),
            brackets: Vec::new(),
        })
        .unwrap()
    });
    Text::new(points.collect()).unwrap()
}

#[test]
fn nothing_is_found_in_clean_clauses() {
    let lint = Lint::of(&text(&clean()), &known());
    assert_eq!(said(&lint), Vec::<String>::new());
    let clauses = lines(TRICKY).chain(lines(TREATY));
    for clause in clauses.filter(|line| !line.is_empty()) {
        let lint = Lint::of(&planted(clause), &known());
        assert_eq!(said(&lint), Vec::<String>::new(), "{clause}");
    }
}

type Counts = BTreeMap<FindingKind, Count>;

/// What is found of these seeds, by kind.
fn measured(seeds: &[Seed]) -> Counts {
    let mut counts = Counts::new();
    for seed in seeds {
        let text = if seed.kind == FindingKind::Verifier {
            planted_unwatched(&seed.clause)
        } else {
            planted(&seed.clause)
        };
        let lint = Lint::of(&text, &known());
        let mut found = false;
        for finding in &lint.findings {
            let place = finding.place.as_ref();
            let words = place.map_or("", |found| found.parted().1);
            let last = text.points().len().to_string();
            let is_here = place.is_some_and(|found| found.point.as_str() == last);
            let overlaps = words.contains(&seed.stretch) || seed.stretch.contains(words);
            if finding.kind == seed.kind && is_here && overlaps && !words.is_empty() {
                found = true;
            } else if !(is_here && seed.also.contains(&finding.kind)) {
                counts.entry(finding.kind).or_default().beside += 1;
                println!(
                    "beside: {} `{words}` in `{}`",
                    finding.kind.name(),
                    seed.clause
                );
            }
        }
        let count = counts.entry(seed.kind).or_default();
        count.planted += 1;
        count.found += usize::from(found);
        if !found {
            println!("missed: {} `{}`", seed.kind.name(), seed.clause);
        }
    }
    counts
}

/// What is found where something is wanting in the whole.
fn measured_of_the_whole(counts: &mut Counts) {
    for line in lines(WHOLE).filter(|line| !line.is_empty()) {
        let (name, planted) = line.split_once(": ").unwrap();
        let kind = FindingKind::of_name(name).unwrap();
        let (planted, wanted) = planted.split_once(" | ").unwrap_or((planted, ""));
        let is_numbering = kind == FindingKind::Numbering;
        let text = match is_numbering {
            true => numbered(planted),
            false => without_disputes(planted),
        };
        let lint = Lint::of(&text, &known());
        let of_kind = lint.findings.iter().filter(|finding| finding.kind == kind);
        let said: Vec<&str> = of_kind.map(|finding| finding.what.as_str()).collect();
        let found = match is_numbering {
            true => said.join(" ") == wanted,
            false => !said.is_empty(),
        };
        for other in lint.findings.iter().filter(|finding| finding.kind != kind) {
            counts.entry(other.kind).or_default().beside += 1;
            println!("beside: {} in `{planted}`", other.kind.name());
        }
        let count = counts.entry(kind).or_default();
        count.planted += 1;
        count.found += usize::from(found);
        if !found {
            println!("missed: {name} `{planted}`: {said:?}");
        }
    }
}

fn share(part: usize, whole: usize) -> String {
    match (part * 100).checked_div(whole) {
        Some(share) => format!("{share} %"),
        None => "-".to_owned(),
    }
}

/// The measured table of the page on quality.
fn page(counts: &Counts, held_out: &Counts, clean: &[(&str, usize, usize)]) -> String {
    let mut page = String::from(
        "| kind | planted | found | beside | precision | recall | held out | found | beside |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for (kind, _) in FindingKind::ALL {
        let at = |counts: &Counts| counts.get(&kind).copied().unwrap_or_default();
        let (one, other) = (at(counts), at(held_out));
        page.push_str(&format!(
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
            kind.words(),
            one.planted,
            one.found,
            one.beside,
            share(one.found, one.found + one.beside),
            share(one.found, one.planted),
            other.planted,
            other.found,
            other.beside
        ));
    }
    page.push_str("\n| clean clauses | how many | findings in them |\n|---|---|---|\n");
    for (name, clauses, findings) in clean {
        page.push_str(&format!("| {name} | {clauses} | {findings} |\n"));
    }
    page
}

/// How many clean clauses of a corpus there are, and how much is found in them all the same.
fn found_in_clean(corpus: &str) -> (usize, usize) {
    let (mut clauses, mut findings) = (0, 0);
    for clause in lines(corpus).filter(|line| !line.is_empty()) {
        clauses += 1;
        let lint = Lint::of(&planted(clause), &known());
        findings += lint.findings.len();
        for said in said(&lint) {
            println!("in clean words: {said} in `{clause}`");
        }
    }
    (clauses, findings)
}

#[test]
fn planted_defects_are_found_as_often_as_the_page_on_quality_says() {
    let (tuned, fresh) = (seeds(SEEDS), seeds(HELD_OUT));
    let mut counts = measured(&tuned);
    measured_of_the_whole(&mut counts);
    let held_out = measured(&fresh);
    for (kind, _) in FindingKind::ALL {
        let count = counts.get(&kind).copied().unwrap_or_default();
        assert!(count.planted >= 8, "{}: {count:?}", kind.name());
        let (found, wrong) = (count.found * 100, count.beside * 100);
        assert!(found >= count.planted * 90, "{}: {count:?}", kind.name());
        assert!(wrong <= count.planted * 10, "{}: {count:?}", kind.name());
    }
    let all = |pick: fn(&Count) -> usize| held_out.values().map(pick).sum::<usize>();
    let (planted, found, beside) = (all(|c| c.planted), all(|c| c.found), all(|c| c.beside));
    println!("held out: {found} of {planted}, {beside} beside");
    assert!(
        planted >= 60 && found * 100 >= planted * 60,
        "{found} of {planted}"
    );
    assert!(beside * 100 <= planted * 25, "{beside} of {planted}");
    let [tricky, treaty, new] = [TRICKY, TREATY, HELD_OUT_CLEAN].map(found_in_clean);
    let whole = Lint::of(&text(&clean()), &known()).findings.len();
    let sentences = clean().iter().map(|(_, words)| words.lines().count()).sum();
    let clean = [
        ("the clean text", sentences, whole),
        ("clauses that look like defects", tricky.0, tricky.1),
        ("ordinary clauses of treaties", treaty.0, treaty.1),
        ("held out", new.0, new.1),
    ];
    held_to_page(&page(&counts, &held_out, &clean));
}

/// Holds what is measured to the page; `UPDATE=1` writes it there.
fn held_to_page(measured: &str) {
    const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/quality.md");
    const MARKS: [&str; 2] = ["<!-- measured -->\n", "<!-- /measured -->"];
    let page = std::fs::read_to_string(PATH).unwrap();
    let (head, rest) = page.split_once(MARKS[0]).unwrap();
    let (stands, tail) = rest.split_once(MARKS[1]).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        let page = format!("{head}{}{measured}{}{tail}", MARKS[0], MARKS[1]);
        std::fs::write(PATH, page).unwrap();
    } else {
        assert_eq!(
            stands, measured,
            "run with UPDATE=1 and read the difference"
        );
    }
}
