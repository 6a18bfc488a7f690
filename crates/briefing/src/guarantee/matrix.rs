//! Who fears what, and which guarantor would answer, how soon.

use super::{Promises, found, length_words};
use crate::briefing::{Align, Section, Table};
use crate::desk::capital;
use crate::section::span_words;
use disclosure::PartyId;
use problem::guarantee::{Answered, Hole, Lateness, Length};
use problem::{Claim, FearIx, GuaranteeIx, Reach};
use std::collections::BTreeSet;

impl Promises<'_, '_, '_> {
    /// Fears by guarantors.
    pub(super) fn matrix(&self) -> Option<Section> {
        if self.fears.is_empty() {
            return None;
        }
        let all = &self.posed.all;
        let (holes, covered) = (all.holes(), all.covered(&BTreeSet::new()));
        let groups = self.groups();
        let columns = [("Fear", Align::Start), ("Harm is done in", Align::Start)];
        let mut table = Table::new("Who would answer what, and how soon", &columns);
        for group in &groups {
            table = table.column(self.group_name(group), Align::Start);
        }
        for fear in all.fears().ids() {
            let harm = self.fear(fear).and_then(|fear| fear.harm);
            let harm = harm.map_or_else(|| "not said".to_owned(), span_words);
            let mut words = self.fear_words(fear);
            if all.against(fear).next().is_none() {
                words.push_str(" (nobody answers)");
            }
            let mut row = vec![words, harm];
            let answers = groups.iter().map(|group| self.answers(fear, group, &holes));
            row.extend(answers.map(|answers| answers.join("; ")));
            table.row(row);
        }
        let (count, of) = (covered.len(), self.fears.len());
        let heading = match (count, of) {
            (0, _) => "No fear has a guarantee that can stand".to_owned(),
            (1, 1) => "The one fear has a guarantee".to_owned(),
            (count, of) if count == of => format!("Each of {of} fears has a guarantee"),
            (1, of) => format!("One of {of} fears has a guarantee"),
            (count, of) => format!("{count} of {of} fears have a guarantee"),
        };
        let claim = Claim {
            answer: (),
            method: "each fear against each guarantee, by the definition",
            nodes: u64::try_from(of.saturating_mul(self.guarantees.len())).unwrap_or(u64::MAX),
            reach: Reach::Complete,
        };
        let section = Section::new("guarantees", heading)
            .table(table)
            .found(found("Cover", &claim, "it is the definition itself"));
        let mut section = self.as_seen(section);
        if self.desk.view.heading().live {
            section = section.remark(
                "The conflict goes on: what stands here is on the public record. What is not \
                 public may be settled, and is not known here.",
            );
        }
        Some(section)
    }

    /// Those who give guarantees, together where they give one together, in order.
    fn groups(&self) -> Vec<Vec<PartyId>> {
        let mut groups: Vec<Vec<PartyId>> = Vec::new();
        for each in &self.guarantees {
            if !groups.contains(&each.guarantors) {
                groups.push(each.guarantors.clone());
            }
        }
        groups
    }

    fn group_name(&self, group: &[PartyId]) -> String {
        if group.is_empty() {
            return "Guarantor not told".to_owned();
        }
        self.names(group)
    }

    /// What each guarantee of a group says to a fear.
    fn answers(&self, fear: FearIx, group: &[PartyId], holes: &[Hole]) -> Vec<String> {
        let of_group = |id: &GuaranteeIx| {
            let each = self.guarantee(*id);
            each.is_some_and(|each| each.guarantors == group)
        };
        let against = self.posed.all.against(fear).filter(of_group);
        against.map(|id| self.answer(fear, id, holes)).collect()
    }

    fn answer(&self, fear: FearIx, id: GuaranteeIx, holes: &[Hole]) -> String {
        let mut words = match self.whole(id) {
            Some(length) => format!("answers in {}", length_words(length)),
            None => "answers, no clock".to_owned(),
        };
        let standing = self.posed.all.standing(&BTreeSet::new());
        if !standing.contains(&id) {
            words = "on paper only".to_owned();
        }
        for hole in holes {
            if let Hole::Late(of, by, answered, lateness) = hole
                && (*of, *by) == (fear, id)
            {
                let late = match (answered, lateness) {
                    (Answered::First, Lateness::Surely) => "too late",
                    (Answered::First, Lateness::Perhaps) => "perhaps too late",
                    (Answered::Last, Lateness::Surely) => "begun in time, done too late",
                    (Answered::Last, Lateness::Perhaps) => "begun in time, perhaps done too late",
                };
                words.push_str(&format!(": {late}"));
            }
        }
        capital(&words)
    }

    /// How long the whole answer takes, from the act to the last step with a clock.
    fn whole(&self, id: GuaranteeIx) -> Option<Length> {
        let each = self.posed.all.guarantees().get(id)?;
        let last = each.ladder.iter().filter_map(|rung| rung.after);
        let last = last.max_by_key(|clock| (clock.most, clock.least))?;
        let decision = each.trigger.as_ref().and_then(|trigger| trigger.decision);
        Some(decision.unwrap_or(Length::NOTHING).then(last))
    }
}
