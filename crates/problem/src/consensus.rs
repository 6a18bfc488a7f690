//! Consensus: who can pass a text together, who can block it, and who can leave.
//!
//! Invariant: a rule is monotone; whoever joins those who accept never makes a text fail.

use crate::{DecisionRule, Index, PartyIx, Quorum, Table};
use std::collections::BTreeSet;

/// The most parties of whom all sets are tried.
pub const TRIED_MAX: usize = 12;

impl DecisionRule {
    /// Whether a text passes when just these of so many parties accept it.
    #[must_use]
    pub fn is_enough(&self, set: &BTreeSet<PartyIx>, parties: usize) -> bool {
        let all = (0..parties).filter_map(PartyIx::from_position);
        let accepts: Table<PartyIx, bool> = all.map(|party| set.contains(&party)).collect();
        self.passes(&accepts)
    }

    /// Whether no text can pass that all of these refuse.
    #[must_use]
    pub fn is_blocked_by(&self, set: &BTreeSet<PartyIx>, parties: usize) -> bool {
        let all = (0..parties).filter_map(PartyIx::from_position);
        let rest = all.filter(|party| !set.contains(party)).collect();
        !self.is_enough(&rest, parties)
    }

    /// Whether these parties are enough, and none of them can be left out.
    #[must_use]
    pub fn is_smallest_enough(&self, set: &BTreeSet<PartyIx>, parties: usize) -> bool {
        smallest(set, |set| self.is_enough(set, parties))
    }

    /// Whether these parties can block, and none of them can be left out.
    #[must_use]
    pub fn is_smallest_block(&self, set: &BTreeSet<PartyIx>, parties: usize) -> bool {
        smallest(set, |set| self.is_blocked_by(set, parties))
    }

    /// Every smallest set that is enough. Slow: tries all sets; nothing for too many parties.
    #[must_use]
    pub fn enough(&self, parties: usize) -> Option<BTreeSet<BTreeSet<PartyIx>>> {
        let sets = sets(parties)?;
        Some(
            sets.filter(|set| self.is_smallest_enough(set, parties))
                .collect(),
        )
    }

    /// Every smallest set that can block. Slow, likewise.
    #[must_use]
    pub fn blocks(&self, parties: usize) -> Option<BTreeSet<BTreeSet<PartyIx>>> {
        let sets = sets(parties)?;
        Some(
            sets.filter(|set| self.is_smallest_block(set, parties))
                .collect(),
        )
    }

    /// The rule under which a text passes once all of some one of these sets accept it. It is told
    /// from the other side: of each set that could block, somebody must accept.
    #[must_use]
    pub fn one_of(enough: &[BTreeSet<PartyIx>], parties: usize) -> Self {
        let mut vetoes = Vec::new();
        let mut quorums = Vec::new();
        for block in hitting(enough) {
            if let (1, Some(party)) = (block.len(), block.first()) {
                vetoes.push(*party);
                continue;
            }
            let all = (0..parties).filter_map(PartyIx::from_position);
            let weights = all.map(|party| u64::from(block.contains(&party))).collect();
            let threshold = 1;
            quorums.push(Quorum { weights, threshold });
        }
        Self::SufficientConsensus { vetoes, quorums }
    }
}

/// The smallest sets that have somebody of each of these: one by one, each set is met by those
/// that meet it already, and by the others with one of its own more. Of no sets it is nobody.
#[must_use]
pub fn hitting(sets: &[BTreeSet<PartyIx>]) -> BTreeSet<BTreeSet<PartyIx>> {
    let mut found: BTreeSet<BTreeSet<PartyIx>> = [BTreeSet::new()].into();
    for set in sets {
        let grown = found.iter().flat_map(|hit| {
            if hit.is_disjoint(set) {
                let more = set.iter().map(|party| {
                    let mut hit = hit.clone();
                    hit.insert(*party);
                    hit
                });
                more.collect()
            } else {
                vec![hit.clone()]
            }
        });
        let grown: BTreeSet<BTreeSet<PartyIx>> = grown.collect();
        let least = |hit: &BTreeSet<PartyIx>| {
            let mut smaller = grown.iter().filter(|other| *other != hit);
            !smaller.any(|other| other.is_subset(hit))
        };
        found = grown.iter().filter(|hit| least(hit)).cloned().collect();
    }
    found
}

fn smallest(set: &BTreeSet<PartyIx>, holds: impl Fn(&BTreeSet<PartyIx>) -> bool) -> bool {
    let less = set.iter().map(|party| {
        let mut less = set.clone();
        less.remove(party);
        less
    });
    holds(set) && !less.into_iter().any(|less| holds(&less))
}

fn sets(parties: usize) -> Option<impl Iterator<Item = BTreeSet<PartyIx>>> {
    let bits = u32::try_from(parties)
        .ok()
        .filter(|_| parties <= TRIED_MAX)?;
    Some((0..1_u32 << bits).map(move |mask| {
        let chosen = (0..bits).filter(move |at| mask >> at & 1 == 1);
        let chosen = chosen.filter_map(|at| PartyIx::from_position(usize::try_from(at).ok()?));
        chosen.collect()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(parties: &[u16]) -> BTreeSet<PartyIx> {
        parties.iter().map(|party| PartyIx::new(*party)).collect()
    }

    #[test]
    fn two_principals_and_one_of_two_partners_are_blocked_by_a_principal_or_both_partners() {
        let weights = Table::new(vec![0, 0, 1, 1]);
        let rule = DecisionRule::SufficientConsensus {
            vetoes: vec![PartyIx::new(0), PartyIx::new(1)],
            quorums: vec![Quorum {
                weights,
                threshold: 1,
            }],
        };
        let enough = [set(&[0, 1, 2]), set(&[0, 1, 3])];
        let blocks = [set(&[0]), set(&[1]), set(&[2, 3])];
        assert_eq!(rule.enough(4), Some(enough.into()));
        assert_eq!(rule.blocks(4), Some(blocks.into()));
    }

    /// Every two sets of four parties, neither empty.
    fn pairs() -> impl Iterator<Item = Vec<BTreeSet<PartyIx>>> {
        let all = || sets(4).unwrap().filter(|set| !set.is_empty());
        all().flat_map(move |one| all().map(move |other| vec![one.clone(), other]))
    }

    #[test]
    fn a_rule_of_sets_passes_what_one_of_the_sets_accepts() {
        for enough in pairs() {
            let rule = DecisionRule::one_of(&enough, 4);
            for accept in sets(4).unwrap() {
                let expected = enough.iter().any(|set| set.is_subset(&accept));
                assert_eq!(
                    rule.is_enough(&accept, 4),
                    expected,
                    "{enough:?} {accept:?}"
                );
            }
        }
    }

    #[test]
    fn who_can_block_is_who_meets_every_set_that_is_enough() {
        for enough in pairs() {
            let rule = DecisionRule::one_of(&enough, 4);
            let enough: Vec<_> = rule.enough(4).unwrap().into_iter().collect();
            assert_eq!(rule.blocks(4), Some(hitting(&enough)));
        }
    }
}
