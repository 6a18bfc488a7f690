//! A GENIUS scenario restated so that every program means the same by it: weight times worth.
//!
//! The other formats multiply weight and worth as written; GENIUS divides by the greatest
//! evaluation of an issue, and so its numbers cannot be carried over as they stand.

use super::{
    Additive, Format, Issue, IssueKind, Origin, Preferences, Profile, Reading, Scenario, Valuation,
    Worth,
};
use crate::exact::{self, Exact};
use num_traits::Zero;

/// What a scenario means under a reading, in weight times worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restated {
    /// The issues, as they were.
    pub issues: Vec<Issue>,
    /// The profiles; what is additive is weight times worth, with lines from zero.
    pub profiles: Vec<Profile>,
    /// What was decided on the way, a sentence each.
    pub notes: Vec<String>,
}

/// An issue whose greatest evaluation lies below this counts nothing (TU Delft's user guide).
fn least_maximum() -> Exact {
    Exact::new(1.into(), 100_000.into())
}

/// The most figures that holding lines between 0 and 1 may make.
const CLAMPED_MAX: usize = 1_000_000;

impl Scenario {
    /// What the scenario means under a reading. A scenario that is not GENIUS's means what it says.
    #[must_use]
    pub fn restated(&self, reading: Reading) -> Restated {
        let mut notes = Vec::new();
        let profiles = self.profiles.iter().map(|profile| Profile {
            preferences: match (&profile.preferences, self.format) {
                (Preferences::Additive(additive), Format::Genius) => {
                    Preferences::Additive(self.additive(additive, reading))
                }
                (Preferences::BoxSum(sum), _) => {
                    let mut sum = sum.clone();
                    if reading != Reading::Raw && self.format == Format::Genius {
                        over_maximum(&mut sum, &profile.name, &mut notes);
                    }
                    Preferences::BoxSum(sum)
                }
                (other, _) => other.clone(),
            },
            ..profile.clone()
        });
        let profiles = profiles.collect();
        Restated {
            issues: self.issues.clone(),
            profiles,
            notes,
        }
    }

    /// How many options the issues of numbers have that can be listed.
    fn options(&self) -> usize {
        let numbers = self
            .issues
            .iter()
            .filter(|i| !matches!(i.kind, IssueKind::Choices(_)));
        let counts = numbers.filter_map(|issue| issue.kind.count());
        counts.filter(|count| *count <= usize::from(u16::MAX)).sum()
    }

    fn additive(&self, additive: &Additive, reading: Reading) -> Additive {
        let total: Exact = additive.valuations.iter().map(|v| &v.weight).sum();
        let lines = if self.options() <= CLAMPED_MAX / self.profiles.len().max(1) {
            Lines::Held
        } else {
            Lines::Free
        };
        let shares = reading == Reading::DelftNormalised && !total.is_zero();
        let valuations = additive
            .valuations
            .iter()
            .zip(&self.issues)
            .map(|(valuation, issue)| {
                let weight = &valuation.weight;
                Valuation {
                    weight: if shares {
                        weight / &total
                    } else {
                        weight.clone()
                    },
                    worth: match reading {
                        Reading::Raw => raw(&valuation.worth),
                        Reading::Delft | Reading::DelftNormalised => {
                            delft(&valuation.worth, &issue.kind, lines)
                        }
                    },
                }
            });
        Additive {
            valuations: valuations.collect(),
            constant: additive.constant.clone(),
        }
    }
}

fn raw(worth: &Worth) -> Worth {
    match worth {
        Worth::Table(row) => Worth::Table(row.clone()),
        Worth::Line { slope, offset, .. } => {
            let (slope, offset) = (slope.clone(), offset.clone());
            Worth::Line {
                slope,
                offset,
                origin: Origin::Zero,
            }
        }
    }
}

fn delft(worth: &Worth, kind: &IssueKind, lines: Lines) -> Worth {
    match worth {
        Worth::Table(row) => {
            let most = row.iter().max().cloned().unwrap_or_else(Exact::zero);
            if most < least_maximum() {
                return Worth::Table(vec![Exact::zero(); row.len()]);
            }
            Worth::Table(row.iter().map(|figure| figure / &most).collect())
        }
        Worth::Line {
            slope,
            offset,
            origin,
        } => line((slope, offset, *origin), kind, lines),
    }
}

/// Whether lines that leave 0 to 1 are held there, option by option.
#[derive(Debug, Clone, Copy)]
enum Lines {
    Held,
    Free,
}

/// GENIUS holds what a line gives between 0 and 1.
fn line(
    (slope, offset, origin): (&Exact, &Exact, Origin),
    kind: &IssueKind,
    lines: Lines,
) -> Worth {
    let offset = offset - slope * origin.of(kind);
    let at = |number: Exact| slope * number + &offset;
    let ends = [kind.low(), kind.high()].into_iter().flatten().map(at);
    let inside = ends
        .into_iter()
        .all(|end| exact::unit_clamped(end.clone()) == end);
    let options = kind.count().filter(|count| *count <= usize::from(u16::MAX));
    match (options, lines) {
        (Some(count), Lines::Held) if !inside => {
            let numbers = (0..count).filter_map(|place| kind.number(place));
            Worth::Table(
                numbers
                    .map(|number| exact::unit_clamped(at(number)))
                    .collect(),
            )
        }
        (Some(_) | None, Lines::Held | Lines::Free) => Worth::Line {
            slope: slope.clone(),
            offset,
            origin: Origin::Zero,
        },
    }
}

fn over_maximum(sum: &mut super::BoxSum, name: &str, notes: &mut Vec<String>) {
    if sum.maximum.is_zero() {
        return;
    }
    let most: Exact = sum
        .boxes
        .iter()
        .map(|each| &each.utility)
        .filter(|u| **u > Exact::zero())
        .sum();
    if most > sum.maximum {
        notes.push(format!(
            "the boxes of `{name}` could add up to more than the file's greatest utility: GENIUS \
             would hold such a package at 1, here it keeps its own value"
        ));
    }
    for each in &mut sum.boxes {
        each.utility = &each.utility / &sum.maximum;
    }
    sum.maximum = exact::of(1);
}
