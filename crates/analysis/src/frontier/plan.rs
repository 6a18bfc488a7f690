//! The plan of an elimination: in which order the brackets go, and what each bucket adds up.
//!
//! Bucket elimination with several objectives (Rollon and Larrosa 2006): brackets go in min-fill
//! order over the linkage graph. A bucket gives, for every state of its separator, the vectors of
//! all that was eliminated below it. A state is not an assignment but a class of assignments that
//! no linkage below can tell apart, which keeps the tables small.
//!
//! Invariant: every linkage and every bracket's scores are counted in exactly one bucket.

use super::linkage::{Effect, Linkage, Linkages};
use super::order::Order;
use problem::{Index, Package, PartyIx, Problem, Scope};
use std::collections::{BTreeMap, BTreeSet};

/// What one bucket does.
#[derive(Debug, Clone)]
pub(super) struct Bucket {
    /// The bracket it eliminates.
    pub(super) bracket: u16,
    /// How many states its separator has.
    pub(super) states: usize,
    /// The buckets whose tables it takes in.
    pub(super) below: Vec<usize>,
    /// Whether it has no separator: its table has one state and goes into the sum at the end.
    pub(super) is_root: bool,
    /// What the options add in each state, where they are admitted, state by state.
    pub(super) cells: Vec<Cell>,
    /// The least any cell adds, for each party; cells are counted from here.
    pub(super) least: Vec<i64>,
    /// The most any cell adds above the least, for each party.
    pub(super) most: Vec<u64>,
}

/// One option in one state.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) state: usize,
    pub(super) choice: u16,
    /// What it adds, for each party, above the bucket's least.
    pub(super) adds: Vec<u64>,
    /// Which state of each table below it meets.
    pub(super) below: Vec<usize>,
}

/// The whole plan.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) buckets: Vec<Bucket>,
    /// What every package is worth to each party before any bucket adds to it.
    pub(super) base: Vec<i64>,
    /// Whether a rule that speaks of no bracket forbids everything.
    pub(super) is_void: bool,
}

/// The most cells that one table may have.
const CELLS_MAX: u64 = 1 << 20;

/// So many brackets hang together that a table would get too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooWide;

/// A table still to be taken in, by its separator and the class of each option in it.
struct Message {
    bucket: usize,
    classes: BTreeMap<usize, Vec<usize>>,
}

impl Message {
    fn state(&self, positions: &[u16]) -> usize {
        self.classes.iter().fold(0, |state, (bracket, classes)| {
            let choice = positions.get(*bracket).map_or(0, |c| usize::from(*c));
            let count = classes.iter().max().map_or(1, |class| class + 1);
            state * count + classes.get(choice).copied().unwrap_or(0)
        })
    }
}

impl Plan {
    /// The plan for a scope, if no table gets too large.
    pub(super) fn new(problem: &Problem, scope: Scope) -> Result<Self, TooWide> {
        let Linkages { sizes, list } = Linkages::new(problem, scope);
        if sizes.len() > usize::from(u16::MAX) {
            return Err(TooWide);
        }
        let nothing = Package::at(&vec![0; sizes.len()]);
        let (loose, mut linkages): (Vec<_>, Vec<_>) =
            list.into_iter().partition(|l| l.brackets.is_empty());
        let is_void = loose.iter().any(|linkage| !linkage.admits(&nothing));
        let mut order = Order::new(sizes.len(), &linkages);
        let mut messages: Vec<Message> = Vec::new();
        let mut buckets = Vec::new();
        while let Some(bracket) = order.next() {
            let (here, rest) = linkages
                .into_iter()
                .partition(|l| l.brackets.contains(&bracket));
            linkages = rest;
            let (below, others) = messages
                .into_iter()
                .partition(|m| m.classes.contains_key(&bracket));
            messages = others;
            let draft = Draft::new((problem, &sizes), bracket, here, below);
            let bucket = draft.bucket()?;
            if !bucket.is_root {
                messages.push(Message {
                    bucket: buckets.len(),
                    classes: draft.classes,
                });
            }
            buckets.push(bucket);
        }
        let mut base = vec![0; problem.stances().len()];
        let leasts = buckets
            .iter()
            .flat_map(|b: &Bucket| b.least.iter().enumerate());
        for (party, units) in leasts
            .map(|(p, least)| (p, *least))
            .chain(constants(&loose))
        {
            if let Some(sum) = base.get_mut(party) {
                *sum += units;
            }
        }
        Ok(Self {
            buckets,
            base,
            is_void,
        })
    }
}

impl Plan {
    /// The most that all buckets together can add for a party.
    pub(super) fn total(&self, party: usize) -> u64 {
        self.buckets.iter().filter_map(|b| b.most.get(party)).sum()
    }
}

/// What the bonuses that every package matches add, with the party they add it to.
fn constants(loose: &[Linkage]) -> Vec<(usize, i64)> {
    let constant = |linkage: &Linkage| match &linkage.effect {
        Effect::Admits(_) => None,
        Effect::Adds(party, _, units) => Some((Index::position(*party), *units)),
    };
    loose.iter().filter_map(constant).collect()
}

