//! Carrying, reading out, agreeing as a second person, calling back.

use super::{Bench, Decided, bounded};
use crate::carrying::forbids;
use crate::delivery::{has_arrived, policy, state};
use crate::{
    Attribution, Carriage, Cite, Deed, Dispatch, DispatchState, EventId, Gate, Label, Moment,
    Parcel, Policy, Readout, Refusal, Words,
};
use case::Party;
use disclosure::{Audience, PartyId, ReleaseClass};

/// The most items that a message may rest on.
const CITES_MAX: usize = 100;

impl Bench<'_> {
    pub(super) fn carry(&self, carriage: Carriage) -> Decided {
        self.team()?;
        let Carriage { to, message, cites } = carriage;
        match to {
            Audience::Room(_) | Audience::Plenary => {}
            Audience::Public | Audience::Team => return Err(Refusal::NotHere),
        }
        self.ledger(&to)?;
        self.speakable(&to, &message)?;
        bounded("items", cites.len(), CITES_MAX)?;
        for cite in &cites {
            if let Some(refusal) = forbids(self.proceedings, cite, &to) {
                return Err(refusal);
            }
            if cite.attribution == Attribution::Unattributed
                && to != Audience::Room(cite.room.clone())
            {
                self.leaves_out(&cite.room, &cites, &message.words)?;
            }
        }
        let copies = self.copies([to])?;
        let parcel = Parcel::Message { message, cites };
        self.gated(copies, parcel)
    }

    /// A dispatch behind the gate that the policy of the case asks for.
    pub(super) fn gated(&self, copies: Vec<crate::Copy>, parcel: Parcel) -> Decided {
        let gate = match policy(self.proceedings) {
            Policy::Alone => Gate::Open,
            Policy::SecondPerson if self.mover.who.is_none() => return Err(Refusal::NoName),
            Policy::SecondPerson => Gate::SecondPerson,
            Policy::Hold(seconds) => {
                let micros = self.means.now.micros();
                let end = micros.saturating_add(i64::from(seconds).saturating_mul(1_000_000));
                Gate::Until(Moment::of_micros(end))
            }
        };
        let dispatch = Dispatch {
            copies,
            parcel,
            gate,
        };
        Ok((Audience::Team, Deed::Dispatched(dispatch)))
    }

    /// That words do not name the owner of an item that is carried without its source.
    fn leaves_out(&self, owner: &PartyId, cites: &[Cite], words: &Words) -> Result<(), Refusal> {
        let named_elsewhere = cites
            .iter()
            .any(|cite| cite.room == *owner && cite.attribution == Attribution::Attributed);
        if named_elsewhere {
            return Err(Refusal::MixedAttribution);
        }
        let Some(case) = self.proceedings.opened() else {
            return Ok(());
        };
        let view = case.seen_from(self.mover.seat.clone());
        let Some(party) = view.parties().find(|seen| seen.item.id == *owner) else {
            return Ok(());
        };
        let found = names_of(party.item).find(|name| names(words.as_str(), name));
        found.map_or(Ok(()), |name| {
            let name = name.to_owned();
            Err(Refusal::NamesOwner { name })
        })
    }

    pub(super) fn read_out(&self, readout: Readout) -> Decided {
        self.team()?;
        bounded("items", readout.cites.len(), CITES_MAX)?;
        for cite in &readout.cites {
            match forbids(self.proceedings, cite, &Audience::Public) {
                Some(Refusal::ClassForbids { class, .. }) => return Err(Refusal::NotPublic(class)),
                Some(Refusal::NotRecipient { .. }) => {
                    let reach = crate::carrying::reach(self.proceedings, &cite.room, cite.item);
                    let class = reach.map_or(ReleaseClass::Sealed, |reach| reach.class);
                    return Err(Refusal::NotPublic(class));
                }
                Some(refusal) => return Err(refusal),
                None => {}
            }
        }
        let copies = self.copies([Audience::Public])?;
        self.gated(copies, Parcel::Readout(readout))
    }

    pub(super) fn countersign(&self, id: EventId) -> Decided {
        let team = self.team()?;
        let first = match (team.get(&team.dispatched, id), team.get(&team.policies, id)) {
            (Some(dispatch), _) => {
                let state = state(self.proceedings, dispatch, self.means.now);
                if state != DispatchState::AwaitsSecond {
                    return Err(Refusal::NotWaiting);
                }
                &dispatch.who
            }
            (None, Some(change)) => &change.who,
            (None, None) => return Err(Refusal::NotHere),
        };
        if team.upon(&team.countersigned, id).next().is_some() {
            return Err(Refusal::NotWaiting);
        }
        let Some(second) = &self.mover.who else {
            return Err(Refusal::NoName);
        };
        if first
            .as_ref()
            .is_none_or(|first| same_person(first, second))
        {
            return Err(Refusal::SamePerson);
        }
        Ok((Audience::Team, Deed::Countersigned(id)))
    }

    pub(super) fn recall(&self, id: EventId) -> Decided {
        let team = self.team()?;
        let dispatch = team.get(&team.dispatched, id).ok_or(Refusal::NotHere)?;
        let mut copies = dispatch.what.copies.iter();
        if copies.any(|copy| has_arrived(self.proceedings, copy)) {
            return Err(Refusal::Delivered);
        }
        if team.upon(&team.recalled, id).next().is_some() {
            return Err(Refusal::AlreadyDone);
        }
        Ok((Audience::Team, Deed::Recalled(id)))
    }
}

fn same_person(first: &Label, second: &Label) -> bool {
    first.as_str().to_lowercase() == second.as_str().to_lowercase()
}

/// What a party is called: its name, its short name, the names of those who speak for it.
fn names_of(party: &Party) -> impl Iterator<Item = &str> {
    let people = party
        .delegation
        .iter()
        .map(|delegate| delegate.name.as_str());
    [party.name.as_str(), party.id.as_str()]
        .into_iter()
        .chain(people)
}

/// Whether words have a name in them, as whole words and in any case of letters.
fn names(words: &str, name: &str) -> bool {
    let (words, name) = (words.to_lowercase(), name.to_lowercase());
    if name.is_empty() {
        return false;
    }
    words.match_indices(&name).any(|(at, found)| {
        let before = words.get(..at).and_then(|text| text.chars().next_back());
        let after = words
            .get(at + found.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
