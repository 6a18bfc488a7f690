//! NegoLog domains in JSON: two profiles, issues of named values, utility as written.

mod read;
mod write;

pub use read::read;
pub use write::write;

use crate::folder::FileError;
use crate::place::Place;
use crate::scenario::ScenarioError;
use crate::tree::TreeError;

/// Why NegoLog files cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NegologError {
    /// The folder is no folder we read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file is no JSON, or has a value of the wrong kind.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// There is no profile.
    #[error(
        "no NegoLog profile among {files} files\nhint: a profile has `issueWeights` and `issues`"
    )]
    Nothing {
        /// How many files were looked at.
        files: usize,
    },
    /// A profile does not fit the first.
    #[error(
        "{place}: {what} `{name}`\nhint: all profiles of a domain name the same issues and values"
    )]
    Unfit {
        /// Where.
        place: Place,
        /// What is wrong.
        what: &'static str,
        /// With which issue or value.
        name: String,
    },
    /// The parts read do not make a scenario.
    #[error("{place}: {error}")]
    Scenario {
        /// The first profile.
        place: Place,
        /// Why not.
        error: ScenarioError,
    },
}
