//! The text on paper: a long one with many brackets in ten languages, in each form in which it is
//! taken out, and read back.

use super::Bench;
use super::row::{Row, grouped};
use crate::load::Size;
use case::Language;
use disclosure::Seat;
use document::{Asked, Earlier, Paper};
use std::time::Duration;
use text::Print;

/// 1,000 brackets in 200 points.
const SIZE: Size = Size {
    points: 200,
    brackets: 5,
    choices: 3,
    parties: 6,
};
const LANGUAGES: [&str; 10] = ["en", "fr", "ru", "uk", "ar", "es", "zh", "de", "he", "tr"];
const TARGET: Duration = Duration::from_secs(2);

/// What makes the bytes of a paper.
type Writer = fn(&Paper) -> Vec<u8>;

const WRITERS: [(&str, Writer); 5] = [
    ("DOCX", document::docx),
    ("Markdown", |paper| document::markdown(paper).into_bytes()),
    ("plain text", |paper| document::plain(paper).into_bytes()),
    ("HTML", |paper| document::html(paper).into_bytes()),
    ("Akoma Ntoso", |paper| {
        document::akoma_ntoso(paper).into_bytes()
    }),
];

/// Every form, the redline, all languages, and the way back.
pub(super) fn rows(bench: &Bench) -> Vec<Row> {
    let papers: Vec<Paper> = LANGUAGES
        .iter()
        .filter_map(|tag| paper(SIZE, tag))
        .collect();
    let fewer = Size { choices: 2, ..SIZE };
    let redlined = papers.first().cloned().zip(paper(fewer, "en"));
    let redlined = redlined.map(|(paper, other)| Paper {
        against: Some(Earlier {
            label: "Draft 1".to_owned(),
            text: other.text,
        }),
        ..paper
    });
    let mut rows = Vec::new();
    for (name, write) in WRITERS {
        bench.say(name);
        let written = papers
            .first()
            .map(|paper| written(bench, name, (paper, write)));
        rows.extend(written);
    }
    let redline = redlined.map(|paper| {
        let name = "DOCX, every point changed and tracked";
        written(bench, name, (&paper, document::docx))
    });
    rows.extend(redline);
    let (bytes, cost) = bench.meter.measure(|| {
        let each = papers.iter().map(|paper| document::docx(paper).len());
        each.sum::<usize>()
    });
    let mut all = Row::new(
        16,
        format!("DOCX, one in each of {} languages", papers.len()),
        cost,
    );
    all.found = format!("{} bytes", grouped(bytes));
    rows.push(all);
    rows.extend(papers.first().map(|paper| read_back(bench, paper)));
    rows
}

fn paper(size: Size, tag: &str) -> Option<Paper> {
    let case = size.case_in("long", &LANGUAGES.map(Language::new));
    let asked = Asked {
        draft: None,
        against: None,
        form: Print::Bracketed,
        language: Language::new(tag),
    };
    Paper::of_case(&case.seen_from(Seat::Mediator), &asked).ok()
}

fn written(bench: &Bench, name: &str, (paper, write): (&Paper, Writer)) -> Row {
    let (bytes, cost) = bench.meter.measure(|| write(paper).len());
    let mut row = Row::new(16, name, cost);
    row.found = format!("{} bytes", grouped(bytes));
    row.target = Some(TARGET);
    row
}

fn read_back(bench: &Bench, paper: &Paper) -> Row {
    let bytes = document::docx(paper);
    let (edits, cost) = bench.meter.measure(|| document::edits(paper, &bytes, ""));
    let mut row = Row::new(16, "DOCX, read back", cost);
    row.found = match edits {
        Ok(edits) => format!("{} changes", edits.placed.len() + edits.unplaced.len()),
        Err(_) => "refused".to_owned(),
    };
    row.target = Some(TARGET);
    row
}
