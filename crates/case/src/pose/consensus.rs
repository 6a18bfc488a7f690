//! Posing consensus: who decides under which rule, and what is left among those who stay.

use super::build::Builder;
use super::rules::rule_of;
use super::{PoseError, Posed, Trial};
use crate::{ConsensusRule, Decision, View};
use disclosure::PartyId;
use problem::{DecisionRule, Table};

/// A rule with the names of those who decide.
#[derive(Debug, Clone)]
pub struct PosedConsensus<'a> {
    /// The rule of the case; nothing for the one by which the text passes.
    pub of: Option<&'a ConsensusRule>,
    /// As the case has it.
    pub decision: &'a Decision,
    /// As indices.
    pub rule: DecisionRule,
    /// Those who decide.
    pub parties: Table<problem::PartyIx, PartyId>,
}

impl<'a> View<'a> {
    /// Every rule of consensus that this seat sees, that by which the text passes first; a rule
    /// under which nobody decides is none.
    #[must_use]
    pub fn pose_consensus(&self) -> Vec<PosedConsensus<'a>> {
        let first = (None, &self.heading().decision);
        let others = self.consensus();
        let others = others.map(|seen| (Some(seen.item), &seen.item.rule));
        let all = std::iter::once(first).chain(others);
        let posed = all.map(|(of, decision)| {
            let parties = self.deciding(decision);
            PosedConsensus {
                of,
                decision,
                rule: rule_of(decision, &parties),
                parties: Table::new(parties),
            }
        });
        posed.filter(|posed| !posed.parties.is_empty()).collect()
    }

    /// The problem of these parties alone, all of whom must accept: what those can still do who
    /// stay when others have left.
    ///
    /// # Errors
    /// As [`View::pose`].
    pub fn pose_among(&self, parties: Vec<PartyId>) -> Result<Posed, PoseError> {
        if self.heading().live {
            return Err(PoseError::Live);
        }
        Builder::new(self, parties)?
            .figures(&Trial::default())?
            .rules()
            .finish_by(DecisionRule::Unanimity)
    }
}
