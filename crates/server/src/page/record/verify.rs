//! Verify here: a receipt, a proof or a checkpoint of whoever, checked as the command line does.

use super::log_words;
use super::upload::{Handed, handed};
use crate::form::sentence;
use crate::frame::{Frame, Place};
use crate::page::{Html, html};
use crate::seated::Seated;
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use record::{Checkpoint, Doubt, Paper, Policy, VerifierKey};

#[derive(Template)]
#[template(path = "page/record/verified.html")]
struct VerifiedPage {
    frame: Frame,
    heading: &'static str,
    holds: bool,
    lines: Vec<String>,
    points: Vec<(String, String)>,
}

pub(super) async fn shown(
    seated: Seated,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Record)?;
    let handed = handed(parts).await?;
    html(&answered(&seated, frame, &handed).await?)
}

async fn answered(seated: &Seated, frame: Frame, handed: &Handed) -> Result<VerifiedPage, Trouble> {
    let mut page = VerifiedPage {
        frame,
        heading: "It does not verify",
        holds: false,
        lines: Vec::new(),
        points: Vec::new(),
    };
    let paper = match Paper::read(&handed.paper) {
        Ok(paper) => paper,
        Err(why) => {
            page.heading = "This is no receipt, no proof and no checkpoint";
            page.lines.push(sentence_of(&why.to_string()));
            return Ok(page);
        }
    };
    let policy = match believed(seated, &paper, &handed.key).await? {
        Ok(policy) => policy,
        Err(why) => {
            page.lines.push(why);
            return Ok(page);
        }
    };
    match paper.check(policy.as_ref(), None) {
        Ok(shows) => {
            page.heading = "It verifies";
            page.holds = true;
            let told = shows.to_string();
            page.lines.extend(told.lines().skip(1).map(str::to_owned));
            page.lines.extend(fits(seated, &shows.checkpoint).await?);
            page.points = points(&paper);
        }
        Err(Doubt::NoKey) => page.lines.push(
            "It is of a log that this seat does not belong to. Write the key of that log beside \
             it, as it was given to you."
                .to_owned(),
        ),
        Err(why @ (Doubt::NoEntry | Doubt::Distrust(_))) => {
            page.lines.push(sentence_of(&why.to_string()));
        }
    }
    Ok(page)
}

/// Whom to believe: the key that was written beside the paper, or else the log of this seat that
/// the paper is of.
async fn believed(
    seated: &Seated,
    paper: &Paper,
    key: &str,
) -> Result<Result<Option<Policy>, String>, Trouble> {
    if !key.is_empty() {
        return Ok(match VerifierKey::of_words(key) {
            Some(key) => Ok(Some(Policy::of_log(key))),
            None => Err("The key is none: it looks like NAME+ID+KEY, on one line.".to_owned()),
        });
    }
    let Ok(told) = paper.checkpoint() else {
        return Ok(Ok(None));
    };
    for audience in seated.keys.audiences(seated.seat()) {
        let ring = seated.keys.ring(&audience);
        let keys = seated.registry.log_keys(&audience, ring).await?;
        if keys.log.iter().any(|key| *key.name() == told.origin) {
            let witnesses = keys.witnesses;
            return Ok(Ok(Some(Policy::of_logs(keys.log).knowing(witnesses))));
        }
    }
    Ok(Ok(None))
}

/// Whether what this server keeps goes on from a checkpoint, if the seat belongs to its log.
async fn fits(seated: &Seated, told: &Checkpoint) -> Result<Option<String>, Trouble> {
    for audience in seated.keys.audiences(seated.seat()) {
        let ring = seated.keys.ring(&audience);
        let keys = seated.registry.log_keys(&audience, ring).await?;
        if !keys.log.iter().any(|key| *key.name() == told.origin) {
            continue;
        }
        let name = log_words(&audience, &seated.marks());
        let begins = seated
            .registry
            .begins_with(&audience, ring, &told.head)
            .await?;
        return Ok(Some(if begins {
            format!("{name}, as it is kept here now, begins with it.")
        } else {
            format!(
                "{name}, as it is kept here now, does NOT begin with it: two histories were told. \
                 Keep this paper, and show it to others."
            )
        }));
    }
    Ok(None)
}

/// The text of a receipt.
fn points(paper: &Paper) -> Vec<(String, String)> {
    let Paper::Receipt(receipt) = paper else {
        return Vec::new();
    };
    let languages = receipt.framework.languages();
    let points = languages.flat_map(|(language, points)| {
        points.iter().map(move |point| {
            let (number, heading) = (point.number(), point.heading());
            (
                format!("{number}. {heading} ({language})"),
                point.text().to_owned(),
            )
        })
    });
    points.collect()
}

fn sentence_of(words: &str) -> String {
    let (happened, next) = words.split_once("\nhint: ").unwrap_or((words, ""));
    let sentences = [happened, next].into_iter().filter(|part| !part.is_empty());
    sentences.map(sentence).collect::<Vec<_>>().join(" ")
}
