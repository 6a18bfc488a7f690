//! Reading: activities that keep the rules, as needs and lines of money.

use super::rules::date;
use super::tree::Element;
use super::{Imported, TRANSACTIONS};
use crate::place::shown;
use crate::told::{PUBLIC, Told};
use case::{
    Amount, Case, CaseId, Currency, Earmark, Exact, Footing, Funding, FundingId, Grounds, Heading,
    Instrument, MoneyTerms, NeedTerms, Pace, Reported, Scale, Sector, SectorId, Side, Stage,
    Tranche, Unit, Window, Wording,
};
use disclosure::{Held, Owner, PartyId, Release};
use std::collections::{BTreeMap, BTreeSet};

/// The needs and money of a file, as public lines of the mediation team.
pub(super) fn imported(root: &Element) -> Imported {
    let mut reading = Reading::default();
    for activity in root.children("iati-activity") {
        let id = identifier(activity);
        reading.activities.insert(id.0, id.1);
    }
    for (at, activity) in root.children("iati-activity").enumerate() {
        reading.owner = at;
        reading.activity(activity);
    }
    reading.parts();
    reading.told.tell(PUBLIC.to_owned());
    let heading = Heading::new(CaseId::new("iati"), Wording::english("Read from IATI"));
    let held = |line| Held::new(line, Release::public(Owner::Mediator));
    let sectors = reading
        .sectors
        .into_values()
        .map(|sector| Held::new(sector, Release::public(Owner::Mediator)));
    let case = Case {
        sectors: sectors.collect(),
        funding: reading.lines.into_iter().map(held).collect(),
        ..Case::new(heading)
    };
    Imported {
        case,
        notes: reading.told.words(),
    }
}

/// The whole identifier of an activity, and the short one that its reporter gave it.
fn identifier(activity: &Element) -> (String, String) {
    let whole = activity
        .child("iati-identifier")
        .map_or("", |id| id.text.trim());
    let reporter = activity.of("reporting-org", "ref").unwrap_or_default();
    let short = whole
        .strip_prefix(reporter)
        .and_then(|rest| rest.strip_prefix('-'));
    let short = short.filter(|rest| !rest.is_empty()).unwrap_or(whole);
    (whole.to_owned(), short.chars().take(100).collect())
}

#[derive(Default)]
pub(super) struct Reading {
    /// Activities by their whole identifier, with the short one.
    activities: BTreeMap<String, String>,
    sectors: BTreeMap<String, Sector>,
    pub(super) lines: Vec<Funding>,
    /// The activity of each line, by its place.
    pub(super) owners: Vec<usize>,
    /// The place of the activity in hand.
    owner: usize,
    used: BTreeSet<String>,
    /// How often each id was wanted.
    wanted: BTreeMap<String, usize>,
    pub(super) told: Told,
}

/// What all lines of an activity share.
struct Shared {
    id: String,
    text: Wording,
    by: Option<PartyId>,
    recipient: Option<PartyId>,
    window: Window,
    sectors: Vec<SectorId>,
    whole: Option<FundingId>,
    needs: Vec<FundingId>,
    instrument: Option<Instrument>,
    currency: Option<Currency>,
    terms: Vec<String>,
}

impl Reading {
    fn activity(&mut self, activity: &Element) {
        let shared = self.shared(activity);
        for budget in activity.children("budget") {
            self.budget(&shared, budget);
        }
        let transactions: Vec<&Element> = activity.children("transaction").collect();
        let lines = self.lines.len();
        for transaction in &transactions {
            self.transaction(&shared, transactions.len(), transaction);
        }
        let tranches: Vec<Tranche> = activity
            .children("planned-disbursement")
            .filter_map(|planned| self.tranche(&shared, planned))
            .collect();
        if tranches.is_empty() {
            return;
        }
        let mut added = self.lines.iter_mut().skip(lines);
        let pledge = added.find(|line| line.money().is_some_and(|m| m.stage == Stage::Pledged));
        match pledge {
            Some(line) => put_tranches(line, tranches),
            None => self.told.tell(format!(
                "`{}` plans payments and pledges nothing: the plan is left out",
                shown(&shared.id)
            )),
        }
    }

