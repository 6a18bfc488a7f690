//! Posing needs and money: what counts, in one currency, and which line may pay which need.
//!
//! Amounts are hundredths of a unit of the currency: money is rounded down and needs are rounded
//! up, so that what is met on paper can be met.

mod posing;

use crate::{ActId, Currency, Exact, Exchange, Footing, Funding, FundingId, Stage, View, Window};
use disclosure::PartyId;
use jiff::civil::Date;
use posing::Posing;
use problem::allocation::{Calendar, Days, Fund, FundError, LineIx, NeedIx};
use problem::{ActIx, Table};
use std::collections::BTreeMap;

/// Needs and money together with the names of what their indices stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PosedFunding {
    /// Needs and money.
    pub fund: Fund,
    /// When each step is done.
    pub calendar: Calendar,
    /// The currency, of which amounts are hundredths.
    pub currency: Currency,
    /// The needs.
    pub needs: Table<NeedIx, PosedNeed>,
    /// The lines.
    pub lines: Table<LineIx, PosedLine>,
    /// The steps that money waits for.
    pub steps: Table<ActIx, ActId>,
    /// The periods of the needs by rank, those of cover for risks last.
    pub periods: Vec<PosedPeriod>,
    /// Lines that count and that this seat cannot convert, for it knows no rate.
    pub unconverted: Vec<FundingId>,
}

/// What a need of a fund is in the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PosedNeed {
    /// The line.
    pub line: FundingId,
    /// Whether it is the cover that investors ask for, and not the need itself.
    pub for_investors: bool,
    /// When it is needed.
    pub window: Window,
}

/// What a line of a fund is in the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PosedLine {
    /// The line.
    pub line: FundingId,
    /// How far it has come.
    pub stage: Stage,
    /// The tranche, by its place, where it is one.
    pub tranche: Option<usize>,
    /// What was taken off for past delivery.
    pub discount: u64,
}

/// A period in which something is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PosedPeriod {
    /// Whether it is cover that is needed, and not money to spend.
    pub is_cover: bool,
    /// The days.
    pub window: Window,
}

/// How money is looked at: as promised or as delivered before, and with which steps moved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FundingTrial {
    /// Whether what is not paid yet counts only by what its provider has paid before.
    pub discounted: bool,
    /// Steps that are done on another day, or not at all.
    pub steps: BTreeMap<ActId, Option<Date>>,
}

/// Why needs and money cannot be held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoFunding {
    /// Nothing says in which currency.
    #[error("the case does not say in which currency money is added up")]
    NoCurrency,
    /// There is too much to count.
    #[error("the amounts or their number are more than can be counted")]
    TooMuch,
}

impl From<FundError> for NoFunding {
    fn from(_: FundError) -> Self {
        Self::TooMuch
    }
}

impl View<'_> {
    /// The needs and money that this seat sees, held against each other.
    ///
    /// # Errors
    /// When no currency is said, or there is too much to count.
    pub fn pose_funding(&self, trial: &FundingTrial) -> Result<PosedFunding, NoFunding> {
        let currency = self.report_in().ok_or(NoFunding::NoCurrency)?.clone();
        let lines: Vec<&Funding> = self.funding().map(|seen| seen.item).collect();
        let exchange = Exchange::of(self.rates().map(|seen| seen.item));
        let mut posing = Posing::new(currency, exchange, self.kept(trial));
        let parts = posing.parts(&lines);
        for line in lines.iter().filter(|line| line.footing == Footing::Counted) {
            let taken = parts.get(&line.id).cloned().unwrap_or_default();
            posing.line(line, &taken)?;
        }
        let days = self.step_days(trial);
        posing.posed(&days)
    }

    /// When each step is done: as the trial says, else as the last milestone of it does.
    fn step_days(&self, trial: &FundingTrial) -> BTreeMap<ActId, Option<Date>> {
        let milestones = self.milestones().map(|seen| {
            let day = seen.item.met.or(seen.item.expected);
            (seen.item.act.clone(), day)
        });
        let mut days: BTreeMap<ActId, Option<Date>> = milestones.collect();
        days.extend(trial.steps.clone());
        days
    }

    /// The share that each provider has paid before, where it is looked at.
    fn kept(&self, trial: &FundingTrial) -> BTreeMap<PartyId, Exact> {
        let told = self.deliveries().filter(|_| trial.discounted);
        told.filter_map(|seen| Some((seen.item.by.clone()?, seen.item.share.clone())))
            .collect()
    }
}

fn days_of(window: Window) -> Days {
    Days {
        first: window.from.map_or(i32::MIN, day_number),
        last: window.to.map_or(i32::MAX, day_number),
    }
}

/// The number of a day: how many days it lies after the first of the year 1970.
#[must_use]
pub fn day_number(day: Date) -> i32 {
    let since = day.since(Date::constant(1970, 1, 1));
    since.map_or(0, |span| span.get_days())
}
