//! The record: what a seat can take away to show later, to anybody and without this server, what
//! was shown to it and that nothing was changed since.
//!
//! Invariant: every checkpoint, receipt and proof is fetched through the seat's own ring, and of a
//! non-paper there is no receipt.

mod change;
mod log;
mod public;
mod qr;
mod receipt;
mod tar;
mod upload;
mod verify;
mod witness;

pub(super) use self::upload::{BYTES_MAX as UPLOAD_BYTES_MAX, Handed, handed};
use super::asked::{Query, asked};
use super::paging::Paging;
use super::{Html, html};
use crate::address;
use crate::frame::{Frame, Place};
use crate::mark::Marks;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use crate::world::moment_words;
use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::routing::{get, post};
use disclosure::{Audience, Seat};
use proceedings::DraftSeen;
pub(super) use public::routes as public_routes;
use store::{Ring, StoreError};

/// How many logs, and how many receipts, a page shows.
const LOGS: usize = 20;
const RECEIPTS: usize = 50;

#[derive(Template)]
#[template(path = "page/record.html")]
struct RecordPage {
    frame: Frame,
    heading: String,
    logs: Vec<LogLine>,
    logs_paging: Paging,
    receipts: Vec<ReceiptLine>,
    receipts_paging: Paging,
    sees_all: bool,
}

/// A log that the seat belongs to.
struct LogLine {
    name: String,
    seen_by: String,
    href: String,
    entries: u64,
    key: String,
    fault: String,
}

/// A draft with its receipt.
struct ReceiptLine {
    draft: String,
    to: String,
    when: String,
    file: String,
    paper: String,
}

/// A log of the seat, and what opens it.
pub(super) struct Own<'a> {
    pub(super) audience: Audience,
    pub(super) ring: &'a Ring,
}

/// The routes of the record, under `/at/HANDLE`.
pub(super) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/record", get(shown))
        .route("/record/receipt/{key}", get(receipt::file))
        .route("/record/receipt/{key}/paper", get(receipt::paper))
        .route("/record/log/{key}", get(log::shown))
        .route("/record/log/{key}/checkpoint", get(log::checkpoint))
        .route("/record/log/{key}/policy", get(log::policy))
        .route("/record/log/{key}/handover", get(log::handover))
        .route("/record/log/{key}/tiles", get(log::tiles))
        .route("/record/log/{key}/request", get(witness::request))
        .route("/record/log/{key}/witness", post(witness::add))
        .route("/record/log/{key}/cosigned", upload(witness::cosigned))
        .route("/record/log/{key}/change", post(change::key))
        .route("/record/log/{key}/anew", post(change::anew))
        .route("/record/verify", upload(verify::shown))
}

/// A route that takes a file.
fn upload<H, T>(handler: H) -> axum::routing::MethodRouter<Workspace>
where
    H: axum::handler::Handler<T, Workspace>,
    T: 'static,
{
    post(handler).layer(DefaultBodyLimit::max(upload::BYTES_MAX))
}

async fn shown(seated: Seated, query: Query) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Record)?;
    let issues = issues(&seated);
    let audiences = seated.keys.audiences(seated.seat());
    let logs_paging = Paging::of(audiences.len(), LOGS, asked(&query, "page"));
    let receipts_paging = Paging::of(issues.len(), RECEIPTS, asked(&query, "receipts"));
    let mut logs = Vec::new();
    for audience in logs_paging.lines(audiences) {
        logs.push(line(&seated, audience).await?);
    }
    let sees_all = *seated.seat() == Seat::Mediator;
    html(&RecordPage {
        heading: match (sees_all, issues.len()) {
            (false, 0) => "No draft has been issued to you yet".to_owned(),
            (false, 1) => "One draft was issued to you, and it has its receipt".to_owned(),
            (false, many) => format!("{many} drafts were issued to you, and each has its receipt"),
            (true, 0) => "No draft has been issued yet, so there is no receipt".to_owned(),
            (true, 1) => "One receipt can be handed out".to_owned(),
            (true, many) => format!("{many} receipts can be handed out"),
        },
        logs,
        receipts: receipts_paging
            .lines(issues)
            .map(|issue| receipt_line(&seated, &frame, &issue))
            .collect(),
        logs_paging,
        receipts_paging,
        sees_all,
        frame,
    })
}

