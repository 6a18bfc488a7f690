//! `onetext rounds`: the log of rounds and the edits of a case as tables.

use crate::answer::Answer;
use crate::brief;
use crate::case_source;
use anyhow::Result;
use clap::Args;
use format::rounds_csv;
use std::path::PathBuf;

/// Print what moved from round to round as a table, as one seat may know it.
#[derive(Args)]
pub(crate) struct Rounds {
    /// The case: a file, or a folder of files that are read as one
    case: PathBuf,
    /// Whose table it is: mediator, public, or the id of a party
    #[arg(long, default_value = "public")]
    seat: String,
    /// Print the edits that sides asked for in place of what moved
    #[arg(long)]
    edits: bool,
}

impl Rounds {
    /// Does it.
    pub(crate) fn run(self) -> Result<Answer> {
        let case = match case_source::read(&self.case)? {
            Ok(case) => case,
            Err(faults) => {
                eprint!("{faults}");
                return Ok(Answer::NotValid);
            }
        };
        let view = case.seen_from(brief::seat(&case, &self.seat)?);
        let table = if self.edits {
            rounds_csv::write_edits(&view)
        } else {
            rounds_csv::write(&view)
        };
        brief::print(&table)?;
        Ok(Answer::Yes)
    }
}
