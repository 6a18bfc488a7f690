//! What of a scenario GENIUS can carry: the numbers that mean the same under the delft reading.

use crate::exact::{self, Exact};
use crate::losses::{Losses, WriteError};
use crate::scenario::{
    Additive, Format, Issue, IssueKind, Origin, Passing, Preferences, Profile, Reading,
    Reservation, Restated, Scenario, Uncountable, Valuation, Worth, along, scale,
};
use num_traits::{Signed, Zero};

/// Issues and profiles as GENIUS has them.
pub(super) struct Carried {
    pub(super) issues: Vec<Issue>,
    pub(super) profiles: Vec<Profile>,
}

/// Issues and profiles as GENIUS has them; what it cannot carry is told.
pub(super) fn carried(scenario: &Scenario, losses: &mut Losses) -> Result<Carried, WriteError> {
    if matches!(scenario.passing(), Passing::AllButOne { .. }) {
        losses.tell("who may be outvoted is left out: GENIUS wants all parties to accept".into());
    }
    if scenario.format() == Format::Genius {
        let (issues, profiles) = (scenario.issues().to_vec(), scenario.profiles().to_vec());
        let mut carried = Carried { issues, profiles };
        plain(&mut carried, losses)?;
        return Ok(carried);
    }
    let mut restated = scenario.restated(Reading::Raw);
    carry_issues(&mut restated, losses)?;
    restated.fold_constants();
    carry_profiles(&mut restated, losses);
    let mut carried = Carried {
        issues: restated.issues,
        profiles: restated.profiles,
    };
    plain(&mut carried, losses)?;
    Ok(carried)
}

/// Numbers valued one by one become named options: GENIUS knows only lines over numbers.
fn carry_issues(restated: &mut Restated, losses: &mut Losses) -> Result<(), WriteError> {
    for place in 0..restated.issues.len() {
        let Some(issue) = restated.issues.get(place).cloned() else {
            continue;
        };
        if !matches!(issue.kind, IssueKind::Choices(_)) && restated.has_table(place) {
            let named = restated.name_options(place);
            named.map_err(|Uncountable| cannot(&issue.name))?;
            losses.tell(format!(
                "the numbers of issue `{}` become named options",
                issue.name
            ));
        }
        if let IssueKind::Numbers { step: Some(_), .. } = issue.kind {
            losses.tell(format!("the step of issue `{}` is left out", issue.name));
        }
    }
    Ok(())
}

/// Reservations become utilities, and sums the same sums in GENIUS's terms.
fn carry_profiles(restated: &mut Restated, losses: &mut Losses) {
    for place in 0..restated.profiles.len() {
        let Some(profile) = restated.profiles.get(place) else {
            continue;
        };
        let mut profile = profile.clone();
        if let (Reservation::Outcome(_), Some(value)) =
            (&profile.reservation, restated.reserved(&profile))
        {
            losses.tell(format!(
                "the reserved outcome of `{}` becomes its utility",
                profile.name
            ));
            profile.reservation = Reservation::Value(value);
        }
        if let Preferences::Additive(additive) = &mut profile.preferences {
            let shift = meaning_the_same(additive, &restated.issues);
            shifted(&mut profile, &shift, losses);
        }
        if let Some(slot) = restated.profiles.get_mut(place) {
            *slot = profile;
        }
    }
}

fn cannot(issue: &str) -> WriteError {
    WriteError::CannotCarry {
        format: Format::Genius,
        what: format!("a table over the numbers of issue `{issue}`"),
        hint: "declare a grid of at most 65535 numbers",
    }
}

/// Refuses orders without numbers and tells what is left out of the rest.
fn plain(carried: &mut Carried, losses: &mut Losses) -> Result<(), WriteError> {
    for profile in &mut carried.profiles {
        if matches!(profile.preferences, Preferences::PartialOrder(_)) {
            return Err(WriteError::CannotCarry {
                format: Format::Genius,
                what: format!("the order of bids of `{}`", profile.name),
                hint: "GeniusWeb carries orders of bids",
            });
        }
        let left: Vec<&str> = profile
            .extras
            .keys()
            .map(String::as_str)
            .filter(|key| *key != "type")
            .collect();
        if !left.is_empty() {
            losses.tell(format!(
                "of `{}`: {} left out",
                profile.name,
                left.join(", ")
            ));
        }
        if let Reservation::Outcome(_) = profile.reservation {
            losses.tell(format!(
                "the reserved outcome of `{}` is left out",
                profile.name
            ));
        }
    }
    Ok(())
}

/// Weights and evaluations that mean the same once GENIUS has divided by the greatest evaluation
/// and held lines between 0 and 1; gives what every utility then lacks.
fn meaning_the_same(additive: &mut Additive, issues: &[Issue]) -> Exact {
    let pairs = additive.valuations.iter_mut().zip(issues);
    pairs
        .map(|(valuation, issue)| same(valuation, &issue.kind))
        .fold(Exact::zero(), |a, b| a + b)
}

fn same(valuation: &mut Valuation, kind: &IssueKind) -> Exact {
    match &mut valuation.worth {
        Worth::Table(row) => {
            let most = row.iter().max().cloned().unwrap_or_else(Exact::zero);
            if row.iter().all(Zero::is_zero) {
                return Exact::zero();
            }
            if most.is_positive() {
                valuation.weight *= &most;
                // Evaluations below 0.00001 would count nothing: a power of ten makes them larger.
                let mut factor = exact::of(1);
                while &most * &factor < exact::of(1) {
                    factor *= exact::of(10);
                }
                scale(&mut valuation.worth, &factor);
                return Exact::zero();
            }
            let shift = exact::of(1) - most;
            row.iter_mut().for_each(|figure| *figure += &shift);
            -(shift * &valuation.weight)
        }
        Worth::Line { .. } => line(valuation, kind),
    }
}

fn line(valuation: &mut Valuation, kind: &IssueKind) -> Exact {
    let (Some(low), Some(high)) = (kind.low(), kind.high()) else {
        return Exact::zero();
    };
    let at = |end: &Exact| along(&valuation.worth, kind, end).unwrap_or_else(Exact::zero);
    let (first, last) = (at(&low), at(&high));
    let inside = |end: &Exact| exact::unit_clamped(end.clone()) == *end;
    let mut slope = match &valuation.worth {
        Worth::Line { slope, .. } => slope.clone(),
        Worth::Table(_) => Exact::zero(),
    };
    let mut start = first.clone();
    let mut shift = Exact::zero();
    if !inside(&first) || !inside(&last) {
        let least = first.clone().min(last.clone());
        let span = first.max(last) - &least;
        shift = -(&least * &valuation.weight);
        start -= &least;
        if span.is_positive() {
            valuation.weight *= &span;
            slope /= &span;
            start /= &span;
        }
    }
    let (origin, offset) = match kind {
        IssueKind::Integers { .. } => (Origin::LowerBound, start),
        IssueKind::Choices(_) | IssueKind::Numbers { .. } => (Origin::Zero, start - &slope * low),
    };
    valuation.worth = Worth::Line {
        slope,
        offset,
        origin,
    };
    -shift
}

fn shifted(profile: &mut Profile, shift: &Exact, losses: &mut Losses) {
    if shift.is_zero() {
        return;
    }
    losses.tell(format!(
        "GENIUS has no constants: every utility of `{}`, and its reservation, is {} more",
        profile.name,
        exact::written(&-shift).0
    ));
    if let Reservation::Value(value) = &mut profile.reservation {
        *value -= shift;
    }
}
