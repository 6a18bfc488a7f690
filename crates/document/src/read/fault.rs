//! Why a file from outside is not read.

use super::{FILE_BYTES_MAX, WORDS_BYTES_MAX};

/// Why a file from outside is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It is too large.
    #[error(
        "the file has `{bytes}` bytes, more than the `{FILE_BYTES_MAX}` that are read\n\
        hint: take pictures out of it, or send it in parts"
    )]
    TooLarge {
        /// How large it is.
        bytes: usize,
    },
    /// It is another kind of file.
    #[error("the file is {what}, no DOCX\nhint: {hint}")]
    Other {
        /// What it is.
        what: &'static str,
        /// What to do.
        hint: &'static str,
    },
    /// Its package is broken.
    #[error(
        "the package of the DOCX is broken: {what}\n\
        hint: open it in Word or LibreOffice and save it again as DOCX"
    )]
    Package {
        /// What is wrong.
        what: String,
    },
    /// It would unpack to more than is read.
    #[error(
        "the part `{part}` of the DOCX would unpack to far more than a text has\n\
        hint: such a file is made to do harm; ask whoever sent it for another"
    )]
    Swollen {
        /// Which part.
        part: String,
    },
    /// It has macros in it.
    #[error(
        "the DOCX has macros in it (`{part}`), and is not read\n\
        hint: save it again as DOCX without macros"
    )]
    Macros {
        /// Where.
        part: String,
    },
    /// It has no text.
    #[error("the file has no words in it\nhint: look whether it is the right file")]
    Empty,
    /// Its markup cannot be read.
    #[error("{part}, line {line}: {why}\nhint: {hint}")]
    Markup {
        /// In which part.
        part: String,
        /// On which line of it.
        line: usize,
        /// Why.
        why: &'static str,
        /// What to do.
        hint: &'static str,
    },
    /// Its words are in no encoding that is read.
    #[error(
        "`{part}` is not written in UTF-8 (byte {at})\n\
        hint: save it again with the encoding UTF-8"
    )]
    Encoding {
        /// Which file or part.
        part: String,
        /// The first byte that is none.
        at: usize,
    },
    /// It has more words than are read.
    #[error(
        "the file has more than `{WORDS_BYTES_MAX}` bytes of words\n\
        hint: send the draft in parts"
    )]
    TooLong,
    /// It has more points than a text has.
    #[error(
        "the document has more than `{most}` headings\n\
        hint: make headings of the titles of points alone, or send it in parts"
    )]
    TooMany {
        /// How many it may have.
        most: usize,
    },
}

pub(super) const SAVE_AGAIN: &str = "open it in Word or LibreOffice and save it again as DOCX";
pub(super) const MADE_TO_HARM: &str =
    "no program writes this into a DOCX; ask whoever sent it for another";
