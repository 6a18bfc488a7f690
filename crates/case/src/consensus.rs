//! Rules of consensus beside the one by which the text passes: who must agree for something to
//! come about.

use crate::{ConsensusId, Decision, Grounds, Wording};

/// What needs whose consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsensusRule {
    /// Its id.
    pub id: ConsensusId,
    /// What comes about by it.
    pub title: Wording,
    /// Who decides, and how.
    pub rule: Decision,
    /// What supports it.
    pub grounds: Grounds,
}
