//! IATI 2.03 activities, in and out: needs as budgets, pledges, commitments and payments as
//! transactions, each line an activity of its own.
//!
//! Source: International Aid Transparency Initiative, activity standard 2.03; the order of elements
//! and what must stand is held in `rules`, since the schema itself does not ship here.
//!
//! Invariant: nothing a file says can make reading it expensive: no document types, no entities of
//! its own, bounded size, depth and number of elements.

mod chain;
mod read;
mod rules;
mod tree;
mod write;

use crate::place::Place;
use case::{Case, Stage};
pub use write::write;

/// The version of the standard that is read and written.
pub const VERSION: &str = "2.03";

/// Why a file is no IATI that we read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IatiError {
    /// The file is too large.
    #[error("the file has {0} bytes\nhint: files up to 100 MB are read")]
    TooLarge(usize),
    /// The file is no UTF-8 text.
    #[error(
        "the file is not UTF-8 text: the byte at offset {0} fits no character\n\
         hint: save it as UTF-8"
    )]
    NotUtf8(usize),
    /// The file is no XML, or XML that we refuse.
    #[error("{place}: {why}")]
    Xml {
        /// Where.
        place: Place,
        /// What is wrong.
        why: String,
    },
    /// The file breaks the rules of the standard.
    #[error("{}", faults(.0))]
    Rules(Vec<Broken>),
}

/// A rule of the standard that a file breaks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Broken {
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub why: String,
}

/// What was read of a file.
#[derive(Clone)]
pub struct Imported {
    /// The sectors and lines, as a case that holds nothing else.
    pub case: Case,
    /// What was left out or decided, a sentence each.
    pub notes: Vec<String>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub text: String,
    /// What the format does not carry, a sentence each.
    pub losses: Vec<String>,
}

/// The needs and money in a file.
///
/// # Errors
/// When it is no XML, is refused, or breaks the rules of the standard: then with every rule.
pub fn read(file: &str, bytes: &[u8]) -> Result<Imported, IatiError> {
    let text = tree::text(bytes)?;
    let root = tree::root(file, text)?;
    let broken = rules::broken(file, text, &root);
    if broken.is_empty() {
        Ok(read::imported(&root))
    } else {
        Err(IatiError::Rules(broken))
    }
}

/// The types of transaction that money takes here, with their codes: as its giver and as its
/// receiver reports it.
const TRANSACTIONS: [(Stage, &str, &str); 3] = [
    (Stage::Pledged, "12", "13"),
    (Stage::Committed, "2", "11"),
    (Stage::Disbursed, "3", "1"),
];

/// The day in a date of XML, without the time zone that it may name.
#[must_use]
pub fn day(text: &str) -> Option<jiff::civil::Date> {
    rules::date(text)
}

fn faults(broken: &[Broken]) -> String {
    let lines = broken
        .iter()
        .map(|each| format!("{}: {}", each.place, each.why));
    let lines: Vec<String> = lines.collect();
    format!(
        "the file breaks rules of IATI {VERSION}:\n{}",
        lines.join("\n")
    )
}
