//! Rooms: one for each party with the mediation team, and the joint session.
//!
//! A room page holds the conversation, its meetings, what its party told, its consent to being
//! recorded, and a form whose words are shown to their writer first, with who will see them.

// tidy: long, because its forms and its page are read together; they part next

mod compose;
mod conversation;
mod line;
mod preview;
mod shown;
mod told;
mod travel;

use super::asked::{Query, asked};
use super::here::{Here, capital, seats_words};
use super::item::ItemCard;
use super::outline::Outline;
use super::programme::{Meeting, last_with};
use super::seen::{Pending, SEEN, Shown, preview as preview_of};
use super::sieve::{Sieve, Sieved};
use super::table::number_word;
use super::{Html, html};
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::moved::Moved;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use crate::world;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use case::Language;
pub(crate) use compose::{Compose, Composed, Typed, terms_words};
pub(crate) use conversation::kind_word;
use conversation::{Card, Speech};
use disclosure::{PartyId, Seat};
use proceedings::{LineState, Motion, Named, Recording, Saying};
pub(crate) use told::{Before, before_of_others};

#[derive(Template)]
#[template(path = "page/rooms.html")]
struct RoomsPage {
    frame: Frame,
    heading: String,
    rooms: Vec<RoomLine>,
}

/// A room in the list of the mediation team.
struct RoomLine {
    href: String,
    debrief: Option<String>,
    carry: String,
    card: String,
    letter: String,
    hue: &'static str,
    name: String,
    owed: String,
    awaited: String,
    unsorted: usize,
    consent: &'static str,
    last: String,
}

#[derive(Template)]
#[template(path = "page/room.html")]
struct RoomPage {
    frame: Frame,
    here: Here,
    doors: Vec<(String, String)>,
    at: String,
    by_team: bool,
    heading: String,
    lead: String,
    readers: String,
    cards: Vec<Card>,
    sieve: Sieved,
    compose: Compose,
    meetings: Vec<Meeting>,
    room: Option<Own>,
    today: String,
}

/// What only a party's room has.
struct Own {
    consent: Consent,
    items: Vec<ItemCard>,
    /// What was destroyed here, in words.
    gone: Vec<String>,
    before: Vec<told::Before>,
    line: Option<Vec<line::Stands>>,
    tell: told::TellForm,
}

/// A party's word on being recorded.
struct Consent {
    words: String,
    is_given: bool,
}

/// The routes of rooms, under `/at/HANDLE`.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/room", get(all))
        .route("/room/{key}", get(one).post(found))
        .route("/room/{key}/say", post(preview::said))
        .route("/room/{key}/reply", post(replied))
        .route("/room/{key}/consent", post(consented))
        .route("/room/{key}/tell", post(told::told))
        .route("/room/{key}/class", post(told::classed))
        .route("/room/{key}/destroy", post(told::destroyed))
        .route("/room/{key}/take-back", post(told::taken_back))
        .route("/room/{key}/travel", post(travel::chosen))
        .route("/room/{key}/shown", get(shown::shown).post(shown::shown_by))
}

/// The list of rooms; whoever has one room only is led into it.
async fn all(mut seated: Seated) -> Result<Response, Trouble> {
    if *seated.seat() == Seat::Mediator {
        seated.deliver().await?;
    }
    let seated = &seated;
    let frame = seated.frame(Place::Rooms)?;
    let own = Here::all(seated);
    if let (Some(room), true) = (own.first(), *seated.seat() != Seat::Mediator) {
        return Ok(Redirect::to(&format!("{}/room/{}", seated.at(), room.key)).into_response());
    }
    let rooms: Vec<RoomLine> = own.iter().map(|here| room_line(seated, here)).collect();
    let waiting = rooms.iter().filter(|room| !room.owed.is_empty()).count();
    let heading = match waiting {
        0 => "Nobody waits for an answer from the mediation team".to_owned(),
        1 => "One room waits for an answer from the mediation team".to_owned(),
        some => format!(
            "{} rooms wait for an answer from the mediation team",
            number_word(some)
        ),
    };
    let page = RoomsPage {
        frame,
        heading,
        rooms,
    };
    Ok(html(&page)?.into_response())
}

