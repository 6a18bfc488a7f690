//! Undo: a new event, after which the state is as if the other had not happened.

use super::{Bench, Decided};
use crate::{Deed, EventId, Refusal};
use disclosure::{Audience, Seat};

impl Bench<'_> {
    /// What a side said or did itself, in the same log, and nothing rests on yet.
    pub(super) fn undo(&self, audience: Audience, id: EventId) -> Decided {
        let ledger = self.ledger(&audience)?;
        if let (Audience::Team, Some(decided)) = (&audience, self.take_back(id)) {
            return decided;
        }
        let mover = ledger.undoable(id).ok_or(Refusal::NotHere)?;
        if *mover != self.mover.seat {
            return Err(Refusal::NotUndoable);
        }
        if ledger.is_relied_upon(id) || self.is_cited(&audience, id) {
            return Err(Refusal::ReliedUpon);
        }
        if self.is_delivered(&audience, id) || self.is_copy(&audience, id) {
            return Err(Refusal::NotUndoable);
        }
        Ok((audience, Deed::Undone(id)))
    }

    /// Whether an event is the copy of a dispatch.
    fn is_copy(&self, audience: &Audience, id: EventId) -> bool {
        let Some(team) = self.proceedings.ledger(&Audience::Team) else {
            return false;
        };
        let mut sent = team.dispatched.iter().flat_map(|kept| &kept.what.copies);
        self.mover.seat == Seat::Mediator && sent.any(|copy| copy.id == id && copy.to == *audience)
    }

    /// Whether a dispatch of the team rests on a told item.
    fn is_cited(&self, audience: &Audience, id: EventId) -> bool {
        let (Some(team), Audience::Room(party)) =
            (self.proceedings.ledger(&Audience::Team), audience)
        else {
            return false;
        };
        let mut cites = team
            .dispatched
            .iter()
            .flat_map(|kept| kept.what.parcel.cites());
        cites.any(|cite| cite.item == id && cite.room == *party)
    }
}
