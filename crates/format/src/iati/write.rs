//! Writing: each line of money an activity with one transaction, each need one with its budget.

use super::{Exported, TRANSACTIONS, VERSION};
use crate::exact::Rounding;
use crate::told::Told;
use case::{
    Amount, Exact, Footing, Funding, Instrument, Language, MoneyTerms, NeedTerms, Pace, Reported,
    SectorId, Unit, View, Window, Wording,
};
use jiff::civil::Date;
use std::fmt::Write as _;

/// The needs and money that a seat sees as IATI activities; a value without a day of its own has
/// this one.
#[must_use]
pub fn write(view: &View<'_>, day: Date) -> Exported {
    let mut writer = Writer {
        view,
        day,
        out: String::new(),
        losses: Told::default(),
    };
    writer
        .out
        .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(writer.out, "<iati-activities version=\"{VERSION}\">");
    let lines: Vec<&Funding> = view.funding().map(|seen| seen.item).collect();
    for line in lines {
        writer.activity(line);
    }
    writer.out.push_str("</iati-activities>\n");
    if view.rates().next().is_some() || view.deliveries().next().is_some() {
        let told = "rates of exchange and past delivery are not carried";
        writer.losses.tell(told.to_owned());
    }
    Exported {
        text: writer.out,
        losses: writer.losses.words(),
    }
}

struct Writer<'v, 'a> {
    view: &'v View<'a>,
    day: Date,
    out: String,
    losses: Told,
}

impl Writer<'_, '_> {
    fn activity(&mut self, line: &Funding) {
        let id = line.id.as_str();
        let Some(amount) = self.carried(line) else {
            return;
        };
        let case = escaped(self.view.heading().id.as_str());
        let title = escaped(in_english(&line.text));
        let currency = amount.0;
        let value = amount.1;
        self.put(
            1,
            &format!("<iati-activity default-currency=\"{currency}\" xml:lang=\"en\">"),
        );
        self.put(
            2,
            &format!("<iati-identifier>{case}-{}</iati-identifier>", escaped(id)),
        );
        self.put(
            2,
            &format!(
                "<reporting-org ref=\"{case}\" type=\"90\" secondary-reporter=\"1\">\
                 <narrative>{}</narrative></reporting-org>",
                escaped(in_english(&self.view.heading().title))
            ),
        );
        self.put(2, &format!("<title><narrative>{title}</narrative></title>"));
        let described = line.status.iter().chain(&line.terms);
        let described: Vec<&str> = described.map(String::as_str).collect();
        let words = if described.is_empty() {
            title
        } else {
            escaped(&described.join("\n"))
        };
        let description = format!("<description><narrative>{words}</narrative></description>");
        self.put(2, &description);
        self.organisations(line);
        let status = match line.money() {
            Some(money) if money.stage != case::Stage::Pledged => "2",
            Some(_) | None => "1",
        };
        self.put(2, &format!("<activity-status code=\"{status}\"/>"));
        self.dates(line.window);
        match (line.need(), line.money()) {
            (Some(need), _) => self.need(line, need, &value),
            (None, Some(money)) => self.money(line, money, &value),
            (None, None) => {}
        }
        self.put(1, "</iati-activity>");
    }

    /// The currency and the amount in single units, unless the line cannot be carried.
    fn carried(&mut self, line: &Funding) -> Option<(String, String)> {
        let id = &line.id;
        if line.footing != Footing::Counted {
            self.tell(format!("`{id}` does not count as money and is left out"));
            return None;
        }
        let amount = line.amount.as_ref();
        let Some((amount, Unit::Money { currency, pace, .. })) = amount.map(|a| (a, &a.unit))
        else {
            self.tell(format!("`{id}` is no amount of money and is left out"));
            return None;
        };
        let total = match pace {
            Pace::Whole => amount.single(),
            Pace::Yearly => amount.total(line.window),
        };
        if *pace == Pace::Yearly {
            self.tell(format!(
                "`{id}` is an amount a year and becomes one amount, in hundredths"
            ));
        }
        self.amount_losses(id.as_str(), amount);
        if line.grounds != case::Grounds::default() {
            self.tell(format!("`{id}` loses its sources and remarks"));
        }
        Some((currency.to_string(), written(&total?)))
    }

