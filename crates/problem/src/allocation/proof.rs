//! What makes an allocation best: the proof that needs no search, and the definition.

use super::{Best, Calendar, Fund, LineIx, NeedIx, Shortfall};
use crate::Table;
use crate::table::Index;
use std::collections::{BTreeMap, BTreeSet};

impl Fund {
    /// Whether an allocation is best, by its proof: up to every rank, what it leaves open is what
    /// the needs that are short come to beyond all the money that is open to any of them.
    #[must_use]
    pub fn proves(&self, calendar: &Calendar, best: &Best) -> bool {
        let short = |need: NeedIx| best.short_from.get(need).copied().flatten();
        let unmet = self.unmet(&best.allocation);
        // A need is short no earlier than at its own rank, and at that rank if anything of it is
        // left open.
        let in_time = self.needs.iter().all(|(need, takes)| {
            let left = unmet.get(need).copied().unwrap_or(0);
            match short(need) {
                Some(rank) => rank >= takes.rank && (left == 0 || rank == takes.rank),
                None => left == 0,
            }
        });
        let given = self.given(&best.allocation);
        let mut latest: BTreeMap<LineIx, Option<u32>> = BTreeMap::new();
        for (line, need) in best.allocation.keys() {
            let rank = short(*need).unwrap_or(u32::MAX);
            let slot = latest.entry(*line).or_default();
            *slot = (*slot).max(Some(rank));
        }
        let spent = self.lines.iter().all(|(line, has)| {
            let Some(first) = self.first_short(calendar, line, &best.short_from) else {
                return true;
            };
            let all = given.get(line).copied().flatten() == Some(has.amount);
            let late = latest.get(&line).copied().flatten();
            all && late.is_none_or(|late| late <= first)
        });
        best.short_from.len() == self.needs.len()
            && self.allows(calendar, &best.allocation)
            && in_time
            && spent
    }

    /// Whether these needs are open to these lines and to no others, and both come to what is said.
    #[must_use]
    pub fn is_shortfall(&self, calendar: &Calendar, short: &Shortfall) -> bool {
        let open = self.lines.ids().filter(|line| {
            let needs = short.needs.iter();
            needs
                .into_iter()
                .any(|need| self.may_pay(calendar, *line, *need))
        });
        let needs = short.needs.iter().map(|need| self.needs.get(*need));
        let needed = needs.map(|need| need.map(|need| need.amount));
        let lines = short.lines.iter().map(|line| self.lines.get(*line));
        let money = lines.map(|line| line.map(|line| line.amount));
        let distinct: BTreeSet<&NeedIx> = short.needs.iter().collect();
        open.eq(short.lines.iter().copied())
            && distinct.len() == short.needs.len()
            && needed.sum::<Option<u64>>() == Some(short.needed)
            && money.sum::<Option<u64>>() == Some(short.open)
    }

    /// The earliest rank at which a need that a line may pay is short.
    fn first_short(
        &self,
        calendar: &Calendar,
        line: LineIx,
        short: &Table<NeedIx, Option<u32>>,
    ) -> Option<u32> {
        let open = self.open(calendar, line)?;
        let marked = self.earmarks.get(self.lines.get(line)?.earmark)?;
        let days = |need: &NeedIx| self.needs.get(*need).map(|need| need.days);
        let open = marked
            .iter()
            .filter(|need| days(need).is_some_and(|d| d.meet(open)));
        open.filter_map(|need| short.get(*need).copied().flatten())
            .min()
    }

    /// What the best allocations meet of each rank, by the definition: give one unit after another
    /// to a need that may take it, or to none, keep every outcome, and take the greatest.
    ///
    /// Slow: there are as many outcomes as ways of meeting the needs in part.
    #[must_use]
    pub fn most(&self, calendar: &Calendar) -> BTreeMap<u32, u64> {
        let mut outcomes = BTreeSet::from([vec![0; self.needs.len()]]);
        for (line, has) in self.lines.iter() {
            let open = self.needs.iter();
            let open: Vec<(usize, u64)> = open
                .filter(|(need, _)| self.may_pay(calendar, line, *need))
                .map(|(need, takes)| (Index::position(need), takes.amount))
                .collect();
            for _ in 0..has.amount {
                let mut more = BTreeSet::new();
                for outcome in &outcomes {
                    for (need, takes) in &open {
                        let mut next: Vec<u64> = outcome.clone();
                        if let Some(met) = next.get_mut(*need).filter(|met| **met < *takes) {
                            *met += 1;
                            more.insert(next);
                        }
                    }
                }
                outcomes.extend(more);
            }
        }
        let by_rank = outcomes
            .iter()
            .map(|outcome| self.by_rank(outcome.iter().copied()));
        by_rank
            .max_by_key(|ranks| ranks.values().copied().collect::<Vec<_>>())
            .unwrap_or_default()
    }
}
