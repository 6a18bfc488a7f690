//! A scenario written as a GENIUS domain and profiles.

use super::carried::{Carried, carried};
use crate::exact::Exact;
use crate::folder::Folder;
use crate::losses::{Losses, WriteError, Written, file_names};
use crate::scenario::{
    Additive, Bounds, BoxSum, Issue, IssueKind, Preferences, Profile, Reservation, Scenario, Worth,
};
use std::fmt::Write;

/// Writes `…-domain.xml` and a file a party.
///
/// A scenario that is not GENIUS's gets the weights and evaluations that mean the same under the
/// delft reading.
///
/// # Errors
/// When GENIUS cannot carry a profile at all; see [`WriteError`].
pub fn write(scenario: &Scenario) -> Result<Written, WriteError> {
    let mut losses = Losses::default();
    let Carried { issues, profiles } = carried(scenario, &mut losses)?;
    let names: Vec<&str> = profiles
        .iter()
        .map(|profile| profile.name.as_str())
        .collect();
    let files = file_names(&names);
    let mut folder = Folder::default();
    for (profile, file) in profiles.iter().zip(&files) {
        if profile.name != *file {
            losses.tell(format!(
                "party `{}` is called `{file}`, after its file",
                profile.name
            ));
        }
        let text = profile_text(scenario.name(), &issues, profile, &mut losses);
        folder.put(&format!("{file}.xml"), text);
    }
    let domain = file_names(&[scenario.name()]).concat();
    let mut name = format!("{domain}-domain.xml");
    while folder.has(&name) {
        name.insert(0, '_');
    }
    folder.put(&name, domain_text(scenario.name(), &issues, &mut losses));
    Ok(losses.with(folder))
}

fn domain_text(name: &str, issues: &[Issue], losses: &mut Losses) -> String {
    let mut text = format!(
        "<negotiation_template>\n<utility_space number_of_issues=\"{}\">\n",
        issues.len()
    );
    objective(name, &mut text);
    for (place, issue) in issues.iter().enumerate() {
        open_issue(place, issue, losses, &mut text);
        if let IssueKind::Choices(labels) = &issue.kind {
            for (item, label) in labels.iter().enumerate() {
                let label = escaped(label);
                let _ = writeln!(text, "<item index=\"{}\" value=\"{label}\"/>", item + 1);
            }
        }
        text.push_str("</issue>\n");
    }
    text.push_str("</objective>\n</utility_space>\n</negotiation_template>\n");
    text
}

fn profile_text(name: &str, issues: &[Issue], profile: &Profile, losses: &mut Losses) -> String {
    let nonlinear = matches!(profile.preferences, Preferences::BoxSum(_));
    let kind = profile.extras.get("type").map(String::as_str);
    let kind = kind.or_else(|| nonlinear.then_some("nonlinear"));
    let kind = kind
        .map(|kind| format!(" type=\"{}\"", escaped(kind)))
        .unwrap_or_default();
    let mut text = format!(
        "<utility_space{kind} number_of_issues=\"{}\">\n",
        issues.len()
    );
    objective(name, &mut text);
    match &profile.preferences {
        Preferences::Additive(additive) => sum(issues, additive, losses, &mut text),
        Preferences::BoxSum(boxes) => {
            for (place, issue) in issues.iter().enumerate() {
                open_issue(place, issue, losses, &mut text);
                text.push_str("</issue>\n");
            }
            box_sum(boxes, losses, &mut text);
        }
        Preferences::PartialOrder(_) => {}
    }
    text.push_str("</objective>\n");
    if let Some(discount) = &profile.discount {
        let _ = writeln!(
            text,
            "<discount_factor value=\"{}\"/>",
            losses.number(discount)
        );
    }
    if let Reservation::Value(value) = &profile.reservation {
        let _ = writeln!(text, "<reservation value=\"{}\"/>", losses.number(value));
    }
    text.push_str("</utility_space>\n");
    text
}

