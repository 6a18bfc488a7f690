//! One event as JSON, as a log keeps it: `{"v":1,"id":…,"at":…,"by":…,"deed":{…}}`.
//!
//! A name that is not known is a fault, for a log that holds more than this program understands
//! must not be read as if it held less. Text that is absent is left out, and the keys stand in the
//! order of the alphabet, so equal events give equal bytes.
//!
//! Invariant: what [`write()`] gives, [`read`] reads back as the same event; and a form of event
//! that was once written is read for ever (`tests/golden/events.txt`).

mod checks;
mod closed;
mod deeds;
mod extracts;
mod fault;
mod json;
mod node;
mod nouns;
mod parsed;
mod valuation;
mod wording;

pub use extracts::Extracts;
pub use fault::Fault;

use node::Node;
use parsed::Parsed;
use proceedings::{Deed, Event};
use serde_json::{Map, Value};

/// The version of the form of events that this program writes.
pub const VERSION: u64 = 1;

/// The most bytes that an event may have.
pub const BYTES_MAX: usize = 100_000_000;

/// The event as bytes.
#[must_use]
pub fn write(event: &Event) -> Vec<u8> {
    let mut fields = Map::new();
    fields.insert("v".to_owned(), Value::from(VERSION));
    json::put(&mut fields, "id", &event.id);
    json::put(&mut fields, "at", &event.at);
    json::put(&mut fields, "by", &event.by);
    json::put(&mut fields, "who", &event.who);
    json::put(&mut fields, "word", &event.word);
    json::put(&mut fields, "deed", &event.deed);
    Value::Object(fields).to_string().into_bytes()
}

/// The event in these bytes.
///
/// # Errors
/// The first fault, with its place; it repeats ids and names, and nothing that was said.
pub fn read(bytes: &[u8]) -> Result<Event, Fault> {
    read_among(bytes, &Extracts::default())
}

/// The same among other events: a case that several of them hold is read once and shared.
///
/// # Errors
/// As [`read`].
pub fn read_among(bytes: &[u8], extracts: &Extracts) -> Result<Event, Fault> {
    if bytes.len() > BYTES_MAX {
        return Err(Fault::TooLong { bytes: bytes.len() });
    }
    let value: Parsed<'_> = serde_json::from_slice(bytes).map_err(|error| Fault::NotJson {
        line: error.line(),
        column: error.column(),
    })?;
    let root = Node::root(&value, extracts);
    let version: u64 = root.field("v")?;
    if version != VERSION {
        return Err(Fault::Version { version });
    }
    root.only(&["v", "id", "at", "by", "who", "word", "deed"])?;
    Ok(Event {
        id: root.field("id")?,
        at: root.field("at")?,
        by: root.field("by")?,
        who: root.field("who")?,
        word: root.field("word")?,
        deed: root.field::<Deed>("deed")?,
    })
}
