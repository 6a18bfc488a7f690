//! Who must accept for a package to pass.

use crate::{Index, PartyIx, Table};

/// A weighted count that the accepting parties must reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quorum {
    /// What each party's acceptance counts for.
    pub weights: Table<PartyIx, u64>,
    /// The least total that passes.
    pub threshold: u64,
}

impl Quorum {
    /// Whether the accepting parties reach the threshold.
    #[must_use]
    pub fn is_met(&self, accepts: &Table<PartyIx, bool>) -> bool {
        let total: u64 = self
            .weights
            .iter()
            .filter(|(party, _)| accepts.get(*party) == Some(&true))
            .map(|(_, weight)| *weight)
            .sum();
        total >= self.threshold
    }
}

/// The rule by which a package passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecisionRule {
    /// Every party must accept.
    Unanimity,
    /// Every party with a veto must accept, and every quorum must be met.
    SufficientConsensus {
        /// The parties that must accept.
        vetoes: Vec<PartyIx>,
        /// The counts that must all be reached.
        quorums: Vec<Quorum>,
    },
}

impl DecisionRule {
    /// At least so many of the parties accept, the named ones among them.
    #[must_use]
    pub fn at_least(count: u64, parties: usize, vetoes: Vec<PartyIx>) -> Self {
        let weights = Table::new(vec![1; parties]);
        Self::SufficientConsensus {
            vetoes,
            quorums: vec![Quorum {
                weights,
                threshold: count,
            }],
        }
    }

    /// Whether a package passes when these parties accept it.
    #[must_use]
    pub fn passes(&self, accepts: &Table<PartyIx, bool>) -> bool {
        match self {
            Self::Unanimity => accepts.rows().all(|accept| *accept),
            Self::SufficientConsensus { vetoes, quorums } => {
                vetoes
                    .iter()
                    .all(|party| accepts.get(*party) == Some(&true))
                    && quorums.iter().all(|quorum| quorum.is_met(accepts))
            }
        }
    }

    /// Every smallest set of parties whose acceptance passes, in order of the parties.
    ///
    /// Slow: tries each of the 2^P sets, and so refuses more than 20 parties.
    #[must_use]
    pub fn winning(&self, parties: usize) -> Option<Vec<Vec<PartyIx>>> {
        if parties > 20 {
            return None;
        }
        let passing: Vec<u32> = (0..1_u32 << parties)
            .filter(|mask| self.passes(&(0..parties).map(|p| mask >> p & 1 == 1).collect()))
            .collect();
        let minimal = passing.iter().filter(|mask| {
            !passing
                .iter()
                .any(|other| other != *mask && other & *mask == *other)
        });
        let members = |mask: &u32| {
            (0..parties)
                .filter(|p| mask >> p & 1 == 1)
                .filter_map(PartyIx::from_position)
                .collect()
        };
        Some(minimal.map(members).collect())
    }
}
