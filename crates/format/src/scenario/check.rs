//! Whether the parts of a scenario fit together.

use super::{Bid, Issue, IssueKind, Parts, Passing, Preferences, Profile, Reservation, Worth};
use crate::place::{is_hidden, shown};
use std::collections::BTreeSet;

/// The most issues, and the most profiles, a scenario may have.
pub(crate) const ROWS_MAX: usize = 2_000;

/// The most options of all issues together.
pub(crate) const OPTIONS_MAX: usize = 1_000_000;

/// The most figures of all profiles together.
pub(crate) const FIGURES_MAX: usize = 1_000_000;

/// Why the parts of a scenario do not fit together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioError {
    /// A name is empty, too long, or hides characters.
    #[error(
        "the name `{name}` is empty, longer than 1000 characters, or holds control or \
         direction characters\nhint: names are plain text on one line"
    )]
    Name {
        /// The name, made safe to show.
        name: String,
    },
    /// Two issues, or two options of an issue, or two profiles, have one name.
    #[error("{what} `{name}` stands there twice\nhint: give each its own name")]
    Twice {
        /// What has the name.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// There are more rows than any scenario has.
    #[error("there are more than {most} {what}\nhint: split the scenario")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many there may be.
        most: usize,
    },
    /// There is nothing to decide.
    #[error("the scenario has no issue\nhint: it needs at least one issue with options")]
    NoIssue,
    /// An issue has no option, or its least number lies above its greatest.
    #[error("issue `{issue}` has no option\nhint: list options, or a range from low to high")]
    NoOption {
        /// The issue.
        issue: String,
    },
    /// A profile does not value every option of an issue.
    #[error("profile `{profile}` does not value every option of issue `{issue}`")]
    Unvalued {
        /// The profile.
        profile: String,
        /// The issue.
        issue: String,
    },
    /// A profile names an issue, an option, a bid or a party that does not exist.
    #[error("`{profile}` names an issue, option, bid or party that does not exist")]
    Dangling {
        /// The profile.
        profile: String,
    },
}

pub(super) fn check(parts: &Parts) -> Result<(), ScenarioError> {
    let counts = [
        ("issues", parts.issues.len()),
        ("profiles", parts.profiles.len()),
    ];
    for (what, count) in counts {
        most(what, count, ROWS_MAX)?;
    }
    name(&parts.name)?;
    if parts.issues.is_empty() {
        return Err(ScenarioError::NoIssue);
    }
    parts.issues.iter().try_for_each(issue)?;
    unique(
        "the issue",
        parts.issues.iter().map(|issue| issue.name.as_str()),
    )?;
    unique(
        "the profile",
        parts.profiles.iter().map(|profile| profile.name.as_str()),
    )?;
    let listed = |issue: &Issue| match &issue.kind {
        IssueKind::Choices(labels) => labels.len(),
        IssueKind::Integers { .. } | IssueKind::Numbers { .. } => 0,
    };
    most(
        "options",
        parts.issues.iter().map(listed).sum(),
        OPTIONS_MAX,
    )?;
    most(
        "figures",
        parts.profiles.iter().map(figures).sum(),
        FIGURES_MAX,
    )?;
    parts
        .profiles
        .iter()
        .try_for_each(|each| profile(each, &parts.issues))?;
    match &parts.passing {
        Passing::Unanimity => Ok(()),
        Passing::AllButOne { vetoes } if vetoes.iter().all(|at| *at < parts.profiles.len()) => {
            Ok(())
        }
        Passing::AllButOne { .. } => Err(ScenarioError::Dangling {
            profile: "vetoes".into(),
        }),
    }
}

fn most(what: &'static str, count: usize, most: usize) -> Result<(), ScenarioError> {
    if count > most {
        Err(ScenarioError::TooMany { what, most })
    } else {
        Ok(())
    }
}

/// Whether a text can be a name: not empty, at most 1,000 characters, nothing hidden in it.
pub(crate) fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= 1_000 && !text.chars().any(is_hidden)
}