fn room_line(seated: &Seated, here: &Here) -> RoomLine {
    let sitting = seated.sitting();
    let open: Vec<_> = sitting
        .sayings(&here.audience, seated.now())
        .filter(Saying::is_open)
        .collect();
    let from_team = open.iter().filter(|saying| saying.is_from_team()).count();
    let last = sitting.sayings(&here.audience, seated.now()).next_back();
    let notes = sitting.notes();
    let notes = notes.filter(|note| Some(&note.note.what.party) == here.party());
    let raw = notes.flat_map(|note| note.lines);
    let at = seated.at();
    RoomLine {
        href: format!("{at}/room/{}", here.key),
        debrief: here
            .party()
            .map(|_| format!("{at}/room/{}/debrief", here.key)),
        carry: format!("{at}/carry/{}", here.key),
        card: format!("{at}/next/{}", here.key),
        letter: here.letter.clone(),
        hue: here.hue,
        name: here.name.clone(),
        owed: counted(open.len() - from_team, "answer"),
        awaited: counted(from_team, "answer"),
        unsorted: raw.filter(|line| line.2 == LineState::Raw).count(),
        consent: here.party().map_or("", |party| {
            match sitting.consent(party).map(|kept| kept.what) {
                Some(Recording::Granted) => "consents to being recorded",
                Some(Recording::Withdrawn) => "does not consent to being recorded",
                None => "has not spoken on being recorded",
            }
        }),
        last: last.map_or_else(
            || "nothing said yet".to_owned(),
            |saying| world::moment_words(saying.said.at),
        ),
    }
}

fn counted(count: usize, what: &str) -> String {
    match count {
        0 => String::new(),
        1 => format!("1 {what}"),
        many => format!("{many} {what}s"),
    }
}

async fn one(
    mut seated: Seated,
    Path((_, key)): Path<(String, String)>,
    query: Query,
) -> Result<Html, Trouble> {
    if *seated.seat() == Seat::Mediator {
        seated.deliver().await?;
    }
    let here = Here::at(&seated, &key)?;
    html(&room_page(
        &seated,
        here,
        &Sieve::at(asked(&query, "page")),
    )?)
}

/// What is looked for in a room is sent in a form.
async fn found(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
    form: Form,
) -> Result<Html, Trouble> {
    let here = Here::at(&seated, &key)?;
    html(&room_page(&seated, here, &Sieve::of(form)?)?)
}

fn room_page(seated: &Seated, here: Here, sieve: &Sieve) -> Result<RoomPage, Trouble> {
    let mut frame = seated.frame_seen_by(Place::Rooms, &here.audience)?;
    // The team sees at the edge of the page whose room it is in, so that nothing is typed into
    // another.
    if here.party().is_some() {
        frame.hue = here.hue;
    }
    let outline = outline_of(seated, &here)?;
    let speech = Speech {
        seated,
        here: &here,
        outline: &outline,
    };
    let sitting = seated.sitting();
    let sayings: Vec<_> = sitting.sayings(&here.audience, seated.now()).collect();
    let waiting = sayings.iter().filter(|saying| saying.is_open()).count();
    let (heading, lead) = standing(seated.seat(), &here, waiting);
    let at = format!("{}/room/{}", seated.at(), here.key);
    // What may be done about a message is asked of the rules, so only those shown are made cards.
    let newest: Vec<_> = sayings.iter().rev().collect();
    let (cards, sieve_of_cards) = sieve.lines(&at, newest, |saying| said_words(saying));
    let cards = cards
        .into_iter()
        .map(|saying| speech.card(saying))
        .collect();
    let room = here.party().map(|party| Own {
        consent: consent(seated, party),
        items: told::items(seated, party, (&outline, sieve)),
        gone: told::gone(seated, party),
        before: told::before(seated, party),
        line: line::line(seated, &here),
        tell: told::TellForm::new(seated, party),
    });
    let spoken_for = here.party().map_or("", |_| here.name.as_str());
    let compose = Compose::new(frame.act(), seated.seat(), spoken_for, Typed::default());
    Ok(RoomPage {
        at,
        sieve: sieve_of_cards,
        by_team: *seated.seat() == Seat::Mediator,
        readers: readers(seated, &here),
        doors: doors(seated, &here),
        cards,
        compose,
        meetings: last_with(seated, &here.audience),
        room,
        heading,
        lead,
        today: world::civil_day(seated.now()).to_string(),
        here,
        frame,
    })
}

/// The words of a message and of what was answered.
fn said_words<'a>(saying: &&Saying<'a>) -> Vec<&'a str> {
    let replies = saying.replies.iter();
    let replies = replies.filter_map(|reply| reply.what.words.as_ref());
    let words = [&saying.said.what.message.words].into_iter().chain(replies);
    words.map(|words| words.as_str()).collect()
}

/// The other places where this seat may say something.
fn doors(seated: &Seated, here: &Here) -> Vec<(String, String)> {
    let others = Here::all(seated).into_iter().filter(|other| other != here);
    let at = seated.at();
    let mut rooms = seated.sitting().rooms();
    // Who decides says what it wants in words; a partner or an observer is not asked.
    let is_asked = rooms
        .any(|(party, seat)| Some(&party) == here.party() && matches!(seat, Seat::Delegation(_)));
    let words = is_asked.then(|| {
        let path = format!("{at}/packages/words?room={}", here.key);
        (path, "Preferences in words".to_owned())
    });
    others
        .map(|other| (format!("{at}/room/{}", other.key), capital(&other.place)))
        .chain(words)
        .collect()
}

