//! Stability in option form, up to millions of states.
//!
//! In option form a party that could move twice in succession could as well have moved once: its
//! own options may be changed all at once, and what is fixed stays fixed. So every sequence of the
//! others can be shortened to a legal one with the same end, and what they can reach by legal
//! sequences is what they can reach at all. That a sequence may come back to where it began matters
//! to no notion: the state that a party moves to is better than the one it left, and sanctions
//! nothing.
#![expect(
    clippy::indexing_slicing,
    reason = "a kernel over tables that all have a place for each state or cell"
)]

use super::groups::Places;
use super::knots::Knots;
use super::verdict::{Answers, Least, NONE};
use super::{Budget, Groups, Stopped};
use problem::stability::{Notions, OptionGame, Sanctions, Stability, StateIx, Steps};
use problem::{Effort, PartyIx, Table};
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Which states hold for which party, unless the effort ran out; and the nodes looked at.
pub(super) fn stability(
    game: &OptionGame,
    sanctions: Sanctions,
    effort: &Effort<'_>,
) -> (Option<Stability>, u64) {
    let parties: Vec<PartyIx> = game.ranks().ids().collect();
    let share = effort.nodes_max / parties.len().max(1) as u64;
    let done = AtomicU64::new(0);
    let work = |(groups, places): (&[Groups], &Places), party: usize| {
        let mut budget = Budget::new(effort, share);
        let field = Field {
            groups,
            places,
            party,
        };
        let own = field.notions(sanctions, &mut budget);
        let count = done.fetch_add(1, Ordering::Relaxed) + 1;
        effort.watch.report(count, groups.len() as u64);
        (own.ok(), budget.nodes)
    };
    let threads = effort.threads.get();
    let each: Vec<(Option<Table<StateIx, Notions>>, u64)> = match pool(threads) {
        Some(pool) => pool.install(|| {
            let groups = parties.par_iter().map(|party| Groups::of(game, *party));
            let groups: Vec<Groups> = groups.collect();
            let places = Places::of(&groups);
            let all = (0..groups.len()).into_par_iter();
            all.map(|party| work((&groups, &places), party)).collect()
        }),
        None => {
            let groups = parties.iter().map(|party| Groups::of(game, *party));
            let groups: Vec<Groups> = groups.collect();
            let places = Places::of(&groups);
            let all = 0..groups.len();
            all.map(|party| work((&groups, &places), party)).collect()
        }
    };
    let nodes = each.iter().map(|(_, nodes)| nodes).sum();
    let each: Option<Table<PartyIx, _>> = each.into_iter().map(|(own, _)| own).collect();
    (each.map(|each| Stability { each }), nodes)
}

/// Threads of its own, where more than one may work.
fn pool(threads: usize) -> Option<rayon::ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
    (threads > 1).then(|| pool.build().ok()).flatten()
}

/// The states as one party looks at them, and the groups of all.
struct Field<'g> {
    groups: &'g [Groups],
    places: &'g Places,
    party: usize,
}

