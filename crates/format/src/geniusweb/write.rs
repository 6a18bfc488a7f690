//! A scenario written as a GeniusWeb domain and profiles.

use crate::exact::{self, Exact};
use crate::folder::Folder;
use crate::losses::{Losses, WriteError, Written, file_names};
use crate::scenario::{
    Additive, Bid, Format, Issue, IssueKind, PartialOrder, Passing, Preferences, Profile, Reading,
    Reservation, Restated, Scenario, Uncountable, Valuation, Worth, along,
};
use crate::tree::{Out, to_json};
use num_traits::Zero;

/// Writes the domain and a file a party, each a sum of weight times utility under a reading.
///
/// # Errors
/// When GeniusWeb cannot carry a profile at all; see [`WriteError`].
pub fn write(scenario: &Scenario, reading: Reading) -> Result<Written, WriteError> {
    let mut losses = Losses::default();
    if matches!(scenario.passing(), Passing::AllButOne { .. }) {
        losses.tell("who may be outvoted is left out: GeniusWeb wants all to accept".into());
    }
    let mut restated = scenario.restated(reading);
    restated.notes.drain(..).for_each(|note| losses.tell(note));
    for place in 0..restated.issues.len() {
        countable(&mut restated, place, &mut losses)?;
    }
    if restated
        .profiles
        .iter()
        .any(|profile| match &profile.preferences {
            Preferences::Additive(additive) => !additive.constant.is_zero(),
            Preferences::BoxSum(_) | Preferences::PartialOrder(_) => false,
        })
    {
        losses.tell("constants become part of the utilities of an issue".into());
        restated.fold_constants();
    }
    let domain = domain(scenario.name(), &restated.issues, &mut losses);
    let names: Vec<&str> = restated
        .profiles
        .iter()
        .map(|profile| profile.name.as_str())
        .collect();
    let mut folder = Folder::default();
    for (profile, file) in restated.profiles.iter().zip(file_names(&names)) {
        let out = space(profile, &restated.issues, &domain, &mut losses)?;
        folder.put(&format!("{file}.json"), to_json(&out));
    }
    let mut name = format!("{}.json", file_names(&[scenario.name()]).concat());
    while folder.has(&name) || name == "specials.json" {
        name.insert(0, '_');
    }
    folder.put(&name, to_json(&domain));
    Ok(losses.with(folder))
}

/// Numbers valued one by one become named options; numbers without a step cannot be carried.
fn countable(restated: &mut Restated, place: usize, losses: &mut Losses) -> Result<(), WriteError> {
    let Some(issue) = restated.issues.get(place).cloned() else {
        return Ok(());
    };
    let cannot = |what: &str| WriteError::CannotCarry {
        format: Format::GeniusWeb,
        what: format!("{what} of issue `{}`", issue.name),
        hint: "declare a grid of at most 65535 numbers",
    };
    if let IssueKind::Numbers { step: None, .. } = issue.kind {
        return Err(cannot("the numbers without a step"));
    }
    if !matches!(issue.kind, IssueKind::Choices(_)) && restated.has_table(place) {
        restated
            .name_options(place)
            .map_err(|Uncountable| cannot("a table over the numbers"))?;
        losses.tell(format!(
            "the numbers of issue `{}` become named options",
            issue.name
        ));
    }
    Ok(())
}

fn domain(name: &str, issues: &[Issue], losses: &mut Losses) -> Out {
    let mut values = Vec::new();
    for issue in issues {
        let one = exact::of(1);
        let kind = match &issue.kind {
            IssueKind::Choices(labels) => Out::map([(
                "values",
                Out::List(labels.iter().map(|l| Out::text(l)).collect()),
            )]),
            IssueKind::Integers { low, high } => {
                range([exact::of(*low), exact::of(*high), one], losses)
            }
            IssueKind::Numbers { low, high, step } => {
                let step = step.clone().unwrap_or(one);
                range([low.clone(), high.clone(), step], losses)
            }
        };
        values.push((Out::text(&issue.name), kind));
    }
    Out::map([
        ("name", Out::text(name)),
        ("issuesValues", Out::Map(values)),
    ])
}

