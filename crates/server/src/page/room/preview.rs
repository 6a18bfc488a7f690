//! Before something is said: the words as they will stand, and who will see them.

use super::compose::{Compose, Composed, terms_words};
use super::{outline_of, readers};
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::moved::refused;
use crate::page::here::{Here, capital};
use crate::page::html;
use crate::page::leak::Leaks;
use crate::page::word::refusal;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use proceedings::{Message, MessageKind, Motion, Policy, Word};

#[derive(Template)]
#[template(path = "page/room/preview.html")]
struct PreviewPage {
    frame: Frame,
    here: Here,
    at: String,
    heading: String,
    who: String,
    /// What the case asks for elsewhere and does not here.
    gate: &'static str,
    by: String,
    kind: &'static str,
    about: Vec<String>,
    terms: Vec<String>,
    hidden: Vec<(String, String)>,
    compose: Compose,
    leaks: Option<Leaks>,
}

/// Shows what is about to be said, or says it once that was seen.
pub(super) async fn said(
    mut seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response, Trouble> {
    let here = Here::at(&seated, &key)?;
    let outline = outline_of(&seated, &here)?;
    let is_seen = form.ticked("seen")?;
    let composed = Composed::of(&mut form, &seated, &outline)?;
    let sent = form.sent()?;
    let motion = Motion::Say(here.audience.clone(), composed.message.clone());
    if is_seen {
        seated.act_with_word(motion, &sent, composed.word).await?;
        let effect = format!("Said. It is seen by {}.", readers(&seated, &here));
        let back = format!("room/{}", here.key);
        return Ok(seated.moved(&back, &effect).into_response());
    }
    let motion = sent.motion(motion);
    if let Some(refusal) = refusal(&seated, &motion, composed.word.clone()) {
        return Err(refused((&refusal, &seated.marks()), &sent.kept));
    }
    let frame = seated.frame_seen_by(Place::Rooms, &here.audience)?;
    // A party's own words, taken down, go to nobody but the party.
    let leaks = match composed.word {
        Some(_) => None,
        None => {
            let words = composed.message.words.as_str();
            Leaks::of_words(&seated, &here.audience, words).await?
        }
    };
    let about = composed.message.about.iter();
    let spoken_for = here.party().map_or("", |_| here.name.as_str());
    let page = PreviewPage {
        leaks,
        at: format!("{}/room/{}", seated.at(), here.key),
        heading: heading(&here, &composed.message),
        who: format!(
            "{} will see these words.",
            capital(&readers(&seated, &here))
        ),
        gate: gate_words(&seated, composed.word.as_ref()),
        by: by_words(&here, composed.word.as_ref()),
        kind: super::conversation::kind_word(composed.message.kind),
        about: about.map(|point| outline.point_words(point)).collect(),
        terms: terms_words(&composed.message.terms),
        hidden: sent.carried_on(composed.typed.pairs()),
        compose: Compose::new(sent.act, seated.seat(), spoken_for, composed.typed),
        here,
        frame,
    };
    Ok(html(&page)?.into_response())
}

fn heading(here: &Here, message: &Message) -> String {
    let what = match message.kind {
        MessageKind::Words => "These words are",
        MessageKind::Ask => "This ask is",
        MessageKind::Offer => "This offer is",
        MessageKind::Idea => "This idea is",
    };
    format!("{what} not sent yet: read it as {} will", here.place)
}

/// What of the policy of the case does not cover the team's own words: they are said at once, as a
/// mediator in the room would say them.
fn gate_words(seated: &Seated, word: Option<&Word>) -> &'static str {
    match (word, seated.sitting().policy()) {
        (Some(_), _) | (None, None | Some(Policy::Alone)) => "",
        (None, Some(Policy::SecondPerson)) => {
            "It is there at once. No second person is asked for what you say here yourself: what \
             comes from another room is written on the carry list, where one is."
        }
        (None, Some(Policy::Hold(_))) => {
            "It is there at once, and cannot be called back. What comes from another room is \
             written on the carry list, where it waits first."
        }
    }
}

fn by_words(here: &Here, word: Option<&Word>) -> String {
    word.map_or_else(String::new, |word| {
        format!(
            "As {}’s word: {} said it on {}.",
            here.name,
            word.said_by.as_str(),
            world::civil_day_words(&word.on.to_string())
        )
    })
}
