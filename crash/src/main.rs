//! The trials in which nothing may be lost: the real program over a real store, ended without a
//! word in the middle of its work, and everything it had acknowledged looked for afterwards.
//!
//! `kill` ends it at random moments while several seats act, `calls` at each of its system calls
//! that write, and `power` takes from the disk what was never synced. What was acknowledged must be
//! there once, nothing else may be there but whole acts that were sent, and every log must go on
//! from the checkpoint that a witness saw before. `docs/reliability.md` has the counts.

mod act;
mod calls;
mod check;
mod dice;
mod disk;
mod kill;
mod power;
mod program;
mod recorder;
mod session;
mod talks;
mod way;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Ends the program in the middle of its work, and looks for what it had acknowledged.
#[derive(Parser)]
struct Words {
    #[command(subcommand)]
    trial: Trial,
}

#[derive(Subcommand)]
enum Trial {
    Kill(kill::Kill),
    Calls(calls::Calls),
    Power(power::Power),
}

fn main() -> ExitCode {
    match Words::parse().trial.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault:#}");
            ExitCode::FAILURE
        }
    }
}

impl Trial {
    fn run(&self) -> Result<()> {
        match self {
            Self::Kill(kill) => kill.run(),
            Self::Calls(calls) => calls.run(),
            Self::Power(power) => power.run(),
        }
    }
}
