//! What a party prefers: a sum over issues, a sum over boxes of integers, or an order of bids.

use super::{Bid, IssueKind};
use crate::exact::Exact;
use num_traits::Zero;

/// What a party prefers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preferences {
    /// A sum over issues.
    Additive(Additive),
    /// A sum over boxes.
    BoxSum(BoxSum),
    /// Some bids above others, without numbers.
    PartialOrder(PartialOrder),
}

/// A weighted sum of what the option of each issue is worth, and a constant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Additive {
    /// One for every issue, in their order.
    pub valuations: Vec<Valuation>,
    /// What is added whatever the package.
    pub constant: Exact,
}

/// What the options of one issue are worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Valuation {
    /// What the issue's worth is multiplied by.
    pub weight: Exact,
    /// The worth of each option.
    pub worth: Worth,
}

/// The worth of each option of an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worth {
    /// One number for each option, in their order.
    Table(Vec<Exact>),
    /// A line through the numbers of the issue.
    Line {
        /// What one more is worth.
        slope: Exact,
        /// What the origin is worth.
        offset: Exact,
        /// Where the line starts to count.
        origin: Origin,
    },
}

/// Where a line starts to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// At zero: the number itself is taken.
    Zero,
    /// At the issue's least number, as GENIUS does for its integer issues.
    LowerBound,
}

impl Origin {
    /// The number at which a line over an issue starts to count.
    #[must_use]
    pub fn of(self, kind: &IssueKind) -> Exact {
        match self {
            Self::Zero => Exact::zero(),
            Self::LowerBound => kind.low().unwrap_or_else(Exact::zero),
        }
    }
}

/// The sum of the utilities of the boxes that a package lies in (GENIUS, ANAC 2014).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxSum {
    /// The boxes.
    pub boxes: Vec<HyperBox>,
    /// The sum that the file calls the greatest; the true one can be greater.
    pub maximum: Exact,
}

/// One box and what it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HyperBox {
    /// What it gives.
    pub utility: Exact,
    /// The packages that get it.
    pub bounds: Bounds,
}

/// The packages that get a box's utility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bounds {
    /// Those inside every side.
    Inside(Vec<Side>),
    /// Those outside at least one side.
    Outside(Vec<Side>),
}

impl Bounds {
    /// The sides, whichever way they count.
    #[must_use]
    pub fn sides(&self) -> &[Side] {
        match self {
            Self::Inside(sides) | Self::Outside(sides) => sides,
        }
    }
}

/// The numbers of one issue between two, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// The issue, by its place.
    pub issue: usize,
    /// The least.
    pub min: i64,
    /// The greatest.
    pub max: i64,
}

/// Some bids, and which of them are better than which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartialOrder {
    /// The bids spoken of.
    pub bids: Vec<Bid>,
    /// Pairs of places among the bids: the first is better than the second.
    pub better: Vec<(usize, usize)>,
}
