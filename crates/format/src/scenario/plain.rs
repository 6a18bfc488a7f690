//! A restated scenario made plainer, for formats that carry less; nothing changes in worth.

use super::{
    Additive, Bid, FIGURES_MAX, Issue, IssueKind, Preferences, Profile, Reservation, Restated,
    Valuation, Worth,
};
use crate::exact::{self, Exact};
use num_traits::Zero;

/// Why an issue's options cannot be named one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Uncountable;

impl Restated {
    /// Whether some profile values an issue of numbers option by option, not along a line.
    pub(crate) fn has_table(&self, place: usize) -> bool {
        self.profiles
            .iter()
            .any(|profile| match &profile.preferences {
                Preferences::Additive(additive) => additive
                    .valuations
                    .get(place)
                    .is_some_and(|valuation| matches!(valuation.worth, Worth::Table(_))),
                Preferences::BoxSum(_) | Preferences::PartialOrder(_) => false,
            })
    }

    /// Names the options of an issue of numbers one by one.
    pub(crate) fn name_options(&mut self, place: usize) -> Result<(), Uncountable> {
        let parties = self.profiles.len().max(1);
        let named = |issue: &Issue| match &issue.kind {
            IssueKind::Choices(labels) => labels.len(),
            IssueKind::Integers { .. } | IssueKind::Numbers { .. } => 0,
        };
        let named: usize = self.issues.iter().map(named).sum();
        let Some(issue) = self.issues.get_mut(place) else {
            return Ok(());
        };
        if matches!(issue.kind, IssueKind::Choices(_)) {
            return Ok(());
        }
        let count = issue
            .kind
            .count()
            .filter(|count| *count <= usize::from(u16::MAX));
        let count = count.filter(|count| (named + count) * parties <= FIGURES_MAX);
        let count = count.ok_or(Uncountable)?;
        for profile in &mut self.profiles {
            if let Preferences::Additive(additive) = &mut profile.preferences {
                for valuation in additive.valuations.iter_mut().skip(place).take(1) {
                    valuation.worth = Worth::Table(table(&valuation.worth, &issue.kind, count));
                }
            }
        }
        let labels = (0..count).filter_map(|option| issue.kind.label(option));
        issue.kind = IssueKind::Choices(labels.collect());
        Ok(())
    }

    /// Puts each profile's constant into the worth of an issue.
    pub(crate) fn fold_constants(&mut self) {
        for profile in &mut self.profiles {
            if let Preferences::Additive(additive) = &mut profile.preferences {
                fold(additive);
            }
        }
    }

    /// The reservation as a utility: the value, or what the bid is worth.
    pub(crate) fn reserved(&self, profile: &Profile) -> Option<Exact> {
        match &profile.reservation {
            Reservation::None => None,
            Reservation::Value(value) => Some(value.clone()),
            Reservation::Outcome(bid) => match &profile.preferences {
                Preferences::Additive(additive) => Some(self.worth_of(additive, bid)),
                Preferences::BoxSum(_) | Preferences::PartialOrder(_) => None,
            },
        }
    }

    fn worth_of(&self, additive: &Additive, bid: &Bid) -> Exact {
        let rows = additive.valuations.iter().zip(&self.issues).zip(bid);
        let chosen = rows.filter_map(|((valuation, issue), place)| {
            let figure = figure(&valuation.worth, &issue.kind, (*place)?)?;
            Some(&valuation.weight * figure)
        });
        chosen.fold(additive.constant.clone(), |sum, figure| sum + figure)
    }
}

impl Additive {
    /// The least utility of any package.
    pub(crate) fn least(&self, kinds: &[Issue]) -> Exact {
        let rows = self.valuations.iter().zip(kinds);
        let least = |(valuation, issue): (&Valuation, &Issue)| {
            let figures: Vec<Exact> = match &valuation.worth {
                Worth::Table(row) => row.clone(),
                Worth::Line { .. } => {
                    let ends = [issue.kind.low(), issue.kind.high()].into_iter().flatten();
                    ends.filter_map(|end| along(&valuation.worth, &issue.kind, &end))
                        .collect()
                }
            };
            figures
                .iter()
                .map(|figure| figure * &valuation.weight)
                .min()
        };
        rows.filter_map(least)
            .fold(self.constant.clone(), |sum, figure| sum + figure)
    }
}

/// The worth of a number on a line.
pub(crate) fn along(worth: &Worth, kind: &IssueKind, number: &Exact) -> Option<Exact> {
    match worth {
        Worth::Table(_) => None,
        Worth::Line {
            slope,
            offset,
            origin,
        } => Some(slope * (number - origin.of(kind)) + offset),
    }
}

fn figure(worth: &Worth, kind: &IssueKind, place: usize) -> Option<Exact> {
    match worth {
        Worth::Table(row) => row.get(place).cloned(),
        Worth::Line { .. } => along(worth, kind, &kind.number(place)?),
    }
}

fn table(worth: &Worth, kind: &IssueKind, count: usize) -> Vec<Exact> {
    (0..count)
        .filter_map(|place| figure(worth, kind, place))
        .collect()
}

/// Puts the constant into the first issue that weighs anything.
fn fold(additive: &mut Additive) {
    let constant = std::mem::replace(&mut additive.constant, Exact::zero());
    if constant.is_zero() {
        return;
    }
    let weighs = |valuation: &Valuation| !valuation.weight.is_zero();
    let place = additive.valuations.iter().position(weighs);
    for valuation in additive
        .valuations
        .iter_mut()
        .skip(place.unwrap_or(0))
        .take(1)
    {
        if place.is_none() {
            valuation.weight = exact::of(1);
            scale(&mut valuation.worth, &Exact::zero());
        }
        let each = &constant / &valuation.weight;
        match &mut valuation.worth {
            Worth::Table(row) => row.iter_mut().for_each(|figure| *figure += &each),
            Worth::Line { offset, .. } => *offset += each,
        }
    }
}

/// Multiplies every figure of a worth.
pub(crate) fn scale(worth: &mut Worth, by: &Exact) {
    match worth {
        Worth::Table(row) => row.iter_mut().for_each(|figure| *figure *= by),
        Worth::Line { slope, offset, .. } => {
            *slope *= by;
            *offset *= by;
        }
    }
}
