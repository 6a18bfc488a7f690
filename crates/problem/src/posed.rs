//! The problem as posed: brackets, rules, stances, and the decision rule.

use crate::{
    BracketIx, ChoiceIx, DecisionRule, Index, Package, PartyIx, Pattern, Rule, RuleIx, Score,
    Stance, Table,
};
use num_bigint::BigUint;

/// Parties, brackets and options by index, scores as integers.
///
/// Invariant: every index in a rule, red line, bonus or decision rule exists; every party scores
/// every option; no sum of scores can pass [`Score::LIMIT`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    sizes: Table<BracketIx, u16>,
    rules: Table<RuleIx, Rule>,
    stances: Table<PartyIx, Stance>,
    decision: DecisionRule,
}

/// Why a problem cannot be posed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProblemError {
    /// There are more brackets, parties, rules or options than an index can count.
    #[error("a problem has at most 65,535 parties, brackets, rules, and options of a bracket")]
    TooMany,
    /// A bracket has no option, so there is no package.
    #[error("bracket {} has no option", .0.position() + 1)]
    NoChoice(BracketIx),
    /// A party's scores do not fit the brackets.
    #[error("party {} does not score every option of every bracket", .0.position() + 1)]
    Unscored(PartyIx),
    /// A party's scores could add up to more than the exact arithmetic holds.
    #[error("the scores of party {} could add up to more than 2^60 units", .0.position() + 1)]
    TooLarge(PartyIx),
    /// A rule, red line or bonus names a bracket or option that does not exist.
    #[error(
        "a pattern names option {} of bracket {}, which does not exist",
        .1.position() + 1,
        .0.position() + 1
    )]
    Dangling(BracketIx, ChoiceIx),
    /// The decision rule names a party that does not exist.
    #[error("the decision rule does not fit the parties")]
    Decision,
}

impl Problem {
    /// The problem with these brackets (how many options each has), rules, stances and decision
    /// rule.
    ///
    /// # Errors
    /// When the parts do not fit together; see [`ProblemError`].
    pub fn new(
        sizes: Table<BracketIx, u16>,
        rules: Table<RuleIx, Rule>,
        stances: Table<PartyIx, Stance>,
        decision: DecisionRule,
    ) -> Result<Self, ProblemError> {
        let problem = Self {
            sizes,
            rules,
            stances,
            decision,
        };
        problem.check_counts()?;
        problem.check_patterns()?;
        for (party, stance) in problem.stances.iter() {
            problem.check_scores(party, stance)?;
        }
        problem.check_decision()?;
        Ok(problem)
    }

    /// How many options each bracket has.
    #[must_use]
    pub const fn sizes(&self) -> &Table<BracketIx, u16> {
        &self.sizes
    }

    /// The structural rules, which belong to no party.
    #[must_use]
    pub const fn rules(&self) -> &Table<RuleIx, Rule> {
        &self.rules
    }

    /// What each party wants.
    #[must_use]
    pub const fn stances(&self) -> &Table<PartyIx, Stance> {
        &self.stances
    }

    /// What each party wants, to be changed by what cannot break the invariant.
    pub(crate) const fn stances_mut(&mut self) -> &mut Table<PartyIx, Stance> {
        &mut self.stances
    }

    /// Who must accept.
    #[must_use]
    pub const fn decision(&self) -> &DecisionRule {
        &self.decision
    }

    /// The same brackets and decision rule with other rules and stances, which must be no larger.
    pub(crate) fn with(&self, rules: Table<RuleIx, Rule>, stances: Table<PartyIx, Stance>) -> Self {
        Self {
            sizes: self.sizes.clone(),
            rules,
            stances,
            decision: self.decision.clone(),
        }
    }

    /// How many packages there are before any rule.
    #[must_use]
    pub fn package_count(&self) -> BigUint {
        self.sizes.rows().map(|size| BigUint::from(*size)).product()
    }

