//! The draft: the whole text at a version, with its brackets or without, or against another.
//!
//! The mediation team works here on the one text; everybody else reads the drafts issued to them.

mod acts;
mod desk;
mod edited;
mod inference;
mod issue;
mod lineage;
mod paper;
mod proposals;
mod quality;

use super::asked::{Query, asked};
use super::here::capital;
use super::record::UPLOAD_BYTES_MAX;
use super::setting::{Fate, Setter, Setting};
use super::sieve::Sieve;
use super::version::{Offered, Version, What, named, offered, versions};
use super::{Html, html, table};
use crate::address;
use crate::form::Form as Fields;
use crate::frame::{Frame, Place};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use case::{Language, View};
use desk::Desk;
pub(crate) use desk::{Due, due};
use disclosure::Seat;
use proceedings::{Form, Named, Sitting};
pub(crate) use proposals::point_words;
use text::{DraftNo, Holds, PointText, Redline, Row};

#[derive(Template)]
#[template(path = "page/draft.html")]
struct DraftPage {
    frame: Frame,
    heading: String,
    lead: String,
    title: String,
    under: String,
    versions: Vec<Offered>,
    against: Vec<Offered>,
    forms: Vec<(&'static str, &'static str, bool)>,
    languages: Vec<(String, bool)>,
    compared: Option<String>,
    papers: Vec<(String, &'static str)>,
    /// The version that an edited document is read against.
    edited: Option<String>,
    articles: Vec<Article>,
    desk: Option<Desk>,
}

/// A point as it stands in the draft.
struct Article {
    href: String,
    number: String,
    title: String,
    remark: &'static str,
    setting: Setting,
}

/// The routes of the draft, under `/at/HANDLE`.
pub(crate) fn routes() -> Router<Workspace> {
    let outside = post(lineage::handed_in).layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX));
    Router::new()
        .route("/draft", get(shown))
        .route("/draft/quality", get(quality::shown))
        .route("/draft/quality/table", get(quality::table))
        .route("/draft/find", post(found))
        .route("/draft/issue", post(issue::asked))
        .route("/draft/issued", post(issue::issued))
        .route("/draft/undo", post(acts::undone))
        .route("/draft/renumber", post(acts::renumbered))
        .route("/draft/set-aside", post(acts::dealt_with))
        .route("/draft/take-up", post(acts::taken_up))
        .route("/draft/pass-over", post(acts::passed_over))
        .route("/draft/lineage", post(lineage::asked))
        .route("/draft/outside", outside)
        .route("/draft/text", post(lineage::pasted))
        .merge(paper::routes())
        .merge(edited::routes())
        .route("/draft/countersign", post(acts::countersigned))
        .route("/draft/recall", post(acts::recalled))
}

async fn shown(mut seated: Seated, query: Query) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Draft)?;
    // A draft that was on hold is due by now, perhaps.
    seated.deliver().await?;
    html(&page_of(&seated, (frame, &query.0), &Sieve::default()))
}

/// What the team looks for among the proposals is sent in a form.
async fn found(seated: Seated, form: Fields) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Draft)?;
    if *seated.seat() != Seat::Mediator {
        return Err(Trouble::NotHere);
    }
    html(&page_of(&seated, (frame, &[]), &Sieve::of(form)?))
}

fn page_of(
    seated: &Seated,
    (frame, query): (Frame, &[(String, String)]),
    sieve: &Sieve,
) -> DraftPage {
    let (view, sitting, marks) = (seated.view(), seated.sitting(), seated.marks());
    let asks = |name: &str| Some(asked(query, name)).filter(|value| !value.is_empty());
    let versions = versions(&sitting);
    let chosen = asks("version").and_then(|key| named(&versions, key));
    let chosen = chosen.or_else(|| versions.first());
    let against = asks("against").and_then(|key| named(&versions, key));
    let language = Language::new(asks("language").unwrap_or("en"));
    let form = form_of(asks("form"), chosen);
    let holds = Holds::of_points(&view, DraftNo::new(0));
    let setter = Setter {
        language: &language,
        holds: &holds,
        marks: &marks,
    };
    let (heading, lead) = standing(seated.seat(), chosen, &versions);
    let compared = against.filter(|_| chosen.is_some());
    let compared = compared.map(|was| format!("Struck and added against {}", was.words));
    DraftPage {
        heading,
        lead,
        title: view.heading().title.in_language(&language).to_owned(),
        papers: papers(chosen, against, (form, &language), &frame),
        edited: chosen.map(|version| version.key.clone()),
        under: chosen.map_or_else(String::new, |version| capital(&version.words)),
        versions: offered(&versions, chosen.map(|version| version.key.as_str())),
        against: offered(&versions, against.map(|version| version.key.as_str())),
        forms: forms(form),
        languages: languages(chosen, &language),
        compared,
        articles: chosen.map_or_else(Vec::new, |version| match against {
            Some(was) => redlined(&setter, (was, version), &frame),
            None => articles(&setter, version, (form, &frame)),
        }),
        desk: desk_of(seated, &view, &sitting, (&setter, sieve)),
        frame,
    }
}

