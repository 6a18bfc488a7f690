//! The carry list: before going next door, what may be said there, in which words and as whose;
//! what may not; and a message that rests on what may.
//!
//! Invariant: the page is the mediation team's alone, and a message is refused before its preview
//! if a class stands in its way; the refusal names the class and not what it guards.

mod lists;
mod sending;

use super::here::{Here, capital, seats_words};
use super::item::made_from;
use super::leak::Leaks;
use super::room::{Compose, Composed, Typed, outline_of, terms_words};
use super::sieve::{Sieve, Sieved};
use super::table::number_word;
use super::word::refusal;
use super::{Html, html};
use crate::form::{ACT, Form, Sent};
use crate::frame::{Frame, Place};
use crate::mark::Marks;
use crate::moved::refused;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use crate::world::seconds_words;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use disclosure::{Audience, PartyId, Seat};
pub(crate) use lists::{Closed, Lists, May, MayNot, Pen, lists};
use proceedings::{Attribution, Carriage, Cite, Motion, Named, Policy};
use sending::{Sending, sendings};

#[derive(Template)]
#[template(path = "page/carry/rooms.html")]
struct RoomsPage {
    frame: Frame,
    heading: String,
    rooms: Vec<RoomLine>,
    sendings: Vec<Sending>,
}

/// A room, with how much may be said there.
struct RoomLine {
    here: Here,
    href: String,
    card: String,
    may: usize,
    unsaid: usize,
    may_not: usize,
}

#[derive(Template)]
#[template(path = "page/carry.html")]
struct CarryPage {
    frame: Frame,
    here: Here,
    at: String,
    card: String,
    heading: String,
    may: Vec<May>,
    may_not: Vec<MayNot>,
    compose: Compose,
    sieve: Sieved,
    readers: String,
    policy: String,
    sendings: Vec<Sending>,
}

#[derive(Template)]
#[template(path = "page/carry/preview.html")]
struct PreviewPage {
    frame: Frame,
    here: Here,
    at: String,
    heading: String,
    who: String,
    whose: String,
    rests_on: String,
    policy: String,
    kind: &'static str,
    terms: Vec<String>,
    about: Vec<String>,
    hidden: Vec<(String, String)>,
    words: String,
    leaks: Option<Leaks>,
}

/// The routes of the carry list.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/carry", get(all))
        .route("/carry/countersign", post(sending::countersigned))
        .route("/carry/recall", post(sending::recalled))
        .route("/carry/{key}", get(shown).post(found))
        .route("/carry/{key}/say", post(composed))
}

async fn all(mut seated: Seated) -> Result<Html, Trouble> {
    let frame = seated.frame_seen_by(Place::Carry, &Audience::Team)?;
    seated.deliver().await?;
    let rooms: Vec<RoomLine> = Here::all(&seated)
        .into_iter()
        .map(|here| room_line(&seated, here))
        .collect();
    let unsaid = rooms.iter().filter(|room| room.unsaid > 0).count();
    let heading = match unsaid {
        0 => "Nothing waits to be carried".to_owned(),
        1 => "There is something to say in one room".to_owned(),
        some => format!(
            "There is something to say in {} rooms",
            number_word(some).to_lowercase()
        ),
    };
    html(&RoomsPage {
        sendings: sendings(&seated),
        frame,
        heading,
        rooms,
    })
}

fn room_line(seated: &Seated, here: Here) -> RoomLine {
    let list = seated.sitting().carry_list(&here.audience);
    RoomLine {
        href: format!("{}/carry/{}", seated.at(), here.key),
        card: format!("{}/next/{}", seated.at(), here.key),
        may: list.may.len(),
        unsaid: list.may.iter().filter(|one| !one.is_said).count(),
        may_not: list.may_not.len(),
        here,
    }
}

async fn shown(
    mut seated: Seated,
    Path((_, key)): Path<(String, String)>,
) -> Result<Html, Trouble> {
    let frame = seated.frame_seen_by(Place::Carry, &Audience::Team)?;
    seated.deliver().await?;
    let here = Here::at(&seated, &key)?;
    html(&page(&seated, (frame, here), &Sieve::default())?)
}

/// What is looked for on the list is sent in a form.
async fn found(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
    form: Form,
) -> Result<Html, Trouble> {
    let frame = seated.frame_seen_by(Place::Carry, &Audience::Team)?;
    let here = Here::at(&seated, &key)?;
    html(&page(&seated, (frame, here), &Sieve::of(form)?)?)
}

fn page(
    seated: &Seated,
    (frame, here): (Frame, Here),
    sieve: &Sieve,
) -> Result<CarryPage, Trouble> {
    let Lists { may, closed, pen } = lists(seated, &here)?;
    let at = format!("{}/carry/{}", seated.at(), here.key);
    let heading = match may.len() {
        0 => format!("Nothing of others may be said in {}", here.place),
        1 => format!("One thing of others may be said in {}", here.place),
        some => format!(
            "{} things of others may be said in {}",
            number_word(some),
            here.place
        ),
    };
    let readers = seated.sitting().readers(&here.audience);
    let to = here.audience.clone();
    let sendings = sendings(seated);
    let (may, open) = sieve.lines(&at, may, |one| one.item.all_words());
    let written = |all: Vec<Closed<'_>>| all.iter().map(|one| pen.written(one)).collect();
    let (may_not, closed): (Vec<MayNot>, Sieved) = if sieve.takes_all() {
        let (closed, sieved) = sieve.lines(&at, closed, |_| Vec::new());
        (written(closed), sieved)
    } else {
        sieve.lines(&at, written(closed), |one| vec![one.words.as_str()])
    };
    let sieve = open.and(closed);
    Ok(CarryPage {
        at,
        sieve,
        card: format!("{}/next/{}", seated.at(), here.key),
        readers: seats_words(&readers, &seated.marks()),
        policy: policy_words(seated.sitting().policy()),
        compose: Compose::new(frame.act(), seated.seat(), "", Typed::default()),
        sendings: sendings.into_iter().filter(|one| one.to == to).collect(),
        heading,
        may,
        may_not,
        here,
        frame,
    })
}