fn range(ends: [Exact; 3], losses: &mut Losses) -> Out {
    let ends = ends.map(|end| Out::Text(losses.number(&end)));
    Out::map([("range", Out::List(ends.into()))])
}

fn space(
    profile: &Profile,
    issues: &[Issue],
    domain: &Out,
    losses: &mut Losses,
) -> Result<Out, WriteError> {
    losses.leave_out(profile);
    let (kind, mut entries) = match &profile.preferences {
        Preferences::Additive(sum) => ("LinearAdditiveUtilitySpace", additive(sum, issues, losses)),
        Preferences::PartialOrder(order) => ("DefaultPartialOrdering", partial(order, issues)),
        Preferences::BoxSum(_) => {
            return Err(WriteError::CannotCarry {
                format: Format::GeniusWeb,
                what: format!("the boxes of `{}`", profile.name),
                hint: "GENIUS carries sums of boxes",
            });
        }
    };
    entries.push((Out::text("domain"), domain.clone()));
    entries.push((Out::text("name"), Out::text(&profile.name)));
    match &profile.reservation {
        Reservation::None => {}
        Reservation::Outcome(given) => {
            entries.push((Out::text("reservationBid"), bid(given, issues)));
        }
        Reservation::Value(value) => losses.tell(format!(
            "the reservation value {} of `{}` is left out: GeniusWeb knows a reservation bid only",
            exact::written(value).0,
            profile.name
        )),
    }
    Ok(Out::map([(kind, Out::Map(entries))]))
}

fn additive(sum: &Additive, issues: &[Issue], losses: &mut Losses) -> Vec<(Out, Out)> {
    let mut utilities = Vec::new();
    let mut weights = Vec::new();
    for (issue, Valuation { weight, worth }) in issues.iter().zip(&sum.valuations) {
        let name = || Out::text(&issue.name);
        weights.push((name(), Out::Number(losses.number(weight))));
        utilities.push((name(), worth_out(worth, &issue.kind, losses)));
    }
    vec![
        (Out::text("issueUtilities"), Out::Map(utilities)),
        (Out::text("issueWeights"), Out::Map(weights)),
    ]
}

fn worth_out(worth: &Worth, kind: &IssueKind, losses: &mut Losses) -> Out {
    if let Worth::Table(row) = worth {
        let figures = row.iter().enumerate().map(|(place, figure)| {
            let label = Out::Text(kind.label(place).unwrap_or_default());
            (label, Out::Number(losses.number(figure)))
        });
        let table = Out::map([("valueUtilities", Out::Map(figures.collect()))]);
        return Out::map([("DiscreteValueSetUtilities", table)]);
    }
    let (low, high) = (kind.low(), kind.high());
    let end = |end: &Option<Exact>| end.as_ref().and_then(|end| along(worth, kind, end));
    let (least, most) = (end(&low), end(&high));
    let mut number =
        |figure: Option<Exact>| Out::Number(losses.number(&figure.unwrap_or_else(Exact::zero)));
    let line = Out::map([
        ("lowValue", number(low)),
        ("lowUtility", number(least)),
        ("highValue", number(high)),
        ("highUtility", number(most)),
    ]);
    Out::map([("NumberValueSetUtilities", line)])
}

fn bid(bid: &Bid, issues: &[Issue]) -> Out {
    let entries = issues.iter().zip(bid).filter_map(|(issue, place)| {
        let label = issue.kind.label((*place)?)?;
        let number = !matches!(issue.kind, IssueKind::Choices(_));
        let value = if number {
            Out::Number(label)
        } else {
            Out::Text(label)
        };
        Some((Out::text(&issue.name), value))
    });
    Out::map([("issuevalues", Out::Map(entries.collect()))])
}

fn partial(order: &PartialOrder, issues: &[Issue]) -> Vec<(Out, Out)> {
    let bids = order.bids.iter().map(|given| bid(given, issues)).collect();
    let place = |place: usize| Out::Number(place.to_string());
    let better = order
        .better
        .iter()
        .map(|(one, other)| Out::List(vec![place(*one), place(*other)]));
    vec![
        (Out::text("bids"), Out::List(bids)),
        (Out::text("better"), Out::List(better.collect())),
    ]
}
