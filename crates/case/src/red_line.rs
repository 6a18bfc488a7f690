//! Red lines and demands: what a party says it cannot, or will not, accept.

use crate::{Grounds, PackageRule, PointId, RedLineId, Wording};
use disclosure::PartyId;
use jiff::civil::Date;

/// How hard the line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Firmness {
    /// Stated as not negotiable.
    RedLine,
    /// Asked for, and not said to be absolute.
    Demand,
}

/// A limit that a party has stated. It is kept apart from low scores for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedLine {
    /// Its id.
    pub id: RedLineId,
    /// Whose it is; `None` where this seat may not know.
    pub party: Option<PartyId>,
    /// How hard it is.
    pub firmness: Firmness,
    /// The party's words, in short.
    pub text: Wording,
    /// What it means for packages, where it speaks of options.
    pub rule: Option<PackageRule>,
    /// The points it touches.
    pub points: Vec<PointId>,
    /// Who said it.
    pub speaker: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// What supports it.
    pub grounds: Grounds,
}
