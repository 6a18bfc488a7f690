//! Whether the money meets the needs: by period, what is missing and why, what each step unlocks
//! and what a slipped one costs.

mod steps;

use crate::briefing::{Found, Section};
use crate::desk::{Desk, joined};
use crate::picture::{MoneyPart, PeriodBar, Periods, Picture};
use crate::reach;
use crate::section::money::{figure_words, fixed, window_words};
use analysis::allocation::{TooManyPairs, best, shortfalls};
use case::{ActId, Exact, Funding, FundingId, FundingTrial, PosedFunding, Scale, Stage};
use problem::Claim;
use problem::allocation::{Best, Shortfall};
use std::collections::{BTreeMap, BTreeSet};

/// How many shortfalls, and how many names in each, are told.
const TOLD_MAX: usize = 8;

/// Needs and money as posed, with what is asked of them again and again.
pub(crate) struct Account<'a> {
    pub(crate) posed: PosedFunding,
    lines: BTreeMap<&'a FundingId, &'a Funding>,
    done: BTreeSet<&'a ActId>,
    scale: Scale,
    digits: u32,
}

impl<'a> Desk<'_, 'a> {
    /// Whether the money that this seat sees meets the needs that it sees; nothing where no
    /// currency is said.
    pub(crate) fn funding(&self, trial: &FundingTrial) -> Option<Section> {
        let account = self.account(trial)?;
        if account.posed.needs.is_empty() {
            return None;
        }
        match self.funding_answer(&account, trial) {
            Ok(section) => Some(section),
            Err(error) => {
                let heading = "Needs and money cannot be held against each other";
                Some(Section::new("funding", heading).say(format!("{error}.")))
            }
        }
    }

    pub(crate) fn account(&self, trial: &FundingTrial) -> Option<Account<'a>> {
        let posed = self.view.pose_funding(trial).ok()?;
        let met = self
            .view
            .milestones()
            .filter(|seen| seen.item.met.is_some());
        let needed: u64 = posed.fund.needs().rows().map(|need| need.amount).sum();
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

    fn funding_answer(
        &self,
        account: &Account<'a>,
        trial: &FundingTrial,
    ) -> Result<Section, TooManyPairs> {
        let PosedFunding { fund, calendar, .. } = &account.posed;
        let claim = best(fund, calendar, self.effort)?;
        let short = shortfalls(fund, calendar, &claim.answer)?;
        let bars = account.bars(&claim.answer);
        let mut section = Section::new("funding", account.heading(&bars))
            .picture(account.picture(&bars))
            .say(account.stages(&claim.answer))
            .list(self.shortfall_words(account, &short));
        section = self.with_discount(section, (account, account.missing(&bars)), trial)?;
        section = self.with_steps(section, account)?;
        let checked = fund.proves(calendar, &claim.answer)
            && short.iter().all(|each| fund.is_shortfall(calendar, each));
        section = section.list(self.rates_used(account)).remark(
            "Earlier periods come first; in one period, the order of the file. Money goes to a \
             need within its earmark, on days that both have, once the steps it waits for are \
             done as expected. What is part of another line is not counted beside it.",
        );
        if !account.posed.unconverted.is_empty() {
            let count = account.posed.unconverted.len();
            section = section.remark(format!(
                "{count} lines are left out: no rate is known here for their currency."
            ));
        }
        Ok(section.found(found(&claim, checked)))
    }

    /// Why it is missing: needs, and all the money that is open to any of them.
    fn shortfall_words(&self, account: &Account<'a>, short: &[Shortfall]) -> Vec<String> {
        let mut short: Vec<&Shortfall> = short.iter().filter(|each| each.gap() > 0).collect();
        short.sort_by_key(|each| std::cmp::Reverse(each.gap()));
        let told = short.iter().take(TOLD_MAX).map(|each| {
            let needs = each.needs.iter().filter_map(|need| {
                let need = account.posed.needs.get(*need)?;
                let title = self.line_title(account, &need.line);
                Some(match need.for_investors {
                    true => format!("the cover that investors ask for in {title}"),
                    false => title,
                })
            });
            let lines = each.lines.iter().filter_map(|line| {
                let line = account.posed.lines.get(*line)?;
                Some(self.line_title(account, &line.line))
            });
            let (needs, lines) = (few(needs), few(lines));
            let (needed, open) = (account.money(each.needed), account.money(each.open));
            let gap = account.money(each.gap());
            match lines {
                None => format!(
                    "No money is open to {} ({needed}).",
                    needs.unwrap_or_default()
                ),
                Some(lines) => format!(
                    "Of {} ({needed}), {gap} is missing whatever is done: no money is open to it \
                     but {lines}, together {open}.",
                    needs.unwrap_or_default()
                ),
            }
        });
        let mut words: Vec<String> = told.collect();
        if let Some(more) = short.len().checked_sub(TOLD_MAX + 1) {
            words.push(format!("{} more shortfalls are smaller.", more + 1));
        }
        words
    }

    fn line_title(&self, account: &Account<'a>, id: &FundingId) -> String {
        let title = account.lines.get(id).map(|line| self.words(&line.text));
        format!("“{}”", title.unwrap_or_else(|| id.as_str()))
    }

    /// What is missing if what is not paid is paid as before.
    fn with_discount(
        &self,
        section: Section,
        (account, gap): (&Account<'a>, u64),
        trial: &FundingTrial,
    ) -> Result<Section, TooManyPairs> {
        let shares: Vec<String> = self
            .view
            .deliveries()
            .filter_map(|seen| {
                let share = &seen.item.share * Exact::from_integer(100.into());
                let by = self.party_name(seen.item.by.as_ref()?);
                let assumed = if seen.item.given_by.is_some() {
                    ", assumed"
                } else {
                    ""
                };
                Some(format!("{by} {}%{assumed}", figure_words(&share)))
            })
            .collect();
        if shares.is_empty() || trial.discounted {
            return Ok(section);
        }
        let trial = FundingTrial {
            discounted: true,
            ..trial.clone()
        };
        let Some(less) = self.account(&trial) else {
            return Ok(section);
        };
        let claim = best(&less.posed.fund, &less.posed.calendar, self.effort)?;
        let more = account
            .missing(&less.bars(&claim.answer))
            .saturating_sub(gap);
        let off: u64 = less.posed.lines.rows().map(|line| line.discount).sum();
        Ok(section.say(format!(
            "If each pays of what is not yet paid the share that it paid before ({}), {} less comes \
             and {} more is missing.",
            joined(&shares),
            account.money(off),
            account.money(more)
        )))
    }

    fn rates_used(&self, account: &Account<'a>) -> Vec<String> {
        let rates = self.view.rates().map(|seen| seen.item);
        let exchange = case::Exchange::of(rates);
        let currencies: BTreeSet<_> = account
            .lines
            .values()
            .filter(|line| line.footing == case::Footing::Counted)
            .filter_map(|line| line.amount.as_ref()?.unit.currency())
            .collect();
        let used = currencies.into_iter().filter_map(|from| {
            let to = &account.posed.currency;
            let rate = exchange.rate(from, to).filter(|_| from != to)?;
            let used = exchange.used(from, to)?;
            Some(format!(
                "{from} is counted at {} {to}, the rate of {}{}.",
                problem::scale::decimal(&rate, 4),
                used.date,
                crate::desk::remarks(&used.grounds) + &self.sources(&used.grounds)
            ))
        });
        used.collect()
    }
}

