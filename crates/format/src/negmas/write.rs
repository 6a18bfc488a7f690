//! A scenario written as a NegMAS folder, in YAML or in JSON.

use crate::folder::Folder;
use crate::losses::{Losses, WriteError, Written, additive, file_names};
use crate::scenario::{
    Additive, Bid, Format, Issue, IssueKind, Passing, Profile, Reading, Reservation, Scenario,
    Worth,
};
use crate::tree::{Out, to_json, to_yaml};
use num_traits::Zero;

/// Which of the two forms of a NegMAS folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `.yml` files.
    Yaml,
    /// `.json` files.
    Json,
}

/// Writes the outcome space and a file a party, each weight times worth under a reading.
///
/// # Errors
/// When NegMAS cannot carry a profile at all; see [`WriteError`].
pub fn write(scenario: &Scenario, reading: Reading, form: Form) -> Result<Written, WriteError> {
    let mut losses = Losses::default();
    if matches!(scenario.passing(), Passing::AllButOne { .. }) {
        losses.tell("who may be outvoted is left out: NegMAS wants all parties to accept".into());
    }
    let restated = scenario.restated(reading);
    restated
        .notes
        .iter()
        .for_each(|note| losses.tell(note.clone()));
    let ending = match form {
        Form::Yaml => "yml",
        Form::Json => "json",
    };
    let text = |out: &Out| match form {
        Form::Yaml => to_yaml(out),
        Form::Json => to_json(out),
    };
    let mut folder = Folder::default();
    let names: Vec<&str> = restated
        .profiles
        .iter()
        .map(|profile| profile.name.as_str())
        .collect();
    for (profile, file) in restated.profiles.iter().zip(file_names(&names)) {
        let out = party(profile, &restated.issues, form, &mut losses)?;
        // A name that starts with `_` would be taken for statistics.
        folder.put(
            &format!("{}.{ending}", file.trim_start_matches('_')),
            text(&out),
        );
    }
    let mut name = format!("{}.{ending}", file_names(&[scenario.name()]).concat());
    while folder.has(&name) {
        name.insert_str(0, "space-");
    }
    let space = space(scenario.name(), &restated.issues, &mut losses);
    folder.put(&name, text(&space));
    Ok(losses.with(folder))
}

fn space(name: &str, issues: &[Issue], losses: &mut Losses) -> Out {
    let discrete = !issues
        .iter()
        .any(|issue| matches!(issue.kind, IssueKind::Numbers { .. }));
    let kind = if discrete {
        "DiscreteCartesianOutcomeSpace"
    } else {
        "CartesianOutcomeSpace"
    };
    let mut listed = Vec::new();
    for issue in issues {
        let (kind, values) = match &issue.kind {
            IssueKind::Choices(labels) => (
                "CategoricalIssue",
                labels.iter().map(|label| Out::text(label)).collect(),
            ),
            IssueKind::Integers { low, high } => {
                let ends = [low, high].map(|end| Out::Number(end.to_string()));
                ("ContiguousIssue", ends.into())
            }
            IssueKind::Numbers { low, high, step } => {
                if step.is_some() {
                    losses.tell(format!("the step of issue `{}` is left out", issue.name));
                }
                let ends = [low, high].map(|end| Out::Number(losses.number(end)));
                ("ContinuousIssue", ends.into())
            }
        };
        listed.push(Out::map([
            ("name", Out::text(&issue.name)),
            ("type", Out::text(kind)),
            ("values", Out::List(values)),
        ]));
    }
    let issues = Out::List(listed);
    Out::map([
        ("issues", issues),
        ("name", Out::text(name)),
        ("type", Out::text(kind)),
    ])
}

