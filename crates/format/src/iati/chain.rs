//! Which payment stands under which commitment, where an activity holds several.

use super::read::Reading;
use crate::place::shown;
use case::{Exact, Funding, FundingId, Stage, Unit};
use std::collections::BTreeMap;

/// Under how many of its activity's latest pledges or commitments a line is looked for.
const WHOLES_MAX: usize = 1_000;

impl Reading {
    /// Puts commitments under the pledge of their activity and payments under its commitments, as
    /// far as these reach: the standard does not say which belongs to which.
    pub(super) fn parts(&mut self) {
        let mut room: BTreeMap<FundingId, (Stage, Unit, Exact)> = BTreeMap::new();
        let order = |line: &Funding| line.money().map(|money| money.stage);
        let mut places: Vec<usize> = (0..self.lines.len()).collect();
        places.sort_by_key(|at| self.lines.get(*at).and_then(order));
        let mut by_activity: BTreeMap<usize, Vec<FundingId>> = BTreeMap::new();
        for at in places {
            let Some(line) = self.lines.get_mut(at) else {
                continue;
            };
            let (Some(stage), Some(amount)) = (order(line), line.amount.clone()) else {
                continue;
            };
            let Some(single) = amount.single() else {
                continue;
            };
            let owner = self.owners.get(at).copied().unwrap_or_default();
            let group = by_activity.entry(owner).or_default();
            if line.of.is_none() && stage > Stage::Pledged {
                let fits = |id: &&FundingId| {
                    room.get(*id).is_some_and(|(other, unit, left)| {
                        *other < stage
                            && unit.currency() == amount.unit.currency()
                            && *left >= single
                    })
                };
                line.of = group.iter().rev().take(WHOLES_MAX).find(fits).cloned();
                if line.of.is_none() && !group.is_empty() {
                    self.told.tell(format!(
                        "a line of `{}` fits under no pledge or commitment of its activity, and \
                         counts beside them",
                        shown(line.id.as_str())
                    ));
                }
            }
            if let Some((_, _, left)) = line.of.as_ref().and_then(|of| room.get_mut(of)) {
                *left -= &single;
            }
            if stage < Stage::Disbursed {
                group.push(line.id.clone());
                room.insert(line.id.clone(), (stage, amount.unit, single));
            }
        }
    }
}
