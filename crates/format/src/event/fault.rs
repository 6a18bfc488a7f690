//! What can be wrong with an event's bytes.

/// Why bytes are no event that this program reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No JSON.
    #[error(
        "line {line}, column {column}: these bytes are no JSON\n\
             hint: restore the log from a backup"
    )]
    NotJson {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// Too many bytes.
    #[error(
        "the event has `{bytes}` bytes, and at most {} are read\n\
             hint: restore the log from a backup",
        super::BYTES_MAX
    )]
    TooLong {
        /// How many.
        bytes: usize,
    },
    /// A form of event that came later than this program.
    #[error(
        "the event is of version `{version}`, and this program reads {}\n\
             hint: use the version of the program that wrote the log",
        super::VERSION
    )]
    Version {
        /// The version.
        version: u64,
    },
    /// Something is missing.
    #[error("{place}: `{key}` is missing\nhint: restore the log from a backup")]
    Missing {
        /// Where.
        place: String,
        /// What.
        key: String,
    },
    /// Something is there that is not known.
    #[error(
        "{place}: `{key}` is not known here\n\
             hint: use the version of the program that wrote the log"
    )]
    Unknown {
        /// Where.
        place: String,
        /// What.
        key: String,
    },
    /// Something else than was expected.
    #[error("{place}: `{found}` is no {expected}\nhint: restore the log from a backup")]
    Wrong {
        /// Where.
        place: String,
        /// What was found: a name, a number, an id, or the kind of thing.
        found: String,
        /// What was expected.
        expected: &'static str,
    },
}
