//! `cargo xtask peers [--quick] [--task N]`: the bench beside the programs that people use today.
//!
//! Both sides run one after the other, task by task, on the same domains and instances, and a table
//! of ratios is printed for `docs/performance.md`. The peers come from the Python index into a
//! throw-away environment under `target/`; nothing of theirs is kept.

mod pair;
mod venv;

use crate::house::{House, output, run as run_command, shown};
use anyhow::{Context, Result, bail};
use pair::{Line, table};
use std::path::PathBuf;
use venv::Venv;

const DOMAINS: &str = "../shared/data/domains/genius";

/// A task with peers: what they are measured on, and at how many runs and seconds they stop.
struct Task {
    number: &'static str,
    driver: Driver,
    quick: &'static [&'static str],
    slow: &'static [&'static str],
}

/// What the names of a task are.
enum Driver {
    /// Folders of published domains.
    Domain,
    /// The same, for talks by alternating offers.
    Offers,
    /// Seeded instances.
    Instance,
}

const TASKS: [Task; 5] = [
    Task {
        number: "1",
        driver: Driver::Domain,
        quick: &["CarA", "group1-university"],
        slow: &[],
    },
    Task {
        number: "2",
        driver: Driver::Domain,
        quick: &["EnergyC"],
        slow: &["AMPOvsCity", "6issues"],
    },
    Task {
        number: "3",
        driver: Driver::Domain,
        quick: &["CarA", "group1-university", "EnergyC", "AMPOvsCity"],
        slow: &[],
    },
    Task {
        number: "4",
        driver: Driver::Instance,
        quick: &[
            "int_20x5_p2_s2_l0",
            "int_20x5_p3_s4_l0",
            "int_20x5_p4_s3_l0",
            "real_20x5_p2_s1_l0",
            "real_20x5_p3_s1_l0",
            "spatial_20x5_p3_s1_l0",
            "nearpie_20x5_p2_s1_l0",
            "int_30x6_p3_s1_l0",
        ],
        slow: &[
            "int_20x5_p5_s1_l0",
            "int_20x5_p6_s1_l0",
            "real_20x5_p4_s1_l0",
            "spatial_20x5_p4_s1_l0",
            "spatial_20x5_p5_s1_l0",
            "nearpie_20x5_p3_s1_l0",
            "int_30x6_p4_s1_l0",
        ],
    },
    Task {
        number: "14",
        driver: Driver::Offers,
        quick: &[
            "Laptop",
            "EnglandZimbabwe",
            "Amsterdam",
            "CarA",
            "Domain4",
            "group6-tram",
        ],
        slow: &["EnergyC"],
    },
];

/// What a run was asked to do.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wish {
    quick: bool,
    tasks: Vec<String>,
}

/// Measures both sides and prints the table.
pub(crate) fn run(house: &House, words: &[String]) -> Result<()> {
    let wish = wish(words)?;
    let venv = Venv::ready(house)?;
    run_command(&mut house.cargo(&["build", "--release", "--locked", "--package", "cli"]))?;
    let mut lines = Vec::new();
    for task in &TASKS {
        if wish.tasks.is_empty() || wish.tasks.iter().any(|number| number == task.number) {
            println!("\n== task {} ==", task.number);
            lines.extend(ours(house, task, &wish)?);
            lines.extend(theirs(house, task, (&venv, &wish))?);
        }
    }
    println!("\n{}", table(&lines));
    Ok(())
}

fn wish(words: &[String]) -> Result<Wish> {
    let mut wish = Wish::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--quick" => wish.quick = true,
            "--task" => wish.tasks.extend(words.next().cloned()),
            other => bail!("`{other}` is not known\nhint: cargo xtask peers [--quick] [--task N]"),
        }
    }
    Ok(wish)
}

fn ours(house: &House, task: &Task, wish: &Wish) -> Result<Vec<Line>> {
    let mut command = house.command("target/release/onetext", &["bench", "--json"]);
    command.args(["--task", task.number]);
    if wish.quick {
        command.arg("--quick");
    }
    println!("$ {}", shown(&command));
    let said = output(&mut command)?;
    said.lines().map(Line::read).collect()
}

fn theirs(house: &House, task: &Task, (venv, wish): (&Venv, &Wish)) -> Result<Vec<Line>> {
    let more = if wish.quick { &[] } else { task.slow };
    let names = task.quick.iter().chain(more);
    let (script, words): (_, Vec<String>) = match task.driver {
        Driver::Instance => (
            "frontier.py",
            names.map(|name| (*name).to_owned()).collect(),
        ),
        Driver::Domain => (
            "domain.py",
            names.filter_map(|name| folder(house, name)).collect(),
        ),
        Driver::Offers => (
            "offers.py",
            names.filter_map(|name| folder(house, name)).collect(),
        ),
    };
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut command = venv.python(house, script);
    if matches!(task.driver, Driver::Domain) {
        command.arg(task.number);
    }
    // Five runs, but no second one of a piece of work that took a minute.
    command.args(["5", "60"]).args(words);
    println!("$ {}", shown(&command));
    let said = output(&mut command).context("running the peers")?;
    said.lines().map(Line::read).collect()
}

/// The folder of a domain, if this machine has it.
fn folder(house: &House, name: &str) -> Option<String> {
    let folder: PathBuf = house.root().join(DOMAINS).join(name);
    if !folder.is_dir() {
        println!("{name}: skipped (no such domain in {DOMAINS})");
        return None;
    }
    Some(folder.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn a_run_may_be_quick_and_of_some_tasks() {
        let tasks = words("2 4");
        let asked = wish(&words("--task 2 --quick --task 4")).unwrap();
        assert_eq!(asked, Wish { quick: true, tasks });
        assert!(wish(&words("--all")).is_err());
    }
}