    // tidy: long, because each field is one element of the standard.
    fn shared(&mut self, activity: &Element) -> Shared {
        let (_, id) = identifier(activity);
        let window = |kind: &str| {
            let mut dates = activity.children("activity-date");
            let found = dates.find(|date| date.get("type") == Some(kind));
            found.and_then(|found| date(found.get("iso-date")?))
        };
        let org = |role: &str| {
            let mut all = activity.children("participating-org");
            let found = all.find(|org| org.get("role") == Some(role))?;
            let name = found.get("ref").or_else(|| narrative(found));
            name.map(|name| PartyId::new(name.trim()))
        };
        let related = |kind: &str| {
            let all = activity.children("related-activity");
            let of_kind = all.filter(|each| each.get("type") == Some(kind));
            of_kind
                .filter_map(|each| self.activities.get(each.get("ref")?))
                .map(FundingId::new)
                .collect::<Vec<_>>()
        };
        let (whole, needs) = (related("1").into_iter().next(), related("3"));
        let title = activity.child("title").and_then(narrative).unwrap_or(&id);
        let description = activity.child("description").and_then(narrative);
        let described = description.filter(|words| *words != title);
        let conditions = activity.child("conditions");
        let conditions = conditions.map_or(&[][..], |all| &all.children).iter();
        let conditions = conditions
            .filter_map(narrative)
            .map(|words| format!("after: {words}"));
        let terms = described
            .into_iter()
            .flat_map(str::lines)
            .map(str::to_owned);
        let terms: Vec<String> = terms
            .chain(conditions)
            .filter(|t| !t.trim().is_empty())
            .collect();
        Shared {
            text: Wording::english(title),
            by: org("1"),
            recipient: org("4"),
            window: Window {
                from: window("1"),
                to: window("3"),
            },
            whole,
            needs,
            instrument: activity
                .of("default-finance-type", "code")
                .and_then(instrument),
            currency: activity.get("default-currency").and_then(Currency::new),
            sectors: self.sectors_of(activity),
            terms,
            id,
        }
    }

    /// The sectors of an activity: its own where it names some, else those of the list of purposes.
    fn sectors_of(&mut self, activity: &Element) -> Vec<SectorId> {
        let own: Vec<&Element> = in_vocabulary(activity, "99").collect();
        let purposes: Vec<&Element> = in_vocabulary(activity, "1").collect();
        let chosen = if own.is_empty() { &purposes } else { &own };
        let mut ids = Vec::new();
        for sector in chosen {
            let code = sector.get("code").unwrap_or_default().trim();
            let purpose = match (own.is_empty(), purposes.as_slice()) {
                (true, _) => Some(code),
                (false, [one]) if own.len() == 1 => one.get("code"),
                (false, _) => None,
            };
            let is_code = |code: &&str| code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit());
            let id = SectorId::new(code);
            self.sectors
                .entry(code.to_owned())
                .or_insert_with(|| Sector {
                    id: id.clone(),
                    title: Wording::english(narrative(sector).unwrap_or(code)),
                    code: purpose.filter(is_code).map(str::to_owned),
                    grounds: Grounds::default(),
                });
            ids.push(id);
        }
        ids
    }

    fn budget(&mut self, shared: &Shared, budget: &Element) {
        let Some(amount) = self.amount(shared, budget) else {
            return;
        };
        let day = |name| budget.of(name, "iso-date").and_then(date);
        let id = self.fresh(&shared.id);
        self.owners.push(self.owner);
        self.lines.push(Funding {
            id,
            text: shared.text.clone(),
            amount: Some(amount),
            by: None,
            status: None,
            footing: Footing::Counted,
            of: shared.whole.clone(),
            window: Window {
                from: day("period-start"),
                to: day("period-end"),
            },
            side: Side::Need(NeedTerms {
                sector: shared.sectors.first().cloned(),
                ..NeedTerms::default()
            }),
            terms: shared.terms.clone(),
            grounds: Grounds::default(),
        });
    }

    // tidy: long, because each field is one element of the standard.
    fn transaction(&mut self, shared: &Shared, count: usize, element: &Element) {
        let code = element
            .of("transaction-type", "code")
            .unwrap_or_default()
            .trim();
        let stage = TRANSACTIONS
            .iter()
            .find(|(_, given, received)| [*given, *received].contains(&code))
            .map(|(stage, _, _)| *stage);
        let Some(stage) = stage else {
            let id = shown(&shared.id);
            self.told.tell(format!(
                "transactions of type {} are left out, as in `{id}`",
                shown(code)
            ));
            return;
        };
        let Some(amount) = self.amount(shared, element) else {
            return;
        };
        let own = element
            .get("ref")
            .map(str::trim)
            .filter(|own| !own.is_empty());
        let id = match (own, count) {
            (_, 1) | (None, _) => self.fresh(&shared.id),
            (Some(own), _) => self.fresh(&format!("{}-{own}", shared.id)),
        };
        let org = |name: &str| {
            let found = element.child(name)?;
            let name = found.get("ref").or_else(|| narrative(found));
            name.map(|name| PartyId::new(name.trim()))
        };
        self.owners.push(self.owner);
        self.lines.push(Funding {
            id,
            text: shared.text.clone(),
            amount: Some(amount),
            by: org("provider-org").or_else(|| shared.by.clone()),
            status: None,
            footing: Footing::Counted,
            of: shared.whole.clone(),
            window: shared.window,
            side: Side::Money(MoneyTerms {
                stage,
                instrument: shared.instrument,
                recipient: org("receiver-org").or_else(|| shared.recipient.clone()),
                date: element.of("transaction-date", "iso-date").and_then(date),
                earmark: Earmark {
                    sectors: shared.sectors.clone(),
                    needs: shared.needs.clone(),
                },
                after: Vec::new(),
                tranches: Vec::new(),
            }),
            terms: shared.terms.clone(),
            grounds: Grounds::default(),
        });
    }

    fn tranche(&mut self, shared: &Shared, planned: &Element) -> Option<Tranche> {
        let amount = self.amount(shared, planned)?;
        let day = |name| planned.of(name, "iso-date").and_then(date);
        Some(Tranche {
            text: None,
            figure: amount.single()?,
            window: Window {
                from: day("period-start"),
                to: day("period-end"),
            },
            after: Vec::new(),
            earmark: Earmark::default(),
        })
    }

    /// The amount of an element's value, in the currency that it names or its activity does.
    fn amount(&mut self, shared: &Shared, element: &Element) -> Option<Amount> {
        let value = element.child("value")?;
        let own = value.get("currency").map(Currency::new);
        let id = shown(&shared.id);
        let Some(currency) = own.unwrap_or_else(|| shared.currency.clone()) else {
            self.told.tell(format!(
                "an amount of `{id}` names no currency and is left out"
            ));
            return None;
        };
        let figure = problem::scale::read_decimal(value.text.trim())?;
        if figure < Exact::default() {
            self.told
                .tell(format!("an amount of `{id}` is below 0 and is left out"));
            return None;
        }
        let scale = scale_of(&figure);
        Some(Amount {
            figure: figure / scale.factor(),
            least: None,
            reported: Reported::Stated,
            unit: Unit::Money {
                currency,
                scale,
                pace: Pace::Whole,
            },
        })
    }

    /// An id that no line has yet: the wanted one, or with the next number behind it.
    fn fresh(&mut self, wanted: &str) -> FundingId {
        loop {
            let count = self.wanted.entry(wanted.to_owned()).or_insert(0_usize);
            *count += 1;
            let id = match *count {
                1 => wanted.to_owned(),
                count => format!("{wanted}-{count}"),
            };
            if self.used.insert(id.clone()) {
                return FundingId::new(id);
            }
        }
    }
}

