//! Needs and money as posed: what stands in each period, and how it is written.

use super::few;
use crate::desk::Desk;
use crate::picture::{MoneyPart, PeriodBar, Periods, Picture};
use crate::section::money::{fixed, window_words};
use case::{
    ActId, Exact, Funding, FundingId, FundingTrial, Instrument, PosedFunding, Scale, Stage,
};
use problem::allocation::Best;
use std::collections::{BTreeMap, BTreeSet};

/// Needs and money as posed, with what is asked of them again and again.
pub(super) struct Account<'a> {
    pub(super) posed: PosedFunding,
    pub(super) lines: BTreeMap<&'a FundingId, &'a Funding>,
    pub(super) done: BTreeSet<&'a ActId>,
    scale: Scale,
    digits: u32,
}

impl<'a> Desk<'_, 'a> {
    pub(super) fn account(&self, trial: &FundingTrial) -> Option<Account<'a>> {
        let posed = self.view.pose_funding(trial).ok()?;
        let met = self
            .view
            .milestones()
            .filter(|seen| seen.item.met.is_some());
        // The unit suits the period that needs most.
        let needs = posed.fund.needs().rows().map(|need| need.amount);
        let needed = posed.fund.by_rank(needs).into_values().max().unwrap_or(0);
        let scales = Scale::ALL.into_iter().rev();
        let mut fitting = scales.filter(|scale| {
            let least = scale.factor() * Exact::from_integer(100.into());
            Exact::from_integer(needed.into()) >= least
        });
        let scale = fitting.next().unwrap_or(Scale::One);
        let unit = scale.factor() * Exact::from_integer(100.into());
        let digits = |amount: u64| {
            let figure = Exact::from_integer(amount.into()) / &unit;
            let exact = (0..2).find(|digits| {
                let shown = problem::scale::decimal(&figure, *digits);
                problem::scale::read_decimal(&shown).as_ref() == Some(&figure)
            });
            exact.unwrap_or(2)
        };
        let needs = posed.fund.needs().rows().map(|need| need.amount);
        let lines = posed.fund.lines().rows().map(|line| line.amount);
        Some(Account {
            scale,
            digits: needs.chain(lines).map(digits).max().unwrap_or(0),
            posed,
            lines: self.view.funding().map(|s| (&s.item.id, s.item)).collect(),
            done: met.map(|seen| &seen.item.act).collect(),
        })
    }
}

/// What stands in one bar of the picture, in hundredths.
#[derive(Default, Clone)]
pub(super) struct Bar {
    needed: u64,
    parts: [u64; 5],
}

