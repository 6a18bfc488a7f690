//! What each side gives and takes on each account, and what follows from its limit.
#![expect(
    clippy::indexing_slicing,
    reason = "positions come from the plan's own tables"
)]

use super::bits;
use super::net::{Bounds, Event, Net};
use super::relation::Relation;
use problem::PartyIx;
use problem::plan::{Account, Plan};

/// One side's account with its limit.
#[derive(Debug, Clone)]
pub(super) struct Ledger {
    pub(super) side: PartyIx,
    pub(super) account: Account,
    pub(super) limit: i64,
    /// The steps that cost the side something, and how much.
    pub(super) gives: Vec<(u32, i64)>,
    /// The steps that are worth something to it, and how much.
    pub(super) takes: Vec<(u32, i64)>,
}

/// The first and last mornings of each step's being done and verified.
#[derive(Debug, Default)]
pub(super) struct Times {
    pub(super) done: Vec<(i32, i32)>,
    pub(super) verified: Vec<(i32, i32)>,
    /// The starts behind them.
    starts: Vec<(i32, i32)>,
}

/// One receipt verified no later than one delivery is done: a way to keep a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cover {
    /// How many days the delivery waits at the least, if it was first done as early as it can be.
    pub(super) wait: i32,
    pub(super) gives: u32,
    pub(super) takes: u32,
}

/// On how many days beyond the limit the covers are looked at.
const DAYS_LOOKED_AT: usize = 6;

/// What a limit says about one delivery.
#[derive(Debug, Default)]
pub(super) struct Demand {
    /// The delivery is done no earlier than this morning.
    pub(super) not_before: Option<i32>,
    /// Receipts without which the limit cannot be kept.
    pub(super) needed: Vec<u32>,
}

/// A limit that cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken;

impl Ledger {
    /// The accounts of every side.
    pub(super) fn all(plan: &Plan) -> Vec<Self> {
        let mut ledgers = Vec::new();
        for (side, limits) in plan.sides().iter() {
            for account in Account::BOTH {
                let steps = plan.steps().iter().filter(|(_, step)| account.counts(step));
                let worth: Vec<(u32, i64)> = steps
                    .map(|(ix, step)| (ix.position(), step.worth_to(side)))
                    .collect();
                let gives = worth.iter().filter(|(_, w)| *w < 0);
                ledgers.push(Self {
                    side,
                    account,
                    limit: limits.of(account).unwrap_or(i64::MAX),
                    gives: gives.map(|(step, worth)| (*step, -worth)).collect(),
                    takes: worth.iter().filter(|(_, w)| *w > 0).copied().collect(),
                });
            }
        }
        ledgers
    }

    /// Whether no order of the steps could pass the limit.
    pub(super) fn is_idle(&self) -> bool {
        self.gives.iter().map(|(_, cost)| cost).sum::<i64>() <= self.limit
    }

    /// Whether the limit is broken on some day by deliveries that are surely done and receipts that
    /// cannot yet be verified.
    pub(super) fn is_broken(&self, times: &Times) -> bool {
        let gives = self
            .gives
            .iter()
            .map(|(s, cost)| (times.done[*s as usize].1, *cost));
        let takes = self
            .takes
            .iter()
            .map(|(s, worth)| (times.verified[*s as usize].0, -worth));
        !self.beyond(gives.chain(takes).collect()).is_empty()
    }

    /// The days on which changes lead beyond the limit, and how far they lead.
    fn beyond(&self, mut changes: Vec<(i32, i64)>) -> Vec<(i32, i64)> {
        changes.sort_unstable();
        let mut sum = 0;
        let days = changes.chunk_by(|one, other| one.0 == other.0);
        let sums = days.map(|days| {
            sum += days.iter().map(|(_, change)| change).sum::<i64>();
            (days[0].0, sum)
        });
        sums.filter(|(_, sum)| *sum > self.limit).collect()
    }

    /// What the limit asks of one delivery.
    pub(super) fn demand(
        &self,
        gives: u32,
        relation: &Relation,
        times: &Times,
    ) -> Result<Demand, Broken> {
        let (first, last) = times.done[gives as usize];
        let need = self.need(gives, relation, times);
        if need <= 0 {
            return Ok(Demand::default());
        }
        let may = |takes: u32, verified: i32| verified <= last && !relation.never.has(gives, takes);
        let (mut all, mut now, mut largest) = (0, 0, 0);
        for (takes, worth) in &self.takes {
            let verified = times.verified[*takes as usize].0;
            if may(*takes, verified) {
                all += worth;
                now += if verified <= first { *worth } else { 0 };
                largest = largest.max(*worth);
            }
        }
        if all < need {
            return Err(Broken);
        }
        if now >= need && all - largest >= need {
            return Ok(Demand::default());
        }
        let open = self.takes.iter().map(|(takes, worth)| {
            let verified = times.verified[*takes as usize].0;
            (verified, *worth, *takes)
        });
        let mut may: Vec<_> = open
            .filter(|(verified, _, takes)| may(*takes, *verified))
            .collect();
        may.sort_unstable();
        let mut sum = 0;
        let enough = may.iter().find(|(_, worth, _)| {
            sum += worth;
            sum >= need
        });
        let needed = may.iter().filter(|(_, worth, takes)| {
            all - worth < need
                && !relation.got.has(*takes, gives)
                && times.verified[*takes as usize].1 > first
        });
        Ok(Demand {
            not_before: enough.map(|(morning, ..)| *morning),
            needed: needed.map(|(.., takes)| *takes).collect(),
        })
    }