fn put_tranches(line: &mut Funding, tranches: Vec<Tranche>) {
    let factor = match line.amount.as_ref().map(|amount| &amount.unit) {
        Some(Unit::Money { scale, .. }) => scale.factor(),
        Some(Unit::Things(_)) | None => return,
    };
    if let Side::Money(money) = &mut line.side {
        let scaled = tranches.into_iter().map(|tranche| Tranche {
            figure: tranche.figure / &factor,
            ..tranche
        });
        money.tranches = scaled.collect();
    }
}

/// The words of an element's first narrative.
fn narrative(element: &Element) -> Option<&str> {
    let words = element.child("narrative")?.text.trim();
    (!words.is_empty()).then_some(words)
}

/// The sectors of a vocabulary; the list of purposes where none is named.
fn in_vocabulary<'a>(activity: &'a Element, which: &'a str) -> impl Iterator<Item = &'a Element> {
    let sectors = activity.children("sector");
    sectors.filter(move |sector| sector.get("vocabulary").unwrap_or("1") == which)
}

fn instrument(code: &str) -> Option<Instrument> {
    Some(match code.trim() {
        "110" => Instrument::Grant,
        "421" => Instrument::Loan,
        "1100" => Instrument::Guarantee,
        _ => return None,
    })
}

/// The largest scale in which a figure is at least 1 and short.
fn scale_of(figure: &Exact) -> Scale {
    let short = |scale: &&Scale| {
        let scaled = figure / scale.factor();
        let thousandths = &scaled * Exact::from_integer(1_000.into());
        scaled >= Exact::from_integer(1.into()) && thousandths.is_integer()
    };
    let scales = [Scale::Trillion, Scale::Billion, Scale::Million];
    scales.iter().find(short).copied().unwrap_or(Scale::One)
}
