//! Plans: steps with durations, verification, windows and calendars, the terms that clauses set
//! between their dates, and what each side has delivered before it has received.
//!
//! A date is the morning of a day. A step *starts* one morning, is *done* the morning after its
//! last working day, and is *verified* the morning after the last day of its verification.
//!
//! Invariant: every term, worth and calendar names what the plan holds, and no sum of worths or
//! days can overflow.

mod calendar;
mod check;
mod exposure;
mod repaired;
mod search;
mod term;
#[cfg(test)]
mod tests;

pub use calendar::{Calendar, Day};
pub use check::Break;
pub use exposure::{Account, OnTrust, Share};
pub use repaired::Eased;
pub use search::{Goal, Value};
pub use term::Term;

use crate::{CalendarIx, Index, PartyIx, StepIx, Table, TermIx};

/// The most days that a plan, a duration, a lag or a verification may have: two centuries.
pub const DAYS_MAX: u32 = 73_050;

/// The largest number that a day may have: more than ten thousand years from the first.
pub const DAY_MAX: i32 = 4_000_000;

/// The largest worth of a step to a side, and the largest limit.
pub const WORTH_MAX: i64 = 1_000_000_000_000;

/// The most steps of a plan: so many of the largest worths can still be added.
pub const STEPS_MAX: usize = 1_000_000;

/// An act that somebody owes, as a plan sees it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// How many working days of its owner it takes; 0 for what happens at once, on any day.
    pub days: u32,
    /// The owner's calendar; without one every day is a working day.
    pub calendar: Option<CalendarIx>,
    /// How it is verified.
    pub verification: Verification,
    /// When it may start.
    pub starts: Window,
    /// When it may be done.
    pub done: Window,
    /// What it is worth to each side, in that side's own units: a cost is below zero, a benefit
    /// above. At most one for each side.
    pub worth: Vec<(PartyIx, i64)>,
    /// Whether it can be taken back.
    pub reversible: bool,
}

/// How long it takes until a step that is done counts as received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verification {
    /// How many working days of the verifier it takes.
    pub days: u32,
    /// The verifier's calendar; without one every day is a working day.
    pub calendar: Option<CalendarIx>,
}

/// The mornings between which something must lie, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// Not before this morning.
    pub earliest: Option<Day>,
    /// Not after this morning.
    pub latest: Option<Day>,
}

/// What a side can bear: the most that its exposure may be on any day, by account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// On everything.
    pub all: Option<i64>,
    /// On what cannot be taken back.
    pub irreversible: Option<i64>,
}

/// The time that a plan may take: nothing starts before, and all is verified by the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first morning.
    pub first: Day,
    /// The morning by which everything is verified.
    pub last: Day,
}

/// Everything a plan is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The time it may take.
    pub period: Period,
    /// The calendars.
    pub calendars: Table<CalendarIx, Calendar>,
    /// The steps.
    pub steps: Table<StepIx, Step>,
    /// What the clauses say about their dates.
    pub terms: Table<TermIx, Term>,
    /// What each side can bear.
    pub sides: Table<PartyIx, Limits>,
}

/// A plan whose parts fit together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    parts: Parts,
    together: Table<StepIx, StepIx>,
}

/// When each step starts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Schedule(pub Table<StepIx, Day>);

/// Why parts make no plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// There are more steps than can be counted.
    #[error("a plan has at most {STEPS_MAX} steps")]
    TooMany,
    /// The period ends before it begins, is too long, or lies too far away.
    #[error("the period of the plan ends before it begins, or is longer than two centuries")]
    Period,
    /// A step's days, calendar, windows or worths cannot be.
    #[error("step {} has days, dates, a calendar or a worth that cannot be", .0.position())]
    Step(StepIx),
    /// A term names a step that the plan does not have, the same one twice, or too many days.
    #[error("term {} names an absent step, one step twice, or too many days", .0.position())]
    Term(TermIx),
    /// A limit is below zero or too large.
    #[error("the limit of side {} is below zero or too large", .0.position())]
    Limit(PartyIx),
}

impl Plan {
    /// A plan of these parts.
    ///
    /// # Errors
    /// When the parts do not fit together; the first fault is named.
    pub fn new(parts: Parts) -> Result<Self, PlanError> {
        if parts.steps.len() > STEPS_MAX {
            return Err(PlanError::TooMany);
        }
        let period = parts.period;
        let near = |day: Day| (-DAY_MAX..=DAY_MAX).contains(&day.get());
        let fits = period.first <= period.last && period.last.since(period.first) <= DAYS_MAX;
        if !(fits && near(period.first) && near(period.last)) {
            return Err(PlanError::Period);
        }
        let bearable = |limit: Option<i64>| limit.is_none_or(|l| (0..=WORTH_MAX).contains(&l));
        for (side, limits) in parts.sides.iter() {
            if !(bearable(limits.all) && bearable(limits.irreversible)) {
                return Err(PlanError::Limit(side));
            }
        }
        if let Some((step, _)) = parts.steps.iter().find(|(_, step)| !parts.can_be(step)) {
            return Err(PlanError::Step(step));
        }
        let last = parts.steps.len();
        let there = |step: StepIx| Index::position(step) < last;
        for (ix, term) in parts.terms.iter() {
            let (one, other) = term.steps();
            let apart = other.is_none_or(|other| there(other) && other != one);
            if !(there(one) && apart && term.days() <= DAYS_MAX) {
                return Err(PlanError::Term(ix));
            }
        }
        let together = parts.together();
        Ok(Self { parts, together })
    }

