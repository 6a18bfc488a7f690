//! The days of a plan: calendars, terms between steps, and how long it may take.

use super::plan::{PlanPoseError, TermOf};
use super::plan_parts::Builder;
use crate::{ActId, Calendar, Link, Span, View, When};
use disclosure::PartyId;
use jiff::civil::Date;
use problem::plan::{self, DAYS_MAX, Day, Step, Term};
use problem::{CalendarIx, Index, StepIx};
use std::collections::{BTreeMap, BTreeSet};

/// The calendar of a plan: its start, and the working days of the parties.
pub(super) struct Days<'a> {
    start: Date,
    calendars: Vec<&'a Calendar>,
    places: BTreeMap<&'a PartyId, CalendarIx>,
}

/// Where an act of a linkage stands in the plan.
#[derive(Clone, Copy)]
enum At {
    Step(StepIx),
    Done(Day),
}

impl<'a> Days<'a> {
    pub(super) fn new(view: &View<'a>, start: Date) -> Self {
        let calendars: Vec<&'a Calendar> = view.calendars().map(|seen| seen.item).collect();
        let places = calendars.iter().enumerate();
        let places = places.filter_map(|(at, c)| Some((&c.party, CalendarIx::from_position(at)?)));
        Self {
            start,
            places: places.collect(),
            calendars,
        }
    }

    /// The calendar of a party, where it has one.
    pub(super) fn calendar(&self, party: &PartyId) -> Option<CalendarIx> {
        self.places.get(party).copied()
    }

    /// The day of the plan.
    pub(super) fn of(&self, when: When) -> Result<Day, PlanPoseError> {
        match when {
            When::Day(days) => Ok(Day::new(0).plus(days)),
            When::Date(date) => self.date(date),
        }
    }

    /// The day of the plan on which a date is.
    pub(super) fn date(&self, date: Date) -> Result<Day, PlanPoseError> {
        let since = self.start.until(date);
        let days = since.map_err(|_| PlanPoseError::BeyondCalendar)?.get_days();
        Ok(Day::new(days))
    }

    /// A length of time in days; months and years are counted from the start of the plan.
    fn length(&self, span: Span, hours: fn(u32) -> u32) -> Result<u32, PlanPoseError> {
        let by_calendar = |span: Result<jiff::Span, jiff::Error>| {
            let end = span.and_then(|span| self.start.checked_add(span));
            let end = end.map_err(|_| PlanPoseError::BeyondCalendar)?;
            let days = self.date(end)?.get();
            u32::try_from(days).map_err(|_| PlanPoseError::BeyondCalendar)
        };
        match span {
            Span::Hours(count) => Ok(hours(count)),
            Span::Days(count) => Ok(count),
            Span::Months(count) => by_calendar(jiff::Span::new().try_months(count)),
            Span::Years(count) => by_calendar(jiff::Span::new().try_years(count)),
        }
    }

    /// The closed days of every calendar until a day.
    pub(super) fn calendars(&self, last: Day) -> Result<Vec<plan::Calendar>, PlanPoseError> {
        let calendars = self.calendars.iter();
        let closed =
            calendars.map(|calendar| Ok(plan::Calendar::new(self.closed(calendar, last)?)));
        closed.collect()
    }

    fn closed(&self, calendar: &Calendar, last: Day) -> Result<BTreeSet<Day>, PlanPoseError> {
        let mut closed = BTreeSet::new();
        let first = self.start.weekday();
        let weekdays = first.cycle_forward().zip(0..7_i32);
        for (_, offset) in weekdays.filter(|(day, _)| calendar.weekend.contains(day)) {
            let days = (0..).map(|week| offset + 7 * week);
            closed.extend(days.take_while(|day| *day <= last.get()).map(Day::new));
        }
        for holiday in &calendar.holidays {
            let from = self.date(holiday.from)?.get().max(0);
            let to = self.date(holiday.to)?.get().min(last.get());
            closed.extend((from..=to).map(Day::new));
        }
        Ok(closed)
    }

    /// A number of days in which the steps could be done one after the other.
    pub(super) fn long_enough(&self, steps: &[Step], terms: &[Term]) -> u32 {
        let stretch = |days: u32, calendar: Option<CalendarIx>| {
            let weekend = calendar.and_then(|ix| self.calendars.get(Index::position(ix)));
            let off = weekend.map_or(0, |c| u32::try_from(c.weekend.len()).unwrap_or(0));
            let worked = 7_u32.saturating_sub(off).max(1);
            let weeks = days.div_ceil(worked);
            if off == 0 {
                days
            } else {
                weeks.saturating_mul(7)
            }
        };
        let mut sum = 30_u32;
        for step in steps {
            let own = stretch(step.days, step.calendar);
            let verified = stretch(step.verification.days, step.verification.calendar);
            sum = sum.saturating_add(own).saturating_add(verified);
        }
        let mut from = 0;
        for term in terms {
            match term {
                Term::Requires { held, .. } => sum = sum.saturating_add(*held),
                Term::NotBefore { day, .. } => from = from.max(day.since(Day::new(0))),
                Term::Triggers { .. }
                | Term::Simultaneous { .. }
                | Term::Excludes { .. }
                | Term::Within { .. } => {}
            }
        }
        let windows = steps.iter().filter_map(|step| step.starts.earliest);
        let begins = windows.map(|day| day.since(Day::new(0))).max().unwrap_or(0);
        // A day off puts a working day off, which may need a week of its own.
        let off = self.calendars.iter().enumerate().map(|(at, calendar)| {
            let days = calendar.holidays.iter();
            let days = days.filter_map(|h| u32::try_from((h.to - h.from).get_days() + 1).ok());
            stretch(
                days.fold(0, u32::saturating_add),
                CalendarIx::from_position(at),
            )
        });
        let off = off.fold(0_u32, u32::saturating_add);
        let whole = sum.saturating_add(from.max(begins)).saturating_add(off);
        whole.min(DAYS_MAX)
    }
}

