//! Calendars and tables in programs of others: icalendar and pandas find in them what was written,
//! each event and each cell.

use crate::cases::read;
use briefing::{Timetable, timetable};
use case::{Case, days_after};
use disclosure::Seat;
use format::{funding_csv, ical, matrix, rounds_csv, signals_csv};
use problem::{Effort, Watch};
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::path::Path;

/// The cases whose files are opened: with a plan, and with signals and rounds.
const CASES: [&str; 2] = ["fjord", "miami-2025"];

fn planned(case: &Case) -> Option<Timetable> {
    let view = case.seen_from(Seat::Mediator);
    let ask = view.plan_in_hand(view.plan_start()?);
    timetable(&view, &ask, &Effort::unbounded(&Watch::new())).ok()
}

/// Every table of a case, with the name of its file.
fn tables(case: &Case) -> Vec<(&'static str, String)> {
    let view = case.seen_from(Seat::Mediator);
    vec![
        ("matrix", matrix::write(&briefing::matrix(&view))),
        ("funding", funding_csv::write(&view).text),
        ("signals", signals_csv::write(&view).text),
        ("rounds", rounds_csv::write(&view)),
        ("edits", rounds_csv::write_edits(&view)),
    ]
}

/// What programs of others find in the files of a folder.
fn told(python: &OsStr, folder: &Path) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../interop/opened.py");
    let found = std::process::Command::new(python)
        .arg(script)
        .arg(folder)
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&found.stderr);
    assert!(found.status.success(), "{words}");
    serde_json::from_slice(&std::fs::read(folder.join("told.json")).unwrap()).unwrap()
}

/// The cells of a table as RFC 4180 has them: the definition, beside the program that was written
/// for speed.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut letters) = (false, text.chars().peekable());
    while let Some(letter) = letters.next() {
        match (letter, quoted) {
            ('"', true) if letters.peek() == Some(&'"') => cell.extend(letters.next()),
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\r', false) => {}
            ('\n', false) => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (letter, _) => cell.push(letter),
        }
    }
    rows
}

#[test]
fn interop_with_a_reader_of_calendars_and_a_reader_of_tables() {
    let Some(python) = std::env::var_os("ONETEXT_INTEROP_OPENED") else {
        println!("interop: skipped (run `cargo xtask interop`)");
        return;
    };
    let folder = std::env::temp_dir().join(format!("onetext-opened-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (mut calendars, mut rows) = (0, 0);
    for name in CASES {
        let case = read(name);
        if let Some(table) = planned(&case) {
            let view = case.seen_from(Seat::Mediator);
            let file = folder.join(format!("{name}.ics"));
            std::fs::write(file, ical::write(&view, &table)).unwrap();
        }
        for (table, text) in tables(&case) {
            std::fs::write(folder.join(format!("{name}-{table}.csv")), text).unwrap();
        }
    }
    let told = told(&python, &folder);
    for name in CASES {
        let case = read(name);
        if let Some(table) = planned(&case) {
            holds(&table, &told[format!("{name}.ics")]);
            calendars += 1;
        }
        for (table, text) in tables(&case) {
            let found = &told[format!("{name}-{table}.csv")];
            let mut written = cells(&text).into_iter();
            assert_eq!(found["columns"], json!(written.next()), "{name} {table}");
            let written: Vec<_> = written.collect();
            assert_eq!(found["rows"], json!(written), "{name} {table}");
            rows += written.len();
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(calendars > 0 && rows > 100, "{calendars} {rows}");
}

/// Each step is an event of its title and days; an event ends on the day after its last.
fn holds(table: &Timetable, found: &Value) {
    let events = found["events"].as_array().unwrap();
    for row in &table.rows {
        let end = days_after(row.last, 1).unwrap().to_string();
        let is_it = |event: &&Value| {
            event["summary"] == json!(row.title)
                && event["start"] == json!(row.start.to_string())
                && event["end"] == json!(end)
        };
        assert!(events.iter().any(|event| is_it(&event)), "{}", row.title);
    }
    let mut uids: Vec<&Value> = events.iter().map(|event| &event["uid"]).collect();
    uids.sort_by_key(|uid| uid.to_string());
    uids.dedup();
    assert_eq!(uids.len(), events.len());
}
