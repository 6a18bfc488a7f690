//! Following moved dates along the arcs of a net until nothing moves.
//!
//! Where arcs push each other round and round, only a calendar can bring them to rest: such a
//! circle is walked alone.
#![expect(
    clippy::indexing_slicing,
    reason = "positions come from the plan's own tables"
)]

use super::net::{Bounds, Event, Net};
use std::collections::VecDeque;

/// A step whose earliest start lies after its latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Crossed(pub(super) u32);

/// Which bound is moved, and in which direction along the arcs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Onward {
    /// The earliest starts move later, from what comes before to what comes after.
    Later,
    /// The latest starts move earlier, the other way.
    Earlier,
}

/// The steps whose bounds moved and have not been followed up, and which arcs moved them.
#[derive(Debug)]
pub(super) struct Moved {
    queue: VecDeque<u32>,
    queued: Vec<bool>,
    /// How often a bound of a step was moved since the last clearing, and by which arc last, for
    /// each direction.
    moves: [Vec<(u8, u32)>; 2],
    touched: Vec<u32>,
}

/// After so many moves of one bound it is asked whether arcs push each other in a circle.
const MOVES_MAX: u8 = 12;

/// No arc.
const NOTHING: u32 = u32::MAX;

impl Net {
    /// Moves a step's earliest start to a day or later.
    pub(super) fn not_before(
        &self,
        bounds: &mut Bounds,
        (step, event, morning): (u32, Event, i32),
        moved: &mut Moved,
    ) -> Result<bool, Crossed> {
        let start = self.start_from(step, event, morning);
        let slot = &mut bounds.earliest[step as usize];
        if start <= *slot {
            return Ok(false);
        }
        *slot = start;
        moved.push(step);
        if start > bounds.latest[step as usize] {
            return Err(Crossed(step));
        }
        Ok(true)
    }

    /// Moves a step's latest start to a day or earlier.
    pub(super) fn not_after(
        &self,
        bounds: &mut Bounds,
        (step, event, morning): (u32, Event, i32),
        moved: &mut Moved,
    ) -> Result<bool, Crossed> {
        let start = self.start_until(step, event, morning);
        let slot = &mut bounds.latest[step as usize];
        if start >= *slot {
            return Ok(false);
        }
        *slot = start;
        moved.push(step);
        if start < bounds.earliest[step as usize] {
            return Err(Crossed(step));
        }
        Ok(true)
    }

    /// Follows every moved bound along the arcs, both ways, until nothing moves.
    pub(super) fn settle(&self, bounds: &mut Bounds, moved: &mut Moved) -> Result<(), Crossed> {
        while let Some(step) = moved.pop() {
            for ix in &self.out[step as usize] {
                let arc = &self.arcs[*ix as usize];
                let start = self.pushed(arc, bounds.earliest[step as usize]);
                if self.not_before(bounds, (arc.after, Event::Start, start), moved)? {
                    let turning = moved.count(Onward::Later, arc.after, *ix);
                    if turning {
                        self.spin(Onward::Later, arc.after, bounds, moved)?;
                    }
                }
            }
            for ix in &self.into[step as usize] {
                let arc = &self.arcs[*ix as usize];
                let start = self.held_back(arc, bounds.latest[step as usize]);
                if self.not_after(bounds, (arc.before, Event::Start, start), moved)? {
                    let turning = moved.count(Onward::Earlier, arc.before, *ix);
                    if turning {
                        self.spin(Onward::Earlier, arc.before, bounds, moved)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Walks round a circle of pushes alone, if a step is on one, until it rests or crosses.
    fn spin(
        &self,
        onward: Onward,
        step: u32,
        bounds: &mut Bounds,
        moved: &mut Moved,
    ) -> Result<(), Crossed> {
        let circle = moved.circle(self, onward, step);
        loop {
            let mut rests = true;
            for ix in &circle {
                let arc = &self.arcs[*ix as usize];
                rests &= !match onward {
                    Onward::Later => {
                        let start = self.pushed(arc, bounds.earliest[arc.before as usize]);
                        self.not_before(bounds, (arc.after, Event::Start, start), moved)?
                    }
                    Onward::Earlier => {
                        let start = self.held_back(arc, bounds.latest[arc.after as usize]);
                        self.not_after(bounds, (arc.before, Event::Start, start), moved)?
                    }
                };
            }
            if rests {
                return Ok(());
            }
        }
    }
}

impl Moved {
    /// Nothing moved yet, of so many steps.
    pub(super) fn none(steps: usize) -> Self {
        Self {
            queue: VecDeque::new(),
            queued: vec![false; steps],
            moves: [vec![(0, NOTHING); steps], vec![(0, NOTHING); steps]],
            touched: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, step: u32) {
        if !std::mem::replace(&mut self.queued[step as usize], true) {
            self.queue.push_back(step);
        }
    }

    fn pop(&mut self) -> Option<u32> {
        let step = self.queue.pop_front()?;
        self.queued[step as usize] = false;
        Some(step)
    }

    /// Forgets what has not been followed up, and what moved it.
    pub(super) fn clear(&mut self) {
        while self.pop().is_some() {}
        for step in self.touched.drain(..) {
            for moves in &mut self.moves {
                moves[step as usize] = (0, NOTHING);
            }
        }
    }

    /// Counts a move; whether there were many.
    fn count(&mut self, onward: Onward, step: u32, arc: u32) -> bool {
        let (times, by) = &mut self.moves[onward as usize][step as usize];
        if *by == NOTHING {
            self.touched.push(step);
        }
        *by = arc;
        *times += 1;
        if *times < MOVES_MAX {
            return false;
        }
        *times = 0;
        true
    }

    /// The arcs of the circle that moved a step, in the order of their pushes; none if there is no
    /// circle.
    fn circle(&self, net: &Net, onward: Onward, step: u32) -> Vec<u32> {
        let (mut here, mut met, mut arcs) = (step, vec![step], Vec::new());
        loop {
            let (_, arc) = self.moves[onward as usize][here as usize];
            if arc == NOTHING {
                return Vec::new();
            }
            arcs.push(arc);
            let arc = &net.arcs[arc as usize];
            here = match onward {
                Onward::Later => arc.before,
                Onward::Earlier => arc.after,
            };
            if let Some(start) = met.iter().position(|other| *other == here) {
                arcs.drain(..start);
                arcs.reverse();
                return arcs;
            }
            met.push(here);
        }
    }
}
