//! Rows and cells: how they are quoted, and how they are read again.

use super::BETWEEN;
use crate::cell::quoted;
use case::{Earmark, FundingId, SectorId, Window};
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

/// A row by the names of its columns.
#[derive(Debug, Default, Clone)]
pub(crate) struct Row(BTreeMap<&'static str, String>);

impl Row {
    pub(crate) fn put(&mut self, column: &'static str, value: &str) {
        if !value.is_empty() {
            self.0.insert(column, value.to_owned());
        }
    }

    pub(crate) fn may(&mut self, column: &'static str, value: Option<&str>) {
        self.put(column, value.unwrap_or_default());
    }

    pub(crate) fn ids<T>(&mut self, column: &'static str, ids: &[T], name: fn(&T) -> &str) {
        let names: Vec<&str> = ids.iter().map(name).collect();
        self.put(column, &names.join(BETWEEN));
    }

    pub(crate) fn window(&mut self, window: Window) {
        self.may("from", window.from.map(|day| day.to_string()).as_deref());
        self.may("to", window.to.map(|day| day.to_string()).as_deref());
    }

    pub(crate) fn earmark(&mut self, earmark: &Earmark) {
        self.ids("sector", &earmark.sectors, SectorId::as_str);
        self.ids("needs", &earmark.needs, FundingId::as_str);
    }

    /// What stands in a column, if anything does.
    pub(crate) fn get(&self, column: &str) -> Option<&str> {
        self.0.get(column).map(String::as_str)
    }

    /// The values of a cell that holds several.
    pub(crate) fn several(&self, column: &str) -> Vec<&str> {
        let cell = self.get(column).unwrap_or_default();
        let parts = cell.split('|').map(str::trim);
        parts.filter(|part| !part.is_empty()).collect()
    }

    /// The row as a line of the table.
    pub(crate) fn written(&self, columns: &[&'static str]) -> String {
        let cells = columns
            .iter()
            .map(|column| quoted(self.get(column).unwrap_or_default()));
        cells.collect::<Vec<_>>().join(",") + "\r\n"
    }
}

/// The records of a table, each with the line on which it begins; or the line of a quote that is
/// never closed or is followed by more. Rows without words are left out; of more rows or cells than
/// the most, one too many is given, so that whoever asked can say so.
pub(crate) fn records(
    text: &str,
    (rows, columns): (usize, usize),
) -> Result<Vec<(usize, Vec<String>)>, usize> {
    let mut records = Vec::new();
    let mut characters = text.chars().peekable();
    let (mut line, mut start) = (1_usize, 1_usize);
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let put = |cells: &mut Vec<String>, cell: &mut String| {
        let cell = std::mem::take(cell);
        if cells.len() <= columns {
            cells.push(cell);
        }
    };
    while let Some(character) = characters.next() {
        match character {
            '"' if cell.is_empty() => line += quote(&mut characters, &mut cell, line)?,
            ',' => put(&mut cells, &mut cell),
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' => {
                line += 1;
                put(&mut cells, &mut cell);
                let row = std::mem::take(&mut cells);
                if row.iter().any(|cell| !cell.is_empty()) {
                    records.push((start, row));
                }
                if records.len() > rows {
                    return Ok(records);
                }
                start = line;
            }
            other => cell.push(other),
        }
    }
    put(&mut cells, &mut cell);
    if cells.iter().any(|cell| !cell.is_empty()) {
        records.push((start, cells));
    }
    Ok(records)
}

/// What stands in quotes, and how many lines it goes over; or the line of a quote that is never
/// closed or is followed by more.
fn quote(
    characters: &mut Peekable<Chars<'_>>,
    cell: &mut String,
    opened: usize,
) -> Result<usize, usize> {
    let mut lines = 0;
    loop {
        match characters.next() {
            Some('"') if characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            Some('"') => break,
            Some(inner) => {
                lines += usize::from(inner == '\n');
                cell.push(inner);
            }
            None => return Err(opened),
        }
    }
    match characters.peek() {
        None | Some(',' | '\r' | '\n') => Ok(lines),
        Some(_) => Err(opened + lines),
    }
}
