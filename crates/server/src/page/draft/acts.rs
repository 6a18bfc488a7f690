//! What the mediation team does on the page of the draft.

use crate::form::Form;
use crate::frame::Place;
use crate::moved::Moved;
use crate::seated::Seated;
use crate::trouble::Trouble;
use disclosure::{Audience, PartyId, Seat};
use proceedings::{EventId, InRoom, Motion, PassedOver, Words};

/// A form that only the mediation team has.
pub(super) fn of_team(seated: &Seated) -> Result<(), Trouble> {
    seated.frame(Place::Draft)?;
    match seated.seat() {
        Seat::Mediator => Ok(()),
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
            Err(Trouble::NotHere)
        }
    }
}

/// The id in a field.
fn id(form: &mut Form, name: &str) -> Result<EventId, Trouble> {
    EventId::of_hex(&form.line(name, 32)?).ok_or(Trouble::NotHere)
}

fn proposal(form: &mut Form) -> Result<InRoom, Trouble> {
    let room = PartyId::new(form.line("room", 200)?);
    let id = id(form, "proposal")?;
    Ok(InRoom { room, id })
}

pub(super) async fn undone(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    of_team(&seated)?;
    let step = id(&mut form, "step")?;
    let sent = form.sent()?;
    seated
        .act(Motion::Undo(Audience::Team, step), &sent)
        .await?;
    Ok(seated.moved(
        "draft",
        "The change is taken back. It stays in the history.",
    ))
}

pub(super) async fn renumbered(mut seated: Seated, form: Form) -> Result<Moved, Trouble> {
    of_team(&seated)?;
    let sent = form.sent()?;
    seated.act(Motion::Renumber, &sent).await?;
    Ok(seated.moved(
        "draft",
        "The points are numbered in their order. Each keeps its history.",
    ))
}

pub(super) async fn dealt_with(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    of_team(&seated)?;
    let amendment = id(&mut form, "amendment")?;
    let sent = form.sent()?;
    seated.act(Motion::DealWith(amendment), &sent).await?;
    Ok(seated.moved("draft", "The change is dealt with and no longer waits."))
}

pub(super) async fn taken_up(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    of_team(&seated)?;
    let proposal = proposal(&mut form)?;
    let sent = form.sent()?;
    seated.act(Motion::TakeUp(proposal), &sent).await?;
    let late = seated.sitting().set_aside();
    let effect = if late.iter().any(|one| one.amendment.id == sent.act) {
        "The text has changed there since: both texts stand below, and nothing is lost."
    } else {
        "The proposal is in the working text. No room sees it before a draft is issued."
    };
    Ok(seated.moved("draft", effect))
}

pub(super) async fn passed_over(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    of_team(&seated)?;
    let proposal = proposal(&mut form)?;
    let reason = form.parsed_if_any("reason", Words::new)?;
    let sent = form.sent()?;
    let passed = PassedOver { proposal, reason };
    seated.act(Motion::PassOver(passed), &sent).await?;
    Ok(seated.moved(
        "draft",
        "The proposal is passed over. The reason stays with the team.",
    ))
}

pub(super) async fn countersigned(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    of_team(&seated)?;
    let dispatch = id(&mut form, "dispatch")?;
    let sent = form.sent()?;
    seated.act(Motion::Countersign(dispatch), &sent).await?;
    Ok(seated.moved("draft", "You agreed as a second person: the draft is out."))
}

pub(super) async fn recalled(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    of_team(&seated)?;
    let dispatch = id(&mut form, "dispatch")?;
    let sent = form.sent()?;
    seated.act(Motion::Recall(dispatch), &sent).await?;
    Ok(seated.moved(
        "draft",
        "The draft is called back. Nobody outside the team has seen it.",
    ))
}
