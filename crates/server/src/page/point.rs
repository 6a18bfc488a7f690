//! A point: its words in every language, its questions with who holds which option and why, what
//! hangs on it, what was said of it, and the forms to speak.
//!
//! A delegation's page is made of its own and released inputs; the team's shows every room's.

mod acts;
mod beside;
mod hanging;
mod heard;
mod questions;
mod said;
mod wording;

use super::asked::{Query, asked};
use super::draft::point_words;
use super::here::{capital, listed};
use super::phrase::{direction, read_in};
use super::setting::Setter;
use super::version::{Offered, Version, What, named, offered, revision_now, versions};
use super::voice::Speakers;
use super::{Html, conditions, html};
use crate::address;
use crate::frame::{Frame, Place};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};
use beside::{Beside, InLanguage, Redlined, in_languages, redlined};
use case::{Language, PointId, View};
use disclosure::{Audience, Seat};
use hanging::Hanging;
use questions::{Question, statuses};
use said::Said;
use std::collections::BTreeSet;
use text::{DraftNo, Holds, Maturity, PointText, Text};

#[derive(Template)]
#[template(path = "page/point.html")]
struct PointPage {
    frame: Frame,
    to: String,
    heading: String,
    lead: String,
    words: Vec<InLanguage>,
    versions: Vec<Offered>,
    redline: Option<Redlined>,
    beside: Option<Beside>,
    questions: Vec<Question>,
    statuses: Vec<(&'static str, &'static str)>,
    classes: Vec<(&'static str, String)>,
    others: Vec<(String, String)>,
    points: Vec<(String, String)>,
    hanging: Hanging,
    said: Said,
    speakers: Speakers,
    typing: Option<Typing>,
    /// The form in which the team takes down the words that a party proposes.
    taking: Option<Typing>,
    /// The newest draft and the working text that the page is made from.
    newest: u32,
    revision: String,
    /// Which draft a word is taken down on, for the team.
    on_draft: String,
    /// Whose assent was to other words.
    fallen: String,
    /// The languages that the point is written in, each whether it is the one to type in.
    languages: Vec<(String, bool)>,
    is_team: bool,
    can_speak: bool,
    key: Vec<(&'static str, &'static str)>,
}

/// The form that changes the words.
struct Typing {
    against: String,
    language: String,
    direction: &'static str,
    words: String,
    hint: String,
    button: &'static str,
}

/// A point as a seat has it.
struct Found {
    /// Its words, as the seat's text has them, else as the case gives them.
    point: PointText,
    /// Whether it stands in the text.
    is_in_text: bool,
}

/// The routes of a point, under `/at/HANDLE`.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/point/{key}", get(shown))
        .route("/point/{key}/status", post(acts::stated))
        .route("/point/{key}/words", post(wording::typed))
        .route("/point/{key}/settle", post(wording::settled))
        .route("/point/{key}/criticise", post(acts::criticised))
        .route("/point/{key}/read-back", post(acts::read_back))
        .route("/point/{key}/judge", post(acts::judged))
        .route("/point/{key}/register", post(acts::registered))
        .route("/point/{key}/clarify", post(acts::clarified))
        .route("/point/{key}/hand", post(acts::endorsed))
        .route("/point/{key}/take-back", post(acts::taken_back))
}

/// The point of a key, if this seat has it.
fn found(seated: &Seated, key: &str) -> Result<Found, Trouble> {
    let is_meant = |id: &PointId| address::key("point", id.as_str()) == key;
    let sitting = seated.sitting();
    if let Some(text) = sitting.text()
        && let Some(point) = text.points().iter().find(|point| is_meant(point.id()))
    {
        let point = point.as_ref().clone();
        let is_in_text = true;
        return Ok(Found { point, is_in_text });
    }
    let known = Text::of_points(&seated.view()).map_err(|_| Trouble::Broken)?;
    let point = known.points().iter().find(|point| is_meant(point.id()));
    #[cfg(test)]
    if point.is_none() && crate::planted::exists(seated, key) {
        return Err(Trouble::CrossSite);
    }
    let point = point.ok_or(Trouble::NotHere)?.as_ref().clone();
    let is_in_text = false;
    Ok(Found { point, is_in_text })
}

