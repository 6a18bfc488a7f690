//! Signals that the team takes down: one from a form, or those that were ticked in an article.

use super::{parties, ticked_in};
use crate::address::key;
use crate::form::Form;
use crate::frame::Place;
use crate::moved::Moved;
use crate::page::back::TAKEN_BACK;
use crate::page::word::{date_of, refusal};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::moment_words;
use case::{EventClass, Language, Signal, Tone};
use disclosure::{Audience, Seat};
use proceedings::{EventId, Label, Motion, Named, Sighting, WORDS_MAX, Words};

/// How many of the last ones can be taken back from here.
const ENTRIES: usize = 5;

/// That the mediation team moves.
fn team(seated: &Seated) -> Result<(), Trouble> {
    seated.frame(Place::Signals)?;
    match seated.seat() {
        Seat::Mediator => Ok(()),
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
            Err(Trouble::NotHere)
        }
    }
}

/// Takes down one signal.
pub(super) async fn taken(seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    team(&seated)?;
    let date = form.parsed("day", date_of)?;
    let actor = form.line_if_any("actor", 40)?;
    let mut known = parties(&seated.view()).into_iter();
    let actor = actor.map(|actor| known.find(|(id, _)| key("room", id.as_str()) == actor));
    let actor = actor.map(|found| found.map(|(id, _)| id).ok_or(Trouble::NotHere));
    let words = form.text("words", WORDS_MAX)?;
    let sighting = Sighting {
        date,
        actor: actor.transpose()?,
        speaker: form.parsed_if_any("speaker", Label::new)?,
        event: form.named::<EventClass>("event")?,
        tone: tone(&mut form)?,
        words: Words::new(&words).map_err(|why| form.unfit_by("words", &why.to_string()))?,
        source: form.parsed_if_any("source", Label::new)?,
    };
    keep(seated, form, vec![sighting]).await
}

fn tone(form: &mut Form) -> Result<Option<Tone>, Trouble> {
    match form.line_if_any("tone", 20)? {
        None => Ok(None),
        Some(word) => match Tone::of_name(&word) {
            Some(tone) => Ok(Some(tone)),
            None => Err(form.unfit("tone", "is none of the choices", "Choose from the list.")),
        },
    }
}

/// Takes down what was ticked in an article.
pub(super) async fn ticked(seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    team(&seated)?;
    let signals = ticked_in(&seated, &mut form)?;
    let source = form.parsed_if_any("source", Label::new)?;
    let sightings = signals.iter().map(|one| sighting(one, source.as_ref()));
    let sightings: Result<Vec<Sighting>, _> = sightings.collect();
    let sightings = sightings.map_err(|why: String| form.unfit_by("article", &why))?;
    keep(seated, form, sightings).await
}

fn sighting(signal: &Signal, source: Option<&Label>) -> Result<Sighting, String> {
    let speaker = signal.speaker.as_deref().map(Label::new).transpose();
    let words = Words::new(signal.text.in_language(&Language::english()));
    Ok(Sighting {
        date: signal.date,
        actor: signal.actor.clone(),
        speaker: speaker.map_err(|why| why.to_string())?,
        event: signal.event,
        tone: signal.tone,
        words: words.map_err(|why| why.to_string())?,
        source: source.cloned(),
    })
}

async fn keep(mut seated: Seated, form: Form, all: Vec<Sighting>) -> Result<Moved, Trouble> {
    let count = all.len();
    let sent = form.sent()?;
    seated.act(Motion::Sight(all), &sent).await?;
    let effect = match count {
        1 => "One signal is taken down. The mediation team alone sees it.".to_owned(),
        many => format!("{many} signals are taken down. The mediation team alone sees them."),
    };
    Ok(seated.moved("signals", &effect))
}

/// What was taken down last, each with what takes it back.
pub(super) fn entries(seated: &Seated) -> Vec<(String, String)> {
    let sighted = seated.sitting().sighted().rev().take(ENTRIES);
    let entries = sighted.filter(|kept| {
        let undo = Motion::Undo(Audience::Team, kept.id);
        refusal(seated, &undo, None).is_none()
    });
    let entries = entries.map(|kept| {
        let when = moment_words(kept.at);
        let first = kept.what.first().map_or("", |one| one.words.as_str());
        let first: String = first.chars().take(80).collect();
        let words = match kept.what.len() {
            0 | 1 => format!("{when}: {first}"),
            many => format!("{when}: {many} signals, the first: {first}"),
        };
        (kept.id.to_string(), words)
    });
    entries.collect()
}

/// Takes back what was taken down.
pub(super) async fn taken_back(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    team(&seated)?;
    let entry = EventId::of_hex(&form.line("entry", 32)?).ok_or(Trouble::NotHere)?;
    let sent = form.sent()?;
    let is_sighting = seated.sitting().sighted().any(|kept| kept.id == entry);
    if !is_sighting && !seated.proceedings().happened(sent.act) {
        return Err(Trouble::NotHere);
    }
    let motion = Motion::Undo(Audience::Team, entry);
    seated.act(motion, &sent).await?;
    Ok(seated.moved("signals", TAKEN_BACK))
}