fn party(
    profile: &Profile,
    issues: &[Issue],
    form: Form,
    losses: &mut Losses,
) -> Result<Out, WriteError> {
    let format = match form {
        Form::Yaml => Format::NegmasYaml,
        Form::Json => Format::NegmasJson,
    };
    let sum = additive(profile, format)?;
    let mut entries = vec![(Out::text("name"), Out::text(&profile.name))];
    entries.extend(reservation(profile, issues, form, losses));
    for (key, value) in &profile.extras {
        if key == "dynamic_reservation" && matches!(value.as_str(), "true" | "false") {
            entries.push((Out::text(key), Out::Number(value.clone())));
        } else {
            losses.tell(format!("of `{}`: {key} left out", profile.name));
        }
    }
    let entries_of_sum = function(sum, issues, losses);
    match &profile.discount {
        None => entries.extend(entries_of_sum),
        Some(discount) => {
            entries.push((Out::text("discount"), Out::Number(losses.number(discount))));
            entries.push((Out::text("type"), Out::text("ExpDiscountedUFun")));
            entries.push((Out::text("ufun"), Out::Map(entries_of_sum)));
        }
    }
    Ok(Out::Map(entries))
}

/// The entry of a reservation, if the form has one for it.
fn reservation(
    profile: &Profile,
    issues: &[Issue],
    form: Form,
    losses: &mut Losses,
) -> Option<(Out, Out)> {
    let value = match (&profile.reservation, form) {
        (Reservation::Value(value), _) => Out::Number(losses.number(value)),
        (Reservation::None, Form::Yaml) => Out::Number("-.inf".into()),
        // JSON has no infinity; without the key NegMAS takes minus infinity.
        (Reservation::None, Form::Json) => return None,
        (Reservation::Outcome(bid), _) => {
            let outcome = outcome(bid, issues);
            if outcome.is_none() {
                losses.tell(format!(
                    "the reserved outcome of `{}` leaves issues open and is left out",
                    profile.name
                ));
            }
            return outcome.map(|outcome| (Out::text("reserved_outcome"), outcome));
        }
    };
    Some((Out::text("reserved_value"), value))
}

fn outcome(bid: &Bid, issues: &[Issue]) -> Option<Out> {
    let places = bid.iter().zip(issues).map(|(place, issue)| {
        let label = issue.kind.label((*place)?)?;
        let word = matches!(issue.kind, IssueKind::Choices(_));
        let number = matches!(issue.kind, IssueKind::Integers { .. });
        (word || number).then_some(if word {
            Out::Text(label)
        } else {
            Out::Number(label)
        })
    });
    places.collect::<Option<Vec<Out>>>().map(Out::List)
}

type Entries = Vec<(Out, Out)>;

fn function(sum: &Additive, issues: &[Issue], losses: &mut Losses) -> Entries {
    let mut values = Vec::new();
    let mut weights = Vec::new();
    for (issue, valuation) in issues.iter().zip(&sum.valuations) {
        weights.push(Out::Number(losses.number(&valuation.weight)));
        values.push(worth(&valuation.worth, &issue.kind, losses));
    }
    let mut entries = vec![
        (
            Out::text("type"),
            Out::text("LinearAdditiveUtilityFunction"),
        ),
        (Out::text("values"), Out::List(values)),
        (Out::text("weights"), Out::List(weights)),
    ];
    if !sum.constant.is_zero() {
        entries.push((Out::text("bias"), Out::Number(losses.number(&sum.constant))));
    }
    entries
}

fn worth(worth: &Worth, kind: &IssueKind, losses: &mut Losses) -> Out {
    match worth {
        Worth::Table(row) => {
            let words = matches!(kind, IssueKind::Choices(_));
            let entries = row.iter().enumerate().map(|(place, figure)| {
                let label = kind.label(place).unwrap_or_default();
                let key = if words {
                    Out::Text(label)
                } else {
                    Out::Number(label)
                };
                (key, Out::Number(losses.number(figure)))
            });
            let mapping = Out::Map(entries.collect());
            Out::map([("type", Out::text("TableFun")), ("mapping", mapping)])
        }
        Worth::Line {
            slope,
            offset,
            origin,
        } => {
            let bias = offset - slope * origin.of(kind);
            Out::map([
                ("type", Out::text("AffineFun")),
                ("slope", Out::Number(losses.number(slope))),
                ("bias", Out::Number(losses.number(&bias))),
            ])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_looks_like_a_number_or_a_truth_keeps_its_quotation_marks() {
        let issue = Issue {
            name: "No".into(),
            kind: IssueKind::Choices(vec!["10".into(), "No".into()]),
        };
        let text = to_yaml(&space("fjord", &[issue], &mut Losses::default()));
        assert!(text.contains("name: \"No\""), "{text}");
        assert!(text.contains("- \"10\""), "{text}");
    }
}
