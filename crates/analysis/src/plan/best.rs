//! The best schedule of a plan under a goal, with proof, or the best so far with a bound.

use super::branch::{Outcome, Question, Search};
use super::dates::{self, NoDates};
use super::jam::{self, Jam};
use super::ledger::Ledger;
use problem::plan::{Account, Day, Goal, Plan, Schedule, Share, Value};
use problem::{Bound, Claim, Effort, PartyIx, Reach};

const METHOD: &str = "branch and bound over earliest schedules (Neumann and Schwindt 2002)";

/// Above so many steps limits are checked, but no search is made for an order that keeps them.
pub const STEPS_SEARCHED_MAX: usize = 2_000;

/// Parts of a search that are tried before the last, which has what is left.
const TRIES: u64 = 8;

/// The fewest and the most nodes of a try.
const TRY_NODES: (u64, u64) = (500, 5_000);

/// A schedule found, with what is proved about every other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Best {
    /// The schedule and its value; none if there is none or none was found.
    pub found: Option<(Value, Schedule)>,
    /// No schedule has a lesser value, as far as is proved.
    pub at_least: Option<Value>,
    /// Why there is no schedule, if there is none.
    pub hindrance: Option<Hindrance>,
}

/// Why no schedule keeps a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hindrance {
    /// The terms alone leave no dates.
    Dates(NoDates),
    /// The terms leave dates, but exclusions and limits do not.
    Jam(Jam),
}

/// The best schedule of a plan under a goal.
///
/// A node is one part of the search looked at. When the effort runs out the schedule is the best so
/// far and `at_least` says what is proved; under [`Goal::Horizon`] the claim's bound then lies
/// between two counts of days from the first day of the plan.
#[must_use]
pub fn best(plan: &Plan, goal: Goal, effort: &Effort<'_>) -> Claim<Best> {
    let held = plan.under(goal);
    if let Err(no_dates) = dates::dates(&held) {
        let answer = Best::none(Some(Hindrance::Dates(no_dates)));
        return claim(answer, 0, Reach::Complete);
    }
    if plan.steps().len() > STEPS_SEARCHED_MAX {
        return unsearched(plan, &held, goal);
    }
    let mut hunt = Hunt::new(plan, &held, goal, effort);
    let (answer, reach) = hunt.run();
    claim(answer, hunt.search.nodes, reach)
}

fn claim(answer: Best, nodes: u64, reach: Reach) -> Claim<Best> {
    Claim {
        answer,
        method: METHOD,
        nodes,
        reach,
    }
}

/// The earliest schedule of a plan too large to search, if it keeps everything.
fn unsearched(plan: &Plan, held: &Plan, goal: Goal) -> Claim<Best> {
    let dates = dates::dates(held).ok();
    let earliest = dates.map(|dates| dates.earliest);
    let value = earliest.as_ref().map(|schedule| plan.value(schedule, goal));
    let at_least = value.map(|value| Value {
        exposure: Share::from_integer(0),
        ..value
    });
    let kept = earliest.filter(|schedule| held.keeps(schedule));
    let answer = Best {
        found: value.zip(kept),
        at_least,
        hindrance: None,
    };
    let exact = answer
        .found
        .as_ref()
        .is_some_and(|(value, _)| Some(*value) == at_least);
    let reach = if exact {
        Reach::Complete
    } else {
        Reach::Stopped(Bound::Unknown)
    };
    claim(answer, 0, reach)
}

impl Best {
    const fn none(hindrance: Option<Hindrance>) -> Self {
        Self {
            found: None,
            at_least: None,
            hindrance,
        }
    }
}

/// The hunt for the best schedule: questions to one search.
struct Hunt<'a> {
    plan: &'a Plan,
    goal: Goal,
    effort: &'a Effort<'a>,
    search: Search,
    ledgers: Vec<Ledger>,
    try_nodes: u64,
    best: Option<(Value, Schedule)>,
}

/// The exposures below which nothing, or not yet something, was found.
#[derive(Debug, Clone, Copy)]
enum Ceiling {
    /// At most so much.
    At(Share),
    /// Less than so much.
    Below(Share),
}

