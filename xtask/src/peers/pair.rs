//! Lines of measurement, ours and theirs, set side by side.

use anyhow::{Context, Result};
use serde_json::Value;
use std::fmt::Write;

/// One measured piece of work, by us or by a peer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    task: u64,
    name: String,
    /// Who did it; nothing means us.
    peer: Option<String>,
    runs: u64,
    wall_ns: u64,
    cpu_ns: u64,
    /// How many vectors the frontier has, so that both sides can be seen to do the same work.
    vectors: Option<u64>,
}

impl Line {
    /// Reads a line of `onetext bench --json` or of a driver.
    pub(super) fn read(text: &str) -> Result<Self> {
        let value: Value =
            serde_json::from_str(text).with_context(|| format!("reading the line `{text}`"))?;
        let number = |key: &str| value.get(key).and_then(Value::as_u64).unwrap_or(0);
        let word = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let vectors = match value.get("found") {
            Some(Value::String(said)) => said_vectors(said),
            Some(found) => found.get("vectors").and_then(Value::as_u64),
            None => None,
        };
        Ok(Self {
            task: number("task"),
            name: word("name").context("a line without a name")?,
            peer: word("peer"),
            runs: number("runs"),
            wall_ns: number("wall_ns"),
            cpu_ns: number("cpu_ns"),
            vectors,
        })
    }

    /// The time that is compared: the clock for a whole process, the processor otherwise, for other
    /// work on the machine does not lengthen it.
    const fn compared_ns(&self) -> u64 {
        match self.task {
            1 => self.wall_ns,
            _ => self.cpu_ns,
        }
    }
}

/// Reads the count out of words such as `390,625 packages, 151 vectors` or `331 rounds to a deal`.
fn said_vectors(said: &str) -> Option<u64> {
    let before = said.strip_suffix(" vectors");
    let before = before.or_else(|| said.strip_suffix(" rounds to a deal"))?;
    let digits = before.rsplit(' ').next()?.replace(',', "");
    digits.parse().ok()
}

/// Domains of fewer than 10^5 packages, of which task 3 asks nothing.
const SMALL: [&str; 2] = ["CarA", "group1-university"];

/// What the performance page asks for, as a ratio.
fn asked(line: &Line) -> String {
    match line.task {
        1 => "150".to_owned(),
        2 => "20,000".to_owned(),
        3 if SMALL.contains(&line.name.as_str()) => String::new(),
        3 => "40".to_owned(),
        14 => "200".to_owned(),
        _ => "5".to_owned(),
    }
}

/// How many times as long, to a tenth below ten.
fn times(theirs: u64, ours: u64) -> String {
    let tenths = theirs.saturating_mul(10) / ours.max(1);
    match tenths {
        0..100 => format!("{}.{} x", tenths / 10, tenths % 10),
        _ => format!("{} x", tenths / 10),
    }
}

/// A table of Markdown with a row for each piece of work that both sides did.
pub(super) fn table(lines: &[Line]) -> String {
    let mut text = String::from(
        "| task | work | Onetext ms | peer | peer ms | ratio | asked | vectors or rounds |\n\
         |---|---|---:|---|---:|---:|---:|---|\n",
    );
    let peers = lines.iter().filter(|line| line.peer.is_some());
    for theirs in peers {
        let same = |line: &&Line| {
            line.peer.is_none() && (line.task, &line.name) == (theirs.task, &theirs.name)
        };
        let ours = lines.iter().find(same).filter(|ours| ours.runs > 0);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", row(ours, theirs));
    }
    text
}

fn row(ours: Option<&Line>, theirs: &Line) -> String {
    let ratio = ours.map(|ours| times(theirs.compared_ns(), ours.compared_ns()));
    let none = || "-".to_owned();
    format!(
        "| {} | {} | {} | {} | {} | {} | {} | {} |",
        theirs.task,
        theirs.name,
        ours.map_or_else(none, |ours| millis(ours.compared_ns())),
        theirs.peer.as_deref().unwrap_or_default(),
        millis(theirs.compared_ns()),
        ratio.unwrap_or_else(none),
        asked(theirs),
        vectors(ours.and_then(|ours| ours.vectors), theirs.vectors),
    )
}

fn vectors(ours: Option<u64>, theirs: Option<u64>) -> String {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) if ours != theirs => format!("{ours}, peer {theirs}"),
        (Some(one), _) | (None, Some(one)) => one.to_string(),
        (None, None) => String::new(),
    }
}

fn millis(ns: u64) -> String {
    let micros = ns / 1_000;
    match micros {
        0..10_000 => format!("{}.{:03}", micros / 1_000, micros % 1_000),
        10_000..1_000_000 => format!("{}.{}", micros / 1_000, micros % 1_000 / 100),
        _ => (micros / 1_000).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = r#"{"task":4,"name":"a","found":"4,085 vectors","runs":5,"wall_ns":9000000,
        "cpu_ns":8000000,"note":""}"#;
    const THEIRS: &str = r#"{"task":4,"name":"a","peer":"numpy","found":{"vectors":4085},
        "runs":5,"wall_ns":90000000,"cpu_ns":40000000}"#;

    #[test]
    fn both_sides_stand_in_one_row_with_the_ratio_of_their_processor_times() {
        let lines = [Line::read(OURS).unwrap(), Line::read(THEIRS).unwrap()];
        let table = table(&lines);
        let row = table.lines().last().unwrap();
        assert_eq!(row, "| 4 | a | 8.000 | numpy | 40.0 | 5.0 x | 5 | 4085 |");
    }

    #[test]
    fn work_that_we_did_not_do_has_no_ratio() {
        let table = table(&[Line::read(THEIRS).unwrap()]);
        assert!(
            table.ends_with("| 4 | a | - | numpy | 40.0 | - | 5 | 4085 |\n"),
            "{table}"
        );
    }

    #[test]
    fn sides_that_disagree_are_shown_to_disagree() {
        assert_eq!(vectors(Some(51), Some(53)), "51, peer 53");
        assert_eq!(said_vectors("15,625 packages, 51 vectors"), Some(51));
        assert_eq!(said_vectors("331 rounds to a deal"), Some(331));
    }
}
