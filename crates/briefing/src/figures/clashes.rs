//! Clashes in the case's figures: what cannot hold together, and what would reopen agreement.

use super::Posing;
use crate::briefing::{Found, Section};
use crate::reach;
use analysis::clash::clashes;
use problem::Clash;

impl Posing<'_, '_, '_> {
    /// The smallest sets of rules, red lines and values of no deal that no package meets together.
    pub(super) fn clashes(&self) -> Option<Section> {
        let problem = &self.posed.problem;
        let demands = problem.demands();
        let claim = clashes(problem, &demands, self.desk.effort);
        if claim.answer.clashes.is_empty() {
            return None;
        }
        let heading = match claim.answer.clashes.len() {
            1 => "One set of demands cannot be met together".to_owned(),
            count => format!("{count} sets of demands cannot be met together"),
        };
        let words = |clash: &Clash| self.names.demands(&clash.demands);
        let found = Found {
            what: "Clashes".into(),
            method: claim.method.into(),
            nodes: claim.nodes,
            reach: reach::words(&claim.reach),
            checked: if problem.clashes_hold(&claim.answer, &demands) {
                "every clash and correction was checked against its witnesses".into()
            } else {
                "a clash failed its check: treat this section as wrong".into()
            },
        };
        let sentences = claim.answer.clashes.iter().map(words).collect();
        Some(
            Section::new("clashes", heading)
                .list(sentences)
                .found(found),
        )
    }
}
