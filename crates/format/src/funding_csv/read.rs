//! Reading a table of funding back.

use super::COLUMNS;
use super::cells::{Row, records};
use crate::case_file::funding_words as words;
use crate::cell::bare;
use crate::folder::FILE_BYTES_MAX;
use crate::iati::Imported;
use crate::place::shown;
use crate::told::PUBLIC;
use case::{
    ActId, Amount, Case, CaseId, Earmark, Exact, Funding, FundingId, Grounds, Heading, Investors,
    MoneyTerms, NeedTerms, SectorId, Side, Stage, Tranche, Unit, Window, Wording,
};
use disclosure::{Held, Owner, PartyId, Release};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The most rows read.
const ROWS_MAX: usize = 1_000_000;

/// How many faults are told.
const TOLD_MAX: usize = 100;

/// Why a table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CsvError {
    /// The file is too large, or has too many rows.
    #[error(
        "the table has {bytes} bytes and {rows} rows\n\
         hint: up to 100 MB and {ROWS_MAX} rows are read"
    )]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// Its rows, where they were counted.
        rows: usize,
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

/// The needs and money in a table.
///
/// # Errors
/// When it is no table, or cells are wrong: then with every one of them.
pub fn read(bytes: &[u8]) -> Result<Imported, CsvError> {
    let size = bytes.len();
    if size > FILE_BYTES_MAX {
        return Err(CsvError::TooLarge {
            bytes: size,
            rows: 0,
        });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|e| CsvError::NotUtf8(e.valid_up_to()))?;
    let records = records(text, (ROWS_MAX, COLUMNS.len())).map_err(CsvError::Quote)?;
    if records.len() > ROWS_MAX {
        let rows = records.len();
        return Err(CsvError::TooLarge { bytes: size, rows });
    }
    let mut reading = Reading::default();
    let mut records = records.into_iter();
    let columns = match records.next() {
        Some((line, head)) => reading.columns(line, head),
        None => {
            reading.wrong(1, "the table is empty: its first row names the columns");
            Vec::new()
        }
    };
    for (line, cells) in records {
        reading.line = line;
        let row = reading.row(&columns, cells);
        reading.take(&row);
    }
    if !reading.faults.is_empty() {
        return Err(CsvError::Cells(reading.faults));
    }
    let public = |line| Held::new(line, Release::public(Owner::Mediator));
    let heading = Heading::new(CaseId::new("csv"), Wording::english("Read from a table"));
    Ok(Imported {
        case: Case {
            funding: reading.lines.into_iter().map(public).collect(),
            ..Case::new(heading)
        },
        notes: vec![PUBLIC.to_owned()],
    })
}

#[derive(Default)]
struct Reading {
    lines: Vec<Funding>,
    places: BTreeMap<String, usize>,
    faults: Vec<String>,
    line: usize,
}

impl Reading {
    fn wrong(&mut self, line: usize, why: &str) {
        if self.faults.len() < TOLD_MAX {
            self.faults.push(format!("line {line}: {why}"));
        }
    }

    fn complain(&mut self, why: &str) {
        self.wrong(self.line, why);
    }

