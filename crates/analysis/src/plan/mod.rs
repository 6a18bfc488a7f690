//! Plans: the earliest dates and the critical path, and the order and dates that keep every side's
//! exposure within what it can bear.

mod clock;
mod dates;
mod knots;
mod net;

#[cfg(test)]
mod arbitrary;
#[cfg(test)]
mod tests;

pub use dates::{Dates, Late, NoDates, dates};
pub use knots::Knot;
