//! Another key for a log, or another name: what the mediation team alone does.

use super::log::key_id;
use super::own;
use super::witness::place;
use crate::form::Form;
use crate::moved::Moved;
use crate::seated::Seated;
use crate::trouble::Trouble;
use axum::extract::Path;
use disclosure::Seat;
use record::Note;

pub(super) async fn key(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let own = own(&seated, &key)?;
    only_team(&seated)?;
    let from = form.line("from", 10)?;
    sure(&mut form)?;
    form.sent()?;
    let registry = &seated.registry;
    let keys = registry.log_history(&own.audience, own.ring).await?;
    if keys.last().map(key_id) == Some(from) {
        registry.change_key(&own.audience, own.ring).await?;
    }
    let effect = "The log has a new key, and the change is an entry of it. Give the proof of the \
                  new key to everybody who noted the old one down.";
    Ok(seated.moved(&place(&own), effect))
}

pub(super) async fn anew(
    seated: Seated,
    Path((_, key)): Path<(String, String)>,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let own = own(&seated, &key)?;
    only_team(&seated)?;
    let from = form.line("from", 10)?;
    let last = form.text_if_any("last", 100_000)?;
    let read = last
        .map(|last| Note::read(format!("{last}\n").as_bytes()))
        .transpose();
    let last = read.map_err(|why| form.unfit_by("last", &why.to_string()))?;
    sure(&mut form)?;
    form.sent()?;
    let registry = &seated.registry;
    let keys = registry.log_history(&own.audience, own.ring).await?;
    if keys.last().map(key_id) == Some(from) {
        registry
            .begin_anew(&own.audience, own.ring, last.as_ref())
            .await?;
    }
    let effect = "The log goes on under another name, in an entry that names the last head known \
                  of the old one. Give its new key to everybody, and tell them why.";
    Ok(seated.moved(&place(&own), effect))
}

fn only_team(seated: &Seated) -> Result<(), Trouble> {
    match seated.seat() {
        Seat::Mediator => Ok(()),
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
            Err(Trouble::NotHere)
        }
    }
}

fn sure(form: &mut Form) -> Result<(), Trouble> {
    match form.ticked("sure")? {
        true => Ok(()),
        false => {
            let next = "Read what it does, tick the box and send the form again.";
            Err(form.unfit("sure", "is not ticked", next))
        }
    }
}