    fn columns(&mut self, line: usize, head: Vec<String>) -> Vec<Option<&'static str>> {
        let mut known = Vec::new();
        for name in head {
            let name = name.trim().to_lowercase();
            let column = COLUMNS.iter().copied().find(|column| *column == name);
            if column.is_none() {
                let columns = COLUMNS.join(", ");
                let why = format!("no column is called `{}`; they are {columns}", shown(&name));
                self.wrong(line, &why);
            } else if known.contains(&column) {
                self.wrong(line, &format!("the column `{name}` stands twice"));
            }
            known.push(column);
        }
        known
    }

    fn row(&mut self, columns: &[Option<&'static str>], cells: Vec<String>) -> Row {
        let mut row = Row::default();
        if cells.len() > columns.len() {
            self.complain("the row has more cells than the first row names columns");
        }
        for (column, cell) in columns.iter().zip(cells) {
            if let Some(column) = column {
                row.put(column, bare(cell).trim());
            }
        }
        row
    }

    fn take(&mut self, row: &Row) {
        match row.get("kind").unwrap_or_default() {
            "need" => self.add(row, None),
            "pledge" => self.add(row, Some(Stage::Pledged)),
            "commitment" => self.add(row, Some(Stage::Committed)),
            "disbursement" => self.add(row, Some(Stage::Disbursed)),
            "tranche" => self.tranche(row),
            "investors" => self.investors(row),
            other => {
                let why = format!(
                    "`{}` is no kind of row: they are need, pledge, commitment, disbursement, \
                     tranche, investors",
                    shown(other)
                );
                self.complain(&why);
            }
        }
    }

    fn add(&mut self, row: &Row, stage: Option<Stage>) {
        let id = row.get("id").unwrap_or_default().to_owned();
        if id.is_empty() || row.get("text").is_none() {
            self.complain("a line needs `id` and `text`");
        }
        let at = self.lines.len();
        if self.places.insert(id.clone(), at).is_some() {
            self.complain(&format!("the id `{}` stands twice", shown(&id)));
        }
        let side = match stage {
            None => Side::Need(NeedTerms {
                sector: row.get("sector").map(SectorId::new),
                takes: self.all(row, "instrument", words::read_instrument),
                investors: None,
            }),
            Some(stage) => Side::Money(MoneyTerms {
                stage,
                instrument: self.one(row, "instrument", words::read_instrument),
                recipient: row.get("recipient").map(PartyId::new),
                date: self.one(row, "date", day),
                earmark: earmark(row),
                after: acts(row),
                tranches: Vec::new(),
            }),
        };
        let line = Funding {
            id: FundingId::new(id),
            text: Wording::english(row.get("text").unwrap_or_default()),
            amount: self.amount(row),
            by: row.get("by").map(PartyId::new),
            status: row.get("status").map(str::to_owned),
            footing: self
                .one(row, "footing", words::read_footing)
                .unwrap_or_default(),
            of: row.get("of").map(FundingId::new),
            window: self.window(row),
            side,
            terms: terms(row),
            grounds: Grounds {
                note: row.get("note").map(str::to_owned),
                ..Grounds::default()
            },
        };
        self.lines.push(line);
    }

    fn amount(&mut self, row: &Row) -> Option<Amount> {
        let figure = self.one(row, "amount", words::read_figure);
        let unit = self.one(row, "unit", |text| Unit::read(text).ok());
        let least = self.one(row, "least", words::read_figure);
        let reported = self.one(row, "reported", words::read_reported);
        if row.get("amount").is_some() != row.get("unit").is_some() {
            self.complain("`amount` and `unit` stand together");
        }
        if figure
            .as_ref()
            .is_some_and(|figure| *figure < Exact::default())
        {
            self.complain("the amount is below 0");
        }
        Some(Amount {
            figure: figure?,
            least,
            reported: reported.unwrap_or_default(),
            unit: unit?,
        })
    }

    fn window(&mut self, row: &Row) -> Window {
        let window = Window {
            from: self.one(row, "from", day),
            to: self.one(row, "to", day),
        };
        if window.is_upside_down() {
            self.complain("`to` comes before `from`");
        }
        window
    }

    fn tranche(&mut self, row: &Row) {
        let part = Tranche {
            text: row.get("text").map(Wording::english),
            figure: self
                .one(row, "amount", words::read_figure)
                .unwrap_or_default(),
            window: self.window(row),
            after: acts(row),
            earmark: earmark(row),
        };
        match self.whole(row).map(|line| &mut line.side) {
            Some(Side::Money(money)) => money.tranches.push(part),
            Some(Side::Need(_)) | None => {
                self.complain("a tranche stands below the line of money that `of` names");
            }
        }
    }

    fn investors(&mut self, row: &Row) {
        let part = Investors {
            amount: self
                .one(row, "amount", words::read_figure)
                .unwrap_or_default(),
            insurance: self.one(row, "insurance", words::read_figure),
            after: acts(row),
            terms: terms(row),
        };
        match self.whole(row).map(|line| &mut line.side) {
            Some(Side::Need(need)) => need.investors = Some(part),
            Some(Side::Money(_)) | None => {
                self.complain("investors stand below the need that `of` names");
            }
        }
    }

    /// The line above that a row is part of.
    fn whole(&mut self, row: &Row) -> Option<&mut Funding> {
        let at = self.places.get(row.get("of")?)?;
        self.lines.get_mut(*at)
    }

    /// The value of a cell, with a complaint if it is none.
    fn one<T>(&mut self, row: &Row, column: &str, read: fn(&str) -> Option<T>) -> Option<T> {
        let cell = row.get(column)?;
        let value = read(cell);
        if value.is_none() {
            self.complain(&format!("`{}` is no `{column}`", shown(cell)));
        }
        value
    }

    fn all<T>(&mut self, row: &Row, column: &str, read: fn(&str) -> Option<T>) -> Vec<T> {
        let mut values = Vec::new();
        for cell in row.several(column) {
            match read(cell) {
                Some(value) => values.push(value),
                None => self.complain(&format!("`{}` is no `{column}`", shown(cell))),
            }
        }
        values
    }
}

fn earmark(row: &Row) -> Earmark {
    Earmark {
        sectors: row
            .several("sector")
            .into_iter()
            .map(SectorId::new)
            .collect(),
        needs: row
            .several("needs")
            .into_iter()
            .map(FundingId::new)
            .collect(),
    }
}

fn acts(row: &Row) -> Vec<ActId> {
    row.several("after").into_iter().map(ActId::new).collect()
}

fn terms(row: &Row) -> Vec<String> {
    row.several("terms")
        .into_iter()
        .map(str::to_owned)
        .collect()
}

fn day(text: &str) -> Option<Date> {
    crate::iati::day(text).filter(|_| text.len() == 10)
}
