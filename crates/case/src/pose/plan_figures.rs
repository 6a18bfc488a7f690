//! The figures of a plan: what steps are worth to each side, and what each can bear.
//!
//! Figures are counted in the least unit that makes all of a side's figures whole.

use super::plan::{Measure, PlanPoseError};
use super::plan_parts::Builder;
use crate::{Commitment, Exact, Worth};
use disclosure::PartyId;
use problem::plan::{Limits, WORTH_MAX};
use problem::{PartyIx, Table};

impl<'a> Builder<'_, 'a> {
    /// What a commitment is worth to the sides, in counted units.
    pub(super) fn worth(
        &self,
        item: &'a Commitment,
        units: &Table<PartyIx, i64>,
    ) -> Result<Vec<(PartyIx, i64)>, PlanPoseError> {
        let mut worth = Vec::new();
        for (ix, unit) in units.iter() {
            let Some(side) = self.sides.get(usize::from(ix.position())) else {
                continue;
            };
            let figure = match self.measure {
                Measure::Steps => counted(item, side),
                Measure::Figures => {
                    let mut of_side = self.view.worth(item);
                    let found = of_side.find(|seen| seen.item.party.as_ref() == Some(side));
                    let Some(found) = found else { continue };
                    in_units(&found.item.figure, *unit)
                        .ok_or_else(|| PlanPoseError::TooFine(side.clone()))?
                }
            };
            if figure != 0 {
                worth.push((ix, figure));
            }
        }
        Ok(worth)
    }

    /// How many counted units make one of each side's own: enough for every figure to be whole.
    pub(super) fn units(&self) -> Result<Table<PartyIx, i64>, PlanPoseError> {
        let mut units = Vec::new();
        for side in &self.sides {
            let worths = self.owed.values().flat_map(|s| self.view.worth(s.item));
            let of_side = worths.filter(|seen| seen.item.party.as_ref() == Some(side));
            let figures = of_side.map(|seen| {
                let worth: &Worth = seen.item;
                worth.figure.clone()
            });
            let limits = self.view.bearable();
            let limits = limits.filter(|seen| seen.item.party.as_ref() == Some(side));
            let limits = limits.flat_map(|seen| {
                let both = [&seen.item.all, &seen.item.irreversible];
                both.map(Clone::clone).into_iter().flatten()
            });
            let unit = match self.measure {
                Measure::Steps => Some(STEP),
                Measure::Figures => common(figures.chain(limits)),
            };
            units.push(unit.ok_or_else(|| PlanPoseError::TooFine(side.clone()))?);
        }
        Ok(Table::new(units))
    }

    pub(super) fn limits(&self, units: &Table<PartyIx, i64>) -> Result<Vec<Limits>, PlanPoseError> {
        let mut all = Vec::new();
        for (side, unit) in self.sides.iter().zip(units.rows()) {
            let mut found = self.view.bearable();
            let found = found.find(|seen| seen.item.party.as_ref() == Some(side));
            let found = found.filter(|_| self.measure == Measure::Figures);
            let Some(seen) = found else {
                all.push(Limits::default());
                continue;
            };
            let limit = |figure: &Option<Exact>| {
                let counted = figure.as_ref().map(|figure| in_units(figure, *unit));
                match counted {
                    Some(None) => Err(PlanPoseError::TooFine(side.clone())),
                    Some(Some(limit)) => Ok(Some(limit)),
                    None => Ok(None),
                }
            };
            all.push(Limits {
                all: limit(&seen.item.all)?,
                irreversible: limit(&seen.item.irreversible)?,
            });
        }
        Ok(all)
    }
}

/// What a step that is only counted comes to, in counted units: its first part is half of it.
const STEP: i64 = 2;

/// A step counted as one: given by its owner, received by its beneficiaries.
fn counted(item: &Commitment, side: &PartyId) -> i64 {
    let gives = i64::from(item.owner.as_ref() == Some(side));
    STEP * (i64::from(item.beneficiaries.contains(side)) - gives)
}

/// The least number that makes every figure whole when multiplied with it.
fn common(figures: impl Iterator<Item = Exact>) -> Option<i64> {
    let mut unit = 1_i64;
    for figure in figures {
        let below = i64::try_from(figure.denom()).ok()?;
        let (mut one, mut other) = (unit, below);
        while other != 0 {
            (one, other) = (other, one % other);
        }
        unit = (unit / one).checked_mul(below)?;
    }
    (unit <= WORTH_MAX).then_some(unit)
}

fn in_units(figure: &Exact, unit: i64) -> Option<i64> {
    let counted = figure * Exact::from_integer(unit.into());
    let counted = counted
        .is_integer()
        .then(|| i64::try_from(counted.to_integer()).ok())??;
    (counted.checked_abs()? <= WORTH_MAX).then_some(counted)
}