impl Field<'_> {
    fn own(&self) -> &Groups {
        &self.groups[self.party]
    }

    fn others(&self) -> impl Iterator<Item = &Groups> {
        let all = self.groups.iter().enumerate();
        let others = all.filter(|(other, _)| *other != self.party);
        others.map(|(_, groups)| groups)
    }

    /// By which notions each state holds.
    fn notions(
        &self,
        sanctions: Sanctions,
        budget: &mut Budget<'_>,
    ) -> Result<Table<StateIx, Notions>, Stopped> {
        let own = self.own();
        let states = 0..own.states() as u32;
        let rank: Vec<i64> = states.map(|state| i64::from(own.rank(state))).collect();
        let escape = self.best(budget)?;
        let answers = match sanctions {
            Sanctions::Joint => {
                let knots = Knots::of(self.others().collect(), own.states(), budget)?;
                Answers {
                    worst: knots.joint(&rank, budget)?,
                    worst_after_escape: knots.joint(&escape, budget)?,
                    worst_improving: self.joint_improving(&rank, budget)?,
                }
            }
            Sanctions::Single => Answers {
                worst: self.single((&rank, Steps::Any), budget)?,
                worst_after_escape: self.single((&escape, Steps::Any), budget)?,
                worst_improving: self.single((&rank, Steps::Improving), budget)?,
            },
        };
        let mut least = vec![Least::of_none(); own.states()];
        let over = |all: &mut Least, to: u32| all.over(&answers, to as usize);
        let note = |state: u32, all: &Least| least[state as usize].and(all);
        over_improvements(own, (Least::of_none(), over), (note, budget))?;
        let found = least.iter().zip(&rank);
        Ok(found.map(|(least, rank)| least.notions(*rank)).collect())
    }

    /// The best rank that the party can have from each state, by staying or by one move.
    fn best(&self, budget: &mut Budget<'_>) -> Result<Vec<i64>, Stopped> {
        let own = self.own();
        let mut best = vec![0; own.states()];
        for cell in 0..own.cells() {
            let group = own.group(cell);
            budget.spend(group.len() + own.members(cell).len())?;
            let ahead = group.filter(|to| own.leads(cell, *to));
            let first = ahead.filter_map(|to| own.members(to).first());
            let there = first.map(|state| own.rank(*state)).min().unwrap_or(0);
            for state in own.members(cell) {
                best[*state as usize] = i64::from(there);
            }
        }
        Ok(best)
    }

    /// The greatest value that one move by one of the others can lead to; that of the state itself
    /// may stand for less, which sanctions nothing.
    fn single(
        &self,
        (value, steps): (&[i64], Steps),
        budget: &mut Budget<'_>,
    ) -> Result<Vec<i64>, Stopped> {
        let mut greatest = vec![NONE; self.own().states()];
        for groups in self.others() {
            match steps {
                Steps::Any => self.single_any((groups, value), &mut greatest, budget)?,
                Steps::Improving => {
                    let over = |most: &mut i64, to: u32| *most = (*most).max(value[to as usize]);
                    let note = |state: u32, most: &i64| {
                        let known = &mut greatest[state as usize];
                        *known = (*known).max(*most);
                    };
                    over_improvements(groups, (NONE, over), (note, budget))?;
                }
            }
        }
        Ok(greatest)
    }

    fn single_any(
        &self,
        (groups, value): (&Groups, &[i64]),
        greatest: &mut [i64],
        budget: &mut Budget<'_>,
    ) -> Result<(), Stopped> {
        let most = |cell: usize| {
            let members = groups.members(cell).iter();
            members.map(|state| value[*state as usize]).max()
        };
        let most: Vec<i64> = (0..groups.cells())
            .map(|cell| most(cell).unwrap_or(NONE))
            .collect();
        for cell in 0..groups.cells() {
            let group = groups.group(cell);
            budget.spend(group.len() + groups.members(cell).len())?;
            let ahead = group.filter(|to| groups.leads(cell, *to));
            let there = ahead.map(|to| most[to]).max().unwrap_or(NONE);
            for state in groups.members(cell) {
                let known = &mut greatest[*state as usize];
                *known = (*known).max(there);
            }
        }
        Ok(())
    }

    /// The greatest value that the others can lead to together by improvements; that of the state
    /// itself may stand for less, which sanctions nothing.
    fn joint_improving(&self, value: &[i64], budget: &mut Budget<'_>) -> Result<Vec<i64>, Stopped> {
        let mut ends: Vec<u32> = (0..value.len() as u32).collect();
        ends.sort_unstable_by_key(|state| std::cmp::Reverse(value[*state as usize]));
        let mut walk = Walk {
            greatest: vec![0; value.len()],
            value: 0,
            open: Vec::new(),
        };
        let others = (0..self.groups.len()).filter(|other| *other != self.party);
        let others = others.map(|other| (other, Back::new(&self.groups[other])));
        let mut others: Vec<(usize, Back<'_>)> = others.collect();
        for end in ends {
            walk.value = value[end as usize] as u32 + 1;
            walk.reach(end);
            while let Some(state) = walk.open.pop() {
                for (other, back) in &mut others {
                    let place = self.places.place(state, *other);
                    back.improving(place, &mut walk, budget)?;
                }
            }
        }
        let greatest = walk.greatest.into_iter();
        Ok(greatest.map(|value| i64::from(value) - 1).collect())
    }
}

/// A walk backwards: what is reached, and from where it goes on.
struct Walk {
    /// The greatest rank that each state leads to, and one more; 0 where none is known yet.
    greatest: Vec<u32>,
    value: u32,
    open: Vec<u32>,
}

impl Walk {
    fn reach(&mut self, state: u32) {
        let known = &mut self.greatest[state as usize];
        if *known == 0 {
            *known = self.value;
            self.open.push(state);
        }
    }
}

/// The moves of one of the others, backwards; each state of a cell is passed once.
struct Back<'g> {
    groups: &'g Groups,
    /// How many members of each cell, from the best, are not passed yet.
    left: Vec<u32>,
    /// The best rank from which each cell was entered, and so all that lead to it were passed.
    entered: Vec<u32>,
}

impl<'g> Back<'g> {
    fn new(groups: &'g Groups) -> Self {
        let left = (0..groups.cells()).map(|cell| groups.members(cell).len() as u32);
        Self {
            left: left.collect(),
            entered: vec![u32::MAX; groups.cells()],
            groups,
        }
    }

    /// Passes every state that the party likes less than this one, and from which it can move here.
    fn improving(
        &mut self,
        (cell, rank): (usize, u32),
        walk: &mut Walk,
        budget: &mut Budget<'_>,
    ) -> Result<(), Stopped> {
        if self.entered[cell] <= rank {
            return Ok(());
        }
        self.entered[cell] = rank;
        let group = self.groups.group(cell);
        budget.spend(group.len())?;
        for from in group {
            if !self.groups.leads(from, cell) {
                continue;
            }
            let (members, ranks) = (self.groups.members(from), self.groups.ranks(from));
            let mut left = self.left[from] as usize;
            while left > 0 && ranks[left - 1] > rank {
                left -= 1;
                walk.reach(members[left]);
            }
            budget.spend(self.left[from] as usize - left)?;
            self.left[from] = left as u32;
        }
        Ok(())
    }
}

/// Folds over the improvements of a party on each state, one cell that it can move to at a time.
fn over_improvements<A: Copy>(
    groups: &Groups,
    (none, over): (A, impl Fn(&mut A, u32)),
    (mut note, budget): (impl FnMut(u32, &A), &mut Budget<'_>),
) -> Result<(), Stopped> {
    for cell in 0..groups.cells() {
        let own = groups.members(cell);
        for to in groups.group(cell) {
            budget.spend(1)?;
            if !groups.leads(cell, to) {
                continue;
            }
            let better = groups.members(to).iter().zip(groups.ranks(to));
            let mut better = better.peekable();
            budget.spend(own.len() + better.len())?;
            let mut all = none;
            for (state, rank) in own.iter().zip(groups.ranks(cell)) {
                while let Some((member, _)) = better.next_if(|(_, other)| *other < rank) {
                    over(&mut all, *member);
                }
                note(*state, &all);
            }
        }
    }
    Ok(())
}
