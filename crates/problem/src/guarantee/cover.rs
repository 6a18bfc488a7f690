//! Which fears are covered while which parties and acts hold, and what uncovers them.

use super::{Deciding, Guarantees};
use crate::{ActIx, FearIx, GuaranteeIx, Index, PartyIx};
use std::collections::BTreeSet;

/// The most parts of a cut that are looked for.
pub const CUT_MAX: usize = 2;

/// Something that can fail: a party in all it does, an act that never happens, a guarantee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A party: as guarantor, as one who decides, as one who can stop the answer.
    Party(PartyIx),
    /// An act, with those that happen together with it, named by the first of them.
    Act(ActIx),
    /// A guarantee that is not given, or has lapsed.
    Guarantee(GuaranteeIx),
}

/// Parties and acts whose failing together uncovers a fear, while no smaller set of them does.
pub type Cut = BTreeSet<Part>;

/// What falls when something fails.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Loss {
    /// The guarantees that stood and do not any more.
    pub fallen: BTreeSet<GuaranteeIx>,
    /// The fears that were covered and are not any more.
    pub reopened: BTreeSet<FearIx>,
}

impl Guarantees {
    /// Whether a guarantee would stand by itself: nobody and nothing fails on which it hangs, the
    /// other guarantees it needs apart.
    fn holds(&self, id: GuaranteeIx, failed: &BTreeSet<Part>) -> bool {
        let Some(each) = self.guarantees.get(id) else {
            return false;
        };
        let fails = |party: &PartyIx| failed.contains(&Part::Party(*party));
        let decided = each.trigger.as_ref().is_none_or(|trigger| {
            let deciders = &trigger.deciders;
            match trigger.deciding {
                Deciding::Together => !deciders.iter().any(fails),
                Deciding::Each => deciders.is_empty() || !deciders.iter().all(fails),
            }
        });
        let mut acts = self.under.get(id).into_iter().flatten();
        decided
            && !each.guarantors.iter().any(fails)
            && !each.vetoes.iter().any(fails)
            && !acts.any(|act| failed.contains(&Part::Act(*act)))
    }

    /// The guarantees that stand when these parts fail: the least set that holds every guarantee
    /// on which nothing fails and whose needs stand. So guarantees that need each other in a
    /// circle do not stand.
    #[must_use]
    pub fn standing(&self, failed: &BTreeSet<Part>) -> BTreeSet<GuaranteeIx> {
        let mut standing = BTreeSet::new();
        loop {
            let more = self.guarantees.iter().filter(|(id, each)| {
                !standing.contains(id)
                    && !failed.contains(&Part::Guarantee(*id))
                    && each.needs.is_subset(&standing)
                    && self.holds(*id, failed)
            });
            let more: Vec<GuaranteeIx> = more.map(|(id, _)| id).collect();
            if more.is_empty() {
                return standing;
            }
            standing.extend(more);
        }
    }

    /// The fears that some guarantee covers that stands when these parts fail.
    #[must_use]
    pub fn covered(&self, failed: &BTreeSet<Part>) -> BTreeSet<FearIx> {
        let standing = self.standing(failed);
        let covers = |id: &GuaranteeIx| self.guarantees.get(*id).map(|each| &each.covers);
        standing
            .iter()
            .filter_map(covers)
            .flatten()
            .copied()
            .collect()
    }

    /// What falls when these parts fail.
    #[must_use]
    pub fn loss(&self, failed: &BTreeSet<Part>) -> Loss {
        let whole = BTreeSet::new();
        let (before, after) = (self.standing(&whole), self.standing(failed));
        let (had, has) = (self.covered(&whole), self.covered(failed));
        Loss {
            fallen: before.difference(&after).copied().collect(),
            reopened: had.difference(&has).copied().collect(),
        }
    }

    /// The parties and acts on which a guarantee hangs, through the guarantees that it needs too.
    #[must_use]
    pub fn support(&self, guarantee: GuaranteeIx) -> BTreeSet<Part> {
        let (mut parts, mut seen) = (BTreeSet::new(), BTreeSet::new());
        let mut todo = vec![guarantee];
        while let Some(id) = todo.pop() {
            let Some(each) = self.guarantees.get(id) else {
                continue;
            };
            if !seen.insert(id) {
                continue;
            }
            let deciders = each.trigger.iter().flat_map(|trigger| &trigger.deciders);
            let parties = each.guarantors.iter().chain(&each.vetoes).chain(deciders);
            parts.extend(parties.map(|party| Part::Party(*party)));
            let acts = self.under.get(id).into_iter().flatten();
            parts.extend(acts.map(|act| Part::Act(*act)));
            todo.extend(&each.needs);
        }
        parts
    }

    /// The cuts of a fear with one or two parts, by the definition: every such set of parties and
    /// acts, kept if the fear is covered without it, uncovered with it, and by no smaller one.
    ///
    /// Slow: there are as many sets as pairs of parts. In order.
    #[must_use]
    pub fn cuts(&self, fear: FearIx) -> Vec<Cut> {
        let parties = (0..self.parties()).filter_map(PartyIx::from_position);
        let places: BTreeSet<ActIx> = self.places.rows().copied().collect();
        let parts: Vec<Part> = parties
            .map(Part::Party)
            .chain(places.into_iter().map(Part::Act))
            .collect();
        let pairs = parts
            .iter()
            .flat_map(|one| parts.iter().map(|other| Cut::from([*one, *other])));
        let sets: BTreeSet<Cut> = pairs.collect();
        sets.into_iter()
            .filter(|cut| self.is_cut(fear, cut))
            .collect()
    }

    /// Whether these parts are a cut of a fear: the checker of a claim.
    #[must_use]
    pub fn is_cut(&self, fear: FearIx, cut: &Cut) -> bool {
        let is_covered = |failed: &Cut| self.covered(failed).contains(&fear);
        let without = |part: &Part| {
            let mut fewer = cut.clone();
            fewer.remove(part);
            fewer
        };
        // Failing more never covers more, so the next smaller sets decide.
        !cut.is_empty() && !is_covered(cut) && cut.iter().all(|part| is_covered(&without(part)))
    }
}
