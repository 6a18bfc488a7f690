//! What is known in front of an audience: the points, brackets and options that were shown there.

use crate::Proceedings;
use case::{BracketId, Case, ChoiceId, PointId};
use disclosure::{Audience, Seat};
use std::collections::{BTreeMap, BTreeSet};
use text::Text;

/// The points, brackets and options that an audience knows.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) points: BTreeSet<PointId>,
    pub(crate) brackets: BTreeMap<BracketId, BTreeSet<ChoiceId>>,
}

impl Known {
    pub(crate) fn has_choice(&self, bracket: &BracketId, choice: &ChoiceId) -> bool {
        let choices = self.brackets.get(bracket);
        choices.is_some_and(|choices| choices.contains(choice))
    }

    fn take_text(&mut self, text: &Text) {
        for point in text.points() {
            self.points.insert(point.id().clone());
            for bracket in point.brackets() {
                let known = self.brackets.entry(bracket.id().clone()).or_default();
                known.extend(bracket.choices().iter().map(|choice| choice.id().clone()));
            }
        }
    }

    fn take(&mut self, case: &Case, seat: &Seat) {
        let view = case.seen_from(seat.clone());
        for point in view.points() {
            self.points.insert(point.item.id.clone());
            for bracket in view.brackets(point.item) {
                let known = self.brackets.entry(bracket.item.id.clone()).or_default();
                known.extend(view.choices(bracket.item).map(|seen| seen.item.id.clone()));
            }
        }
    }
}

impl Proceedings {
    /// What an audience knows, from its own log and the logs that all of it reads.
    pub(crate) fn known(&self, audience: &Audience) -> Known {
        let mut known = Known::default();
        let logs: &[Audience] = match audience {
            Audience::Public => &[Audience::Public],
            Audience::Plenary => &[Audience::Public, Audience::Plenary],
            Audience::Room(_) | Audience::Team => {
                &[Audience::Public, Audience::Plenary, audience.clone()]
            }
        };
        for ledger in logs.iter().filter_map(|audience| self.ledger(audience)) {
            if let Some(case) = &ledger.opened {
                known.take(case, self.seat());
            }
            for issued in ledger.issued.iter() {
                known.take_text(&issued.what.text);
            }
        }
        if let (Audience::Team, Some(history)) = (audience, self.history()) {
            known.take_text(history.text());
        }
        known
    }
}
