//! The draft that a party speaks of: the last one it has, if whoever filled in the form could have
//! read it.
//!
//! Invariant: nothing that was meant for the words of one draft is taken down on other words.

use super::acts::Here;
use crate::form::{Form, Sent};
use crate::trouble::{Kept, Said, Trouble};
use disclosure::PartyId;
use proceedings::Sitting;
use std::collections::BTreeMap;
use text::{DraftNo, PointText};

/// The newest draft that a page of this seat is made from; 0 before the first.
pub(super) fn newest(sitting: &Sitting<'_>) -> DraftNo {
    let drafts = sitting.drafts();
    let last = drafts.last_key_value().map(|(number, _)| *number);
    last.unwrap_or(DraftNo::new(0))
}

/// The newest draft that the page of a form was made from.
pub(super) fn seen(form: &mut Form) -> Result<DraftNo, Trouble> {
    let number = form.number("draft")?;
    Ok(DraftNo::new(u32::try_from(number).unwrap_or(u32::MAX)))
}

/// The draft that a word of a party is about; nothing before a draft with the point was issued to
/// it. Where one that says something else came since the page was made, both are shown instead.
pub(super) fn heard(
    here: &Here,
    (party, seen): (&PartyId, DraftNo),
    sent: &Sent,
) -> Result<Option<DraftNo>, Trouble> {
    let held = held(here, party);
    let Some((newest, now)) = held.last_key_value() else {
        return Ok(None);
    };
    let was = held.range(..=seen).next_back();
    // A form that was sent before was taken then, whatever came since.
    if here.seated.proceedings().happened(sent.act) {
        return Ok(was.map(|(draft, _)| *draft));
    }
    if let Some((draft, was)) = was
        && (draft == newest || was.says_as(now))
    {
        return Ok(Some(*draft));
    }
    let language = here.seated.language();
    let read = |(draft, point): (&DraftNo, &&PointText)| {
        let title = format!("The point as draft {} has it", draft.number());
        Kept::new(title, point.to_type(&language))
    };
    let mut kept = sent.kept.clone();
    kept.extend(was.map(read));
    kept.push(read((newest, now)));
    Err(Trouble::Stale(Box::new(Said {
        happened: format!(
            "Draft {} came to this room while the page was open, and it says something else here. \
             Nothing was taken down.",
            newest.number()
        ),
        kept,
        next: "Open the point again, read the newer draft, and speak of that one.".to_owned(),
        back: Some(here.back()),
    })))
}

/// The same, of a word that is about a draft and nothing else.
pub(super) fn drafted(
    here: &Here,
    of: (&PartyId, DraftNo),
    sent: &Sent,
) -> Result<DraftNo, Trouble> {
    let (party, _) = of;
    heard(here, of, sent)?.ok_or_else(|| {
        let name = here.seated.marks().name(party).to_owned();
        Trouble::Refused(Box::new(Said {
            happened: format!("No draft with this point has been issued to {name} yet."),
            next: "Issue a draft first; what is said of it then stands beside it.".to_owned(),
            ..Said::default()
        }))
    })
}

/// The point in each draft that a party has.
fn held<'a>(here: &'a Here, party: &PartyId) -> BTreeMap<DraftNo, &'a PointText> {
    let (seated, id) = (&here.seated, here.found.point.id());
    let shown = seated.sitting().knows(party, seated.now()).into_iter();
    let held = shown.filter_map(|shown| {
        let issued = shown.what.issued()?;
        Some((issued.number, issued.text.point(id)?))
    });
    held.collect()
}
