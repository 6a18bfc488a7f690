//! Guarantees that wait for themselves.

use problem::guarantee::{Guarantees, Knot, Need};
use problem::{Claim, GuaranteeIx, Reach};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// For each guarantee that waits for something that waits for itself: the nearest such circle, as
/// short as it can be there, with the shortest way to it. In order of the guarantees.
///
/// What waits for nothing is taken away until everything left waits for something left (Kahn
/// 1962); what is left leads into a circle, and breadth first finds the nearest. A node is one
/// need looked at.
#[must_use]
pub fn knots(of: &Guarantees) -> Claim<Vec<(GuaranteeIx, Knot)>> {
    let ids = || of.guarantees().ids();
    let needs: BTreeSet<Need> = ids().map(|id| of.need(id)).collect();
    let graph = trimmed(reached(of, needs));
    let mut nodes = 0;
    let mut known: BTreeMap<Need, Option<Knot>> = BTreeMap::new();
    let caught = ids().filter_map(|id| {
        let need = of.need(id);
        let knot = known.entry(need);
        let knot = knot.or_insert_with(|| nearest(&graph, need, &mut nodes));
        Some((id, knot.clone()?))
    });
    Claim {
        answer: caught.collect(),
        method: "what waits for nothing taken away (Kahn 1962), then breadth first",
        nodes,
        reach: Reach::Complete,
    }
}

type Graph = BTreeMap<Need, BTreeSet<Need>>;

/// What these needs wait for, and that in turn.
fn reached(of: &Guarantees, needs: BTreeSet<Need>) -> Graph {
    let mut todo: Vec<Need> = needs.into_iter().collect();
    let mut graph = Graph::new();
    while let Some(need) = todo.pop() {
        if let Entry::Vacant(place) = graph.entry(need) {
            let waits = place.insert(of.waited_for(need));
            todo.extend(waits.iter().copied());
        }
    }
    graph
}

/// The graph without whatever leads into no circle.
fn trimmed(mut graph: Graph) -> Graph {
    let mut waiting: BTreeMap<Need, Vec<Need>> = BTreeMap::new();
    for (need, waits) in &graph {
        for other in waits {
            waiting.entry(*other).or_default().push(*need);
        }
    }
    let free = graph.iter().filter(|(_, waits)| waits.is_empty());
    let mut todo: Vec<Need> = free.map(|(need, _)| *need).collect();
    while let Some(need) = todo.pop() {
        graph.remove(&need);
        for before in waiting.get(&need).into_iter().flatten() {
            if let Some(waits) = graph.get_mut(before)
                && waits.remove(&need)
                && waits.is_empty()
            {
                todo.push(*before);
            }
        }
    }
    graph
}

/// The nearest circle from a need, if it leads into one.
fn nearest(graph: &Graph, need: Need, nodes: &mut u64) -> Option<Knot> {
    graph.get(&need)?;
    let mut before: BTreeMap<Need, Need> = BTreeMap::new();
    let mut queue = VecDeque::from([need]);
    let mut seen = BTreeSet::from([need]);
    while let Some(here) = queue.pop_front() {
        *nodes = nodes.saturating_add(1);
        if let Some(circle) = circle(graph, here, nodes) {
            let mut way: Vec<Need> = Vec::new();
            let mut at = here;
            while let Some(earlier) = before.get(&at) {
                way.push(*earlier);
                at = *earlier;
            }
            way.reverse();
            return Some(Knot { way, circle });
        }
        for next in graph.get(&here).into_iter().flatten() {
            if seen.insert(*next) {
                before.insert(*next, here);
                queue.push_back(*next);
            }
        }
    }
    None
}

/// The shortest circle through a need, if there is one.
fn circle(graph: &Graph, need: Need, nodes: &mut u64) -> Option<Vec<Need>> {
    let mut before: BTreeMap<Need, Need> = BTreeMap::new();
    let mut queue = VecDeque::from([need]);
    while let Some(here) = queue.pop_front() {
        *nodes = nodes.saturating_add(1);
        for next in graph.get(&here).into_iter().flatten() {
            if *next == need {
                let mut circle = vec![here];
                let mut at = here;
                while at != need {
                    at = *before.get(&at)?;
                    circle.push(at);
                }
                circle.reverse();
                return Some(circle);
            }
            if !before.contains_key(next) {
                before.insert(*next, here);
                queue.push_back(*next);
            }
        }
    }
    None
}
