//! Counting needs and money, line by line.

use super::{NoFunding, PosedFunding, PosedLine, PosedNeed, PosedPeriod, day_number, days_of};
use crate::{
    ActId, Currency, Earmark, Exact, Exchange, Funding, FundingId, Instrument, MoneyTerms,
    NeedTerms, Pace, SectorId, Stage, Unit, Window,
};
use disclosure::PartyId;
use jiff::civil::Date;
use problem::allocation::{EarmarkIx, Fund, Line, Need, NeedIx};
use problem::{ActIx, Index, Table};
use std::collections::BTreeMap;

/// An amount a year over more years than this is one amount.
const YEARS_MAX: i32 = 100;

/// A need before its rank is known.
struct Wanted<'a> {
    amount: u64,
    named: PosedNeed,
    period: PosedPeriod,
    sector: Option<&'a SectorId>,
    whole: Option<&'a FundingId>,
    takes: &'a [Instrument],
}

/// A line of money before its earmark is known.
struct Given<'a> {
    amount: u64,
    named: PosedLine,
    window: Window,
    instrument: Option<Instrument>,
    earmark: &'a Earmark,
    waits: Vec<ActIx>,
}

/// A fund in the making.
pub(super) struct Posing<'a> {
    exchange: Exchange<'a>,
    kept: BTreeMap<PartyId, Exact>,
    currency: Currency,
    needs: Vec<Wanted<'a>>,
    lines: Vec<Given<'a>>,
    steps: Vec<ActId>,
    places: BTreeMap<ActId, ActIx>,
    unconverted: Vec<FundingId>,
}

impl<'a> Posing<'a> {
    /// Nothing yet, to be counted in this currency by these rates, and what is not paid by these
    /// shares.
    pub(super) const fn new(
        currency: Currency,
        exchange: Exchange<'a>,
        kept: BTreeMap<PartyId, Exact>,
    ) -> Self {
        Self {
            exchange,
            kept,
            currency,
            needs: Vec::new(),
            lines: Vec::new(),
            steps: Vec::new(),
            places: BTreeMap::new(),
            unconverted: Vec::new(),
        }
    }

