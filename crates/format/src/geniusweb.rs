//! GeniusWeb profiles and domains in JSON.
//!
//! A utility is the sum of weight times utility of the value, as written. A `specials.json` is
//! metadata and is left out.

mod partial;
mod read;
mod write;

pub use read::read;
pub use write::write;

use crate::folder::FileError;
use crate::place::Place;
use crate::scenario::ScenarioError;
use crate::tree::TreeError;

/// Why GeniusWeb files cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GeniusWebError {
    /// The folder is no folder we read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file is no JSON, or has a value of the wrong kind.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// There is no domain and no profile.
    #[error(
        "no GeniusWeb file among {files} files\nhint: a profile is a map with one key such as \
         `LinearAdditiveUtilitySpace`, a domain one with `issuesValues`"
    )]
    Nothing {
        /// How many files were looked at.
        files: usize,
    },
    /// A kind of profile or utility that is not read.
    #[error("{place}: `{kind}` is not supported\nhint: {hint}")]
    Unsupported {
        /// Where it stands.
        place: Place,
        /// Its name.
        kind: String,
        /// What is.
        hint: &'static str,
    },
    /// A profile does not fit the domain.
    #[error("{place}: {what} `{name}`\nhint: {hint}")]
    Unfit {
        /// Where.
        place: Place,
        /// What is wrong.
        what: &'static str,
        /// With which issue or value.
        name: String,
        /// What would be right.
        hint: &'static str,
    },
    /// The parts read do not make a scenario.
    #[error("{place}: {error}")]
    Scenario {
        /// The file of the domain.
        place: Place,
        /// Why not.
        error: ScenarioError,
    },
}