/// What stands in one bar of the picture, in hundredths.
#[derive(Default, Clone)]
pub(crate) struct Bar {
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
    pub(crate) fn bars(&self, best: &Best) -> Vec<Bar> {
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
    fn missing(&self, bars: &[Bar]) -> u64 {
        self.sum(bars, false, |bar| bar.part(MoneyPart::Missing))
    }

    // tidy: bool, because money to spend and cover are the two halves of one account.
    fn sum(&self, bars: &[Bar], is_cover: bool, of: impl Fn(&Bar) -> u64) -> u64 {
        let halves = self.posed.periods.iter().zip(bars);
        let half = halves.filter(|(period, _)| period.is_cover == is_cover);
        half.map(|(_, bar)| of(bar)).sum()
    }

    /// What is missing, period by period: periods may overlap, and so are not added up.
    fn heading(&self, bars: &[Bar]) -> String {
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
        match few(open) {
            None => "Money on record meets every need that counts".to_owned(),
            Some(open) => format!("No money on record meets, in {unit}: {open}"),
        }
    }

    fn period(&self, at: usize) -> String {
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

    fn picture(&self, bars: &[Bar]) -> Picture {
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
    fn stages(&self, best: &Best) -> String {
        let fund = &self.posed.fund;
        let of = |stage| {
            let lines = fund.lines().rows().zip(self.posed.lines.rows());
            let of_stage = lines.filter(|(_, named)| named.stage == stage);
            self.money(of_stage.map(|(line, _)| line.amount).sum())
        };
        let all: u64 = fund.lines().rows().map(|line| line.amount).sum();
        let used: u64 = best.allocation.values().sum();
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

    /// The unit in which figures are shown.
    fn unit(&self) -> String {
        case::Unit::Money {
            currency: self.posed.currency.clone(),
            scale: self.scale,
            pace: case::Pace::Whole,
        }
        .to_string()
    }

    /// Hundredths as a figure of the shown unit.
    pub(crate) fn figure(&self, hundredths: u64) -> String {
        let scale = self.scale.factor() * Exact::from_integer(100.into());
        fixed(
            &(Exact::from_integer(hundredths.into()) / scale),
            self.digits,
        )
    }

    /// Hundredths as an amount with its unit.
    pub(crate) fn money(&self, hundredths: u64) -> String {
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

/// The first few of some names, each once, and how many more there are.
fn few(names: impl Iterator<Item = String>) -> Option<String> {
    let mut seen = BTreeSet::new();
    let mut names: Vec<String> = names.filter(|name| seen.insert(name.clone())).collect();
    if names.is_empty() {
        return None;
    }
    let more = names.len().saturating_sub(TOLD_MAX);
    names.truncate(TOLD_MAX);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    Some(joined(&names))
}

fn found(claim: &Claim<Best>, checked: bool) -> Found {
    // tidy: bool, because it is the outcome of the check that stands beside it.
    let checked = match checked {
        true => "the allocation and the reason for each gap were checked line by line",
        false => "the check did not pass, or the work was stopped: treat this section as a sketch",
    };
    Found {
        what: "Money to needs".into(),
        method: claim.method.into(),
        nodes: claim.nodes,
        reach: reach::words(&claim.reach),
        checked: checked.into(),
    }
}
