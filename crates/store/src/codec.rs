//! Events as the bytes that are sealed, and back: the one place that names the form.

use crate::StoreError;
use disclosure::Seat;
use proceedings::{Deed, Event, EventId, Moment};
use zeroize::Zeroizing;

/// The bytes of an event.
pub(crate) fn write(event: &Event) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let Deed::Opened(case) = &event.deed else {
        return Err(StoreError::Unwritten);
    };
    let head = format!("{} {} {}\n", event.id, event.at.micros(), event.by);
    let text = head + &format::case_file::write(case);
    Ok(Zeroizing::new(text.into_bytes()))
}

/// The event of these bytes, or why they are none.
pub(crate) fn read(bytes: &[u8]) -> Result<Event, String> {
    let text = std::str::from_utf8(bytes).map_err(|fault| fault.to_string())?;
    let (head, rest) = text.split_once('\n').ok_or("it has no first line")?;
    let mut words = head.splitn(3, ' ');
    let id = words
        .next()
        .and_then(EventId::of_hex)
        .ok_or("it has no id")?;
    let at = words.next().and_then(|at| at.parse().ok());
    let at = Moment::of_micros(at.ok_or("it has no moment")?);
    let files = [("event", rest.as_bytes())];
    let case = format::case_file::read(&files).map_err(|faults| faults.to_string())?;
    Ok(Event {
        id,
        at,
        by: Seat::Mediator,
        who: None,
        word: None,
        deed: Deed::Opened(Box::new(case)),
    })
}
