//! `onetext lint`: what the words of a text leave unsaid.

use crate::answer::Answer;
use crate::brief;
use crate::case_source;
use anyhow::{Context, Result};
use case::{Language, View};
use clap::Args;
use std::fmt::Write as _;
use std::path::PathBuf;
use text::{Finding, Found, Known, Lint, Text, point_name};

/// How many letters of a sentence are shown on either side of a stretch.
const BESIDE: usize = 28;
/// How many letters of a stretch are shown.
const STRETCH: usize = 60;

/// Say what the words of a text leave unsaid: who, by when, who verifies, in which order.
#[derive(Args)]
pub(crate) struct LintArgs {
    /// The case: a file, or a folder of files that are read as one
    case: PathBuf,
    /// Whose text it is: mediator, public, or the id of a party
    #[arg(long, default_value = "public")]
    seat: String,
    /// Print JSON instead of text
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Print comma-separated values instead of text
    #[arg(long)]
    csv: bool,
}

impl LintArgs {
    /// Reads the case, looks its words over, and says what was found.
    pub(crate) fn run(&self) -> Result<Answer> {
        let case = match case_source::read(&self.case)? {
            Ok(case) => case,
            Err(faults) => {
                eprint!("{faults}");
                return Ok(Answer::NotValid);
            }
        };
        let view = case.seen_from(brief::seat(&case, &self.seat)?);
        let text = Text::of_points(&view).context("making the first text of the case")?;
        let lint = Lint::of(&text, &Known::of(&view, &[]));
        let words = if self.json {
            format::lint::to_json(&lint)
        } else if self.csv {
            format::lint::to_csv(&lint)
        } else {
            listed(&view, &text, &lint)
        };
        brief::print(&words)?;
        Ok(match lint.is_clean() {
            true => Answer::Yes,
            false => Answer::No,
        })
    }
}

/// What was found, in words.
fn listed(view: &View<'_>, text: &Text, lint: &Lint) -> String {
    let title = view.heading().title.in_language(&Language::english());
    let mut out = format!("{}\n{}.\n", title.to_uppercase(), lint.counted(""));
    for language in &lint.unread {
        let _ = writeln!(
            out,
            "There are no rules for the language `{language}`: nothing is said of its words."
        );
    }
    for finding in &lint.findings {
        let _ = write!(out, "\n{}", told(finding));
    }
    out.push_str(&languages(text, lint));
    out
}

/// Where languages are out of step, and how terms are rendered.
fn languages(text: &Text, lint: &Lint) -> String {
    let mut out = String::new();
    for (at, (point, _, one)) in lint.out_of_step.iter().enumerate() {
        if at == 0 {
            out.push_str("\nLANGUAGES OUT OF STEP\n");
        }
        let _ = writeln!(out, "{}: {}", point_name(text, point), one.sentence());
    }
    for (at, term) in lint.terms.iter().enumerate() {
        if at == 0 {
            out.push_str("\nTERMS\n");
        }
        let renderings = term.renderings.iter().map(|one| {
            format!(
                "{} “{}” (points with it: {})",
                one.language, one.words, one.points
            )
        });
        let _ = writeln!(out, "{}", renderings.collect::<Vec<_>>().join(", "));
        for one in &term.exceptions {
            let _ = writeln!(
                out,
                "  {}: {}",
                point_name(text, &one.point),
                one.sentence()
            );
        }
    }
    out
}

fn told(finding: &Finding) -> String {
    let mut out = String::new();
    let taken = format::lint::weight(finding.weight);
    let place = match &finding.place {
        Some(found) => format!("{} ({})", finding.about, found.language),
        None => finding.about.clone(),
    };
    let _ = writeln!(out, "{place}: {} [{taken}]", finding.kind.words());
    if let Some(found) = &finding.place {
        out.push_str(&underlined(found));
    }
    let _ = writeln!(out, "  {}", finding.what);
    let _ = writeln!(out, "  Why: {}", finding.kind.why());
    let _ = writeln!(out, "  To settle it: {}", finding.settles);
    let _ = writeln!(out, "  Rule: {}", finding.kind.rule());
    out
}

/// The stretch in its sentence, with a line under it.
fn underlined(found: &Found) -> String {
    let (before, stretch, after) = found.parted();
    let letters = before.chars().count();
    let cut = letters.saturating_sub(BESIDE);
    let lead: String = before.chars().skip(cut).collect();
    let lead = if cut > 0 { format!("…{lead}") } else { lead };
    let mut words: String = stretch.chars().take(STRETCH).collect();
    let mut tail = String::new();
    if stretch.chars().count() > STRETCH {
        words.push('…');
    } else {
        tail = after.chars().take(BESIDE).collect();
        if after.chars().count() > BESIDE {
            tail.push('…');
        }
    }
    let line = "~".repeat(words.chars().count());
    let blank = " ".repeat(lead.chars().count());
    format!("  {lead}{words}{tail}\n  {blank}{line}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shipped;

    fn listed_for(shipped: &shipped::Shipped) -> String {
        let case = case_source::shipped(shipped).unwrap();
        let view = case.seen_from(disclosure::Seat::Public);
        let text = Text::of_points(&view).unwrap();
        listed(&view, &text, &Lint::of(&text, &Known::of(&view, &[])))
    }

    #[test]
    fn the_line_stands_under_the_stretch_and_no_line_is_cut_in_two() {
        let listed = listed_for(&shipped::MIAMI);
        let lines: Vec<&str> = listed.lines().collect();
        let at = lines
            .iter()
            .position(|line| line.contains("modelled on Article 5"))
            .unwrap();
        let (words, under) = (lines[at], lines[at + 1]);
        let start =
            words.chars().count() - words.split("Article 5").nth(1).unwrap().chars().count();
        assert_eq!(under.chars().count(), start);
        assert_eq!(under.trim(), "~~~~~~~~~");
    }

    #[test]
    fn a_language_without_rules_is_named_and_a_step_out_of_line_is_told() {
        let listed = listed_for(&shipped::FJORD);
        assert!(
            listed.contains("There are no rules for the language `fr`"),
            "{listed}"
        );
        assert!(
            listed.contains("Point 2: Figures differ: en has 7, fr 8."),
            "{listed}"
        );
    }
}
