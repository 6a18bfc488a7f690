//! What the team does with a package: keep it, let it go, take it into the working text.

use super::key::Keys;
use super::team_frame;
use crate::address;
use crate::form::Form;
use crate::frame::Place;
use crate::moved::Moved;
use crate::seated::Seated;
use crate::trouble::{Said, Trouble};
use briefing::Choices;
use disclosure::{PartyId, Seat};
use proceedings::{Candidate, EventId, Label, Motion, Refusal, Words};
use text::Place as TextPlace;

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
    let sent = form.sent()?;
    let sitting = seated.sitting();
    let history = sitting.working_text().ok_or(Trouble::NotHere)?;
    let text = history.text();
    let known = package
        .into_iter()
        .filter(|(bracket, choice)| {
            let there = text.bracket(bracket);
            there.is_some_and(|(_, bracket)| bracket.choice(choice).is_some())
        })
        .collect::<Choices>();
    if let Some(readings) = sitting.readings() {
        let register: Vec<_> = sitting
            .register()
            .into_iter()
            .map(|(_, left)| left)
            .collect();
        for bracket in known.keys() {
            let place = TextPlace::Bracket(bracket.clone());
            if readings.check_clean(&place, text, &register).is_err() {
                let refusal = (&Refusal::ReadDifferently, &seated.marks());
                return Err(crate::moved::refused(refusal, &sent.kept));
            }
        }
    }
    let taken = known.len();
    let settled = text.settled_by(&known).map_err(|_| changed())?;
    let motion = Motion::SetText(Box::new(settled));
    seated.act(motion, &sent).await?;
    let effect = format!(
        "The working text takes {taken} options. Nobody outside the mediation team sees it until \
         a draft is issued."
    );
    Ok(seated.moved(Place::Draft.path(), &effect))
}
