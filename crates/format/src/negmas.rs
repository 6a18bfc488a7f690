//! NegMAS folders in YAML and in JSON.
//!
//! A utility is the sum of weight times worth, as written, plus a bias. Party order is file order.

mod function;
mod party;
mod read;
mod write;

pub use read::read;
pub use write::{Form, write};

use crate::folder::FileError;
use crate::place::Place;
use crate::scenario::ScenarioError;
use crate::tree::TreeError;

/// Why NegMAS files cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NegmasError {
    /// The folder is no folder we read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file is no YAML or JSON, or has a value of the wrong kind.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// There is no outcome space and no party.
    #[error(
        "no NegMAS file among {files} files\nhint: an outcome space has `issues`, a party has a \
         `type` such as `LinearAdditiveUtilityFunction`"
    )]
    Nothing {
        /// How many files were looked at.
        files: usize,
    },
    /// A folder of several deals that share a party.
    #[error(
        "{place}: one party (`{centre}`) makes several deals here and values them together, which \
         no single scenario can hold\nhint: read the file of one deal by itself"
    )]
    SeveralDeals {
        /// The centre's file.
        place: Place,
        /// The centre's kind.
        centre: String,
    },
    /// A kind of issue or function that is not read.
    #[error("{place}: the type `{kind}` is not supported\nhint: {hint}")]
    Unsupported {
        /// Where it stands.
        place: Place,
        /// Its name.
        kind: String,
        /// What is.
        hint: &'static str,
    },
    /// A party does not fit the outcome space.
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
        /// The file of the outcome space.
        place: Place,
        /// Why not.
        error: ScenarioError,
    },
}
