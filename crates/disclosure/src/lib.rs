//! Who may see what: seats, release classes, sealed values.
//!
//! Invariant: a sealed value leaves this room only through a seat that may see it, or through the
//! clearance that the custodians of files and stores hold.

mod audience;
mod held;
pub mod leakage;
mod release;
mod sealed;
mod seat;

pub use audience::Audience;
pub use held::{Anonymous, Held, Seen};
pub use release::{Owner, Release, ReleaseClass, Sight};
pub use sealed::{Clearance, Sealed};
pub use seat::{PartyId, Seat};
