//! Events as the bytes that are sealed, and back: the one place that names the form.

use crate::StoreError;
use format::event::Extracts;
use proceedings::Event;
use zeroize::Zeroizing;

/// The bytes of an event.
pub(crate) fn write(event: &Event) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let bytes = Zeroizing::new(format::event::write(event));
    if bytes.len() > format::event::BYTES_MAX {
        return Err(StoreError::TooLarge);
    }
    Ok(bytes)
}

/// The event of these bytes, or why they are none, sharing the case it holds with others.
pub(crate) fn read_among(bytes: &[u8], extracts: &Extracts) -> Result<Event, String> {
    format::event::read_among(bytes, extracts).map_err(|fault| fault.to_string())
}

/// The event of these bytes, or why they are none.
pub(crate) fn read(bytes: &[u8]) -> Result<Event, String> {
    format::event::read(bytes).map_err(|fault| fault.to_string())
}
