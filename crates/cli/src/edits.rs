//! `onetext edits`: what somebody has made of a document that was taken out, point by point.

use crate::answer::Answer;
use crate::brief::print;
use crate::export::Taken;
use anyhow::{Context, Result, anyhow};
use clap::Args;
use document::{Edits, Finding, Paper, Placed};
use std::fmt::Write;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use text::{Change, Line, Part, Proposal};

/// Reads an edited DOCX back: which point gets which proposal. Nothing is changed.
#[derive(Args)]
pub(crate) struct ReadEdits {
    #[command(flatten)]
    taken: Taken,
    /// The DOCX that came back
    file: PathBuf,
}

impl ReadEdits {
    /// Reads the case and the document, and prints what is proposed.
    pub(crate) fn run(&self) -> Result<Answer> {
        let Some(paper) = self.taken.paper(None)? else {
            return Ok(Answer::NotValid);
        };
        let bytes = bytes(&self.file)?;
        let name = self.file.display();
        // nothing is kept of it, so the ids of new points need no salt
        let edits = document::edits(&paper, &bytes, "").map_err(|why| anyhow!("{name}: {why}"))?;
        print(&told(&paper, &edits))?;
        Ok(if edits.unplaced.is_empty() {
            Answer::Yes
        } else {
            Answer::No
        })
    }
}

/// No more of a file than is read of one.
fn bytes(file: &Path) -> Result<Vec<u8>> {
    let name = || format!("reading `{}`", file.display());
    let most = u64::try_from(document::FILE_BYTES_MAX)?.saturating_add(1);
    let mut bytes = Vec::new();
    let open = fs::File::open(file).with_context(name)?;
    open.take(most).read_to_end(&mut bytes).with_context(name)?;
    Ok(bytes)
}

/// What is proposed, in words.
fn told(paper: &Paper, edits: &Edits) -> String {
    let mut told = String::new();
    for note in &edits.notes {
        line(&mut told, 0, &format!("note: {note}"));
    }
    for placed in &edits.placed {
        proposal(&mut told, paper, placed);
    }
    for one in &edits.unplaced {
        line(
            &mut told,
            0,
            &format!("not placed, {}: {}", one.place, one.why),
        );
        for words in one.words.lines().filter(|words| !words.is_empty()) {
            line(&mut told, 1, words);
        }
    }
    let count = |many: usize, what: &str| match many {
        1 => format!("1 {what}"),
        many => format!("{many} {what}s"),
    };
    let placed = count(edits.placed.len(), "proposal");
    let unplaced = count(edits.unplaced.len(), "change");
    line(&mut told, 0, &format!("{placed}; {unplaced} not placed"));
    told
}

fn line(told: &mut String, depth: usize, words: &str) {
    // writing to a string does not fail
    let _ = writeln!(told, "{}{words}", "    ".repeat(depth));
}

fn proposal(told: &mut String, paper: &Paper, placed: &Placed) {
    let found = match placed.found {
        Finding::Mark | Finding::New | Finding::Gone => "",
        Finding::Number => " (its mark was lost: found by its number and title)",
        Finding::Words => " (its mark was lost: found by its words)",
    };
    let name = |id: &case::PointId| match paper.text.point(id) {
        Some(point) => document::called(point, &paper.language),
        None => "a new point".to_owned(),
    };
    let behind = |after: &Option<case::PointId>| match after {
        Some(point) => format!("behind {}", name(point)),
        None => "at the head".to_owned(),
    };
    match &placed.proposal {
        Proposal::Change { point, changes } => {
            line(told, 0, &format!("{}{found}", name(point)));
            for change in changes {
                line(told, 1, &changed(change));
            }
        }
        Proposal::Add { after, point } => {
            let called = document::called(point, &paper.language);
            line(told, 0, &format!("new: {called}, {}", behind(after)));
            for words in point.to_type(&paper.language).lines() {
                line(told, 1, words);
            }
        }
        Proposal::Drop { point, .. } => {
            let called = document::called(point, &paper.language);
            line(told, 0, &format!("taken out: {called}"));
        }
        Proposal::Move { point, now, .. } => {
            line(
                told,
                0,
                &format!("moved: {}{found}, {}", name(point), behind(now)),
            );
        }
    }
}

/// A change, in words.
fn changed(change: &Change) -> String {
    let words = |words: &Option<String>| words.clone().unwrap_or_default();
    let parts = |parts: &[Part]| -> String {
        let parts = parts.iter().map(|part| match part {
            Part::Words(words) => words.replace('\n', " ⏎ "),
            Part::Open(_) => "[…]".to_owned(),
        });
        parts.collect()
    };
    let option = |choice: &text::ChoiceText| {
        let mut words = choice.words().by_language().values();
        words.next().cloned().unwrap_or_default()
    };
    match change {
        Change::Number { was, now } => format!("number: {was:?}, now {now:?}"),
        Change::Line { line, was, now, .. } => {
            let what = match line {
                Line::Title => "title",
                Line::Question(_) => "question",
                Line::Choice(..) => "option",
            };
            format!("{what}: [-{}-] {{+{}+}}", words(was), words(now))
        }
        Change::Words { hunk, .. } => {
            format!(
                "words: [-{}-] {{+{}+}}",
                parts(&hunk.struck),
                parts(&hunk.added)
            )
        }
        Change::BracketOpened(bracket) => {
            let options: Vec<String> = bracket.choices().iter().map(option).collect();
            format!("bracket opened: [{}]", options.join(" | "))
        }
        Change::BracketDropped(_) => "bracket taken out".to_owned(),
        Change::ChoiceAdded { choice, .. } => format!("option added: {}", option(choice)),
        Change::ChoiceDropped { choice, .. } => format!("option taken out: {}", option(choice)),
        Change::Settled { now: Some(_), .. } => "bracket settled".to_owned(),
        Change::Settled { now: None, .. } => "bracket opened again".to_owned(),
    }
}
