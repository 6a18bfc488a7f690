//! The versions of the text that a seat has: the drafts issued to it, and for the mediation team
//! every revision of the working text.

use crate::{address, world};
use proceedings::{Form, Sitting};
use text::{DraftNo, Revision, Text};

/// How many revisions of the working text are offered, the last ones.
const REVISIONS: u32 = 60;

/// A version of the text.
#[derive(Clone)]
pub(crate) struct Version<'a> {
    /// What it is.
    pub(crate) what: What,
    /// How an address names it.
    pub(crate) key: String,
    /// How people call it.
    pub(crate) words: String,
    /// The text.
    pub(crate) text: &'a Text,
}

/// What a version is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// A draft that was issued.
    Draft(DraftNo, Form),
    /// A revision of the working text.
    Revision(Revision),
}

/// A version in a list to choose from.
pub(crate) struct Offered {
    /// How an address names it.
    pub(crate) key: String,
    /// How people call it.
    pub(crate) words: String,
    /// Whether it is chosen.
    pub(crate) chosen: bool,
}

/// The versions that a seat has, the newest first.
pub(crate) fn versions<'a>(sitting: &Sitting<'a>) -> Vec<Version<'a>> {
    let mut versions = revisions(sitting, REVISIONS);
    versions.extend(drafts(sitting));
    versions
}

/// The versions in which a point's languages follow each other, the oldest first: every revision
/// of the working text, else every draft that a seat has.
pub(crate) fn course<'a>(sitting: &Sitting<'a>) -> Vec<Version<'a>> {
    let mut versions = revisions(sitting, u32::MAX);
    if versions.is_empty() {
        versions = drafts(sitting);
    }
    versions.reverse();
    versions
}

/// The last revisions of the working text, the newest first.
fn revisions<'a>(sitting: &Sitting<'a>, most: u32) -> Vec<Version<'a>> {
    let Some(history) = sitting.working_text() else {
        return Vec::new();
    };
    let last = history.revision().amendments();
    let numbers = (last.saturating_sub(most)..=last).rev();
    let revisions = numbers.filter_map(|number| {
        let revision = Revision::new(number);
        let words = match (number == last, number) {
            (true, 0) => "the working text, not changed yet".to_owned(),
            (true, 1) => "the working text, after 1 change".to_owned(),
            (true, _) => format!("the working text, after {number} changes"),
            (false, 0) => "the working text as it began".to_owned(),
            (false, _) => format!("the working text as it was after change {number}"),
        };
        Some(Version {
            what: What::Revision(revision),
            key: revision_key(number),
            words,
            text: history.at(revision)?,
        })
    });
    revisions.collect()
}

/// The drafts that a seat has, the newest first.
fn drafts<'a>(sitting: &Sitting<'a>) -> Vec<Version<'a>> {
    let drafts = sitting.drafts().into_iter().rev();
    let drafts = drafts.map(|(number, draft)| {
        let day = world::day_words(draft.issued.at);
        Version {
            what: What::Draft(number, draft.issued.what.form),
            key: address::key("draft", &number.to_string()),
            words: format!("draft {}, issued on {day}", number.number()),
            text: &draft.issued.what.text,
        }
    });
    drafts.collect()
}

/// How an address names the working text after so many changes.
pub(crate) fn revision_key(changes: u32) -> String {
    address::key("revision", &changes.to_string())
}

/// The versions to choose from, with the chosen one.
pub(crate) fn offered(versions: &[Version<'_>], chosen: Option<&str>) -> Vec<Offered> {
    let offered = versions.iter().map(|version| Offered {
        key: version.key.clone(),
        words: version.words.clone(),
        chosen: chosen == Some(version.key.as_str()),
    });
    offered.collect()
}

/// The revision of the working text that a form was made from, with its number: every one of them
/// is known, so that what was written on an old one is not lost.
pub(crate) fn revision_of<'a>(sitting: &Sitting<'a>, key: &str) -> Option<(Revision, &'a Text)> {
    let history = sitting.working_text()?;
    let last = history.revision().amendments();
    let number = (0..=last)
        .rev()
        .find(|number| revision_key(*number) == key)?;
    let revision = Revision::new(number);
    Some((revision, history.at(revision)?))
}

/// How a form names the working text as it is now; empty where the seat does not have it.
pub(crate) fn revision_now(sitting: &Sitting<'_>) -> String {
    let history = sitting.working_text();
    history.map_or_else(String::new, |history| {
        revision_key(history.revision().amendments())
    })
}

/// The version of a key, if the seat has it.
pub(crate) fn named<'v, 'a>(versions: &'v [Version<'a>], key: &str) -> Option<&'v Version<'a>> {
    versions.iter().find(|version| version.key == key)
}
