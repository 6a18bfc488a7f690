//! Guarantees that defeat themselves: the other side can end them, the feared one guards, they
//! wait for themselves, they are over before they begin.

use super::{Guarantee, Guarantees};
use crate::{ActIx, FearIx, GuaranteeIx, PartyIx};
use std::collections::BTreeSet;

/// What a party does in a guarantee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Office {
    /// It gives the guarantee.
    Guarantor,
    /// It decides that the trigger has happened, and nobody can do so without it.
    Judge,
    /// It can stop the answer.
    Veto,
}

/// A guarantee that defeats itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Contradiction {
    /// The one from whom something is feared can end the guarantee against it, by the act.
    EndedByFeared(GuaranteeIx, ActIx, PartyIx),
    /// The guarantor can end its guarantee by an act of its own.
    EndedByGuarantor(GuaranteeIx, ActIx, PartyIx),
    /// What calls for the answer ends the guarantee.
    EndedByTrigger(GuaranteeIx, ActIx),
    /// The one from whom something is feared holds an office in the guarantee against it.
    FearedGuards(FearIx, GuaranteeIx, PartyIx, Office),
    /// It is over before it begins.
    OverBeforeBegun(GuaranteeIx),
    /// A guarantee that it needs is over before it begins.
    NeedOver(GuaranteeIx, GuaranteeIx),
}

/// What a guarantee waits for: an act, or a guarantee that begins with no act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// An act, by place.
    Act(ActIx),
    /// A guarantee.
    Guarantee(GuaranteeIx),
}

/// Needs that wait for each other in a circle, each for the next and the last for the first, and
/// the way by which a guarantee comes to them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Knot {
    /// From the guarantee to the first need of the circle, without that one.
    pub way: Vec<Need>,
    /// The circle.
    pub circle: Vec<Need>,
}

impl Guarantees {
    /// Every guarantee that defeats itself but for those that wait for themselves, in order.
    #[must_use]
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let all = self.guarantees.iter();
        let found = all.flat_map(|(id, each)| {
            let mut found = self.endings(id, each);
            found.extend(self.offices(id, each));
            found.extend(self.days(id, each));
            found
        });
        let mut found: Vec<Contradiction> = found.collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn endings(&self, id: GuaranteeIx, each: &Guarantee) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let feared = self.feared(each);
        for lapse in &each.lapses {
            let able = lapse.done_by.union(&lapse.provoked_by);
            for party in able.filter(|party| feared.contains(party)) {
                found.push(Contradiction::EndedByFeared(id, lapse.act, *party));
            }
            let own = lapse.done_by.intersection(&each.guarantors);
            found.extend(own.map(|party| Contradiction::EndedByGuarantor(id, lapse.act, *party)));
            let calls = each.trigger.as_ref().map(|trigger| self.place(trigger.act));
            if calls == Some(self.place(lapse.act)) {
                found.push(Contradiction::EndedByTrigger(id, lapse.act));
            }
        }
        found
    }

    /// Everybody from whom something is feared that a guarantee covers.
    fn feared(&self, each: &Guarantee) -> BTreeSet<PartyIx> {
        let fears = each.covers.iter().filter_map(|fear| self.fears.get(*fear));
        fears.flat_map(|fear| &fear.from).copied().collect()
    }

    fn offices(&self, id: GuaranteeIx, each: &Guarantee) -> Vec<Contradiction> {
        let mut found = Vec::new();
        for fear in &each.covers {
            let from = self.fears.get(*fear).map(|fear| &fear.from);
            for party in from.into_iter().flatten() {
                let offices = each.offices(*party).into_iter();
                let held = offices.map(|at| Contradiction::FearedGuards(*fear, id, *party, at));
                found.extend(held);
            }
        }
        found
    }

    fn days(&self, id: GuaranteeIx, each: &Guarantee) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let Some(first) = each.first_day else {
            return found;
        };
        if each.last_day.is_some_and(|last| last <= first) {
            found.push(Contradiction::OverBeforeBegun(id));
        }
        for need in &each.needs {
            let over = self.guarantees.get(*need).and_then(|need| need.last_day);
            if over.is_some_and(|over| over <= first) {
                found.push(Contradiction::NeedOver(id, *need));
            }
        }
        found
    }

    /// The need that stands for a guarantee: the act with which it begins, or itself.
    #[must_use]
    pub fn need(&self, guarantee: GuaranteeIx) -> Need {
        let starts = self.guarantees.get(guarantee).and_then(|each| each.starts);
        starts.map_or(Need::Guarantee(guarantee), |act| Need::Act(self.place(act)))
    }

    /// What a need waits for, in order: an act for what linkages put before it, and for what the
    /// guarantees wait for that begin with it; a guarantee for its ratification and its needs.
    ///
    /// Guarantees that begin with one act do not wait for each other; one that needs itself does.
    #[must_use]
    pub fn waited_for(&self, need: Need) -> BTreeSet<Need> {
        let mut found = BTreeSet::new();
        if let Need::Act(act) = need {
            found.extend(self.waits_for(act).map(Need::Act));
        }
        let begun = || {
            self.guarantees
                .iter()
                .filter(|(id, _)| self.need(*id) == need)
        };
        for (_, each) in begun() {
            found.extend(each.ratified_by.map(|act| Need::Act(self.place(act))));
            found.extend(each.needs.iter().map(|other| self.need(*other)));
        }
        found.remove(&need);
        if begun().any(|(id, each)| each.needs.contains(&id)) {
            found.insert(need);
        }
        found
    }

    /// Whether a guarantee waits for something that waits for itself, by the definition: one can
    /// walk on from it, each time to something waited for, for longer than there are needs.
    ///
    /// Slow, and says nothing of where the circle is.
    #[must_use]
    pub fn waits_for_itself(&self, guarantee: GuaranteeIx) -> bool {
        let needs = self.acts().saturating_add(self.guarantees.len());
        let mut here = BTreeSet::from([self.need(guarantee)]);
        for _ in 0..=needs {
            here = here
                .into_iter()
                .flat_map(|need| self.waited_for(need))
                .collect();
        }
        !here.is_empty()
    }

    /// Whether a knot is one in which a guarantee is caught: the checker of a claim.
    #[must_use]
    pub fn is_knot(&self, guarantee: GuaranteeIx, knot: &Knot) -> bool {
        let walk: Vec<Need> = knot.way.iter().chain(&knot.circle).copied().collect();
        let first = knot.circle.first().copied();
        let begins = walk.first() == Some(&self.need(guarantee));
        let next = walk.iter().skip(1).copied().chain(first);
        let steps = walk.iter().zip(next);
        let leads = |(from, to): (&Need, Need)| self.waited_for(*from).contains(&to);
        let different: BTreeSet<&Need> = walk.iter().collect();
        begins && first.is_some() && different.len() == walk.len() && { steps }.all(leads)
    }
}

impl Guarantee {
    /// What a party does in it.
    fn offices(&self, party: PartyIx) -> Vec<Office> {
        use super::Deciding;
        let alone = self.trigger.as_ref().is_some_and(|trigger| {
            let is_one = trigger.deciders.contains(&party);
            is_one && (trigger.deciding == Deciding::Together || trigger.deciders.len() == 1)
        });
        let held = [
            (self.guarantors.contains(&party), Office::Guarantor),
            (alone, Office::Judge),
            (self.vetoes.contains(&party), Office::Veto),
        ];
        let held = held.into_iter().filter(|(holds, _)| *holds);
        held.map(|(_, office)| office).collect()
    }
}