fn name(text: &str) -> Result<(), ScenarioError> {
    if is_name(text) {
        Ok(())
    } else {
        Err(ScenarioError::Name { name: shown(text) })
    }
}

fn unique<'a>(
    what: &'static str,
    names: impl Iterator<Item = &'a str>,
) -> Result<(), ScenarioError> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(ScenarioError::Twice {
                what,
                name: shown(name),
            });
        }
    }
    Ok(())
}

fn issue(issue: &Issue) -> Result<(), ScenarioError> {
    name(&issue.name)?;
    let empty = match &issue.kind {
        IssueKind::Choices(labels) => {
            labels.iter().try_for_each(|label| name(label))?;
            unique("the option", labels.iter().map(String::as_str))?;
            labels.is_empty()
        }
        IssueKind::Integers { low, high } => low > high,
        IssueKind::Numbers { low, high, step } => {
            low > high || (step.is_some() && issue.kind.count().is_none())
        }
    };
    if empty {
        Err(ScenarioError::NoOption {
            issue: issue.name.clone(),
        })
    } else {
        Ok(())
    }
}

/// How many figures a profile holds.
pub(crate) fn figures(profile: &Profile) -> usize {
    match &profile.preferences {
        Preferences::Additive(additive) => {
            let of = |worth: &Worth| match worth {
                Worth::Table(row) => row.len(),
                Worth::Line { .. } => 2,
            };
            additive
                .valuations
                .iter()
                .map(|valuation| of(&valuation.worth))
                .sum()
        }
        Preferences::BoxSum(sum) => sum
            .boxes
            .iter()
            .map(|each| each.bounds.sides().len() + 1)
            .sum(),
        Preferences::PartialOrder(order) => {
            order.bids.iter().map(Vec::len).sum::<usize>() + order.better.len()
        }
    }
}

fn profile(profile: &Profile, issues: &[Issue]) -> Result<(), ScenarioError> {
    name(&profile.name)?;
    let dangling = || ScenarioError::Dangling {
        profile: profile.name.clone(),
    };
    if let Reservation::Outcome(bid) = &profile.reservation {
        bid_fits(bid, issues).then_some(()).ok_or_else(dangling)?;
    }
    match &profile.preferences {
        Preferences::Additive(additive) => {
            if additive.valuations.len() > issues.len() {
                return Err(dangling());
            }
            for (place, issue) in issues.iter().enumerate() {
                let worth = additive
                    .valuations
                    .get(place)
                    .map(|valuation| &valuation.worth);
                if !worth.is_some_and(|worth| values(worth, &issue.kind)) {
                    let issue = issue.name.clone();
                    return Err(ScenarioError::Unvalued {
                        profile: profile.name.clone(),
                        issue,
                    });
                }
            }
            Ok(())
        }
        Preferences::BoxSum(sum) => {
            let sides = sum.boxes.iter().flat_map(|each| each.bounds.sides());
            let fits = |place: usize| {
                issues
                    .get(place)
                    .is_some_and(|i| matches!(i.kind, IssueKind::Integers { .. }))
            };
            sides
                .map(|side| side.issue)
                .all(fits)
                .then_some(())
                .ok_or_else(dangling)
        }
        Preferences::PartialOrder(order) => {
            let count = order.bids.len();
            let bids = order.bids.iter().all(|bid| bid_fits(bid, issues));
            let pairs = order.better.iter().all(|(a, b)| *a < count && *b < count);
            (bids && pairs).then_some(()).ok_or_else(dangling)
        }
    }
}

fn values(worth: &Worth, kind: &IssueKind) -> bool {
    match (worth, kind) {
        (Worth::Table(row), _) => kind.count() == Some(row.len()),
        (Worth::Line { .. }, IssueKind::Integers { .. } | IssueKind::Numbers { .. }) => true,
        (Worth::Line { .. }, IssueKind::Choices(_)) => false,
    }
}

fn bid_fits(bid: &Bid, issues: &[Issue]) -> bool {
    bid.len() == issues.len()
        && bid.iter().zip(issues).all(|(choice, issue)| {
            choice.is_none_or(|place| issue.kind.count().is_some_and(|count| place < count))
        })
}
