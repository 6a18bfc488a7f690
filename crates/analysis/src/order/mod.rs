//! Circular preconditions: every circle of an order, and the knots they lie in.
//!
//! Circles can be more numerous than atoms, so their list has a budget; the knots have none: they
//! take one pass, and name every act that waits for itself.

mod johnson;
pub(crate) mod knot;
mod repair;

use problem::order::{Circle, Precedence};
use problem::{ActIx, Bound, Claim, Effort, Index, Reach};

pub use knot::Knot;
pub use repair::{Fewest, breaking, fewest};

/// Every circle, each once, in order of its acts (Johnson 1975).
///
/// A node is one step looked at; [`Effort::vectors_max`] limits how many circles are kept.
#[must_use]
pub fn circles(order: &Precedence, effort: &Effort<'_>) -> Claim<Vec<Circle>> {
    let graph = Graph::of(order);
    let mut search = johnson::Search::new(&graph, order, effort);
    let stopped = search.run().is_break();
    Claim {
        method: "elementary circuits by depth-first search (Johnson 1975)",
        nodes: search.nodes,
        reach: if stopped {
            Reach::Stopped(Bound::Unknown)
        } else {
            Reach::Complete
        },
        answer: search.found,
    }
}

/// The knots: the largest sets of acts each of which waits for every other, with one circle of
/// each.
///
/// An act lies on some circle exactly when it lies in a knot (Tarjan 1972). In order of the acts.
#[must_use]
pub fn knots(order: &Precedence) -> Vec<Knot> {
    knot::knots(&Graph::of(order), order)
}

/// The steps of an order by position: for each place, the places that must come after it, sorted.
pub(crate) struct Graph {
    pub(crate) after: Vec<Vec<u32>>,
}

impl Graph {
    fn of(order: &Precedence) -> Self {
        let mut after = vec![Vec::new(); order.acts()];
        for (before, then, _) in order.steps() {
            if let Some(row) = after.get_mut(Index::position(before)) {
                row.push(u32::from(then.position()));
            }
        }
        Self { after }
    }
}

/// The act at a position of the graph.
fn act(position: u32) -> Option<ActIx> {
    ActIx::from_position(usize::try_from(position).ok()?)
}

#[cfg(test)]
mod tests;
