//! Money and needs: which line may pay which need, what is the most that can be met, and why no
//! more can.
//!
//! A need is an amount over some days, with a rank: of two needs the one of lower rank comes first.
//! A line is an amount that may be paid on some days, once the steps that it waits for are done,
//! on the needs of its earmark. An allocation is best when it meets as much as can be met of the
//! needs of the first rank, then as much as it still can of the second, and so on; such an
//! allocation also meets the most in all, for money can be moved between needs without loss to
//! the earlier ones (the sets of needs that can be met together form a polymatroid: Edmonds 1970;
//! Megiddo 1974, "Optimal flows in networks with multiple sources and sinks").
//!
//! Invariant: every index in a [`Fund`] exists, and neither its needs nor its lines come to more
//! than an integer holds.

mod proof;

use crate::table::Index;
use crate::{ActIx, Table};
use std::collections::{BTreeMap, BTreeSet};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl Index for $name {
            fn from_position(position: usize) -> Option<Self> {
                u32::try_from(position).ok().map(Self)
            }

            fn position(self) -> usize {
                usize::try_from(self.0).unwrap_or(usize::MAX)
            }
        }
    };
}

index!(
    /// A need, by its place.
    NeedIx
);
index!(
    /// A line of money, by its place.
    LineIx
);
index!(
    /// An earmark, by its place.
    EarmarkIx
);

/// Days from the first to the last, both counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// The first.
    pub first: i32,
    /// The last.
    pub last: i32,
}

/// What is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Need {
    /// How much.
    pub amount: u64,
    /// When.
    pub days: Days,
    /// How early it comes: a lower rank first.
    pub rank: u32,
}

/// Money.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    /// How much.
    pub amount: u64,
    /// When it may be paid.
    pub days: Days,
    /// The needs that it may be spent on.
    pub earmark: EarmarkIx,
    /// The steps that it waits for.
    pub waits: Vec<ActIx>,
}

/// Needs, and money for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fund {
    needs: Table<NeedIx, Need>,
    earmarks: Table<EarmarkIx, Vec<NeedIx>>,
    lines: Table<LineIx, Line>,
    steps: usize,
}

/// Why needs and lines make no fund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FundError {
    /// A line or an earmark names what is not there.
    #[error("a line of money names an earmark, a need or a step that does not exist")]
    NoSuchThing,
    /// Too much to count.
    #[error("the amounts come to more than can be counted")]
    TooMuch,
}

/// The day on which each step is done; none for a step that is not.
pub type Calendar = Table<ActIx, Option<i32>>;

/// How much of each line goes to each need; nothing where no amount stands.
pub type Allocation = BTreeMap<(LineIx, NeedIx), u64>;

/// A best allocation with what proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Best {
    /// The allocation.
    pub allocation: Allocation,
    /// For each need the rank from which on it is short: up to that rank, all money that is open
    /// to it goes to needs that are short too. None for a need that is never in the way.
    pub short_from: Table<NeedIx, Option<u32>>,
}

/// What a step is worth: how much more is met because of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unlocked {
    /// The step.
    pub step: ActIx,
    /// What the lines come to that wait for it.
    pub waiting: u64,
    /// How much more is met if of all open steps it alone is done.
    pub alone: u64,
    /// How much less is met if of all open steps it alone is not done.
    pub missed: u64,
}

/// What all open steps are worth, one by one and together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlocking {
    /// How much is met if none is done.
    pub none: u64,
    /// How much is met if all are done, each on its day.
    pub all: u64,
    /// Each of them.
    pub steps: Vec<Unlocked>,
}

/// What a slipped step costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What is left open by rank before it slips.
    pub before: BTreeMap<u32, u64>,
    /// What is left open by rank after it has slipped.
    pub after: BTreeMap<u32, u64>,
    /// What the lines come to that may be paid only later.
    pub later: u64,
    /// What the lines come to that can no longer be paid at all.
    pub lost: u64,
}

/// Needs that together are short, and all the money that is open to any of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shortfall {
    /// The needs.
    pub needs: Vec<NeedIx>,
    /// The lines open to them.
    pub lines: Vec<LineIx>,
    /// What the needs come to.
    pub needed: u64,
    /// What the lines come to.
    pub open: u64,
}

impl Shortfall {
    /// What is missing, whatever is done.
    #[must_use]
    pub const fn gap(&self) -> u64 {
        self.needed.saturating_sub(self.open)
    }
}

impl Days {
    /// Every day.
    pub const ALWAYS: Self = Self {
        first: i32::MIN,
        last: i32::MAX,
    };

