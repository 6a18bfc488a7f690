//! An issue: what is decided, and the options there are.

use crate::exact::{self, Exact};
use num_traits::{Signed, ToPrimitive, Zero};
use std::collections::BTreeMap;

/// What is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The issue's name.
    pub name: String,
    /// The options.
    pub kind: IssueKind,
}

/// The options of an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IssueKind {
    /// These words.
    Choices(Vec<String>),
    /// The whole numbers between two, both included.
    Integers {
        /// The least.
        low: i64,
        /// The greatest.
        high: i64,
    },
    /// The numbers between two, both included.
    Numbers {
        /// The least.
        low: Exact,
        /// The greatest.
        high: Exact,
        /// The grid they are taken on, from the least; `None` where the file declares none.
        step: Option<Exact>,
    },
}

impl IssueKind {
    /// How many options there are, if they can be counted.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        match self {
            Self::Choices(labels) => Some(labels.len()),
            Self::Integers { low, high } => {
                let span = i128::from(*high) - i128::from(*low) + 1;
                usize::try_from(span.max(0)).ok()
            }
            Self::Numbers { low, high, step } => {
                let step = step.as_ref().filter(|step| step.is_positive())?;
                let steps = ((high - low) / step).floor().to_integer();
                (!steps.is_negative()).then(|| steps.to_usize()?.checked_add(1))?
            }
        }
    }

    /// The number at a place, for issues whose options are numbers.
    #[must_use]
    pub fn number(&self, place: usize) -> Option<Exact> {
        let place = i64::try_from(place).ok()?;
        match self {
            Self::Choices(_) => None,
            Self::Integers { low, .. } => Some(exact::of(low.checked_add(place)?)),
            Self::Numbers { low, step, .. } => Some(low + step.as_ref()? * exact::of(place)),
        }
    }

    /// What the option at a place is called.
    #[must_use]
    pub fn label(&self, place: usize) -> Option<String> {
        match self {
            Self::Choices(labels) => labels.get(place).cloned(),
            Self::Integers { .. } | Self::Numbers { .. } => {
                self.number(place).map(|number| exact::written(&number).0)
            }
        }
    }

    /// The place of the option a text names: a word as written, a number by its value.
    #[must_use]
    pub fn place(&self, text: &str) -> Option<usize> {
        match self {
            Self::Choices(labels) => labels.iter().position(|label| label == text),
            Self::Integers { low, high } => {
                let number = exact::whole(&exact::read(text)?)?;
                (*low..=*high)
                    .contains(&number)
                    .then(|| number.abs_diff(*low))?
                    .to_usize()
            }
            Self::Numbers { low, high, step } => {
                let number = exact::read(text)?;
                let step = step.as_ref().filter(|step| !step.is_zero())?;
                let steps = (&number - low) / step;
                let inside = number >= *low && number <= *high && steps.is_integer();
                inside.then(|| steps.to_integer().to_usize())?
            }
        }
    }

    /// The least number, for issues whose options are numbers.
    #[must_use]
    pub fn low(&self) -> Option<Exact> {
        match self {
            Self::Choices(_) => None,
            Self::Integers { low, .. } => Some(exact::of(*low)),
            Self::Numbers { low, .. } => Some(low.clone()),
        }
    }

    /// The greatest number, for issues whose options are numbers.
    #[must_use]
    pub fn high(&self) -> Option<Exact> {
        match self {
            Self::Choices(_) => None,
            Self::Integers { high, .. } => Some(exact::of(*high)),
            Self::Numbers { high, .. } => Some(high.clone()),
        }
    }
}

/// The issues and their options by name, for files that name many of them.
#[derive(Debug)]
pub struct Catalogue<'a> {
    issues: BTreeMap<&'a str, (usize, &'a IssueKind, BTreeMap<&'a str, usize>)>,
}

impl<'a> Catalogue<'a> {
    /// The catalogue of these issues.
    #[must_use]
    pub fn of(issues: &'a [Issue]) -> Self {
        let entry = |(place, issue): (usize, &'a Issue)| {
            let labels = match &issue.kind {
                IssueKind::Choices(labels) => labels
                    .iter()
                    .enumerate()
                    .map(|(at, label)| (label.as_str(), at))
                    .collect(),
                IssueKind::Integers { .. } | IssueKind::Numbers { .. } => BTreeMap::new(),
            };
            (issue.name.as_str(), (place, &issue.kind, labels))
        };
        Self {
            issues: issues.iter().enumerate().map(entry).collect(),
        }
    }

    /// The place of an issue.
    #[must_use]
    pub fn issue(&self, name: &str) -> Option<usize> {
        self.issues.get(name).map(|(place, ..)| *place)
    }

    /// The place of an option of an issue.
    #[must_use]
    pub fn option(&self, name: &str, text: &str) -> Option<usize> {
        let (_, kind, labels) = self.issues.get(name)?;
        match kind {
            IssueKind::Choices(_) => labels.get(text).copied(),
            IssueKind::Integers { .. } | IssueKind::Numbers { .. } => kind.place(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_by_its_value_and_a_word_as_written() {
        let integers = IssueKind::Integers { low: -5, high: 5 };
        assert_eq!(integers.count(), Some(11));
        assert_eq!(integers.place("-4.0"), Some(1));
        assert_eq!((integers.place("6"), integers.place("0.5")), (None, None));
        let words = IssueKind::Choices(vec!["10".into(), "No".into()]);
        assert_eq!((words.place("No"), words.place("10.0")), (Some(1), None));
    }

    #[test]
    fn a_grid_ends_at_or_below_the_greatest_number() {
        let (low, high) = (exact::of(0), exact::of(1));
        let grid = IssueKind::Numbers {
            low,
            high,
            step: exact::read("0.3"),
        };
        assert_eq!(grid.count(), Some(4));
        assert_eq!(grid.label(3).as_deref(), Some("0.9"));
        assert_eq!((grid.place("0.6"), grid.place("1")), (Some(2), None));
    }

    #[test]
    fn the_widest_integers_are_counted_without_overflow() {
        let widest = IssueKind::Integers {
            low: i64::MIN,
            high: i64::MAX,
        };
        assert_eq!(widest.count(), None);
        assert_eq!(
            widest.place("9223372036854775807"),
            usize::try_from(u64::MAX).ok()
        );
    }
}
