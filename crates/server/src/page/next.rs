//! The card for the next meeting: one A4 page for the next room, which the mediation team takes
//! along: what to say, what not to say, what to ask, what is owed, the text last shown there, and
//! who will be present.

use super::carry::{Closed, Lists, May, MayNot, Pen, lists};
use super::draft::{Due, due};
use super::here::{Here, listed};
use super::outline::Outline;
use super::{Html, html};
use crate::frame::{Frame, Place};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use crate::world;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use case::{Status, View};
use disclosure::{Audience, Seat};
use proceedings::{MeetingSeen, MessageState, Saying};

/// How many lines a part of the card has, so that it stays one page.
const LINES: usize = 5;

#[derive(Template)]
#[template(path = "page/next.html")]
struct NextPage {
    frame: Frame,
    rooms: Vec<(String, String, bool)>,
    /// Words left open on purpose that are to be looked at again.
    due: Vec<Due>,
    card: Option<Card>,
}

/// The card.
struct Card {
    here: Here,
    heading: String,
    when: String,
    what_for: String,
    present: String,
    last_text: String,
    say: Part,
    not: Part,
    ask: Part,
    we_owe: Part,
    they_owe: Part,
    carry: String,
    debrief: Option<String>,
}

/// A part of the card: its first lines, and how many more there are.
struct Part {
    lines: Vec<Line>,
    more: usize,
}

/// One line of the card.
struct Line {
    glyph: String,
    hue: &'static str,
    words: String,
    note: String,
}

/// The routes of the card.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/next", get(first))
        .route("/next/{key}", get(of_room))
}

async fn first(mut seated: Seated) -> Result<Html, Trouble> {
    let frame = seated.frame_seen_by(Place::Next, &Audience::Team)?;
    seated.deliver().await?;
    let rooms = Here::all(&seated);
    let today = world::civil_day(seated.now());
    let ahead = ahead(&seated).into_iter();
    let ahead: Vec<_> = ahead.filter(|one| one.date() >= Some(today)).collect();
    let planned = ahead.first().map(|meeting| meeting.audience.clone());
    let next = rooms
        .iter()
        .find(|here| Some(&here.audience) == planned.as_ref());
    let owed = || {
        rooms.iter().find(|here| {
            let open = open(&seated, here);
            open.iter().any(|saying| !saying.is_from_team())
        })
    };
    let here = next.or_else(owed).or_else(|| rooms.first()).cloned();
    html(&page(&seated, frame, here)?)
}

async fn of_room(
    mut seated: Seated,
    Path((_, key)): Path<(String, String)>,
) -> Result<Html, Trouble> {
    let frame = seated.frame_seen_by(Place::Next, &Audience::Team)?;
    seated.deliver().await?;
    let here = Here::at(&seated, &key)?;
    html(&page(&seated, frame, Some(here))?)
}

fn page(seated: &Seated, frame: Frame, here: Option<Here>) -> Result<NextPage, Trouble> {
    let rooms = Here::all(seated).into_iter().map(|room| {
        let is_here = here.as_ref() == Some(&room);
        (
            format!("{}/next/{}", seated.at(), room.key),
            room.name,
            is_here,
        )
    });
    Ok(NextPage {
        rooms: rooms.collect(),
        due: due(seated),
        card: here.map(|here| card(seated, here)).transpose()?,
        frame,
    })
}

/// The meetings that were planned and neither held nor called off.
fn ahead(seated: &Seated) -> Vec<MeetingSeen<'_>> {
    let mut meetings = seated.sitting().meetings();
    meetings.retain(|one| one.met.is_none() && !one.is_off);
    meetings
}

/// The asks, offers and ideas in a room that nobody has answered.
fn open<'a>(seated: &'a Seated, here: &Here) -> Vec<Saying<'a>> {
    let sayings = seated.sitting().sayings(&here.audience, seated.now());
    sayings.filter(Saying::is_open).collect()
}

fn card(seated: &Seated, here: Here) -> Result<Card, Trouble> {
    let Lists { may, closed, pen } = lists(seated, &here)?;
    let say = may.into_iter().filter(|one| !one.is_said).map(say_line);
    let today = world::civil_day(seated.now());
    let ahead = ahead(seated);
    let meeting = ahead
        .iter()
        .find(|one| *one.audience == here.audience && one.date() >= Some(today));
    let planned = meeting.and_then(|one| one.planned).map(|kept| &kept.what);
    let open = open(seated, &here);
    let owed = |from_team: bool| {
        let owed = open
            .iter()
            .filter(move |one| one.is_from_team() == from_team);
        Part::of(owed.map(message_line))
    };
    Ok(Card {
        heading: format!("Next: {}", here.place),
        when: planned.map_or_else(
            || "No meeting is planned here.".to_owned(),
            |plan| {
                let day = world::day_and_hour_words(&plan.date.to_string(), plan.hour);
                format!("{day}, {}, {}", plan.place.as_str(), plan.format.as_str())
            },
        ),
        what_for: planned
            .and_then(|plan| plan.words.as_ref())
            .map_or_else(String::new, |words| words.as_str().to_owned()),
        present: present(seated, &here, planned.map(|plan| plan.who.as_slice())),
        last_text: last_text(seated, &here),
        say: Part::of(say),
        not: not_to_say(&closed, &pen),
        ask: Part::of(asks(seated, &here)?.into_iter()),
        we_owe: owed(false),
        they_owe: owed(true),
        carry: format!("{}/carry/{}", seated.at(), here.key),
        debrief: here
            .party()
            .map(|_| format!("{}/room/{}/debrief", seated.at(), here.key)),
        here,
    })
}

