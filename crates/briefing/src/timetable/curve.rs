//! Exposure as a curve: what a side has given before it has received, from day to day.

use super::{NoTimetable, account_words, date};
use crate::desk::Desk;
use case::Date;
use case::{Exact, Measure, PosedPlan};
use problem::PartyIx;
use problem::plan::{Account, Schedule};
use problem::scale::decimal;

/// A day from which a side is exposed so far, until the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The days since the start of the plan.
    pub day: i32,
    /// The exposure in counted units; below 0 the side has received more than it has given.
    pub exposure: i64,
}

/// The exposure of one side on one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curve {
    /// The side.
    pub side: String,
    /// What is counted.
    pub account: Account,
    /// Its moments, in order; nothing is exposed before the first.
    pub moments: Vec<Moment>,
    /// The most that the side can bear, in counted units.
    pub limit: Option<i64>,
    /// How many counted units make one of the side's own.
    pub unit: i64,
    /// What it is counted in.
    pub measure: Measure,
}

impl Curve {
    /// The worst exposure, and the first day on which it is reached; nothing if the side is never
    /// exposed.
    #[must_use]
    pub fn worst(&self) -> Option<Moment> {
        let exposed = self.moments.iter().filter(|moment| moment.exposure > 0);
        let mut worst: Option<Moment> = None;
        for moment in exposed {
            if worst.is_none_or(|before| moment.exposure > before.exposure) {
                worst = Some(*moment);
            }
        }
        worst
    }

    /// A number of counted units in the side's own.
    #[must_use]
    pub fn figure(&self, counted: i64) -> String {
        let figure = Exact::new(counted.into(), self.unit.max(1).into());
        let digits = if figure.is_integer() { 0 } else { 2 };
        decimal(&figure, digits)
    }

    /// What is counted, in words.
    #[must_use]
    pub const fn account(&self) -> &'static str {
        account_words(self.account)
    }
}

impl Desk<'_, '_> {
    /// The curves of every side that this seat may know.
    pub(super) fn curves(
        &self,
        posed: &PosedPlan,
        schedule: &Schedule,
    ) -> Result<Vec<Curve>, NoTimetable> {
        let mut curves = Vec::new();
        for side in posed.sides.ids() {
            for account in accounts(posed.measure) {
                curves.push(self.curve(posed, schedule, (side, *account))?);
            }
        }
        Ok(curves)
    }

    fn curve(
        &self,
        posed: &PosedPlan,
        schedule: &Schedule,
        (side, account): (PartyIx, Account),
    ) -> Result<Curve, NoTimetable> {
        let exposure = posed.plan.exposure(schedule, side, account);
        let moments: Result<Vec<Moment>, NoTimetable> = exposure
            .into_iter()
            .map(|(day, exposure)| {
                Ok(Moment {
                    date: date(posed, day)?,
                    day: day.get(),
                    exposure,
                })
            })
            .collect();
        let limits = posed.plan.sides().get(side);
        Ok(Curve {
            side: self.side_name(posed, side),
            account,
            moments: moments?,
            limit: limits.and_then(|limits| limits.of(account)),
            unit: posed.units.get(side).copied().unwrap_or(1),
            measure: posed.measure,
        })
    }
}

/// The accounts that are told: of steps that are only counted, what cannot be taken back is not
/// known well enough to be kept apart.
const fn accounts(measure: Measure) -> &'static [Account] {
    match measure {
        Measure::Figures => &Account::BOTH,
        Measure::Steps => &[Account::All],
    }
}
