//! How many pairs of halves reach what one party, two, or several need.
#![expect(
    clippy::indexing_slicing,
    reason = "kernel: ranks and rows lie below the lengths they were made from"
)]

use super::half::Column;
use problem::Effort;
use rayon::prelude::*;

/// What one party needs of a pair of halves: that their scores add up to so much.
pub(super) struct Need<'a> {
    pub(super) a: &'a Column,
    pub(super) b: &'a Column,
    pub(super) need: i64,
}

/// How many pairs meet every need, how many may besides, and how many were looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    pub(super) pairs: u128,
    pub(super) left: u128,
    pub(super) nodes: u64,
}

impl Need<'_> {
    /// The need to do better than that.
    pub(super) const fn better(&self) -> Self {
        Self {
            a: self.a,
            b: self.b,
            need: self.need + 1,
        }
    }

    fn is_always_met(&self) -> bool {
        self.a.least() + self.b.least() >= self.need
    }

    fn is_never_met(&self) -> bool {
        self.a.most() + self.b.most() < self.need
    }
}

/// How many pairs add up to at least so much: one pass over both, sorted.
pub(super) fn one(a: &Column, b: &Column, need: i64) -> u128 {
    let mut count = 0_u128;
    let mut from = b.sorted.len();
    for score in &a.sorted {
        while from > 0 && score + b.sorted[from - 1] >= need {
            from -= 1;
        }
        count += (b.sorted.len() - from) as u128;
    }
    count
}

/// How many of so many pairs meet every need, looking at no more than the effort's nodes.
pub(super) fn all(needs: &[Need<'_>], pairs: u128, effort: &Effort<'_>) -> Counted {
    let free = |pairs| Counted {
        pairs,
        left: 0,
        nodes: 0,
    };
    if needs.iter().any(Need::is_never_met) {
        return free(0);
    }
    let open: Vec<&Need<'_>> = needs.iter().filter(|need| !need.is_always_met()).collect();
    let nodes = u64::try_from(pairs).unwrap_or(u64::MAX);
    match open.as_slice() {
        [] => free(pairs),
        [need] => free(one(need.a, need.b, need.need)),
        [first, second] => free(two(first, second)),
        _ if nodes > effort.nodes_max => Counted {
            pairs: 0,
            left: pairs,
            nodes: 0,
        },
        several => {
            let found = swept(several, effort);
            let stopped = effort.watch.is_stopped();
            Counted {
                pairs: found,
                left: if stopped { pairs - found } else { 0 },
                nodes,
            }
        }
    }
}

/// How many pairs meet two needs: the halves in order of the first, ranks of the second in a tree
/// of partial counts (Fenwick 1994).
fn two(first: &Need<'_>, second: &Need<'_>) -> u128 {
    let descending = |scores: &[i64]| {
        let mut order: Vec<u32> = (0..scores.len() as u32).collect();
        order.sort_unstable_by_key(|at| std::cmp::Reverse(scores[*at as usize]));
        order
    };
    let mut waiting = descending(&first.b.scores).into_iter().peekable();
    let ranks = &second.b.sorted;
    let mut tree = vec![0_u32; ranks.len() + 1];
    let mut entered = 0_u32;
    let mut count = 0_u128;
    for a in descending(&first.a.scores).into_iter().rev() {
        let least = first.need - first.a.scores[a as usize];
        while let Some(b) = waiting.next_if(|b| first.b.scores[*b as usize] >= least) {
            let rank = ranks.partition_point(|score| *score < second.b.scores[b as usize]);
            let mut at = rank + 1;
            while at < tree.len() {
                tree[at] += 1;
                at += at & at.wrapping_neg();
            }
            entered += 1;
        }
        let least = second.need - second.a.scores[a as usize];
        let mut at = ranks.partition_point(|score| *score < least);
        let mut below = 0;
        while at > 0 {
            below += tree[at];
            at &= at - 1;
        }
        count += u128::from(entered - below);
    }
    count
}

/// As many halves as have ranks of 16 bits.
const BLOCK: usize = 1 << 15;

/// How many pairs must be swept before a second thread pays.
const PAIRS_PER_THREAD: usize = 1 << 24;

/// How many pairs meet all needs: every pair is looked at, as ranks.
fn swept(needs: &[&Need<'_>], effort: &Effort<'_>) -> u128 {
    let rows = needs.first().map_or(0, |need| need.a.scores.len());
    let columns = needs.first().map_or(0, |need| need.b.scores.len());
    let mut count = 0_u128;
    for start in (0..columns).step_by(BLOCK) {
        let end = columns.min(start + BLOCK);
        let ranked: Vec<Ranked> = needs.iter().map(|n| Ranked::of(n, start, end)).collect();
        let row = |row: usize| {
            if effort.watch.is_stopped() {
                return 0;
            }
            u128::from(meeting(&ranked, row, end - start))
        };
        let threads = effort
            .threads
            .get()
            .min(rows * (end - start) / PAIRS_PER_THREAD + 1);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        count += match pool.build() {
            Ok(pool) if threads > 1 => pool.install(|| (0..rows).into_par_iter().map(row).sum()),
            Ok(_) | Err(_) => (0..rows).map(row).sum::<u128>(),
        };
    }
    count
}

/// One need over a block of the second half, as ranks.
struct Ranked {
    /// The rank of each second half.
    ranks: Vec<u16>,
    /// The least rank that meets the need, for each first half.
    least: Vec<u16>,
}

impl Ranked {
    fn of(need: &Need<'_>, start: usize, end: usize) -> Self {
        let block = &need.b.scores[start..end];
        let mut sorted = block.to_vec();
        sorted.sort_unstable();
        let rank = |score: i64| sorted.partition_point(|other| *other < score) as u16;
        Self {
            ranks: block.iter().map(|score| rank(*score)).collect(),
            least: need
                .a
                .scores
                .iter()
                .map(|score| rank(need.need - score))
                .collect(),
        }
    }
}

/// How many second halves of the block meet every need beside one first half.
fn meeting(needs: &[Ranked], row: usize, length: usize) -> u32 {
    const STRIP: usize = 512;
    let mut meets = [0_u16; STRIP];
    let mut count = 0;
    for start in (0..length).step_by(STRIP) {
        let width = STRIP.min(length - start);
        let meets = &mut meets[..width];
        meets.fill(1);
        for need in needs {
            let least = need.least[row];
            let ranks = &need.ranks[start..start + width];
            for (meets, rank) in meets.iter_mut().zip(ranks) {
                *meets &= u16::from(*rank >= least);
            }
        }
        count += u32::from(meets.iter().sum::<u16>());
    }
    count
}
