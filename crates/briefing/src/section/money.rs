//! Money: needs and pledges, kept apart, in the currencies they were stated in.

use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, remarks};
use case::{Amount, Funding, FundingKind};
use problem::scale::decimal;

impl Desk<'_, '_> {
    /// What is needed, and what is pledged, targeted, claimed or immobilised.
    pub(crate) fn money(&self) -> Option<Section> {
        let needs = self.funding_table("What is needed", FundingKind::Need);
        let pledges =
            self.funding_table("What is pledged, targeted or claimed", FundingKind::Pledge);
        let heading = match (needs.rows.len(), pledges.rows.len()) {
            (0, 0) => return None,
            (needs, pledges) => format!("{needs} needs and {pledges} lines of money are on record"),
        };
        let section = Section::new("money", heading).table(needs).table(pledges);
        Some(section.remark(
            "Lines overlap and stand in different currencies and years: they are not added up.",
        ))
    }

    fn funding_table(&self, caption: &str, kind: FundingKind) -> Table {
        let columns = [
            ("Amount", Align::End),
            ("Unit", Align::Start),
            ("What", Align::Start),
        ];
        let mut table = Table::new(caption, &columns);
        for seen in self.view.funding().filter(|seen| seen.item.kind == kind) {
            let amount = seen.item.amount.as_ref();
            table.row(vec![
                amount.map(amount_words).unwrap_or_default(),
                amount.map(|amount| amount.unit.clone()).unwrap_or_default(),
                self.funding_words(seen.item),
            ]);
        }
        table
    }

    fn funding_words(&self, funding: &Funding) -> String {
        let mut words = self.words(&funding.text).to_owned();
        if let Some(by) = &funding.by {
            words.push_str(&format!(", by {}", self.party_name(by)));
        }
        for part in funding.status.iter().chain(&funding.terms) {
            words.push_str(&format!("; {part}"));
        }
        words + &remarks(&funding.grounds) + &self.sources(&funding.grounds)
    }
}

fn amount_words(amount: &Amount) -> String {
    let show = |figure: &case::Exact| {
        let digits = if figure.is_integer() { 0 } else { 1 };
        crate::text::grouped(&decimal(figure, digits))
    };
    match &amount.least {
        Some(least) => format!("{}–{}", show(least), show(&amount.figure)),
        None => show(&amount.figure),
    }
}
