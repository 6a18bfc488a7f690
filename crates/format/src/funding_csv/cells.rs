//! Rows and cells: how they are quoted, and how they are read again.

use super::BETWEEN;
use case::{Earmark, FundingId, SectorId, Window};
use std::collections::BTreeMap;

/// A row by the names of its columns.
#[derive(Debug, Default, Clone)]
pub(super) struct Row(BTreeMap<&'static str, String>);

impl Row {
    pub(super) fn put(&mut self, column: &'static str, value: &str) {
        if !value.is_empty() {
            self.0.insert(column, value.to_owned());
        }
    }

    pub(super) fn may(&mut self, column: &'static str, value: Option<&str>) {
        self.put(column, value.unwrap_or_default());
    }

    pub(super) fn ids<T>(&mut self, column: &'static str, ids: &[T], name: fn(&T) -> &str) {
        let names: Vec<&str> = ids.iter().map(name).collect();
        self.put(column, &names.join(BETWEEN));
    }

    pub(super) fn window(&mut self, window: Window) {
        self.may("from", window.from.map(|day| day.to_string()).as_deref());
        self.may("to", window.to.map(|day| day.to_string()).as_deref());
    }

    pub(super) fn earmark(&mut self, earmark: &Earmark) {
        self.ids("sector", &earmark.sectors, SectorId::as_str);
        self.ids("needs", &earmark.needs, FundingId::as_str);
    }

    /// What stands in a column, if anything does.
    pub(super) fn get(&self, column: &str) -> Option<&str> {
        self.0.get(column).map(String::as_str)
    }

    /// The values of a cell that holds several.
    pub(super) fn several(&self, column: &str) -> Vec<&str> {
        let cell = self.get(column).unwrap_or_default();
        let parts = cell.split('|').map(str::trim);
        parts.filter(|part| !part.is_empty()).collect()
    }

    /// The row as a line of the table.
    pub(super) fn written(&self, columns: &[&'static str]) -> String {
        let cells = columns
            .iter()
            .map(|column| quoted(self.get(column).unwrap_or_default()));
        cells.collect::<Vec<_>>().join(",") + "\r\n"
    }
}

/// What makes a spreadsheet take a cell for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\''];

fn quoted(text: &str) -> String {
    let guard = if text.starts_with(FORMULA) { "'" } else { "" };
    if guard.is_empty() && !text.contains(['"', ',', '\r', '\n']) {
        return text.to_owned();
    }
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// A cell without the apostrophe that guards it.
pub(super) fn bare(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) => rest.to_owned(),
        Some(_) | None => cell,
    }
}

/// The records of a table, each with the line on which it begins; or the line of a quote that is
/// never closed or is followed by more.
pub(super) fn records(text: &str) -> Result<Vec<(usize, Vec<String>)>, usize> {
    let mut records = Vec::new();
    let mut characters = text.chars().peekable();
    let (mut line, mut start) = (1_usize, 1_usize);
    let (mut cells, mut cell) = (Vec::new(), String::new());
    while let Some(character) = characters.next() {
        match character {
            '"' if cell.is_empty() => {
                let opened = line;
                loop {
                    match characters.next() {
                        Some('"') if characters.peek() == Some(&'"') => {
                            characters.next();
                            cell.push('"');
                        }
                        Some('"') => break,
                        Some(inner) => {
                            line += usize::from(inner == '\n');
                            cell.push(inner);
                        }
                        None => return Err(opened),
                    }
                }
                if !matches!(characters.peek(), None | Some(',' | '\r' | '\n')) {
                    return Err(line);
                }
            }
            ',' => cells.push(std::mem::take(&mut cell)),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' => {
                line += 1;
                cells.push(std::mem::take(&mut cell));
                records.push((start, std::mem::take(&mut cells)));
                start = line;
            }
            other => cell.push(other),
        }
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(cell);
        records.push((start, cells));
    }
    records.retain(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    Ok(records)
}
