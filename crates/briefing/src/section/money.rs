//! Money on record: needs, pledges, commitments and payments, kept apart, in the currencies they
//! were stated in; and what is known of rates, past delivery and the acts that money waits for.

use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, joined, remarks};
use case::{
    Amount, Delivery, Exact, Footing, Funding, FundingId, FundingKind, GivenBy, Instrument,
    Milestone, Rate, Reported, SectorId, Side, Window,
};
use problem::scale::decimal;
use std::collections::BTreeMap;

/// The lines of funding by id.
type Lines<'a> = BTreeMap<&'a FundingId, &'a Funding>;

impl Desk<'_, '_> {
    /// What is needed, pledged, committed and paid, line by line.
    pub(crate) fn money(&self) -> Option<Section> {
        let lines: Lines<'_> = self.view.funding().map(|s| (&s.item.id, s.item)).collect();
        let tables = FundingKind::ALL.map(|kind| self.funding_table(kind, &lines));
        let [needs, money @ ..] = &tables;
        let money: usize = money.iter().map(|table| table.rows.len()).sum();
        let heading = match (needs.rows.len(), money) {
            (0, 0) => return None,
            (needs, money) => format!("{needs} needs and {money} lines of money are on record"),
        };
        let mut section = Section::new("money", heading);
        let known = [
            self.rate_table(),
            self.delivery_table(),
            self.milestone_table(),
            self.sector_table(),
        ];
        let told = |table: &Table| !table.rows.is_empty();
        for table in tables.into_iter().chain(known).filter(told) {
            section = section.table(table);
        }
        Some(section.remark(match self.view.report_in() {
            None => {
                "Lines overlap and stand in different currencies and years: they are not added up."
            }
            Some(_) => {
                "Lines are told as they were reported. Only those that count, and of each only \
                 what no other line is part of, go into the sums below."
            }
        }))
    }

    fn funding_table(&self, kind: FundingKind, lines: &Lines<'_>) -> Table {
        let caption = match kind {
            FundingKind::Need => "What is needed",
            FundingKind::Pledge => "What is pledged, targeted or claimed",
            FundingKind::Commitment => "What is committed",
            FundingKind::Disbursement => "What is paid",
        };
        let lines_of = || self.view.funding().filter(|seen| seen.item.kind() == kind);
        let dated = lines_of().any(|seen| seen.item.window != Window::default());
        let mut columns = vec![("What", Align::Start), ("Amount", Align::End)];
        if dated {
            columns.push(("When", Align::Start));
        }
        let mut table = Table::new(caption, &columns);
        for seen in lines_of() {
            let amount = seen.item.amount.as_ref();
            let amount = amount.map(|each| format!("{} {}", amount_words(each), each.unit));
            let what = self.funding_words(seen.item, lines);
            let mut row = vec![what, amount.unwrap_or_default()];
            if dated {
                row.push(window_words(seen.item.window));
            }
            table.row(row);
        }
        table
    }

    fn funding_words(&self, funding: &Funding, lines: &Lines<'_>) -> String {
        let mut words = self.words(&funding.text).to_owned();
        if let Some(by) = &funding.by {
            words.push_str(&format!(", by {}", self.party_name(by)));
        }
        if let Some(whole) = funding.of.as_ref().and_then(|id| lines.get(id)) {
            words.push_str(&format!(", part of “{}”", self.words(&whole.text)));
        }
        let footing = footing_words(funding.footing).map(str::to_owned);
        let told = footing.into_iter().chain(self.side_words(&funding.side));
        for part in told
            .chain(funding.status.clone())
            .chain(funding.terms.clone())
        {
            words.push_str(&format!("; {part}"));
        }
        words + &remarks(&funding.grounds) + &self.sources(&funding.grounds)
    }