fn say_line(one: May) -> Line {
    Line {
        glyph: one.owner.letter,
        hue: one.owner.hue,
        note: if one.may_name {
            format!("may be said as {}’s", one.owner.name)
        } else {
            "without its source".to_owned()
        },
        words: one.item.words,
    }
}

/// The first of what may not be said: the rest stands on the carry list.
fn not_to_say(closed: &[Closed<'_>], pen: &Pen) -> Part {
    let first = closed.iter().take(LINES);
    Part {
        lines: first.map(|one| not_line(pen.written(one))).collect(),
        more: closed.len().saturating_sub(LINES),
    }
}

fn not_line(one: MayNot) -> Line {
    Line {
        glyph: format!("{} {}", one.owner.letter, one.glyph),
        hue: one.owner.hue,
        words: one.words,
        note: one.why,
    }
}

fn message_line(saying: &Saying<'_>) -> Line {
    let message = &saying.said.what.message;
    let since = world::day_words(saying.said.at);
    let kind = super::room::kind_word(message.kind).to_lowercase();
    let lapses = message.terms.expires.map_or_else(String::new, |end| {
        format!(", lapses on {}", world::moment_words(end))
    });
    Line {
        glyph: String::new(),
        hue: "",
        words: message.words.as_str().to_owned(),
        note: format!("{kind} of {since}{lapses}"),
    }
}

/// What to ask: what its capital has confirmed, and the questions it has not spoken on.
fn asks(seated: &Seated, here: &Here) -> Result<Vec<Line>, Trouble> {
    let Some(party) = here.party() else {
        return Ok(Vec::new());
    };
    let sayings = seated.sitting().sayings(&here.audience, seated.now());
    let referred = sayings.filter(|saying| saying.state == MessageState::AdReferendum);
    let mut lines: Vec<Line> = referred
        .map(|saying| Line {
            glyph: "◐".to_owned(),
            hue: "",
            words: "Has the capital confirmed?".to_owned(),
            note: saying.said.what.message.words.as_str().to_owned(),
        })
        .collect();
    // Only what this party may know is asked about: a question it does not know tells it that it
    // is there.
    let case = seated.proceedings().case().ok_or(Trouble::NotHere)?;
    let mut rooms = seated.sitting().rooms();
    let room = rooms.find(|(each, _)| each == party);
    let view = case.seen_from(room.map_or(Seat::Public, |(_, seat)| seat));
    let outline = Outline::of(&view);
    let mut points: Vec<_> = view.points().map(|seen| seen.item).collect();
    points.sort_by_key(|point| point.number.unwrap_or(u32::MAX));
    for point in points {
        for bracket in view.brackets(point).map(|seen| seen.item) {
            let mut standings = view.standings(bracket);
            let standing = standings.find(|seen| seen.item.party.as_ref() == Some(party));
            let status = standing.map_or(Status::Silent, |seen| seen.item.status);
            let ask = match status {
                Status::Silent => "Where does it stand?",
                Status::AdReferendum => "Has the capital confirmed?",
                Status::Rejected => "What would it need instead?",
                Status::Bracketed => "Which words would it take?",
                Status::Acceptable | Status::Agreed => continue,
            };
            let place = text::Place::Bracket(bracket.id.clone());
            lines.push(Line {
                glyph: briefing::glyph(status).to_owned(),
                hue: "",
                words: outline.place_words(&place),
                note: ask.to_owned(),
            });
        }
    }
    Ok(lines)
}

/// The text that was shown there last.
fn last_text(seated: &Seated, here: &Here) -> String {
    let Some(party) = here.party() else {
        return String::new();
    };
    let shown = seated.sitting().knows(party, seated.now());
    let last = shown.iter().rev();
    let last = last
        .filter_map(|shown| Some((shown.what.issued()?, shown.at?)))
        .next();
    match last {
        None => "No draft has been issued to this room.".to_owned(),
        Some((issued, at)) => {
            let moved = seated
                .sitting()
                .text()
                .is_some_and(|text| *text != issued.text);
            let since = if moved {
                "; the team’s text has moved on since"
            } else {
                "; the team’s text is the same"
            };
            format!(
                "Draft {}, on {}{since}.",
                issued.number,
                world::day_words(at)
            )
        }
    }
}

fn present(seated: &Seated, here: &Here, planned: Option<&[proceedings::Label]>) -> String {
    let planned = planned.unwrap_or_default().iter();
    let named: Vec<String> = planned.map(|who| who.as_str().to_owned()).collect();
    if !named.is_empty() {
        return listed(&named);
    }
    let delegates = delegates(&seated.view(), here);
    if delegates.is_empty() {
        "Nobody is named yet.".to_owned()
    } else {
        format!(
            "{} (as the delegation stands in the case)",
            listed(&delegates)
        )
    }
}

fn delegates(view: &View<'_>, here: &Here) -> Vec<String> {
    let parties = view.parties().map(|seen| seen.item);
    let party = parties.filter(|party| Some(&party.id) == here.party());
    let delegates = party.flat_map(|party| &party.delegation);
    delegates
        .map(|one| match &one.office {
            Some(office) => format!("{} ({office})", one.name),
            None => one.name.clone(),
        })
        .collect()
}

impl Part {
    fn of(lines: impl Iterator<Item = Line>) -> Self {
        let mut lines: Vec<Line> = lines.collect();
        let more = lines.len().saturating_sub(LINES);
        lines.truncate(LINES);
        Self { lines, more }
    }
}
