//! Other words for a point: the mediation team changes the working text, a party proposes on a
//! draft that it has, and the team takes down what a party proposes.
//!
//! Invariant: a change is made against the text its writer had before them, so what a colleague did
//! in between is never lost in it: where the two meet, both are shown.

use super::super::version::{Version, What, named, revision_of, versions};
use super::super::voice::Voice;
use super::acts::{Here, written_in};
use crate::form::{Form, Sent};
use crate::moved::Moved;
use crate::trouble::{Kept, Said, Trouble};
use case::{BracketId, ChoiceId};
use disclosure::Seat;
use proceedings::{Motion, Proposed, Sitting, Words};
use text::{Amendment, DraftNo, PointText, Proposal, Revision};

/// The text that a form was made from.
enum Base {
    Revision(Revision),
    Draft(DraftNo),
}

/// A change of the working text, as it was wanted.
struct Wanted {
    amendment: Amendment,
    /// What was written, or chosen, in words.
    written: String,
    point: PointText,
    effect: &'static str,
}

/// The text that a form names, with the point as it stood there.
fn base(here: &Here, key: &str) -> Result<(Base, PointText), Trouble> {
    let sitting: Sitting<'_> = here.seated.sitting();
    let id = here.found.point.id();
    if let Some((revision, text)) = revision_of(&sitting, key) {
        let was = text.point(id).ok_or(Trouble::NotHere)?;
        return Ok((Base::Revision(revision), was.clone()));
    }
    let all = versions(&sitting);
    let version: &Version<'_> = named(&all, key).ok_or(Trouble::NotHere)?;
    let was = version.text.point(id).ok_or(Trouble::NotHere)?;
    match version.what {
        What::Revision(revision) => Ok((Base::Revision(revision), was.clone())),
        What::Draft(number, _) => Ok((Base::Draft(number), was.clone())),
    }
}

pub(super) async fn typed(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    let (base, was) = base(&here, &form.line("against", 20)?)?;
    let voice = match (&base, here.seated.seat()) {
        (Base::Revision(_), Seat::Mediator) => None,
        (
            Base::Revision(_) | Base::Draft(_),
            Seat::Mediator
            | Seat::Delegation(_)
            | Seat::Partner(_)
            | Seat::Observer(_)
            | Seat::Public,
        ) => Some(Voice::of(&here.seated, &mut form)?),
    };
    let language = written_in(&here, &mut form)?;
    let typed = form.text("words", 20_000)?;
    let reason = form.parsed_if_any("reason", Words::new)?;
    let now = was.retyped(&typed, &language);
    let now = now.map_err(|why| form.unfit_by("words", &why.to_string()))?;
    let unchanged = "says what the text says already";
    let proposal = Proposal::between(&was, &now);
    let proposal = proposal.ok_or_else(|| form.unfit("words", unchanged, "Change the words."))?;
    let sent = form.sent()?;
    match (base, voice) {
        (Base::Revision(against), None) => {
            let wanted = Wanted {
                amendment: Amendment { against, proposal },
                written: typed,
                point: now,
                effect: "The working text has the new words. No room sees them yet.",
            };
            amended(here, wanted, &sent).await
        }
        (Base::Draft(against), Some(voice)) => {
            let proposed = Proposed {
                against,
                proposal,
                reason,
            };
            let effect = match voice.word {
                None => "The mediation team has your proposal; nobody else sees it.",
                Some(_) => {
                    "The proposal stands in that room, and waits on the page of the draft; no \
                     other room sees it."
                }
            };
            let motion = Motion::Propose(voice.party, proposed);
            here.says((motion, voice.word), &sent, effect).await
        }
        (Base::Revision(_), Some(_)) | (Base::Draft(_), None) => Err(Trouble::NotHere),
    }
}

pub(super) async fn settled(here: Here, mut form: Form) -> Result<Moved, Trouble> {
    here.of_team()?;
    let (base, was) = base(&here, &form.line("against", 20)?)?;
    let Base::Revision(against) = base else {
        return Err(Trouble::NotHere);
    };
    let bracket = BracketId::new(form.line("bracket", 200)?);
    was.bracket(&bracket).ok_or(Trouble::NotHere)?;
    let choice = form.line_if_any("choice", 200)?.map(ChoiceId::new);
    let mut made = was.parts();
    for one in &mut made.brackets {
        if *one.id() == bracket {
            let settled = one.clone().with_settled(choice.clone());
            *one = settled.map_err(|why| form.unfit_by("choice", &why.to_string()))?;
        }
    }
    let now = PointText::new(made).map_err(|why| form.unfit_by("choice", &why.to_string()))?;
    let proposal = Proposal::between(&was, &now);
    let proposal =
        proposal.ok_or_else(|| form.unfit("choice", "is what stands", "Choose another."))?;
    let sent = form.sent()?;
    let wanted = Wanted {
        amendment: Amendment { against, proposal },
        written: now.to_type(&here.seated.language()),
        point: now,
        effect: match choice {
            Some(_) => "The bracket is lifted in the working text.",
            None => "The bracket is open again in the working text.",
        },
    };
    amended(here, wanted, &sent).await
}

/// Changes the working text; where it has moved on, both texts are shown and nothing is lost.
async fn amended(mut here: Here, wanted: Wanted, sent: &Sent) -> Result<Moved, Trouble> {
    let motion = Motion::Amend(wanted.amendment);
    here.seated.act(motion, sent).await?;
    let sitting = here.seated.sitting();
    let late = sitting.set_aside();
    if !late.iter().any(|one| one.amendment.id == sent.act) {
        return Ok(here.seated.moved(&here.page(), wanted.effect));
    }
    let language = here.seated.language();
    let now = sitting
        .text()
        .and_then(|text| text.point(wanted.point.id()));
    let now = now.map_or_else(
        || "The point is no longer in the text.".to_owned(),
        |point| point.to_type(&language),
    );
    Err(Trouble::Stale(Box::new(Said {
        happened: "A colleague changed the same words while you were writing. Your change is kept \
                   beside the text."
            .to_owned(),
        kept: vec![
            Kept::new("What you wrote", wanted.written),
            Kept::new("The text as it stands now", now),
        ],
        next: "Open the point again and make one text of the two.".to_owned(),
        back: Some(here.back()),
    })))
}
