//! A receipt: a file to keep, and a page to print.

use super::qr::Qr;
use super::{Download, TEXT, download, issues, log_room, receipt_key};
use crate::frame::{Frame, Place};
use crate::page::{Html, html};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::moment_words;
use askama::Template;
use axum::extract::Path;
use disclosure::Audience;
use record::{Note, ProofFile, Receipt};

#[derive(Template)]
#[template(path = "page/record/receipt.html")]
struct ReceiptPage {
    frame: Frame,
    heading: String,
    lead: String,
    file: String,
    words: Vec<String>,
    root: String,
    log: String,
    key: String,
    entry: String,
    signed: Vec<String>,
    qr: Option<Qr>,
    is_whole: bool,
}

/// A receipt with what the page says of it.
struct Found {
    receipt: Receipt,
    number: u32,
    to: String,
    when: String,
    audience: Audience,
}

async fn found(seated: &Seated, key: &str) -> Result<Found, Trouble> {
    seated.frame(Place::Record)?;
    let issues = issues(seated);
    let issue = issues.iter().find(|issue| receipt_key(issue) == key);
    let issue = issue.ok_or(Trouble::NotHere)?;
    let ring = seated.keys.ring(issue.audience);
    let receipt = seated
        .registry
        .receipt(issue.audience, ring, issue.issued.id);
    Ok(Found {
        receipt: receipt.await?.ok_or(Trouble::NotHere)?,
        number: issue.issued.what.number.number(),
        to: log_room(issue.audience, &seated.marks()),
        when: moment_words(issue.issued.at),
        audience: issue.audience.clone(),
    })
}

pub(super) async fn file(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
) -> Result<Download<String>, Trouble> {
    let found = found(&seated, &key).await?;
    let name = format!("receipt-of-draft-{}.txt", found.number);
    Ok(download(&name, TEXT, found.receipt.to_string()))
}

pub(super) async fn paper(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
) -> Result<Html, Trouble> {
    let found = found(&seated, &key).await?;
    let frame = seated.frame_seen_by(Place::Record, &found.audience)?;
    let receipt = &found.receipt;
    let verified = receipt.verify(None).map_err(|_| Trouble::Broken)?;
    let slip = receipt.slip();
    let whole = Qr::of(slip.to_string().as_bytes());
    let is_whole = whole.is_some();
    let size = verified.checkpoint.head.size;
    let points = match receipt.issue.text.points {
        1 => "one point".to_owned(),
        many => format!("{many} points"),
    };
    let languages = receipt.issue.text.languages.join(", ");
    html(&ReceiptPage {
        heading: format!("Receipt: draft {} was shown to {}", found.number, found.to),
        lead: format!("On {}, {points} ({languages}).", found.when),
        file: format!("{}/record/receipt/{key}", frame.at),
        words: verified.spoken.split(' ').map(str::to_owned).collect(),
        root: receipt.issue.text.root.to_string(),
        log: receipt.log.name().to_string(),
        key: receipt.log.to_string(),
        entry: format!("{} of {size}, counted from 0", receipt.proof.leaf),
        signed: verified.signed.iter().map(signed_words).collect(),
        qr: whole.or_else(|| Qr::of(alone(slip)?.to_string().as_bytes())),
        is_whole,
        frame,
    })
}

fn signed_words(signed: &record::Signed) -> String {
    let name = signed.key.name();
    match signed.at {
        None => format!("the log, as {name}"),
        Some(at) => {
            let micros = i64::try_from(at)
                .unwrap_or(i64::MAX)
                .saturating_mul(1_000_000);
            let when = moment_words(proceedings::Moment::of_micros(micros));
            format!("the witness {name}, on {when}")
        }
    }
}

/// The slip with the signature of the log alone, where the witnesses' do not fit a picture.
fn alone(slip: ProofFile) -> Option<ProofFile> {
    let mut checkpoint = Note::new(slip.checkpoint.text().to_owned()).ok()?;
    checkpoint.add(slip.checkpoint.lines().first()?.clone());
    Some(ProofFile { checkpoint, ..slip })
}
