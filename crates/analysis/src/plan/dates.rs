//! The earliest and the latest dates of a plan: the longest path through its net, with windows and
//! calendars, both ways.
#![expect(
    clippy::indexing_slicing,
    reason = "positions come from the plan's own tables"
)]

use super::blame;
use super::knots::{self, Knot};
use super::net::{Arc, Bounds, Event, Net};
use super::settle::Onward;
use problem::plan::{Day, Plan, Schedule, Term};
use problem::{StepIx, Table, TermIx};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The dates that calendars, windows and terms leave, exclusions and limits left aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dates {
    /// The earliest start of each step.
    pub earliest: Schedule,
    /// The latest start of each step with which everything can still be verified by `end`.
    pub latest: Schedule,
    /// The earliest morning on which everything can be verified.
    pub end: Day,
    /// The terms that hold a step without slack back from an earlier start: the critical clauses.
    pub critical: Vec<TermIx>,
}

/// Why there are no dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoDates {
    /// Steps wait for each other: every largest set of them.
    Knots(Vec<Knot>),
    /// A step cannot be in time.
    Late(Late),
}

/// A step that clauses push beyond the latest date that its windows or the period allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// The step whose earliest start lies too late.
    pub step: StepIx,
    /// The terms that push it there, in order from the first date on; or, where they push each
    /// other round and round without end, the terms of that circle.
    pub terms: Vec<TermIx>,
    /// Whether the terms form a circle. If no calendar takes part in it, no window and no later end
    /// of the plan helps.
    pub circular: bool,
}

impl Dates {
    /// How many days a step may start later without moving the end.
    #[must_use]
    pub fn slack(&self, step: StepIx) -> Option<u32> {
        Some(self.latest.start(step)?.since(self.earliest.start(step)?))
    }

    /// The steps without slack: the critical path, in order of their dates.
    #[must_use]
    pub fn critical_steps(&self) -> Vec<StepIx> {
        let ids = self.earliest.0.ids();
        let mut steps: Vec<StepIx> = ids.filter(|step| self.slack(*step) == Some(0)).collect();
        steps.sort_by_key(|step| (self.earliest.start(*step), *step));
        steps
    }
}

/// The earliest and latest dates of a plan.
///
/// # Errors
/// When steps wait for each other, or clauses push a step beyond its latest date.
pub fn dates(plan: &Plan) -> Result<Dates, NoDates> {
    let knots = knots::knots(plan);
    if !knots.is_empty() {
        return Err(NoDates::Knots(knots));
    }
    let net = Net::of(plan);
    let windows = net.windows(plan);
    let mut bounds = windows.clone();
    let mut way = Way::new(&net, Onward::Later);
    let walked = way.walk(&mut bounds);
    walked.map_err(|late| NoDates::Late(blame::held(plan, late)))?;
    let end = end(&net, &bounds.earliest).unwrap_or(plan.period().first.get());
    let earliest = bounds.earliest.clone();
    let steps = 0..u32::try_from(net.size()).unwrap_or(u32::MAX);
    for step in steps {
        let until = net.start_until(step, Event::Verified, end);
        let slot = &mut bounds.latest[step as usize];
        *slot = until.min(*slot);
    }
    let mut way = Way::new(&net, Onward::Earlier);
    way.walk(&mut bounds).map_err(NoDates::Late)?;
    let starts = |days: &[i32]| Schedule(days.iter().map(|day| Day::new(*day)).collect());
    let critical = critical(plan, &net, &bounds);
    Ok(Dates {
        earliest: starts(&earliest),
        latest: starts(&bounds.latest),
        end: Day::new(end),
        critical,
    })
}

/// The step that clauses push beyond its latest date, if there is one.
pub(super) fn late(plan: &Plan) -> Option<Late> {
    let net = Net::of(plan);
    let mut bounds = net.windows(plan);
    Way::new(&net, Onward::Later).walk(&mut bounds).err()
}

