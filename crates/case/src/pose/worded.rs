//! Posing from words alone: what a party will never take and what it must have, as limits.
//!
//! Invariant: no word becomes a figure. A never rules an option out, a must-have asks for one of
//! the options marked so; what a party would like or could live with rules nothing out.

use super::build::Builder;
use super::{Limit, PoseError, Posed};
use crate::{BracketId, ChoiceId, Condition, VerbalGrade, View};
use disclosure::{PartyId, Seat};
use problem::Rule;
use std::collections::{BTreeMap, BTreeSet};

/// Which words count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InWords {
    /// What a party will never take.
    Nevers,
    /// That, and what it must have.
    NeversAndMustHaves,
}

impl View<'_> {
    /// The problem of what was said in words: nobody has figures. The mediation team poses it for
    /// all that decide, another seat for its own party alone.
    ///
    /// # Errors
    /// When there is nothing to decide or nobody to decide it.
    pub fn pose_words(&self, counting: InWords) -> Result<Posed, PoseError> {
        let parties = match self.seat() {
            Seat::Mediator => self.deciders(),
            Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
                self.seat().party().cloned().into_iter().collect()
            }
        };
        Builder::new(self, parties)?
            .worded(counting)
            .rules()
            .finish()
    }
}

impl Builder<'_, '_> {
    fn worded(mut self, counting: InWords) -> Self {
        for party in self.parties.clone() {
            let limits = self.said_by(&party, counting);
            self.take_limits(limits);
        }
        self
    }

    pub(super) fn said_by(&mut self, party: &PartyId, counting: InWords) -> Vec<(Limit, Rule)> {
        let of_party = self.view.preferences().filter(|seen| {
            let own = seen.item;
            own.are_of(party) && !own.grades.is_empty()
        });
        let classes = of_party.map(|seen| seen.class);
        self.class = classes.chain([self.class]).min().unwrap_or(self.class);
        let grades = self.view.grades_of(party);
        let brackets = self.brackets.iter().filter_map(|(bracket, choices)| {
            Some((
                bracket.id.clone(),
                choices.clone(),
                grades.get(&bracket.id)?,
            ))
        });
        let mut limits = Vec::new();
        for (bracket, choices, grades) in brackets {
            limits.extend(self.nevers(&bracket, &choices, grades));
            match counting {
                InWords::Nevers => {}
                InWords::NeversAndMustHaves => {
                    limits.extend(self.must_have(&bracket, &choices, grades));
                }
            }
        }
        limits
    }

    fn nevers(
        &self,
        bracket: &BracketId,
        choices: &[ChoiceId],
        grades: &BTreeMap<ChoiceId, VerbalGrade>,
    ) -> Vec<(Limit, Rule)> {
        let marked = |choice: &&ChoiceId| grades.get(*choice) == Some(&VerbalGrade::Never);
        let nevers = choices.iter().filter(marked).filter_map(|choice| {
            let rule = self.never(bracket, [choice.clone()].into())?;
            Some((Limit::Never(bracket.clone(), choice.clone()), rule))
        });
        nevers.collect()
    }

    /// One of the options that the party must have: none of the others may stand.
    fn must_have(
        &self,
        bracket: &BracketId,
        choices: &[ChoiceId],
        grades: &BTreeMap<ChoiceId, VerbalGrade>,
    ) -> Option<(Limit, Rule)> {
        let is_must = |choice: &ChoiceId| grades.get(choice) == Some(&VerbalGrade::MustHave);
        let musts: Vec<ChoiceId> = choices.iter().filter(|c| is_must(c)).cloned().collect();
        let rest: BTreeSet<ChoiceId> = choices.iter().filter(|c| !is_must(c)).cloned().collect();
        if musts.is_empty() || rest.is_empty() {
            return None;
        }
        let rule = self.never(bracket, rest)?;
        Some((Limit::MustHave(bracket.clone(), musts), rule))
    }

    fn never(&self, bracket: &BracketId, choices: BTreeSet<ChoiceId>) -> Option<Rule> {
        let parts = [(bracket.clone(), choices)];
        let pattern = self.pattern(&Condition::new(parts.into()))?;
        Some(Rule::Never(pattern))
    }
}
