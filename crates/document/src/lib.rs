//! Documents: the one text as one seat may know it, on paper, and back from it.
//!
//! A [`Paper`] is all that a document is made of. The writers are exact: the same paper gives the
//! same bytes, on any day and any machine.

mod akn;
mod direction;
mod docx;
mod edits;
mod html;
mod markdown;
mod markup;
mod paper;
mod plain;
mod read;
mod sheet;
mod zip;

pub use akn::akoma_ntoso;
pub use direction::Direction;
pub use docx::docx;
pub use edits::{Edits, Finding, Placed, Unplaced, called, edits, in_turn};
pub use html::html;
pub use markdown::markdown;
pub use paper::{Asked, Earlier, Holders, Paper, PaperError, reader};
pub use plain::plain;
pub use read::{FILE_BYTES_MAX, Kind, ReadError, loose, pared};

#[cfg(test)]
mod trial;
