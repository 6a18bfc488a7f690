//! A line of a bench table, for people and for programs.

use super::meter::Cost;
use std::fmt::Write;
use std::time::Duration;

/// One measured piece of work.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Which task of the performance page it belongs to; 0 for the adversarial set.
    pub(crate) task: u8,
    /// What was worked on.
    pub(crate) name: String,
    /// What came out, in a few words.
    pub(crate) found: String,
    /// What it cost.
    pub(crate) cost: Cost,
    /// What the machine allows, where that can be said.
    pub(crate) bound: Option<Duration>,
    /// What the performance page asks for.
    pub(crate) target: Option<Duration>,
    /// The memory that the answer itself takes, in bytes, where that can be said.
    pub(crate) answer_bytes: Option<u64>,
    /// What to know when reading the line.
    pub(crate) note: String,
}

impl Row {
    /// A line with a name and a cost, and nothing else said.
    pub(crate) fn new(task: u8, name: impl Into<String>, cost: Cost) -> Self {
        Self {
            task,
            name: name.into(),
            found: String::new(),
            cost,
            bound: None,
            target: None,
            answer_bytes: None,
            note: String::new(),
        }
    }

    /// A line that says why nothing was measured.
    pub(crate) fn skipped(task: u8, name: impl Into<String>, note: impl Into<String>) -> Self {
        let mut row = Self::new(task, name, Cost::default());
        row.note = note.into();
        row
    }

    fn cells(&self) -> [String; COLUMNS] {
        let none = String::new;
        let measured = self.cost.runs > 0;
        let time = |time: Duration| if measured { millis(time) } else { none() };
        let peak = self.cost.peak_kib * 1024;
        let ratio = |bytes: u64| times(u128::from(peak), u128::from(bytes));
        [
            self.name.clone(),
            self.found.clone(),
            if measured {
                self.cost.runs.to_string()
            } else {
                none()
            },
            time(self.cost.wall),
            time(self.cost.cpu),
            self.target.map_or_else(none, millis),
            self.bound.map_or_else(none, millis),
            self.bound
                .map_or_else(none, |b| times(self.cost.wall.as_nanos(), b.as_nanos())),
            if measured { mebibytes(peak) } else { none() },
            self.answer_bytes
                .filter(|bytes| *bytes >= 1 << 20)
                .map_or_else(none, ratio),
        ]
    }

    /// The line as a JSON object.
    pub(crate) fn to_json(&self) -> String {
        let time = |t: Option<Duration>| t.map_or("null".to_owned(), |t| t.as_nanos().to_string());
        let mut json = String::from("{");
        // Writing to a string cannot fail.
        let _ = write!(
            json,
            "\"task\":{},\"name\":{},\"found\":{},\"runs\":{},\"wall_ns\":{},\"cpu_ns\":{},\
             \"target_ns\":{},\"bound_ns\":{},\"peak_kib\":{},\"answer_bytes\":{},\"note\":{}}}",
            self.task,
            quoted(&self.name),
            quoted(&self.found),
            self.cost.runs,
            self.cost.wall.as_nanos(),
            self.cost.cpu.as_nanos(),
            time(self.target),
            time(self.bound),
            self.cost.peak_kib,
            self.answer_bytes
                .map_or("null".to_owned(), |bytes| bytes.to_string()),
            quoted(&self.note),
        );
        json
    }
}

const COLUMNS: usize = 10;

const HEADS: [&str; COLUMNS] = [
    "work", "found", "runs", "wall ms", "cpu ms", "target", "bound", "x bound", "MiB", "x answer",
];

/// The lines as a table of Markdown, which is also easy to read as it is.
pub(crate) fn table(rows: &[Row]) -> String {
    let cells: Vec<[String; COLUMNS]> = rows.iter().map(Row::cells).collect();
    let heads = HEADS.map(str::to_owned);
    let mut widths = [0; COLUMNS];
    for row in cells.iter().chain([&heads]) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = line(&heads, &widths);
    text.push_str(&line(&widths.map(|width| "-".repeat(width)), &widths));
    cells
        .iter()
        .for_each(|row| text.push_str(&line(row, &widths)));
    for row in rows.iter().filter(|row| !row.note.is_empty()) {
        let _ = write!(text, "\n{}: {}", row.name, row.note);
    }
    if rows.iter().any(|row| !row.note.is_empty()) {
        text.push('\n');
    }
    text
}

fn line(cells: &[String; COLUMNS], widths: &[usize; COLUMNS]) -> String {
    let mut text = String::from("|");
    for (place, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let _ = match place {
            0 | 1 => write!(text, " {cell:<width$} |"),
            _ => write!(text, " {cell:>width$} |"),
        };
    }
    text.push('\n');
    text
}

/// A time in milliseconds with three significant digits or more.
pub(crate) fn millis(time: Duration) -> String {
    let micros = time.as_nanos() / 1_000;
    match micros {
        0..10_000 => format!("{}.{:03}", micros / 1_000, micros % 1_000),
        10_000..1_000_000 => format!("{}.{:01}", micros / 1_000, micros % 1_000 / 100),
        _ => format!("{}", micros / 1_000),
    }
}

/// How many times one is another, with a digit after the point below a hundred.
pub(crate) fn times(one: u128, other: u128) -> String {
    if other == 0 {
        return String::new();
    }
    let tenths = one * 10 / other;
    if tenths < 1_000 {
        format!("{}.{}", tenths / 10, tenths % 10)
    } else {
        format!("{}", tenths / 10)
    }
}

fn mebibytes(bytes: u64) -> String {
    let tenths = bytes * 10 / (1 << 20);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A number with its thousands set apart.
pub(crate) fn grouped(number: impl ToString) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn quoted(text: &str) -> String {
    let mut json = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            c if u32::from(c) < 0x20 => {
                let _ = write!(json, "\\u{:04x}", u32::from(c));
            }
            c => json.push(c),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_ratios_keep_three_digits() {
        assert_eq!(millis(Duration::from_nanos(84_500)), "0.084");
        assert_eq!(millis(Duration::from_micros(12_345)), "12.3");
        assert_eq!(millis(Duration::from_millis(17_001)), "17001");
        assert_eq!(times(7, 2), "3.5");
        assert_eq!(times(1, 0), "");
        assert_eq!(grouped(1_129_837), "1,129,837");
    }

    #[test]
    fn a_line_of_json_escapes_what_json_must() {
        let row = Row::skipped(7, "a \"b\"", "c\n");
        assert!(row.to_json().contains(r#""name":"a \"b\"","#));
        assert!(row.to_json().contains(r#""note":"c\u000a""#));
    }
}
