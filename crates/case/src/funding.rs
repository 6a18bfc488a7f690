//! Money: what is needed, and what is pledged, kept apart.

use crate::{Exact, FundingId, Grounds, Wording};
use disclosure::PartyId;

/// Whether a line is a need or money for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FundingKind {
    /// What is needed.
    Need,
    /// What is pledged, targeted, claimed or immobilised: read its status.
    Pledge,
}

/// An amount in a currency and a scale, such as 90 EUR bn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The figure.
    pub figure: Exact,
    /// The least figure, where a range was reported.
    pub least: Option<Exact>,
    /// The currency or unit with its scale.
    pub unit: String,
}

/// A need or a pledge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funding {
    /// Its id.
    pub id: FundingId,
    /// Need or pledge.
    pub kind: FundingKind,
    /// What it is.
    pub text: Wording,
    /// How much.
    pub amount: Option<Amount>,
    /// Who pays, where it is a party.
    pub by: Option<PartyId>,
    /// How firm it is.
    pub status: Option<String>,
    /// Its terms, breakdown and path, in short lines.
    pub terms: Vec<String>,
    /// What supports it.
    pub grounds: Grounds,
}
