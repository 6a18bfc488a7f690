//! Times of the exact frontier on named instances, in CPU and wall milliseconds.
//!
//! `cargo bench -p analysis --bench frontier -- [--threads N] [NAME ...]`; without names, the list
//! that `performance.md` compares. A figure is the median of at least five runs, fewer where one
//! run takes longer than five seconds.
#![expect(
    clippy::float_arithmetic,
    clippy::expect_used,
    reason = "a bench shows times, and stops when it is used wrongly"
)]

use analysis::instances::Recipe;
use problem::{Effort, Scope, Watch};
use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

const NAMES: [&str; 14] = [
    "int_20x5_p2_s2_l0",
    "int_20x5_p3_s4_l0",
    "int_20x5_p4_s3_l0",
    "real_20x5_p4_s1_l0",
    "spatial_20x5_p4_s1_l0",
    "nearpie_20x5_p3_s4_l0",
    "int_20x5_p5_s1_l0",
    "int_30x6_p4_s1_l0",
    "int_20x5_p2_s3_l10",
    "int_20x5_p3_s2_l10",
    "int_20x5_p4_s3_l10",
    "int_20x5_p5_s1_l10",
    "real_20x5_p5_s1_l0",
    "int_20x5_p6_s1_l0",
];

fn main() {
    let mut threads = NonZeroUsize::MIN;
    let mut names: Vec<String> = Vec::new();
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    while let Some(word) = words.next() {
        if word == "--threads" {
            let count = words.next().expect("a number of threads");
            threads = count.parse().expect("a number of threads");
        } else {
            names.push(word);
        }
    }
    if names.is_empty() {
        names = NAMES.map(str::to_owned).to_vec();
    }
    println!(
        "{:28} {:>9} {:>11} {:>11} {:>12} {:>8}",
        "instance", "frontier", "wall ms", "cpu ms", "candidates", "peak MiB"
    );
    for name in names {
        let recipe = Recipe::parse(&name).expect("the name of an instance");
        let problem = recipe.problem().expect("a recipe that makes a problem");
        measure(&name, &problem, threads);
    }
}

fn measure(name: &str, problem: &problem::Problem, threads: NonZeroUsize) {
    let watch = Watch::new();
    let effort = Effort {
        threads,
        ..Effort::unbounded(&watch)
    };
    let (mut walls, mut cpus) = (Vec::new(), Vec::new());
    let (mut size, mut nodes) = (0, 0);
    let begin = Instant::now();
    while walls.len() < 5 && (walls.is_empty() || begin.elapsed() < Duration::from_secs(5)) {
        let (wall, cpu) = (Instant::now(), cpu());
        let claim = analysis::frontier::frontier(problem, Scope::Possible, &effort);
        walls.push(wall.elapsed());
        cpus.push(self::cpu().saturating_sub(cpu));
        (size, nodes) = (claim.answer.len(), claim.nodes);
    }
    let (wall, cpu) = (median(walls), median(cpus));
    println!(
        "{name:28} {size:>9} {wall:>11.3} {cpu:>11.3} {nodes:>12} {:>8}",
        peak()
    );
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    middle.as_secs_f64() * 1e3
}

/// The processor time of this process so far, from `/proc/self/schedstat` of every thread.
fn cpu() -> Duration {
    let threads = std::fs::read_dir("/proc/self/task")
        .into_iter()
        .flatten()
        .flatten();
    let times = threads.filter_map(|thread| {
        let text = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(times.sum())
}

/// The most memory the process has held, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}
