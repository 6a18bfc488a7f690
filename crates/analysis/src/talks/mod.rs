//! Talks played by simulated parties, fast and seeded: alternating offers, one text with a
//! mediator, and what they come to.
//!
//! [`Deck`] plays alternating offers without an allocation in a round; [`sit`] holds a sitting on
//! one text by one of five [`Procedure`]s; a [`Yardstick`] says how far an end lies from the
//! frontier and from the fair packages; and a [`Tournament`] sets procedures against kinds of
//! parties. What is true talk is said in [`problem::talks`], which replays everything that is
//! played here.
//!
//! Invariant: equal problem, plan and seed give equal bytes, whatever the number of threads.

mod annealing;
mod belief;
mod criticism;
mod flips;
mod gains;
mod hall;
mod next;
mod offers;
mod procedure;
mod tournament;
mod twins;
mod yardstick;

#[cfg(test)]
mod tests;

pub use offers::{Clock, Deck, Ended};
pub use procedure::{Procedure, sit};
pub use tournament::{Cell, Plan, Tournament, tournament};
pub use twins::{Twins, twins};
pub use yardstick::{Mark, Unmeasured, Yardstick};
