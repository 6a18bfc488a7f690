//! An audience is a set of seats that may know the same things.
//!
//! Invariant: each audience has a store, a key, ids and a head of its own, so that what happens in
//! front of one leaves no trace in front of another.

use crate::{PartyId, Seat};
use std::fmt;

/// A set of seats that may know the same things.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Everybody, with or without a seat.
    Public,
    /// Everybody who has a seat at the case.
    Plenary,
    /// One party and the mediation team.
    Room(PartyId),
    /// The mediation team alone.
    Team,
}

impl Audience {
    /// Whether a seat belongs to it.
    #[must_use]
    pub fn admits(&self, seat: &Seat) -> bool {
        match (self, seat) {
            (Self::Public, _) | (_, Seat::Mediator) => true,
            (_, Seat::Public) | (Self::Team, _) => false,
            (Self::Plenary, Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_)) => true,
            (Self::Room(party), seat) => seat.party() == Some(party),
        }
    }

    /// The audience of this name; see the `Display` form.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "public" => Some(Self::Public),
            "plenary" => Some(Self::Plenary),
            "team" => Some(Self::Team),
            other => {
                let party = other.strip_prefix("room-")?;
                (!party.is_empty()).then(|| Self::Room(PartyId::new(party)))
            }
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::Plenary => f.write_str("plenary"),
            Self::Room(party) => write!(f, "room-{party}"),
            Self::Team => f.write_str("team"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_audience_admits_the_seats_of_the_table() {
        let north = || PartyId::new("north");
        let seats = [
            Seat::Mediator,
            Seat::Delegation(north()),
            Seat::Delegation(PartyId::new("south")),
            Seat::Partner(PartyId::new("reef")),
            Seat::Observer(PartyId::new("villages")),
            Seat::Public,
        ];
        let table = [
            (Audience::Public, [true, true, true, true, true, true]),
            (Audience::Plenary, [true, true, true, true, true, false]),
            (
                Audience::Room(north()),
                [true, true, false, false, false, false],
            ),
            (Audience::Team, [true, false, false, false, false, false]),
        ];
        for (audience, expected) in table {
            assert_eq!(seats.clone().map(|seat| audience.admits(&seat)), expected);
            assert_eq!(Audience::of_name(&audience.to_string()), Some(audience));
        }
    }
}