impl Account<'_> {
    /// Whether a line waits for a step that is not done.
    fn waits(&self, line: problem::allocation::LineIx) -> bool {
        let waits = self.posed.fund.lines().get(line).map(|line| &line.waits);
        let mut acts = waits
            .into_iter()
            .flatten()
            .filter_map(|step| self.posed.steps.get(*step));
        acts.any(|act| !self.done.contains(act))
    }

    /// What is needed in each period, and what meets it.
    pub(super) fn bars(&self, best: &Best) -> Vec<Bar> {
        let fund = &self.posed.fund;
        let mut bars = vec![Bar::default(); self.posed.periods.len()];
        let rank = |need| {
            fund.needs()
                .get(need)
                .and_then(|need| usize::try_from(need.rank).ok())
        };
        for (line, need, amount) in best.allocation.iter().map(|((l, n), a)| (*l, *n, *a)) {
            let stage = self.posed.lines.get(line).map(|line| line.stage);
            let part = match (stage, self.waits(line)) {
                (Some(Stage::Disbursed), _) => MoneyPart::Paid,
                (_, true) => MoneyPart::Waiting,
                (Some(Stage::Committed), false) => MoneyPart::Committed,
                (Some(Stage::Pledged) | None, false) => MoneyPart::Pledged,
            };
            let bar = rank(need).and_then(|rank| bars.get_mut(rank));
            put(bar, part, amount);
        }
        let unmet = fund.unmet(&best.allocation);
        for (need, left) in unmet.iter() {
            let bar = rank(need).and_then(|rank| bars.get_mut(rank));
            put(bar, MoneyPart::Missing, *left);
        }
        for need in fund.needs().rows() {
            let bar = usize::try_from(need.rank)
                .ok()
                .and_then(|rank| bars.get_mut(rank));
            if let Some(bar) = bar {
                bar.needed += need.amount;
            }
        }
        bars
    }

    /// What is missing of money to spend.
    pub(super) fn missing(&self, bars: &[Bar]) -> u64 {
        self.sum(bars, false, |bar| bar.part(MoneyPart::Missing))
    }

    // tidy: bool, because money to spend and cover are the two halves of one account.
    fn sum(&self, bars: &[Bar], is_cover: bool, of: impl Fn(&Bar) -> u64) -> u64 {
        let halves = self.posed.periods.iter().zip(bars);
        let half = halves.filter(|(period, _)| period.is_cover == is_cover);
        half.map(|(_, bar)| of(bar)).sum()
    }

    /// What is missing, period by period: periods may overlap, and so are not added up.
    pub(super) fn heading(&self, bars: &[Bar]) -> String {
        let open = bars.iter().enumerate().filter_map(|(at, bar)| {
            let period = self
                .posed
                .periods
                .get(at)
                .filter(|period| !period.is_cover)?;
            let gap = bar.part(MoneyPart::Missing);
            (gap > 0).then(|| {
                let (gap, needed) = (self.figure(gap), self.figure(bar.needed));
                format!("{gap} of {needed} in {}", short_period(Some(period)))
            })
        });
        let unit = self.unit();
        let is_uncovered = self.sum(bars, true, |bar| bar.part(MoneyPart::Missing)) > 0;
        match few(open) {
            None if is_uncovered => {
                "Money on record meets every need of money; cover for risks is short".to_owned()
            }
            None => "Money on record meets every need that counts".to_owned(),
            Some(open) => format!("No money on record meets, in {unit}: {open}"),
        }
    }

    /// The period of a rank, in months.
    pub(super) fn short_period(&self, rank: u32) -> String {
        let at = usize::try_from(rank).unwrap_or(usize::MAX);
        short_period(self.posed.periods.get(at))
    }

    pub(super) fn period(&self, at: usize) -> String {
        let Some(period) = self.posed.periods.get(at) else {
            return String::new();
        };
        let days = match window_words(period.window) {
            days if days.is_empty() => "no dates".to_owned(),
            days => days,
        };
        match period.is_cover {
            true => format!("{days}, cover"),
            false => days,
        }
    }

    pub(super) fn picture(&self, bars: &[Bar]) -> Picture {
        let longest = bars.iter().map(|bar| bar.needed).max().unwrap_or(0).max(1);
        let thousandths = |amount: u64| {
            let share = u128::from(amount) * 1_000 / u128::from(longest);
            i64::try_from(share).unwrap_or(1_000)
        };
        let drawn = bars.iter().enumerate().map(|(at, bar)| PeriodBar {
            period: short_period(self.posed.periods.get(at)),
            needed: self.figure(bar.needed),
            parts: bar.parts.map(|part| match part {
                0 => (0, String::new()),
                part => (thousandths(part), self.figure(part)),
            }),
        });
        let unit = self.unit();
        Picture::Periods(Periods {
            title: format!("Needs and money by period, in {unit}"),
            description: format!(
                "One bar for each period, as long as what is needed; {} {unit} is missing in all.",
                self.figure(self.missing(bars))
            ),
            bars: drawn.collect(),
        })
    }

    /// Pledged, committed and paid, kept apart; and what meets no need.
    pub(super) fn stages(&self, best: &Best) -> String {
        let fund = &self.posed.fund;
        let lines = || {
            let lines = fund.lines().iter().zip(self.posed.lines.rows());
            lines.filter(|(_, named)| !self.is_cover(&named.line))
        };
        let of = |stage| {
            let of_stage = lines().filter(|(_, named)| named.stage == stage);
            self.money(of_stage.map(|((_, line), _)| line.amount).sum())
        };
        let all: u64 = lines().map(|((_, line), _)| line.amount).sum();
        let spent = |line| lines().any(|((ix, _), _)| ix == line);
        let used = best.allocation.iter().filter(|((line, _), _)| spent(*line));
        let used: u64 = used.map(|(_, amount)| *amount).sum();
        let mut words = format!(
            "Paid: {}. Committed and not paid: {}. Pledged and not committed: {}.",
            of(Stage::Disbursed),
            of(Stage::Committed),
            of(Stage::Pledged)
        );
        if all > used {
            let idle = self.money(all - used);
            words.push_str(&format!(
                " Of these, {idle} meets no need: its earmarks, days or steps do not fit one, or \
                 the needs they fit are met."
            ));
        }
        words
    }

    /// Whether a line is cover for risks, and no money to spend.
    pub(super) fn is_cover(&self, line: &FundingId) -> bool {
        let money = self.lines.get(line).and_then(|line| line.money());
        let instrument = money.and_then(|money| money.instrument);
        instrument.is_some_and(Instrument::is_cover)
    }

    /// The unit in which figures are shown.
    pub(super) fn unit(&self) -> String {
        case::Unit::Money {
            currency: self.posed.currency.clone(),
            scale: self.scale,
            pace: case::Pace::Whole,
        }
        .to_string()
    }

    /// Hundredths as a figure of the shown unit.
    pub(super) fn figure(&self, hundredths: u64) -> String {
        let scale = self.scale.factor() * Exact::from_integer(100.into());
        fixed(
            &(Exact::from_integer(hundredths.into()) / scale),
            self.digits,
        )
    }

    /// Hundredths as an amount with its unit.
    pub(super) fn money(&self, hundredths: u64) -> String {
        format!("{} {}", self.figure(hundredths), self.unit())
    }
}

impl Bar {
    fn part(&self, part: MoneyPart) -> u64 {
        let parts = MoneyPart::ALL.iter().zip(self.parts);
        parts
            .filter(|(each, _)| **each == part)
            .map(|(_, amount)| amount)
            .sum()
    }
}

fn put(bar: Option<&mut Bar>, part: MoneyPart, amount: u64) {
    let Some(bar) = bar else { return };
    for (each, slot) in MoneyPart::ALL.iter().zip(&mut bar.parts) {
        if *each == part {
            *slot += amount;
        }
    }
}

/// A period as a bar names it: years where it is whole years.
fn short_period(period: Option<&case::PosedPeriod>) -> String {
    let Some(period) = period else {
        return String::new();
    };
    let month = |date: String| date.get(..7).map(str::to_owned).unwrap_or(date.clone());
    let (from, to) = (period.window.from, period.window.to);
    let words = match (from.map(|d| d.to_string()), to.map(|d| d.to_string())) {
        (Some(from), Some(to)) => format!("{} – {}", month(from), month(to)),
        (Some(from), None) => format!("from {}", month(from)),
        (None, Some(to)) => format!("until {}", month(to)),
        (None, None) => "no dates".to_owned(),
    };
    match period.is_cover {
        true => format!("{words}, cover"),
        false => words,
    }
}
