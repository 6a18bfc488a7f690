//! What is sealed about a person: seat and name, and in a box the key of the home audience too.

use crate::key::Key;
use crate::person::PersonName;
use disclosure::{Audience, PartyId, Seat};
use zeroize::Zeroizing;

/// A person's seat and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Profile {
    pub(crate) seat: Seat,
    pub(crate) name: PersonName,
}

/// The audience whose key a seat holds by itself; what else it may open hangs on that key.
pub(crate) fn home(seat: &Seat) -> Option<Audience> {
    match seat {
        Seat::Mediator => Some(Audience::Team),
        Seat::Delegation(party) | Seat::Partner(party) | Seat::Observer(party) => {
            Some(Audience::Room(party.clone()))
        }
        Seat::Public => None,
    }
}

impl Profile {
    /// The profile alone, as a card that everybody in the home audience may read.
    pub(crate) fn card(&self, more: &[&str]) -> Vec<u8> {
        let seat = seat_text(&self.seat);
        let mut parts = vec![seat.as_str(), self.name.as_str()];
        parts.extend_from_slice(more);
        crate::key::joined(&parts.iter().map(|part| part.as_bytes()).collect::<Vec<_>>())
    }

    /// The profile of a card, and what else is on it.
    pub(crate) fn of_card(card: &[u8]) -> Option<(Self, Vec<String>)> {
        let mut parts = fields(card)?.into_iter().map(|part| {
            let text = std::str::from_utf8(part).ok()?;
            Some(text.to_owned())
        });
        let seat = seat_of_text(&parts.next()??)?;
        let name = PersonName::new(&parts.next()??).ok()?;
        let more = parts.collect::<Option<Vec<_>>>()?;
        Some((Self { seat, name }, more))
    }

    /// The profile and the home key, as a box that only its own secret opens.
    pub(crate) fn boxed(&self, key: &Key) -> Zeroizing<Vec<u8>> {
        let seat = seat_text(&self.seat);
        let parts: [&[u8]; 3] = [seat.as_bytes(), self.name.as_str().as_bytes(), key.bytes()];
        Zeroizing::new(crate::key::joined(&parts))
    }

    /// The profile and the home key of a box.
    pub(crate) fn of_box(opened: &[u8]) -> Option<(Self, Key)> {
        let parts = fields(opened)?;
        let [seat, name, key] = parts.as_slice() else {
            return None;
        };
        let seat = seat_of_text(std::str::from_utf8(seat).ok()?)?;
        let name = PersonName::new(std::str::from_utf8(name).ok()?).ok()?;
        Some((Self { seat, name }, Key::of_slice(key)?))
    }
}

/// The parts that [`crate::key::joined`] joined.
pub(crate) fn fields(mut rest: &[u8]) -> Option<Vec<&[u8]>> {
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (length, tail) = rest.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_be_bytes(*length)).ok()?;
        let (part, tail) = tail.split_at_checked(length)?;
        parts.push(part);
        rest = tail;
    }
    Some(parts)
}

fn seat_text(seat: &Seat) -> String {
    match seat {
        Seat::Mediator => "mediator".to_owned(),
        Seat::Delegation(party) => format!("delegation:{party}"),
        Seat::Partner(party) => format!("partner:{party}"),
        Seat::Observer(party) => format!("observer:{party}"),
        Seat::Public => "public".to_owned(),
    }
}

fn seat_of_text(text: &str) -> Option<Seat> {
    match text.split_once(':') {
        None if text == "mediator" => Some(Seat::Mediator),
        None if text == "public" => Some(Seat::Public),
        Some(("delegation", party)) => Some(Seat::Delegation(PartyId::new(party))),
        Some(("partner", party)) => Some(Seat::Partner(PartyId::new(party))),
        Some(("observer", party)) => Some(Seat::Observer(PartyId::new(party))),
        None | Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_and_a_box_give_back_what_was_put_in() {
        let seats = [
            Seat::Mediator,
            Seat::Delegation(PartyId::new("north:east")),
            Seat::Partner(PartyId::new("reef")),
            Seat::Observer(PartyId::new("")),
        ];
        for seat in seats {
            let name = PersonName::new("  Åse   Lund ").unwrap();
            let profile = Profile { seat, name };
            let card = profile.card(&["a laptop"]);
            let read = Profile::of_card(&card).unwrap();
            assert_eq!(read, (profile.clone(), vec!["a laptop".to_owned()]));
            let key = Key::fresh().unwrap();
            let (again, same) = Profile::of_box(&profile.boxed(&key)).unwrap();
            assert_eq!((again, same.bytes()), (profile, key.bytes()));
        }
        assert!(Profile::of_card(b"\0\0\0\0\0\0\0\x09x").is_none());
    }
}
