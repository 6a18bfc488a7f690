//! Reading a table of funding back.

use super::COLUMNS;
use crate::case_file::funding_words as words;
use crate::iati::Imported;
use crate::place::shown;
use crate::sheet::{CsvError, Faults, Layout, Row, Sheet};
use crate::told::PUBLIC;
use case::{
    ActId, Amount, Case, CaseId, Earmark, Exact, Funding, FundingId, Grounds, Heading, Investors,
    MoneyTerms, NeedTerms, SectorId, Side, Stage, Tranche, Unit, Window, Wording,
};
use disclosure::{Held, Owner, PartyId, Release};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a table of funding may be.
const LAYOUT: Layout = Layout {
    columns: &COLUMNS,
    rows_max: 1_000_000,
};

/// The needs and money in a table.
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
    faults: Faults,
}

impl Reading {
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
                self.faults.complain(&why);
            }
        }
    }

    fn add(&mut self, row: &Row, stage: Option<Stage>) {
        let id = row.get("id").unwrap_or_default().to_owned();
        if id.is_empty() || row.get("text").is_none() {
            self.faults.complain("a line needs `id` and `text`");
        }
        let at = self.lines.len();
        if self.places.insert(id.clone(), at).is_some() {
            self.faults
                .complain(&format!("the id `{}` stands twice", shown(&id)));
        }
        let side = match stage {
            None => Side::Need(NeedTerms {
                sector: row.get("sector").map(SectorId::new),
                takes: self.all(row, "instrument", words::read_instrument),
                investors: None,
            }),
            Some(stage) => Side::Money(MoneyTerms {
                stage,
                instrument: self.faults.one(row, "instrument", words::read_instrument),
                recipient: row.get("recipient").map(PartyId::new),
                date: self.faults.one(row, "date", day),
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
                .faults
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
        let figure = self.faults.one(row, "amount", words::read_figure);
        let unit = self.faults.one(row, "unit", |text| Unit::read(text).ok());
        let least = self.faults.one(row, "least", words::read_figure);
        let reported = self.faults.one(row, "reported", words::read_reported);
        if row.get("amount").is_some() != row.get("unit").is_some() {
            self.faults.complain("`amount` and `unit` stand together");
        }
        if figure
            .as_ref()
            .is_some_and(|figure| *figure < Exact::default())
        {
            self.faults.complain("the amount is below 0");
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
            from: self.faults.one(row, "from", day),
            to: self.faults.one(row, "to", day),
        };
        if window.is_upside_down() {
            self.faults.complain("`to` comes before `from`");
        }
        window
    }

    fn tranche(&mut self, row: &Row) {
        let part = Tranche {
            text: row.get("text").map(Wording::english),
            figure: self
                .faults
                .one(row, "amount", words::read_figure)
                .unwrap_or_default(),
            window: self.window(row),
            after: acts(row),
            earmark: earmark(row),
        };
        match self.whole(row).map(|line| &mut line.side) {
            Some(Side::Money(money)) => money.tranches.push(part),
            Some(Side::Need(_)) | None => {
                self.faults
                    .complain("a tranche stands below the line of money that `of` names");
            }
        }
    }

    fn investors(&mut self, row: &Row) {
        let part = Investors {
            amount: self
                .faults
                .one(row, "amount", words::read_figure)
                .unwrap_or_default(),
            insurance: self.faults.one(row, "insurance", words::read_figure),
            after: acts(row),
            terms: terms(row),
        };
        match self.whole(row).map(|line| &mut line.side) {
            Some(Side::Need(need)) => need.investors = Some(part),
            Some(Side::Money(_)) | None => {
                self.faults
                    .complain("investors stand below the need that `of` names");
            }
        }
    }

    /// The line above that a row is part of.
    fn whole(&mut self, row: &Row) -> Option<&mut Funding> {
        let at = self.places.get(row.get("of")?)?;
        self.lines.get_mut(*at)
    }

    fn all<T>(&mut self, row: &Row, column: &str, read: fn(&str) -> Option<T>) -> Vec<T> {
        let mut values = Vec::new();
        for cell in row.several(column) {
            match read(cell) {
                Some(value) => values.push(value),
                None => self
                    .faults
                    .complain(&format!("`{}` is no `{column}`", shown(cell))),
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