fn objective(name: &str, text: &mut String) {
    let _ = writeln!(
        text,
        "<objective index=\"0\" name=\"{}\" description=\"\" type=\"objective\" \
         etype=\"objective\">",
        escaped(name)
    );
}

fn open_issue(place: usize, issue: &Issue, losses: &mut Losses, text: &mut String) {
    let kind = match &issue.kind {
        IssueKind::Choices(_) => "discrete",
        IssueKind::Integers { .. } => "integer",
        IssueKind::Numbers { .. } => "real",
    };
    let _ = write!(
        text,
        "<issue index=\"{}\" name=\"{}\" type=\"{kind}\" etype=\"{kind}\" vtype=\"{kind}\"",
        place + 1,
        escaped(&issue.name)
    );
    match &issue.kind {
        IssueKind::Choices(_) => text.push_str(">\n"),
        IssueKind::Integers { low, high } => {
            let _ = writeln!(text, " lowerbound=\"{low}\" upperbound=\"{high}\">");
        }
        IssueKind::Numbers { low, high, .. } => {
            let (low, high) = (losses.number(low), losses.number(high));
            let _ = writeln!(
                text,
                ">\n<range lowerbound=\"{low}\" upperbound=\"{high}\"/>"
            );
        }
    }
}

fn sum(issues: &[Issue], additive: &Additive, losses: &mut Losses, text: &mut String) {
    for (place, (issue, valuation)) in issues.iter().zip(&additive.valuations).enumerate() {
        open_issue(place, issue, losses, text);
        match (&valuation.worth, &issue.kind) {
            (Worth::Table(row), kind) => items(row, kind, losses, text),
            (Worth::Line { slope, offset, .. }, kind) => {
                let real = matches!(kind, IssueKind::Numbers { .. });
                let (offset, slope) = (losses.number(offset), losses.number(slope));
                let (first, second) = if real {
                    ("parameter0", "parameter1")
                } else {
                    ("offset", "slope")
                };
                let _ = writeln!(
                    text,
                    "<evaluator ftype=\"linear\" {first}=\"{offset}\" {second}=\"{slope}\"/>"
                );
            }
        }
        text.push_str("</issue>\n");
    }
    for (place, valuation) in additive.valuations.iter().enumerate() {
        let weight = losses.number(&valuation.weight);
        let _ = writeln!(text, "<weight index=\"{}\" value=\"{weight}\"/>", place + 1);
    }
}

fn items(row: &[Exact], kind: &IssueKind, losses: &mut Losses, text: &mut String) {
    for (place, figure) in row.iter().enumerate() {
        let label = escaped(&kind.label(place).unwrap_or_default());
        let figure = losses.number(figure);
        let _ = writeln!(
            text,
            "<item index=\"{}\" value=\"{label}\" evaluation=\"{figure}\"/>",
            place + 1
        );
    }
}

fn box_sum(sum: &BoxSum, losses: &mut Losses, text: &mut String) {
    let maximum = losses.number(&sum.maximum);
    let _ = writeln!(
        text,
        "<utility maxutility=\"{maximum}\">\n<ufun type=\"PlainUfun\" weight=\"1\" \
         aggregation=\"sum\">"
    );
    for each in &sum.boxes {
        let utility = losses.number(&each.utility);
        let _ = writeln!(text, "<hyperRectangle utility=\"{utility}\">");
        let name = match &each.bounds {
            Bounds::Inside(_) => "INCLUDES",
            Bounds::Outside(_) => "EXCLUDES",
        };
        for side in each.bounds.sides() {
            let (issue, min, max) = (side.issue + 1, side.min, side.max);
            let _ = writeln!(
                text,
                "<{name} index=\"{issue}\" min=\"{min}\" max=\"{max}\"/>"
            );
        }
        text.push_str("</hyperRectangle>\n");
    }
    text.push_str("</ufun>\n</utility>\n");
}

/// A text inside an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
