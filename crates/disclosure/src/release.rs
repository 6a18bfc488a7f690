//! Release classes: how far an item may travel, and who owns it.

use crate::{PartyId, Seat};
use std::collections::BTreeSet;

/// How far an item may travel, strictest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReleaseClass {
    /// For the owner and the mediation team only.
    Sealed,
    /// May shape the mediator's proposals; never quoted.
    Shape,
    /// May be carried to its recipients without its source.
    Unattributed,
    /// May be carried to its recipients with its source.
    Attributed,
    /// For everybody.
    Public,
}

/// Whose item it is: only the owner may raise its class.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// A party.
    Party(PartyId),
    /// The mediation team.
    Mediator,
}

/// How an item may travel: its class, its owner, and to whom.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release {
    /// How far it may travel.
    pub class: ReleaseClass,
    /// Whose it is.
    pub owner: Owner,
    /// The seats it may be carried to, where the class lets it be carried.
    pub recipients: BTreeSet<Seat>,
}

/// How much of an item a seat sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sight {
    /// Nothing, not even that it exists.
    Hidden,
    /// The content without whose it is.
    Unattributed,
    /// The content and whose it is.
    Full,
}

impl Release {
    /// Free for everybody.
    #[must_use]
    pub const fn public(owner: Owner) -> Self {
        Self {
            class: ReleaseClass::Public,
            owner,
            recipients: BTreeSet::new(),
        }
    }

    /// For the owner and the mediation team only.
    #[must_use]
    pub const fn sealed(owner: Owner) -> Self {
        Self {
            class: ReleaseClass::Sealed,
            owner,
            recipients: BTreeSet::new(),
        }
    }

    /// How much a seat sees.
    #[must_use]
    pub fn sight(&self, seat: &Seat) -> Sight {
        let owns = match &self.owner {
            Owner::Party(party) => seat.party() == Some(party),
            Owner::Mediator => false,
        };
        if owns || *seat == Seat::Mediator {
            return Sight::Full;
        }
        match self.class {
            ReleaseClass::Public => Sight::Full,
            ReleaseClass::Attributed if self.recipients.contains(seat) => Sight::Full,
            ReleaseClass::Unattributed if self.recipients.contains(seat) => Sight::Unattributed,
            ReleaseClass::Sealed
            | ReleaseClass::Shape
            | ReleaseClass::Unattributed
            | ReleaseClass::Attributed => Sight::Hidden,
        }
    }

    /// The class of something made from items of these classes: the strictest of them, and public
    /// if it was made from nothing.
    #[must_use]
    pub fn derived(classes: impl IntoIterator<Item = ReleaseClass>) -> ReleaseClass {
        classes.into_iter().min().unwrap_or(ReleaseClass::Public)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delegation(name: &str) -> Seat {
        Seat::Delegation(PartyId::new(name))
    }

    fn release(class: ReleaseClass) -> Release {
        let owner = Owner::Party(PartyId::new("north"));
        Release {
            class,
            owner,
            recipients: [delegation("south")].into(),
        }
    }

    #[test]
    fn each_class_shows_each_seat_what_the_table_says() {
        use ReleaseClass::{Attributed, Public, Sealed, Shape, Unattributed};
        use Sight::{Full, Hidden};
        let partner = Seat::Partner(PartyId::new("reef"));
        let seats = [
            delegation("north"),
            Seat::Mediator,
            delegation("south"),
            partner,
            Seat::Public,
        ];
        let table = [
            (Sealed, [Full, Full, Hidden, Hidden, Hidden]),
            (Shape, [Full, Full, Hidden, Hidden, Hidden]),
            (
                Unattributed,
                [Full, Full, Sight::Unattributed, Hidden, Hidden],
            ),
            (Attributed, [Full, Full, Full, Hidden, Hidden]),
            (Public, [Full, Full, Full, Full, Full]),
        ];
        for (class, expected) in table {
            let seen = seats.clone().map(|seat| release(class).sight(&seat));
            assert_eq!(seen, expected, "{class:?}");
        }
    }

    #[test]
    fn what_is_derived_takes_the_strictest_class() {
        let classes = [
            ReleaseClass::Public,
            ReleaseClass::Shape,
            ReleaseClass::Attributed,
        ];
        assert_eq!(Release::derived(classes), ReleaseClass::Shape);
    }
}
