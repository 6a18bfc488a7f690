//! The graph model itself: the moves of each party from each state, and the definitions.

use super::{Notion, Notions, Sanctions, Stability, StateIx};
use crate::{Index, PartyIx, Table};
use std::collections::BTreeSet;

/// One party: where it can move from each state, and how it ranks them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mover {
    /// The states it can move to in one step, from each state.
    pub moves: Table<StateIx, Vec<StateIx>>,
    /// How it ranks each state: 0 is best, and equal ranks are a tie.
    pub ranks: Table<StateIx, u32>,
}

/// States, and the moves and ranks of each party.
///
/// Invariant: every party ranks every state; a move leads to another state, and is listed once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphModel {
    states: usize,
    movers: Table<PartyIx, Mover>,
}

/// Why moves and ranks make no graph model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The parties speak of different numbers of states.
    #[error("the parties do not speak of the same states")]
    OtherStates,
    /// A move leads to a state that does not exist, or nowhere.
    #[error("a move leads to a state that does not exist, or to where it starts")]
    NoSuchMove,
}

/// Which moves count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Steps {
    /// Every move (a unilateral move).
    Any,
    /// Only a move to a state that whoever makes it likes better than the one it leaves (a
    /// unilateral improvement).
    Improving,
}

impl GraphModel {
    /// The model of these parties.
    ///
    /// # Errors
    /// When the parties speak of different states, or a move leads nowhere.
    pub fn new(mut movers: Table<PartyIx, Mover>) -> Result<Self, ModelError> {
        let states = movers.rows().next().map_or(0, |mover| mover.ranks.len());
        let parties = movers.ids();
        for party in parties {
            let Some(mover) = movers.get_mut(party) else {
                continue;
            };
            if mover.ranks.len() != states || mover.moves.len() != states {
                return Err(ModelError::OtherStates);
            }
            for from in mover.moves.ids() {
                let Some(moves) = mover.moves.get_mut(from) else {
                    continue;
                };
                moves.sort_unstable();
                moves.dedup();
                let leads = |to: &StateIx| Index::position(*to) < states && *to != from;
                if !moves.iter().all(leads) {
                    return Err(ModelError::NoSuchMove);
                }
            }
        }
        Ok(Self { states, movers })
    }

    /// The model in which there is nobody and nothing.
    pub(super) const fn empty() -> Self {
        Self {
            states: 0,
            movers: Table::new(Vec::new()),
        }
    }

    /// How many states there are.
    #[must_use]
    pub const fn states(&self) -> usize {
        self.states
    }

    /// The parties with their moves and ranks.
    #[must_use]
    pub const fn movers(&self) -> &Table<PartyIx, Mover> {
        &self.movers
    }

    /// Whether a party likes one state better than another.
    #[must_use]
    pub fn prefers(&self, party: PartyIx, one: StateIx, other: StateIx) -> bool {
        let Some(mover) = self.movers.get(party) else {
            return false;
        };
        match (mover.ranks.get(one), mover.ranks.get(other)) {
            (Some(one), Some(other)) => one < other,
            (Some(_) | None, _) => false,
        }
    }

    /// Where a party can move in one step.
    #[must_use]
    pub fn steps(&self, party: PartyIx, from: StateIx, steps: Steps) -> Vec<StateIx> {
        let moves = self.movers.get(party);
        let moves = moves.and_then(|mover| mover.moves.get(from));
        let moves = moves.into_iter().flatten().copied();
        let counts = |to: &StateIx| match steps {
            Steps::Any => true,
            Steps::Improving => self.prefers(party, *to, from),
        };
        moves.filter(counts).collect()
    }

    /// Where some parties can get together: every state at the end of a legal sequence of theirs,
    /// in which none moves twice in succession (Fang, Hipel and Kilgour 1993).
    #[must_use]
    pub fn reach(&self, by: &[PartyIx], from: StateIx, steps: Steps) -> BTreeSet<StateIx> {
        // A state together with who moved last to get there.
        let mut reached: BTreeSet<(StateIx, PartyIx)> = BTreeSet::new();
        let mut open: Vec<(StateIx, Option<PartyIx>)> = vec![(from, None)];
        while let Some((state, last)) = open.pop() {
            for party in by.iter().copied().filter(|party| Some(*party) != last) {
                for to in self.steps(party, state, steps) {
                    if reached.insert((to, party)) {
                        open.push((to, Some(party)));
                    }
                }
            }
        }
        reached.into_iter().map(|(state, _)| state).collect()
    }

    /// Whether a state holds for a party, by the definition.
    #[must_use]
    pub fn is_stable(
        &self,
        (party, state): (PartyIx, StateIx),
        notion: Notion,
        sanctions: Sanctions,
    ) -> bool {
        let mut better = self.steps(party, state, Steps::Improving).into_iter();
        let no_better = |after: &StateIx| !self.prefers(party, *after, state);
        let answers = |from, steps| self.answers(party, from, (steps, sanctions));
        let escapes = |from| {
            let moves = self.steps(party, from, Steps::Any);
            moves.iter().any(|to| !no_better(to))
        };
        match notion {
            Notion::Nash => better.next().is_none(),
            Notion::Gmr => better.all(|to| answers(to, Steps::Any).iter().any(no_better)),
            Notion::Seq => better.all(|to| answers(to, Steps::Improving).iter().any(no_better)),
            Notion::Smr => better.all(|to| {
                let mut answers = answers(to, Steps::Any).into_iter();
                answers.any(|after| no_better(&after) && !escapes(after))
            }),
        }
    }

