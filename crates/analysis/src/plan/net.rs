//! A plan as a net of arcs: each says that an event of one step comes so many days or more before
//! an event of another.
//!
//! Every event's morning grows with the start of its step, so the starts that keep all arcs are
//! closed under taking the earlier of two, and under taking the later: there is one earliest and
//! one latest schedule, and both are found by moving dates until nothing is broken.
#![expect(
    clippy::indexing_slicing,
    reason = "positions come from the plan's own tables"
)]

use super::clock::Clock;
use problem::plan::{Period, Plan, Step, Term, Window};
use problem::{CalendarIx, Index, TermIx};

/// What happens to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// It starts.
    Start,
    /// The first morning from which waiting for the next working day leads to its start.
    Since,
    /// It is done.
    Done,
    /// It is verified.
    Verified,
}

/// One event comes at least so many days before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Arc {
    pub(super) before: u32,
    pub(super) from: Event,
    pub(super) lag: i32,
    pub(super) after: u32,
    pub(super) to: Event,
    /// The term that says so; an arc that the search adds has none.
    pub(super) term: Option<TermIx>,
}

/// How long a step takes, by working days of which clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    pub(super) days: i32,
    clock: usize,
    pub(super) proving: i32,
    proving_clock: usize,
}

/// The arcs of a plan, and the dates between which each step may start.
#[derive(Debug, Clone)]
pub(super) struct Net {
    clocks: Vec<Clock>,
    pub(super) paces: Vec<Pace>,
    pub(super) arcs: Vec<Arc>,
    /// The arcs that leave a step, and those that come to it.
    pub(super) out: Vec<Vec<u32>>,
    pub(super) into: Vec<Vec<u32>>,
    /// The pairs that must not overlap.
    pub(super) apart: Vec<(u32, u32)>,
}

/// The earliest and the latest start of each step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) earliest: Vec<i32>,
    pub(super) latest: Vec<i32>,
}

impl Net {
    pub(super) fn of(plan: &Plan) -> Self {
        let parts = plan.parts();
        let mut clocks = vec![Clock::default()];
        clocks.extend(parts.calendars.rows().map(Clock::of));
        let clock = |calendar: Option<CalendarIx>| calendar.map_or(0, |ix| 1 + Index::position(ix));
        let pace = |step: &Step| Pace {
            days: number(step.days),
            clock: clock(step.calendar),
            proving: number(step.verification.days),
            proving_clock: clock(step.verification.calendar),
        };
        let paces: Vec<Pace> = plan.steps().rows().map(pace).collect();
        let size = paces.len();
        let mut net = Self {
            clocks,
            paces,
            arcs: Vec::new(),
            out: vec![Vec::new(); size],
            into: vec![Vec::new(); size],
            apart: Vec::new(),
        };
        for (ix, term) in plan.terms().iter() {
            if !plan.is_kept_together(term) {
                net.read(ix, term);
            }
        }
        net
    }

    fn read(&mut self, ix: TermIx, term: &Term) {
        let mut arc = |before: problem::StepIx, from, lag, after: problem::StepIx, to| {
            self.push(Arc {
                before: before.position(),
                from,
                lag,
                after: after.position(),
                to,
                term: Some(ix),
            });
        };
        match *term {
            Term::Requires { step, first, held } => {
                arc(first, Event::Verified, number(held), step, Event::Start);
            }
            Term::Triggers { step, then, within } => {
                arc(step, Event::Done, 0, then, Event::Start);
                if let Some(days) = within {
                    arc(then, Event::Since, -number(days), step, Event::Done);
                }
            }
            Term::Simultaneous { one, other } => {
                arc(one, Event::Done, 0, other, Event::Done);
                arc(other, Event::Done, 0, one, Event::Done);
            }
            Term::Within { step, of, days } => {
                arc(step, Event::Start, -number(days), of, Event::Done);
            }
            Term::Excludes { one, other } => {
                self.apart.push((one.position(), other.position()));
            }
            Term::NotBefore { .. } => {}
        }
    }

    /// Adds an arc.
    pub(super) fn push(&mut self, arc: Arc) {
        let ix = u32::try_from(self.arcs.len()).unwrap_or(u32::MAX);
        self.arcs.push(arc);
        self.out[arc.before as usize].push(ix);
        self.into[arc.after as usize].push(ix);
    }

    /// Takes the last arcs away again, down to so many.
    pub(super) fn truncate(&mut self, arcs: usize) {
        for arc in self.arcs.drain(arcs..).rev() {
            self.out[arc.before as usize].pop();
            self.into[arc.after as usize].pop();
        }
    }

