//! A seat is a person's or a team's place at a case.

use std::fmt;

/// The short name of a party in a case, such as `north`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyId(String);

impl PartyId {
    /// The party with this short name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The short name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PartyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place at the case: whoever sits there sees the case as this seat may know it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seat {
    /// The mediation team, which sees every room.
    Mediator,
    /// The delegation of a principal party.
    Delegation(PartyId),
    /// A partner: guarantor, donor or friend of the talks.
    Partner(PartyId),
    /// An observer.
    Observer(PartyId),
    /// Everybody else.
    Public,
}

impl Seat {
    /// The party whose seat it is, if it is a party's.
    #[must_use]
    pub const fn party(&self) -> Option<&PartyId> {
        match self {
            Self::Delegation(party) | Self::Partner(party) | Self::Observer(party) => Some(party),
            Self::Mediator | Self::Public => None,
        }
    }
}

impl fmt::Display for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mediator => f.write_str("mediator"),
            Self::Delegation(party) => write!(f, "delegation of {party}"),
            Self::Partner(party) => write!(f, "partner {party}"),
            Self::Observer(party) => write!(f, "observer {party}"),
            Self::Public => f.write_str("public"),
        }
    }
}
