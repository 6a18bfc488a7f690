//! The pages: one page, one struct, one handler, one template, side by side.
//!
//! The struct holds finished words and numbers; the template has `if` and `for` and nothing
//! cleverer; markup made elsewhere has a type that says so
//! ([`HtmlSafe`](askama::filters::HtmlSafe)). A handler frames its page first: there is no frame
//! for a place its seat does not have.
//!
//! To add a page (`table` is the worked example):
//!
//! 1. `page/NOUN.rs` and `page/NOUN.html`, which opens with `{% extends "layout.html" %}` and fills
//!    the block `main`; what stands beside the text goes into the block `margin`, as
//!    `<aside class="margin">`. The struct has a field `frame: Frame`.
//! 2. A handler takes [`Seated`], asks it for `frame(Place::…)` (or `frame_seen_by`, where the
//!    page shows another audience's: a room, the plenary), reads the case through `view()` and what
//!    has happened through `sitting()`, and gives `html(&page)`.
//! 3. A form posts to an address under `frame.at`, with the one-time id as its first field:
//!    `<input type="hidden" name="act" value="{{ frame.act() }}">`. Its handler takes a
//!    `mut Seated` and, last, a `mut Form`, takes every field out of the form, ends with
//!    `form.sent()?`, makes the motion with `seated.act(motion, &sent).await?` and gives
//!    `seated.moved("room", "what it did")`.
//! 4. Ids stand in an address only as `address::key("point", id)`; what is looked for is sent by
//!    POST, and what must stand in an address and would tell something stands there behind
//!    `seated.veil`. Filters are links or forms that work without the script.

mod asked;
mod back;
mod carry;
mod conditions;
mod debrief;
pub(crate) mod draft;
mod funding;
mod guarantees;
pub(crate) mod here;
mod item;
mod leak;
mod markup;
mod next;
mod order;
mod outline;
mod packages;
mod paging;
mod people;
pub(crate) mod phrase;
pub(crate) mod point;
mod programme;
mod readout;
mod record;
mod room;
mod rounds;
mod seen;
pub(crate) mod setting;
mod sieve;
mod signals;
pub(crate) mod table;
mod valued;
pub(crate) mod version;
pub(crate) mod voice;
pub(crate) mod word;

#[cfg(feature = "passkeys")]
pub(crate) use people::PasskeyLine;
pub(crate) use people::PasskeyPart;

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

/// The routes of the pages of a seat that are made in turn, under `/at/HANDLE`.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/", get(home))
        .merge(people::routes())
        .merge(programme::routes())
        .merge(readout::routes())
        .merge(record::routes())
        .merge(carry::routes())
        .merge(debrief::routes())
        .merge(next::routes())
        .merge(room::routes())
        .merge(draft::routes())
        .merge(point::routes())
        .merge(table::routes())
}

/// The routes of a seat that take no turn: what they wait for is something else than the
/// processors.
pub(crate) fn untimed_routes() -> Router<Workspace> {
    Router::new()
        .merge(changes::routes())
        .merge(order::routes())
        .merge(funding::routes())
        .merge(packages::routes())
        .merge(guarantees::routes())
        .merge(rounds::routes())
        .merge(signals::routes())
}

/// The routes of the pages that need no seat.
pub(crate) fn public_routes() -> Router<Workspace> {
    readout::public_routes().merge(record::public_routes())
}

/// The seat's home: the first place of its rail.
async fn home(seated: Seated) -> Result<Redirect, Trouble> {
    let first = Place::all_of(seated.seat())
        .first()
        .ok_or(Trouble::NotHere)?;
    Ok(Redirect::to(&format!("{}/{}", seated.at(), first.path())))
}
