//! Events as the bytes that are sealed, and back: the one place that names the form.

use crate::StoreError;
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

/// The event of these bytes, or why they are none.
pub(crate) fn read(bytes: &[u8]) -> Result<Event, String> {
    format::event::read(bytes).map_err(|fault| fault.to_string())
}
