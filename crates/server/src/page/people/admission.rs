//! A party that comes to an open case: shown first with who will read of it, then sent; until it
//! has gone out it can be called back, or agreed to by a second person.

use super::team;
use crate::form::Form;
use crate::frame::{Frame, Place, seat_words};
use crate::moved::Moved;
use crate::page::packages::gate_words;
use crate::page::{Html, html};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::moment_words;
use askama::Template;
use axum::response::{IntoResponse, Response};
use case::Role;
use disclosure::PartyId;
use proceedings::{Admission, DispatchState, EventId, Label, Motion, Named, Parcel, Words};
use std::collections::BTreeSet;

/// The longest description of a party's part, in characters.
const PART_MAX: usize = 500;

#[derive(Template)]
#[template(path = "page/people/admission.html")]
struct AdmissionPage {
    frame: Frame,
    name: String,
    role: &'static str,
    part: String,
    readers: Vec<String>,
    gate: String,
    fields: Vec<(&'static str, String)>,
}

/// A party on its way to the table.
pub(super) struct Coming {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) role: &'static str,
    pub(super) state: String,
    pub(super) can_second: bool,
    pub(super) can_recall: bool,
}

/// The parties that the team has let come and that are not at the table, the last first.
pub(super) fn coming(seated: &Seated) -> Vec<Coming> {
    let sitting = seated.sitting();
    let sent = sitting.dispatches(seated.now()).rev();
    let coming = sent.filter_map(|seen| {
        let Parcel::Admission(admission) = &seen.dispatch.what.parcel else {
            return None;
        };
        let state = match seen.state {
            DispatchState::AwaitsSecond => "waits for a second person of the team".to_owned(),
            DispatchState::HeldUntil(end) => format!("held until {}", moment_words(end)),
            DispatchState::Due | DispatchState::Blocked => "on its way".to_owned(),
            DispatchState::Recalled => "called back: nobody has heard of it".to_owned(),
            DispatchState::Delivered => return None,
        };
        Some(Coming {
            id: seen.dispatch.id.to_string(),
            name: admission.name.as_str().to_owned(),
            role: role_words(admission.role),
            state,
            can_second: seen.state == DispatchState::AwaitsSecond,
            can_recall: seen.state != DispatchState::Recalled,
        })
    });
    coming.collect()
}

/// Shows who will read that a party comes, or lets it come once that was seen.
pub(super) async fn admitted(mut seated: Seated, mut form: Form) -> Result<Response, Trouble> {
    team(&seated)?;
    let name = form.parsed("party", Label::new)?;
    let role = form.named::<Role>("role")?;
    let part = form.text_if_any("part", PART_MAX)?;
    let part =
        part.map(|part| Words::new(&part).map_err(|why| form.unfit_by("part", &why.to_string())));
    let part = part.transpose()?;
    let is_sure = form.ticked("sure")?;
    let sent = form.sent()?;
    if !is_sure {
        return Ok(preview(&seated, (&name, role, part.as_ref()))?.into_response());
    }
    let admission = Admission {
        party: free_name(&seated),
        name,
        role,
        part,
    };
    let name = admission.name.as_str().to_owned();
    seated.act(Motion::Admit(admission), &sent).await?;
    let is_there = seated.marks().iter().any(|mark| mark.name == name);
    let effect = if is_there {
        format!("{name} is at the table, with a room of its own. Invite its people below.")
    } else {
        let gate = gate_words(seated.sitting().policy());
        format!("{name} comes to the table. {gate}")
    };
    Ok(seated.moved(Place::People.path(), &effect).into_response())
}

fn preview(
    seated: &Seated,
    (name, role, part): (&Label, Role, Option<&Words>),
) -> Result<Html, Trouble> {
    let marks = seated.marks();
    let readers = super::seats(seated).into_iter();
    let readers = readers.map(|seat| seat_words(seated.words, &seat, marks.seat(&seat)));
    let mut readers: Vec<String> = readers.collect();
    readers.sort();
    readers.dedup();
    let part = part.map_or("", |part| part.as_str());
    html(&AdmissionPage {
        frame: seated.frame(Place::People)?,
        readers,
        gate: gate_words(seated.sitting().policy()),
        fields: vec![
            ("party", name.as_str().to_owned()),
            ("role", role.name().to_owned()),
            ("part", part.to_owned()),
            ("sure", "yes".to_owned()),
        ],
        name: name.as_str().to_owned(),
        role: role_words(role),
        part: part.to_owned(),
    })
}

/// A short name that no party has. It is no fact: it stands in the names of files and keys.
fn free_name(seated: &Seated) -> PartyId {
    let sitting = seated.sitting();
    let sent = sitting.dispatches(seated.now());
    let coming = sent.filter_map(|seen| match &seen.dispatch.what.parcel {
        Parcel::Admission(admission) => Some(admission.party.clone()),
        Parcel::Message { .. }
        | Parcel::Filed { .. }
        | Parcel::Issue(_)
        | Parcel::Ballot(_)
        | Parcel::Count { .. }
        | Parcel::Check(_)
        | Parcel::Readout(_) => None,
    });
    let marks = seated.marks();
    let there = marks.iter().map(|mark| mark.party.clone());
    let taken: BTreeSet<PartyId> = there.chain(coming).collect();
    let mut names = (1..).map(|number| PartyId::new(format!("p{number}")));
    names
        .find(|name| !taken.contains(name))
        .unwrap_or_else(|| PartyId::new("p"))
}

const fn role_words(role: Role) -> &'static str {
    match role {
        Role::Principal => "a side whose agreement is sought",
        Role::Mediator => "a mediator",
        Role::Partner => "a partner",
        Role::Observer => "an observer",
    }
}

fn coming_of(form: &mut Form) -> Result<EventId, Trouble> {
    EventId::of_hex(&form.line("admission", 32)?).ok_or(Trouble::NotHere)
}

pub(super) async fn recalled(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    team(&seated)?;
    let id = coming_of(&mut form)?;
    let sent = form.sent()?;
    seated.act(Motion::Recall(id), &sent).await?;
    let effect = "It is called back: nobody has heard of it.";
    Ok(seated.moved(Place::People.path(), effect))
}

pub(super) async fn seconded(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    team(&seated)?;
    let id = coming_of(&mut form)?;
    let sent = form.sent()?;
    seated.act(Motion::Countersign(id), &sent).await?;
    let effect = "Two persons agree: the party is at the table, with a room of its own.";
    Ok(seated.moved(Place::People.path(), effect))
}
