//! What has been put in front of a party, now or at any past moment: its room, the joint session,
//! and what is public.

mod content;

use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::page::here::Here;
use crate::page::sieve::{Sieve, Sieved};
use crate::page::{Html, html};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world;
use askama::Template;
use axum::extract::Path;
use content::Content;
use disclosure::{Audience, Seat};
use proceedings::{Moment, Shown};

#[derive(Template)]
#[template(path = "page/room/shown.html")]
struct ShownPage {
    frame: Frame,
    at: String,
    heading: String,
    until: String,
    lines: Vec<Line>,
    sieve: Sieved,
}

/// Something that was put in front of a party.
struct Line {
    at: String,
    place: String,
    content: Content,
}

impl Line {
    fn words(&self) -> Vec<&str> {
        let words = [self.content.what.as_str(), self.content.words.as_str()];
        let more = self.content.more.iter().chain(&self.content.whole);
        words.into_iter().chain(more.map(String::as_str)).collect()
    }
}

/// What a party has been shown until now.
pub(super) async fn shown(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
) -> Result<Html, Trouble> {
    html(&page_of(&seated, &key, (None, Sieve::default()))?)
}

/// What a party has been shown until a moment. Which moment matters to somebody is not said in an
/// address.
pub(super) async fn shown_by(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Html, Trouble> {
    Here::at(&seated, &key)?.party_of_room()?;
    let until = form.parsed_if_any("until", world::moment_of_field)?;
    html(&page_of(&seated, &key, (until, Sieve::of(form)?))?)
}

fn page_of(
    seated: &Seated,
    key: &str,
    (until, sieve): (Option<Moment>, Sieve),
) -> Result<ShownPage, Trouble> {
    let here = Here::at(seated, key)?;
    let party = here.party_of_room()?;
    let frame = seated.frame_seen_by(Place::Rooms, &here.audience)?;
    // A field for a time knows minutes: the whole minute belongs to what was asked for.
    let moment = until.map_or_else(
        || seated.now(),
        |until| Moment::of_micros(until.micros().saturating_add(59_999_999)),
    );
    let sitting = seated.sitting();
    let all = sitting.knows(&party, moment);
    let whose = match seated.seat() {
        Seat::Mediator => here.name.clone(),
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
            "your seat".to_owned()
        }
    };
    let mut rooms = sitting.rooms();
    let seat = rooms.find(|(room, _)| *room == party);
    let seat = seat.map_or(Seat::Public, |(_, seat)| seat);
    let when = until.map_or_else(
        || "has been shown until now".to_owned(),
        |until| format!("had been shown by {}", world::moment_words(until)),
    );
    let at = format!("{}/room/{}", seated.at(), here.key);
    let lines = all.iter().rev().map(|shown| line(seated, &seat, shown));
    let (lines, sieve) = sieve.lines(&at, lines.collect(), Line::words);
    Ok(ShownPage {
        at,
        heading: format!("What {whose} {when}"),
        until: world::moment_field(until.unwrap_or_else(|| seated.now())),
        lines,
        sieve,
        frame,
    })
}

fn line(seated: &Seated, seat: &Seat, shown: &Shown<'_>) -> Line {
    let content = content::of(seated, seat, shown.what);
    Line {
        at: shown
            .at
            .map_or_else(|| "from the start".to_owned(), world::moment_words),
        place: match shown.audience {
            Audience::Room(_) => "in the room".to_owned(),
            Audience::Plenary => "in the joint session".to_owned(),
            Audience::Public => "in public".to_owned(),
            Audience::Team => String::new(),
        },
        content,
    }
}
