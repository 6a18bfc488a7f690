//! The fast and exact methods behind every answer about a [`problem::Problem`].
//!
//! `problem` says what an answer is; this room finds it, proves it, and says how it was found.
//!
//! Invariant: equal problem and equal effort give equal bytes, whatever the number of threads.

pub mod clash;
pub mod count;
pub mod feasibility;
pub mod frontier;
pub mod instances;
pub mod order;
pub mod statistics;
pub mod trades;

#[cfg(test)]
mod arbitrary;
