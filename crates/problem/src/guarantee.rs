//! Guarantees by index: who would answer what is feared, and what each answer hangs on.
//!
//! Invariant: everything a fear or a guarantee names exists.

mod contradiction;
mod cover;
mod hole;

pub use contradiction::{Contradiction, Knot, Need, Office};
pub use cover::{CUT_MAX, Cut, Loss, Part};
pub use hole::{Answered, Hole, Lateness};

use crate::{ActIx, FearIx, GuaranteeIx, Index, PartyIx, Table};
use std::collections::BTreeSet;

/// A length of time in hours, between two bounds: a month of the calendar has 28 to 31 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length {
    /// The least it can be.
    pub least: u64,
    /// The most it can be.
    pub most: u64,
}

impl Length {
    /// No time at all.
    pub const NOTHING: Self = Self::exactly(0);

    /// So many hours.
    #[must_use]
    pub const fn exactly(hours: u64) -> Self {
        Self {
            least: hours,
            most: hours,
        }
    }

    /// One length after the other.
    #[must_use]
    pub const fn then(self, next: Self) -> Self {
        Self {
            least: self.least.saturating_add(next.least),
            most: self.most.saturating_add(next.most),
        }
    }
}

/// What is feared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fear {
    /// From whom.
    pub from: BTreeSet<PartyIx>,
    /// The acts in which it comes true.
    pub acts: BTreeSet<ActIx>,
    /// How soon after the act the harm is done.
    pub harm: Option<Length>,
}

/// How those who decide on a trigger do so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deciding {
    /// All of them together.
    Together,
    /// Any of them alone.
    Each,
}

/// What calls for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// The act.
    pub act: ActIx,
    /// Who decides that it has happened.
    pub deciders: BTreeSet<PartyIx>,
    /// How those decide.
    pub deciding: Deciding,
    /// How soon after the act.
    pub decision: Option<Length>,
}

/// A step of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rung {
    /// What is done.
    pub act: ActIx,
    /// How long after the decision.
    pub after: Option<Length>,
    /// What must have happened as well.
    pub when: Option<ActIx>,
}

/// What ends a guarantee before its term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapse {
    /// The act.
    pub act: ActIx,
    /// Who does it.
    pub done_by: BTreeSet<PartyIx>,
    /// Who can bring it about without doing it.
    pub provoked_by: BTreeSet<PartyIx>,
}

/// A promise to answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guarantee {
    /// The fears that it covers.
    pub covers: BTreeSet<FearIx>,
    /// Who gives it; all of them are needed.
    pub guarantors: BTreeSet<PartyIx>,
    /// Who it is for.
    pub beneficiaries: BTreeSet<PartyIx>,
    /// What calls for the answer.
    pub trigger: Option<Trigger>,
    /// The steps of the answer.
    pub ladder: Vec<Rung>,
    /// Who can stop the answer.
    pub vetoes: BTreeSet<PartyIx>,
    /// The guarantees without which it does not stand.
    pub needs: BTreeSet<GuaranteeIx>,
    /// The act that ratifies it.
    pub ratified_by: Option<ActIx>,
    /// The act with which it begins.
    pub starts: Option<ActIx>,
    /// What ends it before its term.
    pub lapses: Vec<Lapse>,
    /// Its first day, counted from any day that is the same for all.
    pub first_day: Option<i64>,
    /// The day on which its term is over.
    pub last_day: Option<i64>,
    /// Whether it has a term at all.
    pub has_term: bool,
    /// Whose consent is still needed.
    pub unconsented: BTreeSet<PartyIx>,
}

/// Something names a party, an act, a fear or a guarantee that does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a guarantee names something that does not exist")]
pub struct NoSuchThing;

/// Fears, the guarantees against them, and the order of acts that both hang on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guarantees {
    parties: usize,
    /// The place of each act: the first of the acts that happen together with it.
    places: Table<ActIx, ActIx>,
    /// What waits for what, by place, in order.
    waits: BTreeSet<(ActIx, ActIx)>,
    fears: Table<FearIx, Fear>,
    guarantees: Table<GuaranteeIx, Guarantee>,
    /// The acts that each guarantee waits for, and those that these wait for, by place.
    under: Table<GuaranteeIx, BTreeSet<ActIx>>,
}

/// The acts that fears and guarantees name, and how they hang together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acts {
    /// The place of each act: the first of the acts that happen together with it.
    pub places: Table<ActIx, ActIx>,
    /// Which act waits for which.
    pub waits: Vec<(ActIx, ActIx)>,
}

impl Acts {
    /// So many acts that do not hang together.
    #[must_use]
    pub fn apart(count: usize) -> Self {
        Self {
            places: (0..count).filter_map(ActIx::from_position).collect(),
            waits: Vec::new(),
        }
    }
}

