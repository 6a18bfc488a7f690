//! Documents: the one text as one seat may know it, on paper, and back from it.
//!
//! A [`Paper`] is all that a document is made of. The writers are exact: the same paper gives the
//! same bytes, on any day and any machine.

mod direction;
mod docx;
mod html;
mod markdown;
mod markup;
mod paper;
mod plain;
mod sheet;
mod zip;

pub use docx::docx;
pub use html::html;
pub use markdown::markdown;
pub use paper::{Asked, Earlier, Holders, Paper, PaperError, reader};
pub use plain::plain;