    /// What the parts of each line come to.
    pub(super) fn parts(&self, lines: &[&'a Funding]) -> BTreeMap<FundingId, Exact> {
        let mut parts: BTreeMap<FundingId, Exact> = BTreeMap::new();
        for line in lines {
            if let (Some(of), Some(total)) = (&line.of, self.total(line)) {
                *parts.entry(of.clone()).or_default() += total;
            }
        }
        parts
    }

    fn total(&self, line: &Funding) -> Option<Exact> {
        let amount = line.amount.as_ref()?;
        self.exchange.total(amount, line.window, &self.currency)
    }

    pub(super) fn line(&mut self, line: &'a Funding, taken: &Exact) -> Result<(), NoFunding> {
        let Some(amount) = &line.amount else {
            return Ok(());
        };
        let Unit::Money { pace, .. } = amount.unit else {
            return Ok(());
        };
        let Some(total) = self.total(line) else {
            self.unconverted.push(line.id.clone());
            return Ok(());
        };
        // Each year of an amount a year is a piece of its own, unless parts were taken off it.
        let is_yearly = pace == Pace::Yearly && *taken == Exact::default();
        let whole = line.window.years().unwrap_or_default();
        let pieces: Vec<(Window, Exact)> = match years(line.window).filter(|_| is_yearly) {
            None => vec![(line.window, Exact::from_integer(1.into()))],
            Some(years) => years
                .into_iter()
                .map(|window| (window, window.years().unwrap_or_default() / &whole))
                .collect(),
        };
        for (window, share) in pieces {
            let all = &total * share;
            match (line.need(), line.money()) {
                (Some(need), _) => self.need(line, need, (window, all - taken))?,
                (None, Some(money)) => self.money(line, money, (window, all, taken))?,
                (None, None) => {}
            }
        }
        if let Some(investors) = line.need().and_then(|need| need.investors.as_ref())
            && let Some(cover) = &investors.insurance
        {
            // In the unit of the need, of which the figure comes to the total.
            if amount.figure != Exact::default() {
                self.cover(line, total * cover / &amount.figure)?;
            }
        }
        Ok(())
    }

    fn need(
        &mut self,
        line: &'a Funding,
        need: &'a NeedTerms,
        (window, amount): (Window, Exact),
    ) -> Result<(), NoFunding> {
        let amount = hundredths(&amount, Exact::ceil)?;
        if amount == 0 {
            return Ok(());
        }
        let is_cover = !need.takes.is_empty() && need.takes.iter().all(|each| each.is_cover());
        self.needs.push(Wanted {
            amount,
            named: PosedNeed {
                line: line.id.clone(),
                for_investors: false,
                window,
            },
            period: PosedPeriod { is_cover, window },
            sector: need.sector.as_ref(),
            whole: line.of.as_ref(),
            takes: match need.takes.is_empty() {
                true => &[Instrument::Grant, Instrument::Loan, Instrument::Windfall],
                false => &need.takes,
            },
        });
        Ok(())
    }

    /// The cover that investors ask for.
    fn cover(&mut self, line: &'a Funding, amount: Exact) -> Result<(), NoFunding> {
        let amount = hundredths(&amount, Exact::ceil)?;
        if amount == 0 {
            return Ok(());
        }
        let window = line.window;
        let is_cover = true;
        self.needs.push(Wanted {
            amount,
            named: PosedNeed {
                line: line.id.clone(),
                for_investors: true,
                window,
            },
            period: PosedPeriod { is_cover, window },
            sector: line.need().and_then(|need| need.sector.as_ref()),
            whole: line.of.as_ref(),
            takes: &[Instrument::Guarantee, Instrument::Insurance],
        });
        Ok(())
    }

    /// A line of money, tranche by tranche; what other lines are part of it comes off the first.
    fn money(
        &mut self,
        line: &'a Funding,
        money: &'a MoneyTerms,
        (window, all, taken): (Window, Exact, &Exact),
    ) -> Result<(), NoFunding> {
        let figure = line.amount.as_ref().map(|amount| &amount.figure);
        let figure = figure.filter(|figure| **figure != Exact::default());
        let mut left = all.clone();
        let mut taken = taken.clone();
        let mut pieces: Vec<(Option<usize>, Exact)> = Vec::new();
        for (at, tranche) in money.tranches.iter().enumerate() {
            let part = figure.map_or_else(Exact::default, |whole| &all * &tranche.figure / whole);
            left -= &part;
            pieces.push((Some(at), part));
        }
        pieces.push((None, left));
        for (at, part) in pieces {
            let off = taken.clone().min(part.clone());
            taken -= &off;
            self.piece((line, money, at), window, part - off)?;
        }
        Ok(())
    }

    fn piece(
        &mut self,
        (line, money, at): (&'a Funding, &'a MoneyTerms, Option<usize>),
        window: Window,
        amount: Exact,
    ) -> Result<(), NoFunding> {
        let tranche = at.and_then(|at| money.tranches.get(at));
        let full = hundredths(&amount, Exact::floor)?;
        let kept = line.by.as_ref().and_then(|by| self.kept.get(by));
        let amount = match kept.filter(|_| money.stage != Stage::Disbursed) {
            Some(share) => hundredths(&(amount * share), Exact::floor)?,
            None => full,
        };
        if full == 0 {
            return Ok(());
        }
        let mut waits = Vec::new();
        let of_tranche = tranche.map_or(&[][..], |tranche| &tranche.after);
        for act in money.after.iter().chain(of_tranche) {
            waits.push(self.step(act)?);
        }
        let own = tranche.map(|tranche| &tranche.earmark);
        let paid = money.date.filter(|_| money.stage == Stage::Disbursed);
        let of_line = tranche.map_or(window, |tranche| Window {
            from: tranche.window.from.or(window.from),
            to: tranche.window.to.or(window.to),
        });
        self.lines.push(Given {
            amount,
            named: PosedLine {
                line: line.id.clone(),
                stage: money.stage,
                tranche: at,
                discount: full.saturating_sub(amount),
            },
            window: Window {
                from: of_line.from.or(paid),
                ..of_line
            },
            instrument: money.instrument,
            earmark: own.filter(|own| !own.is_open()).unwrap_or(&money.earmark),
            waits,
        });
        Ok(())
    }

    fn step(&mut self, act: &ActId) -> Result<ActIx, NoFunding> {
        if let Some(step) = self.places.get(act) {
            return Ok(*step);
        }
        let step = ActIx::from_position(self.steps.len()).ok_or(NoFunding::TooMuch)?;
        self.steps.push(act.clone());
        self.places.insert(act.clone(), step);
        Ok(step)
    }

    pub(super) fn posed(
        self,
        days: &BTreeMap<ActId, Option<Date>>,
    ) -> Result<PosedFunding, NoFunding> {
        let mut periods: Vec<PosedPeriod> = self.needs.iter().map(|need| need.period).collect();
        let order = |period: &PosedPeriod| (period.is_cover, days_of(period.window).last, *period);
        periods.sort_by_key(order);
        periods.dedup();
        let ranks: BTreeMap<PosedPeriod, u32> = periods.iter().copied().zip(0..).collect();
        let needs = self.needs.iter().map(|need| Need {
            amount: need.amount,
            days: days_of(need.period.window),
            rank: ranks.get(&need.period).copied().unwrap_or(u32::MAX),
        });
        let needs: Table<NeedIx, Need> = needs.collect();
        let mut marks = Marks::default();
        let mut lines = Vec::new();
        for line in &self.lines {
            lines.push(Line {
                amount: line.amount,
                days: days_of(line.window),
                earmark: marks.of(line, &self.needs)?,
                waits: line.waits.clone(),
            });
        }
        let steps = self.steps.len();
        let fund = Fund::new(needs, Table::new(marks.earmarks), Table::new(lines), steps)?;
        let calendar = self.steps.iter().map(|act| {
            let day = days.get(act).copied().flatten();
            day.map(day_number)
        });
        Ok(PosedFunding {
            fund,
            calendar: calendar.collect(),
            currency: self.currency,
            needs: self.needs.into_iter().map(|need| need.named).collect(),
            lines: self.lines.into_iter().map(|line| line.named).collect(),
            steps: Table::new(self.steps),
            periods,
            unconverted: self.unconverted,
        })
    }
}

/// What an earmark names, and the instrument under it.
type MarkKey = (Vec<SectorId>, Vec<FundingId>, Option<Instrument>);

/// The earmarks met so far.
#[derive(Default)]
struct Marks {
    earmarks: Vec<Vec<NeedIx>>,
    places: BTreeMap<MarkKey, EarmarkIx>,
}

impl Marks {
    fn of(&mut self, line: &Given<'_>, needs: &[Wanted<'_>]) -> Result<EarmarkIx, NoFunding> {
        let Earmark {
            sectors,
            needs: named,
        } = line.earmark;
        let key = (sectors.clone(), named.clone(), line.instrument);
        if let Some(found) = self.places.get(&key) {
            return Ok(*found);
        }
        let mut open = Vec::new();
        for (at, need) in needs.iter().enumerate() {
            let taken = match line.instrument {
                Some(instrument) => need.takes.contains(&instrument),
                None => need.takes.iter().any(|takes| !takes.is_cover()),
            };
            let by_sector = need.sector.is_some_and(|sector| sectors.contains(sector));
            let by_name = named.contains(&need.named.line)
                || need.whole.is_some_and(|whole| named.contains(whole));
            if taken && (line.earmark.is_open() || by_sector || by_name) {
                open.push(NeedIx::from_position(at).ok_or(NoFunding::TooMuch)?);
            }
        }
        let place = EarmarkIx::from_position(self.earmarks.len()).ok_or(NoFunding::TooMuch)?;
        self.earmarks.push(open);
        self.places.insert(key, place);
        Ok(place)
    }
}

/// A window cut into years from its first day; none where it is open, upside down or too long.
fn years(window: Window) -> Option<Vec<Window>> {
    let (from, to) = (window.from?, window.to?);
    let mut cut = Vec::new();
    let mut start = from;
    for year in 1..=YEARS_MAX {
        if start > to {
            break;
        }
        let next = from.checked_add(jiff::Span::new().years(year)).ok()?;
        let end = next.yesterday().ok()?.min(to);
        cut.push(Window {
            from: Some(start),
            to: Some(end),
        });
        start = next;
    }
    (start > to).then_some(cut)
}

/// A figure in hundredths, rounded this way.
fn hundredths(figure: &Exact, round: fn(&Exact) -> Exact) -> Result<u64, NoFunding> {
    let counted = round(&(figure * Exact::from_integer(100.into())));
    let counted = counted.to_integer().max(0.into());
    u64::try_from(counted).map_err(|_| NoFunding::TooMuch)
}
