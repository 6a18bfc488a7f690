//! What may happen next at the table: a motion is decided into an event, or refused.
//!
//! Invariant: nothing here reads a clock, a file or chance; moments and ids come in as arguments.

mod event;

pub use event::{Deed, Event, EventId, Moment};
