//! What a party told in its room, and where it stands on each place.

use super::Sitting;
use crate::delivery::has_arrived;
use crate::{Brought, Cite, Confidence, EventId, Kept, Position, Reach, Reclass};
use case::{BracketId, ChoiceId};
use disclosure::{Audience, PartyId};
use std::collections::{BTreeMap, BTreeSet};
use text::Place;

/// A told item, with how far it may travel now.
#[derive(Clone)]
pub struct Item<'a> {
    /// Whose room it stands in; the party owns it.
    pub owner: PartyId,
    /// The item.
    pub told: &'a Kept<Confidence>,
    /// How far it may travel now.
    pub reach: &'a Reach,
    /// The changes of its class, in order.
    pub changes: Vec<&'a Kept<Reclass>>,
    /// What of the case file it stands for, where it came with that.
    pub brought: Option<&'a Brought>,
}

impl<'a> Sitting<'a> {
    /// What a party told, in order.
    pub fn items(&self, party: &PartyId) -> impl DoubleEndedIterator<Item = Item<'a>> + use<'a> {
        let room = self.room(party);
        let owner = party.clone();
        let told = room.into_iter().flat_map(|room| room.told.iter());
        told.filter_map(move |told| {
            let changes: Vec<_> = room?.upon(&room?.reclassed, told.id).collect();
            let last = changes.last().map(|change| &change.what.reach);
            Some(Item {
                owner: owner.clone(),
                told,
                reach: last.unwrap_or(&told.what.reach),
                brought: room?.brought.get(&told.id),
                changes,
            })
        })
    }

    /// What a party told and was destroyed since: which item, when, and by whom.
    pub fn destroyed(
        &self,
        party: &PartyId,
    ) -> impl DoubleEndedIterator<Item = &'a Kept<EventId>> + use<'a> {
        let room = self.room(party);
        room.into_iter().flat_map(|room| room.destroyed.iter())
    }

    /// The options of which a party can speak, by bracket: those that its room was shown.
    #[must_use]
    pub fn options_known_to(&self, party: &PartyId) -> BTreeMap<BracketId, BTreeSet<ChoiceId>> {
        let room = Audience::Room(party.clone());
        let is_open = self.room(party).is_some();
        let known = is_open.then(|| self.proceedings.known(&room).brackets);
        known.unwrap_or_default()
    }

    /// One told item, if it is there for this seat.
    #[must_use]
    pub fn item(&self, party: &PartyId, id: EventId) -> Option<Item<'a>> {
        self.items(party).find(|item| item.told.id == id)
    }

    /// Where an item was carried to, for the mediation team.
    #[must_use]
    pub fn carried_to(&self, party: &PartyId, id: EventId) -> Vec<&'a Audience> {
        let Some(team) = self.team() else {
            return Vec::new();
        };
        let rests = |cite: &Cite| cite.item == id && cite.room == *party;
        let sent = team.dispatched.iter();
        let sent = sent.filter(|sent| sent.what.parcel.cites().iter().any(rests));
        let copies = sent.flat_map(|sent| &sent.what.copies);
        let arrived = copies.filter(|copy| has_arrived(self.proceedings, copy));
        arrived.map(|copy| &copy.to).collect()
    }

    /// All that has arrived in front of an audience of what was told or said elsewhere.
    pub(super) fn said_before(&self, to: &Audience) -> BTreeSet<(&'a PartyId, EventId)> {
        let sent = self
            .team()
            .into_iter()
            .flat_map(|team| team.dispatched.iter());
        let arrived = sent.filter(|sent| {
            let mut copies = sent.what.copies.iter();
            copies.any(|copy| copy.to == *to && has_arrived(self.proceedings, copy))
        });
        let cites = arrived.flat_map(|sent| sent.what.parcel.cites());
        cites.map(|cite| (&cite.room, cite.item)).collect()
    }

    /// Every position that a party took, in order: the last on a place is the one it holds.
    pub fn positions(
        &self,
        party: &PartyId,
    ) -> impl DoubleEndedIterator<Item = &'a Kept<Position>> + use<'a> {
        let room = self.room(party);
        room.into_iter().flat_map(|room| room.stated.iter())
    }

    /// Where a party stands on a place, if it has said so in its room.
    #[must_use]
    pub fn position(&self, party: &PartyId, place: &Place) -> Option<&'a Kept<Position>> {
        let mut stated = self.positions(party).rev();
        stated.find(|kept| kept.what.place == *place)
    }
}
