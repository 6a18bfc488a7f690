//! `onetext check`: every fault of a case at once, or what the case holds.

use crate::answer::Answer;
use crate::case_source;
use anyhow::Result;
use case::{Case, View};
use clap::{Args, ValueEnum};
use disclosure::Seat;
use format::case_file;
use std::io::{self, Write};
use std::path::PathBuf;

/// Report every fault of a case file, each with its place and a hint.
#[derive(Args)]
pub(crate) struct Check {
    /// A case file, or the folder of one.
    #[arg(required_unless_present = "schema")]
    case: Option<PathBuf>,
    /// Print the JSON Schema of the case file, for editors, and check nothing.
    #[arg(long, conflicts_with = "case")]
    schema: bool,
    /// Whose eyes count what the case holds.
    #[arg(long, value_enum, default_value_t = Eyes::Public)]
    seat: Eyes,
}

/// Those who may count: names are not needed for that.
#[derive(Clone, Copy, ValueEnum)]
enum Eyes {
    /// Everybody: what is not public is one number.
    Public,
    /// The mediation team: everything is counted.
    Mediator,
}

impl Check {
    /// Checks the case.
    pub(crate) fn run(self) -> Result<Answer> {
        let mut out = io::stdout().lock();
        let Some(path) = &self.case else {
            write!(out, "{}", case_file::schema())?;
            return Ok(Answer::Yes);
        };
        let case = match case_source::read(path)? {
            Ok(case) => case,
            Err(faults) => {
                writeln!(out, "{faults}")?;
                return Ok(Answer::NotValid);
            }
        };
        let seat = match self.seat {
            Eyes::Public => Seat::Public,
            Eyes::Mediator => Seat::Mediator,
        };
        let view = case.seen_from(seat);
        writeln!(out, "{}", summary(&case, &view))?;
        Ok(Answer::Yes)
    }
}

/// What a case holds, as counts.
fn summary(case: &Case, view: &View<'_>) -> String {
    let heading = view.heading();
    let title = heading.title.in_language(&case::Language::english());
    let brackets: Vec<_> = view
        .points()
        .flat_map(|point| view.brackets(point.item))
        .collect();
    let options = brackets
        .iter()
        .map(|bracket| view.choices(bracket.item).count());
    let counts = counts(case, view);
    let mut lines = vec![format!("{}: {title}", heading.id), "no faults".to_owned()];
    for (name, seen, _) in counts.iter().filter(|(_, _, held)| *held > 0) {
        let inside = if *name == "points" {
            let options: usize = options.clone().sum();
            format!(", with {} brackets and {options} options", brackets.len())
        } else {
            String::new()
        };
        lines.push(format!("{name:>12} {seen}{inside}"));
    }
    let hidden: usize = counts
        .iter()
        .map(|(_, seen, held)| held.saturating_sub(*seen))
        .sum();
    if hidden > 0 {
        lines.push(format!("{hidden} items are not public"));
    }
    if heading.live {
        lines.push("live: it carries no figures of preference".to_owned());
    }
    lines.join("\n")
}

/// Each kind of item: its name, how many a view sees, and how many the case holds.
// tidy: long, because each line counts one kind of item.
fn counts(case: &Case, view: &View<'_>) -> Vec<(&'static str, usize, usize)> {
    vec![
        ("sources", view.sources().count(), case.sources.len()),
        ("parties", view.parties().count(), case.parties.len()),
        ("points", view.points().count(), case.points.len()),
        ("acts", view.acts().count(), case.acts.len()),
        (
            "commitments",
            view.commitments().count(),
            case.commitments.len(),
        ),
        ("linkages", view.linkages().count(), case.linkages.len()),
        ("clocks", view.clocks().count(), case.clocks.len()),
        ("ladders", view.disputes().count(), case.disputes.len()),
        ("calendars", view.calendars().count(), case.calendars.len()),
        ("limits", view.bearable().count(), case.bearable.len()),
        ("reports", view.reports().count(), case.reports.len()),
        ("incidents", view.incidents().count(), case.incidents.len()),
        ("red lines", view.red_lines().count(), case.red_lines.len()),
        (
            "preferences",
            view.preferences().count(),
            case.preferences.len(),
        ),
        ("conflicts", view.conflicts().count(), case.conflicts.len()),
        ("fears", view.fears().count(), case.fears.len()),
        (
            "guarantees",
            view.guarantees().count(),
            case.guarantees.len(),
        ),
        ("breaches", view.breaches().count(), case.breaches.len()),
        (
            "defections",
            view.defections().count(),
            case.defections.len(),
        ),
        ("drafts", view.drafts().count(), case.drafts.len()),
        ("meetings", view.meetings().count(), case.meetings.len()),
        ("funding", view.funding().count(), case.funding.len()),
        ("signals", view.signals().count(), case.signals.len()),
        ("formats", view.formats().count(), case.formats.len()),
        (
            "answers to formats",
            view.format_consents().count(),
            case.format_consents.len(),
        ),
        (
            "indicators",
            view.indications().count(),
            case.indications.len(),
        ),
        ("spoilers", view.spoilers().count(), case.spoilers.len()),
        (
            "questionnaires",
            view.questionnaires().count(),
            case.questionnaires.len(),
        ),
        ("public mood", view.moods().count(), case.moods.len()),
        ("timeline", view.timeline().count(), case.timeline.len()),
    ]
}
