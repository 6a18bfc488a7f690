//! The carry list: what may be said next door, attributed how, and what may not.

use super::{Item, Sitting};
use crate::carrying::{Front, forbids_before, reach};
use crate::{Attribution, Carriage, Cite, EventId, Policy, Refusal};
use disclosure::{Audience, PartyId, Release, ReleaseClass, Seat};

/// An item that may be said in front of an audience.
#[derive(Clone)]
pub struct Carriable<'a> {
    /// The item.
    pub item: Item<'a>,
    /// The most that may be said of whose it is.
    pub attribution: Attribution,
    /// Whether it was said there before.
    pub is_said: bool,
}

/// An item that may not be said in front of an audience.
#[derive(Clone)]
pub struct Withheld<'a> {
    /// The item.
    pub item: Item<'a>,
    /// What stands in the way.
    pub why: Refusal,
}

/// What may be said in front of an audience, and what may not.
#[derive(Clone, Default)]
pub struct CarryList<'a> {
    /// What may.
    pub may: Vec<Carriable<'a>>,
    /// What may not.
    pub may_not: Vec<Withheld<'a>>,
}

/// Who will see what, before it is sent.
#[derive(Clone)]
pub struct Preview {
    /// The seats that will see it.
    pub seats: Vec<Seat>,
    /// The words they will see.
    pub words: String,
    /// Whose it will be said to be; empty where it goes without a source.
    pub attributed_to: Vec<PartyId>,
    /// The strictest class of what it rests on; public where it rests on nothing.
    pub class: ReleaseClass,
    /// What happens before it arrives.
    pub policy: Policy,
}

impl<'a> Sitting<'a> {
    /// What may be said in front of an audience of what others told, for the mediation team.
    #[must_use]
    pub fn carry_list(&self, to: &Audience) -> CarryList<'a> {
        let mut list = CarryList::default();
        if self.team().is_none() {
            return list;
        }
        let (front, said) = (Front::of(self.proceedings, to), self.said_before(to));
        for (party, _) in self.rooms() {
            if *to == Audience::Room(party.clone()) {
                continue;
            }
            for item in self.items(&party) {
                let is_said = said.contains(&(&party, item.told.id));
                match self.may_be_said((&item.owner, item.told.id), &front) {
                    Ok(attribution) => list.may.push(Carriable {
                        item,
                        attribution,
                        is_said,
                    }),
                    Err(why) => list.may_not.push(Withheld { item, why }),
                }
            }
        }
        list
    }

    /// The most that may be said in front of an audience of whose something is.
    pub(super) fn may_be_said(
        &self,
        (owner, id): (&PartyId, EventId),
        front: &Front<'_>,
    ) -> Result<Attribution, Refusal> {
        let cite = |attribution| Cite {
            room: owner.clone(),
            item: id,
            attribution,
        };
        let (named, unnamed) = (Attribution::Attributed, Attribution::Unattributed);
        if forbids_before(self.proceedings, &cite(named), front).is_none() {
            return Ok(named);
        }
        match forbids_before(self.proceedings, &cite(unnamed), front) {
            None => Ok(unnamed),
            Some(why) => Err(why),
        }
    }

    /// The seats that read what stands in front of an audience, as far as this seat knows them.
    #[must_use]
    pub fn readers(&self, audience: &Audience) -> Vec<Seat> {
        let parties = self.proceedings.seats().into_values();
        let mut seats = vec![Seat::Mediator];
        seats.extend(parties.filter(|seat| audience.admits(seat)));
        if audience.admits(&Seat::Public) {
            seats.push(Seat::Public);
        }
        seats
    }

    /// The class of something made from these items: the strictest of theirs; what this seat does
    /// not know is sealed.
    #[must_use]
    pub fn derived(&self, cites: &[Cite]) -> ReleaseClass {
        let classes = cites.iter().map(|cite| {
            let room = self.room(&cite.room);
            let now = room.and_then(|_| reach(self.proceedings, &cite.room, cite.item));
            now.map_or(ReleaseClass::Sealed, |reach| reach.class)
        });
        Release::derived(classes)
    }

    /// Who will see a composed message, in which words, said to be whose, for the mediation team.
    #[must_use]
    pub fn preview(&self, carriage: &Carriage) -> Option<Preview> {
        let policy = self.policy()?;
        let named = carriage.cites.iter();
        let named = named.filter(|cite| cite.attribution == Attribution::Attributed);
        let mut attributed_to: Vec<PartyId> = named.map(|cite| cite.room.clone()).collect();
        attributed_to.sort();
        attributed_to.dedup();
        Some(Preview {
            seats: self.readers(&carriage.to),
            words: carriage.message.words.as_str().to_owned(),
            attributed_to,
            class: self.derived(&carriage.cites),
            policy,
        })
    }
}
