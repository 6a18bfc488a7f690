//! Funding: needs and money, what they wait for, and by which rates they are added up.

use super::fault::Complaint;
use super::funding_words::meant;
use super::node::{Node, shown};
use super::reader::{
    Reader, Target, Told, date_at, exact_at, text_at, texts_at, word_at, wording_at,
};
use super::shape::Kind;
use super::{figure, keys, value};
use case::{
    ActId, Amount, Currency, Delivery, Earmark, Exact, Footing, Funding, FundingId, FundingKind,
    Instrument, Investors, Milestone, MoneyTerms, NeedTerms, Rate, Reported, Sector, SectorId,
    Side, Stage, Tranche, Unit, Window,
};
use disclosure::{Held, PartyId};

/// The lists of lines with their keys, in the order of the file.
pub(super) const LISTS: [(&str, FundingKind); 4] = [
    ("needs", FundingKind::Need),
    ("pledges", FundingKind::Pledge),
    ("commitments", FundingKind::Commitment),
    ("disbursements", FundingKind::Disbursement),
];

/// What the words of [`keys::FOOTINGS`] stand for, in their order.
pub(super) const FOOTINGS: [Footing; 7] = [
    Footing::Counted,
    Footing::Offered,
    Footing::Proposed,
    Footing::Target,
    Footing::Claimed,
    Footing::Immobilised,
    Footing::Context,
];

/// What the words of [`keys::REPORTED`] stand for, in their order.
pub(super) const REPORTED: [Reported; 4] = [
    Reported::Stated,
    Reported::AtLeast,
    Reported::About,
    Reported::AtMost,
];

/// The list under a key of the section, as nodes.
pub(super) fn list<'a, 't>(file: &'a Node<'t>, key: &str) -> &'a [Node<'t>] {
    let section = file.get("funding").and_then(|section| section.get(key));
    section.map_or(&[][..], Node::items)
}