    /// Whether the two have a day in common.
    #[must_use]
    pub const fn meet(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

impl Fund {
    /// The fund of these needs and lines, with so many steps.
    ///
    /// # Errors
    /// When something is named that is not there, or there is too much to count.
    pub fn new(
        needs: Table<NeedIx, Need>,
        earmarks: Table<EarmarkIx, Vec<NeedIx>>,
        lines: Table<LineIx, Line>,
        steps: usize,
    ) -> Result<Self, FundError> {
        let known = |need: &NeedIx| needs.get(*need).is_some();
        let marked = |line: &Line| earmarks.get(line.earmark).is_some();
        let waits = |act: &ActIx| Index::position(*act) < steps;
        let all_known = earmarks.rows().flatten().all(known)
            && lines.rows().all(marked)
            && lines.rows().flat_map(|line| &line.waits).all(waits);
        if !all_known {
            return Err(FundError::NoSuchThing);
        }
        let needed = sum(needs.rows().map(|need| need.amount));
        let money = sum(lines.rows().map(|line| line.amount));
        if needed.is_none() || money.is_none() {
            return Err(FundError::TooMuch);
        }
        let earmarks = earmarks.rows().map(|marked| {
            let distinct: BTreeSet<NeedIx> = marked.iter().copied().collect();
            distinct.into_iter().collect()
        });
        Ok(Self {
            earmarks: earmarks.collect(),
            needs,
            lines,
            steps,
        })
    }

    /// The needs.
    #[must_use]
    pub const fn needs(&self) -> &Table<NeedIx, Need> {
        &self.needs
    }

    /// The lines.
    #[must_use]
    pub const fn lines(&self) -> &Table<LineIx, Line> {
        &self.lines
    }

    /// The needs of each earmark, each once and in order.
    #[must_use]
    pub const fn earmarks(&self) -> &Table<EarmarkIx, Vec<NeedIx>> {
        &self.earmarks
    }

    /// How many steps there are.
    #[must_use]
    pub const fn steps(&self) -> usize {
        self.steps
    }

    /// The days on which a line may be paid once the steps it waits for are done; none if one is
    /// not done, or the last comes after the line has closed.
    #[must_use]
    pub fn open(&self, calendar: &Calendar, line: LineIx) -> Option<Days> {
        let line = self.lines.get(line)?;
        let mut first = line.days.first;
        for step in &line.waits {
            first = first.max((*calendar.get(*step)?)?);
        }
        let last = line.days.last;
        (first <= last).then_some(Days { first, last })
    }

    /// Whether a line may pay a need: the need is in its earmark, and the line may be paid on a
    /// day on or before the need's last and not before the line's own last is past.
    #[must_use]
    pub fn may_pay(&self, calendar: &Calendar, line: LineIx, need: NeedIx) -> bool {
        let marked = self.lines.get(line).map(|line| line.earmark);
        let marked = marked.and_then(|earmark| self.earmarks.get(earmark));
        let named = marked.is_some_and(|needs| needs.binary_search(&need).is_ok());
        let days = self.needs.get(need).map(|need| need.days);
        let open = self.open(calendar, line);
        named && matches!((open, days), (Some(open), Some(days)) if open.meet(days))
    }

    /// Whether an allocation gives no more than each line has and each need takes, and only where
    /// it may.
    #[must_use]
    pub fn allows(&self, calendar: &Calendar, allocation: &Allocation) -> bool {
        let (given, met) = (self.given(allocation), self.met(allocation));
        let within_lines = self.lines.iter().all(|(line, has)| {
            given
                .get(line)
                .copied()
                .flatten()
                .is_some_and(|paid| paid <= has.amount)
        });
        let within_needs = self.needs.iter().all(|(need, takes)| {
            met.get(need)
                .copied()
                .flatten()
                .is_some_and(|paid| paid <= takes.amount)
        });
        let open = allocation
            .iter()
            .all(|((line, need), amount)| *amount > 0 && self.may_pay(calendar, *line, *need));
        within_lines && within_needs && open
    }

    /// How much of each need an allocation leaves open.
    #[must_use]
    pub fn unmet(&self, allocation: &Allocation) -> Table<NeedIx, u64> {
        let met = self.met(allocation);
        let left = self.needs.iter().map(|(need, takes)| {
            let met = met.get(need).copied().flatten().unwrap_or(u64::MAX);
            takes.amount.saturating_sub(met)
        });
        left.collect()
    }

    /// What amounts, one for each need, come to by rank.
    pub fn by_rank(&self, amounts: impl IntoIterator<Item = u64>) -> BTreeMap<u32, u64> {
        let mut ranks = BTreeMap::new();
        for (need, amount) in self.needs.rows().zip(amounts) {
            let slot: &mut u64 = ranks.entry(need.rank).or_default();
            *slot = slot.saturating_add(amount);
        }
        ranks
    }

    fn given(&self, allocation: &Allocation) -> Table<LineIx, Option<u64>> {
        let pairs = allocation.iter();
        totals(
            self.lines.len(),
            pairs.map(|((line, _), amount)| (*line, *amount)),
        )
    }

    fn met(&self, allocation: &Allocation) -> Table<NeedIx, Option<u64>> {
        let pairs = allocation.iter();
        totals(
            self.needs.len(),
            pairs.map(|((_, need), amount)| (*need, *amount)),
        )
    }
}

/// The sum, if it can be counted.
fn sum(amounts: impl Iterator<Item = u64>) -> Option<u64> {
    amounts.into_iter().try_fold(0_u64, u64::checked_add)
}

/// The totals by index; none where one cannot be counted.
fn totals<I: Index>(
    count: usize,
    amounts: impl Iterator<Item = (I, u64)>,
) -> Table<I, Option<u64>> {
    let mut totals = Table::new(vec![Some(0_u64); count]);
    for (at, amount) in amounts {
        if let Some(slot) = totals.get_mut(at) {
            *slot = slot.and_then(|total| total.checked_add(amount));
        }
    }
    totals
}
