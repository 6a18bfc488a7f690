//! A party that comes to talks that are open.

use crate::{Label, Proceedings, Words};
use case::{Case, Grounds, Party, Role};
use disclosure::{Audience, Held, Owner, PartyId, Release, ReleaseClass, Seat};
use std::collections::BTreeMap;

/// The most parties that sit at one table.
pub(crate) const PARTIES_MAX: usize = 500;

/// A party that comes to talks that are open.
#[derive(Clone, PartialEq, Eq)]
pub struct Admission {
    /// Its short name.
    pub party: PartyId,
    /// Its name.
    pub name: Label,
    /// What it is to the talks.
    pub role: Role,
    /// The role in fuller words.
    pub part: Option<Words>,
}

impl Admission {
    /// The party as a case has it.
    fn party(&self) -> Party {
        Party {
            id: self.party.clone(),
            name: self.name.as_str().to_owned(),
            role: self.role,
            part: self.part.as_ref().map(|part| part.as_str().to_owned()),
            interests: Vec::new(),
            delegation: Vec::new(),
            factions: Vec::new(),
            grounds: Grounds::default(),
        }
    }
}

/// The seat of a party that has a room; the mediator's own seat is no party's.
pub(crate) fn seat(party: &PartyId, role: Role) -> Option<Seat> {
    match role {
        Role::Principal => Some(Seat::Delegation(party.clone())),
        Role::Partner => Some(Seat::Partner(party.clone())),
        Role::Observer => Some(Seat::Observer(party.clone())),
        Role::Mediator => None,
    }
}

/// The parties of a case that have a room, each with its seat, as far as a seat knows them.
pub(crate) fn seats(case: &Case, seat: &Seat) -> BTreeMap<PartyId, Seat> {
    let view = case.seen_from(seat.clone());
    let seated = view.parties().filter_map(|seen| {
        let party = seen.item.id.clone();
        let seat = self::seat(&party, seen.item.role)?;
        Some((party, seat))
    });
    seated.collect()
}

/// Gives a party that was admitted its place in a case, as a seat keeps the case: known to
/// everybody who has a seat, as far as this one knows them, and not to the public.
pub(crate) fn seat_at(case: &mut Case, seat: &Seat, admission: &Admission) {
    let mut parties = case.parties.iter().filter_map(|held| held.seen_from(seat));
    if parties.any(|seen| seen.item.id == admission.party) {
        return;
    }
    let known = seats(case, seat).into_values();
    let release = Release {
        class: ReleaseClass::Attributed,
        owner: Owner::Mediator,
        recipients: known
            .chain(self::seat(&admission.party, admission.role))
            .collect(),
    };
    case.parties.push(Held::new(admission.party(), release));
}

/// The case that the room of a newcomer opens with: what everybody may know, and who sits at the
/// table, where all who sit there know it.
pub(crate) fn first_case(proceedings: &Proceedings, admission: &Admission) -> Option<Case> {
    let opened = proceedings.opened()?;
    let guest = seat(&admission.party, admission.role)?;
    let joint = proceedings.ledger(&Audience::Plenary)?.opened.as_deref()?;
    let mut case = joint.seen_from(Seat::Public).extract();
    let table = proceedings.seats();
    let all = opened.seen_from(Seat::Mediator);
    for party in all.parties().map(|seen| seen.item) {
        let knows = |seat: &Seat| {
            let view = opened.seen_from(seat.clone());
            view.parties().any(|seen| seen.item.id == party.id)
        };
        let mut known = case
            .parties
            .iter()
            .filter_map(|held| held.seen_from(&guest));
        if !known.any(|seen| seen.item.id == party.id) && table.values().all(knows) {
            let release = Release {
                class: ReleaseClass::Attributed,
                owner: Owner::Mediator,
                recipients: [guest.clone()].into(),
            };
            case.parties.push(Held::new(party.clone(), release));
        }
    }
    seat_at(&mut case, &guest, admission);
    Some(case)
}
