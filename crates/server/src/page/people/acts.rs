//! What is done about people: invited, withdrawn, signed out, closed; and the policy of the case.

use super::{Link, page, seat_key, seats, team, words};
use crate::cookie::Transport;
use crate::form::Form;
use crate::frame::Place;
use crate::invitation_path;
use crate::moved::Moved;
use crate::page::Html;
use crate::page::asked::Query;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::moment_words;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use proceedings::{EventId, Moment, Motion, Policy};
use store::{AccountId, InvitationId, Invitee, PersonName, SessionId};

/// The longest that an invitation can be used, in days.
const DAYS_MAX: u64 = 60;
const DAY_MICROS: i64 = 24 * 3_600 * 1_000_000;
/// The longest hold, in seconds: a day.
const HOLD_MAX: u64 = 86_400;

/// Invites somebody. The answer is the page itself and no redirection, for the link that it shows
/// must not travel through a cookie or an address.
pub(super) async fn invite(
    seated: Seated,
    heads: HeaderMap,
    mut form: Form,
) -> Result<Html, Trouble> {
    seated.frame(Place::People)?;
    let name = form.parsed("name", PersonName::new)?;
    let key = form.line("seat", 10)?;
    let days = form.number("days")?;
    if days == 0 || days > DAYS_MAX {
        let what = format!("is not from 1 to {DAYS_MAX}");
        return Err(form.unfit("days", &what, "Choose a number of days."));
    }
    let seat = seats(&seated)
        .into_iter()
        .find(|seat| seat_key(seat) == key);
    let seat = seat.ok_or(Trouble::NotHere)?;
    form.sent()?;
    let at = seated.now();
    let span = i64::try_from(days).unwrap_or(1).saturating_mul(DAY_MICROS);
    let until = Moment::of_micros(at.micros().saturating_add(span));
    let invitee = Invitee { seat, name };
    let (registry, ring) = (&seated.registry, &seated.keys.own);
    let token = registry.invite(ring, &invitee, at, until).await?;
    let scheme = match seated.workspace.transport {
        Transport::Secure => "https",
        Transport::Loopback => "http",
    };
    let host = heads.get(HOST).and_then(|host| host.to_str().ok());
    let path = invitation_path(registry.case(), token);
    let link = Link {
        name: invitee.name.to_string(),
        seat: words(&seated, &invitee.seat),
        address: format!("{scheme}://{}{path}", host.unwrap_or_default()),
        until: moment_words(until),
    };
    page(&seated, &Query::default(), Some(link)).await
}

pub(super) async fn withdraw(seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::People)?;
    let id = InvitationId::new(form.line("invitation", 200)?);
    form.sent()?;
    seated.registry.withdraw(&seated.keys.own, &id).await?;
    let effect = "The invitation is withdrawn: its link opens nothing any more.";
    Ok(seated.moved(Place::People.path(), effect))
}

pub(super) async fn end(seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::People)?;
    let id = SessionId::new(form.line("session", 200)?);
    form.sent()?;
    seated.registry.revoke(&seated.keys.own, &id).await?;
    let effect = "The session is ended: that browser has to sign in again.";
    Ok(seated.moved(Place::People.path(), effect))
}

pub(super) async fn close(seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::People)?;
    let id = AccountId::new(form.line("person", 200)?);
    if id == seated.account.id {
        let next = "Ask somebody else of your seat to do it.";
        return Err(form.unfit("person", "is yourself", next));
    }
    form.sent()?;
    seated.registry.close_account(&seated.keys.own, &id).await?;
    let effect = "That person's key is gone, and every session of theirs is ended.";
    Ok(seated.moved(Place::People.path(), effect))
}

pub(super) async fn policy(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    team(&seated)?;
    let chosen = form.line("policy", 20)?;
    let seconds = form.number("seconds")?;
    let policy = match chosen.as_str() {
        "alone" => Policy::Alone,
        "second" => Policy::SecondPerson,
        "hold" if (1..=HOLD_MAX).contains(&seconds) => {
            Policy::Hold(u32::try_from(seconds).unwrap_or(60))
        }
        "hold" => {
            let what = format!("is not from 1 to {HOLD_MAX}");
            return Err(form.unfit("seconds", &what, "Choose how long it waits."));
        }
        _ => return Err(form.unfit("policy", "is none of the choices", "Choose from the list.")),
    };
    let sent = form.sent()?;
    seated.act(Motion::SetPolicy(policy), &sent).await?;
    let is_set = seated.sitting().policy() == Some(policy);
    let effect = if is_set {
        "The case asks for this from now on."
    } else {
        "A second person of the team must agree before it takes effect."
    };
    Ok(seated.moved(Place::People.path(), effect))
}

pub(super) async fn agree(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    team(&seated)?;
    let word = form.line("change", 32)?;
    let change = EventId::of_hex(&word).ok_or(Trouble::NotHere)?;
    let sent = form.sent()?;
    seated.act(Motion::Countersign(change), &sent).await?;
    Ok(seated.moved(
        Place::People.path(),
        "Two persons agree: the change is in force.",
    ))
}
