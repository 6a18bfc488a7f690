//! The timetable of a plan: when each step may be, when it is, and what every side has given by
//! then before it has received.
//!
//! Invariant: it is made from a plan that one seat's view posed, so it holds nothing that the seat
//! may not know; a delegation's has the curves of its own side only.

use crate::desk::Desk;
use crate::picture::Picture;
use crate::reach;
use crate::section::plan;
use analysis::plan::{Best, Dates, Hindrance, NoDates, best, dates};
use case::{ActId, Commitment, Date, PlanAsk, PlanPoseError, PosedPlan, StepOf, TermOf, View};
use disclosure::PartyId;
use problem::plan::{Account, Day, Goal, Schedule, Step, Term};
use problem::{Claim, Effort, PartyIx, StepIx};
use std::collections::BTreeMap;

mod curve;
mod hindrance;
mod mended;

pub use curve::{Curve, Moment};
pub(crate) use mended::remedy_words;

/// The most nodes that the search for one order may cost.
pub const ORDER_NODES_MAX: u64 = 100_000;

/// A step with its dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub step: StepOf,
    /// What is done.
    pub title: String,
    /// Who owes it; nobody owes an act.
    pub owner: Option<String>,
    /// To whom it is owed.
    pub beneficiaries: String,
    /// The first day.
    pub start: Date,
    /// The last day; as the first where it is done at once.
    pub last: Date,
    /// The day from which it counts as received.
    pub verified: Date,
    /// How many days it takes.
    pub days: u32,
    /// How many days later it could begin without moving the end; nothing where not known.
    pub slack: Option<u32>,
    /// Whether it is on the critical path.
    pub critical: bool,
    /// Whether it can be taken back.
    pub reversible: bool,
    /// Whether its owner makes it on trust: it has then given more than it has received.
    pub on_trust: bool,
}

/// A step that comes before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrow {
    /// The row of the earlier one.
    pub before: usize,
    /// The row of the later one.
    pub after: usize,
    /// Whether it holds the end of the plan back.
    pub critical: bool,
}

/// The timetable of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timetable {
    /// The plan.
    pub posed: PosedPlan,
    /// The steps in the order of their dates.
    pub rows: Vec<Row>,
    /// What comes before what.
    pub arrows: Vec<Arrow>,
    /// What each side has given before it has received.
    pub curves: Vec<Curve>,
    /// The day on which everything is verified.
    pub end: Date,
    /// The day on which everything could be verified if no side had a limit.
    pub soonest: Option<Date>,
    /// What the dates keep.
    pub kept: Kept,
    /// The changes that break the circles of its preconditions, in words, where there are any.
    pub repairs: Vec<String>,
    /// Which of the sets of such changes these are, and all of them in words.
    pub ways: Ways,
    /// Whether the dates keep the plan, by the checker that does not search; of a plan whose limits
    /// no order keeps, its clauses, calendars and the sides that can bear nothing.
    pub checked: bool,
    /// How they were found.
    pub claim: Claim<()>,
}

/// The sets of changes that break the circles of a plan, all of one size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ways {
    /// The one of the timetable, counted from 1; 0 where there is none.
    pub taken: usize,
    /// All of them, in words.
    pub all: Vec<Vec<String>>,
    /// How many more there are.
    pub more: usize,
}

/// What a timetable keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Every clause and what every side can bear.
    Everything,
    /// Every clause; no order keeps what every side can bear, and this one passes it least.
    ClausesOnly(String),
}

/// Why there is no timetable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoTimetable {
    /// There is no plan.
    #[error(transparent)]
    NoPlan(#[from] PlanPoseError),
    /// Steps wait for each other.
    #[error("the preconditions go in circles, so no step of them can come first")]
    Circles,
    /// The clauses leave no dates.
    #[error("{0}")]
    NoDates(String),
    /// There are fewer ways to break the circles.
    #[error("there is no way {asked} to break the circles; there are {known}")]
    NoSuchWay {
        /// The one that was asked for, counted from 1.
        asked: usize,
        /// How many there are.
        known: usize,
    },
    /// The search was stopped before it found an order.
    #[error("no order was found before the search was stopped; whether there is one is not known")]
    NotFound,
}