async fn shown(
    mut seated: Seated,
    Path((_, key)): Path<(String, String)>,
    query: Query,
) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Table)?;
    // A draft that was on hold is due by now, perhaps.
    seated.deliver().await?;
    let found = found(&seated, &key)?;
    let wanted = (asked(&query, "against"), asked(&query, "language"));
    html(&page_of(&seated, frame, (&found, wanted)))
}

fn page_of(seated: &Seated, frame: Frame, what: (&Found, (&str, &str))) -> PointPage {
    let (found, (against, typed_in)) = what;
    let (view, sitting, marks) = (seated.view(), seated.sitting(), seated.marks());
    let language = seated.language();
    let holds = Holds::of_points(&view, DraftNo::new(0));
    let setter = Setter {
        language: &language,
        holds: &holds,
        marks: &marks,
    };
    let versions = versions(&sitting);
    let was = named(&versions, against);
    let to = address::key("point", found.point.id().as_str());
    let is_team = *seated.seat() == Seat::Mediator;
    let languages = written(&found.point);
    let meant = languages.iter().find(|one| one.tag() == typed_in);
    let typed_in = meant.or_else(|| read_in(&languages, &language));
    let typed_in = typed_in.cloned().unwrap_or_else(Language::english);
    PointPage {
        to: format!("{}/point/{to}", frame.at),
        heading: heading(seated, &found.point, &language),
        lead: lead(found, seated.seat()).to_owned(),
        fallen: fallen(seated, &found.point),
        newest: heard::newest(&sitting).number(),
        revision: revision_now(&sitting),
        on_draft: on_draft(seated, &found.point),
        taking: taking(seated, &versions, (found, against)),
        words: in_languages(&found.point, &setter),
        redline: was.and_then(|was| redlined(&setter, was, &found.point)),
        beside: Beside::of(seated, &view, &found.point),
        versions: offered(&versions, was.map(|version| version.key.as_str())),
        questions: questions::of(seated, &view, &found.point),
        statuses: statuses(),
        classes: questions::classes(),
        others: questions::others(seated, &view),
        points: other_points(seated, &view, &found.point),
        hanging: Hanging::of(seated, &view, found.point.id()),
        said: Said::of(seated, &found.point),
        speakers: Speakers::of(seated),
        typing: typing(seated, &versions, (found, &typed_in)),
        languages: languages
            .iter()
            .map(|one| (one.tag().to_owned(), *one == typed_in))
            .collect(),
        can_speak: is_team || seated.seat().party().is_some(),
        is_team,
        key: questions::key(),
        frame,
    }
}

/// The languages that a point is written in.
fn written(point: &PointText) -> Vec<Language> {
    let all: Vec<Language> = point.languages().into_iter().cloned().collect();
    match all.is_empty() {
        true => vec![Language::english()],
        false => all,
    }
}

/// The heading says how far the point has come, and what that still hangs on.
fn heading(seated: &Seated, point: &PointText, language: &Language) -> String {
    let maturity = seated.sitting().maturity(point);
    let open = point
        .brackets()
        .iter()
        .filter(|one| one.settled().is_none())
        .count();
    let open = match open {
        0 => String::new(),
        1 => ", with one question open".to_owned(),
        many => format!(", with {many} questions open"),
    };
    let word = conditions::came_to(maturity);
    let mut more = open;
    if maturity >= Maturity::Agreed {
        more.push_str(&conditions::only_with(seated, point.id()));
    }
    let place = text::Place::Point(point.id().clone());
    if maturity >= Maturity::Convergent && !seated.sitting().reads_alike(&place) {
        more.push_str(", and is read in more than one way");
    }
    let name = point_words(point, language);
    format!("{} {word}{more}", capital(&name))
}

/// Whose assent was to other words than stand here now.
fn fallen(seated: &Seated, point: &PointText) -> String {
    let assent = seated.sitting().assent_to(point);
    let parties: BTreeSet<_> = assent.overtaken.values().flatten().collect();
    if parties.is_empty() {
        return String::new();
    }
    let marks = seated.marks();
    let names: Vec<String> = parties
        .into_iter()
        .map(|party| marks.name(party).to_owned())
        .collect();
    format!(
        "What {} agreed to, initialled or signed here was in other words, and counts no longer.",
        listed(&names)
    )
}

