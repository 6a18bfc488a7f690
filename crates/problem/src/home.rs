//! Two levels: what a delegation accepts at the table must also be accepted at home (Putnam 1988,
//! "Diplomacy and domestic politics: the logic of two-level games").
//!
//! Invariant: every faction scores every option and names only what exists.

use crate::{DecisionRule, Index, Package, PartyIx, Problem, ProblemError, Stance, Table};

/// A faction behind a delegation, by its place in the home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactionIx(u16);

/// A group at home that must be won: a parliament, a partner in a coalition, a sponsor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faction {
    /// What it wants of a package.
    pub stance: Stance,
    /// What its consent counts for.
    pub weight: u64,
}

/// The factions behind one party, and how much consent ratifies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    party: PartyIx,
    factions: Table<FactionIx, Faction>,
    threshold: u64,
}

/// How a package fares with one party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reception {
    /// The party.
    pub party: PartyIx,
    /// Whether its delegation accepts the package.
    pub at_table: bool,
    /// Whether the factions that accept it count for enough.
    pub at_home: bool,
    /// The factions that reject it.
    pub rejecting: Vec<FactionIx>,
}

impl Index for FactionIx {
    fn from_position(position: usize) -> Option<Self> {
        u16::try_from(position).ok().map(Self)
    }

    fn position(self) -> usize {
        usize::from(self.0)
    }
}

impl Home {
    /// The factions behind a party of a problem, and the consent that ratifies.
    ///
    /// # Errors
    /// When the party does not exist, or a faction's stance does not fit the problem.
    pub fn new(
        problem: &Problem,
        party: PartyIx,
        factions: Table<FactionIx, Faction>,
        threshold: u64,
    ) -> Result<Self, ProblemError> {
        if problem.stances().get(party).is_none() {
            return Err(ProblemError::Decision);
        }
        let stances = factions.rows().map(|faction| faction.stance.clone());
        posed(problem, stances.collect())?;
        Ok(Self {
            party,
            factions,
            threshold,
        })
    }

    /// The home in which every faction must consent.
    ///
    /// # Errors
    /// As [`Home::new`].
    pub fn unanimous(
        problem: &Problem,
        party: PartyIx,
        stances: Vec<Stance>,
    ) -> Result<Self, ProblemError> {
        let threshold = stances.len() as u64;
        let factions = stances.into_iter();
        let factions = factions.map(|stance| Faction { stance, weight: 1 });
        Self::new(problem, party, factions.collect(), threshold)
    }

    /// Whose home it is.
    #[must_use]
    pub const fn party(&self) -> PartyIx {
        self.party
    }

    /// The factions.
    #[must_use]
    pub const fn factions(&self) -> &Table<FactionIx, Faction> {
        &self.factions
    }
}

impl Reception {
    /// Whether the delegation accepts what its home would not ratify.
    #[must_use]
    pub const fn falls_at_home(&self) -> bool {
        self.at_table && !self.at_home
    }
}

impl Problem {
    /// How a package fares with the delegation and the factions of each home.
    #[must_use]
    pub fn receptions(&self, package: &Package, homes: &[Home]) -> Vec<Reception> {
        let reception = |home: &Home| {
            let factions = home.factions.iter();
            let (consenting, rejecting): (Vec<_>, Vec<_>) =
                factions.partition(|(_, faction)| faction.stance.accepts(package));
            let weights = consenting
                .iter()
                .map(|(_, faction)| u128::from(faction.weight));
            let delegation = self.stances().get(home.party);
            Reception {
                party: home.party,
                at_table: delegation.is_some_and(|stance| stance.accepts(package)),
                at_home: weights.sum::<u128>() >= u128::from(home.threshold),
                rejecting: rejecting.into_iter().map(|(ix, _)| ix).collect(),
            }
        };
        homes.iter().map(reception).collect()
    }

    /// The problem in which every faction of every home sits at the table and must accept, after
    /// the parties: whether it has an acceptable package is whether all levels can agree.
    ///
    /// # Errors
    /// When there are more parties and factions than an index can count.
    pub fn with_homes(&self, homes: &[Home]) -> Result<Self, ProblemError> {
        let parties = self.stances().rows();
        let factions = homes.iter().flat_map(|home| home.factions.rows());
        let factions = factions.map(|faction| &faction.stance);
        posed(self, parties.chain(factions).cloned().collect())
    }
}

fn posed(problem: &Problem, stances: Vec<Stance>) -> Result<Problem, ProblemError> {
    Problem::new(
        problem.sizes().clone(),
        problem.rules().clone(),
        Table::new(stances),
        DecisionRule::Unanimity,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Rule, Scope, Score};

    fn stance(scores: [i64; 3], reservation: i64) -> Stance {
        Stance {
            scores: Table::new(vec![scores.map(Score::new).to_vec()]),
            bonuses: vec![],
            red_lines: Table::new(vec![]),
            reservation: Some(Score::new(reservation)),
        }
    }

    fn two_parties() -> Problem {
        let stances = vec![stance([1, 5, 9], 3), stance([9, 6, 2], 2)];
        let (sizes, rules) = (Table::new(vec![3]), Table::new(Vec::<Rule>::new()));
        Problem::new(sizes, rules, Table::new(stances), DecisionRule::Unanimity).unwrap()
    }

    #[test]
    fn a_package_that_the_table_accepts_and_a_faction_rejects_falls_at_home() {
        let problem = two_parties();
        let hawks = stance([0, 0, 4], 3);
        let home = Home::unanimous(&problem, PartyIx::new(0), vec![hawks]).unwrap();
        let at = |option| {
            problem
                .receptions(&Package::at(&[option]), std::slice::from_ref(&home))
                .remove(0)
        };
        assert!(at(1).falls_at_home());
        assert_eq!(at(1).rejecting, [FactionIx(0)]);
        assert!(at(2).at_table && at(2).at_home);
        assert!(!at(0).at_table && !at(0).falls_at_home());
    }

    #[test]
    fn a_majority_at_home_can_carry_a_package_against_a_faction() {
        let problem = two_parties();
        let faction = |scores, weight| Faction {
            stance: stance(scores, 1),
            weight,
        };
        let factions = Table::new(vec![faction([0, 5, 5], 60), faction([5, 0, 0], 40)]);
        let home = Home::new(&problem, PartyIx::new(0), factions, 51).unwrap();
        let reception = problem.receptions(&Package::at(&[1]), &[home]).remove(0);
        assert!(reception.at_home);
        assert_eq!(reception.rejecting, [FactionIx(1)]);
    }

    #[test]
    fn with_homes_at_the_table_only_what_all_levels_accept_is_acceptable() {
        let problem = two_parties();
        let hawks = stance([0, 0, 4], 3);
        let home = Home::unanimous(&problem, PartyIx::new(0), vec![hawks]).unwrap();
        let both = problem.with_homes(&[home]).unwrap();
        let acceptable = both
            .packages()
            .filter(|p| both.is_within(p, Scope::Acceptable));
        assert_eq!(acceptable.collect::<Vec<_>>(), [Package::at(&[2])]);
    }

    #[test]
    fn a_faction_that_does_not_score_every_option_is_refused() {
        let problem = two_parties();
        let mut odd = stance([0, 0, 4], 3);
        odd.scores = Table::new(vec![]);
        assert!(Home::unanimous(&problem, PartyIx::new(0), vec![odd]).is_err());
    }
}
