//! A scenario posed as an exact problem: names fall away, decimals become whole units.

use super::{
    Additive, Bid, Bounds, BoxSum, HyperBox, Issue, IssueKind, Passing, Preferences, Profile,
    Reading, Reservation, Restated, Scenario, Worth,
};
use crate::exact::{self, Exact};
use num_traits::Zero;
use problem::scale::{Precision, Unit};
use problem::{
    Bonus, BracketIx, ChoiceIx, ChoiceSet, DecisionRule, PartyIx, Pattern, Problem, ProblemError,
    Score, Stance, Table,
};

/// A problem with what is needed to read its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posed {
    /// The problem: issues are brackets, profiles are parties, in their order.
    pub problem: Problem,
    /// What one unit of each party's score is worth in the file's numbers.
    pub units: Table<PartyIx, Unit>,
    /// What was decided on the way, a sentence each.
    pub notes: Vec<String>,
}

/// Why a scenario cannot be posed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PoseError {
    /// An issue's options cannot be counted.
    #[error(
        "issue `{issue}` is continuous and the file declares no grid\nhint: declare a step for it"
    )]
    NoGrid {
        /// The issue.
        issue: String,
    },
    /// An issue has more options than a bracket may have.
    #[error("issue `{issue}` has more than 65535 options\nhint: take a coarser grid")]
    TooWide {
        /// The issue.
        issue: String,
    },
    /// A profile has no numbers.
    #[error(
        "profile `{profile}` orders some bids and gives no utilities\nhint: an exact problem \
         needs a utility for every option"
    )]
    NoUtilities {
        /// The profile.
        profile: String,
    },
    /// All options of all parties together are more than can be held.
    #[error("the scenario has more than 1000000 figures once every option has its own")]
    TooLarge,
    /// The parts do not fit the exact problem.
    #[error(transparent)]
    Problem(#[from] ProblemError),
}

/// A profile's figures before they are scaled.
struct Figures {
    options: Vec<Vec<Exact>>,
    bonuses: Vec<(Pattern, Exact)>,
    reservation: Option<Exact>,
}

impl Scenario {
    /// The scenario as an exact problem under a reading.
    ///
    /// # Errors
    /// When an issue cannot be counted or a profile has no numbers; see [`PoseError`].
    pub fn pose(&self, reading: Reading) -> Result<Posed, PoseError> {
        let Restated {
            issues,
            profiles,
            mut notes,
        } = self.restated(reading);
        let sizes = sizes(&issues)?;
        let total: usize = sizes.iter().map(|size| usize::from(*size)).sum();
        if total.saturating_mul(profiles.len()) > super::check::FIGURES_MAX {
            return Err(PoseError::TooLarge);
        }
        let mut stances = Vec::new();
        let mut units = Vec::new();
        for profile in &profiles {
            let figures = figures(profile, &issues, &sizes)?;
            let (stance, unit) = scaled(&figures);
            if unit.precision() == Precision::FixedPoint {
                notes.push(format!(
                    "the numbers of `{}` need a finer unit than 64 bits hold: each option's was \
                     rounded to a millionth of a millionth of the party's scale",
                    profile.name
                ));
            }
            stances.push(stance);
            units.push(unit);
        }
        let decision = decision(self.passing(), profiles.len());
        let sizes = Table::new(sizes);
        let problem = Problem::new(sizes, Table::new(vec![]), Table::new(stances), decision)?;
        Ok(Posed {
            problem,
            units: Table::new(units),
            notes,
        })
    }
}

fn sizes(issues: &[Issue]) -> Result<Vec<u16>, PoseError> {
    let size = |issue: &Issue| {
        let name = || issue.name.clone();
        match (issue.kind.count(), &issue.kind) {
            (Some(count), _) => {
                u16::try_from(count).map_err(|_| PoseError::TooWide { issue: name() })
            }
            (None, IssueKind::Numbers { step: None, .. }) => {
                Err(PoseError::NoGrid { issue: name() })
            }
            (None, _) => Err(PoseError::TooWide { issue: name() }),
        }
    };
    issues.iter().map(size).collect()
}

fn decision(passing: &Passing, parties: usize) -> DecisionRule {
    match passing {
        Passing::Unanimity => DecisionRule::Unanimity,
        Passing::AllButOne { vetoes } => {
            let vetoes = vetoes.iter().filter_map(|at| u16::try_from(*at).ok());
            let vetoes = vetoes.map(PartyIx::new).collect();
            DecisionRule::at_least(parties.saturating_sub(1) as u64, parties, vetoes)
        }
    }
}

fn figures(profile: &Profile, issues: &[Issue], sizes: &[u16]) -> Result<Figures, PoseError> {
    let (options, bonuses) = match &profile.preferences {
        Preferences::Additive(additive) => (options(additive, issues, sizes), Vec::new()),
        Preferences::BoxSum(sum) => {
            if bits(sum, sizes) > BITS_MAX {
                return Err(PoseError::TooLarge);
            }
            boxes(sum, issues, sizes)
        }
        Preferences::PartialOrder(_) => {
            return Err(PoseError::NoUtilities {
                profile: profile.name.clone(),
            });
        }
    };
    let reservation = match &profile.reservation {
        Reservation::None => None,
        Reservation::Value(value) => Some(value.clone()),
        Reservation::Outcome(bid) => Some(worth_of(bid, &options, &bonuses)),
    };
    Ok(Figures {
        options,
        bonuses,
        reservation,
    })
}

