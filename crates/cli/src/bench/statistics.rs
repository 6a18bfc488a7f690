//! Tasks 2 and 3: everything about a domain whose packages could be enumerated.

use super::Bench;
use super::fair;
use super::row::{Row, grouped};
use analysis::fair::fair_packages;
use analysis::peer::negmas_points;
use format::scenario::Posed;
use num_bigint::BigUint;
use problem::frontier::Outcome;
use problem::peer::NegmasPoints;
use problem::statistics::Statistics;
use problem::{Effort, Scope, Table, Watch};
use std::time::Duration;

/// The domains of task 2, what NegMAS 0.16 takes on a like machine divided by 20,000, in
/// microseconds.
const FULL: [(&str, u64); 3] = [
    ("EnergyC", 1_500),
    ("AMPOvsCity", 8_150),
    ("6issues", 4_000),
];

/// The domains of task 3, and what numpy with moocore takes divided by 40, in microseconds; the
/// page asks this of domains of 100,000 packages and more.
const FAIR: [(&str, u64); 4] = [
    ("CarA", 0),
    ("group1-university", 0),
    ("EnergyC", 1_650),
    ("AMPOvsCity", 9_375),
];

pub(super) fn frontier_and_fair(bench: &Bench) -> Vec<Row> {
    let rows = FAIR.iter().map(|(name, target)| {
        bench.domain(3, name, |posed| {
            let problem = &posed.problem;
            let effort = Effort::unbounded(&bench.watch);
            let rules = fair::rules(problem);
            let work = || {
                let scope = Scope::Acceptable;
                let frontier = analysis::frontier::frontier(problem, scope, &effort);
                let fair = fair_packages(problem, scope, &rules, &effort);
                (frontier.answer.len(), fair.answer.len())
            };
            let ((vectors, fair), cost) = bench.meter.measure(work);
            let mut row = Row::new(3, *name, cost);
            row.found = format!("{fair} rules, {vectors} vectors");
            row.target = (*target > 0).then(|| Duration::from_micros(*target));
            row
        })
    });
    rows.collect()
}

pub(super) fn full(bench: &Bench) -> Vec<Row> {
    let rows = FULL.iter().map(|(name, target)| {
        bench.domain(2, name, |posed| {
            let (all, cost) = bench.meter.measure(|| found(posed, &bench.watch));
            let mut row = Row::new(2, *name, cost);
            if let Some((figures, frontier, _)) = all {
                row.found = found_in(&figures.packages, frontier.len());
                row.bound = table(bench, posed, &figures.packages);
            }
            row.target = Some(Duration::from_micros(*target));
            row
        })
    });
    rows.collect()
}

/// What NegMAS's `calc_stats` gives: counts, ranges, the frontier, and all of the peer's points.
pub(super) fn found(
    posed: &Posed,
    watch: &Watch,
) -> Option<(Statistics, Vec<Outcome>, NegmasPoints)> {
    let effort = Effort::unbounded(watch);
    let figures = analysis::statistics::statistics(&posed.problem, &effort).answer?;
    let frontier = analysis::frontier::frontier(&posed.problem, Scope::Possible, &effort);
    let frontier = frontier.answer.to_outcomes();
    let units = posed.units.rows().map(|unit| unit.value().clone());
    let units: Table<_, _> = units.collect();
    let points = negmas_points(&posed.problem, &frontier, &figures, &units);
    Some((figures, frontier, points))
}

fn found_in(packages: &BigUint, vectors: usize) -> String {
    format!("{} packages, {vectors} vectors", grouped(packages))
}

fn table(bench: &Bench, posed: &Posed, packages: &BigUint) -> Option<Duration> {
    let packages = u64::try_from(packages).ok()?;
    let parties = posed.problem.stances().len() as u64;
    Some(bench.machine.table(packages, parties))
}
