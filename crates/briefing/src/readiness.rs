//! Readiness: two sheets kept apart, go or no-go for each format, spoilers, and what people behind
//! the delegations say. Nothing is added up.

mod constituents;
mod session;
mod sheet;
mod spoilers;

use crate::briefing::Section;
use crate::desk::Desk;
use case::{Date, GivenBy, Grounds, Indicator, Strength, day_number};
use disclosure::PartyId;

impl Desk<'_, '_> {
    /// Everything about readiness, on a day; nothing without one, for then nothing is on record.
    pub(crate) fn all_readiness(&self, day: Option<Date>) -> Vec<Section> {
        let mut sections = Vec::new();
        if let Some(day) = day {
            sections.extend([self.sessions(day), self.fitness(day)]);
            sections.extend([self.ripeness(day), self.spoilers(day)]);
        }
        sections.extend([self.questionnaires(), self.moods()]);
        sections.into_iter().flatten().collect()
    }

    /// A party's name, where it is told.
    fn whose(&self, party: Option<&PartyId>) -> String {
        party.map_or_else(
            || "a party that is not told".to_owned(),
            |id| self.party_name(id),
        )
    }

    /// What to hold against a judgement, as a bracket.
    fn doubts(&self, date: Date, grounds: &Grounds, day: Date) -> String {
        let age = i64::from(day_number(day)) - i64::from(day_number(date));
        let old = age > i64::from(self.view.caution().old_after());
        let old = old.then(|| format!("{age} days old"));
        let one = match grounds.sources.len() {
            0 => Some("no source".to_owned()),
            1 => Some("one source".to_owned()),
            _ => None,
        };
        let marks: Vec<String> = old.into_iter().chain(one).collect();
        if marks.is_empty() {
            String::new()
        } else {
            format!(" ({})", marks.join(", "))
        }
    }
}

/// Who judged or told something.
fn giver(given_by: &GivenBy) -> String {
    match given_by {
        GivenBy::Party => "the party itself".to_owned(),
        GivenBy::Analyst(name) => name.clone(),
        GivenBy::Rule(rule) => format!("the rule “{rule}”"),
    }
}

/// An indicator as people call it.
const fn indicator_words(indicator: Indicator) -> &'static str {
    match indicator {
        Indicator::HurtingStalemate => "sees a stalemate that hurts",
        Indicator::WayOut => "sees a way out",
        Indicator::Motivation => "wants the conflict to end",
        Indicator::Optimism => "expects talks to lead somewhere",
        Indicator::Ratification => "can have an agreement approved at home",
        Indicator::Mandate => "its delegation has a mandate",
        Indicator::Spokesperson => "somebody speaks for it",
    }
}

/// A strength as a word.
const fn strength_word(strength: Strength) -> &'static str {
    match strength {
        Strength::Absent => "absent",
        Strength::Weak => "weak",
        Strength::Partial => "partial",
        Strength::Clear => "clear",
    }
}

/// The scale, told beside each sheet.
const SCALE: &str = "The scale: absent (looked for, and not there), weak (a first sign), partial \
                     (there, with something missing), clear. “Reported” means that only what was \
                     said or done is on record, and nobody judged it. Of each judge the latest \
                     judgement counts.";
