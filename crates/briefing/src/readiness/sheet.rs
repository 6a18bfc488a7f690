//! The two sheets: ripeness for a settlement, fitness for a joint format.

use super::{SCALE, giver, indicator_words, strength_word};
use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, remarks};
use case::{Date, FormatConsent, GivenBy, Indication, Indicator, Sheet, Strength, Willing};
use disclosure::PartyId;
use std::collections::BTreeMap;

impl Desk<'_, '_> {
    /// Whether the time for a settlement has come, by indicator and party.
    pub(super) fn ripeness(&self, day: Date) -> Option<Section> {
        let entries = self.entries(Sheet::Settlement, day);
        if entries.is_empty() {
            return None;
        }
        let heading = "Ripeness for a settlement, sign by sign";
        let section = Section::new("ripeness", heading)
            .table(self.by_party(Sheet::Settlement, &entries))
            .list(self.pruitt(&entries))
            .table(self.evidence(&entries, day));
        let remark = format!(
            "{SCALE} The signs are Zartman's (a stalemate that hurts, a way out) and Pruitt's \
             (motivation and optimism, each of which can make up for the other in part). Nothing \
             is added up, and this sheet says nothing about a joint session."
        );
        Some(section.remark(remark))
    }

    /// Whether parties could sit in one room: mandates, spokespersons and answers to formats.
    pub(super) fn fitness(&self, day: Date) -> Option<Section> {
        let entries = self.entries(Sheet::JointFormat, day);
        let answers = self.answers(day);
        if entries.is_empty() && answers.rows.is_empty() {
            return None;
        }
        let heading = "Fitness for a joint format, sign by sign";
        let section = Section::new("fitness", heading)
            .table(answers)
            .table(self.by_party(Sheet::JointFormat, &entries))
            .table(self.evidence(&entries, day));
        let remark = format!("{SCALE} This sheet says nothing about the time for a settlement.");
        Some(section.remark(remark))
    }

    /// The entries of a sheet until a day, in order.
    fn entries(&self, sheet: Sheet, day: Date) -> Vec<&Indication> {
        let all = self.view.indications().map(|seen| seen.item);
        let mut own: Vec<&Indication> = all
            .filter(|each| each.indicator.sheet() == sheet && each.date <= day)
            .collect();
        own.sort_by_key(|each| each.date);
        own
    }

    /// What parties say to formats, latest last.
    fn answers(&self, day: Date) -> Table {
        let columns = [
            ("Party", Align::Start),
            ("Format", Align::Start),
            ("Answer", Align::Start),
            ("Date", Align::Start),
            ("Told by", Align::Start),
        ];
        let mut table = Table::new("Answers to formats", &columns);
        let all = self.view.format_consents().map(|seen| seen.item);
        let mut all: Vec<&FormatConsent> = all.filter(|each| each.date <= day).collect();
        all.sort_by_key(|each| each.date);
        for answer in all {
            let format = self
                .view
                .formats()
                .find(|seen| seen.item.id == answer.format);
            let format = format.map_or("", |seen| self.words(&seen.item.title));
            let grounds = remarks(&answer.grounds) + &self.sources(&answer.grounds);
            let doubts = self.doubts(answer.date, &answer.grounds, day);
            table.row(vec![
                self.whose(answer.party.as_ref()),
                format.to_owned(),
                self.answer_words(answer) + &grounds,
                answer.date.to_string() + &doubts,
                giver(&answer.given_by),
            ]);
        }
        table
    }

    /// An answer with its conditions.
    pub(super) fn answer_words(&self, answer: &FormatConsent) -> String {
        let conditions = answer.conditions.iter().map(|each| {
            let met = match each.met {
                Some(met) => format!("met on {met}"),
                None => "not met".to_owned(),
            };
            format!("{} ({met})", self.words(&each.text))
        });
        let conditions: Vec<String> = conditions.collect();
        match answer.willing {
            Willing::Yes => "agrees".to_owned(),
            Willing::No => "refuses".to_owned(),
            Willing::Conditional => format!("agrees on conditions: {}", conditions.join("; ")),
        }
    }

    /// A column for each party, a row for each indicator.
    fn by_party(&self, sheet: Sheet, entries: &[&Indication]) -> Table {
        let mut parties: Vec<Option<&PartyId>> = Vec::new();
        for entry in entries {
            if !parties.contains(&entry.party.as_ref()) {
                parties.push(entry.party.as_ref());
            }
        }
        let mut table = Table::new("By party", &[("Sign", Align::Start)]);
        for party in &parties {
            table = table.column(self.whose(*party), Align::Start);
        }
        let of_sheet = Indicator::ALL.into_iter();
        for indicator in of_sheet.filter(|each| each.sheet() == sheet) {
            let cells = parties.iter().map(|party| {
                let own = entries
                    .iter()
                    .filter(|each| each.indicator == indicator && each.party.as_ref() == *party);
                cell(&own.copied().collect::<Vec<_>>())
            });
            let mut row = vec![indicator_words(indicator).to_owned()];
            row.extend(cells);
            if !entries.is_empty() {
                table.row(row);
            }
        }
        table
    }

    /// Motivation and optimism of each party side by side.
    fn pruitt(&self, entries: &[&Indication]) -> Vec<String> {
        let mut sentences = Vec::new();
        for party in self.parties() {
            let latest = |indicator| {
                let own = entries.iter().filter(|each| {
                    each.indicator == indicator && each.party.as_ref() == Some(&party.id)
                });
                let words = cell(&own.copied().collect::<Vec<_>>());
                Some(words).filter(|words| words != "–" && words != "reported")
            };
            let pair = (latest(Indicator::Motivation), latest(Indicator::Optimism));
            if let (Some(motivation), Some(optimism)) = pair {
                let name = &party.name;
                let sentence =
                    format!("{name}: motivation {motivation}, optimism {optimism}, side by side.");
                sentences.push(sentence);
            }
        }
        sentences
    }

    fn evidence(&self, entries: &[&Indication], day: Date) -> Table {
        let columns = [
            ("Date", Align::Start),
            ("Party", Align::Start),
            ("Sign", Align::Start),
            ("Strength", Align::Start),
            ("Judged or told by", Align::Start),
            ("Evidence", Align::Start),
        ];
        let mut table = Table::new("Who judged, when, and on what", &columns);
        for each in entries {
            let strength = each.strength.map_or("reported", strength_word);
            let doubts = self.doubts(each.date, &each.grounds, day);
            let grounds = remarks(&each.grounds) + &self.sources(&each.grounds);
            table.row(vec![
                each.date.to_string(),
                self.whose(each.party.as_ref()),
                indicator_words(each.indicator).to_owned(),
                strength.to_owned() + &doubts,
                giver(&each.given_by),
                self.words(&each.evidence).to_owned() + &grounds,
            ]);
        }
        table
    }
}

/// The latest judgement of each judge, in one cell: `partial`, `weak / clear` where they differ.
fn cell(entries: &[&Indication]) -> String {
    let mut latest: BTreeMap<&GivenBy, Strength> = BTreeMap::new();
    // Entries stand by day, and of one day the last in the file stands.
    for entry in entries {
        if let Some(strength) = entry.strength {
            latest.insert(&entry.given_by, strength);
        }
    }
    let mut strengths: Vec<Strength> = latest.into_values().collect();
    strengths.sort_unstable();
    strengths.dedup();
    let words: Vec<&str> = strengths.into_iter().map(strength_word).collect();
    match (words.is_empty(), entries.is_empty()) {
        (true, true) => "–".to_owned(),
        (true, false) => "reported".to_owned(),
        (false, _) => words.join(" / "),
    }
}
