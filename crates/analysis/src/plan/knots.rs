//! Steps of a plan that wait for each other, so that none of them can come first.

use crate::order::Graph;
use crate::order::knot::{Components, shortest};
use problem::plan::{Plan, Term};
use problem::{Index, StepIx, TermIx};
use std::collections::BTreeMap;

/// Steps each of which waits for every other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Knot {
    /// The steps, in order; of steps that are done together the first stands for all.
    pub steps: Vec<StepIx>,
    /// The terms of a shortest circle through the first of them, each leading to the next.
    pub circle: Vec<TermIx>,
}

/// The knots of a plan, by their first step.
pub(super) fn knots(plan: &Plan) -> Vec<Knot> {
    let place = |step: StepIx| {
        plan.together()
            .get(step)
            .copied()
            .unwrap_or(step)
            .position()
    };
    let mut carrier: BTreeMap<(u32, u32), TermIx> = BTreeMap::new();
    for (ix, term) in plan.terms().iter() {
        let arc = match *term {
            Term::Requires { step, first, .. } => (place(first), place(step)),
            Term::Triggers { step, then, .. } => (place(step), place(then)),
            Term::Simultaneous { .. }
            | Term::Excludes { .. }
            | Term::Within { .. }
            | Term::NotBefore { .. } => continue,
        };
        if arc.0 != arc.1 {
            carrier.entry(arc).or_insert(ix);
        }
    }
    let mut after = vec![Vec::new(); plan.steps().len()];
    for (before, then) in carrier.keys() {
        if let Some(row) = after.get_mut(Index::position(StepIx::new(*before))) {
            row.push(*then);
        }
    }
    let graph = Graph { after };
    let all: Vec<u32> = (0..).take(graph.after.len()).collect();
    let mut knots: Vec<Knot> = Components::of(&graph)
        .among(&all)
        .into_iter()
        .map(|places| {
            let round = shortest(&graph, &places);
            let turns = round.iter().zip(round.iter().cycle().skip(1));
            Knot {
                circle: turns
                    .filter_map(|(a, b)| carrier.get(&(*a, *b)).copied())
                    .collect(),
                steps: places.into_iter().map(StepIx::new).collect(),
            }
        })
        .collect();
    knots.sort_by(|one, other| one.steps.cmp(&other.steps));
    knots
}