/// The form that was asked for, else the one in which the version was issued.
fn form_of(asked: Option<&str>, chosen: Option<&Version<'_>>) -> Form {
    let issued = chosen.and_then(|version| match version.what {
        What::Draft(_, form) => Some(form),
        What::Revision(_) => None,
    });
    let asked = asked.and_then(Form::of_name);
    asked.or(issued).unwrap_or(Form::Bracketed)
}

/// The forms to choose from, with the chosen one.
fn forms(chosen: Form) -> Vec<(&'static str, &'static str, bool)> {
    let all = Form::ALL.iter().rev().map(|(form, name)| {
        let words = match form {
            Form::Bracketed => "with its brackets",
            Form::Clean => "clean, open brackets as gaps",
        };
        (*name, words, *form == chosen)
    });
    all.collect()
}

fn desk_of(
    seated: &Seated,
    view: &View<'_>,
    sitting: &Sitting<'_>,
    with: (&Setter<'_>, &Sieve),
) -> Option<Desk> {
    match seated.seat() {
        Seat::Mediator => Some(Desk::of(seated, view, sitting, with)),
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => None,
    }
}

/// What the reader has in hand, and what it rests on.
fn standing(
    seat: &Seat,
    chosen: Option<&Version<'_>>,
    versions: &[Version<'_>],
) -> (String, String) {
    let Some(version) = chosen else {
        return (
            "No draft has been issued to you yet".to_owned(),
            "The mediation team issues drafts; what it issues to you stands here.".to_owned(),
        );
    };
    let open = version.text.open_brackets().count();
    let questions = match open {
        0 => "Every question in the text is settled".to_owned(),
        1 => "One bracket is open in the text".to_owned(),
        _ => format!("{} brackets are open in the text", table::number_word(open)),
    };
    let points = version.text.points().len();
    let lead = match seat {
        Seat::Mediator => {
            let drafts = versions.iter().filter(|version| match version.what {
                What::Draft(..) => true,
                What::Revision(_) => false,
            });
            let issued = match drafts.count() {
                0 => "nothing has been issued yet".to_owned(),
                1 => "one draft has been issued".to_owned(),
                many => format!("{many} drafts have been issued"),
            };
            format!("{points} points; {issued}. Nobody but the team sees the working text.")
        }
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => format!(
            "{points} points. Everybody who has this draft has the same words; the marks beside \
             options are what you may know."
        ),
    };
    (questions, lead)
}

/// The documents that a version can be taken out as, as it is shown.
fn papers(
    chosen: Option<&Version<'_>>,
    against: Option<&Version<'_>>,
    (form, language): (Form, &Language),
    frame: &Frame,
) -> Vec<(String, &'static str)> {
    let Some(version) = chosen else {
        return Vec::new();
    };
    let key = against.map_or("", |version| version.key.as_str());
    let shown = format!(
        "?version={}&against={key}&form={}&language={}",
        version.key,
        form.name(),
        language.tag()
    );
    let all = paper::Kind::ALL.iter();
    let all = all.map(|kind| {
        (
            format!("{}/draft/{}{shown}", frame.at, kind.word()),
            kind.words(),
        )
    });
    all.collect()
}

/// The languages of a version, with the chosen one.
fn languages(chosen: Option<&Version<'_>>, language: &Language) -> Vec<(String, bool)> {
    let all = chosen.map(|version| version.text.languages());
    let all = all.into_iter().flatten();
    let all: Vec<_> = all
        .map(|one| (one.tag().to_owned(), one == language))
        .collect();
    if all.len() > 1 { all } else { Vec::new() }
}

fn articles(setter: &Setter<'_>, version: &Version<'_>, how: (Form, &Frame)) -> Vec<Article> {
    let (form, frame) = how;
    let points = version.text.points().iter();
    let articles = points.map(|point| {
        let setting = match form {
            Form::Clean => setter.clean(point),
            Form::Bracketed => setter.bracketed(point),
        };
        article(setter, point, frame, ("", setting))
    });
    articles.collect()
}

fn redlined(
    setter: &Setter<'_>,
    between: (&Version<'_>, &Version<'_>),
    frame: &Frame,
) -> Vec<Article> {
    let (was, now) = between;
    let redline = Redline::between(was.text, now.text);
    let rows = redline.rows.iter().filter_map(|row| {
        let (point, set) = match row {
            Row::Kept(point) => (point, ("", setter.bracketed(point))),
            Row::Changed(changed) => (&changed.now, ("changed", setter.redline(changed))),
            Row::MovedTo(changed) => (&changed.now, ("moved here", setter.redline(changed))),
            Row::Added(point) => (point, ("new", setter.whole(point, Fate::Added))),
            Row::Dropped(point) => (point, ("taken out", setter.whole(point, Fate::Struck))),
            Row::MovedFrom(_) => return None,
        };
        Some(article(setter, point, frame, set))
    });
    rows.collect()
}

fn article(
    setter: &Setter<'_>,
    point: &PointText,
    frame: &Frame,
    set: (&'static str, Setting),
) -> Article {
    let (remark, setting) = set;
    Article {
        href: format!(
            "{}/point/{}",
            frame.at,
            address::key("point", point.id().as_str())
        ),
        number: point
            .number()
            .map_or_else(String::new, |number| number.to_string()),
        title: point.title().in_language(setter.language).to_owned(),
        remark,
        setting,
    }
}
