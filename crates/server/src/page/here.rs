//! Where something is said: a party's room or the joint session, in addresses and in words.
//!
//! Invariant: there is a `Here` only for an audience that the seat belongs to, so a handler that
//! finds one first cannot read or write in front of another.

use crate::address;
use crate::frame::{hue, seat_words};
use crate::language::Words;
use crate::mark::Marks;
use crate::seated::Seated;
use crate::trouble::Trouble;
pub(crate) use case::capital;
use disclosure::{Audience, PartyId, Seat};

const JOINT: &str = "joint";

/// A room or the joint session, as one seat knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Here {
    /// The audience.
    pub(crate) audience: Audience,
    /// The last part of its address.
    pub(crate) key: String,
    /// What it is called: `North`, or `The joint session`.
    pub(crate) name: String,
    /// The same inside a sentence: `North's room`, or `the joint session`.
    pub(crate) place: String,
    /// The party's letter; empty for the joint session.
    pub(crate) letter: String,
    /// The class of the party's hue.
    pub(crate) hue: &'static str,
}

impl Here {
    /// The room or session of an address.
    pub(crate) fn at(seated: &Seated, key: &str) -> Result<Self, Trouble> {
        let all = Self::all(seated);
        let found = all.into_iter().find(|here| here.key == key);
        found.ok_or(Trouble::NotHere)
    }

    /// Every room the seat may enter, and the joint session last.
    pub(crate) fn all(seated: &Seated) -> Vec<Self> {
        let sitting = seated.sitting();
        let marks = seated.marks();
        let mut rooms: Vec<Self> = sitting
            .rooms()
            .map(|(party, _)| Self::room(&party, &marks))
            .collect();
        let order: Vec<&PartyId> = marks.iter().map(|mark| &mark.party).collect();
        rooms.sort_by_key(|here| order.iter().position(|party| Some(*party) == here.party()));
        let mut audiences = sitting.audiences();
        if audiences.any(|audience| *audience == Audience::Plenary) {
            rooms.push(Self::joint());
        }
        rooms
    }

    /// A party's room.
    pub(crate) fn room(party: &PartyId, marks: &Marks) -> Self {
        let mark = marks.party(party);
        let name = marks.name(party).to_owned();
        Self {
            audience: Audience::Room(party.clone()),
            key: address::key("room", party.as_str()),
            place: format!("{} room", whose(&name)),
            name,
            letter: mark.map_or_else(String::new, |mark| mark.letter.clone()),
            hue: hue(mark),
        }
    }

    fn joint() -> Self {
        Self {
            audience: Audience::Plenary,
            key: JOINT.to_owned(),
            name: "The joint session".to_owned(),
            place: "the joint session".to_owned(),
            letter: String::new(),
            hue: hue(None),
        }
    }

    /// What an audience is called inside a sentence.
    pub(crate) fn place_of(audience: &Audience, marks: &Marks) -> String {
        match audience {
            Audience::Room(party) => Self::room(party, marks).place,
            Audience::Plenary => Self::joint().place,
            Audience::Public => "public".to_owned(),
            Audience::Team => "the mediation team".to_owned(),
        }
    }

    /// The party whose room it is.
    pub(crate) const fn party(&self) -> Option<&PartyId> {
        match &self.audience {
            Audience::Room(party) => Some(party),
            Audience::Public | Audience::Plenary | Audience::Team => None,
        }
    }

    /// The party whose room it is, where the page is for rooms only.
    pub(crate) fn party_of_room(&self) -> Result<PartyId, Trouble> {
        self.party().cloned().ok_or(Trouble::NotHere)
    }
}

/// Whose something is: `North’s`, `the villages’`.
fn whose(name: &str) -> String {
    let end = if name.ends_with('s') { "’" } else { "’s" };
    format!("{name}{end}")
}

/// Seats in a sentence: `the delegation of North and the mediation team`.
pub(crate) fn seats_words(seats: &[Seat], marks: &Marks) -> String {
    let words = Words::english();
    let named = seats.iter().map(|seat| {
        let name = seat_words(words, seat, marks.seat(seat));
        match seat {
            Seat::Mediator | Seat::Delegation(_) | Seat::Public => format!("the {}", lower(&name)),
            Seat::Partner(_) | Seat::Observer(_) => lower(&name),
        }
    });
    // The parties first: who is in the room matters more than that the team is.
    let mut named: Vec<String> = named.collect();
    if seats.first() == Some(&Seat::Mediator) && named.len() > 1 {
        named.rotate_left(1);
    }
    listed(&named)
}

/// Names in a sentence: `North, South and Reef Union`.
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    }
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    let head: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_lowercase)
        .collect();
    head + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seats_that_see_something_are_named_with_the_room_before_the_team() {
        let case = crate::trial::fjord();
        let marks = Marks::of(&case.seen_from(Seat::Mediator));
        let south = Seat::Delegation(PartyId::new("south"));
        assert_eq!(
            seats_words(&[Seat::Mediator, south], &marks),
            "the delegation of South and the mediation team"
        );
        assert_eq!(seats_words(&[Seat::Mediator], &marks), "the mediation team");
    }
}