/// The timetable of what is asked, as one seat may know it.
///
/// # Errors
/// When there is no plan, or none with dates.
pub fn timetable(
    view: &View<'_>,
    ask: &PlanAsk,
    effort: &Effort<'_>,
) -> Result<Timetable, NoTimetable> {
    let desk = Desk::of(view, effort);
    desk.timetable(ask)
}

impl Desk<'_, '_> {
    pub(crate) fn timetable(&self, ask: &PlanAsk) -> Result<Timetable, NoTimetable> {
        let posed = self.view.pose_plan(ask)?;
        match self.timetable_of(&posed) {
            Err(NoTimetable::Circles) => self.mended(&posed, ask.way),
            other => other,
        }
    }

    /// The effort that an order of steps may cost: a page shows the best so far with its bound.
    pub(crate) fn searching(&self) -> Effort<'_> {
        Effort {
            nodes_max: self.effort.nodes_max.min(ORDER_NODES_MAX),
            ..*self.effort
        }
    }

    /// The order that keeps most, with what it keeps and the goal it was looked for with.
    fn found(&self, posed: &PosedPlan) -> Result<(Kept, Goal, Claim<Best>), NoTimetable> {
        let claim = best(&posed.plan, Goal::Horizon, &self.searching());
        match &claim.answer.hindrance {
            Some(Hindrance::Dates(NoDates::Knots(_))) => Err(NoTimetable::Circles),
            Some(Hindrance::Dates(NoDates::Late(late))) => {
                Err(NoTimetable::NoDates(self.late_words(posed, late)))
            }
            Some(Hindrance::Jam(jam)) => {
                let words = self.jam_words(posed, jam);
                let least = best(&posed.plan, Goal::Share, &self.searching());
                if least.answer.hindrance.is_some() {
                    return Err(NoTimetable::NoDates(words));
                }
                Ok((Kept::ClausesOnly(words), Goal::Share, least))
            }
            None => Ok((Kept::Everything, Goal::Horizon, claim)),
        }
    }

    pub(crate) fn timetable_of(&self, posed: &PosedPlan) -> Result<Timetable, NoTimetable> {
        let (kept, goal, claim) = self.found(posed)?;
        let Claim {
            answer: Best { found, .. },
            method,
            nodes,
            reach,
        } = claim;
        let (_, schedule) = found.ok_or(NoTimetable::NotFound)?;
        let checked = posed.plan.under(goal).keeps(&schedule);
        let claim = Claim {
            answer: (),
            method,
            nodes,
            reach,
        };
        let dates = dates(&posed.plan).ok();
        let mut order: Vec<StepIx> = posed.steps.ids().collect();
        order.sort_by_key(|step| (schedule.start(*step), *step));
        let rows = self.rows(posed, (&schedule, dates.as_ref()), &order)?;
        let place = order.iter().enumerate().map(|(row, step)| (*step, row));
        let arrows = arrows(posed, dates.as_ref(), &place.collect());
        let curves = self.curves(posed, &schedule)?;
        let end = date(posed, posed.plan.end(&schedule))?;
        let soonest = dates.map(|dates| date(posed, dates.end)).transpose()?;
        Ok(Timetable {
            posed: posed.clone(),
            rows,
            arrows,
            curves,
            end,
            soonest,
            kept,
            repairs: Vec::new(),
            ways: Ways::default(),
            checked,
            claim,
        })
    }

    fn rows(
        &self,
        posed: &PosedPlan,
        (schedule, dates): (&Schedule, Option<&Dates>),
        order: &[StepIx],
    ) -> Result<Vec<Row>, NoTimetable> {
        let owed = self.view.commitments();
        let owed: BTreeMap<&ActId, &Commitment> =
            owed.map(|seen| (&seen.item.id, seen.item)).collect();
        let trusted = posed.plan.on_trust(schedule);
        let mut rows = Vec::with_capacity(order.len());
        for ix in order {
            let known = posed.steps.get(*ix).zip(posed.plan.steps().get(*ix));
            let (Some((of, step)), Some(start)) = (known, schedule.start(*ix)) else {
                continue;
            };
            let item = owed.get(of.act()).copied();
            let owner = item.and_then(|item| item.owner.as_ref());
            let slack = dates.and_then(|dates| dates.slack(*ix));
            let critical = slack == Some(0) && at_earliest(dates, *ix, start);
            let on_trust = trusted.iter().any(|trust| {
                let side = posed.sides.get(trust.side);
                trust.step == *ix && side == owner
            });
            rows.push(Row {
                step: of.clone(),
                title: self.step_title(of),
                owner: owner.map(|party| self.party_name(party)),
                beneficiaries: self.beneficiaries(item),
                start: date(posed, start)?,
                last: date(posed, last_day(posed, step, start))?,
                verified: date(posed, posed.plan.verified(step, start))?,
                days: step.days,
                slack,
                critical,
                reversible: step.reversible,
                on_trust,
            });
        }
        Ok(rows)
    }

    fn beneficiaries(&self, item: Option<&Commitment>) -> String {
        item.map(|item| self.party_names(&item.beneficiaries))
            .unwrap_or_default()
    }

    /// A side's name.
    pub(crate) fn side_name(&self, posed: &PosedPlan, side: PartyIx) -> String {
        let party: Option<&PartyId> = posed.sides.get(side);
        party.map_or_else(String::new, |party| self.party_name(party))
    }

    /// A step's name.
    pub(crate) fn step_name(&self, posed: &PosedPlan, step: StepIx) -> String {
        let of = posed.steps.get(step);
        of.map_or_else(String::new, |of| format!("“{}”", self.step_title(of)))
    }

    /// What stands behind a term.
    pub(crate) fn term_words(&self, posed: &PosedPlan, term: problem::TermIx) -> String {
        match posed.terms.get(term) {
            Some(TermOf::Linkage(id)) => self.linkage_words(id),
            Some(TermOf::Tried(act)) => {
                format!("the day that is tried out for “{}”", self.act_title(act))
            }
            Some(TermOf::Remedy) => "a remedy".to_owned(),
            None => String::new(),
        }
    }
}