    /// How much must surely have been received when a delivery is done.
    pub(super) fn need(&self, gives: u32, relation: &Relation, times: &Times) -> i64 {
        let first = times.done[gives as usize].0;
        let given = self.gives.iter().filter(|(other, _)| {
            relation.then.has(*other, gives) || times.done[*other as usize].1 <= first
        });
        given.map(|(_, cost)| cost).sum::<i64>() - self.limit
    }

    /// How much can have been received when a delivery is done, without certain receipts.
    pub(super) fn without(
        &self,
        receipts: &[u64],
        gives: u32,
        (relation, times): (&Relation, &Times),
    ) -> i64 {
        let last = times.done[gives as usize].1;
        let free = self.takes.iter().filter(|(takes, _)| {
            times.verified[*takes as usize].0 <= last
                && !relation.never.has(gives, *takes)
                && !bits::has(receipts, *takes)
        });
        free.map(|(_, worth)| worth).sum()
    }

    /// If the earliest dates pass the limit: the fewest covers one of which every schedule within
    /// the limit has. Of the deliveries that together are too much on some day, the last waits for
    /// one more receipt (Neumann and Schwindt 2002, for inventories).
    pub(super) fn covers(&self, relation: &Relation, times: &Times) -> Option<Vec<Cover>> {
        let gives = self
            .gives
            .iter()
            .map(|(s, cost)| (times.done[*s as usize].0, *cost));
        let takes = self
            .takes
            .iter()
            .map(|(s, worth)| (times.verified[*s as usize].0, -worth));
        let beyond = self.beyond(gives.chain(takes).collect());
        let mut best: Option<Vec<Cover>> = None;
        for (day, exposure) in beyond.into_iter().take(DAYS_LOOKED_AT) {
            let covers = self.covers_on(day, exposure, relation, times);
            if best.as_ref().is_none_or(|best| covers.len() < best.len()) {
                best = Some(covers);
            }
        }
        best
    }

    /// The covers one of which keeps the limit on a day.
    fn covers_on(&self, day: i32, exposure: i64, relation: &Relation, times: &Times) -> Vec<Cover> {
        let mut excess = exposure - self.limit;
        let mut leave_out = |items: &mut Vec<(u32, i64)>| {
            items.sort_by_key(|(step, size)| (*size, *step));
            items.retain(|(_, size)| {
                let stays = *size >= excess;
                excess -= if stays { 0 } else { *size };
                stays
            });
        };
        let given = self
            .gives
            .iter()
            .filter(|(s, _)| times.done[*s as usize].0 <= day);
        let mut given: Vec<(u32, i64)> = given.copied().collect();
        leave_out(&mut given);
        let open = self
            .takes
            .iter()
            .filter(|(s, _)| times.verified[*s as usize].0 > day);
        let mut open: Vec<(u32, i64)> = open.copied().collect();
        leave_out(&mut open);
        open = first_of(&open, relation);
        given = last_of(&given, relation);
        let mut covers = Vec::new();
        for (gives, _) in &given {
            let done = times.done[*gives as usize];
            for (takes, _) in &open {
                let verified = times.verified[*takes as usize].0;
                if verified <= done.1 && !relation.never.has(*gives, *takes) {
                    covers.push(Cover {
                        wait: (verified - done.0).max(0),
                        gives: *gives,
                        takes: *takes,
                    });
                }
            }
        }
        covers.sort_unstable();
        covers
    }
}

/// The deliveries of which, whatever the dates, one is the last of all.
fn last_of(given: &[(u32, i64)], relation: &Relation) -> Vec<(u32, i64)> {
    let before = |one: u32, other: u32| relation.then.has(one, other);
    let is_last = |(step, _): &&(u32, i64)| {
        let mut others = given
            .iter()
            .map(|(other, _)| *other)
            .filter(|other| other != step);
        !others.any(|other| before(*step, other) && (!before(other, *step) || other < *step))
    };
    given.iter().filter(is_last).copied().collect()
}

/// The receipts without which none of the others can come in time either.
fn first_of(open: &[(u32, i64)], relation: &Relation) -> Vec<(u32, i64)> {
    let before = |one: u32, other: u32| relation.got.has(one, other);
    let is_first = |(step, _): &&(u32, i64)| {
        let mut others = open
            .iter()
            .map(|(other, _)| *other)
            .filter(|other| other != step);
        !others.any(|other| before(other, *step) && (!before(*step, other) || other < *step))
    };
    open.iter().filter(is_first).copied().collect()
}

impl Times {
    /// Reads the times that bounds leave; what has not moved since the last reading stays.
    pub(super) fn read(&mut self, net: &Net, bounds: &Bounds) {
        let size = net.size();
        if self.starts.len() != size {
            self.starts = vec![(i32::MAX, i32::MIN); size];
            self.done = self.starts.clone();
            self.verified = self.starts.clone();
        }
        let starts = bounds.earliest.iter().zip(&bounds.latest);
        for (step, (first, last)) in (0_u32..).zip(starts) {
            let at = step as usize;
            if self.starts[at] != (*first, *last) {
                let both = |event| (net.at(step, event, *first), net.at(step, event, *last));
                self.starts[at] = (*first, *last);
                self.done[at] = both(Event::Done);
                self.verified[at] = both(Event::Verified);
            }
        }
    }
}