    /// Where the others can get in answer to a party's move to a state.
    fn answers(
        &self,
        party: PartyIx,
        from: StateIx,
        (steps, sanctions): (Steps, Sanctions),
    ) -> BTreeSet<StateIx> {
        let others = self.movers.ids().filter(|other| *other != party);
        let others: Vec<PartyIx> = others.collect();
        match sanctions {
            Sanctions::Joint => self.reach(&others, from, steps),
            Sanctions::Single => {
                let each = others.into_iter();
                each.flat_map(|other| self.steps(other, from, steps))
                    .collect()
            }
        }
    }

    /// Which states hold for which party, by the definitions.
    #[must_use]
    pub fn stability(&self, sanctions: Sanctions) -> Stability {
        let each = self.movers.ids().map(|party| {
            let states = (0..self.states).filter_map(StateIx::from_position);
            let own = states.map(|state| {
                let holds = |notion: &Notion| self.is_stable((party, state), *notion, sanctions);
                let notions = Notion::ALL.into_iter().filter(holds);
                notions.fold(Notions::default(), Notions::with)
            });
            own.collect()
        });
        Stability {
            each: each.collect(),
        }
    }

    /// The improvements of a coalition on a state: where its members can get together, by a legal
    /// sequence of moves of theirs, that each of them likes better than the state (Kilgour, Hipel,
    /// Fang and Peng, *Coalition analysis in group decision support*, Group Decision and
    /// Negotiation 10, 2001).
    #[must_use]
    pub fn coalition_improvements(&self, coalition: &[PartyIx], from: StateIx) -> Vec<StateIx> {
        let reached = self.reach(coalition, from, Steps::Any).into_iter();
        let all_gain =
            |to: &StateIx| (coalition.iter()).all(|party| self.prefers(*party, *to, from));
        reached.filter(all_gain).collect()
    }

    /// Whether a coalition has no improvement on a state: then the state holds against it (the
    /// coalition form of Nash; Inohara and Hipel, *Coalition analysis in the graph model for
    /// conflict resolution*, Systems Engineering 11, 2008).
    #[must_use]
    pub fn holds_against(&self, coalition: &[PartyIx], state: StateIx) -> bool {
        self.coalition_improvements(coalition, state).is_empty()
    }

    /// Whether these are legal steps one after the other: each a move of its party from where the
    /// last one led, and no party twice in succession.
    #[must_use]
    pub fn is_course(&self, from: StateIx, course: &[(PartyIx, StateIx)], steps: Steps) -> bool {
        let mut here = (from, None);
        for (party, to) in course.iter().copied() {
            let legal = self.steps(party, here.0, steps).contains(&to);
            if !legal || here.1 == Some(party) {
                return false;
            }
            here = (to, Some(party));
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mover(moves: &[&[u32]], ranks: &[u32]) -> Mover {
        let to = |each: &&[u32]| each.iter().copied().map(StateIx::new).collect();
        Mover {
            moves: moves.iter().map(to).collect(),
            ranks: ranks.iter().copied().collect(),
        }
    }

    #[test]
    fn no_party_moves_twice_in_succession_within_a_sequence() {
        let chain = mover(&[&[1], &[2], &[]], &[0, 0, 0]);
        let idle = mover(&[&[], &[], &[]], &[0, 0, 0]);
        let model = GraphModel::new(Table::new(vec![chain.clone(), idle, chain])).unwrap();
        let (one, idle, other) = (PartyIx::new(0), PartyIx::new(1), PartyIx::new(2));
        let reach = |by: &[PartyIx]| model.reach(by, StateIx::new(0), Steps::Any);
        assert_eq!(reach(&[one, idle]), [StateIx::new(1)].into());
        assert_eq!(
            reach(&[one, other]),
            [StateIx::new(1), StateIx::new(2)].into()
        );
    }

    #[test]
    fn a_move_to_a_state_that_is_liked_as_well_is_no_improvement() {
        let model = GraphModel::new(Table::new(vec![mover(&[&[1], &[]], &[4, 4])])).unwrap();
        let state = (PartyIx::new(0), StateIx::new(0));
        assert!(model.is_stable(state, Notion::Nash, Sanctions::Joint));
    }

    #[test]
    fn a_move_to_nowhere_and_ranks_of_other_states_are_refused() {
        let leads = |moves: &[&[u32]], ranks: &[u32]| {
            GraphModel::new(Table::new(vec![mover(moves, ranks)]))
        };
        assert_eq!(leads(&[&[1]], &[0]), Err(ModelError::NoSuchMove));
        assert_eq!(leads(&[&[0]], &[0]), Err(ModelError::NoSuchMove));
        assert_eq!(leads(&[&[]], &[0, 1]), Err(ModelError::OtherStates));
    }
}
