//! What a party says when it compares: this rather than that, as good as, more important than.
//!
//! Invariant: a comparison is kept as it was said. It is never turned into a figure; what follows
//! from it holds for every value function that agrees with it.

use crate::{BracketId, ChoiceId, Exact};
use std::collections::{BTreeMap, BTreeSet};

/// How the first of two things compares with the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likes {
    /// It is liked better, or matters more.
    More,
    /// It is as good, or matters as much.
    AsMuch,
}

/// Two things compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Compared<T> {
    /// What is liked, or matters.
    pub this: T,
    /// Better than the other, or as much.
    pub likes: Likes,
    /// What it is compared with.
    pub other: T,
}

/// What can be compared as a whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deal {
    /// A package, or as much of one as was spoken of.
    Package(BTreeMap<BracketId, ChoiceId>),
    /// No agreement at all.
    NoDeal,
}

/// Everything that a party has compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Comparisons {
    /// Options of one bracket.
    pub options: BTreeMap<BracketId, Vec<Compared<ChoiceId>>>,
    /// Packages with packages, or with no deal.
    pub packages: Vec<Compared<Deal>>,
    /// Brackets, by how much they matter.
    pub importance: Vec<Compared<BracketId>>,
}

impl Deal {
    /// The options that it names, each with its bracket.
    pub fn options(&self) -> impl Iterator<Item = (&BracketId, &ChoiceId)> {
        let options = match self {
            Self::Package(options) => Some(options),
            Self::NoDeal => None,
        };
        options.into_iter().flatten()
    }

    /// The brackets that it names.
    #[must_use]
    pub fn brackets(&self) -> BTreeSet<&BracketId> {
        match self {
            Self::Package(options) => options.keys().collect(),
            Self::NoDeal => BTreeSet::new(),
        }
    }
}

impl Comparisons {
    /// Whether nothing is compared.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.options.is_empty() && self.packages.is_empty() && self.importance.is_empty()
    }
}

/// One thing that a party says of what it values, as it was said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Valuation {
    /// One option of a bracket rather than another.
    Options(BracketId, Compared<ChoiceId>),
    /// One package rather than another, or than no deal.
    Packages(Compared<Deal>),
    /// One bracket matters more than another.
    Importance(Compared<BracketId>),
    /// An option is worth between these parts of what its bracket counts.
    Within(BracketId, ChoiceId, Exact, Exact),
}

impl Valuation {
    /// The options that it names, each with its bracket.
    #[must_use]
    pub fn options(&self) -> BTreeSet<(&BracketId, &ChoiceId)> {
        match self {
            Self::Options(of, pair) => [(of, &pair.this), (of, &pair.other)].into(),
            Self::Packages(pair) => {
                let both = [&pair.this, &pair.other].into_iter();
                both.flat_map(Deal::options).collect()
            }
            Self::Importance(_) => BTreeSet::new(),
            Self::Within(of, choice, ..) => [(of, choice)].into(),
        }
    }

    /// The brackets that it speaks of.
    #[must_use]
    pub fn brackets(&self) -> BTreeSet<&BracketId> {
        match self {
            Self::Importance(pair) => [&pair.this, &pair.other].into(),
            Self::Options(..) | Self::Packages(_) | Self::Within(..) => {
                self.options().into_iter().map(|(of, _)| of).collect()
            }
        }
    }
}