fn options(additive: &Additive, issues: &[Issue], sizes: &[u16]) -> Vec<Vec<Exact>> {
    let rows = additive.valuations.iter().zip(issues).zip(sizes);
    let mut options: Vec<Vec<Exact>> = rows
        .map(|((valuation, issue), size)| {
            let figure = |place: usize| match &valuation.worth {
                Worth::Table(row) => row.get(place).cloned().unwrap_or_else(Exact::zero),
                Worth::Line {
                    slope,
                    offset,
                    origin,
                } => {
                    let number = issue.kind.number(place).unwrap_or_else(Exact::zero);
                    slope * (number - origin.of(&issue.kind)) + offset
                }
            };
            (0..usize::from(*size))
                .map(|place| &valuation.weight * figure(place))
                .collect()
        })
        .collect();
    if !additive.constant.is_zero() {
        for figure in options.iter_mut().take(1).flatten() {
            *figure += &additive.constant;
        }
    }
    options
}

fn boxes(
    sum: &BoxSum,
    issues: &[Issue],
    sizes: &[u16],
) -> (Vec<Vec<Exact>>, Vec<(Pattern, Exact)>) {
    let mut constant = Exact::zero();
    let mut bonuses = Vec::new();
    for HyperBox { utility, bounds } in &sum.boxes {
        let pattern = pattern(bounds, issues);
        match (bounds, pattern) {
            (Bounds::Inside(_), Some(pattern)) => bonuses.push((pattern, utility.clone())),
            (Bounds::Inside(_), None) => {}
            (Bounds::Outside(_), Some(pattern)) => {
                constant += utility;
                bonuses.push((pattern, -utility));
            }
            (Bounds::Outside(_), None) => constant += utility,
        }
    }
    let row = |size: &u16| vec![Exact::zero(); usize::from(*size)];
    let mut options: Vec<Vec<Exact>> = sizes.iter().map(row).collect();
    for figure in options.iter_mut().take(1).flatten() {
        *figure = constant.clone();
    }
    (options, bonuses)
}

/// The most bits that the sides of a profile's boxes may take as sets of options.
const BITS_MAX: usize = 1 << 28;

fn bits(sum: &BoxSum, sizes: &[u16]) -> usize {
    let sides = sum.boxes.iter().flat_map(|each| each.bounds.sides());
    let width = |side: &super::Side| sizes.get(side.issue).map_or(0, |size| usize::from(*size));
    sides
        .map(|side| width(side) + 64)
        .fold(0, usize::saturating_add)
}

/// The packages inside every side, or nothing where there are none.
fn pattern(bounds: &Bounds, issues: &[Issue]) -> Option<Pattern> {
    let parts = bounds.sides().iter().map(|side| {
        let IssueKind::Integers { low, high } = issues.get(side.issue)?.kind else {
            return None;
        };
        let (min, max) = (side.min.max(low), side.max.min(high));
        let place = |number: i64| u16::try_from(number.abs_diff(low)).ok();
        if min > max {
            return None;
        }
        let choices: ChoiceSet = (place(min)?..=place(max)?).map(ChoiceIx::new).collect();
        Some((BracketIx::new(u16::try_from(side.issue).ok()?), choices))
    });
    parts.collect::<Option<Vec<_>>>().map(Pattern::new)
}

fn worth_of(bid: &Bid, options: &[Vec<Exact>], bonuses: &[(Pattern, Exact)]) -> Exact {
    let places = bid.iter().zip(options);
    let sum: Exact = places.filter_map(|(place, row)| row.get((*place)?)).sum();
    let package: Option<Vec<u16>> = bid
        .iter()
        .map(|place| u16::try_from((*place)?).ok())
        .collect();
    let Some(package) = package.map(|places| problem::Package::at(&places)) else {
        return sum;
    };
    let matched = bonuses
        .iter()
        .filter(|(pattern, _)| pattern.matches(&package));
    matched.fold(sum, |sum, (_, bonus)| sum + bonus)
}

fn scaled(figures: &Figures) -> (Stance, Unit) {
    let all = figures.options.iter().flatten();
    let all = all.chain(figures.bonuses.iter().map(|(_, bonus)| bonus));
    let unit = Unit::of(all.chain(&figures.reservation));
    let row = |row: &Vec<Exact>| row.iter().map(|figure| unit.score(figure)).collect();
    let bonus = |(pattern, figure): &(Pattern, Exact)| Bonus {
        pattern: pattern.clone(),
        score: unit.score(figure),
    };
    let stance = Stance {
        scores: figures
            .options
            .iter()
            .map(row)
            .collect::<Table<BracketIx, Vec<Score>>>(),
        bonuses: figures.bonuses.iter().map(bonus).collect(),
        red_lines: Table::new(Vec::new()),
        reservation: figures
            .reservation
            .as_ref()
            .map(|figure| unit.score(figure)),
    };
    (stance, unit)
}

impl Posed {
    /// What a package is worth to each party, in the file's own numbers.
    #[must_use]
    pub fn utilities(&self, package: &problem::Package) -> Vec<Exact> {
        let scores = self.problem.scores(package);
        let units = self.units.rows().zip(scores.rows());
        units.map(|(unit, score)| unit.figure(*score)).collect()
    }
}

impl Scenario {
    /// A package in words: the option of each issue.
    #[must_use]
    pub fn words(&self, package: &problem::Package) -> Vec<String> {
        let labels = package
            .iter()
            .zip(&self.issues)
            .map(|((_, choice), issue)| {
                let place = usize::from(choice.position());
                issue
                    .kind
                    .label(place)
                    .unwrap_or_else(|| exact::of(0).to_string())
            });
        labels.collect()
    }
}
