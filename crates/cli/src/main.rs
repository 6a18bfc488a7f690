//! The binary `onetext`: one command a module; each gives its answer as an exit code.
//!
//! Invariant: what was asked for goes to standard output; talk goes to standard error.
// tidy: long, because a terminal has one room, and each command in it is a module that stands
// alone.

mod answer;
mod bench;
mod blind;
mod brief;
mod carried;
mod case_source;
mod check;
mod convert;
mod demo;
mod edits;
mod export;
mod funding;
mod lint;
mod load;
mod order;
mod patience;
mod private;
mod record;
mod rehearse;
mod rounds;
mod seat;
mod serve;
mod shared;
mod shipped;
mod showroom;
mod signals;
mod store;

use answer::Answer;
use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Mediated negotiations: what a case allows, what clashes, what would be fair.
#[derive(Parser)]
#[command(name = "onetext", version, about, arg_required_else_help = true)]
struct Onetext {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Demo(demo::Demo),
    Brief(brief::Brief),
    /// Measure the tasks of the performance page on this machine.
    Bench(bench::BenchArgs),
    Check(check::Check),
    Convert(convert::Convert),
    Edits(edits::ReadEdits),
    Export(export::Export),
    #[command(subcommand)]
    Funding(funding::Funding),
    Lint(lint::LintArgs),
    Load(load::Load),
    Order(order::Order),
    #[command(subcommand, name = "overlap")]
    Blind(blind::Blind),
    #[command(subcommand)]
    Record(record::Record),
    Rehearse(rehearse::Rehearse),
    Rounds(rounds::Rounds),
    Serve(serve::Serve),
    #[command(subcommand)]
    Signals(signals::Signals),
    #[command(subcommand)]
    Store(store::StoreCommand),
}

impl Command {
    fn run(self) -> Result<Answer> {
        match self {
            Self::Demo(demo) => demo.run(),
            Self::Brief(brief) => brief.run(),
            Self::Bench(args) => bench::run(&args),
            Self::Check(check) => check.run(),
            Self::Convert(convert) => convert.run(),
            Self::Edits(edits) => edits.run(),
            Self::Export(export) => export.run(),
            Self::Funding(funding) => funding.run(),
            Self::Lint(lint) => lint.run(),
            Self::Load(load) => load.run(),
            Self::Order(order) => order.run(),
            Self::Blind(blind) => blind.run(),
            Self::Record(record) => record.run(),
            Self::Rehearse(rehearse) => rehearse.run(),
            Self::Rounds(rounds) => rounds.run(),
            Self::Serve(serve) => serve.run(),
            Self::Signals(signals) => signals.run(),
            Self::Store(store) => store.run(),
        }
    }
}

fn main() -> ExitCode {
    let asked = match Onetext::try_parse() {
        Ok(asked) => asked,
        Err(error) => return answer::to_wrong_usage(&error),
    };
    match asked.command.run() {
        Ok(answer) => answer.into(),
        Err(error) => {
            eprintln!("error: {error:#}");
            Answer::Failed.into()
        }
    }
}
