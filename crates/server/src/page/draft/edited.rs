//! A document that was taken out and comes back edited: each change is shown beside its point, and
//! becomes a proposal once somebody has said so.
//!
//! Invariant: nothing is changed by handing a document in. What is carried from the preview to the
//! act is the document itself, pared to its words, and is read again there.

mod taken;

use super::paper::paper_of;
use crate::form::{CARRIED, Form, sentence};
use crate::frame::{Frame, Place};
use crate::mark::Marks;
use crate::moved::Moved;
use crate::page::here::capital;
use crate::page::record::{Handed, UPLOAD_BYTES_MAX, handed};
use crate::page::setting::{Fate, Setter, Setting};
use crate::page::version::{What, named, versions};
use crate::page::voice::{Speakers, Voice};
use crate::page::{Html, html};
use crate::seated::Seated;
use crate::solving::aside;
use crate::trouble::{Said, Trouble};
use crate::workspace::Workspace;
use askama::Template;
use axum::Router;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{DefaultBodyLimit, Multipart};
use axum::routing::post;
use case::PointId;
use document::{Edits, Paper, Placed, ReadError, called};
use proceedings::Words;
use std::collections::BTreeSet;
use std::sync::Arc;
use taken::Taken;
use text::{Holds, PointRedline, PointText, Proposal};

/// How long a document may be that a preview carries, in digits.
const CARRIED_MAX: usize = 480 * 1_024;

#[derive(Template)]
#[template(path = "page/draft/edited.html")]
struct EditedPage {
    frame: Frame,
    heading: String,
    notes: Vec<String>,
    changes: Vec<Line>,
    /// Whether the changes are ticked already: not where some may be of another version.
    are_ticked: bool,
    unplaced: Vec<(String, String, String)>,
    /// The version that the changes are made against.
    against: String,
    /// The document, in digits.
    document: String,
    speakers: Option<Speakers>,
    button: &'static str,
}

/// A change, as it would be proposed.
struct Line {
    point: String,
    remark: String,
    setting: Setting,
}

/// The routes of an edited document.
pub(super) fn routes() -> Router<Workspace> {
    let upload = post(shown).layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX));
    Router::new()
        .route("/draft/edits", upload)
        .route("/draft/edits/made", post(made))
}

/// Shows which point each change is about; changes nothing.
async fn shown(
    seated: Seated,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Draft)?;
    let Handed { paper: bytes, key } = handed(parts).await?;
    let (paper, what) = version(&seated, &key)?;
    let pared = aside(move || document::pared(&bytes)).await?;
    let pared = pared.map_err(|why| refused(&why.to_string()))?;
    let carried = digits(&pared);
    if carried.len() > CARRIED_MAX {
        return Err(too_large());
    }
    let marks = seated.marks();
    let (edits, changes) = aside(move || {
        let edits = document::edits(&paper, &pared, "")?;
        let changes = lines(&marks, &paper, &edits);
        Ok((edits, changes))
    })
    .await?
    .map_err(|why: ReadError| refused(&why.to_string()))?;
    let speakers = match what {
        What::Draft(..) => Some(Speakers::of(&seated)),
        What::Revision(_) => None,
    };
    html(&EditedPage {
        heading: heading(&edits),
        notes: edits.notes.iter().map(|note| sentence(note)).collect(),
        changes,
        are_ticked: edits.is_of_this_text,
        unplaced: unplaced(&edits),
        against: key,
        document: carried,
        button: match &speakers {
            None => "Change the working text so",
            Some(_) => "Propose these",
        },
        speakers,
        frame,
    })
}

/// The version of a key as a paper, with what it is.
fn version(seated: &Seated, key: &str) -> Result<(Paper, What), Trouble> {
    let sitting = seated.sitting();
    let versions = versions(&sitting);
    let version = named(&versions, key).ok_or(Trouble::NotHere)?;
    Ok((paper_of(seated, version, &seated.language()), version.what))
}

/// A document whose words alone are more than a preview carries.
fn too_large() -> Trouble {
    refused(&format!(
        "without its pictures and styles the document still has more than {} KB packed, and no \
         more is carried from a preview\nhint: send it in parts",
        CARRIED_MAX / 2 / 1_024
    ))
}

/// A document that is not read, in the words of whoever reads it.
pub(super) fn refused(why: &str) -> Trouble {
    let (happened, next) = why.split_once("\nhint: ").unwrap_or((why, ""));
    Trouble::Unfit(Box::new(Said {
        happened: format!("{} Nothing was changed.", sentence(happened)),
        next: sentence(next),
        ..Said::default()
    }))
}

fn heading(edits: &Edits) -> String {
    match (edits.placed.len(), edits.unplaced.len()) {
        (0, 0) => "The document says what the text says".to_owned(),
        (0, _) => "No change could be placed".to_owned(),
        (1, _) => "One change, not proposed yet".to_owned(),
        (many, _) => format!("{many} changes, not proposed yet"),
    }
}

