//! `onetext record`: checks, compares and cosigns records without a server and without a network;
//! and what is done with a log where its store is.

mod compare;
mod log;
mod paper;
mod verify;
mod witness;

use crate::answer::Answer;
use anyhow::Result;
use clap::Subcommand;

/// Check a record, a checkpoint or a receipt, without the server.
#[derive(Subcommand)]
pub(crate) enum Record {
    Verify(verify::Verify),
    Compare(compare::Compare),
    #[command(subcommand)]
    Witness(witness::WitnessCommand),
    Export(log::Export),
    ChangeKey(log::ChangeKey),
    BeginAnew(log::BeginAnew),
}

impl Record {
    /// Does what was asked.
    pub(crate) fn run(self) -> Result<Answer> {
        match self {
            Self::Verify(verify) => verify.run(),
            Self::Compare(compare) => compare.run(),
            Self::Witness(witness) => witness.run(),
            Self::Export(export) => export.run(),
            Self::ChangeKey(change) => change.run(),
            Self::BeginAnew(anew) => anew.run(),
        }
    }
}
