//! `onetext funding`: needs and money out of a case, and into one, in formats of the field.

use crate::answer::Answer;
use crate::brief;
use crate::carried::{bytes, tell};
use crate::case_source;
use anyhow::{Context, Result, anyhow};
use clap::{Args, Subcommand, ValueEnum};
use format::{case_file, funding_csv, iati};
use std::path::PathBuf;

/// Needs and money, out of a case and into one.
#[derive(Subcommand)]
pub(crate) enum Funding {
    /// Print the needs and money of a case, as one seat may know them
    Export(Export),
    /// Print what is read from a file as the section `funding` of a case file
    Import(Import),
}

/// What is printed.
#[derive(Args)]
pub(crate) struct Export {
    /// The case: a file, or a folder of files that are read as one
    case: PathBuf,
    /// The format to write
    #[arg(long, value_enum)]
    to: Format,
    /// Whose file it is: mediator, public, or the id of a party
    #[arg(long, default_value = "public")]
    seat: String,
    /// The day of amounts that have none of their own, as YYYY-MM-DD; IATI needs it
    #[arg(long, value_name = "DAY", required_if_eq("to", "iati"))]
    date: Option<String>,
}

/// What is read.
#[derive(Args)]
pub(crate) struct Import {
    /// The file: IATI activities if it begins like XML, else a table
    file: PathBuf,
}

/// The formats of funding.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// IATI 2.03 activities, XML
    Iati,
    /// Comma-separated values
    Csv,
}

impl Funding {
    /// Does it.
    pub(crate) fn run(self) -> Result<Answer> {
        match self {
            Self::Export(export) => export.run(),
            Self::Import(import) => import.run(),
        }
    }
}

impl Export {
    fn run(self) -> Result<Answer> {
        let case = match case_source::read(&self.case)? {
            Ok(case) => case,
            Err(faults) => {
                eprint!("{faults}");
                return Ok(Answer::NotValid);
            }
        };
        let view = case.seen_from(brief::seat(&case, &self.seat)?);
        let written = match self.to {
            Format::Csv => funding_csv::write(&view),
            Format::Iati => {
                let text = self.date.unwrap_or_default();
                let day = iati::day(&text);
                let day = day.ok_or_else(|| anyhow!("`{text}` is no day as YYYY-MM-DD"))?;
                iati::write(&view, day)
            }
        };
        tell("lost", &written.losses)?;
        brief::print(&written.text)?;
        Ok(Answer::Yes)
    }
}

impl Import {
    fn run(self) -> Result<Answer> {
        let bytes = bytes(&self.file, format::folder::FILE_BYTES_MAX)?;
        let name = self.file.display().to_string();
        let start = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
        let is_xml = start == Some(&b'<') || bytes.starts_with(b"\xef\xbb\xbf<");
        let found = if is_xml {
            iati::read(&name, &bytes)?
        } else {
            funding_csv::read(&bytes).with_context(|| format!("reading {name}"))?
        };
        tell("note", &found.notes)?;
        brief::print(&case_file::write_funding(&found.case))?;
        Ok(Answer::Yes)
    }
}
