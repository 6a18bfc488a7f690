//! What may be said next door: the classes of told items against the seats of an audience.

use crate::ledger::Kept;
use crate::{Attribution, Cite, Confidence, EventId, Proceedings, Reach, Refusal};
use disclosure::{Audience, PartyId, ReleaseClass, Seat};

/// The told item of this id in a room.
pub(crate) fn item<'a>(
    proceedings: &'a Proceedings,
    room: &PartyId,
    id: EventId,
) -> Option<&'a Kept<Confidence>> {
    let ledger = proceedings.ledger(&Audience::Room(room.clone()))?;
    ledger.get(&ledger.told, id)
}

/// How far a told item may travel now: after the last change of its class.
pub(crate) fn reach<'a>(
    proceedings: &'a Proceedings,
    room: &PartyId,
    id: EventId,
) -> Option<&'a Reach> {
    let ledger = proceedings.ledger(&Audience::Room(room.clone()))?;
    let told = ledger.get(&ledger.told, id)?;
    let last = ledger.upon(&ledger.reclassed, id).next_back();
    Some(last.map_or(&told.what.reach, |change| &change.what.reach))
}

/// Why a cited item may not be said in front of an audience; nothing where it may.
pub(crate) fn forbids(proceedings: &Proceedings, cite: &Cite, to: &Audience) -> Option<Refusal> {
    let Some(reach) = reach(proceedings, &cite.room, cite.item) else {
        return Some(Refusal::NotHere);
    };
    if *to == Audience::Team || *to == Audience::Room(cite.room.clone()) {
        return None;
    }
    let class = reach.class;
    let needed = match cite.attribution {
        Attribution::Unattributed => ReleaseClass::Unattributed,
        Attribution::Attributed => ReleaseClass::Attributed,
    };
    if class < needed {
        let to = to.clone();
        return Some(Refusal::ClassForbids { class, to });
    }
    if class == ReleaseClass::Public {
        return None;
    }
    let named = match to {
        Audience::Public => false,
        Audience::Plenary => {
            let seats = proceedings.seats();
            let mut others = seats.iter().filter(|(party, _)| **party != cite.room);
            others.all(|(_, seat)| reach.to.contains(seat))
        }
        Audience::Room(party) => seat_of(proceedings, party).is_some_and(|s| reach.to.contains(&s)),
        Audience::Team => true,
    };
    let to = to.clone();
    (!named).then_some(Refusal::NotRecipient { to })
}

/// The seat of a party that has a room.
pub(crate) fn seat_of(proceedings: &Proceedings, party: &PartyId) -> Option<Seat> {
    proceedings.seats().remove(party)
}
