//! Every elementary circle once, with a budget and without recursion (Johnson, "Finding all the
//! elementary circuits of a directed graph", SIAM J. Comput. 4(1), 1975).
#![expect(
    clippy::indexing_slicing,
    reason = "positions come from the graph's own rows"
)]

use super::knot::Components;
use super::{Graph, act};
use problem::Effort;
use problem::order::{Circle, Precedence};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// How many steps pass between two looks at the watch.
const STEPS_PER_LOOK: u64 = 4096;

/// A search in progress.
pub(super) struct Search<'a> {
    graph: &'a Graph,
    order: &'a Precedence,
    effort: &'a Effort<'a>,
    components: Components<'a>,
    /// Which component a place is in while it is searched; 0 for none.
    member: Vec<u32>,
    blocked: Vec<bool>,
    /// Who is to be unblocked when a place is.
    waiting: Vec<BTreeSet<u32>>,
    looked: u64,
    /// How many steps were looked at.
    pub(super) nodes: u64,
    /// The circles found so far, in order.
    pub(super) found: Vec<Circle>,
}

/// One place on the way: the next step to try, and whether a circle was closed beyond it.
struct Frame {
    place: u32,
    edge: usize,
    closed: bool,
}

impl<'a> Search<'a> {
    /// Nothing searched yet.
    pub(super) fn new(graph: &'a Graph, order: &'a Precedence, effort: &'a Effort<'a>) -> Self {
        let size = graph.after.len();
        Self {
            graph,
            order,
            effort,
            components: Components::of(graph),
            member: vec![0; size],
            blocked: vec![false; size],
            waiting: vec![BTreeSet::new(); size],
            looked: 0,
            nodes: 0,
            found: Vec::new(),
        }
    }

    /// Finds every circle, or breaks off when the effort is spent.
    ///
    /// Takes the component with the least place, finds the circles that it leads, and splits what
    /// is left of the component without it.
    pub(super) fn run(&mut self) -> ControlFlow<()> {
        let all: Vec<u32> = (0..).take(self.graph.after.len()).collect();
        let mut open = BTreeMap::new();
        self.split(&all, &mut open)?;
        let mut mark = 0;
        while let Some((root, places)) = open.pop_first() {
            mark += 1;
            for &place in &places {
                self.member[place as usize] = mark;
                self.blocked[place as usize] = false;
                self.waiting[place as usize].clear();
            }
            self.circuits(root, mark)?;
            let rest: Vec<u32> = places.into_iter().filter(|place| *place != root).collect();
            self.split(&rest, &mut open)?;
        }
        ControlFlow::Continue(())
    }

    fn split(&mut self, places: &[u32], open: &mut BTreeMap<u32, Vec<u32>>) -> ControlFlow<()> {
        let before = self.components.nodes;
        for component in self.components.among(places) {
            open.insert(component[0], component);
        }
        self.spend(self.components.nodes - before)
    }

    fn circuits(&mut self, root: u32, mark: u32) -> ControlFlow<()> {
        let graph = self.graph;
        let mut path = vec![Frame::at(root)];
        self.blocked[root as usize] = true;
        while let Some(frame) = path.last_mut() {
            let place = frame.place;
            let Some(&next) = graph.after[place as usize].get(frame.edge) else {
                let closed = frame.closed;
                path.pop();
                if closed {
                    self.unblock(place);
                } else {
                    self.wait(place, mark);
                }
                if let Some(above) = path.last_mut() {
                    above.closed |= closed;
                }
                continue;
            };
            frame.edge += 1;
            self.spend(1)?;
            if self.member[next as usize] != mark || next < root {
                continue;
            }
            if next == root {
                frame.closed = true;
                self.keep(&path)?;
            } else if !self.blocked[next as usize] {
                self.blocked[next as usize] = true;
                path.push(Frame::at(next));
            }
        }
        ControlFlow::Continue(())
    }

    fn keep(&mut self, path: &[Frame]) -> ControlFlow<()> {
        if self.found.len() >= self.effort.vectors_max {
            return ControlFlow::Break(());
        }
        let acts: Vec<_> = path.iter().filter_map(|frame| act(frame.place)).collect();
        self.found.extend(self.order.circle(&acts));
        self.spend(path.len() as u64)
    }

    /// Nothing closed beyond a place: it stays blocked until one of its followers is free.
    fn wait(&mut self, place: u32, mark: u32) {
        for &next in &self.graph.after[place as usize] {
            if self.member[next as usize] == mark {
                self.waiting[next as usize].insert(place);
            }
        }
    }

    fn unblock(&mut self, place: u32) {
        let mut free = vec![place];
        while let Some(place) = free.pop() {
            self.blocked[place as usize] = false;
            let waiting = std::mem::take(&mut self.waiting[place as usize]);
            free.extend(waiting.into_iter().filter(|w| self.blocked[*w as usize]));
        }
    }

    fn spend(&mut self, steps: u64) -> ControlFlow<()> {
        self.nodes += steps;
        let look = self.nodes / STEPS_PER_LOOK;
        let stopped = look != self.looked && self.effort.watch.is_stopped();
        self.looked = look;
        if stopped || self.nodes > self.effort.nodes_max {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

impl Frame {
    const fn at(place: u32) -> Self {
        Self {
            place,
            edge: 0,
            closed: false,
        }
    }
}
