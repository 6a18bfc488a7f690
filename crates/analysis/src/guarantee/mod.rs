//! What guarantees hang on: the smallest sets whose failing uncovers a fear, and the guarantees
//! that wait for themselves.

mod knots;

use problem::guarantee::{CUT_MAX, Cut, Guarantees};
use problem::{Bound, Claim, Effort, FearIx, Reach};
use std::collections::BTreeSet;

pub use knots::knots;

/// The smallest sets of one or two parties and acts whose failing uncovers a fear, in order.
///
/// Each guarantee that still covers the fear must fall, so one of the parts that it hangs on must
/// fail: the search branches on those (hitting sets, Reiter 1987). A node is one set looked at.
#[must_use]
pub fn cuts(of: &Guarantees, fear: FearIx, effort: &Effort<'_>) -> Claim<Vec<Cut>> {
    let mut search = Search {
        of,
        fear,
        effort,
        nodes: 0,
        stopped: false,
        seen: BTreeSet::new(),
        found: BTreeSet::new(),
    };
    search.from(Cut::new());
    let Search {
        nodes,
        stopped,
        found,
        ..
    } = search;
    // What stopped early may have missed a smaller one.
    let smallest = |cut: &Cut| {
        let mut others = found.iter();
        let is_least = !others.any(|other| other != cut && other.is_subset(cut));
        !cut.is_empty() && is_least && (!stopped || of.is_cut(fear, cut))
    };
    Claim {
        method: "hitting sets of what the guarantees hang on (Reiter 1987)",
        nodes,
        reach: if stopped {
            Reach::Stopped(Bound::Unknown)
        } else {
            Reach::Complete
        },
        answer: found.iter().filter(|cut| smallest(cut)).cloned().collect(),
    }
}

struct Search<'a> {
    of: &'a Guarantees,
    fear: FearIx,
    effort: &'a Effort<'a>,
    nodes: u64,
    stopped: bool,
    seen: BTreeSet<Cut>,
    found: BTreeSet<Cut>,
}

impl Search<'_> {
    fn from(&mut self, failed: Cut) {
        if self.stopped || !self.seen.insert(failed.clone()) {
            return;
        }
        if self.nodes >= self.effort.nodes_max || self.effort.watch.is_stopped() {
            self.stopped = true;
            return;
        }
        self.nodes = self.nodes.saturating_add(1);
        let standing = self.of.standing(&failed);
        let Some(covering) = self.of.against(self.fear).find(|id| standing.contains(id)) else {
            self.found.insert(failed);
            return;
        };
        if failed.len() == CUT_MAX {
            return;
        }
        for part in self.of.support(covering) {
            if !failed.contains(&part) {
                let mut more = failed.clone();
                more.insert(part);
                self.from(more);
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
