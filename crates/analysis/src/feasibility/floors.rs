//! Each party's own floor against the most and the least that it can still get, exactly.

#![expect(
    clippy::indexing_slicing,
    reason = "kernel: flat tables of options by parties, all indices below their products"
)]

use super::domain::Domains;
use super::mask::Mask;
use super::relaxation::{Match, Relaxation};

impl Relaxation<'_> {
    /// Whether choices reach every floor, exactly.
    pub(crate) fn reaches(&self, choices: &[usize]) -> bool {
        let ledger = &self.oracle.ledger;
        let mut floors = self.floors.iter().enumerate();
        floors.all(|(party, floor)| {
            floor.is_none_or(|floor| ledger.worth(&self.oracle.layout, party, choices) >= floor)
        })
    }

    /// Compares the most that each party can get with its floor, and closes options that it
    /// cannot bear; whether every floor can still be reached.
    pub(crate) fn hold(
        &mut self,
        domains: &mut Domains,
        reason: &mut Mask,
        changed: &mut Vec<usize>,
    ) -> bool {
        self.range(domains);
        let terms = &self.oracle.ledger.terms;
        let mut most = vec![0; self.floors.len()];
        for (place, term) in terms.iter().enumerate() {
            let counts = match self.matches[place] {
                Match::Never => false,
                Match::Open => term.exact > 0,
                Match::Always => true,
            };
            if counts {
                most[term.party] += term.exact;
            }
        }
        for row in self.reach.chunks_exact(self.floors.len().max(1)) {
            most.iter_mut()
                .zip(row)
                .for_each(|(sum, (top, _))| *sum += top);
        }
        for (party, most) in most.into_iter().enumerate() {
            let Some(floor) = self.floors[party] else {
                continue;
            };
            if !self.bear(domains, (party, most - floor), reason, changed) {
                return false;
            }
        }
        true
    }

    /// The most and the least that the open options of each bracket give each party.
    fn range(&mut self, domains: &Domains) {
        let (layout, ledger) = (&self.oracle.layout, &self.oracle.ledger);
        let parties = ledger.parties;
        for bracket in 0..layout.len() {
            let first = layout.options[bracket];
            let row = &mut self.reach[bracket * parties..(bracket + 1) * parties];
            row.fill((i64::MIN, i64::MAX));
            domains.each(layout, bracket, |c| {
                let from = (first + c) * parties;
                let worths = &ledger.exact[from..from + parties];
                for ((top, low), worth) in row.iter_mut().zip(worths) {
                    *top = (*top).max(*worth);
                    *low = (*low).min(*worth);
                }
            });
        }
    }

    /// Closes the options that lose a party more than the gap above its floor.
    fn bear(
        &mut self,
        domains: &mut Domains,
        (party, gap): (usize, i64),
        reason: &mut Mask,
        changed: &mut Vec<usize>,
    ) -> bool {
        let oracle = self.oracle;
        let (layout, ledger) = (&oracle.layout, &oracle.ledger);
        let exact = |option: usize| ledger.exact[option * ledger.parties + party];
        if gap < 0 {
            self.blame_tops(domains, party, reason);
            return false;
        }
        let mut explained = false;
        for bracket in 0..layout.len() {
            let (top, low) = self.reach[bracket * ledger.parties + party];
            if top - low <= gap {
                continue;
            }
            let first = layout.options[bracket];
            let mut closed = Vec::new();
            domains.each(layout, bracket, |c| {
                if exact(first + c) < top - gap {
                    closed.push(c);
                }
            });
            if closed.is_empty() {
                continue;
            }
            if !explained {
                self.blame_tops(domains, party, reason);
                explained = true;
            }
            closed
                .iter()
                .for_each(|c| domains.close(layout, bracket, *c));
            domains.blame(bracket, reason.words());
            changed.push(bracket);
            // Another party may have closed what this one has left.
            if domains.count(layout, bracket) == 0 {
                reason.clear();
                reason.unite(domains.why(bracket));
                return false;
            }
        }
        true
    }

    /// Names what a party's own bound rests on.
    fn blame_tops(&mut self, domains: &Domains, party: usize, reason: &mut Mask) {
        let ledger = &self.oracle.ledger;
        let tops = self.reach.iter().skip(party).step_by(ledger.parties);
        self.top
            .iter_mut()
            .zip(tops)
            .for_each(|(here, (top, _))| *here = *top);
        let exact = |option: usize| ledger.exact[option * ledger.parties + party];
        self.explain(domains, exact, |p| p == party, reason);
    }

    /// Whether every package of the open options reaches every floor.
    pub(crate) fn is_sure(&self, domains: &Domains) -> bool {
        let (layout, ledger) = (&self.oracle.layout, &self.oracle.ledger);
        let mut floors = self.floors.iter().enumerate();
        floors.all(|(party, floor)| {
            let Some(floor) = floor else { return true };
            let mut least = 0;
            for bracket in 0..layout.len() {
                let mut worst = i64::MAX;
                let first = layout.options[bracket];
                domains.each(layout, bracket, |c| {
                    worst = worst.min(ledger.exact[(first + c) * ledger.parties + party]);
                });
                least += worst;
            }
            for (place, term) in ledger.terms.iter().enumerate() {
                if term.party == party {
                    least += match self.matches[place] {
                        Match::Never => 0,
                        Match::Open => term.exact.min(0),
                        Match::Always => term.exact,
                    };
                }
            }
            least >= *floor
        })
    }
}
