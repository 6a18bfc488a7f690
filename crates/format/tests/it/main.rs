//! The importers and exporters, on published files (where `../shared` is there) and on our own.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    reason = "a test stops where something is wrong; gold is printed in doubles"
)]

#[cfg(test)]
mod case_file;
#[cfg(test)]
mod domains;
#[cfg(test)]
mod genius_gold;
#[cfg(test)]
mod shared;
#[cfg(test)]
mod sums;
