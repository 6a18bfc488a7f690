//! The pages: one page, one struct, one handler, one template, side by side.
//!
//! The struct holds finished words and numbers; the template has `if` and `for` and nothing
//! cleverer. A handler frames its page first: there is no frame for a place its seat does not have.

pub(crate) mod table;

use crate::changes;
use crate::frame::Place;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use askama::Template;
use axum::Router;
use axum::response::Redirect;
use axum::routing::get;

/// A page as it goes out.
pub(crate) type Html = axum::response::Html<String>;

/// A template that is a whole page, written out.
pub(crate) fn html(page: &impl Template) -> Result<Html, Trouble> {
    Ok(axum::response::Html(page.render()?))
}

/// The routes of every page of a seat, under `/at/HANDLE`.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/", get(home))
        .merge(changes::routes())
        .merge(table::routes())
}

/// The seat's home: the first place of its rail.
async fn home(seated: Seated) -> Result<Redirect, Trouble> {
    let first = Place::all_of(seated.seat())
        .first()
        .ok_or(Trouble::NotHere)?;
    Ok(Redirect::to(&format!("{}/{}", seated.at(), first.path())))
}