    /// Its parts.
    #[must_use]
    pub const fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The time it may take.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.parts.period
    }

    /// Its steps.
    #[must_use]
    pub const fn steps(&self) -> &Table<StepIx, Step> {
        &self.parts.steps
    }

    /// What the clauses say about the dates of its steps.
    #[must_use]
    pub const fn terms(&self) -> &Table<TermIx, Term> {
        &self.parts.terms
    }

    /// What each side can bear.
    #[must_use]
    pub const fn sides(&self) -> &Table<PartyIx, Limits> {
        &self.parts.sides
    }

    /// The first of the steps that are done together with each step: those that clauses of
    /// simultaneity join, one by one.
    #[must_use]
    pub const fn together(&self) -> &Table<StepIx, StepIx> {
        &self.together
    }

    /// Whether a term puts one step before another that is done together with it. As in
    /// [`crate::order::Precedence`], it is then kept by their happening together.
    #[must_use]
    pub fn is_kept_together(&self, term: &Term) -> bool {
        match *term {
            Term::Requires {
                step, first: other, ..
            }
            | Term::Triggers {
                step, then: other, ..
            } => self.together.get(step) == self.together.get(other),
            Term::Simultaneous { .. }
            | Term::Excludes { .. }
            | Term::Within { .. }
            | Term::NotBefore { .. } => false,
        }
    }

    /// The same plan with other limits.
    ///
    /// # Errors
    /// When a limit is below zero or too large.
    pub fn bearing(&self, sides: Table<PartyIx, Limits>) -> Result<Self, PlanError> {
        let mut parts = self.parts.clone();
        parts.sides = sides;
        Self::new(parts)
    }

    /// Whether a step may start on a day as far as its owner's calendar goes. A step that takes no
    /// day may happen on any.
    #[must_use]
    pub fn is_open(&self, step: &Step, day: Day) -> bool {
        step.days == 0 || self.calendar(step.calendar).is_none_or(|c| c.is_open(day))
    }

    /// The first day from one on, on which a step may start as far as its owner's calendar goes.
    #[must_use]
    pub fn open_from(&self, step: &Step, day: Day) -> Day {
        match self.calendar(step.calendar) {
            Some(calendar) if step.days > 0 => calendar.open_from(day),
            _ => day,
        }
    }

    /// The morning on which a step is done that starts on a day.
    #[must_use]
    pub fn done(&self, step: &Step, start: Day) -> Day {
        self.pass(step.calendar, start, step.days)
    }

    /// The morning on which a step is verified that starts on a day.
    #[must_use]
    pub fn verified(&self, step: &Step, start: Day) -> Day {
        let Verification { days, calendar } = step.verification;
        self.pass(calendar, self.done(step, start), days)
    }

    fn pass(&self, calendar: Option<CalendarIx>, from: Day, days: u32) -> Day {
        match self.calendar(calendar) {
            Some(calendar) => calendar.after(from, days),
            None => from.plus(days),
        }
    }

    fn calendar(&self, calendar: Option<CalendarIx>) -> Option<&Calendar> {
        self.parts.calendars.get(calendar?)
    }

    /// The morning on which everything is verified: when the plan has been carried out. The first
    /// morning of the period if there is no step.
    #[must_use]
    pub fn end(&self, schedule: &Schedule) -> Day {
        let starts = self.steps().rows().zip(schedule.0.rows());
        let ends = starts.map(|(step, start)| self.verified(step, *start));
        ends.max().unwrap_or(self.period().first)
    }
}

impl Parts {
    /// The first step of each group of steps that are done together.
    fn together(&self) -> Table<StepIx, StepIx> {
        let mut first: Table<StepIx, StepIx> = self.steps.ids().collect();
        let top = |first: &Table<StepIx, StepIx>, step: StepIx| {
            let mut here = step;
            while let Some(above) = first.get(here).copied().filter(|above| *above != here) {
                here = above;
            }
            here
        };
        for term in self.terms.rows() {
            if let Term::Simultaneous { one, other } = term {
                let (one, other) = (top(&first, *one), top(&first, *other));
                if let Some(above) = first.get_mut(one.max(other)) {
                    *above = one.min(other);
                }
            }
        }
        let ids = first.ids();
        ids.map(|step| top(&first, step)).collect()
    }

    fn can_be(&self, step: &Step) -> bool {
        let calendars = [step.calendar, step.verification.calendar];
        let days = [step.days, step.verification.days];
        let windows = [step.starts, step.done];
        let dates = windows.into_iter().flat_map(|w| [w.earliest, w.latest]);
        let mut sides: Vec<PartyIx> = step.worth.iter().map(|(side, _)| *side).collect();
        sides.sort_unstable();
        sides.dedup();
        let known = |calendar: CalendarIx| self.calendars.get(calendar).is_some();
        let near = |day: Day| (-DAY_MAX..=DAY_MAX).contains(&day.get());
        let worth = |(side, worth): &(PartyIx, i64)| {
            self.sides.get(*side).is_some() && (-WORTH_MAX..=WORTH_MAX).contains(worth)
        };
        calendars.into_iter().flatten().all(known)
            && days.into_iter().all(|days| days <= DAYS_MAX)
            && dates.flatten().all(near)
            && sides.len() == step.worth.len()
            && step.worth.iter().all(worth)
    }
}

impl Step {
    /// What it is worth to a side: nothing where the step does not say.
    #[must_use]
    pub fn worth_to(&self, side: PartyIx) -> i64 {
        let of_side = self.worth.iter().find(|(other, _)| *other == side);
        of_side.map_or(0, |(_, worth)| *worth)
    }
}

impl Window {
    /// Whether a morning lies in it.
    #[must_use]
    pub fn holds(&self, day: Day) -> bool {
        self.earliest.is_none_or(|earliest| earliest <= day)
            && self.latest.is_none_or(|latest| day <= latest)
    }
}
