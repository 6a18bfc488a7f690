//! Points that are gone, those that stand elsewhere, and the turn in which changes are made.

use super::places::Section;
use super::{Desk, Finding, Placed};
use case::PointId;
use std::collections::BTreeSet;
use text::{PointText, Proposal};

/// The same proposals in the turn in which they are made one after another, each to the outcome of
/// those before it: so new points in a row come in their order, and none is put behind a point that
/// is taken out or has yet to be moved.
#[must_use]
pub fn in_turn(proposals: Vec<Proposal>) -> Vec<Proposal> {
    let (mut changes, mut moves, mut added, mut gone) = (vec![], vec![], vec![], vec![]);
    for proposal in proposals {
        let kind = match proposal {
            Proposal::Change { .. } => &mut changes,
            Proposal::Move { .. } => &mut moves,
            Proposal::Add { .. } => &mut added,
            Proposal::Drop { .. } => &mut gone,
        };
        kind.push(proposal);
    }
    // each goes directly behind its point, so the last of a row is put there first
    added.reverse();
    [changes, moves, added, gone].concat()
}

impl Desk<'_> {
    /// Points that are not in the document any more.
    pub(super) fn gone(&mut self, sections: &[Section<'_>]) {
        let there: BTreeSet<&PointId> = sections.iter().filter_map(Section::id).collect();
        let mut after: Option<PointId> = None;
        for point in self.paper.text.points() {
            if !there.contains(point.id()) {
                let point = Box::new(PointText::clone(point));
                let after = after.clone();
                self.edits.placed.push(Placed {
                    proposal: Proposal::Drop { after, point },
                    found: Finding::Gone,
                    now: None,
                });
            }
            after = Some(point.id().clone());
        }
    }

    /// Points that stand elsewhere among those that are still there: as few as will do.
    pub(super) fn moved(&mut self, sections: &[Section<'_>]) {
        let now = sections.iter().filter_map(|section| section.point.as_ref());
        let now: Vec<&(PointId, Finding)> = now.collect();
        let base: Vec<&PointId> = self
            .paper
            .text
            .points()
            .iter()
            .map(|one| one.id())
            .collect();
        let place = |id: &PointId| base.iter().position(|other| *other == id).unwrap_or(0);
        let places: Vec<usize> = now.iter().map(|(id, _)| place(id)).collect();
        let stays = rising(&places);
        let mut after: Option<&PointId> = None;
        for (at, (id, finding)) in now.iter().enumerate() {
            if !stays.contains(&at) {
                let stood = place(id).checked_sub(1).and_then(|before| base.get(before));
                self.edits.placed.push(Placed {
                    proposal: Proposal::Move {
                        point: id.clone(),
                        was: stood.map(|id| (*id).clone()),
                        now: after.cloned(),
                    },
                    found: *finding,
                    now: self.paper.text.point(id).cloned(),
                });
            }
            after = Some(id);
        }
    }
}

/// The places of a longest row of numbers that rise.
fn rising(numbers: &[usize]) -> BTreeSet<usize> {
    // for each number, how long a row ends with it, and what stands before it there
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, number) in numbers.iter().enumerate() {
        let before = numbers.iter().zip(&best).enumerate().take(at);
        let before = before.filter(|(_, (other, _))| *other < number);
        let longest = before.max_by_key(|(_, (_, (length, _)))| *length);
        best.push(longest.map_or((1, None), |(at, (_, (length, _)))| (length + 1, Some(at))));
    }
    let mut last = (0..best.len()).max_by_key(|at| best.get(*at).map(|(length, _)| *length));
    let mut row = BTreeSet::new();
    while let Some(at) = last {
        row.insert(at);
        last = best.get(at).and_then(|(_, before)| *before);
    }
    row
}
