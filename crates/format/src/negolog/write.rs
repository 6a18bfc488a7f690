//! A scenario written as a NegoLog domain: two profiles and a file with the name.

use crate::folder::Folder;
use crate::losses::{Losses, WriteError, Written, additive};
use crate::scenario::{
    Format, Passing, Preferences, Profile, Reading, Restated, Scenario, Uncountable, Worth,
};
use crate::tree::{Out, to_json};
use num_traits::{ToPrimitive, Zero};

/// Writes `profileA.json`, `profileB.json` and `specs.json`, weight times value under a reading.
///
/// # Errors
/// When there are not two parties, or NegoLog cannot carry a profile; see [`WriteError`].
pub fn write(scenario: &Scenario, reading: Reading) -> Result<Written, WriteError> {
    let mut losses = Losses::default();
    if scenario.profiles().len() != 2 {
        return Err(cannot(
            &format!("{} parties", scenario.profiles().len()),
            "NegoLog's negotiations are between two",
        ));
    }
    if matches!(scenario.passing(), Passing::AllButOne { .. }) {
        losses.tell("who may be outvoted is left out: NegoLog wants both to accept".into());
    }
    let mut restated = scenario.restated(reading);
    restated.notes.drain(..).for_each(|note| losses.tell(note));
    for place in 0..restated.issues.len() {
        let Some(issue) = restated.issues.get(place).cloned() else {
            continue;
        };
        let named = restated.name_options(place);
        named.map_err(|Uncountable| {
            let what = format!("the numbers of issue `{}`", issue.name);
            cannot(&what, "declare a grid of at most 65535 numbers")
        })?;
        if issue.kind.number(0).is_some() {
            losses.tell(format!(
                "the numbers of issue `{}` become named options",
                issue.name
            ));
        }
    }
    if restated.profiles.iter().any(has_constant) {
        losses.tell("constants become part of the values of an issue".into());
        restated.fold_constants();
    }
    let mut folder = Folder::default();
    for (profile, name) in restated.profiles.iter().zip(["profileA", "profileB"]) {
        if profile.name != name {
            losses.tell(format!("party `{}` is called `{name}`", profile.name));
        }
        let out = profile_out(profile, &restated, &mut losses)?;
        folder.put(&format!("{name}.json"), to_json(&out));
    }
    folder.put("specs.json", to_json(&specs(scenario.name(), &restated)));
    Ok(losses.with(folder))
}

fn cannot(what: &str, hint: &'static str) -> WriteError {
    WriteError::CannotCarry {
        format: Format::Negolog,
        what: what.to_owned(),
        hint,
    }
}

fn has_constant(profile: &Profile) -> bool {
    match &profile.preferences {
        Preferences::Additive(additive) => !additive.constant.is_zero(),
        Preferences::BoxSum(_) | Preferences::PartialOrder(_) => false,
    }
}

fn profile_out(
    profile: &Profile,
    restated: &Restated,
    losses: &mut Losses,
) -> Result<Out, WriteError> {
    let sum = additive(profile, Format::Negolog)?;
    losses.leave_out(profile);
    let value = losses.reserved(profile, restated);
    let mut weights = Vec::new();
    let mut issues = Vec::new();
    for (issue, valuation) in restated.issues.iter().zip(&sum.valuations) {
        let Worth::Table(row) = &valuation.worth else {
            continue;
        };
        let figures = row.iter().enumerate().map(|(place, figure)| {
            let label = Out::Text(issue.kind.label(place).unwrap_or_default());
            (label, Out::Number(losses.number(figure)))
        });
        issues.push((Out::text(&issue.name), Out::Map(figures.collect())));
        let weight = losses.number(&valuation.weight);
        weights.push((Out::text(&issue.name), Out::Number(weight)));
    }
    Ok(Out::map([
        ("reservationValue", Out::Number(losses.number(&value))),
        ("issueWeights", Out::Map(weights)),
        ("issues", Out::Map(issues)),
    ]))
}

fn specs(name: &str, restated: &Restated) -> Out {
    let counts: Vec<usize> = restated
        .issues
        .iter()
        .map(|issue| issue.kind.count().unwrap_or(0))
        .collect();
    let bids = counts.iter().map(|count| num_bigint::BigUint::from(*count));
    let bids: num_bigint::BigUint = bids.product();
    let bids = bids
        .to_u64()
        .map_or_else(|| bids.to_string(), |bids| bids.to_string());
    let number = |count: usize| Out::Number(count.to_string());
    Out::map([
        ("Name", Out::text(name)),
        ("NumberOfBids", Out::Number(bids)),
        ("NumberOfIssues", number(counts.len())),
        (
            "IssueValues",
            Out::List(counts.into_iter().map(number).collect()),
        ),
    ])
}
