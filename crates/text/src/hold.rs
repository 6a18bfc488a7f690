//! A hold: which party stands behind which option, why, and since when.
//!
//! Holds live beside the text and never in it: the canonical text is the same bytes for everybody,
//! while who may know of a hold is settled by whoever keeps it.

use case::{BracketId, ChoiceId, Stand, View};
use disclosure::PartyId;
use std::collections::BTreeMap;
use std::fmt;

/// The number of an issued draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftNo(u32);

impl DraftNo {
    /// The draft with this number.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for DraftNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A party behind an option.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hold {
    /// The holder.
    pub party: PartyId,
    /// The bracket.
    pub bracket: BracketId,
    /// The option.
    pub choice: ChoiceId,
    /// Why it holds it, where it said so.
    pub reason: Option<String>,
    /// The draft in which it first held it.
    pub since: DraftNo,
}

/// Every hold that somebody may know of, by bracket and option.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Holds(BTreeMap<BracketId, BTreeMap<ChoiceId, Vec<Hold>>>);

impl Holds {
    /// These holds, each once, by party.
    #[must_use]
    pub fn new(holds: Vec<Hold>) -> Self {
        let mut by_bracket: BTreeMap<BracketId, BTreeMap<ChoiceId, Vec<Hold>>> = BTreeMap::new();
        for hold in holds {
            let place = by_bracket
                .get_mut(&hold.bracket)
                .and_then(|by| by.get_mut(&hold.choice));
            if let Some(place) = place {
                place.push(hold);
            } else {
                let by_choice = by_bracket.entry(hold.bracket.clone()).or_default();
                by_choice.insert(hold.choice.clone(), vec![hold]);
            }
        }
        for place in by_bracket.values_mut().flat_map(BTreeMap::values_mut) {
            place.sort();
            place.dedup();
        }
        Self(by_bracket)
    }

    /// The holds that a seat may know from the case: whoever put an option forward or took it.
    #[must_use]
    pub fn of_points(view: &View<'_>, since: DraftNo) -> Self {
        let mut holds = Vec::new();
        for point in view.points() {
            for bracket in view.brackets(point.item).map(|seen| seen.item) {
                for choice in view.choices(bracket).map(|seen| seen.item) {
                    let marks = view.marks(choice).map(|seen| seen.item);
                    let behind = marks.filter(|mark| mark.stand != Stand::Rejected);
                    holds.extend(behind.filter_map(|mark| {
                        Some(Hold {
                            party: mark.party.clone()?,
                            bracket: bracket.id.clone(),
                            choice: choice.id.clone(),
                            reason: None,
                            since,
                        })
                    }));
                }
            }
        }
        Self::new(holds)
    }

    /// Who holds an option, by party.
    #[must_use]
    pub fn on(&self, bracket: &BracketId, choice: &ChoiceId) -> &[Hold] {
        let found = self
            .0
            .get(bracket)
            .and_then(|by_choice| by_choice.get(choice));
        found.map_or(&[], Vec::as_slice)
    }

    /// Everything that a party holds.
    pub fn of_party<'a>(&'a self, party: &'a PartyId) -> impl Iterator<Item = &'a Hold> {
        self.all().filter(move |hold| hold.party == *party)
    }

    /// Every hold, by bracket, option and party.
    pub fn all(&self) -> impl Iterator<Item = &Hold> {
        self.0.values().flat_map(BTreeMap::values).flatten()
    }
}
