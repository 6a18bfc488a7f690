//! The fast and exact methods behind every answer about a [`problem::Problem`].
//!
//! `problem` says what an answer is; this room finds it, proves it, and says how it was found.
//!
//! Invariant: equal problem and equal effort give equal bytes, whatever the number of threads.

// tidy: long, because each method is a module that stands alone; a crate for each would forbid
// nothing that this one does not.

pub mod alert;
pub mod allocation;
pub mod ask;
pub mod clash;
pub mod consensus;
pub mod count;
pub mod deterrence;
pub mod fair;
pub mod feasibility;
pub mod frontier;
pub mod gate;
pub mod guarantee;
pub mod improvement;
pub mod inferred;
pub mod instances;
pub mod order;
pub mod peer;
pub mod plan;
pub mod regions;
pub mod rehearsal;
pub mod robust;
pub mod sensitivity;
pub mod shown;
pub mod stability;
pub mod statement;
pub mod statistics;
pub mod talks;
pub mod trades;

mod search;
mod stages;

#[cfg(test)]
mod arbitrary;
