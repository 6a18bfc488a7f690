//! Figures moved for a trial: what would follow if a party weighed something otherwise.
//!
//! Invariant: a trial changes what is posed and nothing that is kept; it brings no figure to a seat
//! that does not see the party's own.

use crate::{BracketId, Exact, Figures, RedLineId};
use disclosure::PartyId;
use std::collections::{BTreeMap, BTreeSet};

/// Figures and limits that a reader moves to see what would follow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trial {
    /// How much a bracket counts, as a multiple of what the party gave.
    pub weights: BTreeMap<(PartyId, BracketId), Exact>,
    /// The value of no deal, in the party's own figures.
    pub reservations: BTreeMap<PartyId, Exact>,
    /// Red lines that count as if they had not been stated.
    pub lifted: BTreeSet<RedLineId>,
}

impl Trial {
    /// Whether nothing is moved.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty() && self.reservations.is_empty() && self.lifted.is_empty()
    }

    /// A party's figures as they are tried.
    pub(super) fn figures(&self, party: &PartyId, given: &Figures) -> Figures {
        let mut figures = given.clone();
        for bracket in given.values.keys() {
            let Some(times) = self.weights.get(&(party.clone(), bracket.clone())) else {
                continue;
            };
            let one = || Exact::from_integer(1.into());
            let weight = given.weights.get(bracket).cloned().unwrap_or_else(one);
            figures.weights.insert(bracket.clone(), weight * times);
        }
        if let Some(value) = self.reservations.get(party) {
            figures.reservation = Some(value.clone());
        }
        figures
    }
}
