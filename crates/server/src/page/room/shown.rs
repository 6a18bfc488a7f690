//! What has been put in front of a party, now or at any past moment: its room, the joint session,
//! and what is public.

use super::conversation::kind_word;
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::mark::Marks;
use crate::page::here::{Here, listed};
use crate::page::paging::Paging;
use crate::page::{Html, html};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world;
use askama::Template;
use axum::extract::Path;
use disclosure::{Audience, Seat};
use proceedings::{Carried, Moment, Outcome, Shown, ShownWhat};

/// How many lines one page has.
const LINES: usize = 50;

#[derive(Template)]
#[template(path = "page/room/shown.html")]
struct ShownPage {
    frame: Frame,
    at: String,
    heading: String,
    until: String,
    lines: Vec<Line>,
    paging: Paging,
}

/// Something that was put in front of a party.
struct Line {
    at: String,
    place: String,
    what: String,
    words: String,
}

/// What a party has been shown until now.
pub(super) async fn shown(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
) -> Result<Html, Trouble> {
    html(&page_of(&seated, &key, (None, ""))?)
}

/// What a party has been shown until a moment. Which moment matters to somebody is not said in an
/// address.
pub(super) async fn shown_by(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Html, Trouble> {
    let until = form.parsed_if_any("until", world::moment_of_field)?;
    let page = form.line_if_any("page", 9)?.unwrap_or_default();
    form.done()?;
    html(&page_of(&seated, &key, (until, &page))?)
}

fn page_of(
    seated: &Seated,
    key: &str,
    (until, page): (Option<Moment>, &str),
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
    let paging = Paging::of(all.len(), LINES, page);
    let lines = paging.lines(all.iter().rev());
    let whose = match seated.seat() {
        Seat::Mediator => here.name.clone(),
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
            "your seat".to_owned()
        }
    };
    let when = until.map_or_else(
        || "has been shown until now".to_owned(),
        |until| format!("had been shown by {}", world::moment_words(until)),
    );
    Ok(ShownPage {
        at: format!("{}/room/{}", seated.at(), here.key),
        heading: format!("What {whose} {when}"),
        until: world::moment_field(until.unwrap_or_else(|| seated.now())),
        lines: lines.map(|shown| line(seated, shown)).collect(),
        paging,
        frame,
    })
}

fn line(seated: &Seated, shown: &Shown<'_>) -> Line {
    let marks = seated.marks();
    let (what, words) = match shown.what {
        ShownWhat::Case(_) => ("The case, as it was opened here".to_owned(), String::new()),
        ShownWhat::Said(carried) => said(carried, &marks),
        ShownWhat::Draft(issued) => (format!("Draft {}", issued.number), String::new()),
        ShownWhat::Ballot(ballot) => (
            "A package, put for acceptance".to_owned(),
            ballot.words.as_str().to_owned(),
        ),
        ShownWhat::Outcome(counted) => {
            let words = match counted.outcome {
                Outcome::AcceptedByAll => "all accepted the package",
                Outcome::NotAcceptedByAll => "not all accepted the package",
            };
            ("The count of a package".to_owned(), words.to_owned())
        }
        ShownWhat::Plan(planned) => (
            "A meeting, planned".to_owned(),
            format!(
                "{}, {}, {}",
                planned.format.as_str(),
                world::day_and_hour_words(&planned.date.to_string(), planned.hour),
                planned.place.as_str()
            ),
        ),
        ShownWhat::Readout(readout) => ("A readout".to_owned(), readout.title.as_str().to_owned()),
        ShownWhat::Admitted(admission) => (
            "A party that came to the talks".to_owned(),
            admission.name.as_str().to_owned(),
        ),
    };
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
        what,
        words,
    }
}

/// A message: what it is and whose it was said to be, and its words.
fn said(carried: &Carried, marks: &Marks) -> (String, String) {
    let named = carried.attributed_to.iter();
    let named: Vec<String> = named.map(|party| marks.name(party).to_owned()).collect();
    let kind = match kind_word(carried.message.kind) {
        "" => "Words",
        kind => kind,
    };
    let what = if named.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind}, for {}", listed(&named))
    };
    (what, carried.message.words.as_str().to_owned())
}