impl<'a> Hunt<'a> {
    fn new(plan: &'a Plan, held: &Plan, goal: Goal, effort: &'a Effort<'a>) -> Self {
        Self {
            plan,
            goal,
            effort,
            search: Search::of(held),
            ledgers: Ledger::all(held),
            try_nodes: (effort.nodes_max / TRIES).clamp(TRY_NODES.0, TRY_NODES.1),
            best: None,
        }
    }

    fn run(&mut self) -> (Best, Reach) {
        let last = self.plan.period().last.get();
        let open = Question {
            ledgers: self.ledgers.clone(),
            end: last,
        };
        let Some(least_end) = self.search.least_end(&open) else {
            return self.jammed(&open);
        };
        let mut at_least = Value {
            exposure: Share::from_integer(0),
            end: Day::new(least_end),
        };
        let all = self.effort.nodes_max;
        match self.ask(&open, all) {
            Outcome::None => return self.jammed(&open),
            Outcome::Stopped => return self.stopped(at_least),
            Outcome::Found(_) => {}
        }
        let (mut ceiling, mut proved) = (None, true);
        if self.goal != Goal::Horizon {
            at_least.exposure = self.lower(&open, all / 2);
            let Some((value, _)) = &self.best else {
                return self.stopped(at_least);
            };
            ceiling = Some(Ceiling::At(value.exposure));
            proved = at_least.exposure == value.exposure;
        }
        let question = Question {
            ledgers: self.bounded(ceiling),
            end: last,
        };
        let least = self.earlier(&question, least_end);
        if proved {
            at_least.end = Day::new(least);
        }
        let exact = self
            .best
            .as_ref()
            .is_some_and(|(value, _)| *value == at_least);
        if exact {
            let answer = Best {
                found: self.best.take(),
                at_least: Some(at_least),
                hindrance: None,
            };
            return (answer, Reach::Complete);
        }
        self.stopped(at_least)
    }

    /// Asks the search, and keeps what it finds if it is better.
    fn ask(&mut self, question: &Question, nodes: u64) -> Outcome {
        let outcome = self.search.ask(question, nodes, self.effort);
        if let Outcome::Found(starts) = &outcome {
            let schedule = dates::schedule(starts);
            let value = self.plan.value(&schedule, self.goal);
            if self.best.as_ref().is_none_or(|(best, _)| value < *best) {
                self.best = Some((value, schedule));
            }
        }
        outcome
    }

    /// The accounts, with the goal's own ceiling on those that it measures.
    fn bounded(&self, ceiling: Option<Ceiling>) -> Vec<Ledger> {
        let mut ledgers = self.ledgers.clone();
        let Some(ceiling) = ceiling else {
            return ledgers;
        };
        for ledger in &mut ledgers {
            if let Some(measure) = measure(self.plan, self.goal, ledger.side, ledger.account) {
                ledger.limit = ledger.limit.min(ceiling.of(measure));
            }
        }
        ledgers
    }

    /// Lowers the exposure as far as it goes; gives what is proved to be the least.
    fn lower(&mut self, open: &Question, nodes: u64) -> Share {
        let grid = match self.goal {
            Goal::Share => 1_000,
            Goal::Horizon | Goal::Exposure(..) => 1,
        };
        let at = |hunt: &Self, ceiling| Question {
            ledgers: hunt.bounded(Some(ceiling)),
            end: open.end,
        };
        let most = |hunt: &Self| {
            hunt.best
                .as_ref()
                .map_or(Share::from_integer(0), |b| b.0.exposure)
        };
        let mark = |number: i64| Ceiling::At(Share::new(number, grid));
        let top = on_grid(most(self), grid).1;
        let (mut closed, mut opened) = (-1, top);
        while opened - closed > 1 {
            let middle = closed + (opened - closed) / 2;
            let question = at(self, mark(middle));
            if self.search.is_open(&question) {
                opened = middle;
            } else {
                closed = middle;
            }
        }
        let mut proved = closed;
        let mut next = opened;
        while next < on_grid(most(self), grid).1 {
            let question = at(self, mark(next));
            match self.ask(&question, self.try_nodes) {
                Outcome::Found(_) => {}
                Outcome::None => proved = next,
                Outcome::Stopped => break,
            }
            let top = on_grid(most(self), grid).0;
            next = (proved + 1).max(proved + (top - proved) / 2);
        }
        let floor = Share::new(proved + 1, grid);
        loop {
            let now = most(self);
            if now == Share::from_integer(0) || (grid == 1 && now <= floor) {
                return now;
            }
            let left = nodes.saturating_sub(self.search.nodes);
            match self.ask(&at(self, Ceiling::Below(now)), left) {
                Outcome::Found(_) => {}
                Outcome::None => return now,
                Outcome::Stopped => return Share::new(proved.max(0), grid).max(whole(floor, grid)),
            }
        }
    }

