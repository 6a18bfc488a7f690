//! An answer is a claim: it says how it was found, what it cost, and how far it reaches.

use crate::{PartyIx, Score, Table};
use num_bigint::BigUint;

/// An answer with how it was found and whether it is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim<T> {
    /// The answer.
    pub answer: T,
    /// How it was found, in the field's words.
    pub method: &'static str,
    /// How many nodes or candidate vectors were looked at.
    pub nodes: u64,
    /// Whether the answer is complete, and if not, with which bound.
    pub reach: Reach,
}

/// How far an answer reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Everything was covered: the answer is exact.
    Complete,
    /// The effort ran out, or somebody stopped it: the answer is the best so far, within a bound.
    Stopped(Bound),
}

/// What is proved although the work stopped early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// For every package of the scope some vector given is at most this much worse, party by party.
    Within(Table<PartyIx, Score>),
    /// The true count lies between these two.
    Between(BigUint, BigUint),
    /// No package reaches more than this on the criterion, counted in thousandths of its unit.
    AtMost(BigUint),
    /// What is given is true; nothing is proved about what is missing.
    Unknown,
}
