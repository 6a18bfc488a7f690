//! What parties proposed and what came too late: each with the words it would change.

use super::super::setting::{Fate, Setter, Setting};
use crate::mark::Marks;
use crate::world;
use case::Language;
use proceedings::{InRoom, Kept, Proposed, SetAside, Sitting};
use std::sync::Arc;
use text::{DraftNo, PointRedline, PointText, Proposal, Text};

/// A party's proposal that waits for the team.
pub(super) struct Offered {
    pub(super) id: String,
    pub(super) room: String,
    pub(super) hue: &'static str,
    pub(super) letter: String,
    pub(super) by: String,
    pub(super) point: String,
    pub(super) reason: String,
    pub(super) setting: Setting,
}

impl Offered {
    /// The words by which it is found.
    pub(super) fn lines(&self) -> Vec<&str> {
        vec![&self.by, &self.point, &self.reason]
    }
}

/// An amendment that the text had overtaken.
pub(super) struct Aside {
    pub(super) id: String,
    pub(super) by: String,
    pub(super) wanted: Setting,
    pub(super) now: Setting,
}

/// The proposals that were neither taken up nor passed over.
pub(super) fn undecided<'a>(sitting: &Sitting<'a>) -> Vec<(InRoom, &'a Kept<Proposed>)> {
    let mut open = Vec::new();
    for (room, _) in sitting.rooms() {
        for proposed in sitting.proposals(&room) {
            let at = InRoom {
                room: room.clone(),
                id: proposed.id,
            };
            if sitting.taken_up(&at).is_none() && sitting.passed_over(&at).is_none() {
                open.push((at, proposed));
            }
        }
    }
    open.sort_by_key(|(_, proposed)| proposed.at);
    open
}

fn draft_text<'a>(sitting: &Sitting<'a>, number: DraftNo) -> Option<&'a Text> {
    let drafts = sitting.drafts();
    drafts.get(&number).map(|draft| &draft.issued.what.text)
}

pub(super) fn offers(
    open: &[(InRoom, &Kept<Proposed>)],
    sitting: &Sitting<'_>,
    setter: &Setter<'_>,
) -> Vec<Offered> {
    let offers = open.iter().map(|(at, proposed)| {
        let mark = setter.marks.party(&at.room);
        let base = draft_text(sitting, proposed.what.against);
        let point = proposed.what.proposal.point();
        let number = proposed.what.against.number();
        Offered {
            id: at.id.to_string(),
            room: at.room.to_string(),
            hue: crate::frame::hue(mark),
            letter: mark.map_or_else(String::new, |mark| mark.letter.clone()),
            by: format!(
                "{}, on draft {number}, {}",
                setter.marks.name(&at.room),
                world::moment_words(proposed.at)
            ),
            point: point_named(base.and_then(|base| base.point(point))),
            reason: proposed
                .what
                .reason
                .as_ref()
                .map_or_else(String::new, |why| why.as_str().to_owned()),
            setting: base.map_or_else(Setting::default, |base| {
                let now = proposed.what.proposal.applied(base).ok();
                between(
                    setter,
                    base.point(point),
                    now.as_ref().and_then(|now| now.point(point)),
                )
            }),
        }
    });
    offers.collect()
}

/// What became of a point, whichever of the two states there is.
fn between(setter: &Setter<'_>, was: Option<&PointText>, now: Option<&PointText>) -> Setting {
    match (was, now) {
        (Some(was), Some(now)) => {
            let (was, now) = (Arc::new(was.clone()), Arc::new(now.clone()));
            setter.redline(&PointRedline::between(&was, &now))
        }
        (Some(was), None) => setter.whole(was, Fate::Struck),
        (None, Some(now)) => setter.whole(now, Fate::Added),
        (None, None) => Setting::default(),
    }
}

pub(super) fn conflicts(
    open: &[(InRoom, &Kept<Proposed>)],
    sitting: &Sitting<'_>,
    marks: &Marks,
) -> Vec<String> {
    let mut found = Vec::new();
    for (at, (one, first)) in open.iter().enumerate() {
        for (other, second) in open.iter().skip(at.saturating_add(1)) {
            if !sitting.cannot_both(&first.what, &second.what) {
                continue;
            }
            let id = first.what.proposal.point();
            let base = draft_text(sitting, first.what.against);
            let point = base.and_then(|base| base.point(id));
            let drafts = match (first.what.against, second.what.against) {
                (one, other) if one == other => String::new(),
                (one, other) => format!(" (on drafts {} and {})", one.number(), other.number()),
            };
            found.push(format!(
                "On {}: what {} proposed and what {} proposed change the same words{drafts}.",
                point_named(point),
                marks.name(&one.room),
                marks.name(&other.room)
            ));
        }
    }
    found
}

/// A point that a proposal would change, or add.
fn point_named(point: Option<&PointText>) -> String {
    point.map_or_else(
        || "a new point".to_owned(),
        |point| point_words(point, &Language::english()),
    )
}

/// A point as it is called: `point 4, Fishing`.
pub(crate) fn point_words(point: &PointText, language: &Language) -> String {
    let title = point.title().in_language(language);
    match (point.number(), title) {
        (Some(number), "") => format!("point {number}"),
        (Some(number), title) => format!("point {number}, {title}"),
        (None, "") => "a matter without a number".to_owned(),
        (None, title) => title.to_owned(),
    }
}

pub(super) fn aside(sitting: &Sitting<'_>, setter: &Setter<'_>) -> Vec<Aside> {
    let all = sitting.set_aside().into_iter().map(|seen: SetAside<'_>| {
        let proposal: &Proposal = &seen.amendment.what.proposal;
        let now = sitting.text().and_then(|text| text.point(proposal.point()));
        let wanted = seen
            .stale
            .as_ref()
            .and_then(|stale| stale.wanted.point(proposal.point()));
        let who = seen
            .amendment
            .who
            .as_ref()
            .map_or("the team", |who| who.as_str());
        Aside {
            id: seen.amendment.id.to_string(),
            by: format!("By {who}, {}", world::moment_words(seen.amendment.at)),
            wanted: wanted.map_or_else(Setting::default, |point| setter.bracketed(point)),
            now: now.map_or_else(Setting::default, |point| setter.bracketed(point)),
        }
    });
    all.collect()
}