    /// Brings the end forward as far as it goes; gives the day that is proved to be the earliest.
    fn earlier(&mut self, question: &Question, least_end: i32) -> i32 {
        let least = self.search.least_end(question).unwrap_or(least_end);
        let mut proved = least.max(least_end);
        let by = |end: i32| Question {
            end,
            ..question.clone()
        };
        let mut next = proved;
        while next < self.end() {
            match self.ask(&by(next), self.try_nodes) {
                Outcome::Found(_) => {}
                Outcome::None => proved = next + 1,
                Outcome::Stopped => break,
            }
            next = proved + (self.end() - 1 - proved).max(0) / 2;
            if proved >= self.end() {
                return proved;
            }
        }
        while proved < self.end() {
            match self.ask(&by(self.end() - 1), u64::MAX) {
                Outcome::Found(_) => {}
                Outcome::None => return self.end(),
                Outcome::Stopped => return proved,
            }
        }
        proved
    }

    fn end(&self) -> i32 {
        let first = self.plan.period().first;
        self.best
            .as_ref()
            .map_or(first, |(value, _)| value.end)
            .get()
    }

    fn jammed(&mut self, open: &Question) -> (Best, Reach) {
        let jam = jam::jam(&mut self.search, self.plan, open, self.effort);
        let answer = Best::none(Some(Hindrance::Jam(jam)));
        (answer, Reach::Complete)
    }

    fn stopped(&mut self, at_least: Value) -> (Best, Reach) {
        let found = self.best.take();
        let days = |value: &Value| value.end.since(self.plan.period().first);
        let bound = match &found {
            Some((value, _)) if self.goal == Goal::Horizon => {
                Bound::Between(days(&at_least).into(), days(value).into())
            }
            _ => Bound::Unknown,
        };
        let answer = Best {
            found,
            at_least: Some(at_least),
            hindrance: None,
        };
        (answer, Reach::Stopped(bound))
    }
}

impl Ceiling {
    /// The most that an account may reach of which so much makes one.
    fn of(self, measure: i64) -> i64 {
        let (share, below) = match self {
            Self::At(share) => (share, false),
            Self::Below(share) => (share, true),
        };
        let (number, of) = (i128::from(*share.numer()), i128::from(*share.denom()));
        let product = number * i128::from(measure);
        let most = if below {
            (product - 1).div_euclid(of)
        } else {
            product.div_euclid(of)
        };
        i64::try_from(most).unwrap_or(i64::MAX)
    }
}

/// The whole parts of a grid around a share: the last one up to it and the first one from it on.
fn on_grid(share: Share, grid: i64) -> (i64, i64) {
    let (number, of) = (i128::from(*share.numer()), i128::from(*share.denom()));
    let product = number * i128::from(grid);
    let whole = |parts: i128| i64::try_from(parts).unwrap_or(i64::MAX - 1);
    let floor = product.div_euclid(of);
    let rest = i128::from(product.rem_euclid(of) != 0);
    (whole(floor), whole(floor + rest))
}

/// What makes one of an account under a goal; nothing where the goal does not measure it.
fn measure(plan: &Plan, goal: Goal, side: PartyIx, account: Account) -> Option<i64> {
    match goal {
        Goal::Horizon => None,
        Goal::Exposure(of, on) => (of == side && on == account).then_some(1),
        Goal::Share => {
            let limits = plan.sides().get(side)?;
            limits.of(account).filter(|limit| *limit > 0)
        }
    }
}

/// A floor that holds where exposures are whole numbers; on a grid nothing more is known.
fn whole(floor: Share, grid: i64) -> Share {
    if grid == 1 {
        floor
    } else {
        Share::from_integer(0)
    }
}