impl Reader<'_> {
    /// Needs, then money.
    pub(super) fn funding(&mut self, file: &Node<'_>) -> Vec<Held<Funding>> {
        let mut all = Vec::new();
        for (key, kind) in LISTS {
            for node in list(file, key) {
                all.push(self.funding_line(kind, node));
            }
        }
        all
    }

    fn funding_line(&mut self, kind: FundingKind, node: &Node<'_>) -> Held<Funding> {
        let id = word_at(node, "id");
        let release = self.begin(format!("line of funding `{}`", shown(id)), node);
        self.offer(Target::new(Kind::Funding, id));
        let stage = match kind {
            FundingKind::Need => None,
            FundingKind::Pledge => Some(Stage::Pledged),
            FundingKind::Commitment => Some(Stage::Committed),
            FundingKind::Disbursement => Some(Stage::Disbursed),
        };
        let amount = self.amount(id, node);
        let by = node.get("by");
        let by = by.and_then(|by| self.refer(Kind::Party, Told::WithSource, by));
        let of = node.get("of");
        let of = of.and_then(|of| self.refer(Kind::Funding, Told::Always, of));
        let footing = node.get("footing").and_then(Node::text);
        let funding = Funding {
            id: FundingId::new(id),
            text: wording_at(node, "text"),
            amount,
            by: by.map(PartyId::new),
            status: text_at(node, "status"),
            footing: footing
                .and_then(|word| meant(word, keys::FOOTINGS, &FOOTINGS))
                .unwrap_or_default(),
            of: of.map(FundingId::new),
            window: self.money_window(node),
            side: match stage {
                None => Side::Need(self.need(node)),
                Some(stage) => Side::Money(self.money_terms(stage, node)),
            },
            terms: texts_at(node, "terms"),
            grounds: self.grounds(node),
        };
        Held::new(funding, release)
    }

    fn amount(&mut self, id: &str, node: &Node<'_>) -> Option<Amount> {
        let (figure, least) = (
            self.not_negative(node, "amount"),
            self.not_negative(node, "least"),
        );
        let unit = node.get("unit");
        if figure.is_some() != unit.is_some() || (least.is_some() && figure.is_none()) {
            let message = format!("the amount of `{}` is not complete", shown(id));
            let hint = "`amount` and `unit` stand together, and `least` beside them";
            self.complain(node.spot, Complaint::new(message).of(id).hint(hint));
        }
        if let (Some(figure), Some(least)) = (&figure, &least)
            && least > figure
        {
            let message = format!("the least amount of `{}` is above its amount", shown(id));
            self.complain(node.spot, Complaint::new(message).of(id));
        }
        let reported = node.get("reported").and_then(Node::text);
        let reported = reported.and_then(|word| meant(word, keys::REPORTED, &REPORTED));
        let unit = unit.and_then(|unit| self.unit(unit));
        figure.zip(unit).map(|(figure, unit)| Amount {
            figure,
            least,
            reported: reported.unwrap_or_default(),
            unit,
        })
    }

    /// The figure under a key, which may not be below 0.
    fn not_negative(&mut self, node: &Node<'_>, key: &str) -> Option<Exact> {
        let figure = exact_at(node, key)?;
        if figure < Exact::from_integer(0.into()) {
            let written = figure::written(&figure);
            let message = format!(
                "{} has the amount `{written}`, which is below 0",
                self.label()
            );
            let hint = "what is needed is a need, what is paid a disbursement: both are above 0";
            let spot = node.get(key).map_or(node.spot, |node| node.spot);
            self.complain(spot, Complaint::new(message).of(written).hint(hint));
        }
        Some(figure)
    }

    pub(super) fn unit(&mut self, node: &Node<'_>) -> Option<Unit> {
        match Unit::read(node.text()?) {
            Ok(unit) => Some(unit),
            Err(_) => {
                let hint = "write money as `EUR`, `EUR thousand`, `EUR m`, `EUR bn` or `EUR trn`, \
                            with `a year` behind it where it is; other things begin otherwise";
                let text = node.text().unwrap_or_default();
                let message = format!("`{}` is no currency with a scale", shown(text));
                let complaint = Complaint::new(message).of(text).hint(hint);
                self.complain(node.spot, complaint);
                None
            }
        }
    }

    fn money_window(&mut self, node: &Node<'_>) -> Window {
        let (from, to) = (date_at(node, "from"), date_at(node, "to"));
        let window = Window { from, to };
        if let (true, Some(from), Some(to)) = (window.is_upside_down(), from, to) {
            let message = format!("{} ends before it begins", self.label());
            let hint = format!("it begins on {from}");
            let spot = node.get("to").map_or(node.spot, |node| node.spot);
            self.complain(spot, Complaint::new(message).of(to.to_string()).hint(hint));
        }
        window
    }

    fn need(&mut self, node: &Node<'_>) -> NeedTerms {
        let sector = node.get("sector");
        let sector = sector.and_then(|id| self.refer(Kind::Sector, Told::Always, id));
        let takes = node.get("takes").map_or(&[][..], Node::items);
        NeedTerms {
            sector: sector.map(SectorId::new),
            takes: takes.iter().filter_map(instrument).collect(),
            investors: node.get("investors").map(|said| self.investors(said)),
        }
    }

    fn investors(&mut self, node: &Node<'_>) -> Investors {
        Investors {
            amount: self.not_negative(node, "amount").unwrap_or_default(),
            insurance: self.not_negative(node, "insurance"),
            after: self.acts_at(node),
            terms: texts_at(node, "terms"),
        }
    }

    fn money_terms(&mut self, stage: Stage, node: &Node<'_>) -> MoneyTerms {
        let recipient = node.get("recipient");
        let recipient = recipient.and_then(|id| self.refer(Kind::Party, Told::Always, id));
        let tranches = node.get("tranches").map_or(&[][..], Node::items);
        MoneyTerms {
            stage,
            instrument: node.get("instrument").and_then(instrument),
            recipient: recipient.map(PartyId::new),
            date: date_at(node, "date"),
            earmark: self.earmark(node),
            after: self.acts_at(node),
            tranches: tranches.iter().map(|each| self.tranche(each)).collect(),
        }
    }

    fn tranche(&mut self, node: &Node<'_>) -> Tranche {
        Tranche {
            text: node.get("text").map(value::wording),
            figure: self.not_negative(node, "amount").unwrap_or_default(),
            window: self.money_window(node),
            after: self.acts_at(node),
            earmark: self.earmark(node),
        }
    }

    fn earmark(&mut self, node: &Node<'_>) -> Earmark {
        let sectors = self.refer_all(Kind::Sector, Told::Always, node.get("sectors"));
        let needs = self.refer_all(Kind::Funding, Told::Always, node.get("needs"));
        Earmark {
            sectors: sectors.into_iter().map(SectorId::new).collect(),
            needs: needs.into_iter().map(FundingId::new).collect(),
        }
    }

    fn acts_at(&mut self, node: &Node<'_>) -> Vec<ActId> {
        let acts = self.refer_all(Kind::Act, Told::Always, node.get("after"));
        acts.into_iter().map(ActId::new).collect()
    }

    /// The currency in which money is added up.
    pub(super) fn report_in(&mut self, file: &Node<'_>) -> Option<Currency> {
        let node = file.get("funding")?.get("report_in")?;
        self.currency(node)
    }

    fn currency(&mut self, node: &Node<'_>) -> Option<Currency> {
        let code = node.text()?;
        let currency = Currency::new(code);
        if currency.is_none() {
            let message = format!("`{}` is no currency", shown(code));
            let hint = "write three capital letters, such as `EUR`";
            self.complain(node.spot, Complaint::new(message).of(code).hint(hint));
        }
        currency
    }

    /// The sectors.
    pub(super) fn sectors(&mut self, file: &Node<'_>) -> Vec<Held<Sector>> {
        let section = file.get("funding").and_then(|all| all.get("sectors"));
        let mut sectors = Vec::new();
        for (id, node) in section.map_or(&[][..], Node::entries) {
            let id = id.text().unwrap_or_default();
            let release = self.begin(format!("sector `{}`", shown(id)), node);
            self.offer(Target::new(Kind::Sector, id));
            let code = text_at(node, "code");
            if let Some(code) = &code
                && !(code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit()))
            {
                let message = format!("the code of the sector `{}` is not five digits", shown(id));
                let hint = "the list of purposes of the OECD's aid committee has such codes";
                self.complain(node.spot, Complaint::new(message).of(code).hint(hint));
            }
            let sector = Sector {
                id: SectorId::new(id),
                title: wording_at(node, "title"),
                code,
                grounds: self.grounds(node),
            };
            sectors.push(Held::new(sector, release));
        }
        sectors
    }

    /// What currencies are worth.
    pub(super) fn rates(&mut self, file: &Node<'_>) -> Vec<Held<Rate>> {
        let mut rates = Vec::new();
        for node in list(file, "rates") {
            let release = self.begin("a rate".to_owned(), node);
            let from = node.get("from").and_then(|node| self.currency(node));
            let to = node.get("to").and_then(|node| self.currency(node));
            let rate = exact_at(node, "rate").unwrap_or_default();
            let nothing = Exact::from_integer(0.into());
            if rate <= nothing || from == to {
                let message = "a rate changes one currency into another, at more than 0";
                self.complain(node.spot, Complaint::new(message));
                continue;
            }
            if let (Some(from), Some(to)) = (from, to) {
                let rate = Rate {
                    from,
                    to,
                    rate,
                    date: date_at(node, "date").unwrap_or_default(),
                    grounds: self.grounds(node),
                };
                rates.push(Held::new(rate, release));
            }
        }
        rates
    }

    /// What was paid of earlier pledges.
    pub(super) fn deliveries(&mut self, file: &Node<'_>) -> Vec<Held<Delivery>> {
        let mut deliveries = Vec::new();
        for node in list(file, "deliveries") {
            let by = word_at(node, "by");
            let release = self.begin(format!("the past delivery of `{}`", shown(by)), node);
            let by = node.get("by");
            let by = by.and_then(|by| self.refer(Kind::Party, Told::WithSource, by));
            let share = self.share(node);
            let given_by = node.get("given_by").map(|_| self.given_by(node));
            let grounds = self.grounds(node);
            // Without whose it is, it is told without its grounds.
            if by.is_some() && given_by.is_none() && grounds.sources.is_empty() {
                let message = format!("{} says neither who judged it nor a source", self.label());
                let hint = "give `src`, or `given_by: {analyst: name}` or `{rule: text}`";
                self.complain(node.spot, Complaint::new(message).hint(hint));
            }
            let delivery = Delivery {
                by: by.map(PartyId::new),
                share,
                text: wording_at(node, "text"),
                given_by,
                grounds,
            };
            deliveries.push(Held::new(delivery, release));
        }
        deliveries
    }

    fn share(&mut self, node: &Node<'_>) -> Exact {
        let share = exact_at(node, "share").unwrap_or_default();
        let (none, all) = (Exact::from_integer(0.into()), Exact::from_integer(1.into()));
        if share < none || share > all {
            let written = figure::written(&share);
            let message = format!("{} is `{written}`, which is no share", self.label());
            let hint = "a share lies between 0 and 1, such as `0.75` or `3/4`";
            let spot = node.get("share").map_or(node.spot, |node| node.spot);
            self.complain(spot, Complaint::new(message).of(written).hint(hint));
        }
        share
    }

    /// When acts that money waits for were done, or are expected.
    pub(super) fn milestones(&mut self, file: &Node<'_>) -> Vec<Held<Milestone>> {
        let mut milestones = Vec::new();
        for node in list(file, "milestones") {
            let act = word_at(node, "act");
            let release = self.begin(format!("milestone `{}`", shown(act)), node);
            let milestone = Milestone {
                act: self.act(node.get("act")),
                expected: date_at(node, "expected"),
                met: date_at(node, "met"),
                given_by: node.get("given_by").map(|_| self.given_by(node)),
                grounds: self.grounds(node),
            };
            if milestone.expected.is_none() && milestone.met.is_none() {
                let message = format!("{} has no date", self.label());
                let hint =
                    "give it `expected` or `met`; an act without a milestone is not expected";
                self.complain(node.spot, Complaint::new(message).hint(hint));
            }
            milestones.push(Held::new(milestone, release));
        }
        milestones
    }
}

fn instrument(node: &Node<'_>) -> Option<Instrument> {
    meant(node.text()?, keys::INSTRUMENTS, &Instrument::ALL)
}
