//! What the team does with a package: keep it, let it go, take it into the working text.

use super::key::Keys;
use super::team_frame;
use crate::address;
use crate::form::Form;
use crate::frame::Place;
use crate::moved::Moved;
use crate::page::draft::point_words;
use crate::page::version::revision_of;
use crate::seated::Seated;
use crate::trouble::{Kept, Said, Trouble};
use briefing::Choices;
use case::{ChoiceId, Language};
use disclosure::{PartyId, Seat};
use proceedings::{Candidate, EventId, Label, Motion, Words};
use text::{BracketText, Text};

/// The most characters of a package as a form sends it.
const KEY_MAX: usize = 40_000;

/// The package that a form names.
pub(super) fn package(seated: &Seated, form: &mut Form) -> Result<Choices, Trouble> {
    let key = form.line("package", KEY_MAX)?;
    let package = Keys::of(&seated.view()).read(&key);
    package.ok_or_else(changed)
}

/// The options have changed since the page was made.
fn changed() -> Trouble {
    Trouble::Refused(Box::new(Said {
        happened: "The questions or their options have changed since this page was made. Nothing \
                   was done."
            .to_owned(),
        next: "Open the packages again and choose there.".to_owned(),
        ..Said::default()
    }))
}

/// The event that a field names.
pub(super) fn event(form: &mut Form, name: &str) -> Result<EventId, Trouble> {
    let word = form.line(name, 32)?;
    EventId::of_hex(&word).ok_or(Trouble::NotHere)
}

/// The rooms that a package can be put to, each with its key and name: those of the principals.
pub(super) fn rooms(seated: &Seated) -> Vec<(String, String)> {
    let marks = seated.marks();
    let rooms = parties(seated).into_iter().map(|party| {
        let name = marks.name(&party).to_owned();
        (room_key(&party), name)
    });
    rooms.collect()
}

pub(super) fn parties(seated: &Seated) -> Vec<PartyId> {
    let rooms = seated.sitting().rooms();
    let rooms = rooms.filter_map(|(party, seat)| match seat {
        Seat::Delegation(_) => Some(party),
        Seat::Mediator | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => None,
    });
    rooms.collect()
}

pub(super) fn room_key(party: &PartyId) -> String {
    address::key("room", party.as_str())
}

pub(super) async fn keep(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    team_frame(&seated)?;
    let package = package(&seated, &mut form)?;
    let name = form.parsed("name", Label::new)?;
    let words = form.parsed_if_any("words", Words::new)?;
    let sent = form.sent()?;
    let candidate = Candidate {
        name,
        package,
        words,
        class: None,
    };
    seated.act(Motion::KeepPackage(candidate), &sent).await?;
    Ok(seated.moved(Place::Packages.path(), "The team keeps the package."))
}

pub(super) async fn drop(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    team_frame(&seated)?;
    let id = event(&mut form, "package")?;
    let sent = form.sent()?;
    seated.act(Motion::DropPackage(id), &sent).await?;
    Ok(seated.moved(
        Place::Packages.path(),
        "The team keeps the package no longer.",
    ))
}

/// Takes a package into the working text, in one step; a place that is read in two ways is not
/// settled by it.
pub(super) async fn next(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    team_frame(&seated)?;
    let package = package(&seated, &mut form)?;
    let against = form.line("against", 20)?;
    let sent = form.sent()?;
    let sitting = seated.sitting();
    let history = sitting.working_text().ok_or(Trouble::NotHere)?;
    let (_, was) = revision_of(&sitting, &against).ok_or(Trouble::NotHere)?;
    let text = history.text();
    let known = package
        .into_iter()
        .filter(|(bracket, choice)| {
            let there = text.bracket(bracket);
            there.is_some_and(|(_, bracket)| bracket.choice(choice).is_some())
        })
        .collect::<Choices>();
    let met = met(&known, (was, text), &seated.language());
    let is_done = seated.proceedings().happened(sent.act);
    if !is_done && !met.is_empty() {
        return Err(stale(&seated, met));
    }
    let taken = known.len();
    let settled = text.settled_by(&known).map_err(|_| changed())?;
    let motion = Motion::SetText(history.revision(), Box::new(settled));
    match seated.act(motion, &sent).await {
        Err(Trouble::Stale(_)) => return Err(stale(&seated, Vec::new())),
        acted => acted?,
    }
    let effect = format!(
        "The working text takes {taken} options. Nobody outside the mediation team sees it until \
         a draft is issued."
    );
    Ok(seated.moved(Place::Draft.path(), &effect))
}

/// What a colleague did in between to the questions that a package answers: each as the text has it
/// now, beside what the package says.
fn met(package: &Choices, texts: (&Text, &Text), language: &Language) -> Vec<Kept> {
    let (was, now) = texts;
    let words = |bracket: &BracketText, choice: Option<&ChoiceId>| {
        let choice = choice.and_then(|choice| bracket.choice(choice));
        choice
            .map_or("open", |choice| choice.words().in_language(language))
            .to_owned()
    };
    let lines = package.iter().filter_map(|(id, choice)| {
        let (point, there) = now.bracket(id)?;
        let taken = there.settled().map(|settled| settled.id());
        let before = was.bracket(id).and_then(|(_, before)| before.settled());
        if before.map(|settled| settled.id()) == taken || taken == Some(choice) {
            return None;
        }
        let title = point_words(point, language);
        Some([
            Kept::new(
                format!("The package, on {title}"),
                words(there, Some(choice)),
            ),
            Kept::new(
                format!("The text as it stands now, on {title}"),
                words(there, taken),
            ),
        ])
    });
    lines.flatten().collect()
}

fn stale(seated: &Seated, kept: Vec<Kept>) -> Trouble {
    Trouble::Stale(Box::new(Said {
        happened: "A colleague changed the working text after this page was made. Nothing was \
                   changed by the package."
            .to_owned(),
        kept,
        next: "Open the package again, beside the text as it is now, and take it in from there."
            .to_owned(),
        back: Some((
            format!("{}/{}", seated.at(), Place::Draft.path()),
            "To the working text".to_owned(),
        )),
    }))
}