/// What can be written about in a room: the case as its party may know it.
pub(crate) fn outline_of(seated: &Seated, here: &Here) -> Result<Outline, Trouble> {
    let case = seated.proceedings().case().ok_or(Trouble::NotHere)?;
    let mut rooms = seated.sitting().rooms();
    let party = rooms.find(|(party, _)| Some(party) == here.party());
    let seat = party.map_or(Seat::Public, |(_, seat)| seat);
    Ok(Outline::of(&case.seen_from(seat)))
}

/// Who reads what is said here, in words.
pub(crate) fn readers(seated: &Seated, here: &Here) -> String {
    let seats = seated.sitting().readers(&here.audience);
    seats_words(&seats, &seated.marks())
}

fn standing(seat: &Seat, here: &Here, waiting: usize) -> (String, String) {
    let place = capital(&here.place);
    let heading = match (seat, waiting) {
        (Seat::Mediator, 0) => format!("{place}: nothing waits for an answer"),
        (_, 0) => "Nothing waits for an answer here".to_owned(),
        (Seat::Mediator, 1) => format!("{place}: one message waits for an answer"),
        (_, 1) => "One message waits for an answer".to_owned(),
        (Seat::Mediator, some) => format!("{place}: {some} messages wait for an answer"),
        (_, some) => format!("{} messages wait for an answer", number_word(some)),
    };
    let lead = match here.party() {
        Some(_) => {
            "What is said here stays between this party and the mediation team, until the \
                    party lets an item travel."
        }
        None => "What is said here, everybody with a seat at the talks sees.",
    };
    (heading, lead.to_owned())
}

fn consent(seated: &Seated, party: &PartyId) -> Consent {
    let sitting = seated.sitting();
    let marks = seated.marks();
    let (name, last) = (marks.name(party), sitting.consent(party));
    let words = match last.map(|kept| (kept.what, kept)) {
        None => format!(
            "{name} has not spoken on being recorded. Until it consents, the mediation team \
             records nothing of what it says."
        ),
        Some((Recording::Granted, kept)) => format!(
            "{name} consents to being recorded, since {}.",
            world::moment_words(kept.at)
        ),
        Some((Recording::Withdrawn, kept)) => format!(
            "{name} does not consent to being recorded, since {}. The mediation team records \
             nothing of what it says; messages and drafts go on.",
            world::moment_words(kept.at)
        ),
    };
    let is_given = last.is_some_and(|kept| kept.what == Recording::Granted);
    Consent { words, is_given }
}

async fn consented(
    mut seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let here = Here::at(&seated, &key)?;
    let party = here.party_of_room()?;
    let recording = form.named::<Recording>("recording")?;
    let word = super::word::word_of(&mut form, &seated)?;
    let sent = form.sent()?;
    let motion = Motion::Consent(party, recording);
    seated.act_with_word(motion, &sent, word).await?;
    let effect = match recording {
        Recording::Granted => "consents to being recorded from now on",
        Recording::Withdrawn => "does not consent to being recorded any more",
    };
    let effect = format!("{} {effect}. This is itself recorded.", here.name);
    Ok(seated.moved(&format!("room/{}", here.key), &effect))
}

/// Shows a response with who will see it, or gives it once that was seen.
async fn replied(
    mut seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Trouble> {
    let here = Here::at(&seated, &key)?;
    let fields = form.clone();
    let is_seen = form.ticked(SEEN)?;
    let (reply, word) = conversation::reply_of(&mut form, &seated)?;
    let sent = form.sent()?;
    let (response, words) = (reply.response, reply.words.clone());
    let motion = Motion::Reply(here.audience.clone(), reply);
    let back = format!("room/{}", here.key);
    if is_seen {
        seated.act_with_word(motion, &sent, word).await?;
        let effect = conversation::effect_words(&here, response);
        return Ok(seated.moved(&back, &effect).into_response());
    }
    let frame = seated.frame_seen_by(Place::Rooms, &here.audience)?;
    let shown = Shown {
        heading: format!(
            "This response is not given yet: read it as {} will",
            here.place
        ),
        lines: vec![
            ("The response", response.name().to_owned()),
            (
                "By",
                word.as_ref().map_or_else(String::new, |word| {
                    format!("{}, through {}", here.name, word.said_by.as_str())
                }),
            ),
            (
                "",
                words.map_or_else(String::new, |words| words.as_str().to_owned()),
            ),
        ],
        button: "Give this response",
        to: format!("{}/{back}/reply", seated.at()),
        back: format!("{}/{back}", seated.at()),
    };
    let pending = Pending {
        fields,
        sent,
        asks: (motion, word),
    };
    preview_of(&seated, (frame, &here.audience), pending, shown)
}

/// The language of a case's words.
fn english() -> Language {
    Language::english()
}

/// The names of a closed set's members as a form sends them.
fn name_of<T: Named>(member: T) -> &'static str {
    member.name()
}
