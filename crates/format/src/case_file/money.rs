//! Whether the lines of funding add up: what is part of what, in which currency, by which rate.
//!
//! This looks at all lines together, and so belongs to the whole case: in what one seat keeps, a
//! rate or a line may be missing because the seat may not know it.

use super::fault::Complaint;
use super::figure;
use super::funding::{LISTS, list};
use super::node::{Node, shown};
use super::reader::Reader;
use case::{Case, Currency, Exact, Exchange, Footing, Funding, FundingId, FundingKind, Pace, Unit};
use disclosure::Clearance;
use std::collections::BTreeMap;

/// A line with the place where it stands.
type Line<'a, 't> = (&'a Funding, &'a Node<'t>);

/// The lines of a case, and by which rates they are compared.
struct Account<'a, 't> {
    lines: BTreeMap<&'a FundingId, Line<'a, 't>>,
    exchange: Exchange<'a>,
}

impl Reader<'_> {
    /// Complains of lines that do not add up.
    pub(super) fn money(&mut self, file: &Node<'_>, case: &Case) {
        let nodes = LISTS.iter().flat_map(|(key, _)| list(file, key));
        let lines = case.funding.iter();
        let lines: Vec<Line<'_, '_>> = lines
            .map(|held| held.open(Clearance::CUSTODIAN).0)
            .zip(nodes)
            .collect();
        let rates = case.rates.iter();
        let account = Account {
            lines: lines.iter().map(|line| (&line.0.id, *line)).collect(),
            exchange: Exchange::of(rates.map(|held| held.open(Clearance::CUSTODIAN).0)),
        };
        for (held, node) in case.deliveries.iter().zip(list(file, "deliveries")) {
            if held.open(Clearance::CUSTODIAN).0.by.is_none() {
                let message = "a past delivery does not say whose it is";
                let hint = "give it `by`: the party that pledged";
                self.complain(node.spot, Complaint::new(message).hint(hint));
            }
        }
        let mut parts: BTreeMap<&FundingId, Vec<Line<'_, '_>>> = BTreeMap::new();
        for line in &lines {
            self.tranches(*line);
            self.investors_within(*line);
            self.earmarked(&account, *line);
            if let Some(currency) = &case.report_in {
                self.converted(&account, *line, currency);
            }
            if let Some(of) = &line.0.of
                && self.stands_of(&account, *line, of)
            {
                parts.entry(of).or_default().push(*line);
            }
        }
        for (whole, parts) in parts {
            if let Some(whole) = account.lines.get(whole) {
                self.within(&account, *whole, &parts);
            }
        }
    }

    fn tranches(&mut self, (line, node): Line<'_, '_>) {
        let tranches = line.money().map_or(&[][..], |money| &money.tranches);
        if tranches.is_empty() {
            return;
        }
        let sum: Exact = tranches.iter().map(|tranche| &tranche.figure).sum();
        let whole = line.amount.as_ref().map(|amount| amount.figure.clone());
        if whole.is_none_or(|whole| sum > whole) {
            let id = shown(line.id.as_str());
            let message = format!("the tranches of `{id}` are more than its amount");
            let hint = "tranches are parts of the `amount` of their line, in its `unit`";
            self.complain(node.spot, Complaint::new(message).of(id).hint(hint));
        }
    }

    fn investors_within(&mut self, (line, node): Line<'_, '_>) {
        let investors = line.need().and_then(|need| need.investors.as_ref());
        let whole = line.amount.as_ref().map(|amount| &amount.figure);
        if investors.is_some_and(|all| whole.is_none_or(|whole| all.amount > *whole)) {
            let id = shown(line.id.as_str());
            let message = format!("investors would bring more to `{id}` than it needs");
            let hint = "what they bring is part of the `amount` of the need, in its `unit`";
            self.complain(node.spot, Complaint::new(message).of(id).hint(hint));
        }
    }

    /// Complains of an earmark for what is no need.
    fn earmarked(&mut self, account: &Account<'_, '_>, (line, node): Line<'_, '_>) {
        let Some(money) = line.money() else {
            return;
        };
        let tranches = money.tranches.iter().map(|tranche| &tranche.earmark);
        let needs = tranches.chain([&money.earmark]).flat_map(|e| &e.needs);
        for need in needs {
            let known = account.lines.get(need);
            if known.is_some_and(|(line, _)| line.kind() != FundingKind::Need) {
                let (id, need) = (shown(line.id.as_str()), shown(need.as_str()));
                let message = format!("`{id}` may be spent on `{need}`, which is no need");
                let hint = "`needs` names lines of `needs`; `of` says what a line is part of";
                self.complain(node.spot, Complaint::new(message).of(need).hint(hint));
            }
        }
    }

    /// Complains of a line that counts and cannot be counted in this currency.
    fn converted(&mut self, account: &Account<'_, '_>, (line, node): Line<'_, '_>, to: &Currency) {
        let Some(amount) = &line.amount else {
            return;
        };
        let (Footing::Counted, Unit::Money { currency, pace, .. }) = (line.footing, &amount.unit)
        else {
            return;
        };
        let spot = node.get("unit").map_or(node.spot, |node| node.spot);
        let id = shown(line.id.as_str());
        if account.exchange.rate(currency, to).is_none() {
            let message = format!("`{id}` is in {currency}, and no rate changes that into {to}");
            let hint = format!(
                "give `rates` one from {currency} to {to} with its day, or the line a `footing` \
                 that does not count"
            );
            let complaint = Complaint::new(message).of(currency.as_str()).hint(hint);
            self.complain(spot, complaint);
        }
        if *pace == Pace::Yearly && line.window.years().is_none() {
            let message = format!("`{id}` is an amount a year and does not say over which years");
            let hint = "give it `from` and `to`, or a `footing` that does not count";
            self.complain(spot, Complaint::new(message).of(id).hint(hint));
        }
    }

    /// Whether a line may be part of that other one; a complaint if not.
    fn stands_of(
        &mut self,
        account: &Account<'_, '_>,
        (line, node): Line<'_, '_>,
        of: &FundingId,
    ) -> bool {
        let Some((whole, _)) = account.lines.get(of) else {
            return false;
        };
        let allowed: &[FundingKind] = match line.kind() {
            FundingKind::Need => &[FundingKind::Need],
            FundingKind::Pledge => &[],
            FundingKind::Commitment => &[FundingKind::Pledge],
            FundingKind::Disbursement => &[FundingKind::Commitment, FundingKind::Pledge],
        };
        let deeper = whole.kind() == FundingKind::Need && whole.of.is_some();
        if allowed.contains(&whole.kind()) && !deeper && whole.id != line.id {
            return true;
        }
        let (id, of) = (shown(line.id.as_str()), shown(of.as_str()));
        let message = format!("`{id}` cannot be part of `{of}`");
        let hint = "a need is part of a need that is no part itself, a commitment of a pledge, a \
                    disbursement of a commitment or a pledge";
        let spot = node.get("of").map_or(node.spot, |node| node.spot);
        self.complain(spot, Complaint::new(message).of(of).hint(hint));
        false
    }

    /// Complains where parts come to more than what they are part of.
    fn within(
        &mut self,
        account: &Account<'_, '_>,
        (whole, _): Line<'_, '_>,
        parts: &[Line<'_, '_>],
    ) {
        let all = measured(account, whole, whole);
        let mut taken = Exact::from_integer(0.into());
        for (part, node) in parts {
            if part.footing != whole.footing {
                self.unlike(whole, (part, node));
            }
            let (Some(all), Some(more)) = (&all, measured(account, part, whole)) else {
                self.incomparable(whole, (part, node));
                continue;
            };
            taken += more;
            if taken > *all {
                self.exceeds(whole, (part, node), &taken);
                return;
            }
        }
    }

    fn exceeds(&mut self, whole: &Funding, (part, node): Line<'_, '_>, taken: &Exact) {
        let (id, of) = (shown(part.id.as_str()), shown(whole.id.as_str()));
        let Some(amount) = &whole.amount else {
            return;
        };
        let unit = &amount.unit;
        let scaled = match unit {
            Unit::Money { scale, .. } => taken / scale.factor(),
            Unit::Things(_) => taken.clone(),
        };
        let (taken, all) = (figure::written(&scaled), figure::written(&amount.figure));
        let (what, hint) = match part.kind() {
            FundingKind::Need => (
                format!("the parts of the need `{of}` come"),
                "give the whole the figure that its parts come to",
            ),
            FundingKind::Pledge | FundingKind::Commitment => (
                format!("what is committed under the pledge `{of}` comes"),
                "record what goes beyond it as a line of its own, without `of`",
            ),
            FundingKind::Disbursement => (
                format!("what is paid under the {} `{of}` comes", noun(whole.kind())),
                "record what goes beyond it as a line of its own, without `of`",
            ),
        };
        let message = format!("with `{id}`, {what} to {taken} {unit}, and that is of {all} {unit}");
        let spot = node.get("amount").map_or(node.spot, |node| node.spot);
        self.complain(spot, Complaint::new(message).of(id).hint(hint));
    }

    fn unlike(&mut self, whole: &Funding, (part, node): Line<'_, '_>) {
        let (id, of) = (shown(part.id.as_str()), shown(whole.id.as_str()));
        let message = format!("`{id}` is part of `{of}` and has another footing");
        let hint = "a part counts if and only if the whole does";
        self.complain(node.spot, Complaint::new(message).of(id).hint(hint));
    }

    fn incomparable(&mut self, whole: &Funding, (part, node): Line<'_, '_>) {
        let (id, of) = (shown(part.id.as_str()), shown(whole.id.as_str()));
        let message = format!("`{id}` cannot be compared with `{of}`, of which it is part");
        let hint = "both need an amount in the same unit, or in currencies with a rate; an amount \
                    a year needs `from` and `to`";
        self.complain(node.spot, Complaint::new(message).of(id).hint(hint));
    }
}

/// What a line comes to in the unit of another.
fn measured(account: &Account<'_, '_>, line: &Funding, like: &Funding) -> Option<Exact> {
    let (amount, other) = (line.amount.as_ref()?, like.amount.as_ref()?);
    match (&amount.unit, &other.unit) {
        (Unit::Things(one), Unit::Things(two)) => (one == two).then(|| amount.figure.clone()),
        (Unit::Money { .. }, Unit::Money { currency, .. }) => {
            account.exchange.total(amount, line.window, currency)
        }
        (Unit::Things(_), Unit::Money { .. }) | (Unit::Money { .. }, Unit::Things(_)) => None,
    }
}

const fn noun(kind: FundingKind) -> &'static str {
    match kind {
        FundingKind::Need => "need",
        FundingKind::Pledge => "pledge",
        FundingKind::Commitment => "commitment",
        FundingKind::Disbursement => "disbursement",
    }
}
