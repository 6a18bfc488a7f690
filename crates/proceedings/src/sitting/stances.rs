//! What else of a room may be let travel as a told item is: where its party stands, and the minutes
//! of its meetings.

use super::Sitting;
use crate::carrying::{Front, Travels, reach, travels};
use crate::ledger::{Kept, Ledger};
use crate::{
    Attribution, EventId, Met, Minutes, Moment, Position, Reach, Reclass, Refusal, Word, Words,
};
use disclosure::{Audience, PartyId};
use std::collections::{BTreeMap, BTreeSet};

/// Whether a stance may travel: attributed how, and whether by its name, or why not.
pub(crate) type Travel = Result<(Attribution, bool), Refusal>;

/// Where a party stands, or what was taken down of a meeting, with how far it may travel now.
#[derive(Clone)]
pub struct Stance<'a> {
    /// Whose room it stands in; the party owns it.
    pub owner: PartyId,
    /// The event, by which it is cited and given another class.
    pub id: EventId,
    /// When it was said or held.
    pub at: Moment,
    /// The party's word for it, where the mediation team took it down.
    pub word: Option<&'a Word>,
    /// What it is.
    pub what: StanceWhat<'a>,
    /// How far it may travel now.
    pub reach: &'a Reach,
    /// The changes of its class, in order.
    pub changes: Vec<&'a Kept<Reclass>>,
}

/// What may be let travel beside told items.
#[derive(Clone, Copy)]
pub enum StanceWhat<'a> {
    /// Where the party stands on a place.
    Stated(&'a Position),
    /// What was taken down of a meeting.
    Minutes(&'a Met, &'a Minutes),
    /// Words that the party said in its room, and has let travel.
    Said(&'a Words),
}

impl<'a> Sitting<'a> {
    /// How far something of a room may travel now, if its party may let it travel at all.
    #[must_use]
    pub fn reach_of(&self, party: &PartyId, id: EventId) -> Option<&'a Reach> {
        self.room(party)?;
        reach(self.proceedings, party, id)
    }

    /// Where a party stands on each place, as it said last, and the minutes of its meetings, in the
    /// order of time.
    #[must_use]
    // tidy: long, because each kind of stance is read from its own list
    pub fn stances(&self, party: &PartyId) -> Vec<Stance<'a>> {
        let Some(room) = self.room(party) else {
            return Vec::new();
        };
        let mut last = BTreeMap::new();
        for stated in room.stated.iter() {
            last.insert(&stated.what.place, stated);
        }
        let stated = last
            .into_values()
            .filter_map(|kept| self.stance((party, room), kept, StanceWhat::Stated(&kept.what)));
        let minutes = room.met.iter().filter_map(|kept| {
            let minutes = kept.what.minutes.as_ref()?;
            self.stance(
                (party, room),
                kept,
                StanceWhat::Minutes(&kept.what, minutes),
            )
        });
        let said = room.reclassed.iter().map(|change| change.what.item);
        let said: BTreeSet<EventId> = said.collect();
        let said = said
            .into_iter()
            .filter_map(|id| match travels(self.proceedings, party, id)? {
                Travels::Said(words) => Some((id, words)),
                Travels::Told(_) | Travels::Stated(_) | Travels::Minutes(_) => None,
            });
        let said = said.filter_map(|(id, words)| {
            let what = StanceWhat::Said(words);
            let sayings = room
                .get(&room.sayings, id)
                .map(|kept| (kept.at, kept.word.as_ref()));
            let first = || {
                room.upon(&room.reclassed, id)
                    .next()
                    .map(|change| (change.at, None))
            };
            let (at, word) = sayings.or_else(first)?;
            let changes = room.upon(&room.reclassed, id).collect();
            let reach = reach(self.proceedings, party, id)?;
            let owner = party.clone();
            Some(Stance {
                owner,
                id,
                at,
                word,
                what,
                reach,
                changes,
            })
        });
        let mut all: Vec<_> = stated.chain(minutes).chain(said).collect();
        all.sort_by_key(|stance| stance.at);
        all
    }

    fn stance<T>(
        &self,
        (party, room): (&PartyId, &'a Ledger),
        kept: &'a Kept<T>,
        what: StanceWhat<'a>,
    ) -> Option<Stance<'a>> {
        Some(Stance {
            owner: party.clone(),
            id: kept.id,
            at: kept.at,
            word: kept.word.as_ref(),
            what,
            reach: reach(self.proceedings, party, kept.id)?,
            changes: room.upon(&room.reclassed, kept.id).collect(),
        })
    }

    /// Of where others stand and of their minutes: what may be said in front of an audience, with
    /// the most that may be said of whose it is and whether it was said there; and what may not.
    #[must_use]
    pub fn stances_before(&self, to: &Audience) -> Vec<(Stance<'a>, Travel)> {
        if self.team().is_none() {
            return Vec::new();
        }
        let (front, said) = (Front::of(self.proceedings, to), self.said_before(to));
        let rooms = self.rooms().map(|(party, _)| party);
        let others = rooms.filter(|party| *to != Audience::Room(party.clone()));
        let stances = others.flat_map(|party| self.stances(&party));
        let seen = stances.map(|stance| {
            let is_said = said.contains(&(&stance.owner, stance.id));
            let may = self.may_be_said((&stance.owner, stance.id), &front);
            (stance, may.map(|attribution| (attribution, is_said)))
        });
        seen.collect()
    }
}
