//! The public's checkpoint: how far the log has come that everybody may read.
//!
//! Invariant: a case of which nothing was published, and no case at all, look the same.

use super::{Download, TEXT, download};
use crate::fold::Keys;
use crate::language::Words as Shell;
use crate::page::{Html, html};
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::routing::get;
use case::Language;
use disclosure::{Audience, Seat};
use record::{Checkpoint, Note, spoken};

#[derive(Template)]
#[template(path = "page/record/public.html")]
struct PublicPage {
    words: &'static Shell,
    case: String,
    here: String,
    readouts: String,
    entries: u64,
    key: String,
    checkpoint: String,
    spoken: String,
}

/// The checkpoint of a case's public log, with what stands around it.
struct Told {
    note: Note,
    key: String,
    title: case::Wording,
}

/// The routes of the public's checkpoint.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/checkpoints/{case}", get(shown))
        .route("/checkpoints/{case}/checkpoint", get(file))
}

async fn told(workspace: &Workspace, key: &str) -> Result<Told, Trouble> {
    let case = workspace.case_of_key(key).await?;
    let registry = workspace.store.case(&case.ok_or(Trouble::NotHere)?).await?;
    let keys = Keys {
        own: registry.public_ring().await?,
        public: registry.public_ring().await?,
    };
    let fold = workspace
        .folds
        .current(&registry, &keys, &Seat::Public)
        .await?;
    let sitting = fold.proceedings.seen_from(&Seat::Public);
    if sitting.readouts().next().is_none() {
        return Err(Trouble::NotHere);
    }
    let (audience, ring) = (Audience::Public, &keys.public);
    let log = registry.log_keys(&audience, ring).await?.log;
    let view = fold.case().seen_from(Seat::Public);
    Ok(Told {
        note: registry.checkpoint(&audience, ring).await?,
        key: log.last().map_or_else(String::new, ToString::to_string),
        title: view.heading().title.clone(),
    })
}

async fn shown(
    State(workspace): State<Workspace>,
    Path(key): Path<String>,
    heads: HeaderMap,
) -> Result<Html, Trouble> {
    let told = told(&workspace, &key).await?;
    let head = Checkpoint::of_text(told.note.text())
        .map_err(|_| Trouble::Broken)?
        .head;
    let words = Shell::of_request(&heads);
    html(&PublicPage {
        case: told.title.in_language(&Language::new(words.tag)).to_owned(),
        here: format!("/checkpoints/{key}"),
        readouts: format!("/readouts/{key}"),
        entries: head.size,
        key: told.key,
        checkpoint: told.note.to_string(),
        spoken: spoken(&head.root),
        words,
    })
}

async fn file(
    State(workspace): State<Workspace>,
    Path(key): Path<String>,
) -> Result<Download<String>, Trouble> {
    let told = told(&workspace, &key).await?;
    Ok(download("checkpoint.txt", TEXT, told.note.to_string()))
}
