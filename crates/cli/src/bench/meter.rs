//! Time and memory of a piece of work: medians, wall and processor, and the peak.
//!
//! Processor time is what the kernel has counted for this process over all runs, divided by them:
//! its clock is too coarse for one short run. Memory is the kernel's high-water mark.
//! Elsewhere than on Linux only the wall clock is shown.

use std::fs;
use std::time::{Duration, Instant};

/// How often a piece of work is repeated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meter {
    /// At least so often, unless that takes more than a minute.
    pub(crate) runs: usize,
    /// Then on until so much time has passed, so that short work has a steady median.
    pub(crate) settle: Duration,
}

/// What a piece of work cost.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cost {
    /// By the clock, the median.
    pub(crate) wall: Duration,
    /// By the processor, all threads together, the mean.
    pub(crate) cpu: Duration,
    /// How many runs.
    pub(crate) runs: usize,
    /// The most memory the process held while it ran, in KiB.
    pub(crate) peak_kib: u64,
}

/// The most runs of one piece of work.
const RUNS_MAX: usize = 1_000;

/// No further run begins once the runs of one piece of work have taken so long.
const LONG: Duration = Duration::from_secs(60);

impl Meter {
    /// What a piece of work costs, with the answer of its last run.
    pub(crate) fn measure<T>(self, mut work: impl FnMut() -> T) -> (T, Cost) {
        forget_peak();
        let (begin, before) = (Instant::now(), processor());
        let mut walls = Vec::new();
        loop {
            let wall = Instant::now();
            let answer = work();
            walls.push(wall.elapsed());
            let enough = walls.len() >= self.runs && begin.elapsed() >= self.settle;
            if enough || walls.len() >= RUNS_MAX || begin.elapsed() >= LONG {
                let spent = processor().saturating_sub(before);
                let runs = u32::try_from(walls.len()).unwrap_or(u32::MAX);
                let cost = Cost {
                    runs: walls.len(),
                    wall: median(&mut walls),
                    cpu: spent / runs,
                    peak_kib: memory("VmHWM:"),
                };
                return (answer, cost);
            }
        }
    }
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The processor time of this process so far: what its threads have had, in nanoseconds, or, if
/// threads have ended since, in hundredths of a second.
fn processor() -> Duration {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten();
    let times = tasks.flatten().filter_map(|task| {
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(times.sum()).max(ticks(11))
}

/// Two fields of the kernel's line about this process, user and system time, from this one on.
fn ticks(from: usize) -> Duration {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = text.rsplit(')').next().unwrap_or_default();
    let times = fields.split_whitespace().skip(from).take(2);
    let total: u64 = times.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(total * 10)
}

/// The processor time of child processes that have ended, in hundredths of a second.
pub(crate) fn children() -> Duration {
    ticks(13)
}

/// Lets the high-water mark start again from here.
fn forget_peak() {
    // Where the kernel does not allow it, the mark is that of the whole process so far.
    drop(fs::write("/proc/self/clear_refs", "5"));
}

fn memory(mark: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(mark));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    kib.unwrap_or(0)
}
