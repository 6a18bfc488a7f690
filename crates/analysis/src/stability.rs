//! Which states of a conflict hold, and how one state is reached from another.
//!
//! The sanctions of all others against one party are one question: how badly can they answer from
//! each state? It is settled for every state at once by walking backwards from the states that are
//! worst for the party, so that each state is reached first from the worst that can follow it.

mod coalitions;
mod courses;
mod graph;
mod groups;
mod knots;
mod option_form;
mod verdict;

pub use coalitions::{Gain, coalition_gains};
pub use courses::{Courses, courses, graph_courses};

use crate::stability::groups::Groups;
use problem::stability::{GraphModel, OptionGame, Sanctions, Stability};
use problem::{Bound, Claim, Effort, Reach};

/// The work may not go on: its nodes are used up, or somebody stopped it.
struct Stopped;

/// What one part of the work may cost, and what it has cost.
struct Budget<'a> {
    nodes: u64,
    nodes_max: u64,
    effort: &'a Effort<'a>,
}

impl<'a> Budget<'a> {
    const fn new(effort: &'a Effort<'a>, nodes_max: u64) -> Self {
        Self {
            nodes: 0,
            nodes_max,
            effort,
        }
    }

    /// Counts nodes that are looked at.
    fn spend(&mut self, nodes: usize) -> Result<(), Stopped> {
        self.nodes += nodes as u64;
        if self.nodes > self.nodes_max || self.effort.watch.is_stopped() {
            return Err(Stopped);
        }
        Ok(())
    }
}

/// Which states hold for which party in a graph model; nothing, if the effort ran out.
///
/// A node is a move looked at.
#[must_use]
pub fn graph_stability(
    model: &GraphModel,
    sanctions: Sanctions,
    effort: &Effort<'_>,
) -> Claim<Option<Stability>> {
    let mut budget = Budget::new(effort, effort.nodes_max);
    let answer = graph::stability(model, sanctions, &mut budget).ok();
    claimed(answer, (METHOD_GRAPH, budget.nodes))
}

/// Which states hold for which party in a conflict in option form; nothing, if the effort ran out.
///
/// A node is a state or a group of states looked at. Each party's work has an equal share of the
/// nodes, so that the answer does not depend on the threads.
#[must_use]
pub fn stability(
    game: &OptionGame,
    sanctions: Sanctions,
    effort: &Effort<'_>,
) -> Claim<Option<Stability>> {
    if game.form().is_merged() {
        let states = game.form().sets().count() as u64;
        let pairs = states.saturating_mul(states);
        let nodes = pairs.saturating_mul(game.ranks().len() as u64);
        if nodes > effort.nodes_max.min(PAIRS_MAX) {
            return claimed(None, (METHOD_GRAPH, 0));
        }
        let mut claim = graph_stability(&game.graph(), sanctions, effort);
        claim.nodes += nodes;
        return claim;
    }
    let (answer, nodes) = option_form::stability(game, sanctions, effort);
    claimed(answer, (METHOD_FORM, nodes))
}

/// The most pairs of states looked at where some sets of options count as one state.
const PAIRS_MAX: u64 = 1 << 30;

const METHOD_GRAPH: &str = "backwards from the worst answers, over who moved last";
const METHOD_FORM: &str = "backwards from the worst answers, by groups that a party moves within";

const fn claimed(
    answer: Option<Stability>,
    (method, nodes): (&'static str, u64),
) -> Claim<Option<Stability>> {
    let reach = match answer {
        Some(_) => Reach::Complete,
        None => Reach::Stopped(Bound::Unknown),
    };
    Claim {
        answer,
        method,
        nodes,
        reach,
    }
}

#[cfg(test)]
mod tests;
