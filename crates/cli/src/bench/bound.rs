//! What this machine could do at best: how fast it reads, and how fast it compares.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// The physical limits of one thread, measured now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Machine {
    /// Bytes read from memory per second.
    pub(crate) read: u64,
    /// 16-bit comparisons per second, on data in the nearest cache.
    pub(crate) compare: u64,
}

/// More than the caches hold.
const BYTES: u64 = 128 << 20;

/// What is read and timed at a time: little enough to be done before another program's turn.
const WINDOW: u64 = 8 << 20;

/// How many comparisons a round makes.
const COMPARES: u64 = 16 << 20;

impl Machine {
    /// Measures the machine: the best of several rounds, for the limit is not the median.
    pub(crate) fn measured() -> Self {
        let words = vec![1_u64; (BYTES / 8) as usize];
        let window = |words: &[u64]| timed(|| read(black_box(words)));
        let windows = || words.chunks_exact((WINDOW / 8) as usize);
        let read = || windows().map(window).min().unwrap_or_default();
        let ranks: Vec<u16> = (0..16 << 10).collect();
        let compare = || timed(|| compared(black_box(&ranks)));
        Self {
            read: per_second(WINDOW, best(read)),
            compare: per_second(COMPARES, best(compare)),
        }
    }

    /// The time to read eight bytes for every party of every package, once.
    pub(crate) fn table(&self, packages: u64, parties: u64) -> Duration {
        let bytes = u128::from(packages) * u128::from(parties) * 8;
        let nanos = bytes * 1_000_000_000 / u128::from(self.read.max(1));
        Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
    }
}

fn best(round: impl Fn() -> Duration) -> Duration {
    (0..7).map(|_| round()).min().unwrap_or_default()
}

fn timed(work: impl FnOnce() -> u64) -> Duration {
    let begin = Instant::now();
    black_box(work());
    begin.elapsed()
}

fn per_second(units: u64, time: Duration) -> u64 {
    let rate = u128::from(units) * 1_000_000_000 / time.as_nanos().max(1);
    u64::try_from(rate).unwrap_or(u64::MAX)
}

fn read(words: &[u64]) -> u64 {
    let mut sums = [0_u64; 16];
    for strip in words.chunks_exact(16) {
        for (sum, word) in sums.iter_mut().zip(strip) {
            *sum = sum.wrapping_add(*word);
        }
    }
    sums.iter().sum()
}

fn compared(ranks: &[u16]) -> u64 {
    let rounds = COMPARES / ranks.len() as u64;
    let round = |least: u16| {
        let count = |strip: &[u16]| {
            strip
                .iter()
                .map(|rank| u16::from(*rank >= least))
                .sum::<u16>()
        };
        let counts = ranks.chunks(1024).map(|strip| u64::from(count(strip)));
        counts.sum::<u64>()
    };
    (0..rounds).map(|at| round(black_box(at as u16))).sum()
}
