//! Task 8: the frontier of domains whose utilities are sums over boxes of options (ANAC 2014).

use super::Bench;
use super::row::{Row, grouped};
use analysis::regions::frontier;
use problem::{Effort, Reach, Scope};
use std::time::Duration;

/// The domains, and what CP-SAT takes by an epsilon loop on a like machine, in milliseconds.
const DOMAINS: [(&str, u64); 3] = [
    ("y2014-10issues", 100),
    ("S-1NIKFRT-1", 1_600),
    ("y2014-50issues", 15_000),
];

pub(super) fn rows(bench: &Bench) -> Vec<Row> {
    let asked = DOMAINS
        .iter()
        .filter(|(_, peer)| !bench.quick || *peer <= 100);
    let rows = asked.map(|(name, peer)| {
        bench.domain(8, name, |posed| {
            let effort = Effort::unbounded(&bench.watch);
            let work = || frontier(&posed.problem, Scope::Possible, &effort);
            let (claim, cost) = bench.meter.measure(work);
            let mut row = Row::new(8, *name, cost);
            let proved = match claim.reach {
                Reach::Complete => "proved",
                Reach::Stopped(_) => "not proved",
            };
            let vectors = grouped(claim.answer.len());
            row.found = format!("{vectors} vectors {proved}");
            row.target = Some(Duration::from_millis(*peer));
            row
        })
    });
    rows.collect()
}
