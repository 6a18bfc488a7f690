//! Money to needs: a best allocation with its proof, what explains the gap, what each step is worth
//! and what a slipped one costs.
//!
//! The most that can be met, earlier needs first, is a maximum flow from lines to needs that opens
//! the needs rank by rank (Dinic 1970 within a rank; Megiddo 1974 for the order). Lines that may
//! pay the same needs are one source of the flow, so a hundred thousand lines are as many sources
//! as there are different windows and earmarks.

mod flow;
mod pairs;

use flow::Net;
use pairs::Pairs;
use problem::allocation::{
    Allocation, Best, Calendar, Fund, LineIx, NeedIx, Shortfall, Slip, Unlocked, Unlocking,
};
use problem::{ActIx, Bound, Claim, Effort, Index, Reach, Table};

/// How the allocation is found, in the field's words.
const METHOD: &str = "maximum flow, earlier needs first (Dinic 1970, Megiddo 1974)";

/// There are too many pairs of lines and needs to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("lines and needs make more than {PAIRS_MAX} pairs of different windows and earmarks")]
pub struct TooManyPairs;

/// The most pairs of a kind of line and a need that are held.
pub const PAIRS_MAX: usize = 20_000_000;

/// A best allocation, with its proof.
///
/// Stopped early, the allocation is one that may be made, and nothing is proved of it.
///
/// # Errors
/// When there are too many pairs of lines and needs.
pub fn best(
    fund: &Fund,
    calendar: &Calendar,
    effort: &Effort<'_>,
) -> Result<Claim<Best>, TooManyPairs> {
    let pairs = Pairs::of(fund, calendar)?;
    let net = solved(fund, &pairs, effort);
    let short_from = match net.stopped {
        true => Table::new(vec![None; fund.needs().len()]),
        false => short_from(fund, &net),
    };
    Ok(Claim {
        answer: Best {
            allocation: by_line(fund, &pairs, &net),
            short_from,
        },
        method: METHOD,
        nodes: net.nodes,
        reach: match net.stopped {
            true => Reach::Stopped(Bound::Unknown),
            false => Reach::Complete,
        },
    })
}

/// The needs that are short, taken together where the same money is open to them, each with all
/// the lines that are open to any of them.
///
/// # Errors
/// When there are too many pairs of lines and needs.
pub fn shortfalls(
    fund: &Fund,
    calendar: &Calendar,
    best: &Best,
) -> Result<Vec<Shortfall>, TooManyPairs> {
    let pairs = Pairs::of(fund, calendar)?;
    let net = Net::of(&pairs, fund.needs().len());
    let is_short = |need: u32| {
        let need = NeedIx::from_position(position(need));
        need.and_then(|need| best.short_from.get(need)?.as_ref())
            .is_some()
    };
    let mut groups: Vec<Shortfall> = Vec::new();
    for (needs, sources) in net.groups(is_short) {
        let needs: Vec<NeedIx> = ids(needs);
        let mut lines: Vec<LineIx> = Vec::new();
        for source in sources {
            lines.extend(pairs.lines(source));
        }
        lines.sort_unstable();
        let needed = needs.iter().filter_map(|need| fund.needs().get(*need));
        let open = lines.iter().filter_map(|line| fund.lines().get(*line));
        groups.push(Shortfall {
            needed: needed.map(|need| need.amount).sum(),
            open: open.map(|line| line.amount).sum(),
            needs,
            lines,
        });
    }
    groups.sort_unstable();
    Ok(groups)
}

/// What each of these open steps is worth: alone, and when all others are done; and all together.
///
/// # Errors
/// When there are too many pairs of lines and needs.
pub fn unlocking(
    fund: &Fund,
    calendar: &Calendar,
    open: &[ActIx],
    effort: &Effort<'_>,
) -> Result<Claim<Unlocking>, TooManyPairs> {
    let mut count = Count::default();
    let undone = |but: Option<ActIx>| {
        let mut calendar = calendar.clone();
        for step in open.iter().filter(|step| Some(**step) != but) {
            put(&mut calendar, *step, None);
        }
        calendar
    };
    let none = count.met(fund, &undone(None), effort)?;
    let all = count.met(fund, calendar, effort)?;
    let mut steps = Vec::new();
    for step in open {
        let mut without = calendar.clone();
        put(&mut without, *step, None);
        let waiting = fund.lines().rows().filter(|line| line.waits.contains(step));
        let alone = count.met(fund, &undone(Some(*step)), effort)?;
        let missed = count.met(fund, &without, effort)?;
        steps.push(Unlocked {
            step: *step,
            waiting: waiting.map(|line| line.amount).sum(),
            alone: alone.saturating_sub(none),
            missed: all.saturating_sub(missed),
        });
    }
    Ok(count.claim(Unlocking { none, all, steps }))
}

