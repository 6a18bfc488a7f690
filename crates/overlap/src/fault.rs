//! Why a message is not taken.

/// Why something of a blind check is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OverlapError {
    /// Another kind of file, or no file of this program's.
    #[error(
        "this is no {wanted} of a blind check: it begins with `{found}`\n\
             hint: take the file that ends in `.{wanted}`"
    )]
    OtherKind {
        /// The kind that is needed.
        wanted: &'static str,
        /// How the file begins.
        found: String,
    },
    /// It was changed on the way, or cut off.
    #[error(
        "this {0} was changed or cut off on the way: its sum does not fit\n\
             hint: fetch it again from where it was made"
    )]
    Damaged(&'static str),
    /// A line is missing or says something else than it may.
    #[error(
        "line `{line}` of this {kind} cannot be read: `{found}`\n\
             hint: fetch it again from where it was made"
    )]
    Unreadable {
        /// The kind of file.
        kind: &'static str,
        /// The line.
        line: &'static str,
        /// What it says.
        found: String,
    },
    /// It belongs to another question.
    #[error(
        "this {0} belongs to another question\n\
             hint: each question has its own files; put it with its own"
    )]
    OtherQuestion(&'static str),
    /// The numbers of a grid do not make one.
    #[error(
        "from `{low}` in steps of `{step}`, {steps} in all, is no grid\n\
             hint: at least two steps, at most {most}, each larger than the last"
    )]
    NoGrid {
        /// Where it begins.
        low: String,
        /// How far apart its numbers are.
        step: String,
        /// How many there are.
        steps: String,
        /// How many there may be.
        most: u32,
    },
    /// A number that is not on the grid.
    #[error(
        "`{number}` is not on the grid, which goes from {low} to {high} in steps of \
             {step}\n\
             hint: choose the nearest step that you can stand by"
    )]
    OffGrid {
        /// The number.
        number: String,
        /// The first of the grid.
        low: String,
        /// The last of the grid.
        high: String,
        /// How far apart its numbers are.
        step: String,
    },
    /// No number at all.
    #[error("`{0}` is not a number\nhint: write digits, with a point before parts, such as 12.5")]
    NoNumber(String),
    /// The secret is the other side's.
    #[error(
        "this secret was made by the side that {found}, and this step is for the side \
             that {wanted}\n\
             hint: use the secret of the right side"
    )]
    OtherSide {
        /// Whose secret it is.
        found: &'static str,
        /// Whose step it is.
        wanted: &'static str,
    },
    /// One run for one question: another message was answered before.
    #[error(
        "this secret has answered another message of the same question\n\
             hint: one question is asked once; put a new question for another round"
    )]
    AnsweredBefore,
    /// The answer is to another message.
    #[error(
        "this answer is to another message than yours\n\
             hint: ask for the answer to the message you sent"
    )]
    OtherAsk,
    /// The bit of the own step does not open.
    #[error(
        "the answer does not open at your step\n\
             hint: it was made otherwise than agreed, or damaged; do not repeat it with \
             another number"
    )]
    NotOpened,
}
