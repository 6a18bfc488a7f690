//! Readouts: what the public is told, composed by the mediation team from public items and its own
//! words.
//!
//! Invariant: what rests on an item rests on a public one; the public's page is made from the
//! public log alone and nothing else.

mod compare;
mod round;

use super::packages::gate_words;
use super::record::{Download, download};
use super::sieve::{Sieve, Sieved};
use super::{Html, html};
use crate::fold::Keys;
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::language::Words as Shell;
use crate::moved::Moved;
use crate::opener::case_key;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use crate::world::{moment_field, moment_of_field, moment_words};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use briefing::{Direction, Question, prepare};
use case::Language;
use disclosure::{ReleaseClass, Seat};
use proceedings::{
    Attribution, Cite, DispatchState, EventId, Label, Motion, Parcel, Readout, Told, Words,
};
use round::{By, by_round, grouped, round_of, rounds};

#[derive(Template)]
#[template(path = "page/readout.html")]
struct ReadoutPage {
    frame: Frame,
    heading: String,
    public: Vec<(String, String)>,
    waiting: Vec<Waiting>,
    released: Vec<By>,
    rounds: Vec<(String, String)>,
    sieve: Sieved,
    gate: String,
    address: String,
}

#[derive(Template)]
#[template(path = "page/readout/preview.html")]
struct PreviewPage {
    frame: Frame,
    title: String,
    words: String,
    round: String,
    embargo: String,
    gate: String,
    fields: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "page/readout/public.html")]
struct PublicPage {
    words: &'static Shell,
    case: String,
    checkpoints: String,
    released: Vec<By>,
}

/// A readout that has not gone out.
struct Waiting {
    id: String,
    title: String,
    words: String,
    round: String,
    state: String,
    can_recall: bool,
    can_second: bool,
}

/// A readout that the public has.
struct Released {
    title: String,
    paragraphs: Vec<String>,
    when: String,
}

/// The routes of the readouts, under `/at/HANDLE`.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new()
        .route("/readout", get(shown).post(composed))
        .route("/readout/find", post(found))
        .route("/readout/explainer", get(explainer))
        .route("/readout/compare", post(compare::compared))
        .route("/readout/recall", post(recall))
        .route("/readout/second", post(second))
}

/// The public's own page, for whoever comes by.
pub(crate) fn public_routes() -> Router<Workspace> {
    Router::new().route("/readouts/{case}", get(public))
}

async fn shown(seated: Seated) -> Result<Html, Trouble> {
    page_of(&seated, &Sieve::default())
}

/// A page that explains the talks to everybody, to be published wherever the team wants it.
async fn explainer(seated: Seated) -> Result<Download<String>, Trouble> {
    seated.frame(Place::Readout)?;
    let made = seated.solved_for_public(|view, effort| {
        let made = prepare(view, Question::Explainer, effort);
        // Its words are English, whatever the reader's shell is in.
        made.map(|briefing| briefing.to_html(Direction::LeftToRight))
    });
    let page = made.await?.map_err(|_| Trouble::Broken)?;
    Ok(download("explainer.html", "text/html; charset=utf-8", page))
}

/// What is looked for among the readouts is sent in a form.
async fn found(seated: Seated, form: Form) -> Result<Html, Trouble> {
    seated.frame(Place::Readout)?;
    page_of(&seated, &Sieve::of(form)?)
}

// tidy: long, because the page has that many lists
fn page_of(seated: &Seated, sieve: &Sieve) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Readout)?;
    let sitting = seated.sitting();
    let sent = sitting.dispatches(seated.now()).rev();
    let waiting = sent.filter_map(|sent| match &sent.dispatch.what.parcel {
        Parcel::Readout(readout) if sent.state != DispatchState::Delivered => Some(Waiting {
            id: sent.dispatch.id.to_string(),
            title: readout.title.as_str().to_owned(),
            words: readout.words.as_str().to_owned(),
            round: readout
                .round
                .as_ref()
                .map_or_else(String::new, round::words),
            state: state_words(sent.state),
            can_recall: sent.state != DispatchState::Recalled,
            can_second: sent.state == DispatchState::AwaitsSecond,
        }),
        Parcel::Check(_)
        | Parcel::Readout(_)
        | Parcel::Message { .. }
        | Parcel::Filed { .. }
        | Parcel::Issue(_)
        | Parcel::Ballot(_)
        | Parcel::Count { .. }
        | Parcel::Admission(_) => None,
    });
    let released = by_round(sitting.readouts()).into_iter().flat_map(|by| {
        let lines = by.released.into_iter();
        lines.map(move |one| (by.round.clone(), one))
    });
    let released: Vec<(String, Released)> = released.collect();
    let address = format!("/readouts/{}", case_key(seated.registry.case()));
    let heading = match released.len() {
        0 => "The public has been told nothing yet".to_owned(),
        1 => "The public has one readout".to_owned(),
        many => format!("The public has {many} readouts"),
    };
    let to = format!("{}/find", frame.to(Place::Readout));
    let (released, sieve) = sieve.lines(&to, released, |(round, one)| {
        let words = one.words().into_iter();
        words.chain([round.as_str()]).collect()
    });
    html(&ReadoutPage {
        heading,
        sieve,
        public: public_items(seated),
        waiting: waiting.collect(),
        rounds: rounds(seated)
            .into_iter()
            .map(|(key, round)| (key, round::words(&round)))
            .collect(),
        released: grouped(released),
        gate: gate_words(sitting.policy()),
        address,
        frame,
    })
}

