//! The frontier: which packages nobody can improve on for free.

use super::Posing;
use crate::briefing::{Align, Found, Section, Table};
use crate::reach;
use crate::text::grouped;
use analysis::frontier::{Front, frontier};
use problem::Scope;

/// How many packages of a large frontier are listed.
const LISTED: usize = 12;

impl Posing<'_, '_, '_> {
    /// The frontier of the acceptable packages.
    pub(super) fn frontier(&self) -> Section {
        let problem = &self.posed.problem;
        let claim = frontier(problem, Scope::Acceptable, self.desk.effort);
        let count = grouped(&claim.answer.len().to_string());
        let heading = match claim.answer.len() {
            0 => "No acceptable package, so nothing to be efficient".to_owned(),
            1 => "One outcome cannot be improved on for free".to_owned(),
            _ => format!("{count} outcomes cannot be improved on for free"),
        };
        let found = Found {
            what: "Frontier".into(),
            method: claim.method.into(),
            nodes: claim.nodes,
            reach: reach::words(&claim.reach),
            checked: "every listed package was checked; that none is missing was not".into(),
        };
        let section = Section::new("frontier", heading);
        section.table(self.outcomes(&claim.answer)).found(found)
    }

    fn outcomes(&self, front: &Front) -> Table {
        let total = front.len();
        let shown = total.min(LISTED);
        let caption = if shown < total {
            format!("{shown} of {total} outcomes, spread evenly from the best for the first party")
        } else {
            "Every outcome".to_owned()
        };
        let mut table = Table::new(caption, &[("No", Align::End)]);
        for (_, name) in self.names.parties() {
            table = table.column(name, Align::End);
        }
        table = table.column("Packages", Align::End);
        for step in 0..shown {
            let at = if shown > 1 {
                step * (total - 1) / (shown - 1)
            } else {
                0
            };
            let (Some(scores), Some(packages)) = (front.scores(at), front.packages(at)) else {
                continue;
            };
            let mut row = vec![(at + 1).to_string()];
            row.extend(
                scores
                    .iter()
                    .map(|(p, s)| self.names.score(&self.posed, p, *s)),
            );
            row.push(grouped(&packages.to_string()));
            table.row(row);
        }
        table
    }
}
