//! What the best schedule is, by the definition: of all schedules that keep the plan, the one with
//! the least value. Slow, for small plans.

use super::{Account, Break, Day, Limits, Plan, Schedule, Share};
use crate::{PartyIx, StepIx, Table};

/// What a schedule should make small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Goal {
    /// The day on which everything is verified, within what every side can bear.
    Horizon,
    /// The worst exposure of one side on one account, within what every side can bear; then the
    /// day on which everything is verified.
    Exposure(PartyIx, Account),
    /// The largest part of what it can bear that any side is exposed to; then the day on which
    /// everything is verified. Limits above zero are only the measure here and may be passed (a
    /// part above one says by how much); a limit of nothing stands.
    Share,
}

/// What a schedule is worth under a goal: smaller is better, the first number first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value {
    /// The exposure or the part that the goal names; nothing for the horizon alone.
    pub exposure: Share,
    /// The morning on which everything is verified.
    pub end: Day,
}

impl Plan {
    /// The plan whose limits a goal holds to.
    #[must_use]
    pub fn under(&self, goal: Goal) -> Self {
        let mut plan = self.clone();
        if goal == Goal::Share {
            let stands = |limit: Option<i64>| limit.filter(|limit| *limit == 0);
            plan.parts.sides = self.sides().map(|limits| Limits {
                all: stands(limits.all),
                irreversible: stands(limits.irreversible),
            });
        }
        plan
    }

    /// The value of a schedule under a goal.
    #[must_use]
    pub fn value(&self, schedule: &Schedule, goal: Goal) -> Value {
        let exposure = match goal {
            Goal::Horizon => Share::from_integer(0),
            Goal::Exposure(side, account) => {
                Share::from_integer(self.worst(schedule, side, account))
            }
            Goal::Share => self.share(schedule),
        };
        Value {
            exposure,
            end: self.end(schedule),
        }
    }

    /// Every schedule that keeps the plan, in order of the dates.
    ///
    /// Slow: tries each day of the period for each step, and drops a beginning only when it breaks
    /// something of its own.
    #[must_use]
    pub fn schedules(&self) -> Vec<Schedule> {
        let mut found = Vec::new();
        self.extend(&mut Vec::new(), &mut |schedule| {
            if self.keeps(schedule) {
                found.push(schedule.clone());
            }
        });
        found
    }

    /// The least value of any schedule under a goal, and the first schedule that has it; `None` if
    /// no schedule keeps the plan. Slow, as [`Plan::schedules`].
    #[must_use]
    pub fn best(&self, goal: Goal) -> Option<(Value, Schedule)> {
        let schedules = self.under(goal).schedules().into_iter();
        schedules
            .map(|schedule| (self.value(&schedule, goal), schedule))
            .min()
    }

    /// The earliest start of each step in any schedule that keeps calendars, windows and terms,
    /// exclusions and limits left aside; `None` if there is none. Slow, as [`Plan::schedules`].
    #[must_use]
    pub fn earliest(&self) -> Option<Schedule> {
        let mut least: Option<Schedule> = None;
        self.extend(&mut Vec::new(), &mut |schedule| {
            if self.breaks(schedule).iter().all(|b| self.is_left_aside(b)) {
                let pairs = |other: &Schedule| {
                    let starts = schedule.0.rows().zip(other.0.rows());
                    starts.map(|(one, other)| *one.min(other)).collect()
                };
                least = Some(Schedule(
                    least.as_ref().map_or_else(|| schedule.0.clone(), pairs),
                ));
            }
        });
        least
    }

    fn is_left_aside(&self, broken: &Break) -> bool {
        match broken {
            Break::Limit { .. } => true,
            Break::Term(term) => self.terms().get(*term).is_some_and(super::Term::excludes),
            Break::Length | Break::Closed(_) | Break::Window(_) => false,
        }
    }

    fn extend(&self, starts: &mut Vec<Day>, visit: &mut dyn FnMut(&Schedule)) {
        if starts.len() == self.steps().len() {
            visit(&Schedule(Table::new(starts.clone())));
            return;
        }
        let Some(step) = <StepIx as crate::Index>::from_position(starts.len()) else {
            return;
        };
        for number in self.period().first.get()..=self.period().last.get() {
            let start = Day::new(number);
            if !self.step_breaks(step, start).is_empty() {
                continue;
            }
            starts.push(start);
            let known = |ix: StepIx| starts.get(crate::Index::position(ix)).copied();
            let mut ordered = self.terms().rows().filter(|term| !term.excludes());
            if ordered.all(|term| self.keeps_term(term, &known)) {
                self.extend(starts, visit);
            }
            starts.pop();
        }
    }
}
