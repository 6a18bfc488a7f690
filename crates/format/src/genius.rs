//! GENIUS domain and profile files in XML.
//!
//! Semantics: TU Delft's user guide of GENIUS 10; the readings are named in
//! [`Reading`](crate::scenario::Reading). The reader keeps the numbers as the files have them.

mod boxes;
mod carried;
mod domain;
mod element;
mod profile;
mod read;
mod write;

pub use element::XmlError;
pub use read::read;
pub use write::write;

use crate::folder::FileError;
use crate::place::Place;
use crate::scenario::ScenarioError;

/// Why GENIUS files cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GeniusError {
    /// A file is no text we read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file is no XML we read.
    #[error(transparent)]
    Xml(#[from] XmlError),
    /// There is no domain and no profile.
    #[error(
        "no GENIUS file among {files} files\nhint: a domain's root is `negotiation_template`, a \
         profile's is `utility_space`"
    )]
    Nothing {
        /// How many files were looked at.
        files: usize,
    },
    /// There are two domain files.
    #[error("{place}: a second domain file, after `{first}`\nhint: one folder, one domain")]
    TwoDomains {
        /// The second file.
        place: Place,
        /// The first.
        first: String,
    },
    /// A root, or an element in the wrong place.
    #[error("{place}: `<{name}>` is not expected here\nhint: {hint}")]
    Unexpected {
        /// Where it stands.
        place: Place,
        /// Its name.
        name: String,
        /// What would be.
        hint: &'static str,
    },
    /// An attribute is missing.
    #[error("{place}: `<{element}>` has no `{attribute}`")]
    Missing {
        /// Where the element stands.
        place: Place,
        /// The element.
        element: String,
        /// The attribute.
        attribute: &'static str,
    },
    /// A value is no number, or one that cannot be held exactly.
    #[error(
        "{place}: `{value}` in `{attribute}` is not a number\nhint: decimals of up to 120 \
         characters, exponents up to 60"
    )]
    Number {
        /// Where the element stands.
        place: Place,
        /// The attribute.
        attribute: &'static str,
        /// The value.
        value: String,
    },
    /// A value is not one of those we know.
    #[error("{place}: `{value}` in `{attribute}` is not supported\nhint: {hint}")]
    Unsupported {
        /// Where the element stands.
        place: Place,
        /// The attribute.
        attribute: &'static str,
        /// The value.
        value: String,
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
        /// With which issue, item or index.
        name: String,
        /// What would be right.
        hint: &'static str,
    },
    /// The parts read do not make a scenario.
    #[error("{place}: {error}")]
    Scenario {
        /// The folder's domain file.
        place: Place,
        /// Why not.
        error: ScenarioError,
    },
}
