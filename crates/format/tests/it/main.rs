//! The importers and exporters, on published files (where `../shared` is there) and on our own.
#![expect(
    clippy::float_arithmetic,
    reason = "gold is printed in doubles, compared to 1e-6"
)]

mod genius_gold;
mod shared;
mod sums;
