//! Task 1: a whole process on a small domain, from start to printed answer.

use super::meter::children;
use super::row::Row;
use super::{Bench, domain, statistics};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const DOMAINS: [&str; 2] = ["CarA", "group1-university"];

pub(super) fn rows(bench: &Bench) -> Vec<Row> {
    let row = |name: &&str| {
        let Some(folder) = bench.folder(name) else {
            return bench.without(1, name);
        };
        let runs = bench.meter.runs.max(20);
        let before = children();
        let work = || child(&folder);
        let meter = super::meter::Meter {
            runs,
            ..bench.meter
        };
        let (worked, mut cost) = meter.measure(work);
        let spent = children().saturating_sub(before);
        cost.cpu = spent / u32::try_from(cost.runs).unwrap_or(1);
        cost.peak_kib = 0;
        let mut row = Row::new(1, *name, cost);
        row.target = Some(Duration::from_millis(10));
        if let Err(error) = worked {
            row.note = format!("{error:#}");
        }
        row
    };
    DOMAINS.iter().map(row).collect()
}

fn child(folder: &Path) -> Result<()> {
    let binary = std::env::current_exe().context("finding this program")?;
    let status = Command::new(binary)
        .args(["bench", "--domain"])
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .context("starting this program again")?;
    anyhow::ensure!(status.success(), "the child process failed");
    Ok(())
}

/// What the child does: reads one domain, finds everything, prints it.
pub(super) fn one(bench: &Bench, folder: &Path) -> Result<()> {
    let posed = domain::posed(folder)?;
    let found = statistics::found(&posed, &bench.watch).context("there is no package")?;
    let (figures, frontier, points) = found;
    println!("packages    {}", figures.packages);
    println!("acceptable  {}", figures.acceptable);
    println!("frontier    {}", frontier.len());
    for (name, picked) in [("nash", &points.nash), ("welfare", &points.max_welfare)] {
        for outcome in picked.iter().filter_map(|at| frontier.get(*at)) {
            let scores = outcome.scores.rows().zip(posed.units.rows());
            let figures: Vec<String> = scores.map(|(s, unit)| unit.decimal(*s, 6)).collect();
            println!("{name:11} {}", figures.join(" "));
        }
    }
    Ok(())
}