/// The morning on which everything is verified that starts on these days.
pub(super) fn end(net: &Net, starts: &[i32]) -> Option<i32> {
    let ends = (0..)
        .zip(starts)
        .map(|(step, start)| net.at(step, Event::Verified, *start));
    ends.max()
}

fn critical(plan: &Plan, net: &Net, bounds: &Bounds) -> Vec<TermIx> {
    let tight = |step: u32| bounds.earliest[step as usize] == bounds.latest[step as usize];
    let binds = |arc: &&Arc| {
        let pushed = net.pushed(arc, bounds.earliest[arc.before as usize]);
        tight(arc.before) && tight(arc.after) && pushed == bounds.earliest[arc.after as usize]
    };
    let mut terms: Vec<TermIx> = net
        .arcs
        .iter()
        .filter(binds)
        .filter_map(|arc| arc.term)
        .collect();
    for (ix, term) in plan.terms().iter() {
        if let Term::NotBefore { step, day } = term {
            let step = step.position();
            let from = net.start_from(step, Event::Start, day.get());
            if tight(step) && from == bounds.earliest[step as usize] {
                terms.push(ix);
            }
        }
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// A walk that moves one bound of every step as far as the arcs push it.
///
/// Steps are taken in an order in which every step comes after what it waits for, so that without
/// deadlines each is taken once. Deadlines lead back; a circle of pushes is then walked alone until
/// it rests or passes a date, and a circle that no calendar takes part in never rests.
struct Way<'a> {
    net: &'a Net,
    onward: Onward,
    rank: Vec<u32>,
    heap: BinaryHeap<Reverse<(u32, u32)>>,
    queued: Vec<bool>,
    /// The arc that moved each step last.
    cause: Vec<Option<u32>>,
}

impl<'a> Way<'a> {
    fn new(net: &'a Net, onward: Onward) -> Self {
        let order = forward_order(net);
        let mut rank = vec![0; net.size()];
        for (place, step) in (0_u32..).zip(&order) {
            rank[*step as usize] = match onward {
                Onward::Later => place,
                Onward::Earlier => u32::MAX - place,
            };
        }
        Self {
            net,
            onward,
            rank,
            heap: BinaryHeap::new(),
            queued: vec![false; net.size()],
            cause: vec![None; net.size()],
        }
    }

    fn walk(&mut self, bounds: &mut Bounds) -> Result<(), Late> {
        let size = self.net.size();
        for step in 0..u32::try_from(size).unwrap_or(u32::MAX) {
            if bounds.earliest[step as usize] > bounds.latest[step as usize] {
                return Err(self.late(step));
            }
            self.queue(step);
        }
        let mut taken = 0;
        while let Some(Reverse((_, step))) = self.heap.pop() {
            self.queued[step as usize] = false;
            taken += 1;
            if taken % (2 * size + 64) == 0
                && let Some(circle) = self.circle(step)
            {
                self.spin(&circle, bounds)?;
            }
            let net = self.net;
            let arcs = match self.onward {
                Onward::Later => &net.out[step as usize],
                Onward::Earlier => &net.into[step as usize],
            };
            for arc in arcs {
                self.push(*arc, bounds)?;
            }
        }
        Ok(())
    }

    /// Moves what an arc pushes; whether it moved.
    fn push(&mut self, ix: u32, bounds: &mut Bounds) -> Result<bool, Late> {
        let arc = &self.net.arcs[ix as usize];
        let (step, moved) = match self.onward {
            Onward::Later => {
                let start = self.net.pushed(arc, bounds.earliest[arc.before as usize]);
                let slot = &mut bounds.earliest[arc.after as usize];
                let moved = start > *slot;
                *slot = start.max(*slot);
                (arc.after, moved)
            }
            Onward::Earlier => {
                let start = self.net.held_back(arc, bounds.latest[arc.after as usize]);
                let slot = &mut bounds.latest[arc.before as usize];
                let moved = start < *slot;
                *slot = start.min(*slot);
                (arc.before, moved)
            }
        };
        if moved {
            self.cause[step as usize] = Some(ix);
            self.queue(step);
            if bounds.earliest[step as usize] > bounds.latest[step as usize] {
                return Err(self.late(step));
            }
        }
        Ok(moved)
    }

    fn queue(&mut self, step: u32) {
        if !std::mem::replace(&mut self.queued[step as usize], true) {
            self.heap.push(Reverse((self.rank[step as usize], step)));
        }
    }

    /// The step from which an arc pushes.
    fn source(&self, arc: u32) -> u32 {
        let arc = &self.net.arcs[arc as usize];
        match self.onward {
            Onward::Later => arc.before,
            Onward::Earlier => arc.after,
        }
    }

    /// The arcs that moved a step, from the last to the first; and whether they lead back to where
    /// they have been: then only the arcs of that circle.
    fn causes(&self, step: u32) -> (Vec<u32>, bool) {
        let mut place = vec![None; self.net.size()];
        let (mut here, mut arcs) = (step, Vec::new());
        loop {
            if let Some(start) = place[here as usize].replace(arcs.len()) {
                return (arcs.split_off(start), true);
            }
            let Some(arc) = self.cause[here as usize] else {
                return (arcs, false);
            };
            arcs.push(arc);
            here = self.source(arc);
        }
    }

    fn circle(&self, step: u32) -> Option<Vec<u32>> {
        let (mut arcs, circular) = self.causes(step);
        arcs.reverse();
        circular.then_some(arcs)
    }

    /// Walks round a circle of pushes alone until it rests.
    fn spin(&mut self, circle: &[u32], bounds: &mut Bounds) -> Result<(), Late> {
        loop {
            let mut rests = true;
            for arc in circle {
                rests &= !self.push(*arc, bounds)?;
            }
            if rests {
                return Ok(());
            }
        }
    }

    fn late(&self, step: u32) -> Late {
        let (arcs, circular) = self.causes(step);
        let terms = arcs.iter().rev();
        let terms = terms.filter_map(|arc| self.net.arcs[*arc as usize].term);
        let mut seen = std::collections::BTreeSet::new();
        Late {
            step: StepIx::new(step),
            terms: terms.filter(|term| seen.insert(*term)).collect(),
            circular,
        }
    }
}

/// The steps in an order in which each comes after all that it waits for; steps of a circle, which
/// only simultaneity makes here, stand where the first of them is met.
fn forward_order(net: &Net) -> Vec<u32> {
    let size = net.size();
    let forward = |arc: &Arc| arc.lag >= 0 && arc.from != Event::Since;
    let mut waits: Vec<u32> = vec![0; size];
    for arc in net.arcs.iter().filter(|arc| forward(arc)) {
        waits[arc.after as usize] += 1;
    }
    let all = 0..u32::try_from(size).unwrap_or(u32::MAX);
    let mut ready: Vec<u32> = all
        .clone()
        .rev()
        .filter(|s| waits[*s as usize] == 0)
        .collect();
    let mut placed = vec![false; size];
    let mut order = Vec::with_capacity(size);
    let mut rest = all;
    loop {
        let next = ready.pop().or_else(|| rest.find(|s| !placed[*s as usize]));
        let Some(step) = next else { return order };
        if std::mem::replace(&mut placed[step as usize], true) {
            continue;
        }
        order.push(step);
        for arc in &net.out[step as usize] {
            let arc = &net.arcs[*arc as usize];
            if forward(arc) {
                let left = &mut waits[arc.after as usize];
                *left = left.saturating_sub(1);
                if *left == 0 {
                    ready.push(arc.after);
                }
            }
        }
    }
}

/// Starts as a schedule has them.
pub(super) fn schedule(starts: &[i32]) -> Schedule {
    Schedule(Table::new(
        starts.iter().map(|day| Day::new(*day)).collect(),
    ))
}
