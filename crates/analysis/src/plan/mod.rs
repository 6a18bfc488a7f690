//! Plans: the earliest dates and the critical path, and the order and dates that keep every side's
//! exposure within what it can bear.

mod best;
mod bits;
mod blame;
mod branch;
mod choice;
mod clock;
mod dates;
mod jam;
mod knots;
mod ledger;
mod net;
mod relation;
mod settle;

#[cfg(test)]
mod arbitrary;
#[cfg(test)]
mod tests;

pub use best::{Best, Hindrance, STEPS_SEARCHED_MAX, best};
pub use dates::{Dates, Late, NoDates, dates};
pub use jam::Jam;
pub use knots::Knot;
