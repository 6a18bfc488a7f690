//! Whether a schedule keeps a plan, and if not, where it breaks it.

use super::{Account, Day, Plan, Schedule, Step, Term};
use crate::{PartyIx, StepIx, TermIx};

/// A place where a schedule breaks a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Break {
    /// The schedule does not have a date for each step, or has more.
    Length,
    /// A step starts on a day on which its owner does not work.
    Closed(StepIx),
    /// A step starts, is done or is verified outside its windows or the plan's period.
    Window(StepIx),
    /// A clause is broken.
    Term(TermIx),
    /// A side is exposed beyond what it can bear: on this day for the first time.
    Limit {
        /// Whose limit.
        side: PartyIx,
        /// On which account.
        account: Account,
        /// The first day.
        day: Day,
        /// How far the side is exposed on that day.
        exposure: i64,
    },
}

/// The dates of one step.
#[derive(Debug, Clone, Copy)]
struct Dates<'a> {
    step: &'a Step,
    start: Day,
    done: Day,
    verified: Day,
}

impl Plan {
    /// Every place where a schedule breaks the plan: steps first, then terms, then limits.
    #[must_use]
    pub fn breaks(&self, schedule: &Schedule) -> Vec<Break> {
        if schedule.0.len() != self.steps().len() {
            return vec![Break::Length];
        }
        let mut breaks = Vec::new();
        for (step, start) in schedule.0.iter() {
            breaks.extend(self.step_breaks(step, *start));
        }
        let kept = |term: &Term| self.keeps_term(term, &|step| schedule.0.get(step).copied());
        let terms = self.terms().iter().filter(|(_, term)| !kept(term));
        breaks.extend(terms.map(|(ix, _)| Break::Term(ix)));
        breaks.extend(self.limit_breaks(schedule));
        breaks
    }

    /// Whether a schedule keeps the plan: its calendars, windows, terms and limits.
    #[must_use]
    pub fn keeps(&self, schedule: &Schedule) -> bool {
        self.breaks(schedule).is_empty()
    }

    /// What a start breaks of its own step.
    pub(super) fn step_breaks(&self, ix: StepIx, start: Day) -> Vec<Break> {
        let Some(step) = self.steps().get(ix) else {
            return vec![Break::Length];
        };
        let mut breaks = Vec::new();
        if !self.is_open(step, start) {
            breaks.push(Break::Closed(ix));
        }
        let done = self.done(step, start);
        let inside = self.period().first <= start
            && self.verified(step, start) <= self.period().last
            && step.starts.holds(start)
            && step.done.holds(done);
        if !inside {
            breaks.push(Break::Window(ix));
        }
        breaks
    }

    /// Whether a term is kept by the starts that are known; a term is kept as long as one of its
    /// steps has no date.
    pub(super) fn keeps_term(&self, term: &Term, start: &dyn Fn(StepIx) -> Option<Day>) -> bool {
        let dates = |ix: StepIx| {
            let (step, start) = (self.steps().get(ix)?, start(ix)?);
            Some(Dates {
                step,
                start,
                done: self.done(step, start),
                verified: self.verified(step, start),
            })
        };
        let (one, other) = term.steps();
        let Some(first) = dates(one) else { return true };
        if let Term::NotBefore { day, .. } = term {
            return *day <= first.start;
        }
        if self.is_kept_together(term) {
            return true;
        }
        let second = other.and_then(dates);
        second.is_none_or(|second| self.keeps_two(term, &first, &second))
    }

    fn keeps_two(&self, term: &Term, one: &Dates<'_>, other: &Dates<'_>) -> bool {
        match *term {
            Term::Requires { held, .. } => other.verified.plus(held) <= one.start,
            Term::Triggers { within, .. } => {
                let in_time = |days| other.start <= self.open_from(other.step, one.done.plus(days));
                one.done <= other.start && within.is_none_or(in_time)
            }
            Term::Simultaneous { .. } => one.done == other.done,
            Term::Excludes { .. } => one.done <= other.start || other.done <= one.start,
            Term::Within { days, .. } => one.start <= other.done.plus(days),
            Term::NotBefore { day, .. } => day <= one.start,
        }
    }

    fn limit_breaks(&self, schedule: &Schedule) -> Vec<Break> {
        let mut breaks = Vec::new();
        for (side, limits) in self.sides().iter() {
            for account in Account::BOTH {
                let Some(limit) = limits.of(account) else {
                    continue;
                };
                let curve = self.exposure(schedule, side, account);
                let beyond = curve.into_iter().find(|(_, exposure)| *exposure > limit);
                breaks.extend(beyond.map(|(day, exposure)| Break::Limit {
                    side,
                    account,
                    day,
                    exposure,
                }));
            }
        }
        breaks
    }
}

impl Schedule {
    /// The start of a step, if the schedule has it.
    #[must_use]
    pub fn start(&self, step: StepIx) -> Option<Day> {
        self.0.get(step).copied()
    }
}