impl Guarantees {
    /// These fears and guarantees among so many parties.
    ///
    /// # Errors
    /// When something is named that does not exist.
    pub fn new(
        parties: usize,
        acts: Acts,
        fears: Table<FearIx, Fear>,
        guarantees: Table<GuaranteeIx, Guarantee>,
    ) -> Result<Self, NoSuchThing> {
        let at = |act: ActIx| acts.places.get(act).copied().ok_or(NoSuchThing);
        let mut waits = BTreeSet::new();
        for (act, first) in &acts.waits {
            let (act, first) = (at(*act)?, at(*first)?);
            // What happens together does not wait for itself.
            if act != first {
                waits.insert((act, first));
            }
        }
        let mut all = Self {
            parties,
            places: acts.places,
            waits,
            fears,
            guarantees,
            under: Table::new(Vec::new()),
        };
        let whole = all.fears.rows().all(|fear| all.has_fear(fear))
            && all.guarantees.rows().all(|each| all.has(each));
        if !whole {
            return Err(NoSuchThing);
        }
        all.under = all.guarantees.map(|each| all.acts_under(each));
        Ok(all)
    }

    fn has_fear(&self, fear: &Fear) -> bool {
        self.has_parties(&fear.from) && fear.acts.iter().all(|act| self.has_act(*act))
    }

    fn has(&self, each: &Guarantee) -> bool {
        let trigger = each.trigger.as_ref();
        let lapses = || each.lapses.iter();
        let mut acts: Vec<ActIx> = each.ratified_by.into_iter().chain(each.starts).collect();
        acts.extend(trigger.map(|trigger| trigger.act));
        acts.extend(each.ladder.iter().map(|rung| rung.act));
        acts.extend(each.ladder.iter().filter_map(|rung| rung.when));
        acts.extend(lapses().map(|lapse| lapse.act));
        let sets = [
            &each.guarantors,
            &each.beneficiaries,
            &each.vetoes,
            &each.unconsented,
        ];
        let named = lapses().flat_map(|lapse| [&lapse.done_by, &lapse.provoked_by]);
        let named = named.chain(trigger.map(|trigger| &trigger.deciders));
        acts.into_iter().all(|act| self.has_act(act))
            && sets
                .into_iter()
                .chain(named)
                .all(|set| self.has_parties(set))
            && each.covers.iter().all(|id| self.fears.get(*id).is_some())
            && each
                .needs
                .iter()
                .all(|id| self.guarantees.get(*id).is_some())
    }

    fn has_act(&self, act: ActIx) -> bool {
        self.places.get(act).is_some()
    }

    fn has_parties(&self, parties: &BTreeSet<PartyIx>) -> bool {
        parties
            .last()
            .is_none_or(|last| Index::position(*last) < self.parties)
    }

    /// The fears.
    #[must_use]
    pub const fn fears(&self) -> &Table<FearIx, Fear> {
        &self.fears
    }

    /// The guarantees.
    #[must_use]
    pub const fn guarantees(&self) -> &Table<GuaranteeIx, Guarantee> {
        &self.guarantees
    }

    /// How many parties there are.
    #[must_use]
    pub const fn parties(&self) -> usize {
        self.parties
    }

    /// How many acts there are.
    #[must_use]
    pub const fn acts(&self) -> usize {
        self.places.len()
    }

    /// The place of an act: the first of the acts that happen together with it.
    #[must_use]
    pub fn place(&self, act: ActIx) -> ActIx {
        self.places.get(act).copied().unwrap_or(act)
    }

    /// What an act waits for, by place.
    pub fn waits_for(&self, act: ActIx) -> impl Iterator<Item = ActIx> + use<'_> {
        let here = self.place(act);
        let (low, high) = (ActIx::new(0), ActIx::new(u16::MAX));
        let waits = self.waits.range((here, low)..=(here, high));
        waits.map(|(_, first)| *first)
    }

    /// The acts that a guarantee waits for, and those that these wait for, by place.
    fn acts_under(&self, each: &Guarantee) -> BTreeSet<ActIx> {
        let begun = each.ratified_by.into_iter().chain(each.starts);
        let mut todo: Vec<ActIx> = begun.map(|act| self.place(act)).collect();
        let mut found = BTreeSet::new();
        while let Some(act) = todo.pop() {
            if found.insert(act) {
                todo.extend(self.waits_for(act));
            }
        }
        found
    }

    /// The guarantees that say they cover a fear.
    pub fn against(&self, fear: FearIx) -> impl Iterator<Item = GuaranteeIx> + use<'_> {
        let all = self.guarantees.iter();
        all.filter(move |(_, each)| each.covers.contains(&fear))
            .map(|(id, _)| id)
    }
}
