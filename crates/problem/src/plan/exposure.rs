//! Exposure: what a side has delivered before it has received what it was promised for it.
//!
//! *Exposure* of a side on a day is the sum of what its deliveries that are done by then cost it,
//! less the sum of what it has received by then *and* had verified ("verification before reward",
//! UN practice notes 7). Each side counts in its own units, and nothing is ever netted between
//! sides.
//!
//! There are two accounts. *All* counts everything. *Irreversible* counts only steps that cannot be
//! taken back, on both sides of the sum: what a side received but might lose again does not cover
//! what it gave for good.

use super::{Day, Limits, Plan, Schedule, Step};
use crate::{PartyIx, StepIx};
use num_rational::Ratio;
use std::collections::BTreeMap;

/// Which steps an exposure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// Every step.
    All,
    /// Only steps that cannot be taken back.
    Irreversible,
}

/// A delivery that its side makes on trust: when it is done, the side has given more than it has
/// received and had verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OnTrust {
    /// Who trusts.
    pub side: PartyIx,
    /// What it delivers.
    pub step: StepIx,
}

/// The worst exposure of a side as a part of what it can bear.
pub type Share = Ratio<i64>;

impl Account {
    /// Both accounts.
    pub const BOTH: [Self; 2] = [Self::All, Self::Irreversible];

    /// Whether it counts a step.
    #[must_use]
    pub const fn counts(self, step: &Step) -> bool {
        match self {
            Self::All => true,
            Self::Irreversible => !step.reversible,
        }
    }
}

impl Limits {
    /// The limit on an account.
    #[must_use]
    pub const fn of(&self, account: Account) -> Option<i64> {
        match account {
            Account::All => self.all,
            Account::Irreversible => self.irreversible,
        }
    }

    /// The same limits with another one on an account.
    #[must_use]
    pub const fn with(mut self, account: Account, limit: Option<i64>) -> Self {
        match account {
            Account::All => self.all = limit,
            Account::Irreversible => self.irreversible = limit,
        }
        self
    }
}

impl Plan {
    /// The exposure of a side on an account: from each of these days on, until the next, it is so
    /// much. It is nothing before the first. Only days on which it changes are given.
    #[must_use]
    pub fn exposure(
        &self,
        schedule: &Schedule,
        side: PartyIx,
        account: Account,
    ) -> Vec<(Day, i64)> {
        let mut changes: BTreeMap<Day, i64> = BTreeMap::new();
        for (step, start) in self.steps().rows().zip(schedule.0.rows()) {
            let worth = step.worth_to(side);
            if account.counts(step) && worth != 0 {
                let counted = if worth < 0 {
                    self.done(step, *start)
                } else {
                    self.verified(step, *start)
                };
                *changes.entry(counted).or_insert(0) -= worth;
            }
        }
        let changes = changes.into_iter().filter(|(_, change)| *change != 0);
        changes
            .scan(0, |sum, (day, change)| {
                *sum += change;
                Some((day, *sum))
            })
            .collect()
    }

    /// The worst exposure of a side on an account: its largest on any day, and at least nothing.
    #[must_use]
    pub fn worst(&self, schedule: &Schedule, side: PartyIx, account: Account) -> i64 {
        let curve = self.exposure(schedule, side, account);
        let worst = curve.into_iter().map(|(_, exposure)| exposure).max();
        worst.unwrap_or(0).max(0)
    }

    /// The largest part of what it can bear that any side is exposed to on any account and day.
    ///
    /// Only limits above zero count: of a side that can bear nothing there is no part.
    #[must_use]
    pub fn share(&self, schedule: &Schedule) -> Share {
        let mut most = Share::from_integer(0);
        for (side, limits) in self.sides().iter() {
            for account in Account::BOTH {
                if let Some(limit) = limits.of(account).filter(|limit| *limit > 0) {
                    most = most.max(Share::new(self.worst(schedule, side, account), limit));
                }
            }
        }
        most
    }

    /// The deliveries made on trust: the steps that cost a side something and on whose day of being
    /// done that side is exposed, on the account of everything. In order of sides, then steps.
    #[must_use]
    pub fn on_trust(&self, schedule: &Schedule) -> Vec<OnTrust> {
        let mut found = Vec::new();
        for side in self.sides().ids() {
            let curve = self.exposure(schedule, side, Account::All);
            let dates = self.steps().iter().zip(schedule.0.rows());
            for ((ix, step), start) in dates.filter(|((_, s), _)| s.worth_to(side) < 0) {
                let done = self.done(step, *start);
                let by_then = curve.iter().rfind(|(day, _)| *day <= done);
                if by_then.is_some_and(|(_, exposure)| *exposure > 0) {
                    found.push(OnTrust { side, step: ix });
                }
            }
        }
        found
    }
}
