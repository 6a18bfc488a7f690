//! Parties: who is at the table, in which role, through whom.

use crate::{FactionId, Grounds};
use disclosure::PartyId;

/// What a party is to the talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A side whose agreement is sought.
    Principal,
    /// The mediator.
    Mediator,
    /// A guarantor, donor or friend of the talks.
    Partner,
    /// Present, or nearby, without a part in the decision.
    Observer,
}

/// A member of a delegation, by public office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegate {
    /// The name.
    pub name: String,
    /// The office held.
    pub office: Option<String>,
    /// What supports it.
    pub grounds: Grounds,
}

/// A group behind a delegation whose consent is needed at home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faction {
    /// Its id.
    pub id: FactionId,
    /// Its name.
    pub name: String,
    /// What supports it.
    pub grounds: Grounds,
}

/// A party to the talks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its id.
    pub id: PartyId,
    /// Its name.
    pub name: String,
    /// What it is to the talks.
    pub role: Role,
    /// The role in fuller words.
    pub part: Option<String>,
    /// Interests of its own in the outcome, told openly; a mediator's above all.
    pub interests: Vec<String>,
    /// Who speaks for it.
    pub delegation: Vec<Delegate>,
    /// Who stands behind it.
    pub factions: Vec<Faction>,
    /// What supports it.
    pub grounds: Grounds,
}
