//! What must come before what, whatever the dates: the paths through a net's arcs that lead
//! onward in time, kept up as the search adds arcs.
#![expect(
    clippy::indexing_slicing,
    reason = "positions come from the plan's own tables"
)]

use super::bits::{Square, row};
use super::net::{Arc, Event, Net};

/// Three relations between steps that hold in every schedule of a part of the search.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    /// Row a, column b: a is done no later than b is done.
    pub(super) then: Square,
    /// Row a, column b: a is verified no later than b is done.
    pub(super) got: Square,
    /// Row a, column b: b is verified only after a is done.
    pub(super) never: Square,
}

/// How an event stands to the one that a path began at.
const NOT_MET: u8 = 0;
const NO_EARLIER: u8 = 1;
const LATER: u8 = 2;

/// The events of a step that paths go through, in order of time.
const START: usize = 0;
const DONE: usize = 1;
const VERIFIED: usize = 2;

/// Paths through a net, with the space they need.
#[derive(Debug)]
pub(super) struct Paths {
    levels: Vec<[u8; 3]>,
    stack: Vec<(u32, usize)>,
    met: Vec<u32>,
}

/// What a walk met: the steps, with the level of each event.
type Met = Vec<(u32, [u8; 3])>;

impl Relation {
    /// What the arcs of a net say.
    pub(super) fn of(net: &Net, paths: &mut Paths) -> Self {
        let size = net.size();
        let mut relation = Self {
            then: Square::none(size),
            got: Square::none(size),
            never: Square::none(size),
        };
        for step in 0..u32::try_from(size).unwrap_or(u32::MAX) {
            let met = paths.onward(net, step, DONE);
            let done = met.iter().filter(|(_, l)| l[DONE] != NOT_MET);
            relation.then.join(step, &row(size, done.map(|(s, _)| *s)));
            let later = met.iter().filter(|(_, l)| l[VERIFIED] == LATER);
            relation
                .never
                .join(step, &row(size, later.map(|(s, _)| *s)));
            let met = paths.onward(net, step, VERIFIED);
            let done = met.iter().filter(|(_, l)| l[DONE] != NOT_MET);
            relation.got.join(step, &row(size, done.map(|(s, _)| *s)));
        }
        relation
    }

    /// Takes in an arc that leads onward and has just been added to the net.
    pub(super) fn add(&mut self, net: &Net, arc: &Arc, paths: &mut Paths) {
        let (Some(from), Some(to)) = (place(arc.from), place(arc.to)) else {
            return;
        };
        let size = net.size();
        let after = paths.onward(net, arc.after, to);
        let before = paths.back(net, arc.before, from);
        let columns = |event: usize, least: u8| {
            let met = after.iter().filter(move |(_, l)| l[event] >= least);
            row(size, met.map(|(step, _)| *step))
        };
        let done = columns(DONE, NO_EARLIER);
        let proved = [columns(VERIFIED, LATER), columns(VERIFIED, NO_EARLIER)];
        for (step, levels) in before {
            if levels[DONE] != NOT_MET {
                self.then.join(step, &done);
                let later = levels[DONE] == LATER || arc.lag > 0;
                self.never.join(step, &proved[usize::from(later)]);
            }
            if levels[VERIFIED] != NOT_MET {
                self.got.join(step, &done);
            }
        }
    }
}

impl Paths {
    pub(super) fn through(net: &Net) -> Self {
        Self {
            levels: vec![[NOT_MET; 3]; net.size()],
            stack: Vec::new(),
            met: Vec::new(),
        }
    }

    fn reach(&mut self, step: u32, event: usize, level: u8) {
        let levels = &mut self.levels[step as usize];
        if levels[event] < level {
            if *levels == [NOT_MET; 3] {
                self.met.push(step);
            }
            levels[event] = level;
            self.stack.push((step, event));
        }
    }

    fn take(&mut self) -> Met {
        let met = std::mem::take(&mut self.met);
        let levels = &mut self.levels;
        let taken = |step: u32| (step, std::mem::take(&mut levels[step as usize]));
        met.into_iter().map(taken).collect()
    }

    /// Every event that is no earlier than one.
    fn onward(&mut self, net: &Net, step: u32, event: usize) -> Met {
        self.reach(step, event, NO_EARLIER);
        while let Some((step, event)) = self.stack.pop() {
            let level = self.levels[step as usize][event];
            let pace = net.paces[step as usize];
            match event {
                START => self.reach(step, DONE, raised(level, pace.days)),
                DONE => self.reach(step, VERIFIED, raised(level, pace.proving)),
                _ => {}
            }
            for arc in &net.out[step as usize] {
                let arc = &net.arcs[*arc as usize];
                if let Some(to) = place(arc.to)
                    && arc.lag >= 0
                    && place(arc.from) == Some(event)
                {
                    self.reach(arc.after, to, raised(level, arc.lag));
                }
            }
        }
        self.take()
    }

    /// Every event that is no later than one; `LATER` then says that it is earlier.
    fn back(&mut self, net: &Net, step: u32, event: usize) -> Met {
        self.reach(step, event, NO_EARLIER);
        while let Some((step, event)) = self.stack.pop() {
            let level = self.levels[step as usize][event];
            let pace = net.paces[step as usize];
            match event {
                DONE => self.reach(step, START, raised(level, pace.days)),
                VERIFIED => self.reach(step, DONE, raised(level, pace.proving)),
                _ => {}
            }
            for arc in &net.into[step as usize] {
                let arc = &net.arcs[*arc as usize];
                if let Some(from) = place(arc.from)
                    && arc.lag >= 0
                    && place(arc.to) == Some(event)
                {
                    self.reach(arc.before, from, raised(level, arc.lag));
                }
            }
        }
        self.take()
    }
}

const fn place(event: Event) -> Option<usize> {
    match event {
        Event::Start => Some(START),
        Event::Since => None,
        Event::Done => Some(DONE),
        Event::Verified => Some(VERIFIED),
    }
}

const fn raised(level: u8, days: i32) -> u8 {
    if days > 0 { LATER } else { level }
}
