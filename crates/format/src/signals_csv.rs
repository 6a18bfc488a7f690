//! Signals as a table of comma-separated values, in and out: one row a signal.
//!
//! Source: RFC 4180; cells are guarded from being taken for formulas as in [`crate::funding_csv`].
//! Parties, points and sources are named by their ids, which the case must have.
//!
//! Invariant: what [`write()`] gives, [`read`] takes back as the same signals, but for words in
//! other languages than the first, which are told as a loss.

use crate::case_file::signal_words as words;
use crate::iati::{Exported, Imported};
use crate::place::shown;
pub use crate::sheet::CsvError;
use crate::sheet::{Faults, Layout, Row, Sheet};
use crate::told::{PUBLIC, Told};
use case::{
    Case, CaseId, Date, EventClass, Grounds, Heading, PointId, Signal, SignalId, SourceId, Tone,
    View, Wording,
};
use disclosure::{Held, Owner, PartyId, Release};
use std::collections::BTreeSet;

/// The columns, in order.
const COLUMNS: [&str; 13] = [
    "id",
    "date",
    "actor",
    "speaker",
    "to",
    "event",
    "mode",
    "tone",
    "points",
    "text",
    "sources",
    "uncertain",
    "note",
];

/// The words of classes.
pub const CLASSES: &[&str] = crate::case_file::signal_words::CLASSES;

/// The words of tones.
pub const TONES: &[&str] = crate::case_file::signal_words::TONES;

/// The class that a word stands for.
#[must_use]
pub fn class(word: &str) -> Option<EventClass> {
    words::read_event(word)
}

/// The tone that a word stands for.
#[must_use]
pub fn tone(word: &str) -> Option<Tone> {
    words::read_tone(word)
}

/// What a table of signals may be.
const LAYOUT: Layout = Layout {
    columns: &COLUMNS,
    rows_max: 100_000,
};

/// The signals that a seat sees, and what the table does not carry.
#[must_use]
pub fn write(view: &View<'_>) -> Exported {
    let mut told = Told::default();
    let mut text = COLUMNS.join(",") + "\r\n";
    for seen in view.signals() {
        text.push_str(&row(seen.item, &mut told).written(&COLUMNS));
    }
    told.tell("who may see a signal is not carried".to_owned());
    Exported {
        text,
        losses: told.words(),
    }
}

/// Signals as a table, whoever may see them.
#[must_use]
pub fn write_signals(signals: &[Signal]) -> String {
    let mut told = Told::default();
    let rows = signals.iter().map(|signal| row(signal, &mut told));
    let rows: Vec<String> = rows.map(|row| row.written(&COLUMNS)).collect();
    COLUMNS.join(",") + "\r\n" + &rows.concat()
}

fn row(signal: &Signal, told: &mut Told) -> Row {
    let mut row = Row::default();
    row.put("id", signal.id.as_str());
    row.put("date", &signal.date.to_string());
    row.may("actor", signal.actor.as_ref().map(PartyId::as_str));
    row.may("speaker", signal.speaker.as_deref());
    row.ids("to", &signal.targets, PartyId::as_str);
    row.put("event", words::event(signal.event));
    row.may("mode", signal.mode.and_then(words::mode));
    row.may("tone", signal.tone.map(words::tone));
    row.ids("points", &signal.points, PointId::as_str);
    let english = case::Language::english();
    row.put("text", signal.text.in_language(&english));
    row.ids("sources", &signal.grounds.sources, SourceId::as_str);
    row.may("uncertain", signal.grounds.uncertain.as_deref());
    row.may("note", signal.grounds.note.as_deref());
    if signal.text.by_language().len() > 1 {
        told.tell("words in other languages than the first are not carried".to_owned());
    }
    row
}

/// The signals in a table.
///
/// # Errors
/// When it is no table, or cells are wrong: then with every one of them.
pub fn read(bytes: &[u8]) -> Result<Imported, CsvError> {
    let mut reading = Reading::default();
    let mut sheet = Sheet::opened(bytes, &LAYOUT, &mut reading.faults)?;
    while let Some(row) = sheet.next(&mut reading.faults) {
        reading.take(&row);
    }
    reading.faults.none()?;
    Ok(Imported {
        case: of_signals(reading.signals),
        notes: vec![PUBLIC.to_owned()],
    })
}

/// A case that holds these signals and nothing else, all public.
#[must_use]
pub fn of_signals(signals: Vec<Signal>) -> Case {
    let public = |signal| Held::new(signal, Release::public(Owner::Mediator));
    let heading = Heading::new(CaseId::new("csv"), Wording::english("Read from a table"));
    Case {
        signals: signals.into_iter().map(public).collect(),
        ..Case::new(heading)
    }
}

#[derive(Default)]
struct Reading {
    signals: Vec<Signal>,
    known: BTreeSet<String>,
    faults: Faults,
}

impl Reading {
    fn take(&mut self, row: &Row) {
        let id = row.get("id").unwrap_or_default().to_owned();
        if id.is_empty() || row.get("text").is_none() || row.get("date").is_none() {
            self.faults
                .complain("a signal needs `id`, `date` and `text`");
        }
        if !self.known.insert(id.clone()) {
            self.faults
                .complain(&format!("the id `{}` stands twice", shown(&id)));
        }
        let event = self.faults.one(row, "event", words::read_event);
        let event = event.unwrap_or(EventClass::Comment);
        let mode = self.faults.one(row, "mode", words::read_mode);
        if mode.is_some_and(|mode| mode.score(event).is_none()) {
            self.faults.complain("`mode` is one of another class");
        }
        let signal = Signal {
            id: SignalId::new(id),
            date: self.faults.one(row, "date", day).unwrap_or_default(),
            actor: row.get("actor").map(PartyId::new),
            speaker: row.get("speaker").map(str::to_owned),
            targets: row.several("to").into_iter().map(PartyId::new).collect(),
            event,
            mode,
            tone: self.faults.one(row, "tone", words::read_tone),
            points: row
                .several("points")
                .into_iter()
                .map(PointId::new)
                .collect(),
            text: Wording::english(row.get("text").unwrap_or_default()),
            grounds: Grounds {
                sources: row
                    .several("sources")
                    .into_iter()
                    .map(SourceId::new)
                    .collect(),
                uncertain: row.get("uncertain").map(str::to_owned),
                note: row.get("note").map(str::to_owned),
            },
        };
        self.signals.push(signal);
    }
}

fn day(text: &str) -> Option<Date> {
    crate::iati::day(text).filter(|_| text.len() == 10)
}
