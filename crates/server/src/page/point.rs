//! A point: its words in every language, its questions with who holds which option and why, what
//! hangs on it, what was said of it, and the forms to speak.
//!
//! A delegation's page is made of its own and released inputs; the team's shows every room's.

mod acts;
mod hanging;
mod questions;
mod said;

use super::asked::{Query, asked};
use super::draft::point_words;
use super::here::capital;
use super::phrase::{direction, read_in};
use super::setting::{Setter, Setting};
use super::version::{Offered, Version, named, offered, versions};
use super::voice::Speakers;
use super::{Html, html};
use crate::address;
use crate::frame::{Frame, Place};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};
use case::{Language, PointId, View};
use disclosure::Seat;
use hanging::Hanging;
use questions::{Question, statuses};
use said::Said;
use std::sync::Arc;
use text::{DraftNo, Holds, Maturity, PointRedline, PointText, Text};

#[derive(Template)]
#[template(path = "page/point.html")]
struct PointPage {
    frame: Frame,
    to: String,
    heading: String,
    lead: String,
    words: Vec<InLanguage>,
    versions: Vec<Offered>,
    redline: Option<(String, Setting)>,
    questions: Vec<Question>,
    statuses: Vec<(&'static str, &'static str)>,
    classes: Vec<(&'static str, String)>,
    others: Vec<(String, String)>,
    points: Vec<(String, String)>,
    hanging: Hanging,
    said: Said,
    speakers: Speakers,
    typing: Option<Typing>,
    is_team: bool,
    can_speak: bool,
    key: Vec<(&'static str, &'static str)>,
}

/// The words of the point in one language.
struct InLanguage {
    tag: String,
    direction: &'static str,
    setting: Setting,
}

/// The form that changes the words.
struct Typing {
    against: String,
    language: String,
    direction: &'static str,
    words: String,
    hint: &'static str,
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
        .route("/point/{key}/words", post(acts::typed))
        .route("/point/{key}/settle", post(acts::settled))
        .route("/point/{key}/criticise", post(acts::criticised))
        .route("/point/{key}/read-back", post(acts::read_back))
        .route("/point/{key}/judge", post(acts::judged))
        .route("/point/{key}/register", post(acts::registered))
        .route("/point/{key}/clarify", post(acts::clarified))
        .route("/point/{key}/hand", post(acts::endorsed))
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
    html(&page_of(&seated, frame, (&found, asked(&query, "against"))))
}

fn page_of(seated: &Seated, frame: Frame, what: (&Found, &str)) -> PointPage {
    let (found, against) = what;
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
    let maturity = sitting.maturity(&found.point);
    let to = address::key("point", found.point.id().as_str());
    let is_team = *seated.seat() == Seat::Mediator;
    PointPage {
        to: format!("{}/point/{to}", frame.at),
        heading: heading(&found.point, maturity, &language),
        lead: lead(found, seated.seat()).to_owned(),
        words: in_languages(&found.point, &setter),
        redline: was.and_then(|was| redline(&setter, was, &found.point)),
        versions: offered(&versions, was.map(|version| version.key.as_str())),
        questions: questions::of(seated, &view, &found.point),
        statuses: statuses(),
        classes: questions::classes(),
        others: questions::others(seated, &view),
        points: other_points(seated, &view, &found.point),
        hanging: Hanging::of(seated, &view, found.point.id()),
        said: Said::of(seated, &found.point),
        speakers: Speakers::of(seated),
        typing: typing(seated, &versions, found),
        can_speak: is_team || seated.seat().party().is_some(),
        is_team,
        key: questions::key(),
        frame,
    }
}

/// The heading says how far the point has come.
fn heading(point: &PointText, maturity: Maturity, language: &Language) -> String {
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
    let word = match maturity {
        Maturity::Proposed => "is still being worked on",
        Maturity::Convergent => "is something every party can live with",
        Maturity::AgreedAdReferendum => "is agreed ad referendum",
        Maturity::Agreed => "is agreed",
        Maturity::Initialled => "is initialled",
        Maturity::Signed => "is signed",
    };
    let name = point_words(point, language);
    format!("{} {word}{open}", capital(&name))
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

fn in_languages(point: &PointText, setter: &Setter<'_>) -> Vec<InLanguage> {
    let all = point.languages().into_iter().map(|language| InLanguage {
        tag: language.tag().to_owned(),
        direction: direction(language),
        setting: Setter {
            language,
            ..*setter
        }
        .bracketed(point),
    });
    all.filter(|one| !one.setting.is_empty()).collect()
}

fn redline(setter: &Setter<'_>, was: &Version<'_>, now: &PointText) -> Option<(String, Setting)> {
    let before = was.text.point(now.id())?;
    let (before, now) = (Arc::new(before.clone()), Arc::new(now.clone()));
    let redline = PointRedline::between(&before, &now);
    let words = if redline.changes.is_empty() {
        format!("Nothing has changed here since {}.", was.words)
    } else {
        format!("Struck and added against {}.", was.words)
    };
    Some((words, setter.redline(&redline)))
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

/// The form that changes the words: the team's works on the working text, a party's proposes on a
/// draft that it has.
fn typing(seated: &Seated, versions: &[Version<'_>], found: &Found) -> Option<Typing> {
    if !found.is_in_text {
        return None;
    }
    let newest = versions.first()?;
    let language = read_in(found.point.languages(), &seated.language()).cloned();
    let language = language.unwrap_or_else(Language::english);
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
        words: found.point.to_type(&language),
        direction: direction(&language),
        language: language.tag().to_owned(),
        hint,
        button,
    })
}
