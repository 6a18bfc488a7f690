//! What is on its way from the team's room: what it waits for, and the acts that let it go or call
//! it back.

use crate::form::Form;
use crate::frame::Place;
use crate::moved::Moved;
use crate::page::here::{Here, capital};
use crate::page::item::class_glyph;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world;
use disclosure::Audience;
use proceedings::{DispatchState, EventId, Motion, Named, Parcel};

/// A message on its way, or stopped on it.
pub(crate) struct Sending {
    pub(crate) id: EventId,
    pub(crate) to: Audience,
    pub(crate) place: String,
    pub(crate) words: String,
    pub(crate) by: String,
    pub(crate) state: String,
    pub(crate) class: String,
    pub(crate) awaits_second: bool,
    pub(crate) can_be_recalled: bool,
}

/// What has not arrived yet, and what was sent last, newest first.
pub(super) fn sendings(seated: &Seated) -> Vec<Sending> {
    let marks = seated.marks();
    let sitting = seated.sitting();
    let sent = sitting.dispatches(seated.now()).rev().filter_map(|seen| {
        let Parcel::Message { message, cites } = &seen.dispatch.what.parcel else {
            return None;
        };
        let copy = seen.dispatch.what.copies.first()?;
        let by = seen.dispatch.who.as_ref().map_or("", |who| who.as_str());
        Some(Sending {
            id: seen.dispatch.id,
            to: copy.to.clone(),
            place: capital(&Here::place_of(&copy.to, &marks)),
            words: message.words.as_str().to_owned(),
            by: format!("{by}, {}", world::moment_words(seen.dispatch.at)),
            state: state_words(seen.state),
            class: match cites.as_slice() {
                [] => String::new(),
                some => {
                    let class = sitting.derived(some);
                    format!("rests on {} {}", class_glyph(class), class.name())
                }
            },
            awaits_second: seen.state == DispatchState::AwaitsSecond,
            can_be_recalled: match seen.state {
                DispatchState::AwaitsSecond
                | DispatchState::HeldUntil(_)
                | DispatchState::Due
                | DispatchState::Blocked => true,
                DispatchState::Recalled | DispatchState::Delivered => false,
            },
        })
    });
    sent.take(30).collect()
}

fn state_words(state: DispatchState) -> String {
    match state {
        DispatchState::AwaitsSecond => "waits for a second person of the team".to_owned(),
        DispatchState::HeldUntil(end) => format!("held until {}", world::moment_words(end)),
        DispatchState::Due => "goes out now".to_owned(),
        DispatchState::Blocked => {
            "stopped: an item it rests on may no longer be carried there".to_owned()
        }
        DispatchState::Recalled => "called back; nobody there has seen it".to_owned(),
        DispatchState::Delivered => "arrived".to_owned(),
    }
}

fn dispatch_of(form: &mut Form) -> Result<EventId, Trouble> {
    form.parsed("dispatch", |typed| {
        EventId::of_hex(typed).ok_or("this is nothing that was sent\nhint: open the page again")
    })
}

/// A second person agrees to what a first one sent.
pub(super) async fn countersigned(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::Carry)?;
    let id = dispatch_of(&mut form)?;
    let sent = form.sent()?;
    seated.act(Motion::Countersign(id), &sent).await?;
    Ok(seated.moved("carry", "Agreed. It has gone out."))
}

/// What was sent and has not arrived, is called back.
pub(super) async fn recalled(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    seated.frame(Place::Carry)?;
    let id = dispatch_of(&mut form)?;
    let sent = form.sent()?;
    seated.act(Motion::Recall(id), &sent).await?;
    let mut sent = seated.sitting().dispatches(seated.now());
    let has_arrived =
        sent.any(|one| one.dispatch.id == id && one.state == DispatchState::Delivered);
    // Another process may have sent it while this one called it back.
    let effect = if has_arrived {
        "It had arrived before it was called back: it stands there now."
    } else {
        "Called back: nobody there has seen it, and nobody will."
    };
    Ok(seated.moved("carry", effect))
}
