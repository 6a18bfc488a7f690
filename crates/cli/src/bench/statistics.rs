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

#[cfg(test)]
#[expect(clippy::float_arithmetic, reason = "the gold figures are doubles")]
mod tests {
    use super::super::domain;
    use super::*;
    use num_traits::ToPrimitive;
    use problem::Watch;
    use serde_json::Value;
    use std::path::Path;

    /// Domains with the name under which gold has NegMAS's own results. AMPO against City is not
    /// among them: its issues are numbered from 2, and NegMAS then adds an issue worth 1 to each.
    const GOLD: [(&str, &str); 6] = [
        ("EnergyC", "anac_y2012_EnergyC"),
        ("6issues", "genius_6issues"),
        ("CarA", "anac_y2012_CarA"),
        ("Laptop", "anac_y2011_Laptop"),
        ("group1-university", "anac_y2015_group1-university"),
        ("group6-tram", "anac_y2015_group6-tram"),
    ];

    fn close(one: f64, other: f64) -> bool {
        (one - other).abs() <= 1e-6 * other.abs().max(1.0)
    }

    fn read(data: &Path, name: &str) -> Posed {
        domain::posed(&data.join("domains/genius").join(name)).unwrap()
    }

    fn agrees(name: &str, posed: &Posed, gold: &Value) {
        let (figures, frontier, points) = found(posed, &Watch::new()).unwrap();
        let has = |picked: &[usize], point: &str| {
            let vectors = gold[point].as_array().unwrap();
            let ours = picked.iter().map(|at| {
                let scores = frontier[*at].scores.rows().zip(posed.units.rows());
                scores.map(|(score, unit)| unit.figure(*score).to_f64().unwrap())
            });
            let ours: Vec<Vec<f64>> = ours.map(Iterator::collect).collect();
            let same = |gold: &Value, ours: &[f64]| {
                let gold = gold.as_array().unwrap().iter().zip(ours);
                gold.into_iter()
                    .all(|(g, o)| close(*o, g.as_f64().unwrap()))
            };
            let all = vectors
                .iter()
                .all(|gold| ours.iter().any(|ours| same(gold, ours)));
            assert!(all, "{name}, {point}: {ours:?} for {vectors:?}");
        };
        has(&points.nash, "nash");
        has(&points.kalai, "kalai");
        has(&points.ks, "ks");
        has(&points.modified_ks, "modified_ks");
        has(&points.max_welfare, "max_welfare");
        let opposition = points.opposition_squared.unwrap().to_f64().unwrap().sqrt();
        assert!(
            close(opposition, gold["opposition"].as_f64().unwrap()),
            "{name}"
        );
        let packages = figures.packages.to_f64().unwrap();
        let share = figures.gainful.to_f64().unwrap() / packages;
        assert!(
            close(share, gold["rational_fraction"].as_f64().unwrap()),
            "{name}"
        );
        assert_eq!(
            figures.packages,
            gold["n_outcomes"].as_u64().unwrap().into()
        );
    }

    #[test]
    fn what_negmas_says_of_published_domains_is_said_again() {
        let data = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
        let Ok(text) = std::fs::read_to_string(data.join("gold/negmas.json")) else {
            assert!(std::env::var_os("ONETEXT_REQUIRE_GOLD").is_none());
            println!("gold: skipped (no shared data)");
            return;
        };
        let gold: Value = serde_json::from_str(&text).unwrap();
        for (name, key) in GOLD {
            agrees(name, &read(data, name), &gold["domains"][key]);
        }
    }
}
