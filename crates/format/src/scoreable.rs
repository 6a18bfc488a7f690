//! Scoreable games: a text file of scores a party, and a `config.txt` that says who is who.
//!
//! A score file has a line of scores an issue, separated by commas, and the party's threshold on
//! the last line. A line of the `config.txt` has the party's name, its file, its role, and two
//! words for players that are programs. With roles, a package passes when all but one accept,
//! among them every party whose role is `p1` or `p2` (the rule of Susskind's Harborco).

mod read;
mod write;

pub use read::read;
pub use write::write;

use crate::folder::FileError;
use crate::place::Place;
use crate::scenario::ScenarioError;

/// Why the files of a scoreable game cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScoreableError {
    /// A file is no text we read.
    #[error(transparent)]
    File(#[from] FileError),
    /// There is no file of scores.
    #[error(
        "no file of scores among {files} files\nhint: a line of scores an issue, and the threshold \
         on the last line"
    )]
    Nothing {
        /// How many files were looked at.
        files: usize,
    },
    /// A score is no number.
    #[error("{place}: `{value}` is not a score\nhint: numbers separated by commas")]
    Number {
        /// Where.
        place: Place,
        /// The value.
        value: String,
    },
    /// A file has more scores than any game.
    #[error("{place}: more than 1000000 scores")]
    TooMany {
        /// The file.
        place: Place,
    },
    /// A file has too few lines.
    #[error("{place}: a line of scores an issue, and a threshold of its own, are wanted")]
    Short {
        /// The file.
        place: Place,
    },
    /// A line of the configuration is wrong.
    #[error("{place}: `{line}`: {why}\nhint: name, file, role, and two more words")]
    Config {
        /// Where.
        place: Place,
        /// The line.
        line: String,
        /// What is wrong.
        why: &'static str,
    },
    /// Two parties score different issues or options.
    #[error("{place}: {found} scores, where `{first}` has {wanted}\nhint: all parties score alike")]
    Unequal {
        /// Where.
        place: Place,
        /// How many there are.
        found: usize,
        /// The first party's file.
        first: String,
        /// How many that has.
        wanted: usize,
    },
    /// The parts read do not make a scenario.
    #[error("{place}: {error}")]
    Scenario {
        /// The first party's file.
        place: Place,
        /// Why not.
        error: ScenarioError,
    },
}

/// What an issue is called: A to Z, then AA and on.
pub(crate) fn letters(place: usize) -> String {
    let mut name = String::new();
    let mut rest = place + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0) + b'A';
        name.insert(0, char::from(letter));
        rest = (rest - 1) / 26;
    }
    name
}
