//! Answers compared with exact ones that other programs found.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    reason = "a test stops where something is wrong, and gold files hold doubles"
)]

mod boxes;
mod games;
mod gold;
mod gold_frontier;