impl Timetable {
    /// The pictures: the steps over the days, then what each side has given before it received.
    #[must_use]
    pub fn pictures(&self) -> Vec<Picture> {
        let steps = Picture::Gantt(plan::gantt(self));
        let exposed = plan::exposed(self).into_iter().map(Picture::Exposed);
        [steps].into_iter().chain(exposed).collect()
    }

    /// How far the dates reach, in words.
    #[must_use]
    pub fn reach(&self) -> String {
        reach::words(&self.claim.reach)
    }

    /// How many steps are made on trust.
    #[must_use]
    pub fn on_trust(&self) -> usize {
        self.rows.iter().filter(|row| row.on_trust).count()
    }

    /// The account of a side.
    pub fn curves_of<'t>(&'t self, side: &'t str) -> impl Iterator<Item = &'t Curve> {
        self.curves.iter().filter(move |curve| curve.side == side)
    }
}

fn at_earliest(dates: Option<&Dates>, step: StepIx, start: Day) -> bool {
    dates.and_then(|dates| dates.earliest.start(step)) == Some(start)
}

/// The last day on which a step is worked on; its first day if it is done at once.
fn last_day(posed: &PosedPlan, step: &Step, start: Day) -> Day {
    let done = posed.plan.done(step, start);
    if done > start { done.minus(1) } else { start }
}

fn date(posed: &PosedPlan, day: Day) -> Result<Date, NoTimetable> {
    let date = posed.date(day);
    date.ok_or(NoTimetable::NoPlan(PlanPoseError::BeyondCalendar))
}

fn arrows(posed: &PosedPlan, dates: Option<&Dates>, rows: &BTreeMap<StepIx, usize>) -> Vec<Arrow> {
    let mut arrows = Vec::new();
    for (ix, term) in posed.plan.terms().iter() {
        let (before, after) = match term {
            Term::Requires { step, first, .. } => (first, step),
            Term::Triggers { step, then, .. } => (step, then),
            Term::Simultaneous { .. }
            | Term::Excludes { .. }
            | Term::Within { .. }
            | Term::NotBefore { .. } => continue,
        };
        let critical = dates.is_some_and(|dates| dates.critical.contains(&ix));
        if let Some((before, after)) = rows.get(before).zip(rows.get(after)) {
            arrows.push(Arrow {
                before: *before,
                after: *after,
                critical,
            });
        }
    }
    arrows.sort_unstable();
    arrows.dedup();
    arrows
}

/// The accounts in words.
pub(crate) const fn account_words(account: Account) -> &'static str {
    match account {
        Account::All => "everything",
        Account::Irreversible => "what cannot be taken back",
    }
}
