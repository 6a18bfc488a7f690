//! `onetext load`: the workspace under load on this machine, as `docs/performance.md` reports it.
//!
//! Each measurement founds a case in a throw-away store, lets people take their seats through the
//! server, starts the real server over it in a process of its own, and asks it over HTTP. `alone`
//! and `seats` measure the limits of the machine in the same run. Processor time and memory are
//! read from Linux's `/proc`.

mod alone;
mod begin;
mod browser;
mod explorer;
mod figures;
mod ground;
mod invented;
mod limits;
mod seats;
mod served;
mod soak;
mod stream;
mod table;
mod wrk;

use crate::answer::Answer;
use anyhow::{Context, Result};
use clap::{Args, ValueEnum, value_parser};
pub(crate) use invented::{Dice, Size};
use std::path::PathBuf;

/// Measure the workspace under load on this machine.
#[derive(Debug, Args)]
pub(crate) struct Load {
    /// What is measured
    #[arg(value_enum)]
    task: Task,
    /// Where the throw-away store stands: on the disk that is to be measured
    #[arg(long, value_name = "DIR", default_value = "target/load")]
    on: PathBuf,
    /// How long the load lasts, for `seats`
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    seconds: u32,
    /// How many people sit at the case, for `seats`
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    people: usize,
    /// How long each of them looks at a page on average before turning to the next, for
    /// `seats`
    #[arg(long, value_name = "MS", default_value_t = 4_000)]
    pause_ms: u32,
    /// How much is written each second, for `seats`
    #[arg(long, value_name = "N", default_value_t = 50)]
    writes: u32,
    /// How many of them have a stream of changes open, for `seats`
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    streams: usize,
    /// How many events there are, for `begin`
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    events: usize,
    /// How long it lasts, for `soak`
    #[arg(long, value_name = "N", default_value_t = 60)]
    minutes: u32,
    /// How many requests there are each second, half of them acts, for `soak`
    #[arg(long, value_name = "N", default_value_t = 400)]
    rate: u32,
    /// In how many cases at a time, for `soak`
    #[arg(long, value_name = "N", default_value_t = 20)]
    cases: u32,
    /// After how many minutes these cases rest and as many others go on, for `soak`
    #[arg(
        long, value_name = "N", default_value_t = 5, value_parser = value_parser!(u32).range(1..)
    )]
    rest_after: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Task {
    /// Every page of the founding case with nobody else there
    Alone,
    /// Many people reading and writing in one case
    Seats,
    /// A start over a long log
    Begin,
    /// A thousand brackets and two hundred parties
    Table,
    /// The frontier while a slider moves
    Explorer,
    /// Hours of load, with memory and files watched and every act looked for at the end
    Soak,
}

impl Load {
    pub(crate) fn run(&self) -> Result<Answer> {
        match self.task {
            Task::Alone => alone::run(self)?,
            Task::Seats => seats::run(self)?,
            Task::Begin => begin::run(self)?,
            Task::Table => table::run(self)?,
            Task::Explorer => explorer::run(self)?,
            Task::Soak => soak::run(self)?,
        }
        Ok(Answer::Yes)
    }

    /// The folder for throw-away stores.
    fn folder(&self) -> Result<PathBuf> {
        std::fs::create_dir_all(&self.on)
            .with_context(|| format!("making the folder `{}`", self.on.display()))?;
        Ok(self.on.clone())
    }
}
