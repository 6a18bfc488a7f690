//! The price of each red line, in each party's own units.

use super::Posing;
use crate::briefing::{Align, Found, Section, Table};
use crate::reach;
use analysis::trades::prices;
use problem::price::Price;
use problem::{Demand, Score};

impl Posing<'_, '_, '_> {
    /// What each red line takes from what is on offer, to each party.
    pub(super) fn prices(&self) -> Option<Section> {
        let claim = prices(&self.posed.problem, &[], self.desk.effort);
        if claim.answer.is_empty() {
            return None;
        }
        let costly = claim.answer.iter().filter(|price| costs(price)).count();
        let heading = match costly {
            0 => "No red line takes anything from what is on offer".to_owned(),
            1 => "One red line takes something from what is on offer".to_owned(),
            count => format!("{count} red lines take something from what is on offer"),
        };
        let mut table = Table::new(
            "What each party's best acceptable package would gain if the line were lifted",
            &[("Red line", Align::Start)],
        );
        for (_, name) in self.names.parties() {
            table = table.column(name, Align::End);
        }
        table = table.column("Efficient outcomes", Align::End);
        for price in &claim.answer {
            table.row(self.price_row(price));
        }
        let found = Found {
            what: "Prices".into(),
            method: claim.method.into(),
            nodes: claim.nodes,
            reach: reach::words(&claim.reach),
            checked: "not independently checked".into(),
        };
        let section = Section::new("prices", heading).table(table);
        Some(
            section
                .remark(
                    "A price is no advice to give up a line: it says what the line keeps off the \
                     table, in each party's own units.",
                )
                .found(found),
        )
    }

    fn price_row(&self, price: &Price) -> Vec<String> {
        let mut row = vec![self.names.demand(Demand::RedLine(price.party, price.line))];
        match price.of_best() {
            Some(gains) => row.extend(gains.iter().map(|(party, gain)| {
                let sign = if *gain > Score::ZERO { "+" } else { "" };
                format!("{sign}{}", self.names.score(&self.posed, party, *gain))
            })),
            None => {
                let words = if price.bars_agreement() {
                    "bars agreement"
                } else {
                    "no zone"
                };
                row.extend(self.names.parties().map(|_| words.to_owned()));
            }
        }
        row.push(format!(
            "{} → {}",
            price.standing.vectors, price.lifted.vectors
        ));
        row
    }
}

/// Whether lifting the line would change anything.
fn costs(price: &Price) -> bool {
    price.gained > 0 || price.displaced > 0 || price.bars_agreement()
}
