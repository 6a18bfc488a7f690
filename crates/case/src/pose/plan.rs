//! Posing a plan: what a package makes everybody owe, with its dates, terms and calendars, and what
//! it exposes each side to that this seat may be told about.
//!
//! Invariant: a seat other than the mediator's poses exposure from what is public and from its own
//! party's figures, and a delegation's plan has its own side only.

use super::plan_parts::Builder;
use crate::{ActId, BracketId, ChoiceId, LinkageId, View, When};
use disclosure::PartyId;
use jiff::civil::Date;
use problem::plan::{Day, Plan, PlanError};
use problem::repair::Remedy;
use problem::{PartyIx, StepIx, Table, TermIx};
use std::collections::BTreeMap;

/// What a plan is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanAsk {
    /// The first day of the plan.
    pub start: Date,
    /// The option of each bracket that is decided.
    pub package: BTreeMap<BracketId, ChoiceId>,
    /// What is tried out: steps moved to another day, or given another length.
    pub tried: BTreeMap<ActId, Tried>,
    /// Which of the sets of changes that break its circles, from 1 on; without this the first that
    /// keeps most.
    pub way: Option<usize>,
}

/// What is tried out on one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tried {
    /// It begins on this day, counted from the start of the plan, and not before.
    pub day: Option<u32>,
    /// It takes so many days.
    pub days: Option<u32>,
}

/// What exposure is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// In each side's own figures.
    Figures,
    /// In steps, each as one: there are no figures. That says nothing about what a step weighs.
    Steps,
}

/// What a step of a plan is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepOf {
    /// A commitment or an act of the case.
    Act(ActId),
    /// What a remedy adds to one: its first part, its deposit, its provisional form, its guarantee.
    Added(ActId, Remedy),
}

impl StepOf {
    /// The commitment or act that it is, or that it belongs to.
    #[must_use]
    pub const fn act(&self) -> &ActId {
        match self {
            Self::Act(id) | Self::Added(id, _) => id,
        }
    }
}

/// Why a term stands in a plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermOf {
    /// A linkage of the case.
    Linkage(LinkageId),
    /// It is tried out.
    Tried(ActId),
    /// It comes with a remedy.
    Remedy,
}

/// A plan together with the names of what its indices stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PosedPlan {
    /// The plan; its day 0 is the start.
    pub plan: Plan,
    /// The first day.
    pub start: Date,
    /// What the steps are.
    pub steps: Table<StepIx, StepOf>,
    /// What is behind the terms.
    pub terms: Table<TermIx, TermOf>,
    /// The sides whose exposure this seat may know.
    pub sides: Table<PartyIx, PartyId>,
    /// How many counted units make one of each side's own.
    pub units: Table<PartyIx, i64>,
    /// What exposure is counted in.
    pub measure: Measure,
    /// What has been done already, and when.
    pub done: BTreeMap<ActId, Date>,
    /// What only a breach or a complaint sets going.
    pub contingent: Vec<ActId>,
    /// Commitments that the package does not bring.
    pub not_brought: Vec<ActId>,
}

impl PosedPlan {
    /// The day of the calendar on which a morning of the plan is; `None` beyond the calendar.
    #[must_use]
    pub fn date(&self, day: Day) -> Option<Date> {
        let span = jiff::Span::new().try_days(day.get()).ok()?;
        self.start.checked_add(span).ok()
    }
}

/// Why a view cannot pose a plan.
///
/// Invariant: the message is the same whether what is missing does not exist or is not for this
/// seat.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanPoseError {
    /// Nothing is owed.
    #[error(
        "this seat sees no step to plan\n\
         hint: a case holds what is owed under `commitments`, and `linkages` connect it"
    )]
    NothingOwed,
    /// A side's figures are too large or too fine to be counted.
    #[error("the figures of `{0}` are too large or too fine to be counted")]
    TooFine(PartyId),
    /// There are more steps, terms or sides than can be counted.
    #[error("the plan has more steps or clauses than can be counted")]
    TooMany,
    /// A day lies beyond the calendar.
    #[error("the plan goes beyond the calendar\nhint: let it start before the year 9800")]
    BeyondCalendar,
    /// The parts do not make a plan.
    #[error(transparent)]
    Plan(#[from] PlanError),
}

impl View<'_> {
    /// The package of the draft in hand, as far as it decides.
    #[must_use]
    pub fn package_in_hand(&self) -> BTreeMap<BracketId, ChoiceId> {
        let draft = self.draft_in_hand();
        draft
            .map(|seen| seen.item.choices.clone())
            .unwrap_or_default()
    }

    /// The day from which a plan is counted where none is asked for: the latest one that this seat
    /// sees something dated on, else the first on which something is owed; never a clock.
    #[must_use]
    pub fn plan_start(&self) -> Option<Date> {
        let drafts = self.drafts().filter_map(|seen| seen.item.date);
        let meetings = self.meetings().map(|seen| seen.item.date);
        let reports = self.reports().map(|seen| seen.item.date);
        let incidents = self.incidents().map(|seen| seen.item.date);
        let signals = self.signals().map(|seen| seen.item.date);
        let timeline = self.timeline().map(|seen| seen.item.date);
        let talks = drafts.chain(meetings).chain(signals).chain(timeline);
        let latest = talks.chain(reports).chain(incidents).max();
        let owed = self
            .commitments()
            .filter_map(|seen| match seen.item.earliest {
                Some(When::Date(date)) => Some(date),
                Some(When::Day(_)) | None => None,
            });
        latest.or_else(|| owed.min())
    }

    /// The plan of the draft in hand from a day on; without a draft, of what every text brings.
    #[must_use]
    pub fn plan_in_hand(&self, start: Date) -> PlanAsk {
        PlanAsk {
            start,
            package: self.package_in_hand(),
            tried: BTreeMap::new(),
            way: None,
        }
    }

    /// The plan that a package makes, as this seat may know it.
    ///
    /// # Errors
    /// When nothing is owed, or what is owed makes no plan that can be counted.
    pub fn pose_plan(&self, ask: &PlanAsk) -> Result<PosedPlan, PlanPoseError> {
        Builder::new(self, ask)?.steps()?.terms()?.finish()
    }
}