    /// How many steps there are.
    pub(super) const fn size(&self) -> usize {
        self.paces.len()
    }

    /// The morning of an event of a step that starts on a day.
    pub(super) fn at(&self, step: u32, event: Event, start: i32) -> i32 {
        let pace = self.paces[step as usize];
        let clock = &self.clocks[pace.clock];
        match event {
            Event::Start => start,
            Event::Since if pace.days == 0 => start,
            Event::Since => clock.open_until(start - 1) + 1,
            Event::Done => clock.after(start, pace.days),
            Event::Verified => {
                let done = clock.after(start, pace.days);
                self.clocks[pace.proving_clock].after(done, pace.proving)
            }
        }
    }

    /// The earliest start of a step with which an event is not before a morning.
    pub(super) fn start_from(&self, step: u32, event: Event, morning: i32) -> i32 {
        let pace = self.paces[step as usize];
        let clock = &self.clocks[pace.clock];
        let start = match event {
            Event::Start => morning,
            Event::Since if pace.days == 0 => morning,
            Event::Since => clock.open_from(morning - 1) + 1,
            Event::Done => clock.from(morning, pace.days),
            Event::Verified => {
                let done = self.clocks[pace.proving_clock].from(morning, pace.proving);
                clock.from(done, pace.days)
            }
        };
        self.open_from(step, start)
    }

    /// The latest start of a step with which an event is not after a morning.
    pub(super) fn start_until(&self, step: u32, event: Event, morning: i32) -> i32 {
        let pace = self.paces[step as usize];
        let clock = &self.clocks[pace.clock];
        let start = match event {
            Event::Start => morning,
            Event::Since if pace.days == 0 => morning,
            Event::Since => clock.open_from(morning),
            Event::Done => clock.until(morning, pace.days),
            Event::Verified => {
                let done = self.clocks[pace.proving_clock].until(morning, pace.proving);
                clock.until(done, pace.days)
            }
        };
        self.open_until(step, start)
    }

    fn open_from(&self, step: u32, start: i32) -> i32 {
        let pace = self.paces[step as usize];
        if pace.days == 0 {
            return start;
        }
        self.clocks[pace.clock].open_from(start)
    }

    fn open_until(&self, step: u32, start: i32) -> i32 {
        let pace = self.paces[step as usize];
        if pace.days == 0 {
            return start;
        }
        self.clocks[pace.clock].open_until(start)
    }

    /// The bounds that period, windows and dates set, before any arc is followed.
    pub(super) fn windows(&self, plan: &Plan) -> Bounds {
        let Period { first, last } = plan.period();
        let steps = (0..).zip(plan.steps().rows());
        let bounds = steps.map(|(ix, step)| {
            let Window { earliest, latest } = step.starts;
            let first = earliest.unwrap_or(first).max(first).get();
            let mut from = self.start_from(ix, Event::Start, first);
            let mut until = self.start_until(ix, Event::Verified, last.get());
            until = until.min(latest.map_or(until, |day| self.open_until(ix, day.get())));
            if let Some(day) = step.done.earliest {
                from = from.max(self.start_from(ix, Event::Done, day.get()));
            }
            if let Some(day) = step.done.latest {
                until = until.min(self.start_until(ix, Event::Done, day.get()));
            }
            (from, until)
        });
        let (earliest, latest) = bounds.unzip();
        let mut bounds = Bounds { earliest, latest };
        for term in plan.terms().rows() {
            if let Term::NotBefore { step, day } = term {
                let ix = step.position();
                let from = self.start_from(ix, Event::Start, day.get());
                let slot = &mut bounds.earliest[ix as usize];
                *slot = from.max(*slot);
            }
        }
        bounds
    }

    /// The start that an arc asks for at the least, if its first step starts on a day.
    pub(super) fn pushed(&self, arc: &Arc, start: i32) -> i32 {
        let morning = self.at(arc.before, arc.from, start) + arc.lag;
        self.start_from(arc.after, arc.to, morning)
    }

    /// The start that an arc allows at the most, if its second step starts on a day.
    pub(super) fn held_back(&self, arc: &Arc, start: i32) -> i32 {
        let morning = self.at(arc.after, arc.to, start) - arc.lag;
        self.start_until(arc.before, arc.from, morning)
    }
}

/// A number of days of a checked plan.
fn number(days: u32) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}
