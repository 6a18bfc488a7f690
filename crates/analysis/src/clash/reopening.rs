//! The least amounts by which values of no deal must be lowered, and what then opens.

use crate::feasibility::mask::Mask;
use crate::feasibility::oracle::{Finding, Oracle};
use problem::{Correction, Effort, Index, Move, Package, PartyIx, Problem, Reopening, Score};

/// The moves behind corrections, found over one oracle.
pub(super) struct Reopener<'p, 'e> {
    oracle: Oracle<'p>,
    effort: &'e Effort<'e>,
}

/// The demands left, with the floors that go with them.
type Left = (Mask, Vec<Option<i64>>);

impl<'p, 'e> Reopener<'p, 'e> {
    pub(super) fn new(problem: &'p Problem, effort: &'e Effort<'e>) -> Self {
        Self {
            oracle: Oracle::new(problem),
            effort,
        }
    }

    pub(super) const fn nodes(&self) -> u64 {
        self.oracle.nodes
    }

    /// The reopenings that a correction stands for; `None` if the effort ran out.
    pub(super) fn reopenings(&mut self, correction: &Correction) -> Option<Vec<Reopening>> {
        let given_up = self.oracle.mask(&correction.demands);
        let mut left = self.oracle.mask(&self.oracle.demands);
        given_up.iter().for_each(|place| left.remove(place));
        let floors = self.oracle.floors_of(&left);
        let mut found = Vec::new();
        for order in correction.orders() {
            let left = (left.clone(), floors.clone());
            found.push(self.reopening(correction, &order, left)?);
        }
        found.sort();
        found.dedup_by(|a, b| a.moves == b.moves);
        Some(found)
    }

    fn reopening(
        &mut self,
        correction: &Correction,
        order: &[PartyIx],
        (left, mut floors): Left,
    ) -> Option<Reopening> {
        let mut moves = correction.lifts();
        let mut witness = correction.witness.clone();
        for party in order {
            let (package, most) = self.most(&(left.clone(), floors.clone()), *party)?;
            let stance = self.oracle.problem.stances().get(*party)?;
            let by = stance.reservation? - most;
            let floor = self
                .oracle
                .ledger
                .floor(Index::position(*party), most.get());
            if let Some(row) = floors.get_mut(Index::position(*party)) {
                *row = Some(floor);
            }
            witness = package;
            moves.push(Move::Lower { party: *party, by });
        }
        moves.sort();
        let left = (left, floors);
        let mut best = Vec::new();
        for party in self.oracle.problem.stances().ids() {
            best.push(Some(self.most(&left, party)?.1));
        }
        Some(Reopening {
            moves,
            witness,
            best: problem::Table::new(best),
        })
    }

    /// The most that a party can get, with a package that gives it; `None` if the effort ran out.
    fn most(&mut self, (left, floors): &Left, party: PartyIx) -> Option<(Package, Score)> {
        let place = Index::position(party);
        let (finding, best) = self.oracle.best(left, floors.clone(), place, self.effort);
        if finding == Finding::Stopped {
            return None;
        }
        let (package, worth) = best?;
        Some((package, self.oracle.ledger.score(place, worth)))
    }
}
