//! What can be taken back: an entry of a room, by the side that made it, while nothing rests on it.
//!
//! Invariant: the form stands on a card only if the proceedings would take it now; what is taken
//! back stays in the record.

use super::word::refusal;
use crate::form::Form;
use crate::seated::Seated;
use crate::trouble::Trouble;
use disclosure::{Audience, PartyId};
use proceedings::{EventId, Motion};

/// What taking back says it did.
pub(crate) const TAKEN_BACK: &str =
    "It is taken back: what stood before it stands again. Both stay in the record.";

/// The form that takes an entry back.
pub(crate) struct Back {
    /// The page it is sent to.
    pub(crate) to: String,
    /// Whose room.
    pub(crate) room: String,
    /// The entry.
    pub(crate) entry: String,
}

impl Back {
    /// The form that takes an entry of a party's room back, if this seat may; `page` is where it
    /// stands.
    pub(crate) fn of(seated: &Seated, entry: (&PartyId, EventId), page: &str) -> Option<Self> {
        let (party, id) = entry;
        let motion = Motion::Undo(Audience::Room(party.clone()), id);
        if refusal(seated, &motion, None).is_some() {
            return None;
        }
        Some(Self {
            to: format!("{}/{page}/take-back", seated.at()),
            room: party.to_string(),
            entry: id.to_string(),
        })
    }
}

/// The motion that a form of taking back asks for.
pub(crate) fn taken_back(seated: &Seated, form: &mut Form) -> Result<Motion, Trouble> {
    let typed = form.line("room", 200)?;
    let entry = EventId::of_hex(&form.line("entry", 32)?).ok_or(Trouble::NotHere)?;
    let mut rooms = seated.sitting().rooms();
    let found = rooms.find(|(party, _)| party.as_str() == typed);
    let (party, _) = found.ok_or(Trouble::NotHere)?;
    Ok(Motion::Undo(Audience::Room(party), entry))
}
