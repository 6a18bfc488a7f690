//! Times of the exact frontier on named instances, in CPU and wall milliseconds.
//!
//! `cargo bench -p analysis --bench frontier -- [--threads N] [--nodes N] [--vectors N]
//! [NAME ...]`; without names, the list
//! that `performance.md` compares. A figure is the median of at least five runs, fewer where one
//! run takes longer than five seconds.
#![expect(
    clippy::float_arithmetic,
    clippy::expect_used,
    reason = "a bench shows times, and stops when it is used wrongly"
)]

use analysis::instances::Recipe;
use problem::{Bound, Effort, Reach, Scope, Watch};
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

/// How much work a run may cost.
#[derive(Clone, Copy)]
struct Limits {
    threads: NonZeroUsize,
    nodes_max: u64,
    vectors_max: usize,
}

fn main() {
    let mut limits = Limits {
        threads: NonZeroUsize::MIN,
        nodes_max: u64::MAX,
        vectors_max: usize::MAX,
    };
    let mut names: Vec<String> = Vec::new();
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    while let Some(word) = words.next() {
        let mut number = || words.next().expect("a number");
        match word.as_str() {
            "--threads" => limits.threads = number().parse().expect("a number of threads"),
            "--nodes" => limits.nodes_max = number().parse().expect("a number of candidates"),
            "--vectors" => limits.vectors_max = number().parse().expect("a number of vectors"),
            _ => names.push(word),
        }
    }
    if names.is_empty() {
        names = NAMES.map(str::to_owned).to_vec();
    }
    println!(
        "{:24} {:>9} {:>11} {:>11} {:>12} {:>8}  reach",
        "instance", "vectors", "wall ms", "cpu ms", "candidates", "peak MiB"
    );
    for name in names {
        let recipe = Recipe::parse(&name).expect("the name of an instance");
        let problem = recipe.problem().expect("a recipe that makes a problem");
        measure(&name, &problem, limits);
    }
}

fn measure(name: &str, problem: &problem::Problem, limits: Limits) {
    let watch = Watch::new();
    let Limits {
        threads,
        nodes_max,
        vectors_max,
    } = limits;
    let effort = Effort {
        threads,
        nodes_max,
        vectors_max,
        watch: &watch,
    };
    let (mut walls, mut cpus) = (Vec::new(), Vec::new());
    let mut last = None;
    let begin = Instant::now();
    while walls.len() < 5 && (walls.is_empty() || begin.elapsed() < Duration::from_secs(5)) {
        drop(last.take());
        let (wall, cpu) = (Instant::now(), cpu());
        let claim = analysis::frontier::frontier(problem, Scope::Possible, &effort);
        walls.push(wall.elapsed());
        cpus.push(self::cpu().saturating_sub(cpu));
        last = Some(claim);
    }
    let claim = last.expect("at least one run");
    let reach = match &claim.reach {
        Reach::Complete => "complete".to_owned(),
        Reach::Stopped(Bound::Within(slack)) => {
            let slack: Vec<String> = slack.rows().map(|s| s.get().to_string()).collect();
            format!("within {}", slack.join(" "))
        }
        Reach::Stopped(Bound::Between(..) | Bound::AtMost(_) | Bound::Unknown) => "open".to_owned(),
    };
    let (wall, cpu) = (median(walls), median(cpus));
    let (size, nodes) = (claim.answer.len(), claim.nodes);
    println!(
        "{name:24} {size:>9} {wall:>11.3} {cpu:>11.3} {nodes:>12} {:>8}  {reach}",
        peak()
    );
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    middle.as_secs_f64() * 1e3
}

/// The processor time of this process so far.
///
/// From `/proc/self/schedstat`, which is fine but leaves out threads that have ended; with them,
/// from the ticks of a hundredth of a second in `/proc/self/stat`, where that is more.
fn cpu() -> Duration {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let fine = text
        .split(' ')
        .next()
        .and_then(|t| t.parse().ok())
        .unwrap_or(0);
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let words = text
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace();
    let ticks: u64 = words
        .skip(11)
        .take(2)
        .filter_map(|t| t.parse::<u64>().ok())
        .sum();
    let (fine, coarse) = (
        Duration::from_nanos(fine),
        Duration::from_millis(ticks * 10),
    );
    if coarse > fine + Duration::from_millis(20) {
        coarse
    } else {
        fine
    }
}

/// The most memory the process has held, in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}
