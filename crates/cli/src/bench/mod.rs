//! `onetext bench`: the tasks of the performance page, measured on this machine.
//!
//! Every figure is a median of at least five runs, with the processor time beside the clock, and
//! the machine's own limits are measured in the same run. Instances are made from seeds; published
//! domains are read where the reader has them.

mod bound;
mod clash;
mod domain;
mod fair;
mod frontier;
mod hard;
mod meter;
mod nonlinear;
mod papers;
mod plan;
mod row;
mod statistics;
mod talks;
mod whole;
mod words;

use crate::answer::Answer;
use anyhow::Result;
use bound::Machine;
use clap::Args;
use format::scenario::Posed;
use meter::Meter;
use problem::Watch;
use row::Row;
pub(crate) use row::{grouped, millis};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Measure the tasks of the performance page on this machine.
#[derive(Debug, Args)]
pub(crate) struct BenchArgs {
    /// Only this task, 1 to 16; 0 is the adversarial set. May be given more than once.
    #[arg(long, value_name = "N")]
    task: Vec<u8>,
    /// Only what takes well under a second.
    #[arg(long)]
    quick: bool,
    /// One JSON object a line instead of tables.
    #[arg(long)]
    json: bool,
    /// At least so many runs of each piece of work.
    #[arg(long, value_name = "N", default_value = "5")]
    runs: NonZeroUsize,
    /// Where the published domains are, one folder of GENIUS files each.
    #[arg(
        long,
        value_name = "DIR",
        default_value = "../shared/data/domains/genius"
    )]
    domains: PathBuf,
    /// Read one domain, find everything about it, print it, and end: what task 1 measures.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["task", "quick", "json"])]
    domain: Option<PathBuf>,
}

/// What the tasks share.
struct Bench {
    meter: Meter,
    machine: Machine,
    quick: bool,
    domains: PathBuf,
    /// More than one thread, where the machine has them.
    threads: Option<NonZeroUsize>,
    watch: Watch,
}

/// The tasks in order, each with its name.
const TASKS: [(u8, &str); 17] = [
    (1, "whole process, small domain"),
    (2, "full statistics in process"),
    (3, "frontier and fair packages in process"),
    (4, "exact frontier, no links"),
    (5, "exact frontier, 10 links"),
    (6, "five fair packages together, proved, 10 links"),
    (7, "red lines"),
    (8, "nonlinear domains, frontier with proof"),
    (9, "one weight changed: five fair packages again"),
    (10, "packages over all that parties may want"),
    (11, "what is lost after each question"),
    (12, "random things said"),
    (
        13,
        "a plan after one step was moved: the page of the order again",
    ),
    (14, "rounds of alternating offers"),
    (15, "procedures with simulated parties, at the same budget"),
    (16, "the text on paper, and read back"),
    (
        0,
        "adversarial set: the frontier of the acceptable packages",
    ),
];

/// Measures what was asked for.
pub(crate) fn run(args: &BenchArgs) -> Result<Answer> {
    let mut bench = Bench::new(args);
    if let Some(folder) = &args.domain {
        whole::one(&bench, folder)?;
        return Ok(Answer::Yes);
    }
    bench.machine = Machine::measured();
    if !args.json {
        println!("{}", bench.about());
    }
    let known = |task: &u8| TASKS.iter().any(|(known, _)| known == task);
    if let Some(task) = args.task.iter().find(|task| !known(task)) {
        anyhow::bail!("task {task} is not measured yet\nhint: the tasks are 1 to 16, and 0");
    }
    for (task, name) in TASKS {
        if !args.task.is_empty() && !args.task.contains(&task) {
            continue;
        }
        let rows = bench.rows(task);
        if args.json {
            rows.iter().for_each(|row| println!("{}", row.to_json()));
        } else {
            println!("\n## {}{name}\n\n{}", heading(task), row::table(&rows));
        }
    }
    Ok(Answer::Yes)
}

fn heading(task: u8) -> String {
    if task == 0 {
        String::new()
    } else {
        format!("{task}. ")
    }
}

impl Bench {
    fn new(args: &BenchArgs) -> Self {
        let threads = std::thread::available_parallelism().ok();
        Self {
            meter: Meter {
                runs: args.runs.get(),
                settle: Duration::from_millis(200),
            },
            machine: Machine {
                read: 0,
                compare: 0,
            },
            quick: args.quick,
            domains: args.domains.clone(),
            threads: threads.filter(|threads| *threads > NonZeroUsize::MIN),
            watch: Watch::new(),
        }
    }

    fn rows(&self, task: u8) -> Vec<Row> {
        match task {
            1 => whole::rows(self),
            2 => statistics::full(self),
            3 => statistics::frontier_and_fair(self),
            4 => frontier::plain(self),
            5 => frontier::linked(self),
            6 => fair::together(self),
            7 => clash::rows(self),
            8 => nonlinear::rows(self),
            9 => fair::what_if(self),
            10 => words::robust(self),
            11 => words::asked(self),
            12 => words::said(self),
            13 => plan::rows(self),
            14 => talks::offers(self),
            15 => talks::procedures(self),
            16 => papers::rows(self),
            _ => hard::rows(self),
        }
    }

    /// The machine and its limits, in words.
    fn about(&self) -> String {
        let threads = self.threads.map_or(1, NonZeroUsize::get);
        format!(
            "machine: {threads} threads; one thread reads {} GB/s and makes {} billion 16-bit \
             comparisons a second\nmedians of at least {} runs; targets are those of the \
             performance page",
            self.machine.read / 1_000_000_000,
            self.machine.compare / 1_000_000_000,
            self.meter.runs,
        )
    }

    /// Says on standard error what is being measured.
    fn say(&self, what: &str) {
        eprintln!("measuring {what}");
    }

    /// The folder of a domain, if the reader has it.
    fn folder(&self, name: &str) -> Option<PathBuf> {
        let folder = self.domains.join(name);
        folder.is_dir().then_some(folder)
    }

    fn without(&self, task: u8, name: &str) -> Row {
        let place = self.domains.display();
        Row::skipped(
            task,
            name,
            format!("not measured: no such domain in `{place}`"),
        )
    }

    /// A line about a domain, or a line that says why there is none.
    fn domain(&self, task: u8, name: &str, work: impl FnOnce(&Posed) -> Row) -> Row {
        let Some(folder) = self.folder(name) else {
            return self.without(task, name);
        };
        self.say(name);
        match read(&folder) {
            Ok(posed) => work(&posed),
            Err(error) => Row::skipped(task, name, format!("not measured: {error:#}")),
        }
    }
}

fn read(folder: &Path) -> Result<Posed> {
    domain::posed(folder)
}