/// On which draft a party's word is taken down: the last one that it has.
fn on_draft(seated: &Seated, point: &PointText) -> String {
    if *seated.seat() != Seat::Mediator {
        return String::new();
    }
    let (sitting, marks) = (seated.sitting(), seated.marks());
    let drafts = sitting.drafts();
    let with_point = |number: &DraftNo| {
        let draft = drafts.get(number);
        draft.is_some_and(|draft| draft.issued.what.text.point(point.id()).is_some())
    };
    let holdings = sitting.holdings();
    let held = |audience: &Audience| holdings.get(audience).into_iter().flatten();
    let named = sitting.rooms().filter_map(|(party, _)| {
        let room = Audience::Room(party.clone());
        let all = [&room, &Audience::Plenary, &Audience::Public];
        let all = all.into_iter().flat_map(held);
        let last = all.filter(|number| with_point(number)).max()?;
        Some(format!("{} draft {}", marks.name(&party), last.number()))
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() {
        return "No draft with this point has been issued: only a status can be taken down."
            .to_owned();
    }
    format!(
        "A word is taken down on the last draft that its party has: {}.",
        listed(&named)
    )
}

fn lead(found: &Found, seat: &Seat) -> &'static str {
    match (found.is_in_text, *seat == Seat::Mediator) {
        (true, true) => "The working text, which nobody but the team sees.",
        (true, false) => "As the last draft issued to you has it.",
        (false, true) => "This matter does not stand in the working text.",
        (false, false) => {
            "As the case gives it to you: no draft that was issued to you speaks of it yet."
        }
    }
}

/// The other points, for a condition.
fn other_points(seated: &Seated, view: &View<'_>, here: &PointText) -> Vec<(String, String)> {
    let language = seated.language();
    let points = view.points().filter(|seen| seen.item.id != *here.id());
    let named = points.map(|seen| {
        let number = seen
            .item
            .number
            .map_or_else(String::new, |number| format!("{number} "));
        let title = seen.item.title.in_language(&language);
        (seen.item.id.to_string(), format!("{number}{title}"))
    });
    named.collect()
}

/// The form in which the team takes down other words that a party proposes: on the draft that the
/// page compares with, else on the newest.
fn taking(
    seated: &Seated,
    versions: &[Version<'_>],
    (found, against): (&Found, &str),
) -> Option<Typing> {
    if *seated.seat() != Seat::Mediator {
        return None;
    }
    let issued = |version: &&Version<'_>| match version.what {
        What::Draft(..) => version.text.point(found.point.id()).is_some(),
        What::Revision(_) => false,
    };
    let asked = named(versions, against).filter(issued);
    let version = asked.or_else(|| versions.iter().find(issued))?;
    let point = version.text.point(found.point.id())?;
    let language = read_in(point.languages(), &seated.language()).cloned();
    let language = language.unwrap_or_else(Language::english);
    Some(Typing {
        against: version.key.clone(),
        words: point.to_type(&language),
        direction: direction(&language),
        language: language.tag().to_owned(),
        hint: version.words.clone(),
        button: "Take the proposal down",
    })
}

/// The form that changes the words: the team's works on the working text, a party's proposes on a
/// draft that it has.
fn typing(
    seated: &Seated,
    versions: &[Version<'_>],
    (found, language): (&Found, &Language),
) -> Option<Typing> {
    if !found.is_in_text {
        return None;
    }
    let newest = versions.first()?;
    let (hint, button) = match seated.seat() {
        Seat::Mediator => (
            "The change goes into the working text. No room sees it before a draft is issued.",
            "Change the working text",
        ),
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) => (
            "The mediation team sees your proposal and nobody else. The draft stays as it is.",
            "Propose these words",
        ),
        Seat::Public => return None,
    };
    Some(Typing {
        against: newest.key.clone(),
        words: found.point.to_type(language),
        direction: direction(language),
        language: language.tag().to_owned(),
        hint: hint.to_owned(),
        button,
    })
}