fn unplaced(edits: &Edits) -> Vec<(String, String, String)> {
    let all = edits.unplaced.iter().map(|one| {
        let why = one.why.replace("\nhint: ", "; ");
        (capital(&one.place), one.words.clone(), sentence(&why))
    });
    all.collect()
}

fn lines(marks: &Marks, paper: &Paper, edits: &Edits) -> Vec<Line> {
    let holds = Holds::default();
    let setter = Setter {
        language: &paper.language,
        holds: &holds,
        marks,
    };
    let lines = edits
        .placed
        .iter()
        .map(|placed| line(&setter, paper, placed));
    lines.collect()
}

fn line(setter: &Setter<'_>, paper: &Paper, placed: &Placed) -> Line {
    let name = |point: &PointText| called(point, &paper.language);
    let named = |id: &PointId| paper.text.point(id).map(name);
    let behind = |after: &Option<PointId>| match after.as_ref() {
        None => "at the head of the text".to_owned(),
        Some(id) => {
            let behind = named(id).unwrap_or_else(|| "the new point before it".to_owned());
            format!("behind {behind}")
        }
    };
    let found = placed.found.remark().map(str::to_owned);
    let (point, remark, setting) = match (&placed.proposal, &placed.now) {
        (Proposal::Change { point, .. }, Some(now)) => {
            let was = paper.text.points().iter().find(|was| was.id() == point);
            let was = was.map_or_else(|| Arc::new(now.clone()), Arc::clone);
            let title = now.title().in_language(&paper.language);
            let retitled = was.title().in_language(&paper.language) != title;
            let titled = retitled.then(|| format!("now called “{title}”"));
            let said = titled.into_iter().chain(found);
            let redline = PointRedline::between(&was, &Arc::new(now.clone()));
            let said: Vec<String> = said.collect();
            (name(&was), said.join("; "), setter.redline(&redline))
        }
        (Proposal::Add { after, point }, _) => {
            let remark = format!("new, {}", behind(after));
            (name(point), remark, setter.whole(point, Fate::Added))
        }
        (Proposal::Drop { point, .. }, _) => {
            let remark = "taken out".to_owned();
            (name(point), remark, setter.whole(point, Fate::Struck))
        }
        (Proposal::Move { point, now, .. }, _) => {
            let remark = format!("moved, {}", behind(now));
            (named(point).unwrap_or_default(), remark, Setting::default())
        }
        (Proposal::Change { point, .. }, None) => {
            let found = found.unwrap_or_default();
            (named(point).unwrap_or_default(), found, Setting::default())
        }
    };
    Line {
        point: capital(&point),
        remark,
        setting,
    }
}

/// Makes proposals of the changes that were ticked.
async fn made(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::Draft)?;
    let key = form.line("against", 20)?;
    let bytes = form.parsed(CARRIED, bytes_of)?;
    let ticked = form.all("take", 10)?;
    let (paper, what) = version(&seated, &key)?;
    let voice = match what {
        What::Draft(..) => Some(Voice::of(&seated, &mut form)?),
        What::Revision(_) => None,
    };
    let reason = form.parsed_if_any("reason", Words::new)?;
    let whole = form.clone();
    let sent = form.sent_under_its_id()?;
    // nobody else knows the one-time id, so a new point's id tells nobody what its words are
    let salt = sent.act.to_string();
    let edits = aside(move || document::edits(&paper, &bytes, &salt)).await?;
    let edits = edits.map_err(|why| refused(&why.to_string()))?;
    let proposals = chosen(edits, &ticked);
    if proposals.is_empty() {
        return Err(whole.unfit(
            "take",
            "names no change",
            "Tick at least one of the changes.",
        ));
    }
    let taken = Taken {
        what,
        voice,
        reason,
        proposals,
    };
    let effect = taken.made(&mut seated, &sent).await?;
    Ok(seated.moved("draft", &effect))
}

/// The proposals that were ticked, by their places in the list.
fn chosen(edits: Edits, ticked: &[String]) -> Vec<Proposal> {
    let ticked: BTreeSet<&str> = ticked.iter().map(String::as_str).collect();
    let placed = (1_usize..).zip(edits.placed);
    let chosen = placed.filter(|(at, _)| ticked.contains(at.to_string().as_str()));
    chosen.map(|(_, placed)| placed.proposal).collect()
}

/// Bytes as a form carries them.
fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes that a form carried.
fn bytes_of(digits: &str) -> Result<Vec<u8>, &'static str> {
    const BROKEN: &str = "is not what the page gave\nhint: hand the document in again";
    if digits.len() > CARRIED_MAX {
        return Err(BROKEN);
    }
    let pairs = digits.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).map_err(|_| BROKEN)?;
        u8::from_str_radix(pair, 16).map_err(|_| BROKEN)
    });
    pairs.collect()
}