impl Builder<'_, '_> {
    /// The terms: what the linkages say about the dates of the steps, and what is tried out.
    pub(super) fn terms(mut self) -> Result<Self, PlanPoseError> {
        for linkage in self.linkages.clone() {
            let behind = TermOf::Linkage(linkage.id.clone());
            for term in self.term(&linkage.link)? {
                self.terms.push((term, behind.clone()));
            }
        }
        for (act, tried) in &self.ask.tried {
            if let (Some(step), Some(day)) = (self.places.get(act), tried.day) {
                let (step, day) = (*step, Day::new(0).plus(day.min(DAYS_MAX)));
                let behind = TermOf::Tried(act.clone());
                self.terms.push((Term::NotBefore { step, day }, behind));
            }
        }
        Ok(self)
    }

    fn at(&self, act: &ActId) -> Result<Option<At>, PlanPoseError> {
        if let Some(step) = self.places.get(act) {
            return Ok(Some(At::Step(*step)));
        }
        let done = self.done.get(act).map(|date| self.days.date(*date));
        Ok(done.transpose()?.map(At::Done))
    }

    fn term(&mut self, link: &Link) -> Result<Vec<Term>, PlanPoseError> {
        Ok(match link {
            Link::Requires { act, first, span } => self.requires(act, first, *span)?,
            Link::Triggers { act, then, span } => self.triggers(act, then, *span)?,
            Link::Within { act, of, span } => self.within(act, of, *span)?,
            Link::NotBefore { act, day } => match self.at(act)? {
                Some(At::Step(step)) => {
                    let day = self.days.of(*day)?;
                    vec![Term::NotBefore { step, day }]
                }
                Some(At::Done(_)) | None => Vec::new(),
            },
            Link::Simultaneous(acts) => {
                let steps = acts.iter().filter_map(|act| self.places.get(act).copied());
                let steps: Vec<StepIx> = steps.collect();
                let pairs = steps.iter().zip(steps.iter().skip(1));
                let terms = pairs.map(|(one, other)| Term::Simultaneous {
                    one: *one,
                    other: *other,
                });
                terms.collect()
            }
            Link::Excludes { act, other } => {
                let both = self.places.get(act).zip(self.places.get(other));
                let both = both.map(|(one, other)| Term::Excludes {
                    one: *one,
                    other: *other,
                });
                both.into_iter().collect()
            }
            Link::Voids { .. } | Link::Together(_) | Link::Options(_) => Vec::new(),
        })
    }

    fn requires(
        &self,
        act: &ActId,
        first: &ActId,
        span: Option<Span>,
    ) -> Result<Vec<Term>, PlanPoseError> {
        let held = span.map(|span| self.days.length(span, |hours| hours.div_ceil(24)));
        let held = held.transpose()?.unwrap_or(0);
        Ok(match (self.at(act)?, self.at(first)?) {
            (Some(At::Step(step)), Some(At::Step(first))) => {
                vec![Term::Requires { step, first, held }]
            }
            (Some(At::Step(step)), Some(At::Done(day))) => {
                let day = day.plus(held);
                vec![Term::NotBefore { step, day }]
            }
            (Some(At::Done(_)) | None, _) | (_, None) => Vec::new(),
        })
    }

    fn triggers(
        &mut self,
        act: &ActId,
        then: &ActId,
        span: Option<Span>,
    ) -> Result<Vec<Term>, PlanPoseError> {
        let within = span.map(|span| self.days.length(span, |hours| hours / 24));
        let within = within.transpose()?;
        Ok(match (self.at(act)?, self.at(then)?) {
            (Some(At::Step(step)), Some(At::Step(then))) => {
                vec![Term::Triggers { step, then, within }]
            }
            (Some(At::Done(day)), Some(At::Step(step))) => {
                self.start_by(step, within.map(|days| day.plus(days)));
                vec![Term::NotBefore { step, day }]
            }
            (_, Some(At::Done(_)) | None) | (None, _) => Vec::new(),
        })
    }

    fn within(&mut self, act: &ActId, of: &ActId, span: Span) -> Result<Vec<Term>, PlanPoseError> {
        let days = self.days.length(span, |hours| hours / 24)?;
        Ok(match (self.at(act)?, self.at(of)?) {
            (Some(At::Step(step)), Some(At::Step(of))) => vec![Term::Within { step, of, days }],
            (Some(At::Step(step)), Some(At::Done(day))) => {
                self.start_by(step, Some(day.plus(days)));
                Vec::new()
            }
            (Some(At::Done(_)) | None, _) | (_, None) => Vec::new(),
        })
    }

    /// A step starts by a day at the latest.
    fn start_by(&mut self, step: StepIx, day: Option<Day>) {
        if let (Some(step), Some(day)) = (self.made.get_mut(Index::position(step)), day) {
            let latest = step.starts.latest.map_or(day, |latest| latest.min(day));
            step.starts.latest = Some(latest);
        }
    }
}