    /// Every package, the last bracket turning fastest. Slow: this is the reference definition.
    pub fn packages(&self) -> impl Iterator<Item = Package> + '_ {
        let mut next = Some(vec![0_u16; self.sizes.len()]);
        std::iter::from_fn(move || {
            let here = next.take()?;
            next = self.successor(&here);
            Some(Package::at(&here))
        })
    }

    fn successor(&self, positions: &[u16]) -> Option<Vec<u16>> {
        let mut positions = positions.to_vec();
        for (position, size) in positions.iter_mut().zip(self.sizes.rows()).rev() {
            *position += 1;
            if *position < *size {
                return Some(positions);
            }
            *position = 0;
        }
        None
    }

    /// Whether a package picks an existing option for every bracket.
    #[must_use]
    pub fn fits(&self, package: &Package) -> bool {
        package.len() == self.sizes.len()
            && package
                .iter()
                .all(|(b, c)| self.sizes.get(b).is_some_and(|size| c.position() < *size))
    }

    fn check_counts(&self) -> Result<(), ProblemError> {
        let most = usize::from(u16::MAX);
        let red_lines = self
            .stances
            .rows()
            .map(|s| s.red_lines.len())
            .max()
            .unwrap_or(0);
        let counts = [
            self.sizes.len(),
            self.rules.len(),
            self.stances.len(),
            red_lines,
        ];
        if counts.into_iter().any(|count| count > most) {
            return Err(ProblemError::TooMany);
        }
        match self.sizes.iter().find(|(_, size)| **size == 0) {
            Some((bracket, _)) => Err(ProblemError::NoChoice(bracket)),
            None => Ok(()),
        }
    }

    fn check_patterns(&self) -> Result<(), ProblemError> {
        let red_lines = self
            .stances
            .rows()
            .flat_map(|stance| stance.red_lines.rows());
        let bonuses = self.stances.rows().flat_map(|stance| &stance.bonuses);
        let patterns = self.rules.rows().chain(red_lines).flat_map(Rule::patterns);
        patterns
            .chain(bonuses.map(|b| &b.pattern))
            .try_for_each(|pattern| self.check(pattern))
    }

    fn check(&self, pattern: &Pattern) -> Result<(), ProblemError> {
        for (bracket, set) in pattern.parts() {
            let size = self.sizes.get(*bracket).copied().unwrap_or(0);
            if size == 0 {
                return Err(ProblemError::Dangling(*bracket, ChoiceIx::new(0)));
            }
            if let Some(choice) = set.iter().find(|choice| choice.position() >= size) {
                return Err(ProblemError::Dangling(*bracket, choice));
            }
        }
        Ok(())
    }

    fn check_scores(&self, party: PartyIx, stance: &Stance) -> Result<(), ProblemError> {
        let fits = stance.scores.len() == self.sizes.len()
            && stance
                .scores
                .rows()
                .zip(self.sizes.rows())
                .all(|(s, n)| s.len() == usize::from(*n));
        if !fits {
            return Err(ProblemError::Unscored(party));
        }
        let widest = |scores: &Vec<Score>| scores.iter().map(|s| s.get().unsigned_abs()).max();
        let options = stance.scores.rows().filter_map(widest);
        let bonuses = stance
            .bonuses
            .iter()
            .map(|bonus| bonus.score.get().unsigned_abs());
        let reservation = stance.reservation.map(|score| score.get().unsigned_abs());
        let total = options
            .chain(bonuses)
            .chain(reservation)
            .map(u128::from)
            .sum::<u128>();
        if total > u128::from(Score::LIMIT.unsigned_abs()) {
            return Err(ProblemError::TooLarge(party));
        }
        Ok(())
    }

    fn check_decision(&self) -> Result<(), ProblemError> {
        let parties = self.stances.len();
        let fits = match &self.decision {
            DecisionRule::Unanimity => true,
            DecisionRule::SufficientConsensus { vetoes, quorums } => {
                vetoes.iter().all(|party| Index::position(*party) < parties)
                    && quorums.iter().all(|quorum| quorum.weights.len() == parties)
            }
        };
        if fits {
            Ok(())
        } else {
            Err(ProblemError::Decision)
        }
    }
}
