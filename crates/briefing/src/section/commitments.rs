//! What is owed: each commitment with its owner, dates, verifier and what it is worth to whom, and
//! which of them leave something open.

use super::order::when_words;
use super::plan::owed_words;
use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, remarks};
use crate::text::counted;
use case::{Commitment, Exact, GivenBy, Verifier};
use problem::scale::decimal;

impl Desk<'_, '_> {
    /// The commitments that this seat sees, and what they leave open.
    pub(crate) fn commitments(&self) -> Option<Section> {
        let all: Vec<&Commitment> = self.view.commitments().map(|seen| seen.item).collect();
        if all.is_empty() {
            return None;
        }
        let columns = [
            ("What is owed", Align::Start),
            ("Owed", Align::Start),
            ("Takes", Align::Start),
            ("Worth", Align::Start),
        ];
        let mut table = Table::new("Commitments", &columns);
        for item in &all {
            table.row(self.commitment_row(item));
        }
        let count = u64::try_from(all.len()).unwrap_or(u64::MAX);
        let heading = match count {
            1 => "One commitment is on record".to_owned(),
            _ => format!("{} are on record", counted(count, "commitment")),
        };
        let section = Section::new("commitments", heading).list(gaps(&all));
        Some(self.bearable(section.table(table)))
    }

    fn commitment_row(&self, item: &Commitment) -> Vec<String> {
        let mut what = self.words(&item.title).to_owned();
        if item.reversible {
            what.push_str("; can be taken back");
        }
        if let Some(evidence) = &item.evidence {
            what.push_str(&format!("; shown by {evidence}"));
        }
        what.push_str(&(remarks(&item.grounds) + &self.sources(&item.grounds)));
        let owner = item.owner.as_ref().map(|party| self.party_name(party));
        let to = self.party_names(&item.beneficiaries);
        let owed = match owner {
            None if to.is_empty() => "nobody is named".to_owned(),
            owner => owed_words(owner.as_deref(), &to),
        };
        let verifier = self.verifier_words(item);
        let verifier = (!verifier.is_empty()).then(|| format!("verified by {verifier}"));
        let parts = [takes(item), window(item), verifier.unwrap_or_default()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        vec![what, owed, parts.join("; "), self.worth_words(item)]
    }

    /// Who establishes that a commitment was kept.
    pub(crate) fn verifier_words(&self, item: &Commitment) -> String {
        match &item.verifier {
            Some(Verifier::Party(party)) => self.party_name(party),
            Some(Verifier::Other(words)) => words.clone(),
            None => String::new(),
        }
    }

    fn worth_words(&self, item: &Commitment) -> String {
        let worths = self.view.worth(item).map(|seen| {
            let worth = seen.item;
            let whose = worth.party.as_ref().map(|party| self.party_name(party));
            let whose = whose.unwrap_or_else(|| "a side".to_owned());
            let by = match &worth.given_by {
                GivenBy::Party => String::new(),
                GivenBy::Analyst(name) => format!(", by {name}"),
                GivenBy::Rule(text) => format!(", by the rule: {text}"),
            };
            let more = remarks(&worth.grounds) + &self.sources(&worth.grounds);
            format!("{whose} {}{by}{more}", signed(&worth.figure))
        });
        worths.collect::<Vec<_>>().join("; ")
    }

    /// What sides can bear to have given first.
    fn bearable(&self, section: Section) -> Section {
        let columns = [
            ("Side", Align::Start),
            ("Of everything", Align::End),
            ("Of what cannot be taken back", Align::End),
        ];
        let caption = "What a side can bear to have given before it has received";
        let mut table = Table::new(caption, &columns);
        for seen in self.view.bearable() {
            let item = seen.item;
            let side = item.party.as_ref().map(|party| self.party_name(party));
            let mut side = side.unwrap_or_else(|| "a side".to_owned());
            match &item.given_by {
                GivenBy::Party => {}
                GivenBy::Analyst(name) => side.push_str(&format!(", by {name}")),
                GivenBy::Rule(text) => side.push_str(&format!(", by the rule: {text}")),
            }
            side.push_str(&(remarks(&item.grounds) + &self.sources(&item.grounds)));
            let limit = |limit: &Option<Exact>| limit.as_ref().map(shown).unwrap_or_default();
            table.row(vec![side, limit(&item.all), limit(&item.irreversible)]);
        }
        section.table(table)
    }
}

/// What is left open: each clause needs an owner, a date, a verifier and evidence.
fn gaps(all: &[&Commitment]) -> Vec<String> {
    let count = |lacks: fn(&Commitment) -> bool| all.iter().filter(|item| lacks(item)).count();
    let found = [
        (count(|item| item.owner.is_none()), "no owner"),
        (count(|item| item.latest.is_none()), "no last day"),
        (count(|item| item.verifier.is_none()), "no verifier"),
        (count(|item| item.evidence.is_none()), "no evidence"),
    ];
    let found = found.iter().filter(|(count, _)| *count > 0);
    let said = found.map(|(count, what)| {
        let verb = if *count == 1 { "names" } else { "name" };
        format!("{count} of {} {verb} {what}.", all.len())
    });
    said.collect()
}

fn takes(item: &Commitment) -> String {
    let mut parts = Vec::new();
    if item.days > 0 {
        let noun = if item.working_days {
            "working day"
        } else {
            "day"
        };
        parts.push(counted(u64::from(item.days), noun));
    }
    if item.verification > 0 {
        parts.push(format!(
            "{} to verify",
            counted(u64::from(item.verification), "day")
        ));
    }
    parts.join(", ")
}

fn window(item: &Commitment) -> String {
    let from = item
        .earliest
        .map(|when| format!("from {}", when_words(when)));
    let to = item.latest.map(|when| format!("by {}", when_words(when)));
    from.into_iter().chain(to).collect::<Vec<_>>().join(", ")
}

fn signed(figure: &Exact) -> String {
    let shown = shown(figure);
    if shown.starts_with('-') || shown == "0" {
        shown.replace('-', "\u{2212}")
    } else {
        format!("+{shown}")
    }
}

fn shown(figure: &Exact) -> String {
    let digits = if figure.is_integer() { 0 } else { 2 };
    decimal(figure, digits)
}
