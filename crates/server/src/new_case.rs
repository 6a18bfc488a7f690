//! A new case: from a pasted draft or a template, with the parties and their seats in one form, or
//! from a case file.
//!
//! Whoever may open cases has the link that the server printed when it started; nobody else is told
//! that there is such a page.

mod outline;

use crate::form::Form;
use crate::founding::Invited;
use crate::language::Words;
use crate::page::{Html, html, phrase};
use crate::trouble::{Kept, Said, Trouble};
use crate::workspace::Workspace;
use askama::Template;
use axum::Router;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::HeaderMap;
use axum::routing::{get, post};
use case::Language;
use format::case_file;
use outline::{KnownTo, Outline};
use store::PersonName;

/// The most bytes that an uploaded case may have.
const UPLOAD_MAX: usize = 8 * 1024 * 1024;

/// A text to begin with where there is no draft yet.
struct Skeleton {
    name: &'static str,
    words: &'static str,
    text: &'static str,
}

const SKELETONS: [Skeleton; 4] = [
    Skeleton {
        name: "peace",
        words: "Peace talks",
        text: include_str!("new_case/peace.txt"),
    },
    Skeleton {
        name: "labour",
        words: "A labour dispute",
        text: include_str!("new_case/labour.txt"),
    },
    Skeleton {
        name: "commercial",
        words: "A commercial dispute",
        text: include_str!("new_case/commercial.txt"),
    },
    Skeleton {
        name: "multilateral",
        words: "A multilateral text",
        text: include_str!("new_case/multilateral.txt"),
    },
];

#[derive(Template)]
#[template(path = "new_case.html")]
struct NewCasePage {
    words: &'static Words,
    at: String,
    skeletons: &'static [Skeleton],
}

#[derive(Template)]
#[template(path = "new_case/opened.html")]
struct OpenedPage {
    words: &'static Words,
    case: String,
    title: String,
    points: String,
    invited: Vec<Invited>,
}

/// The routes of a new case.
pub(crate) fn routes() -> Router<Workspace> {
    let upload = post(uploaded).layer(DefaultBodyLimit::max(UPLOAD_MAX));
    Router::new()
        .route("/new/{key}", get(shown).post(outlined))
        .route("/new/{key}/file", upload)
}

async fn shown(
    State(workspace): State<Workspace>,
    Path(key): Path<String>,
    heads: HeaderMap,
) -> Result<Html, Trouble> {
    workspace.may_open_cases(&key)?;
    html(&NewCasePage {
        words: Words::of_request(&heads),
        at: format!("/new/{key}"),
        skeletons: &SKELETONS,
    })
}

async fn outlined(
    State(workspace): State<Workspace>,
    Path(key): Path<String>,
    heads: HeaderMap,
    mut form: Form,
) -> Result<Html, Trouble> {
    workspace.may_open_cases(&key)?;
    let title = form.line("title", 200)?;
    let id = form.parsed("id", outline::id)?;
    let mediator = form.parsed("mediator", PersonName::new)?;
    let parties = form.parsed("parties", outline::parties)?;
    let known = match form.line("known", 20)?.as_str() {
        "parties" => KnownTo::Parties,
        _ => KnownTo::Team,
    };
    let skeleton = form.line_if_any("template", 20)?;
    let language = form.parsed_if_any("language", phrase::language)?;
    let language = language.unwrap_or_else(Language::english);
    let pasted = form.parsed_if_any("draft", |typed| outline::draft(typed, &language))?;
    let (language, text) = match (pasted, skeleton) {
        (Some(text), _) => (language, text),
        (None, name) => {
            let found = SKELETONS
                .iter()
                .find(|one| Some(one.name) == name.as_deref());
            let next = "Paste a draft, or choose a text to begin with.";
            let found = found.ok_or_else(|| form.unfit("draft", "is empty", next))?;
            let english = Language::english();
            let text = outline::draft(found.text, &english);
            (english, text.map_err(|_| Trouble::Broken)?)
        }
    };
    form.done()?;
    let outline = Outline {
        id,
        title,
        parties,
        language,
        text: text.clone(),
        known,
    };
    let invited = workspace
        .found_with(&outline.case(), Some(text), &mediator)
        .await?;
    opened(&heads, &outline.case(), invited)
}

async fn uploaded(
    State(workspace): State<Workspace>,
    Path(key): Path<String>,
    heads: HeaderMap,
    mut parts: Multipart,
) -> Result<Html, Trouble> {
    workspace.may_open_cases(&key)?;
    let mut files = Vec::new();
    let mut mediator = String::new();
    while let Some(part) = parts.next_field().await.map_err(|why| unread(&why))? {
        match part.name() {
            Some("mediator") => mediator = part.text().await.map_err(|why| unread(&why))?,
            Some("file") => {
                let name = part.file_name().unwrap_or("case.yaml").to_owned();
                files.push((name, part.bytes().await.map_err(|why| unread(&why))?));
            }
            Some(_) | None => return Err(unfit("a part of the form is not known")),
        }
    }
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_ref()))
        .collect();
    let case = case_file::read(&files).map_err(|faults| unread_case(&faults))?;
    let mediator = PersonName::new(&mediator)?;
    let invited = workspace.found(&case, &mediator).await?;
    opened(&heads, &case, invited)
}

/// The page that shows the invitations, once.
fn opened(heads: &HeaderMap, case: &case::Case, invited: Vec<Invited>) -> Result<Html, Trouble> {
    let view = case.seen_from(disclosure::Seat::Mediator);
    let brackets: usize = view
        .points()
        .map(|seen| view.brackets(seen.item).count())
        .sum();
    let points = match view.points().count() {
        1 => "one point".to_owned(),
        points => format!("{points} points"),
    };
    html(&OpenedPage {
        words: Words::of_request(heads),
        case: view.heading().id.to_string(),
        title: crate::title(case),
        points: match brackets {
            0 => format!("{points}, no open question"),
            1 => format!("{points}, one open question"),
            open => format!("{points}, {open} open questions"),
        },
        invited,
    })
}

fn unread(why: &MultipartError) -> Trouble {
    match why.status().as_u16() {
        413 => Trouble::TooLarge,
        _ => unfit("the form did not arrive whole"),
    }
}

fn unfit(what: &str) -> Trouble {
    Trouble::Unfit(Box::new(Said {
        happened: format!("Nothing was opened: {what}."),
        next: "Go back, choose the files again and send the form.".to_owned(),
        ..Said::default()
    }))
}

/// Every fault of a case file, each with its place.
fn unread_case(faults: &case_file::Faults) -> Trouble {
    let kept = faults.all().iter().map(|fault| {
        let hint = fault.hint.clone().unwrap_or_default();
        let place = match fault.line {
            0 => fault.file.clone(),
            line => format!("{}, line {line}", fault.file),
        };
        Kept::new(place, format!("{}. {hint}", fault.message))
    });
    let more = match faults.more() {
        0 => String::new(),
        more => format!(" {more} more are not listed."),
    };
    Trouble::Unfit(Box::new(Said {
        happened: format!("The case file cannot be read; nothing was opened.{more}"),
        kept: kept.collect(),
        next: "Mend the file and send it again.".to_owned(),
        back: None,
    }))
}
