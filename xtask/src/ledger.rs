//! The steps of a long chore: a heading for each, how long it took, and a closing summary.

use anyhow::{Context, Result, anyhow};
use std::fmt;
use std::time::{Duration, Instant};

/// How a step ended.
pub(crate) enum Outcome {
    /// It holds; with a word on what was done.
    Held(String),
    /// It was left out, and why.
    Skipped(String),
}

impl Outcome {
    /// A step that holds and has nothing to add.
    pub(crate) fn held() -> Self {
        Self::Held(String::new())
    }
}

/// The steps so far.
pub(crate) struct Ledger {
    lines: Vec<Line>,
    opened: Instant,
    /// The headings of the steps that may not be left out.
    required: Vec<String>,
}

struct Line {
    heading: &'static str,
    took: Duration,
    mark: &'static str,
    note: String,
}

impl Ledger {
    /// An empty ledger; the clock starts. `required` are headings with blanks between them: one of
    /// these steps fails where it would be left out.
    pub(crate) fn open(required: &str) -> Self {
        Self {
            lines: Vec::new(),
            opened: Instant::now(),
            required: required.split_whitespace().map(str::to_owned).collect(),
        }
    }

    /// Does one step under its heading. A step that fails closes the ledger.
    pub(crate) fn step(
        &mut self,
        heading: &'static str,
        work: impl FnOnce() -> Result<Outcome>,
    ) -> Result<()> {
        println!("\n== {heading} ==");
        let start = Instant::now();
        let outcome = work();
        let (mark, note, fault) = match outcome {
            Ok(Outcome::Held(note)) => ("ok", note, None),
            Ok(Outcome::Skipped(note)) if self.requires(heading) => {
                let fault = anyhow!("it was left out, and may not be here: {note}");
                ("FAILED", String::new(), Some(fault))
            }
            Ok(Outcome::Skipped(note)) => ("skipped", note, None),
            Err(fault) => ("FAILED", String::new(), Some(fault)),
        };
        self.lines.push(Line {
            heading,
            took: start.elapsed(),
            mark,
            note,
        });
        match fault {
            None => Ok(()),
            Some(fault) => {
                println!("\n{self}");
                Err(fault).with_context(|| format!("step `{heading}`"))
            }
        }
    }

    fn requires(&self, heading: &str) -> bool {
        self.required.iter().any(|one| one == heading)
    }
}

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "== summary ==")?;
        for line in &self.lines {
            let took = seconds(line.took);
            writeln!(
                f,
                "{:<10} {:<8} {took:>8}  {}",
                line.heading, line.mark, line.note
            )?;
        }
        write!(
            f,
            "{:<10} {:<8} {:>8}",
            "all",
            "",
            seconds(self.opened.elapsed())
        )
    }
}

/// A duration as seconds with one decimal.
pub(crate) fn seconds(took: Duration) -> String {
    let tenths = took.as_millis() / 100;
    format!("{}.{} s", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_fails_the_chore_and_is_named() {
        let mut ledger = Ledger::open("");
        let fault = ledger
            .step("doc", || Err(anyhow::anyhow!("no")))
            .unwrap_err();
        assert_eq!(format!("{fault:#}"), "step `doc`: no");
        assert!(ledger.to_string().contains("FAILED"));
    }

    #[test]
    fn a_skipped_step_says_why_in_the_summary() {
        let mut ledger = Ledger::open("look");
        ledger
            .step("typos", || Ok(Outcome::Skipped("not installed".to_owned())))
            .unwrap();
        assert!(ledger.to_string().contains("skipped"));
        assert!(ledger.to_string().contains("not installed"));
    }

    #[test]
    fn a_step_that_is_required_may_not_be_skipped() {
        let mut ledger = Ledger::open("look python");
        let skipped = || Ok(Outcome::Skipped("Python is not here".to_owned()));
        let fault = ledger.step("python", skipped).unwrap_err();
        assert!(format!("{fault:#}").ends_with("Python is not here"));
    }

    #[test]
    fn tenths_of_a_second_are_cut_not_rounded() {
        assert_eq!(seconds(Duration::from_millis(61_990)), "61.9 s");
    }
}
