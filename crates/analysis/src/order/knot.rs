//! Knots: strongly connected acts, found in one pass without recursion (Tarjan 1972).
#![expect(
    clippy::indexing_slicing,
    reason = "positions come from the graph's own rows"
)]

use super::{Graph, act};
use problem::ActIx;
use problem::order::{Circle, Precedence};
use std::collections::VecDeque;

/// Acts each of which must come before every other, and so before itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knot {
    /// The places of the knot, in order; acts that happen together stand under the first of them.
    pub places: Vec<ActIx>,
    /// A shortest circle through the first of them.
    pub circle: Circle,
}

/// The knots of an order, by their first act.
pub(super) fn knots(graph: &Graph, order: &Precedence) -> Vec<Knot> {
    let all: Vec<u32> = (0..).take(graph.after.len()).collect();
    let mut knots: Vec<Knot> = Components::of(graph)
        .among(&all)
        .into_iter()
        .filter_map(|places| {
            let round = shortest(graph, &places);
            let acts: Vec<ActIx> = round.into_iter().filter_map(act).collect();
            Some(Knot {
                circle: order.circle(&acts)?,
                places: places.into_iter().filter_map(act).collect(),
            })
        })
        .collect();
    knots.sort_by(|one, other| one.places.cmp(&other.places));
    knots
}

/// A shortest way round from the first place of a component back to it, breadth first.
pub(crate) fn shortest(graph: &Graph, places: &[u32]) -> Vec<u32> {
    let root = places[0];
    let mut from: Vec<Option<u32>> = vec![None; places.len()];
    let mut queue = VecDeque::from([root]);
    while let Some(here) = queue.pop_front() {
        for &next in &graph.after[here as usize] {
            if next == root {
                let mut round = vec![here];
                while let Some(before) = round.last().filter(|last| **last != root) {
                    let at = places.binary_search(before).ok();
                    round.extend(at.and_then(|at| from[at]));
                }
                round.reverse();
                return round;
            }
            if let Ok(at) = places.binary_search(&next)
                && from[at].is_none()
            {
                from[at] = Some(here);
                queue.push_back(next);
            }
        }
    }
    vec![root]
}

/// The state of the search for components, kept between searches on the same graph.
pub(crate) struct Components<'a> {
    graph: &'a Graph,
    /// 0 outside the set searched, 1 not yet seen, then 2 and up in order of being seen.
    seen: Vec<u32>,
    low: Vec<u32>,
    open: Vec<bool>,
    /// How many steps were looked at.
    pub(super) nodes: u64,
}

impl<'a> Components<'a> {
    /// Nothing searched yet.
    pub(crate) fn of(graph: &'a Graph) -> Self {
        let size = graph.after.len();
        Self {
            graph,
            seen: vec![0; size],
            low: vec![0; size],
            open: vec![false; size],
            nodes: 0,
        }
    }

    /// The components among some places that hold a circle, each sorted.
    pub(crate) fn among(&mut self, places: &[u32]) -> Vec<Vec<u32>> {
        let mut found = Vec::new();
        for &place in places {
            self.seen[place as usize] = 1;
        }
        let mut clock = 1;
        let mut stack = Vec::new();
        for &root in places {
            if self.seen[root as usize] == 1 {
                self.search(root, &mut clock, &mut stack, &mut found);
            }
        }
        for &place in places {
            self.seen[place as usize] = 0;
        }
        found
    }

    fn search(
        &mut self,
        root: u32,
        clock: &mut u32,
        stack: &mut Vec<u32>,
        found: &mut Vec<Vec<u32>>,
    ) {
        let graph = self.graph;
        let mut path = vec![(root, 0_usize)];
        self.enter(root, clock, stack);
        while let Some((here, edge)) = path.last_mut() {
            let at = *here as usize;
            let Some(&next) = graph.after[at].get(*edge) else {
                path.pop();
                if let Some((above, _)) = path.last() {
                    let above = *above as usize;
                    self.low[above] = self.low[above].min(self.low[at]);
                }
                if self.low[at] == self.seen[at] {
                    found.extend(self.close(at, stack));
                }
                continue;
            };
            *edge += 1;
            self.nodes += 1;
            let next_at = next as usize;
            if self.seen[next_at] == 1 {
                self.enter(next, clock, stack);
                path.push((next, 0));
            } else if self.open[next_at] && self.seen[next_at] != 0 {
                self.low[at] = self.low[at].min(self.seen[next_at]);
            }
        }
    }

    fn enter(&mut self, place: u32, clock: &mut u32, stack: &mut Vec<u32>) {
        let at = place as usize;
        *clock += 1;
        self.seen[at] = *clock;
        self.low[at] = *clock;
        self.open[at] = true;
        stack.push(place);
    }

    /// Takes a finished component off the stack; gives it if it holds a circle.
    fn close(&mut self, root: usize, stack: &mut Vec<u32>) -> Option<Vec<u32>> {
        let start = stack.iter().rposition(|place| *place as usize == root)?;
        let mut places = stack.split_off(start);
        for &place in &places {
            self.open[place as usize] = false;
        }
        places.sort_unstable();
        let alone = || self.graph.after[root].binary_search(&places[0]).is_err();
        if places.len() == 1 && alone() {
            return None;
        }
        Some(places)
    }
}
