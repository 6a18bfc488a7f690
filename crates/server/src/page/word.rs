//! A party's word, taken down by the mediation team: who said it, and when.

use crate::form::Form;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world;
use disclosure::Seat;
use jiff::civil::Date;
use proceedings::{Fresh, Label, Motion, Mover, Refusal, Word};

/// Reads whose word it is; a party speaks for itself and has no such fields.
pub(crate) fn word_of(form: &mut Form, seated: &Seated) -> Result<Option<Word>, Trouble> {
    match seated.seat() {
        Seat::Mediator => {}
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
            return Ok(None);
        }
    }
    let said_by = form.parsed_if_any("said_by", Label::new)?;
    let on = form.parsed_if_any("said_on", date_of)?;
    let on = on.unwrap_or_else(|| world::civil_day(seated.now()));
    Ok(said_by.map(|said_by| Word { said_by, on }))
}

/// A day as a form sends it.
pub(crate) fn date_of(typed: &str) -> Result<Date, String> {
    let read = typed.trim().parse::<Date>();
    read.map_err(|_| {
        format!(
            "`{}` is not a day\nhint: write it as 2031-05-04",
            typed.trim()
        )
    })
}

/// Why a motion would be refused now; nothing is done by asking.
pub(crate) fn refusal(seated: &Seated, motion: &Motion, word: Option<Word>) -> Option<Refusal> {
    let proceedings = seated.proceedings();
    let mover = Mover {
        seat: seated.seat().clone(),
        who: Label::new(seated.account.name.as_str()).ok(),
        word,
    };
    let world = &seated.workspace.world;
    let copies = proceedings.copies_of(motion);
    let fresh = Fresh {
        id: world.event_id(),
        copies: (0..copies).map(|_| world.event_id()).collect(),
    };
    let decided = proceedings.decide(&mover, motion.clone(), seated.now(), fresh);
    decided.err()
}
