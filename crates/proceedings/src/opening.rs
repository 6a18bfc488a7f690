//! The opening of a case: one log for each audience, each on the case as that audience may know it.

use crate::admission;
use crate::{Deed, Event, EventId, Moment, Refusal};
use case::Case;
use disclosure::{Audience, Seat};
use std::sync::Arc;

/// The audiences of a case with the seat in whose view each log opens, the public first.
#[must_use]
pub fn audiences(case: &Case) -> Vec<(Audience, Seat)> {
    let mut all = vec![
        (Audience::Public, Seat::Public),
        (Audience::Plenary, Seat::Public),
    ];
    for seen in case.seen_from(Seat::Mediator).parties() {
        let party = seen.item.id.clone();
        let Some(seat) = admission::seat(&party, seen.item.role) else {
            continue;
        };
        all.push((Audience::Room(party), seat));
    }
    all.push((Audience::Team, Seat::Mediator));
    all
}

/// The first event of each log of a case; it takes an id for each of the [`audiences`].
///
/// # Errors
/// If there are too few ids.
pub fn opening(
    case: &Case,
    at: Moment,
    ids: Vec<EventId>,
) -> Result<Vec<(Audience, Event)>, Refusal> {
    let audiences = audiences(case);
    if ids.len() < audiences.len() {
        return Err(Refusal::TooFewIds);
    }
    let events = audiences.into_iter().zip(ids);
    let events = events.map(|((audience, seat), id)| {
        let event = Event {
            id,
            at,
            by: Seat::Mediator,
            who: None,
            word: None,
            deed: Deed::Opened(Arc::new(case.seen_from(seat).extract())),
        };
        (audience, event)
    });
    Ok(events.collect())
}
