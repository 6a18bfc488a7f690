//! Why there is no timetable, or none within what every side can bear, in words.

use super::account_words;
use crate::desk::{Desk, joined};
use analysis::plan::{Jam, Late};
use case::PosedPlan;

impl Desk<'_, '_> {
    /// Which clauses push a step beyond its last day.
    pub(super) fn late_words(&self, posed: &PosedPlan, late: &Late) -> String {
        let step = self.step_name(posed, late.step);
        let terms = late.terms.iter();
        let clauses: Vec<String> = terms.map(|term| self.term_words(posed, *term)).collect();
        if late.circular {
            return format!(
                "{step} has no day: clauses push each other on without end: {}",
                clauses.join("; ")
            );
        }
        if clauses.is_empty() {
            return format!("{step} cannot be done by its last day even if it begins at once");
        }
        format!(
            "{step} cannot be done by its last day: it is held back by {}",
            clauses.join("; ")
        )
    }

    /// Which limits and deliveries jam each other.
    pub(super) fn jam_words(&self, posed: &PosedPlan, jam: &Jam) -> String {
        if jam.limits.is_empty() {
            return "clauses that exclude each other leave no order".to_owned();
        }
        let limits: Vec<String> = jam
            .limits
            .iter()
            .map(|(side, account)| {
                let side = self.side_name(posed, *side);
                format!("what {side} can bear of {}", account_words(*account))
            })
            .collect();
        let steps = jam.deliveries.iter();
        let steps: Vec<String> = steps.map(|step| self.step_name(posed, *step)).collect();
        let smallest = if jam.smallest { "" } else { " (perhaps fewer)" };
        if steps.is_empty() {
            return format!("no order keeps {}{smallest}", joined(&limits));
        }
        format!(
            "no order of {} keeps {}{smallest}",
            joined(&steps),
            joined(&limits)
        )
    }
}
