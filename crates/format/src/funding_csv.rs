//! Funding as a table of comma-separated values, in and out: one row a line, and a row of its own
//! for each tranche and for what investors would bring.
//!
//! Source: RFC 4180. A cell that a spreadsheet would take for a formula is written with an
//! apostrophe before it, which is taken off again.
//!
//! Invariant: what [`write()`] gives, [`read`] takes back as the same lines; a term that holds the
//! mark between terms comes back as two, and is told as a loss.

mod cells;
mod read;

use crate::case_file::funding_words as words;
pub use crate::sheet::CsvError;
use crate::sheet::{BETWEEN, Row};
use crate::told::Told;
use case::{Funding, FundingKind, Investors, Tranche, View};
pub use read::read;

/// The columns, in order.
const COLUMNS: [&str; 22] = [
    "kind",
    "id",
    "of",
    "text",
    "amount",
    "least",
    "reported",
    "unit",
    "by",
    "recipient",
    "instrument",
    "footing",
    "date",
    "from",
    "to",
    "sector",
    "needs",
    "after",
    "insurance",
    "status",
    "terms",
    "note",
];

/// The needs and money that a seat sees, and what the table does not carry.
#[must_use]
pub fn write(view: &View<'_>) -> crate::iati::Exported {
    let mut told = Told::default();
    let mut text = COLUMNS.join(",") + "\r\n";
    for seen in view.funding() {
        for row in rows(seen.item, &mut told) {
            text.push_str(&row.written(&COLUMNS));
        }
    }
    if view.rates().next().is_some() || view.milestones().next().is_some() {
        told.tell(
            "rates, past delivery, milestones and the names of sectors are not carried".into(),
        );
    }
    told.tell("who may see a line is not carried".to_owned());
    crate::iati::Exported {
        text,
        losses: told.words(),
    }
}

fn rows(line: &Funding, told: &mut Told) -> Vec<Row> {
    let kind = match line.kind() {
        FundingKind::Need => "need",
        FundingKind::Pledge => "pledge",
        FundingKind::Commitment => "commitment",
        FundingKind::Disbursement => "disbursement",
    };
    let mut row = Row::default();
    row.put("kind", kind);
    row.put("id", line.id.as_str());
    row.may("of", line.of.as_ref().map(|id| id.as_str()));
    let english = case::Language::english();
    row.put("text", line.text.in_language(&english));
    if let Some(amount) = &line.amount {
        row.put("amount", &words::figure(&amount.figure));
        row.may("least", amount.least.as_ref().map(words::figure).as_deref());
        row.put("reported", words::reported(amount.reported));
        row.put("unit", &amount.unit.to_string());
    }
    row.may("by", line.by.as_ref().map(|party| party.as_str()));
    row.put("footing", words::footing(line.footing));
    row.window(line.window);
    row.may("status", line.status.as_deref());
    row.put("terms", &line.terms.join(BETWEEN));
    row.may("note", line.grounds.note.as_deref());
    tell_losses(line, told);
    let mut rows = Vec::new();
    if let Some(need) = line.need() {
        row.may("sector", need.sector.as_ref().map(|id| id.as_str()));
        let takes = need.takes.iter().map(|each| words::instrument(*each));
        row.put("instrument", &takes.collect::<Vec<_>>().join(BETWEEN));
        rows.extend(need.investors.as_ref().map(|part| investors(line, part)));
    }
    if let Some(money) = line.money() {
        row.may(
            "recipient",
            money.recipient.as_ref().map(|party| party.as_str()),
        );
        row.may("instrument", money.instrument.map(words::instrument));
        row.may("date", money.date.map(|day| day.to_string()).as_deref());
        row.earmark(&money.earmark);
        row.ids("after", &money.after, case::ActId::as_str);
        rows.extend(money.tranches.iter().map(|part| tranche(line, part)));
    }
    rows.insert(0, row);
    rows
}

/// What of a line the table does not carry.
fn tell_losses(line: &Funding, told: &mut Told) {
    if line.text.by_language().len() > 1 {
        told.tell("words in other languages than the first are not carried".to_owned());
    }
    if line.terms.iter().any(|term| term.contains('|')) {
        told.tell("a term with `|` in it comes back as two".to_owned());
    }
    if !line.grounds.sources.is_empty() || line.grounds.uncertain.is_some() {
        told.tell("sources, and what is uncertain, are not carried".to_owned());
    }
}

fn investors(line: &Funding, part: &Investors) -> Row {
    let mut row = Row::default();
    row.put("kind", "investors");
    row.put("of", line.id.as_str());
    row.put("amount", &words::figure(&part.amount));
    let cover = part.insurance.as_ref().map(words::figure);
    row.may("insurance", cover.as_deref());
    row.ids("after", &part.after, case::ActId::as_str);
    row.put("terms", &part.terms.join(BETWEEN));
    row
}

fn tranche(line: &Funding, part: &Tranche) -> Row {
    let mut row = Row::default();
    row.put("kind", "tranche");
    row.put("of", line.id.as_str());
    let english = case::Language::english();
    row.may(
        "text",
        part.text.as_ref().map(|text| text.in_language(&english)),
    );
    row.put("amount", &words::figure(&part.figure));
    row.window(part.window);
    row.earmark(&part.earmark);
    row.ids("after", &part.after, case::ActId::as_str);
    row
}
