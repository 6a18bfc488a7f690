//! The moves of one party in option form, without a list of them.
//!
//! A party changes its own options only, so it moves within a *group* of states that agree on all
//! the others'. Options that cannot be taken back split a group into *cells* with the same of them:
//! within a cell every state is one move from every other, and a cell leads to those of its group
//! in which no more can be changed back. Members of a cell stand best first for the party.
#![expect(
    clippy::indexing_slicing,
    reason = "a kernel over tables that all have a place for each state, cell or group"
)]

use problem::stability::{Direction, LeverIx, OptionGame, Taken};
use problem::{Index, PartyIx};
use std::ops::Range;

/// The cell of each state and the rank of the state, for every party: what belongs to one state
/// stands together, for it is looked up together.
pub(super) struct Places {
    parties: usize,
    each: Vec<(u32, u32)>,
}

impl Places {
    pub(super) fn of(groups: &[Groups]) -> Self {
        let states = groups.first().map_or(0, Groups::states);
        let of_state = |state| groups.iter().map(move |own: &Groups| own.places[state]);
        Self {
            parties: groups.len(),
            each: (0..states).flat_map(of_state).collect(),
        }
    }

    /// The cell of a state for a party, and the party's rank of the state.
    pub(super) fn place(&self, state: u32, party: usize) -> (usize, u32) {
        let (cell, rank) = self.each[state as usize * self.parties + party];
        (cell as usize, rank)
    }
}

/// The groups of one party.
pub(super) struct Groups {
    /// Every state, by group, by cell, best first.
    members: Vec<u32>,
    /// The party's rank of each of them, in the same order.
    ranks: Vec<u32>,
    /// The cell of each state, and the party's rank of it: they are looked up together.
    places: Vec<(u32, u32)>,
    /// Where each cell begins among the members, and where the last ends.
    begins: Vec<u32>,
    /// What of a cell's options cannot be undone.
    fixed: Vec<u32>,
    /// The group of each cell.
    group_of: Vec<u32>,
    /// Where each group begins among the cells, and where the last ends.
    group_begins: Vec<u32>,
}

impl Groups {
    /// The groups of a party, where no sets of options count as one state.
    pub(super) fn of(game: &OptionGame, party: PartyIx) -> Self {
        let (mut own, mut only_taken, mut only_dropped) = (0_u32, 0_u32, 0_u32);
        for (ix, lever) in game.form().levers().iter() {
            let bit = bit(ix);
            if lever.owner == party {
                own |= bit;
                match lever.direction {
                    Direction::Both => (),
                    Direction::OnlyTaken => only_taken |= bit,
                    Direction::OnlyDropped => only_dropped |= bit,
                }
            }
        }
        let ranks = game.ranks().get(party);
        let ranks: Vec<u32> = ranks.map_or_else(Vec::new, |own| own.as_slice().to_vec());
        // What is dropped for good is fixed as what is taken for good is.
        let fixed = |set: u32| (set & only_taken) | (!set & only_dropped);
        let sets = game.form().sets().zip(0_u32..);
        let mut keyed: Vec<(u64, u32, u32)> = sets
            .map(|((Taken(set), _), state)| {
                let key = u64::from(set & !own) << 32 | u64::from(fixed(set));
                (key, ranks[state as usize], state)
            })
            .collect();
        keyed.sort_unstable();
        Self::laid_out(&keyed)
    }

    fn laid_out(keyed: &[(u64, u32, u32)]) -> Self {
        let mut groups = Self {
            members: Vec::with_capacity(keyed.len()),
            ranks: Vec::with_capacity(keyed.len()),
            places: vec![(0, 0); keyed.len()],
            begins: Vec::new(),
            fixed: Vec::new(),
            group_of: Vec::new(),
            group_begins: Vec::new(),
        };
        let (mut cell, mut last): (u32, Option<u64>) = (0, None);
        for ((key, rank, state), place) in keyed.iter().zip(0_u32..) {
            if last != Some(*key) {
                if last.is_none_or(|last| last >> 32 != key >> 32) {
                    groups.group_begins.push(groups.begins.len() as u32);
                }
                cell = groups.begins.len() as u32;
                groups.begins.push(place);
                groups.fixed.push((key & u64::from(u32::MAX)) as u32);
                groups.group_of.push(groups.group_begins.len() as u32 - 1);
                last = Some(*key);
            }
            groups.places[*state as usize] = (cell, *rank);
            groups.members.push(*state);
            groups.ranks.push(*rank);
        }
        groups.group_begins.push(groups.begins.len() as u32);
        groups.begins.push(keyed.len() as u32);
        groups
    }

    /// How many states there are.
    pub(super) const fn states(&self) -> usize {
        self.members.len()
    }

    /// How many cells there are.
    pub(super) const fn cells(&self) -> usize {
        self.fixed.len()
    }

    /// The cell of a state.
    pub(super) fn cell(&self, state: usize) -> usize {
        self.places[state].0 as usize
    }

    /// The members of a cell, best first.
    pub(super) fn members(&self, cell: usize) -> &[u32] {
        &self.members[self.begins[cell] as usize..self.begins[cell + 1] as usize]
    }

    /// The party's ranks of the members of a cell.
    pub(super) fn ranks(&self, cell: usize) -> &[u32] {
        &self.ranks[self.begins[cell] as usize..self.begins[cell + 1] as usize]
    }

    /// The cells of a cell's group.
    pub(super) fn group(&self, cell: usize) -> Range<usize> {
        let group = self.group_of[cell] as usize;
        self.group_begins[group] as usize..self.group_begins[group + 1] as usize
    }

    /// Whether the party can move from one cell of a group to another, or within one.
    pub(super) fn leads(&self, from: usize, to: usize) -> bool {
        self.fixed[from] & !self.fixed[to] == 0
    }

    /// The party's rank of a state.
    pub(super) fn rank(&self, state: u32) -> u32 {
        self.places[state as usize].1
    }
}

fn bit(lever: LeverIx) -> u32 {
    1_u32
        .checked_shl(Index::position(lever) as u32)
        .unwrap_or(0)
}
