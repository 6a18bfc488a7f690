//! What may be said next door: the classes of told items against the seats of an audience.

use crate::ledger::{Kept, Ledger};
use crate::{
    Attribution, CarriedStanding, Cite, Confidence, EventId, Minutes, Position, Proceedings, Reach,
    Refusal, Word, Words,
};
use disclosure::{Audience, PartyId, Release, ReleaseClass, Seat};
use std::collections::BTreeMap;

/// Something of a room that may be let travel: a told item, a position, the minutes of a meeting.
pub(crate) enum Travels<'a> {
    Told(&'a Kept<Confidence>),
    Stated(&'a Kept<Position>),
    Minutes(&'a Minutes),
    Said(&'a Words),
}

/// How far what a party said in its room travels, until it lets it travel further.
static SEALED: Reach = Reach::sealed();

/// What of a room this id stands for, if it may be let travel.
pub(crate) fn travels<'a>(
    proceedings: &'a Proceedings,
    room: &PartyId,
    id: EventId,
) -> Option<Travels<'a>> {
    let ledger = proceedings.ledger(&Audience::Room(room.clone()))?;
    let told = ledger.get(&ledger.told, id).map(Travels::Told);
    let stated = || ledger.get(&ledger.stated, id).map(Travels::Stated);
    let minutes = || {
        let met = ledger.get(&ledger.met, id)?;
        met.what.minutes.as_ref().map(Travels::Minutes)
    };
    let said = || said(proceedings, room, ledger, id).map(Travels::Said);
    told.or_else(stated).or_else(minutes).or_else(said)
}

/// What a party said in its room under this id: in a message, an answer, a criticism, a reading or
/// the reason of a proposal.
fn said<'a>(
    proceedings: &Proceedings,
    room: &PartyId,
    ledger: &'a Ledger,
    id: EventId,
) -> Option<&'a Words> {
    let seat = proceedings.seats().remove(room)?;
    let is_own = |by: &Seat, word: Option<&Word>| *by == seat || word.is_some();
    if let Some(kept) = ledger.get(&ledger.sayings, id) {
        return is_own(&kept.by, kept.word.as_ref()).then_some(&kept.what.message.words);
    }
    if let Some(kept) = ledger.get(&ledger.replies, id) {
        return kept
            .what
            .words
            .as_ref()
            .filter(|_| is_own(&kept.by, kept.word.as_ref()));
    }
    let criticised = ledger
        .get(&ledger.criticised, id)
        .map(|kept| &kept.what.words);
    let understood = || {
        ledger
            .get(&ledger.understood, id)
            .map(|kept| &kept.what.words)
    };
    let proposed = || ledger.get(&ledger.proposed, id)?.what.reason.as_ref();
    criticised.or_else(understood).or_else(proposed)
}

/// How far it may travel now: after the last change of its class.
pub(crate) fn reach<'a>(
    proceedings: &'a Proceedings,
    room: &PartyId,
    id: EventId,
) -> Option<&'a Reach> {
    let ledger = proceedings.ledger(&Audience::Room(room.clone()))?;
    let first = match travels(proceedings, room, id)? {
        Travels::Told(told) => &told.what.reach,
        Travels::Stated(stated) => &stated.what.reach,
        Travels::Minutes(minutes) => &minutes.reach,
        Travels::Said(_) => &SEALED,
    };
    let last = ledger.upon(&ledger.reclassed, id).next_back();
    Some(last.map_or(first, |change| &change.what.reach))
}

/// An audience in front of which something may be said, with who reads there.
pub(crate) struct Front<'a> {
    pub(crate) to: &'a Audience,
    seats: BTreeMap<PartyId, Seat>,
    readers: Vec<(PartyId, Seat)>,
}

impl<'a> Front<'a> {
    pub(crate) fn of(proceedings: &Proceedings, to: &'a Audience) -> Self {
        let seats = proceedings.seats();
        let readers = seats.iter().filter(|(_, seat)| to.admits(seat));
        let readers = readers.map(|(party, seat)| (party.clone(), seat.clone()));
        Self {
            to,
            readers: readers.collect(),
            seats,
        }
    }
}

/// Why a cited item may not be said in front of an audience; nothing where it may.
pub(crate) fn forbids(proceedings: &Proceedings, cite: &Cite, to: &Audience) -> Option<Refusal> {
    forbids_before(proceedings, cite, &Front::of(proceedings, to))
}

/// The same of many items in front of one audience.
pub(crate) fn forbids_before(
    proceedings: &Proceedings,
    cite: &Cite,
    front: &Front<'_>,
) -> Option<Refusal> {
    let to = front.to;
    let Some(reach) = reach(proceedings, &cite.room, cite.item) else {
        return Some(Refusal::NotHere);
    };
    if *to == Audience::Team || *to == Audience::Room(cite.room.clone()) {
        return None;
    }
    let class = class_before(reach, &cite.room, front);
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
            let mut others = front.seats.iter().filter(|(party, _)| **party != cite.room);
            others.all(|(_, seat)| reach.to.contains(seat))
        }
        Audience::Room(party) => front.seats.get(party).is_some_and(|s| reach.to.contains(s)),
        Audience::Team => true,
    };
    let to = to.clone();
    (!named).then_some(Refusal::NotRecipient { to })
}

/// The class that counts in front of an audience: the strictest for those who read there.
fn class_before(reach: &Reach, owner: &PartyId, front: &Front<'_>) -> ReleaseClass {
    let others = front.readers.iter().filter(|(party, _)| party != owner);
    let classes = others.map(|(_, seat)| reach.class_for(seat));
    classes.chain([reach.class]).min().unwrap_or(reach.class)
}

/// The seat of a party that has a room.
pub(crate) fn seat_of(proceedings: &Proceedings, party: &PartyId) -> Option<Seat> {
    proceedings.seats().remove(party)
}

/// Where a party stands, as far as a cite lets it be said with its source.
pub(crate) fn standing(proceedings: &Proceedings, cite: &Cite) -> Option<CarriedStanding> {
    match (
        travels(proceedings, &cite.room, cite.item)?,
        cite.attribution,
    ) {
        (Travels::Stated(stated), Attribution::Attributed) => Some(CarriedStanding {
            party: cite.room.clone(),
            place: stated.what.place.clone(),
            status: stated.what.status,
        }),
        (Travels::Stated(_) | Travels::Told(_) | Travels::Minutes(_) | Travels::Said(_), _) => None,
    }
}

/// The strictest class of what packages are found with: the red lines and preferences that the
/// team knows. Whatever is made from them can tell of the strictest.
pub(crate) fn basis(proceedings: &Proceedings) -> ReleaseClass {
    let view = proceedings
        .case()
        .map(|case| case.seen_from(Seat::Mediator));
    let classes = view.into_iter().flat_map(|view| {
        let lines = view.red_lines().map(|seen| seen.class);
        lines.chain(view.preferences().map(|seen| seen.class))
    });
    Release::derived(classes)
}