/// What it costs that a step is done on another day, or not at all.
///
/// # Errors
/// When there are too many pairs of lines and needs.
pub fn slip(
    fund: &Fund,
    calendar: &Calendar,
    (step, day): (ActIx, Option<i32>),
    effort: &Effort<'_>,
) -> Result<Claim<Slip>, TooManyPairs> {
    let mut slipped = calendar.clone();
    put(&mut slipped, step, day);
    let mut count = Count::default();
    let before = count.unmet(fund, calendar, effort)?;
    let after = count.unmet(fund, &slipped, effort)?;
    let (mut later, mut lost) = (0, 0);
    for (line, has) in fund.lines().iter() {
        match (fund.open(calendar, line), fund.open(&slipped, line)) {
            (Some(old), Some(new)) if new.first > old.first => later += has.amount,
            (Some(_), None) => lost += has.amount,
            (Some(_) | None, Some(_)) | (None, None) => (),
        }
    }
    Ok(count.claim(Slip {
        before: fund.by_rank(before),
        after: fund.by_rank(after),
        later,
        lost,
    }))
}

/// What several flows cost together.
#[derive(Default)]
struct Count {
    nodes: u64,
    stopped: bool,
}

impl Count {
    fn net(
        &mut self,
        fund: &Fund,
        calendar: &Calendar,
        effort: &Effort<'_>,
    ) -> Result<Net, TooManyPairs> {
        let pairs = Pairs::of(fund, calendar)?;
        let left = Effort {
            nodes_max: effort.nodes_max.saturating_sub(self.nodes),
            ..*effort
        };
        let net = solved(fund, &pairs, &left);
        self.nodes = self.nodes.saturating_add(net.nodes);
        self.stopped |= net.stopped;
        Ok(net)
    }

    fn met(
        &mut self,
        fund: &Fund,
        calendar: &Calendar,
        effort: &Effort<'_>,
    ) -> Result<u64, TooManyPairs> {
        Ok(self.net(fund, calendar, effort)?.flow.iter().sum())
    }

    fn unmet(
        &mut self,
        fund: &Fund,
        calendar: &Calendar,
        effort: &Effort<'_>,
    ) -> Result<Vec<u64>, TooManyPairs> {
        let net = self.net(fund, calendar, effort)?;
        let needs = fund.needs().rows().zip(net.met());
        Ok(needs
            .map(|(need, met)| need.amount.saturating_sub(met))
            .collect())
    }

    fn claim<T>(self, answer: T) -> Claim<T> {
        Claim {
            answer,
            method: METHOD,
            nodes: self.nodes,
            reach: match self.stopped {
                true => Reach::Stopped(Bound::Unknown),
                false => Reach::Complete,
            },
        }
    }
}

fn put(calendar: &mut Calendar, step: ActIx, day: Option<i32>) {
    if let Some(slot) = calendar.get_mut(step) {
        *slot = day;
    }
}

/// The flow, with the needs opened rank by rank.
fn solved(fund: &Fund, pairs: &Pairs, effort: &Effort<'_>) -> Net {
    let mut net = Net::of(pairs, fund.needs().len());
    let mut ranks: std::collections::BTreeMap<u32, Vec<(u32, u64)>> = Default::default();
    for (at, need) in (0..).zip(fund.needs().rows()) {
        ranks.entry(need.rank).or_default().push((at, need.amount));
    }
    for needs in ranks.into_values() {
        for (need, amount) in needs {
            net.open(need, amount);
        }
        net.fill(effort);
        if net.stopped {
            break;
        }
    }
    net
}

/// For each need the rank from which on it is short, found by walking back from what is left open.
fn short_from(fund: &Fund, net: &Net) -> Table<NeedIx, Option<u32>> {
    let mut left: Vec<(u32, u32)> = Vec::new();
    for ((at, need), met) in (0..).zip(fund.needs().rows()).zip(net.met()) {
        if met < need.amount {
            left.push((need.rank, at));
        }
    }
    left.sort_unstable();
    Table::new(net.walk_back(&left))
}

/// The flow of each kind of line, given to its lines in their order.
fn by_line(fund: &Fund, pairs: &Pairs, net: &Net) -> Allocation {
    let mut allocation = Allocation::new();
    for source in 0..pairs.sources() {
        let mut lines = pairs.lines(source);
        let mut line = lines.next();
        let has = |line: LineIx| fund.lines().get(line).map_or(0, |line| line.amount);
        let mut rest = line.map_or(0, has);
        for (need, mut amount) in net.paid(source) {
            let Some(need) = NeedIx::from_position(position(need)) else {
                continue;
            };
            while let (true, Some(from)) = (amount > 0, line) {
                let part = amount.min(rest);
                if part > 0 {
                    allocation.insert((from, need), part);
                }
                amount -= part;
                rest -= part;
                if rest == 0 {
                    line = lines.next();
                    rest = line.map_or(0, has);
                }
            }
        }
    }
    allocation
}

fn ids<I: Index>(positions: Vec<u32>) -> Vec<I> {
    let ids = positions
        .into_iter()
        .filter_map(|at| I::from_position(position(at)));
    ids.collect()
}

fn position(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod simplex;
#[cfg(test)]
mod tests;
