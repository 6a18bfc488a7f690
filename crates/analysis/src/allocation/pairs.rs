//! Which kinds of lines may pay which needs.
//!
//! Lines with one earmark whose windows meet the same needs are of one kind: each may take the
//! place of any other.

use super::{PAIRS_MAX, TooManyPairs};
use problem::Index;
use problem::allocation::{Calendar, EarmarkIx, Fund, LineIx, NeedIx};
use std::collections::BTreeMap;

/// The kinds of lines, with what each has and the needs that it may pay.
pub(super) struct Pairs {
    kinds: Vec<Kind>,
}

/// Lines that may pay the same needs.
#[derive(Default)]
pub(super) struct Kind {
    pub(super) amount: u64,
    pub(super) needs: Vec<u32>,
    lines: Vec<LineIx>,
}

impl Pairs {
    /// The kinds of a fund's lines when steps are done on these days.
    ///
    /// # Errors
    /// When there are too many pairs.
    pub(super) fn of(fund: &Fund, calendar: &Calendar) -> Result<Self, TooManyPairs> {
        let days = || fund.needs().rows().map(|need| need.days);
        let firsts = sorted(days().map(|days| days.first).collect());
        let lasts = sorted(days().map(|days| days.last).collect());
        // A window meets a need unless the need ends before it or begins after it.
        let mut kinds: BTreeMap<(EarmarkIx, usize, usize), Kind> = BTreeMap::new();
        for (line, has) in fund.lines().iter() {
            let Some(open) = fund.open(calendar, line) else {
                continue;
            };
            let over = lasts.partition_point(|last| *last < open.first);
            let begun = firsts.partition_point(|first| *first <= open.last);
            let kind = kinds.entry((has.earmark, over, begun)).or_default();
            kind.amount = kind.amount.saturating_add(has.amount);
            kind.lines.push(line);
        }
        let mut count = 0;
        for ((earmark, over, begun), kind) in &mut kinds {
            let (least, most) = (lasts.get(*over), firsts.get(begun.wrapping_sub(1)));
            let marked = fund.earmarks().get(*earmark);
            for need in marked.into_iter().flatten() {
                let days = fund.needs().get(*need).map(|need| need.days);
                let meets = days.is_some_and(|days| {
                    least.is_some_and(|least| days.last >= *least)
                        && most.is_some_and(|most| days.first <= *most)
                });
                if meets {
                    kind.needs.push(at(*need));
                    count += 1;
                }
            }
            if count > PAIRS_MAX {
                return Err(TooManyPairs);
            }
        }
        let mut kinds: Vec<Kind> = kinds.into_values().collect();
        // What may pay few needs goes first: then less has to be moved afterwards.
        kinds.sort_by_key(|kind| (kind.needs.len(), kind.lines.first().copied()));
        Ok(Self { kinds })
    }

    /// How many kinds there are.
    pub(super) fn sources(&self) -> u32 {
        u32::try_from(self.kinds.len()).unwrap_or(u32::MAX)
    }

    /// The kinds, in order.
    pub(super) fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The lines of a kind, in order.
    pub(super) fn lines(&self, source: u32) -> impl Iterator<Item = LineIx> {
        let kind = self.kinds.get(super::position(source));
        kind.into_iter().flat_map(|kind| kind.lines.iter().copied())
    }
}

fn at(need: NeedIx) -> u32 {
    u32::try_from(Index::position(need)).unwrap_or(u32::MAX)
}

fn sorted(mut days: Vec<i32>) -> Vec<i32> {
    days.sort_unstable();
    days.dedup();
    days
}
