//! The leak meter: what a room could work out about the others from what is about to be shared.
//!
//! Whatever the engine makes, it makes from what the parties told in confidence. So before a
//! package goes to a room, the same method is run once for each value that another party's secret
//! could have, with all else as it is, and the values that would have shown the room the same thing
//! are those it cannot tell apart.
//!
//! Invariant: it is worked out for the mediation team alone, from what the team knows; in a case
//! that goes on it is off, for there nobody's limits are inferred.

mod measure;
mod traps;
mod words;

use crate::briefing::Section;
use crate::desk::Desk;
use crate::explore::{Choices, desk};
use crate::figures::{Posing, rule_name};
use analysis::improvement::{baseline, improvements};
use analysis::shown::Exhibit;
use case::{PoseError, View};
use disclosure::{PartyId, Seat};
use measure::Meter;
use problem::{BracketIx, Effort, Package, PartialPackage, Scope, Table};
use std::collections::BTreeSet;
pub use traps::{Warning, counts_in, named_options, nearness};

/// What is about to be put before a room.
pub struct Sharing<'a> {
    /// The party whose room it is.
    pub with: &'a PartyId,
    /// The case as that party may know it.
    pub room: &'a View<'a>,
    /// The options that it settles.
    pub choices: &'a Choices,
    /// Packages that were put before the room earlier, the first one first.
    pub before: &'a [Choices],
}

/// What a room could work out, in words and in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// The sentences, the gravest first; none where it could work out nothing.
    pub lines: Vec<String>,
    /// What the room is taken to know beforehand, where a sentence does not say otherwise.
    pub taken: Option<&'static str>,
    /// What of all there is to know about the others the room could have by then.
    pub budget: Option<String>,
    /// Whether that is more than is given away without a warning.
    pub is_over: bool,
    /// Upon what it rests: what was made how, and what the room is taken to know.
    pub rests_on: String,
    /// What needs a second look.
    pub warnings: Vec<Warning>,
    /// The mathematics.
    pub figures: Section,
}

/// Why there is no figure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LeakError {
    /// It is for the mediation team.
    #[error("what a room could work out is for the mediation team alone")]
    NotForThisSeat,
    /// The case poses no problem.
    #[error(transparent)]
    Pose(#[from] PoseError),
}

/// How what is shared was made, as the room is taken to know.
pub(crate) enum Made {
    /// By the engine.
    ByEngine(Exhibit, String),
    /// By the team's own choice.
    ByTeam,
}

/// What a room could work out from what is about to be shared with it.
///
/// # Errors
/// When the seat is not the mediation team's, or the case has no joint figures; see [`PoseError`].
pub fn leak(
    view: &View<'_>,
    sharing: &Sharing<'_>,
    effort: &Effort<'_>,
) -> Result<Leak, LeakError> {
    if *view.seat() != Seat::Mediator {
        return Err(LeakError::NotForThisSeat);
    }
    let desk: Desk<'_, '_> = desk(view, effort);
    let posing = desk.posing(view.pose()?);
    let known = posing.known_to(sharing.room);
    let part = posing.part(sharing.choices, &known);
    let made = posing.made(&part);
    let meter = Meter {
        posing: &posing,
        sharing,
        known: &known,
        before: sharing
            .before
            .iter()
            .map(|one| posing.part(one, &known))
            .collect(),
    };
    let measured = match &made {
        Made::ByEngine(exhibit, _) => meter.measured(exhibit, &part),
        Made::ByTeam => Vec::new(),
    };
    let mut leak = meter.in_words(&made, &measured);
    leak.warnings = meter.on_the_line(&part);
    Ok(leak)
}

/// What a blind vote on a package would tell a room whose own answer was yes, once it is counted.
///
/// # Errors
/// As [`leak`].
pub fn leak_of_count(
    view: &View<'_>,
    sharing: &Sharing<'_>,
    effort: &Effort<'_>,
) -> Result<Vec<String>, LeakError> {
    if *view.seat() != Seat::Mediator {
        return Err(LeakError::NotForThisSeat);
    }
    let desk = desk(view, effort);
    let posing = desk.posing(view.pose()?);
    let known = posing.known_to(sharing.room);
    let part = posing.part(sharing.choices, &known);
    let meter = Meter {
        posing: &posing,
        sharing,
        known: &known,
        before: Vec::new(),
    };
    Ok(meter.of_count(&part))
}

impl Posing<'_, '_, '_> {
    /// The brackets that somebody knows.
    fn known_to(&self, room: &View<'_>) -> BTreeSet<BracketIx> {
        let points = room.points().map(|seen| seen.item);
        let brackets = points.flat_map(|point| room.brackets(point));
        let ids: BTreeSet<_> = brackets.map(|seen| &seen.item.id).collect();
        let all = self.posed.brackets.iter();
        all.filter(|(_, id)| ids.contains(id))
            .map(|(bracket, _)| bracket)
            .collect()
    }

    /// The options that are settled on brackets somebody knows; one that has a single option is
    /// settled by itself.
    fn part(&self, choices: &Choices, known: &BTreeSet<BracketIx>) -> PartialPackage {
        let picks = self.posed.brackets.iter().map(|(bracket, id)| {
            let options = self.posed.choices.get(bracket)?;
            if options.len() == 1 {
                return Some(problem::ChoiceIx::new(0));
            }
            let wanted = choices.get(id).filter(|_| known.contains(&bracket))?;
            let place = options.iter().position(|option| option == wanted)?;
            u16::try_from(place).ok().map(problem::ChoiceIx::new)
        });
        PartialPackage::new(Table::new(picks.collect()))
    }

    /// How this was made: by a rule of fairness, as the first improvement on the draft, or as
    /// something that suits everybody; else by the team's own choice.
    fn made(&self, part: &PartialPackage) -> Made {
        if let Some(package) = part.complete() {
            let picked = |claim: &&problem::Claim<problem::fair::Fair>| {
                let mut ties = claim.answer.outcomes.iter();
                ties.any(|outcome| outcome.witness == package)
            };
            if let Some(claim) = self.fair_claims().iter().find(picked) {
                let rule = claim.answer.rule.clone();
                let words = format!("the choice of the rule {}", rule_name(&rule));
                return Made::ByEngine(Exhibit::Fair(rule), words);
            }
            if let Some(draft) = self
                .posed
                .draft
                .as_ref()
                .filter(|draft| self.is_first(draft, &package))
            {
                let words = "the first improvement on the draft in hand".to_owned();
                return Made::ByEngine(Exhibit::Improvement(draft.clone()), words);
            }
        }
        let exhibit = Exhibit::SuitsAll(part.clone());
        let sights = analysis::shown::glimpses(&self.posed.problem, &exhibit, self.desk.effort);
        if sights.answer == [analysis::shown::Glimpse::Yes] {
            let words = "something that every party could accept in its figures".to_owned();
            return Made::ByEngine(exhibit, words);
        }
        Made::ByTeam
    }

    /// Whether a package is the first improvement on a draft.
    fn is_first(&self, draft: &PartialPackage, package: &Package) -> bool {
        let (problem, effort) = (&self.posed.problem, self.desk.effort);
        let Ok(base) = baseline(problem, draft, Scope::Acceptable, effort) else {
            return false;
        };
        let first = improvements(problem, Scope::Acceptable, (&base.answer, 1), effort);
        let mut first = first.answer.first.iter();
        first.any(|outcome| outcome.witness == *package)
    }
}