    fn side_words(&self, side: &Side) -> Vec<String> {
        let mut words = Vec::new();
        match side {
            Side::Need(need) => {
                words.extend(need.sector.as_ref().map(|id| self.sector_title(id)));
                if !need.takes.is_empty() {
                    let takes: Vec<String> = need.takes.iter().map(instrument_word).collect();
                    words.push(format!("to be met by {}", joined(&takes)));
                }
                if let Some(investors) = &need.investors {
                    let mut told = format!("{} from investors", figure_words(&investors.amount));
                    if let Some(cover) = &investors.insurance {
                        told.push_str(&format!(", who ask for cover of {}", figure_words(cover)));
                    }
                    told.push_str(&self.after_words(&investors.after));
                    words.push(told);
                    words.extend(investors.terms.clone());
                }
            }
            Side::Money(money) => {
                words.extend(money.instrument.as_ref().map(instrument_word));
                let recipient = money.recipient.as_ref();
                words.extend(recipient.map(|party| format!("to {}", self.party_name(party))));
                words.extend(money.date.map(|date| format!("on {date}")));
                let sectors = money.earmark.sectors.iter();
                let sectors: Vec<String> = sectors.map(|id| self.sector_title(id)).collect();
                if !sectors.is_empty() {
                    words.push(format!("for {}", joined(&sectors)));
                }
                if !money.after.is_empty() {
                    words.push(
                        self.after_words(&money.after)
                            .trim_start_matches(", ")
                            .into(),
                    );
                }
                for tranche in &money.tranches {
                    let mut told = figure_words(&tranche.figure);
                    if let Some(text) = &tranche.text {
                        told.push_str(&format!(" ({})", self.words(text)));
                    }
                    if tranche.window != Window::default() {
                        told.push_str(&format!(" {}", window_words(tranche.window)));
                    }
                    told.push_str(&self.after_words(&tranche.after));
                    words.push(told);
                }
            }
        }
        words
    }

    /// `, after A and B`; nothing where there is nothing to wait for.
    fn after_words(&self, acts: &[case::ActId]) -> String {
        if acts.is_empty() {
            return String::new();
        }
        let acts: Vec<String> = acts.iter().map(|id| self.act_title(id)).collect();
        format!(", after “{}”", acts.join("” and “"))
    }

    pub(crate) fn sector_title(&self, id: &SectorId) -> String {
        let found = self.view.sectors().find(|seen| seen.item.id == *id);
        found.map_or_else(
            || id.to_string(),
            |seen| self.words(&seen.item.title).to_owned(),
        )
    }

    fn rate_table(&self) -> Table {
        let columns = [
            ("Currencies", Align::Start),
            ("Rate", Align::End),
            ("On", Align::Start),
            ("From", Align::Start),
        ];
        let mut table = Table::new("Rates of exchange", &columns);
        for Rate {
            from,
            to,
            rate,
            date,
            grounds,
        } in self.view.rates().map(|seen| seen.item)
        {
            table.row(vec![
                format!("{to} for one {from}"),
                rate_words(rate),
                date.to_string(),
                told(&(remarks(grounds) + &self.sources(grounds))),
            ]);
        }
        table
    }

    fn delivery_table(&self) -> Table {
        let columns = [
            ("Who", Align::Start),
            ("Paid", Align::End),
            ("Of what", Align::Start),
            ("Given by", Align::Start),
        ];
        let mut table = Table::new("What was paid of earlier pledges", &columns);
        for seen in self.view.deliveries() {
            let Delivery {
                by, share, text, ..
            } = seen.item;
            let by = by.as_ref().map(|by| self.party_name(by));
            let hundred = Exact::from_integer(100.into());
            table.row(vec![
                by.unwrap_or_else(|| "not told".to_owned()),
                format!("{}%", figure_words(&(share * hundred))),
                self.words(text).to_owned() + &remarks(&seen.item.grounds),
                self.given(seen.item.given_by.as_ref(), &seen.item.grounds),
            ]);
        }
        table
    }

    fn milestone_table(&self) -> Table {
        let columns = [
            ("Step", Align::Start),
            ("Done", Align::Start),
            ("Expected", Align::Start),
            ("Given by", Align::Start),
        ];
        let mut table = Table::new("Steps that money may wait for", &columns);
        for seen in self.view.milestones() {
            let Milestone {
                act,
                expected,
                met,
                given_by,
                grounds,
            } = seen.item;
            table.row(vec![
                self.act_title(act) + &remarks(grounds),
                met.map(|date| date.to_string()).unwrap_or_default(),
                expected.map(|date| date.to_string()).unwrap_or_default(),
                self.given(given_by.as_ref(), grounds),
            ]);
        }
        table
    }

