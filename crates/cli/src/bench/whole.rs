//! Task 1: a whole process on a small domain or case, from start to printed answer.

use super::meter::{Meter, children};
use super::row::Row;
use super::{Bench, domain, statistics};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const DOMAINS: [&str; 2] = ["CarA", "group1-university"];

/// Cases that ship with the program, briefed in full for the mediator.
const CASES: [&str; 2] = ["cases/bill-and-jack", "cases/harbour-six"];

pub(super) fn rows(bench: &Bench) -> Vec<Row> {
    let domains = DOMAINS.iter().map(|name| match bench.folder(name) {
        Some(folder) => {
            let words = ["bench".into(), "--domain".into(), folder.into_os_string()];
            measured(bench, name, &words)
        }
        None => bench.without(1, name),
    });
    let cases = CASES.iter().filter(|case| Path::new(case).is_dir());
    let cases = cases.map(|case| {
        let words = ["brief", case, "--seat", "mediator"].map(OsString::from);
        measured(bench, &format!("brief {case}"), &words)
    });
    domains.chain(cases).collect()
}

fn measured(bench: &Bench, name: &str, words: &[OsString]) -> Row {
    bench.say(name);
    let meter = Meter {
        runs: bench.meter.runs.max(20),
        ..bench.meter
    };
    let before = children();
    let (worked, mut cost) = meter.measure(|| child(words));
    let spent = children().saturating_sub(before);
    cost.cpu = spent / u32::try_from(cost.runs).unwrap_or(1);
    cost.peak_kib = 0;
    let mut row = Row::new(1, name, cost);
    row.target = Some(Duration::from_millis(10));
    if let Err(error) = worked {
        row.note = format!("{error:#}");
    }
    row
}

/// Runs this program again; an answer of no is an answer.
fn child(words: &[OsString]) -> Result<()> {
    let binary = std::env::current_exe().context("finding this program")?;
    let status = Command::new(binary)
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .context("starting this program again")?;
    anyhow::ensure!(
        matches!(status.code(), Some(0 | 2)),
        "the child process failed"
    );
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
