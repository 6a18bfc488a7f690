//! Reading back what comes from outside: a DOCX that somebody has edited, a draft of another hand.
//!
//! Files from outside are hostile until they are read: what is refused is refused in plain words,
//! within bounds of size, count, ratio and depth, and nothing is run, fetched or written.

mod archive;
mod fault;
mod numbers;
mod pages;
mod words;

#[cfg(test)]
pub(crate) use archive::Archive;
pub use archive::pared;
pub use fault::ReadError;
pub use pages::{Kind, loose};
pub(crate) use words::{Found, Paragraph, document};

/// The most that a file from outside may have, in bytes.
pub const FILE_BYTES_MAX: usize = 8 * 1_024 * 1_024;
/// The most words that are read from one, in bytes.
pub(crate) const WORDS_BYTES_MAX: usize = text::PASTE_BYTES_MAX;