async fn line(seated: &Seated, audience: Audience) -> Result<LogLine, Trouble> {
    let ring = seated.keys.ring(&audience);
    let (registry, at) = (&seated.registry, seated.at());
    let standing = registry.standing(&audience, ring).await?;
    let keys = registry.log_keys(&audience, ring).await?;
    let marks = seated.marks();
    Ok(LogLine {
        name: log_words(&audience, &marks),
        seen_by: seen_words(seated, &audience, &marks),
        href: format!("{at}/record/log/{}", log_key(&audience)),
        entries: standing.head.size,
        key: keys
            .log
            .last()
            .map_or_else(String::new, ToString::to_string),
        fault: standing
            .fault
            .map_or_else(String::new, |fault| said(&fault)),
    })
}

/// The drafts issued in front of each audience of the seat, the newest first.
pub(super) fn issues(seated: &Seated) -> Vec<DraftSeen<'_>> {
    let mut issues = seated.sitting().issues();
    issues.sort_by_key(|issue| std::cmp::Reverse((issue.issued.what.number, issue.issued.at)));
    issues
}

/// How an address names the receipt of a draft.
pub(super) fn receipt_key(issue: &DraftSeen<'_>) -> String {
    let (audience, number) = (issue.audience, issue.issued.what.number);
    address::key("receipt", &format!("{audience} {number}"))
}

fn receipt_line(seated: &Seated, frame: &Frame, issue: &DraftSeen<'_>) -> ReceiptLine {
    let file = format!("{}/record/receipt/{}", frame.at, receipt_key(issue));
    ReceiptLine {
        draft: format!("Draft {}", issue.issued.what.number.number()),
        to: log_room(issue.audience, &seated.marks()),
        when: moment_words(issue.issued.at),
        paper: format!("{file}/paper"),
        file,
    }
}

/// How an address names a log.
pub(super) fn log_key(audience: &Audience) -> String {
    address::key("log", &audience.to_string())
}

/// The log of a key, if the seat belongs to it.
pub(super) fn own<'a>(seated: &'a Seated, key: &str) -> Result<Own<'a>, Trouble> {
    seated.frame(Place::Record)?;
    let mut all = seated.keys.audiences(seated.seat()).into_iter();
    let found = all.find(|audience| log_key(audience) == key);
    let audience = found.ok_or(Trouble::NotHere)?;
    Ok(Own {
        ring: seated.keys.ring(&audience),
        audience,
    })
}

/// What a log is called.
pub(super) fn log_words(audience: &Audience, marks: &Marks) -> String {
    match audience {
        Audience::Public => "The public log".to_owned(),
        Audience::Plenary => "The log of the plenary".to_owned(),
        Audience::Room(party) => format!("The log of the room of {}", marks.name(party)),
        Audience::Team => "The log of the mediation team".to_owned(),
    }
}

/// In front of whom something was issued.
pub(super) fn log_room(audience: &Audience, marks: &Marks) -> String {
    match audience {
        Audience::Public => "everybody".to_owned(),
        Audience::Plenary => "the plenary".to_owned(),
        Audience::Room(party) => marks.name(party).to_owned(),
        Audience::Team => "the mediation team".to_owned(),
    }
}

fn seen_words(seated: &Seated, audience: &Audience, marks: &Marks) -> String {
    let name = match audience {
        Audience::Room(party) => marks.name(party),
        Audience::Public | Audience::Plenary | Audience::Team => "",
    };
    crate::frame::audience_words(seated.words, audience, name)
}

/// A fault of the store in a sentence.
pub(super) fn said(fault: &StoreError) -> String {
    let words = fault.to_string();
    let (happened, next) = words.split_once("\nhint: ").unwrap_or((&words, ""));
    let sentences = [happened, next].into_iter().filter(|part| !part.is_empty());
    sentences
        .map(crate::form::sentence)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A file to keep.
pub(super) type Download<B> = (HeaderMap, B);

/// A file to keep, under this name.
pub(super) fn download<B>(name: &str, kind: &'static str, body: B) -> Download<B> {
    let mut heads = HeaderMap::new();
    heads.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let line = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    if let Ok(line) = line {
        heads.insert(CONTENT_DISPOSITION, line);
    }
    (heads, body)
}

/// What a file of the record is.
pub(super) const TEXT: &str = "text/plain; charset=utf-8";
