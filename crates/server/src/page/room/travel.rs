//! How far words that a party said in its room may travel: a page of its own, for a room has many
//! messages and a case many seats.

use super::told::others;
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::page::here::Here;
use crate::page::item::{ReachChoices, travels};
use crate::page::{Html, html};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world;
use askama::Template;
use axum::extract::Path;
use disclosure::Seat;
use proceedings::EventId;

#[derive(Template)]
#[template(path = "page/room/travel.html")]
struct TravelPage {
    frame: Frame,
    here: Here,
    at: String,
    id: String,
    words: String,
    now: String,
    choices: ReachChoices,
    by_team: bool,
    today: String,
}

/// What a party may choose for words that it said.
pub(super) async fn chosen(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Html, Trouble> {
    let here = Here::at(&seated, &key)?;
    let party = here.party_of_room()?;
    let id = EventId::of_hex(&form.line("item", 32)?).ok_or(Trouble::NotHere)?;
    form.done()?;
    let frame = seated.frame_seen_by(Place::Rooms, &here.audience)?;
    let (sitting, marks) = (seated.sitting(), seated.marks());
    let reach = sitting.reach_of(&party, id).ok_or(Trouble::NotHere)?;
    let said = sitting.saying(&here.audience, id, seated.now());
    let said = said.ok_or(Trouble::NotHere)?;
    html(&TravelPage {
        at: format!("{}/room/{}", seated.at(), here.key),
        id: id.to_string(),
        words: said.said.what.message.words.as_str().to_owned(),
        now: travels(reach, marks.name(&party), &marks),
        choices: ReachChoices::of(reach, &others(&seated, &party), &marks),
        by_team: *seated.seat() == Seat::Mediator,
        today: world::civil_day(seated.now()).to_string(),
        here,
        frame,
    })
}