/// What happens between sending and arriving.
fn policy_words(policy: Option<Policy>) -> String {
    match policy {
        None | Some(Policy::Alone) => "It arrives at once.".to_owned(),
        Some(Policy::SecondPerson) => {
            "It waits for the agreement of a second person of the mediation team.".to_owned()
        }
        Some(Policy::Hold(seconds)) => {
            let wait = seconds_words(seconds);
            format!("It is held for {wait}, in which it can be called back.")
        }
    }
}

/// The items a message rests on, as its form names them.
fn cites_of(form: &mut Form, may: &mut [May], marks: &Marks) -> Result<Vec<Cite>, Trouble> {
    let wanted = form.all("cite", 80)?;
    for one in may.iter_mut() {
        let name = format!("as_{}", one.item.id);
        let attribution = form.line_if_any(&name, 20)?;
        one.cited = wanted.contains(&one.cite);
        one.named = attribution.as_deref() == Some(Attribution::Attributed.name());
    }
    // An item that is on the list no longer is still named, so that the class in the way is said.
    let each = wanted.iter().map(|cite| {
        let gone = "this is no item of a room\nhint: open the carry list again";
        let (key, id) = cite
            .split_once('-')
            .ok_or_else(|| form.unfit_by("cite", gone))?;
        let item = proceedings::EventId::of_hex(id);
        let item = item.ok_or_else(|| form.unfit_by("cite", gone))?;
        let mut rooms = marks.iter().map(|mark| Here::room(&mark.party, marks));
        let room = rooms.find(|room| room.key == key);
        let room: Option<PartyId> = room.and_then(|room| room.party().cloned());
        let room = room.ok_or_else(|| form.unfit_by("cite", gone))?;
        let one = may.iter().find(|one| one.cite == *cite);
        let is_named = one.is_some_and(|one| one.named);
        let attribution = if is_named {
            Attribution::Attributed
        } else {
            Attribution::Unattributed
        };
        Ok(Cite {
            room,
            item,
            attribution,
        })
    });
    each.collect()
}

/// Shows a composed message as the other side will have it, or sends it once that was seen.
async fn composed(
    mut seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Trouble> {
    let frame = seated.frame_seen_by(Place::Carry, &Audience::Team)?;
    let here = Here::at(&seated, &key)?;
    let outline = outline_of(&seated, &here)?;
    let is_seen = form.ticked("seen")?;
    let mut may = lists(&seated, &here)?.may;
    let cites = cites_of(&mut form, &mut may, &seated.marks())?;
    let composed = Composed::of(&mut form, &seated, &outline)?;
    let sent = form.sent()?;
    let carriage = Carriage {
        to: here.audience.clone(),
        message: composed.message.clone(),
        cites,
    };
    let motion = Motion::Carry(carriage.clone());
    if is_seen {
        let policy = policy_words(seated.sitting().policy());
        seated.act(motion, &sent).await?;
        let effect = format!("On its way to {}. {policy}", here.place);
        return Ok(seated
            .moved(&format!("carry/{key}"), &effect)
            .into_response());
    }
    let motion = sent.motion(motion);
    if let Some(refusal) = refusal(&seated, &motion, None) {
        return Err(refused((&refusal, &seated.marks()), &sent.kept));
    }
    let preview = seated
        .sitting()
        .preview(&carriage)
        .ok_or(Trouble::NotHere)?;
    let leaks = Leaks::of_words(&seated, &here.audience, &preview.words).await?;
    let marks = seated.marks();
    let page = PreviewPage {
        leaks,
        at: format!("{}/carry/{key}", seated.at()),
        heading: format!("Not sent yet: read it as {} will", here.place),
        who: readers_words(&preview.seats, &marks),
        whose: whose_words(&preview.attributed_to, &marks),
        rests_on: made_from("This message", preview.class),
        policy: policy_words(Some(preview.policy)),
        kind: super::room::kind_word(composed.message.kind),
        terms: terms_words(&composed.message.terms),
        about: outline.points_words(&composed.message.about),
        words: preview.words,
        hidden: hidden(composed.typed.pairs(), &sent, &may),
        here,
        frame,
    };
    Ok(html(&page)?.into_response())
}

/// The fields that carry a composed message on, once its writer has seen it.
fn hidden(pairs: Vec<(String, String)>, sent: &Sent, may: &[May]) -> Vec<(String, String)> {
    let mut pairs = sent.carried_on(pairs);
    pairs.push((ACT.to_owned(), sent.act.to_string()));
    pairs.push(("seen".to_owned(), "on".to_owned()));
    for one in may.iter().filter(|one| one.cited) {
        pairs.push(("cite".to_owned(), one.cite.clone()));
        if one.named {
            let attributed = Attribution::Attributed.name().to_owned();
            pairs.push((format!("as_{}", one.item.id), attributed));
        }
    }
    pairs
}

fn readers_words(seats: &[Seat], marks: &Marks) -> String {
    format!(
        "{} will see these words.",
        capital(&seats_words(seats, marks))
    )
}

fn whose_words(attributed_to: &[PartyId], marks: &Marks) -> String {
    let names: Vec<String> = attributed_to
        .iter()
        .map(|party| marks.name(party).to_owned())
        .collect();
    if names.is_empty() {
        "Brought in by the mediation team, without a source.".to_owned()
    } else {
        format!(
            "Brought in by the mediation team, for {}.",
            super::here::listed(&names)
        )
    }
}