fn state_words(state: DispatchState) -> String {
    match state {
        DispatchState::AwaitsSecond => "waits for a second person of the team".to_owned(),
        DispatchState::HeldUntil(end) => format!("held until {}", moment_words(end)),
        DispatchState::Due => "on its way".to_owned(),
        DispatchState::Blocked => "stopped: an item it rests on is no longer public".to_owned(),
        DispatchState::Recalled => "called back".to_owned(),
        DispatchState::Delivered => "published".to_owned(),
    }
}

/// The items that their owners have made public, each with what a form calls it.
fn public_items(seated: &Seated) -> Vec<(String, String)> {
    let (sitting, marks) = (seated.sitting(), seated.marks());
    let mut items = Vec::new();
    for (party, _) in sitting.rooms() {
        for item in sitting.items(&party) {
            let words = match &item.told.what.told {
                Told::Said(_, words) | Told::RedLine { words, .. } => words.as_str(),
                Told::Grades(_) | Told::Preferences(_) | Told::Figures(_) | Told::Valued(_) => {
                    continue;
                }
            };
            if item.reach.class == ReleaseClass::Public {
                let id = item.told.id.to_string();
                items.push((id, format!("{}: {words}", marks.name(&party))));
            }
        }
    }
    items
}

/// Composes a readout: first shows what everybody will read, then, when that is confirmed, does it.
async fn composed(mut seated: Seated, mut form: Form) -> Result<Response, Trouble> {
    let frame = seated.frame(Place::Readout)?;
    let title = form.parsed("title", Label::new)?;
    let words = form.parsed("words", Words::new)?;
    let embargo = form.parsed_if_any("embargo", moment_of_field)?;
    let (key, round) = round_of(&seated, &mut form)?;
    let wanted = form.all("item", 32)?;
    let is_sure = form.ticked("sure")?;
    let sent = form.sent()?;
    if !is_sure {
        let mut fields = vec![
            ("title", title.as_str().to_owned()),
            ("words", words.as_str().to_owned()),
            ("embargo", embargo.map_or_else(String::new, moment_field)),
            ("round", key),
            ("sure", "yes".to_owned()),
        ];
        fields.extend(wanted.into_iter().map(|item| ("item", item)));
        let page = html(&PreviewPage {
            title: title.as_str().to_owned(),
            words: words.as_str().to_owned(),
            round: round.as_ref().map_or_else(String::new, round::words),
            embargo: embargo.map_or_else(String::new, moment_words),
            gate: gate_words(seated.sitting().policy()),
            fields,
            frame,
        });
        return Ok(page?.into_response());
    }
    let readout = Readout {
        title,
        words,
        round,
        cites: cites(&seated, &wanted),
        embargo,
    };
    seated.act(Motion::ReadOut(readout), &sent).await?;
    let gate = gate_words(seated.sitting().policy());
    let effect = match embargo {
        Some(end) => format!("Everybody will read it, not before {}.", moment_words(end)),
        None => format!("Everybody will read it. {gate}"),
    };
    Ok(seated.moved(Place::Readout.path(), &effect).into_response())
}

/// The items that a form names.
fn cites(seated: &Seated, wanted: &[String]) -> Vec<Cite> {
    let sitting = seated.sitting();
    let ids: Vec<EventId> = wanted.iter().filter_map(|id| EventId::of_hex(id)).collect();
    let mut cites = Vec::new();
    for (room, _) in sitting.rooms() {
        for id in &ids {
            if sitting.item(&room, *id).is_some() {
                cites.push(Cite {
                    room: room.clone(),
                    item: *id,
                    attribution: Attribution::Attributed,
                });
            }
        }
    }
    cites
}

async fn recall(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::Readout)?;
    let id = EventId::of_hex(&form.line("readout", 32)?).ok_or(Trouble::NotHere)?;
    let sent = form.sent()?;
    seated.act(Motion::Recall(id), &sent).await?;
    let effect = "It is called back: nobody has read it.";
    Ok(seated.moved(Place::Readout.path(), effect))
}

async fn second(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::Readout)?;
    let id = EventId::of_hex(&form.line("readout", 32)?).ok_or(Trouble::NotHere)?;
    let sent = form.sent()?;
    seated.act(Motion::Countersign(id), &sent).await?;
    let effect = "Two persons agree to it.";
    Ok(seated.moved(Place::Readout.path(), effect))
}

impl Released {
    fn words(&self) -> Vec<&str> {
        let paragraphs = self.paragraphs.iter().map(String::as_str);
        [self.title.as_str()]
            .into_iter()
            .chain(paragraphs)
            .collect()
    }

    fn of(kept: &proceedings::Kept<proceedings::Published>) -> Self {
        let lines = kept.what.words.as_str().split('\n');
        let lines = lines.filter(|line| !line.trim().is_empty());
        Self {
            title: kept.what.title.as_str().to_owned(),
            paragraphs: lines.map(str::to_owned).collect(),
            when: moment_words(kept.at),
        }
    }
}

/// Everybody's page. A case of which nothing was published, and no case at all, look the same.
async fn public(
    State(workspace): State<Workspace>,
    Path(key): Path<String>,
    heads: HeaderMap,
) -> Result<Html, Trouble> {
    let case = workspace.case_of_key(&key).await?;
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
    let released = by_round(sitting.readouts());
    if released.is_empty() {
        return Err(Trouble::NotHere);
    }
    let words = Shell::of_request(&heads);
    let view = fold.case().seen_from(Seat::Public);
    let title = &view.heading().title;
    html(&PublicPage {
        case: title.in_language(&Language::new(words.tag)).to_owned(),
        checkpoints: format!("/checkpoints/{key}"),
        released,
        words,
    })
}
