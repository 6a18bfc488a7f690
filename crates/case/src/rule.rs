//! Conditions on packages in the case's own words: brackets and options by id.

use crate::{BracketId, ChoiceId};
use std::collections::{BTreeMap, BTreeSet};

/// A conjunction: each named bracket takes one of the named options.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Condition(BTreeMap<BracketId, BTreeSet<ChoiceId>>);

impl Condition {
    /// The condition with these parts.
    #[must_use]
    pub const fn new(parts: BTreeMap<BracketId, BTreeSet<ChoiceId>>) -> Self {
        Self(parts)
    }

    /// The parts, by bracket.
    #[must_use]
    pub const fn parts(&self) -> &BTreeMap<BracketId, BTreeSet<ChoiceId>> {
        &self.0
    }
}

/// What a package must satisfy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PackageRule {
    /// No package may meet it.
    Never(Condition),
    /// Every package must meet it.
    Always(Condition),
    /// A package that meets the first must meet the second.
    Requires {
        /// The condition.
        when: Condition,
        /// What it demands.
        then: Condition,
    },
    /// No package may meet two of these.
    AtMostOne(Vec<Condition>),
    /// Every package must meet exactly one of these.
    ExactlyOne(Vec<Condition>),
}