    fn amount_losses(&mut self, id: &str, amount: &Amount) {
        if amount.least.is_some() || amount.reported != Reported::Stated {
            self.tell(format!(
                "`{id}` is no longer marked as a range, a bound or a guess"
            ));
        }
    }

    /// Who pays and who receives; the standard asks for at least one.
    fn organisations(&mut self, line: &Funding) {
        let recipient = line.money().and_then(|money| money.recipient.as_ref());
        let mut any = false;
        for (party, role) in [(line.by.as_ref(), "1"), (recipient, "4")] {
            if let Some(party) = party {
                let name = escaped(self.view.party_name(party));
                let party = escaped(party.as_str());
                self.put(
                    2,
                    &format!(
                        "<participating-org ref=\"{party}\" role=\"{role}\">\
                         <narrative>{name}</narrative></participating-org>"
                    ),
                );
                any = true;
            }
        }
        if !any {
            let nobody = "<participating-org role=\"2\"><narrative>not told</narrative>\
                          </participating-org>";
            self.put(2, nobody);
        }
    }

    fn dates(&mut self, window: Window) {
        for (day, kind) in [(window.from, "1"), (window.to, "3")] {
            if let Some(day) = day {
                self.put(
                    2,
                    &format!("<activity-date iso-date=\"{day}\" type=\"{kind}\"/>"),
                );
            }
        }
        if window == Window::default() {
            // The standard asks for a date; that of an actual start is not read as a window.
            let day = self.day;
            self.put(
                2,
                &format!("<activity-date iso-date=\"{day}\" type=\"2\"/>"),
            );
        }
    }

    fn sector(&mut self, id: &SectorId) {
        let found = self.view.sectors().find(|seen| seen.item.id == *id);
        let title = found.as_ref().map(|seen| in_english(&seen.item.title));
        let title = escaped(title.unwrap_or(id.as_str()));
        let code = escaped(id.as_str());
        self.put(
            2,
            &format!(
                "<sector vocabulary=\"99\" code=\"{code}\"><narrative>{title}</narrative></sector>"
            ),
        );
        if let Some(purpose) = found.and_then(|seen| seen.item.code.as_deref()) {
            self.put(
                2,
                &format!("<sector vocabulary=\"1\" code=\"{}\"/>", escaped(purpose)),
            );
        }
    }

    fn need(&mut self, line: &Funding, need: &NeedTerms, value: &str) {
        need.sector.iter().for_each(|sector| self.sector(sector));
        let value_date = line.window.from.unwrap_or(self.day);
        let (start, end) = (value_date, line.window.to.unwrap_or(value_date));
        if line.window.to.is_none() {
            self.tell(format!(
                "`{}` has no last day: its budget ends as it begins",
                line.id
            ));
        } else if line
            .window
            .years()
            .is_some_and(|years| years > Exact::from_integer(1.into()))
        {
            let why = "the standard asks for budgets of a year at most, and it is not cut up";
            self.tell(format!(
                "`{}` is a budget of more than a year: {why}",
                line.id
            ));
        }
        self.put(
            2,
            &format!(
                "<budget type=\"1\" status=\"1\"><period-start iso-date=\"{start}\"/>\
                 <period-end iso-date=\"{end}\"/>\
                 <value value-date=\"{value_date}\">{value}</value></budget>"
            ),
        );
        if !need.takes.is_empty() || need.investors.is_some() {
            let id = &line.id;
            self.tell(format!(
                "`{id}` loses what can meet it and what investors would bring"
            ));
        }
        self.related(line, &[]);
    }

