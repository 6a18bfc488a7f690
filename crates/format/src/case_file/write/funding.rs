//! Funding as YAML.

use super::preferences::given_by;
use super::release::{self, Default};
use super::yaml::{Fields, Yaml};
use super::{figure, grounds, plain, texts, wording};
use crate::case_file::funding::LISTS;
use crate::case_file::funding_words as words;
use case::{
    ActId, Amount, Case, Delivery, Earmark, Footing, Funding, FundingId, Investors, Milestone,
    MoneyTerms, NeedTerms, Rate, Reported, Sector, SectorId, Side, Tranche, Window,
};
use disclosure::{Clearance, PartyId};

/// The section.
pub(super) fn funding(case: &Case) -> Yaml {
    let mut fields = Fields::new();
    fields.may_text("report_in", case.report_in.as_ref().map(|c| c.as_str()));
    fields.some("sectors", super::by_id(&case.sectors, sector));
    for (key, kind) in LISTS {
        let items = case.funding.iter().filter_map(|held| {
            let (item, release) = held.open(Clearance::CUSTODIAN);
            let mut fields = (item.kind() == kind).then(|| line(item))?;
            release::put(&mut fields, release, &Default::of_case());
            Some(fields.map())
        });
        fields.some(key, Yaml::List(items.collect()));
    }
    fields.some("rates", super::listed(&case.rates, rate));
    fields.some("deliveries", super::listed(&case.deliveries, delivery));
    fields.some("milestones", super::listed(&case.milestones, milestone));
    fields.map()
}

fn line(item: &Funding) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", item.id.as_str());
    fields.put("text", wording(&item.text));
    if let Some(amount) = &item.amount {
        put_amount(&mut fields, amount);
    }
    fields.may_text("by", item.by.as_ref().map(PartyId::as_str));
    fields.may_text("status", item.status.as_deref());
    if item.footing != Footing::Counted {
        fields.text("footing", words::footing(item.footing));
    }
    fields.may_text("of", item.of.as_ref().map(FundingId::as_str));
    window(&mut fields, item.window);
    match &item.side {
        Side::Need(terms) => need(&mut fields, terms),
        Side::Money(terms) => money(&mut fields, terms),
    }
    fields.some("terms", texts(&item.terms));
    grounds(&mut fields, &item.grounds);
    fields
}

fn put_amount(fields: &mut Fields, amount: &Amount) {
    fields.put("amount", figure(&amount.figure));
    fields.may("least", amount.least.as_ref().map(figure));
    if amount.reported != Reported::Stated {
        fields.text("reported", words::reported(amount.reported));
    }
    fields.text("unit", &amount.unit.to_string());
}

fn window(fields: &mut Fields, window: Window) {
    fields.may("from", window.from.map(plain));
    fields.may("to", window.to.map(plain));
}

fn need(fields: &mut Fields, need: &NeedTerms) {
    fields.may_text("sector", need.sector.as_ref().map(SectorId::as_str));
    let takes = need.takes.iter().map(|each| words::instrument(*each));
    fields.some("takes", Yaml::texts(takes));
    fields.may("investors", need.investors.as_ref().map(investors));
}

fn investors(item: &Investors) -> Yaml {
    let mut fields = Fields::new();
    fields.put("amount", figure(&item.amount));
    fields.may("insurance", item.insurance.as_ref().map(figure));
    fields.some("after", acts(&item.after));
    fields.some("terms", texts(&item.terms));
    fields.map()
}

fn money(fields: &mut Fields, money: &MoneyTerms) {
    fields.may_text("instrument", money.instrument.map(words::instrument));
    fields.may_text("recipient", money.recipient.as_ref().map(PartyId::as_str));
    fields.may("date", money.date.map(plain));
    earmark(fields, &money.earmark);
    fields.some("after", acts(&money.after));
    let tranches = money.tranches.iter().map(tranche);
    fields.some("tranches", Yaml::List(tranches.collect()));
}

fn tranche(item: &Tranche) -> Yaml {
    let mut fields = Fields::new();
    fields.put("amount", figure(&item.figure));
    fields.may("text", item.text.as_ref().map(wording));
    window(&mut fields, item.window);
    earmark(&mut fields, &item.earmark);
    fields.some("after", acts(&item.after));
    fields.map()
}

fn earmark(fields: &mut Fields, earmark: &Earmark) {
    let sectors = earmark.sectors.iter().map(SectorId::as_str);
    fields.some("sectors", Yaml::texts(sectors));
    let needs = earmark.needs.iter().map(FundingId::as_str);
    fields.some("needs", Yaml::texts(needs));
}

fn acts(acts: &[ActId]) -> Yaml {
    Yaml::texts(acts.iter().map(ActId::as_str))
}

fn sector(item: &Sector, _: &disclosure::Release) -> (String, Fields) {
    let mut fields = Fields::new();
    fields.put("title", wording(&item.title));
    fields.may_text("code", item.code.as_deref());
    grounds(&mut fields, &item.grounds);
    (item.id.to_string(), fields)
}

fn rate(item: &Rate) -> Fields {
    let mut fields = Fields::new();
    fields.text("from", item.from.as_str());
    fields.text("to", item.to.as_str());
    fields.put("rate", figure(&item.rate));
    fields.put("date", plain(item.date));
    grounds(&mut fields, &item.grounds);
    fields
}

fn delivery(item: &Delivery) -> Fields {
    let mut fields = Fields::new();
    fields.may_text("by", item.by.as_ref().map(PartyId::as_str));
    fields.put("share", figure(&item.share));
    fields.put("text", wording(&item.text));
    fields.may("given_by", item.given_by.as_ref().map(given_by));
    grounds(&mut fields, &item.grounds);
    fields
}

fn milestone(item: &Milestone) -> Fields {
    let mut fields = Fields::new();
    fields.text("act", item.act.as_str());
    fields.may("expected", item.expected.map(plain));
    fields.may("met", item.met.map(plain));
    fields.may("given_by", item.given_by.as_ref().map(given_by));
    grounds(&mut fields, &item.grounds);
    fields
}
