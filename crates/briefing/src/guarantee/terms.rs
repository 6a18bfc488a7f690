//! What each guarantee says, column by column.

use super::Promises;
use crate::briefing::Section;
use crate::desk::{capital, remarks};
use crate::section::span_words;
use case::{Consent, Deciding, Guarantee, Rung, Trigger};
use problem::scale::decimal;

impl Promises<'_, '_, '_> {
    /// Every guarantee in full.
    pub(super) fn terms(&self) -> Option<Section> {
        let heading = match self.guarantees.len() {
            0 => return None,
            1 => "What the guarantee says".to_owned(),
            count => format!("What the {count} guarantees say"),
        };
        let mut section = Section::new("terms", heading);
        for each in &self.guarantees {
            section = section.say(self.head(each)).list(self.columns(each));
        }
        Some(section)
    }

    fn head(&self, each: &Guarantee) -> String {
        let mut words = self.desk.words(&each.title).to_owned();
        if !each.guarantors.is_empty() {
            words.push_str(&format!(", given by {}", self.names(&each.guarantors)));
        }
        if !each.beneficiaries.is_empty() {
            words.push_str(&format!(" for {}", self.names(&each.beneficiaries)));
        }
        if let Some(reader) = &each.reading_of {
            words.push_str(&format!(", as read by {reader}"));
        }
        words + &remarks(&each.grounds) + &self.desk.sources(&each.grounds) + "."
    }

    /// The columns of the guarantee table that are filled, a sentence each.
    fn columns(&self, each: &Guarantee) -> Vec<String> {
        let mut said = Vec::new();
        if !each.capability.is_empty() {
            said.push(format!("To answer with: {}.", each.capability.join("; ")));
        }
        said.extend(each.trigger.as_ref().map(|trigger| self.trigger(trigger)));
        let ladder = each.ladder.iter().map(|rung| self.rung(rung));
        said.extend(ladder.map(|rung| format!("Step: {rung}.")));
        if let Some(form) = &each.form {
            said.push(format!("Legal form: {}.", self.desk.words(form)));
        }
        if let Some(act) = &each.ratified_by {
            said.push(format!("Ratified by {}.", self.act_of(act)));
        }
        said.extend(self.runs(each));
        for lapse in &each.lapses {
            let mut words = format!("Ends before its term with {}", self.act_of(&lapse.act));
            if !lapse.done_by.is_empty() {
                words.push_str(&format!(", done by {}", self.names(&lapse.done_by)));
            }
            if !lapse.provoked_by.is_empty() {
                let who = self.names(&lapse.provoked_by);
                words.push_str(&format!(", and {who} can provoke it"));
            }
            said.push(words + ".");
        }
        said.extend(self.burdens(each));
        said
    }

    fn trigger(&self, trigger: &Trigger) -> String {
        let mut words = format!("Called for by {}", self.act_of(&trigger.act));
        if let Some(threshold) = &trigger.threshold {
            words.push_str(&format!(", from this on: {}", self.desk.words(threshold)));
        }
        let together = match trigger.deciding {
            Deciding::Together if trigger.deciders.len() > 1 => " together",
            Deciding::Each if trigger.deciders.len() > 1 => ", any of them alone",
            Deciding::Together | Deciding::Each => "",
        };
        if trigger.deciders.is_empty() {
            words.push_str("; nobody is named to decide");
        } else {
            let who = self.names(&trigger.deciders);
            words.push_str(&format!("; decided by {who}{together}"));
        }
        if let Some(span) = trigger.decision {
            words.push_str(&format!(" within {}", span_words(span)));
        }
        words + "."
    }

    fn rung(&self, rung: &Rung) -> String {
        let mut words = self.desk.act_title(&rung.act);
        if !rung.by.is_empty() {
            words.push_str(&format!(", by {}", self.names(&rung.by)));
        }
        match rung.after {
            Some(span) => words.push_str(&format!(", within {}", span_words(span))),
            None => words.push_str(", no clock said"),
        }
        if let Some(when) = &rung.when {
            words.push_str(&format!(", once this holds: {}", self.desk.act_title(when)));
        }
        words
    }

    fn runs(&self, each: &Guarantee) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(act) = &each.starts {
            said.push(format!("Begins with {}.", self.act_of(act)));
        }
        let from = each.from.map(|day| format!("from {day}"));
        let term = each.term.map(|term| format!("for {}", span_words(term)));
        let until = each.sunset().map(|day| format!("until {day}"));
        let runs: Vec<String> = from.into_iter().chain(term).chain(until).collect();
        if !runs.is_empty() {
            said.push(format!("Runs {}.", runs.join(", ")));
        }
        said
    }

    fn burdens(&self, each: &Guarantee) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(cost) = &each.cost {
            let show = |figure: &case::Exact| {
                let digits = if figure.is_integer() { 0 } else { 1 };
                crate::text::grouped(&decimal(figure, digits))
            };
            let least = cost
                .least
                .as_ref()
                .map(|least| format!("{} to ", show(least)));
            let least = least.unwrap_or_default();
            said.push(format!(
                "Costs {least}{} {}.",
                show(&cost.figure),
                cost.unit
            ));
        }
        if !each.vetoes.is_empty() {
            said.push(format!("Can be stopped by {}.", self.names(&each.vetoes)));
        }
        let needs = each.needs.iter().filter_map(|id| self.posed.guarantee(id));
        let needs: Vec<_> = needs.collect();
        if !needs.is_empty() {
            said.push(format!("Needs {}.", self.titles(&needs)));
        }
        for (wanted, words) in [
            (Consent::Given, "given by"),
            (Consent::Needed, "still needed from"),
        ] {
            let who = each
                .consent
                .iter()
                .filter(|(_, consent)| **consent == wanted);
            let who = self.desk.party_names(who.map(|(party, _)| party));
            if !who.is_empty() {
                said.push(capital(&format!("consent {words} {who}.")));
            }
        }
        said
    }
}