/// A bucket in the making.
struct Draft<'a> {
    problem: &'a Problem,
    sizes: &'a [u16],
    bracket: usize,
    linkages: Vec<Linkage>,
    below: Vec<Message>,
    classes: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Draft<'a> {
    fn new(
        (problem, sizes): (&'a Problem, &'a [u16]),
        bracket: usize,
        linkages: Vec<Linkage>,
        below: Vec<Message>,
    ) -> Self {
        let mut separator: BTreeSet<usize> = linkages
            .iter()
            .flat_map(|l| l.brackets.iter().copied())
            .collect();
        separator.extend(below.iter().flat_map(|m| m.classes.keys().copied()));
        separator.remove(&bracket);
        let mut draft = Self {
            problem,
            sizes,
            bracket,
            linkages,
            below,
            classes: BTreeMap::new(),
        };
        draft.classes = separator
            .into_iter()
            .map(|b| (b, draft.classes_of(b)))
            .collect();
        draft
    }

    fn size(&self, bracket: usize) -> u16 {
        self.sizes.get(bracket).copied().unwrap_or(0)
    }

    /// The class of each option of a bracket: equal where nothing in the bucket tells them apart.
    fn classes_of(&self, bracket: usize) -> Vec<usize> {
        let mut known = BTreeMap::new();
        let signature = |choice: u16| {
            let linkages = self.linkages.iter().map(|l| l.signature(bracket, choice));
            let tables = self
                .below
                .iter()
                .filter_map(|m| m.classes.get(&bracket)?.get(usize::from(choice)).copied());
            (linkages.collect::<Vec<_>>(), tables.collect::<Vec<_>>())
        };
        (0..self.size(bracket))
            .map(|choice| {
                let next = known.len();
                *known.entry(signature(choice)).or_insert(next)
            })
            .collect()
    }

    /// An option of each class, class by class, for every bracket of the separator.
    fn representatives(&self) -> Vec<(usize, Vec<u16>)> {
        let firsts = |classes: &Vec<usize>| {
            let mut firsts = Vec::new();
            for (choice, class) in classes.iter().enumerate() {
                if *class == firsts.len() {
                    firsts.push(choice as u16);
                }
            }
            firsts
        };
        self.classes
            .iter()
            .map(|(b, classes)| (*b, firsts(classes)))
            .collect()
    }

    fn bucket(&self) -> Result<Bucket, TooWide> {
        let representatives = self.representatives();
        let states = representatives
            .iter()
            .try_fold(1_u64, |product, (_, r)| product.checked_mul(r.len() as u64))
            .filter(|s| s.saturating_mul(u64::from(self.size(self.bracket))) <= CELLS_MAX)
            .ok_or(TooWide)?;
        let mut positions = vec![0_u16; self.sizes.len()];
        let mut cells = Vec::new();
        for state in 0..states as usize {
            place(&mut positions, &representatives, state);
            self.cells(&mut positions, state, &mut cells);
        }
        Ok(self.counted(states as usize, cells))
    }

    /// The admitted options in one state.
    fn cells(&self, positions: &mut [u16], state: usize, cells: &mut Vec<(Cell, Vec<i64>)>) {
        for choice in 0..self.size(self.bracket) {
            if let Some(position) = positions.get_mut(self.bracket) {
                *position = choice;
            }
            let package = Package::at(positions);
            if self.linkages.iter().all(|linkage| linkage.admits(&package)) {
                let below = self.below.iter().map(|m| m.state(positions)).collect();
                let cell = Cell {
                    state,
                    choice,
                    adds: Vec::new(),
                    below,
                };
                cells.push((cell, self.adds(&package, choice)));
            }
        }
    }

    fn adds(&self, package: &Package, choice: u16) -> Vec<i64> {
        let score = |party: PartyIx| {
            let stance = self.problem.stances().get(party)?;
            let scores = stance.scores.as_slice().get(self.bracket)?;
            scores.get(usize::from(choice)).map(|s| s.get())
        };
        let parties = self.problem.stances().ids();
        let mut adds: Vec<i64> = parties.map(|party| score(party).unwrap_or(0)).collect();
        adds.resize(adds.len().max(1), 0);
        for linkage in &self.linkages {
            if let Effect::Adds(party, pattern, units) = &linkage.effect
                && pattern.matches(package)
                && let Some(sum) = adds.get_mut(Index::position(*party))
            {
                *sum += units;
            }
        }
        adds
    }

    /// The bucket, its cells counted from the least of each party.
    fn counted(&self, states: usize, cells: Vec<(Cell, Vec<i64>)>) -> Bucket {
        let parties = self.problem.stances().len().max(1);
        let extreme = |pick: fn(i64, i64) -> i64, party: usize| {
            let values = cells
                .iter()
                .filter_map(|(_, adds)| adds.get(party).copied());
            values.reduce(pick).unwrap_or(0)
        };
        let least: Vec<i64> = (0..parties).map(|p| extreme(i64::min, p)).collect();
        let most = (0..parties)
            .zip(&least)
            .map(|(p, least)| extreme(i64::max, p).abs_diff(*least));
        let most = most.collect();
        let cells = cells.into_iter().map(|(cell, adds)| {
            let adds = adds
                .iter()
                .zip(&least)
                .map(|(a, least)| a.abs_diff(*least))
                .collect();
            Cell { adds, ..cell }
        });
        Bucket {
            bracket: self.bracket as u16,
            states,
            below: self.below.iter().map(|m| m.bucket).collect(),
            is_root: self.classes.is_empty(),
            cells: cells.collect(),
            least,
            most,
        }
    }
}

/// Puts a representative of each class of a state into its place; the last bracket turns fastest.
fn place(positions: &mut [u16], representatives: &[(usize, Vec<u16>)], state: usize) {
    let mut rest = state;
    for (bracket, choices) in representatives.iter().rev() {
        let choice = choices
            .get(rest % choices.len().max(1))
            .copied()
            .unwrap_or(0);
        rest /= choices.len().max(1);
        if let Some(position) = positions.get_mut(*bracket) {
            *position = choice;
        }
    }
}
