//! Who can pass a text together and who can block it, party by party.
//!
//! Both are the smallest sets of a monotone property, and the smallest sets that block are those
//! that meet every smallest set that is enough. Each is looked for by itself, so that either can be
//! held against the other.

use problem::{Bound, Claim, DecisionRule, Effort, Index, PartyIx, Reach};
use std::collections::BTreeSet;

/// Sets of parties, each of them as small as it can be.
pub type Sets = BTreeSet<BTreeSet<PartyIx>>;

/// Every smallest set of parties whose acceptance passes a text.
#[must_use]
pub fn enough(rule: &DecisionRule, parties: usize, effort: &Effort) -> Claim<Sets> {
    Walk::over(parties, effort).sets(&|set| rule.is_enough(set, parties))
}

/// Every smallest set of parties whose refusal stops a text.
#[must_use]
pub fn blocks(rule: &DecisionRule, parties: usize, effort: &Effort) -> Claim<Sets> {
    Walk::over(parties, effort).sets(&|set| rule.is_blocked_by(set, parties))
}

/// A walk over the sets of parties: each party is taken or left out, in order.
struct Walk<'e> {
    parties: Vec<PartyIx>,
    effort: &'e Effort<'e>,
    nodes: u64,
    stopped: bool,
    found: Sets,
}

type Holds<'h> = &'h dyn Fn(&BTreeSet<PartyIx>) -> bool;

impl<'e> Walk<'e> {
    fn over(parties: usize, effort: &'e Effort<'e>) -> Self {
        Self {
            parties: (0..parties).filter_map(PartyIx::from_position).collect(),
            effort,
            nodes: 0,
            stopped: false,
            found: Sets::new(),
        }
    }

    fn sets(mut self, holds: Holds<'_>) -> Claim<Sets> {
        self.go(0, &mut BTreeSet::new(), holds);
        Claim {
            answer: self.found,
            method: "taking or leaving out each party in turn, and leaving a branch where all who \
                     are left are not enough or one who was taken is not needed",
            nodes: self.nodes,
            reach: if self.stopped {
                Reach::Stopped(Bound::Unknown)
            } else {
                Reach::Complete
            },
        }
    }

    /// Goes on from the parties taken so far; those before `at` are settled.
    fn go(&mut self, at: usize, taken: &mut BTreeSet<PartyIx>, holds: Holds<'_>) {
        if self.nodes >= self.effort.nodes_max || self.effort.watch.is_stopped() {
            self.stopped = true;
            return;
        }
        self.nodes += 1;
        if holds(taken) {
            // More parties would not all be needed; these are, or a smaller set is found elsewhere.
            let needed = taken.iter().all(|party| {
                let mut less = taken.clone();
                less.remove(party);
                !holds(&less)
            });
            if needed {
                self.found.insert(taken.clone());
            }
            return;
        }
        let rest = self.parties.iter().skip(at);
        let most: BTreeSet<PartyIx> = taken.iter().chain(rest).copied().collect();
        let Some(party) = self.parties.get(at).copied().filter(|_| holds(&most)) else {
            return;
        };
        taken.insert(party);
        self.go(at + 1, taken, holds);
        taken.remove(&party);
        self.go(at + 1, taken, holds);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use problem::consensus::hitting;
    use problem::{Quorum, Table, Watch};
    use proptest::prelude::*;

    fn rules() -> impl Strategy<Value = (DecisionRule, usize)> {
        (1..=7_usize).prop_flat_map(|parties| {
            let vetoes = prop::collection::vec(0..parties, 0..3);
            let weights = prop::collection::vec(0..4_u64, parties);
            let quorum = (weights, 0..9_u64).prop_map(|(weights, threshold)| Quorum {
                weights: Table::new(weights),
                threshold,
            });
            let quorums = prop::collection::vec(quorum, 0..3);
            (vetoes, quorums).prop_map(move |(vetoes, quorums)| {
                let vetoes = vetoes
                    .into_iter()
                    .filter_map(PartyIx::from_position)
                    .collect();
                (
                    DecisionRule::SufficientConsensus { vetoes, quorums },
                    parties,
                )
            })
        })
    }

    proptest! {
        #[test]
        fn the_walk_finds_what_trying_all_sets_finds((rule, parties) in rules()) {
            let watch = Watch::new();
            let effort = Effort::unbounded(&watch);
            prop_assert_eq!(Some(enough(&rule, parties, &effort).answer), rule.enough(parties));
            prop_assert_eq!(Some(blocks(&rule, parties, &effort).answer), rule.blocks(parties));
        }

        #[test]
        fn who_blocks_meets_all_who_are_enough((rule, parties) in rules()) {
            let watch = Watch::new();
            let effort = Effort::unbounded(&watch);
            let sets: Vec<_> = enough(&rule, parties, &effort).answer.into_iter().collect();
            prop_assert_eq!(blocks(&rule, parties, &effort).answer, hitting(&sets));
        }

        #[test]
        fn a_walk_cut_short_says_so_and_what_it_found_is_true(
            (rule, parties) in rules(), nodes_max in 0..9_u64,
        ) {
            let watch = Watch::new();
            let effort = Effort { nodes_max, ..Effort::unbounded(&watch) };
            let claim = enough(&rule, parties, &effort);
            prop_assert!(claim.nodes <= nodes_max);
            prop_assert!(claim.answer.iter().all(|set| rule.is_smallest_enough(set, parties)));
            let all = rule.enough(parties).unwrap_or_default();
            prop_assert!(claim.reach != Reach::Complete || claim.answer == all);
        }
    }
}
