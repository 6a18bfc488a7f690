//! `onetext edits`: what somebody has made of a document that was taken out, point by point.

use crate::answer::Answer;
use crate::brief::print;
use crate::export::Taken;
use anyhow::{Context, Result, anyhow};
use clap::Args;
use document::{Edits, Paper, Placed};
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
    let found = placed.found.remark();
    let found = found.map_or_else(String::new, |remark| format!(" ({remark})"));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Export;
    use case::Wording;
    use clap::Parser;
    use text::{PointText, Text};

    #[derive(Parser)]
    enum Line {
        Export(Export),
        Edits(ReadEdits),
    }

    const FJORD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/fjord");

    fn run(words: &[&str]) -> Result<Answer> {
        let line = ["onetext"].iter().chain(words);
        match Line::try_parse_from(line)? {
            Line::Export(export) => export.run(),
            Line::Edits(edits) => edits.run(),
        }
    }

    fn taken(words: &[&str]) -> Taken {
        let line = ["onetext", "edits", FJORD].into_iter();
        let line = line.chain(words.iter().copied()).chain(["-"]);
        match Line::try_parse_from(line).unwrap() {
            Line::Edits(edits) => edits.taken,
            Line::Export(_) => panic!("another command"),
        }
    }

    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            let bits = rand::random::<u128>();
            let folder = std::env::temp_dir().join(format!("onetext-papers-{bits:032x}"));
            fs::create_dir(&folder).unwrap();
            Self(folder)
        }

        fn file(&self, name: &str) -> String {
            self.0.join(name).display().to_string()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn every_paper_that_was_asked_for_is_written_and_comes_back_without_a_change() {
        let folder = Folder::new();
        let seat = ["--seat", "north", "--draft", "d2"];
        let mut line = vec!["export", FJORD, "--redline-to", "d1"];
        line.extend(seat);
        let kinds = ["docx", "md", "txt", "html", "akn"];
        let flags = kinds.map(|kind| format!("--{kind}"));
        let files = kinds.map(|kind| folder.file(kind));
        for (flag, file) in flags.iter().zip(&files) {
            line.extend([flag.as_str(), file.as_str()]);
        }
        assert_eq!(run(&line).unwrap(), Answer::Yes);
        let paper = taken(&seat).paper(Some("d1")).unwrap().unwrap();
        assert_eq!(fs::read(&files[0]).unwrap(), document::docx(&paper));
        for (file, begins) in files[1..].iter().zip(["# ", "Talks on", "<!DOC", "<?xml"]) {
            let words = fs::read_to_string(file).unwrap();
            assert!(words.starts_with(begins), "{words:.40}");
            assert!(words.contains("The border in the fjord"), "{words}");
        }
        let mut line = vec!["edits", FJORD, &files[0]];
        line.extend(seat);
        assert_eq!(run(&line).unwrap(), Answer::Yes);
    }

    #[test]
    fn no_paper_and_two_on_one_output_are_refused_and_nothing_is_written() {
        let folder = Folder::new();
        let file = folder.file("d.md");
        for (line, words) in [
            (vec!["export", FJORD], "no file was asked for\nhint: "),
            (
                vec!["export", FJORD, "--md", &file, "--txt", "-", "--html", "-"],
                "two papers cannot both",
            ),
            (vec!["export", FJORD, "--draft", "d9", "--md", &file], "d9"),
        ] {
            let why = run(&line).unwrap_err().to_string();
            assert!(why.contains(words), "{why}");
        }
        assert!(!Path::new(&file).exists());
    }

    #[test]
    fn what_came_back_is_told_point_by_point() {
        let paper = taken(&["--seat", "mediator"]).paper(None).unwrap().unwrap();
        let english = case::Language::english();
        let mut points: Vec<PointText> =
            paper.text.points().iter().map(|p| (**p).clone()).collect();
        let typed = points[1]
            .to_type(&english)
            .replace("Seven rocks", "Eight rocks");
        points[1] = points[1].retyped(&typed, &english).unwrap();
        points.remove(2);
        let came = Paper {
            text: Text::new(points).unwrap(),
            title: Wording::english("Another title"),
            ..paper.clone()
        };
        let folder = Folder::new();
        let file = folder.file("came.docx");
        fs::write(&file, document::docx(&came)).unwrap();
        let edits = document::edits(&paper, &bytes(Path::new(&file)).unwrap(), "").unwrap();
        let told = told(&paper, &edits);
        for words in [
            "note: the document was made from another version",
            "point 2, The skerries\n    words: [-Seven-] {+Eight+}\n",
            "taken out: point 3, Patrols\n",
            "not placed, before the first point: ",
            "\n    Another title\n2 proposals; 1 change not placed\n",
        ] {
            assert!(told.contains(words), "{words} in {told}");
        }
        let answer = run(&["edits", FJORD, "--seat", "mediator", &file]).unwrap();
        assert_eq!(answer, Answer::No);
        fs::write(&file, b"%PDF-1.7").unwrap();
        let why = run(&["edits", FJORD, &file]).unwrap_err().to_string();
        assert!(why.contains("came.docx: ") && why.contains("PDF"), "{why}");
    }
}
