//! A table in comma-separated values, read row by row under the names of its columns.
//!
//! Source: RFC 4180.
//!
//! Invariant: what is too large is refused before it is held whole, and every fault has its line.

use crate::cell::{bare, quoted};
use crate::folder::FILE_BYTES_MAX;
use crate::place::shown;
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;
use std::vec::IntoIter;

/// What parts the values of a cell that holds several.
pub(crate) const BETWEEN: &str = " | ";

/// How many faults are told.
const TOLD_MAX: usize = 100;

/// What a table may be.
pub(crate) struct Layout {
    /// Its columns, in order.
    pub(crate) columns: &'static [&'static str],
    /// The most rows read.
    pub(crate) rows_max: usize,
}

/// Why a table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CsvError {
    /// The file is too large, or has too many rows.
    #[error(
        "the table has {bytes} bytes and {rows} rows\n\
         hint: up to 100 MB and {most} rows are read"
    )]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// Its rows, where they were counted.
        rows: usize,
        /// The most rows that are read.
        most: usize,
    },
    /// The file is no UTF-8 text.
    #[error(
        "the file is not UTF-8 text: the byte at offset {0} fits no character\n\
         hint: save it as UTF-8"
    )]
    NotUtf8(usize),
    /// A quote is not closed, or is followed by more.
    #[error(
        "line {0}: a quote is never closed, or more follows it\n\
         hint: double a quote that is part of a cell"
    )]
    Quote(usize),
    /// Cells are wrong: every one with its line.
    #[error("{}", .0.join("\n"))]
    Cells(Vec<String>),
}

/// What is wrong with the cells of a table, each with its line.
#[derive(Default)]
pub(crate) struct Faults {
    all: Vec<String>,
    line: usize,
}

/// The rows of a table that are still to be read.
pub(crate) struct Sheet {
    records: IntoIter<(usize, Vec<String>)>,
    columns: Vec<Option<&'static str>>,
}

impl Faults {
    /// Complains of the row that was read last.
    pub(crate) fn complain(&mut self, why: &str) {
        if self.all.len() < TOLD_MAX {
            self.all.push(format!("line {}: {why}", self.line));
        }
    }

    /// The value of a cell, with a complaint if it is none.
    pub(crate) fn one<T>(
        &mut self,
        row: &Row,
        column: &str,
        read: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let cell = row.get(column)?;
        let value = read(cell);
        if value.is_none() {
            self.complain(&format!("`{}` is no `{column}`", shown(cell)));
        }
        value
    }

    /// Nothing, if nothing was wrong.
    pub(crate) fn none(self) -> Result<(), CsvError> {
        if self.all.is_empty() {
            return Ok(());
        }
        Err(CsvError::Cells(self.all))
    }
}

impl Sheet {
    /// A table whose first row names its columns.
    pub(crate) fn opened(
        bytes: &[u8],
        layout: &Layout,
        faults: &mut Faults,
    ) -> Result<Self, CsvError> {
        let (size, most) = (bytes.len(), layout.rows_max);
        let too_large = |rows| CsvError::TooLarge {
            bytes: size,
            rows,
            most,
        };
        if size > FILE_BYTES_MAX {
            return Err(too_large(0));
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|e| CsvError::NotUtf8(e.valid_up_to()))?;
        let records = records(text, (most, layout.columns.len())).map_err(CsvError::Quote)?;
        if records.len() > most {
            return Err(too_large(records.len()));
        }
        let mut records = records.into_iter();
        let mut columns = Vec::new();
        match records.next() {
            Some((line, head)) => {
                faults.line = line;
                for name in head {
                    let column = column(&name, (&columns, layout.columns), faults);
                    columns.push(column);
                }
            }
            None => {
                faults.line = 1;
                faults.complain("the table is empty: its first row names the columns");
            }
        }
        Ok(Self { records, columns })
    }

    /// The next row; what is complained of from here on is of that row.
    pub(crate) fn next(&mut self, faults: &mut Faults) -> Option<Row> {
        let (line, cells) = self.records.next()?;
        faults.line = line;
        if cells.len() > self.columns.len() {
            faults.complain("the row has more cells than the first row names columns");
        }
        let mut row = Row::default();
        for (column, cell) in self.columns.iter().zip(cells) {
            if let Some(column) = column {
                row.put(column, bare(cell).trim());
            }
        }
        Some(row)
    }
}

/// The column of a name, with a complaint if there is none or it stood before.
fn column(
    name: &str,
    (before, known): (&[Option<&'static str>], &[&'static str]),
    faults: &mut Faults,
) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let column = known.iter().copied().find(|column| *column == name);
    if column.is_none() {
        let columns = known.join(", ");
        let why = format!("no column is called `{}`; they are {columns}", shown(&name));
        faults.complain(&why);
    } else if before.contains(&column) {
        faults.complain(&format!("the column `{name}` stands twice"));
    }
    column
}

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
fn records(
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
