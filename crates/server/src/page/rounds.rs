//! Rounds: what moved, how far each two have come, how edits fared, rival texts and consensus.
//!
//! Invariant: everything is made from the view of the reader's own seat: the rounds of the case
//! file, and those of the talks as its own logs have them.

use super::markup::Markup;
use super::record::{Download, download};
use super::{Html, html};
use crate::frame::{Frame, Place};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use crate::world::date_field;
use askama::Template;
use axum::Router;
use axum::routing::get;
use case::{Date, View};
use format::rounds_csv;

#[derive(Template)]
#[template(path = "page/rounds.html")]
struct RoundsPage {
    frame: Frame,
    day: Date,
    contents: Vec<(&'static str, String)>,
    sections: Vec<Markup>,
    has_log: bool,
    has_edits: bool,
}

/// The routes of the page.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/rounds", get(shown))
        .route("/rounds/table", get(table))
        .route("/rounds/edits", get(edits))
}

async fn shown(seated: Seated) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Rounds)?;
    let view = seated.view();
    let today: Date = date_field(seated.now()).parse().unwrap_or_default();
    // A case may be set in days to come.
    let day = view.rounds_day().map_or(today, |last| last.max(today));
    let (has_log, has_edits) = (
        view.rounds().next().is_some(),
        view.edits().next().is_some(),
    );
    let work = move |view: &View<'_>, effort: &problem::Effort<'_>| {
        let mut sections = briefing::rounds(view, Some(day), effort);
        sections.extend(briefing::rivals(view, effort));
        sections.extend(briefing::consensus(view, effort));
        (Markup::contents(&sections), Markup::of_sections(&sections))
    };
    let (contents, sections) = seated.solved(work).await?;
    html(&RoundsPage {
        day,
        contents,
        sections,
        has_log,
        has_edits,
        frame,
    })
}

async fn table(seated: Seated) -> Result<Download<String>, Trouble> {
    seated.frame(Place::Rounds)?;
    let text = rounds_csv::write(&seated.view());
    Ok(download("rounds.csv", "text/csv; charset=utf-8", text))
}

async fn edits(seated: Seated) -> Result<Download<String>, Trouble> {
    seated.frame(Place::Rounds)?;
    let text = rounds_csv::write_edits(&seated.view());
    Ok(download("edits.csv", "text/csv; charset=utf-8", text))
}
