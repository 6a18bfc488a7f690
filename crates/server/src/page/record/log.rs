//! A log: its checkpoint, its keys, who watches it, and all of it as a folder.

use super::{Download, Own, TEXT, download, log_words, own, said, tar};
use crate::address;
use crate::frame::{Frame, Place};
use crate::page::{Html, html};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::moment_words;
use askama::Template;
use axum::extract::Path;
use disclosure::Seat;
use proceedings::Moment;
use record::{Checkpoint, Policy, archive, spoken};
use store::{LogKey, Watching};

#[derive(Template)]
#[template(path = "page/record/log.html")]
struct LogPage {
    frame: Frame,
    heading: String,
    here: String,
    /// The checkpoint as a file; nothing where the log is not signed.
    checkpoint: String,
    spoken: String,
    fault: String,
    keys: Vec<KeyLine>,
    /// The id of the key that signs, for a form that asks for another.
    key_id: String,
    has_handover: bool,
    witnesses: Vec<WitnessLine>,
    is_team: bool,
}

struct KeyLine {
    from: String,
    key: String,
}

struct WitnessLine {
    key: String,
    seen: String,
    request: String,
}

pub(super) async fn shown(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
) -> Result<Html, Trouble> {
    let own = own(&seated, &key)?;
    html(&page(&seated, &own).await?)
}

async fn page(seated: &Seated, own: &Own<'_>) -> Result<LogPage, Trouble> {
    let frame = seated.frame_seen_by(Place::Record, &own.audience)?;
    let registry = &seated.registry;
    let standing = registry.standing(&own.audience, own.ring).await?;
    let (checkpoint, fault) = match registry.checkpoint(&own.audience, own.ring).await {
        Ok(note) => (note.to_string(), String::new()),
        Err(fault) if fault.is_of_two_histories() => (String::new(), said(&fault)),
        Err(fault) => return Err(fault.into()),
    };
    let keys = registry.log_history(&own.audience, own.ring).await?;
    let witnesses = registry.witnesses(&own.audience, own.ring).await?;
    let name = log_words(&own.audience, &seated.marks());
    let here = format!("{}/record/log/{}", frame.at, super::log_key(&own.audience));
    let head = Checkpoint::of_text(&checkpoint).map_or(standing.head, |told| told.head);
    Ok(LogPage {
        heading: match (fault.is_empty(), head.size) {
            (false, _) => format!("{name} is not signed here any more"),
            (true, 1) => format!("{name} has one entry"),
            (true, many) => format!("{name} has {many} entries"),
        },
        spoken: spoken(&head.root),
        checkpoint,
        fault,
        key_id: keys.last().map_or_else(String::new, key_id),
        has_handover: keys.last().is_some_and(|key| key.handover.is_some()),
        keys: keys.into_iter().rev().map(KeyLine::of).collect(),
        witnesses: witnesses
            .iter()
            .map(|one| WitnessLine::of(one, &here))
            .collect(),
        is_team: *seated.seat() == Seat::Mediator,
        here,
        frame,
    })
}

/// What tells a key from the others of its log in a form.
pub(super) fn key_id(key: &LogKey) -> String {
    address::key("log key", &key.key.to_string())
}

/// How an address names a witness.
pub(super) fn witness_key(witness: &Watching) -> String {
    address::key("witness", &witness.key.to_string())
}

impl KeyLine {
    fn of(key: LogKey) -> Self {
        Self {
            from: match key.from {
                0 => "from the beginning".to_owned(),
                from => format!("from entry {from} on"),
            },
            key: key.key.to_string(),
        }
    }
}

impl WitnessLine {
    fn of(witness: &Watching, here: &str) -> Self {
        let last = witness.seen.iter().max_by_key(|(size, at)| (*size, *at));
        Self {
            key: witness.key.to_string(),
            seen: match last {
                None => "has cosigned nothing yet".to_owned(),
                Some((size, at)) => {
                    let micros = i64::try_from(*at)
                        .unwrap_or(i64::MAX)
                        .saturating_mul(1_000_000);
                    let when = moment_words(Moment::of_micros(micros));
                    let times = match witness.seen.len() {
                        1 => "once".to_owned(),
                        many => format!("{many} times"),
                    };
                    format!("has cosigned {times}, last {size} entries on {when}")
                }
            },
            request: format!("{here}/request?witness={}", witness_key(witness)),
        }
    }
}

pub(super) async fn checkpoint(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
) -> Result<Download<String>, Trouble> {
    let own = own(&seated, &key)?;
    let note = seated.registry.checkpoint(&own.audience, own.ring).await?;
    Ok(download("checkpoint.txt", TEXT, note.to_string()))
}

/// What a checkpoint must bear before a reader believes it: the log, and every witness named.
pub(super) async fn policy(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
) -> Result<Download<String>, Trouble> {
    let own = own(&seated, &key)?;
    let keys = seated.registry.log_keys(&own.audience, own.ring).await?;
    let witnesses = seated.registry.witnesses(&own.audience, own.ring).await?;
    let witnesses = witnesses.into_iter().map(|one| one.key).collect();
    let policy = Policy::of_everyone(keys.log, witnesses);
    Ok(download("policy.txt", TEXT, policy.to_string()))
}

/// How the key before vouches for the one that signs now.
pub(super) async fn handover(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
) -> Result<Download<String>, Trouble> {
    let own = own(&seated, &key)?;
    let keys = seated.registry.log_history(&own.audience, own.ring).await?;
    let handover = keys.into_iter().next_back().and_then(|key| key.handover);
    let handover = handover.ok_or(Trouble::NotHere)?;
    Ok(download("new-key.tlog-proof", TEXT, handover))
}

/// The whole log as a folder of tiles.
pub(super) async fn tiles(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
) -> Result<Download<Vec<u8>>, Trouble> {
    let own = own(&seated, &key)?;
    let (note, entries) = seated.registry.whole(&own.audience, own.ring).await?;
    let files = archive(&entries, &note).map_err(|_| Trouble::Broken)?;
    let packed = tar::packed("log", &files).ok_or(Trouble::TooLarge)?;
    Ok(download("log.tar", "application/x-tar", packed))
}
