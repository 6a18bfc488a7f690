//! Tasks 4 and 5: the exact frontier of instances of the founding case's size.

use super::Bench;
use super::row::{Row, grouped};
use analysis::frontier::frontier;
use analysis::instances::Recipe;
use problem::{Problem, Reach, Scope};
use std::num::NonZeroUsize;
use std::time::Duration;

/// The instances of task 4, what they must take on one thread in microseconds (0: nothing asked),
/// and whether they are quick.
const PLAIN: [(&str, u64, Pace); 15] = [
    ("int_20x5_p2_s2_l0", 100, Pace::Quick),
    ("int_20x5_p3_s4_l0", 5_000, Pace::Quick),
    ("int_20x5_p4_s3_l0", 80_000, Pace::Quick),
    ("int_20x5_p5_s1_l0", 1_200_000, Pace::Slow),
    ("int_20x5_p6_s1_l0", 17_000_000, Pace::Slow),
    ("real_20x5_p2_s1_l0", 0, Pace::Quick),
    ("real_20x5_p3_s1_l0", 0, Pace::Quick),
    ("real_20x5_p4_s1_l0", 0, Pace::Quick),
    ("spatial_20x5_p3_s1_l0", 0, Pace::Quick),
    ("spatial_20x5_p4_s1_l0", 0, Pace::Slow),
    ("spatial_20x5_p5_s1_l0", 0, Pace::Slow),
    ("nearpie_20x5_p2_s1_l0", 0, Pace::Quick),
    ("nearpie_20x5_p3_s1_l0", 0, Pace::Slow),
    ("int_30x6_p3_s1_l0", 0, Pace::Quick),
    ("int_30x6_p4_s1_l0", 0, Pace::Slow),
];

/// The instances of task 5.
const LINKED: [(&str, u64, Pace); 4] = [
    ("int_20x5_p2_s3_l10", 300, Pace::Quick),
    ("int_20x5_p3_s2_l10", 15_000, Pace::Quick),
    ("int_20x5_p4_s3_l10", 300_000, Pace::Slow),
    ("int_20x5_p5_s1_l10", 0, Pace::Slow),
];

/// Whether an instance is measured when there is little time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    Quick,
    Slow,
}

pub(super) fn plain(bench: &Bench) -> Vec<Row> {
    let one = NonZeroUsize::MIN;
    let rows = |threads: NonZeroUsize| {
        let asked = PLAIN
            .iter()
            .filter(move |(_, target, _)| threads == one || *target > 5_000);
        asked.flat_map(move |instance| measured(bench, 4, *instance, threads))
    };
    let mut all: Vec<Row> = rows(one).collect();
    all.extend(bench.threads.into_iter().flat_map(rows));
    all
}

pub(super) fn linked(bench: &Bench) -> Vec<Row> {
    let instances = LINKED.iter();
    let rows = instances.flat_map(|instance| measured(bench, 5, *instance, NonZeroUsize::MIN));
    rows.collect()
}

fn measured(
    bench: &Bench,
    task: u8,
    (name, target, pace): (&str, u64, Pace),
    threads: NonZeroUsize,
) -> Option<Row> {
    if bench.quick && pace == Pace::Slow {
        return None;
    }
    let problem = Recipe::parse(name)?.problem().ok()?;
    let mut row = of(bench, (task, name), &problem, (Scope::Possible, threads));
    row.target =
        (target > 0 && threads == NonZeroUsize::MIN).then(|| Duration::from_micros(target));
    if threads > NonZeroUsize::MIN {
        row.name = format!("{name} on {threads} threads");
    }
    Some(row)
}

/// The frontier of a problem, measured.
pub(super) fn of(
    bench: &Bench,
    (task, name): (u8, &str),
    problem: &Problem,
    (scope, threads): (Scope, NonZeroUsize),
) -> Row {
    bench.say(name);
    let effort = problem::Effort {
        threads,
        ..problem::Effort::unbounded(&bench.watch)
    };
    let work = || frontier(problem, scope, &effort);
    let (claim, cost) = bench.meter.measure(work);
    let vectors = claim.answer.len() as u64;
    let parties = problem.stances().len() as u64;
    let mut row = Row::new(task, name, cost);
    row.found = match claim.reach {
        Reach::Complete => format!("{} vectors", grouped(vectors)),
        Reach::Stopped(_) => format!("stopped at {} vectors", grouped(vectors)),
    };
    row.answer_bytes = Some(vectors * (parties * 8 + 4));
    row
}
