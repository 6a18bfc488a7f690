//! The steps of posing that turn the case's ids into indices: rules, patterns, decision, draft.

use super::Assumption;
use super::build::Builder;
use crate::{Bracket, ChoiceId, Condition, Decision, Link, PackageRule};
use disclosure::PartyId;
use problem::{
    BracketIx, ChoiceIx, ChoiceSet, DecisionRule, Index, PartialPackage, PartyIx, Pattern, Quorum,
    Rule, Table,
};
use std::collections::{BTreeMap, BTreeSet};

impl Builder<'_, '_> {
    /// The rules on options among the linkages this seat sees.
    pub(super) fn rules(mut self) -> Self {
        for seen in self.view.linkages() {
            if let Link::Options(rule) = &seen.item.link {
                let Some(rule) = self.rule(rule) else {
                    continue;
                };
                self.class = self.class.min(seen.class);
                if let Some(reader) = &seen.item.reading_of {
                    let reading = Assumption::Reading(seen.item.id.clone(), reader.clone());
                    self.assumptions.push(reading);
                }
                self.rules.push((seen.item.id.clone(), rule));
            }
        }
        self
    }

    /// The rule on packages; nothing where it speaks of a bracket that this seat does not see.
    pub(super) fn rule(&self, rule: &PackageRule) -> Option<Rule> {
        let all = |conditions: &Vec<Condition>| -> Option<Vec<Pattern>> {
            conditions.iter().map(|c| self.pattern(c)).collect()
        };
        Some(match rule {
            PackageRule::Never(condition) => Rule::Never(self.pattern(condition)?),
            PackageRule::Always(condition) => Rule::Requires {
                when: Pattern::default(),
                then: self.pattern(condition)?,
            },
            PackageRule::Requires { when, then } => Rule::Requires {
                when: self.pattern(when)?,
                then: self.pattern(then)?,
            },
            PackageRule::AtMostOne(conditions) => Rule::AtMostOne(all(conditions)?),
            PackageRule::ExactlyOne(conditions) => Rule::ExactlyOne(all(conditions)?),
        })
    }

    /// The pattern of a condition; nothing where it names a bracket that this seat does not see.
    pub(super) fn pattern(&self, condition: &Condition) -> Option<Pattern> {
        let mut parts = Vec::new();
        for (bracket, wanted) in condition.parts() {
            let position = self
                .brackets
                .iter()
                .position(|(known, _)| known.id == *bracket)?;
            let (_, choices) = self.brackets.get(position)?;
            let positions = (0_u16..)
                .zip(choices)
                .filter(|(_, choice)| wanted.contains(choice));
            let set: ChoiceSet = positions.map(|(p, _)| ChoiceIx::new(p)).collect();
            parts.push((BracketIx::from_position(position)?, set));
        }
        Some(Pattern::new(parts))
    }

    pub(super) fn decision(&self) -> DecisionRule {
        rule_of(&self.view.heading().decision, &self.parties)
    }

    /// The draft in hand; a bracket with one option left has no other answer.
    pub(super) fn draft(&self) -> Option<PartialPackage> {
        let draft = self.view.draft_in_hand()?;
        let pick = |(bracket, choices): &(&Bracket, Vec<ChoiceId>)| {
            if choices.len() == 1 {
                return Some(ChoiceIx::new(0));
            }
            let choice = draft.item.choices.get(&bracket.id)?;
            let position = choices.iter().position(|known| known == choice)?;
            ChoiceIx::from_position(position)
        };
        let choices: Vec<Option<ChoiceIx>> = self.brackets.iter().map(pick).collect();
        Some(PartialPackage::new(Table::new(choices)))
    }
}

/// A rule among these parties, by their places.
pub(super) fn rule_of(decision: &Decision, parties: &[PartyId]) -> DecisionRule {
    let at = |party: &PartyId| {
        let position = parties.iter().position(|known| known == party);
        position.and_then(PartyIx::from_position)
    };
    match decision {
        Decision::Unanimity(_) => DecisionRule::Unanimity,
        Decision::OneOf { sets, .. } => {
            // A party of a set that is not among those who decide could never accept.
            let sets = sets.iter().map(|set| set.iter().map(at).collect());
            let sets: Vec<Option<BTreeSet<PartyIx>>> = sets.collect();
            let sets: Vec<BTreeSet<PartyIx>> = sets.into_iter().flatten().collect();
            DecisionRule::one_of(&sets, parties.len())
        }
        Decision::SufficientConsensus {
            vetoes, thresholds, ..
        } => {
            let weigh = |weights: &BTreeMap<PartyId, u64>| {
                let weights = parties.iter().map(|p| weights.get(p).copied().unwrap_or(0));
                weights.collect()
            };
            let quorums = thresholds.iter().map(|threshold| Quorum {
                weights: weigh(&threshold.weights),
                threshold: threshold.at_least,
            });
            let vetoes = vetoes.iter().filter_map(at).collect();
            DecisionRule::SufficientConsensus {
                vetoes,
                quorums: quorums.collect(),
            }
        }
    }
}