    fn sector_table(&self) -> Table {
        let columns = [("Sector", Align::Start), ("Code", Align::Start)];
        let mut table = Table::new(
            "Sectors, with their codes in the list of purposes",
            &columns,
        );
        for seen in self.view.sectors() {
            table.row(vec![
                self.words(&seen.item.title).to_owned() + &remarks(&seen.item.grounds),
                seen.item.code.clone().unwrap_or_default(),
            ]);
        }
        table
    }

    /// Who gave a figure that is somebody's judgement, and its sources.
    fn given(&self, by: Option<&GivenBy>, grounds: &case::Grounds) -> String {
        let by = match by {
            Some(GivenBy::Analyst(name)) => format!("assumption of {name}"),
            Some(GivenBy::Rule(rule)) => format!("assumption by rule: {rule}"),
            Some(GivenBy::Party) => "the party itself".to_owned(),
            None => String::new(),
        };
        told(&(by + &self.sources(grounds)))
    }
}

/// Words that begin with what would join them to others.
fn told(words: &str) -> String {
    words.trim_start_matches([';', ',', ' ']).to_owned()
}

/// Why a line does not count, where it does not.
pub(crate) const fn footing_words(footing: Footing) -> Option<&'static str> {
    match footing {
        Footing::Counted => None,
        Footing::Offered => Some("offered, not pledged"),
        Footing::Proposed => Some("proposed, not by who would pay"),
        Footing::Target => Some("a target"),
        Footing::Claimed => Some("claimed"),
        Footing::Immobilised => Some("immobilised"),
        Footing::Context => Some("for comparison"),
    }
}

/// An instrument in words.
pub(crate) fn instrument_word(of: &Instrument) -> String {
    match of {
        Instrument::Grant => "grant",
        Instrument::Loan => "loan",
        Instrument::Windfall => "windfall",
        Instrument::Guarantee => "guarantee",
        Instrument::Insurance => "insurance",
    }
    .to_owned()
}

/// The days of a window in words.
pub(crate) fn window_words(window: Window) -> String {
    match (window.from, window.to) {
        (None, None) => String::new(),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("until {to}"),
        (Some(from), Some(to)) => format!("{from} to {to}"),
    }
}

/// An exact figure with as many decimals as it needs, and no more than two.
pub(crate) fn figure_words(figure: &Exact) -> String {
    let digits = [0, 1, 2].into_iter().find(|digits| {
        problem::scale::read_decimal(&decimal(figure, *digits)).as_ref() == Some(figure)
    });
    fixed(figure, digits.unwrap_or(2))
}

/// A rate of exchange: with four decimals, and with more where it is small, so that four digits of
/// it are told.
pub(crate) fn rate_words(rate: &Exact) -> String {
    let tells = |digits: &u32| *rate >= Exact::new(1_000.into(), 10_u64.pow(*digits).into());
    let digits = (4..=12).find(tells).unwrap_or(12);
    decimal(rate, digits)
}

/// A figure with so many decimals, its digits in groups.
pub(crate) fn fixed(figure: &Exact, digits: u32) -> String {
    let text = decimal(figure, digits);
    match text.split_once('.') {
        Some((whole, rest)) => format!("{}.{rest}", crate::text::grouped(whole)),
        None => crate::text::grouped(&text),
    }
}

fn amount_words(amount: &Amount) -> String {
    let figure = figure_words(&amount.figure);
    if let Some(least) = &amount.least {
        return format!("{}–{figure}", figure_words(least));
    }
    match amount.reported {
        Reported::Stated => figure,
        Reported::AtLeast => format!("at least {figure}"),
        Reported::About => format!("about {figure}"),
        Reported::AtMost => format!("at most {figure}"),
    }
}