    fn money(&mut self, line: &Funding, money: &MoneyTerms, value: &str) {
        money
            .earmark
            .sectors
            .iter()
            .for_each(|sector| self.sector(sector));
        if let Some(instrument) = money.instrument {
            self.finance_type(line, instrument);
        }
        self.tranches(line, money);
        let day = money.date.or(line.window.from).unwrap_or(self.day);
        if money.date.is_none() {
            self.tell(format!("`{}` has no day and is dated {day}", line.id));
        }
        let code = TRANSACTIONS
            .iter()
            .find(|(stage, _, _)| *stage == money.stage);
        let code = code.map_or("3", |(_, given, _)| given);
        self.put(
            2,
            &format!(
                "<transaction ref=\"{}\"><transaction-type code=\"{code}\"/>\
                 <transaction-date iso-date=\"{day}\"/>\
                 <value value-date=\"{day}\">{value}</value></transaction>",
                escaped(line.id.as_str())
            ),
        );
        self.related(line, &money.earmark.needs);
        self.conditions(money);
    }

    fn finance_type(&mut self, line: &Funding, instrument: Instrument) {
        let code = match instrument {
            Instrument::Grant => "110",
            Instrument::Loan => "421",
            Instrument::Guarantee => "1100",
            Instrument::Insurance | Instrument::Windfall => {
                let id = &line.id;
                self.tell(format!(
                    "`{id}` loses its instrument, for which there is no code"
                ));
                return;
            }
        };
        self.put(2, &format!("<default-finance-type code=\"{code}\"/>"));
    }

    fn tranches(&mut self, line: &Funding, money: &MoneyTerms) {
        let whole = line.amount.as_ref().map(|amount| amount.unit.clone());
        let scale = match whole {
            Some(Unit::Money { scale, .. }) => scale.factor(),
            Some(Unit::Things(_)) | None => return,
        };
        for tranche in &money.tranches {
            let from = tranche.window.from.or(line.window.from).unwrap_or(self.day);
            let end = tranche.window.to.or(line.window.to);
            let end = end.map(|to| format!("<period-end iso-date=\"{to}\"/>"));
            let value = written(&(&tranche.figure * &scale));
            self.put(
                2,
                &format!(
                    "<planned-disbursement><period-start iso-date=\"{from}\"/>{}\
                     <value value-date=\"{from}\">{value}</value></planned-disbursement>",
                    end.unwrap_or_default()
                ),
            );
            if !tranche.earmark.is_open() || !tranche.after.is_empty() || tranche.text.is_some() {
                let id = &line.id;
                self.tell(format!(
                    "a tranche of `{id}` loses its name, earmark and steps"
                ));
            }
        }
    }

    /// The line that this one is part of, and the needs that it is for.
    fn related(&mut self, line: &Funding, needs: &[case::FundingId]) {
        let case = escaped(self.view.heading().id.as_str());
        let whole = line.of.iter().map(|id| (id, "1"));
        for (id, kind) in whole.chain(needs.iter().map(|id| (id, "3"))) {
            let id = escaped(id.as_str());
            self.put(
                2,
                &format!("<related-activity ref=\"{case}-{id}\" type=\"{kind}\"/>"),
            );
        }
    }

    fn conditions(&mut self, money: &MoneyTerms) {
        if money.after.is_empty() {
            return;
        }
        self.put(2, "<conditions attached=\"1\">");
        for act in &money.after {
            let found = self.view.acts().find(|seen| seen.item.id == *act);
            let title = found.map(|seen| in_english(&seen.item.title));
            let title = escaped(title.unwrap_or(act.as_str()));
            self.put(
                3,
                &format!("<condition type=\"2\"><narrative>{title}</narrative></condition>"),
            );
        }
        self.put(2, "</conditions>");
        self.tell("steps that money waits for are carried as words alone".to_owned());
    }

    fn put(&mut self, indent: usize, line: &str) {
        let _ = writeln!(self.out, "{:width$}{line}", "", width = indent * 2);
    }

    fn tell(&mut self, loss: String) {
        self.losses.tell(loss);
    }
}

/// An amount as XML writes decimals; an endless one to the nearest hundredth.
fn written(figure: &Exact) -> String {
    match crate::exact::written(figure) {
        (text, Rounding::None) => text,
        (_, Rounding::ToThirtyDigits) => problem::scale::decimal(figure, 2),
    }
}

fn in_english(words: &Wording) -> &str {
    words.in_language(&Language::english())
}

/// Text with what XML gives a meaning written as references.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            _ => out.push(character),
        }
    }
    out
}
