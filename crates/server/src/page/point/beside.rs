//! The languages of a point: its words in each, sentence beside sentence, where they are out of
//! step, and what changed in each of them.

use super::super::phrase::direction;
use super::super::setting::{Setter, Setting};
use super::super::version::{Version, course};
use crate::seated::Seated;
use case::{Language, View};
use std::sync::Arc;
use text::{Exception, Parallel, PointRedline, PointText, Text, concordance, left_behind};

/// The words of the point in one language.
pub(super) struct InLanguage {
    pub(super) tag: String,
    pub(super) direction: &'static str,
    pub(super) setting: Setting,
}

/// What changed in a point since another version, in each language.
pub(super) struct Redlined {
    pub(super) words: String,
    pub(super) languages: Vec<InLanguage>,
}

/// The languages of a point side by side.
pub(super) struct Beside {
    /// Which of them count, and how.
    pub(super) standing: String,
    /// Their tags and directions.
    pub(super) languages: Vec<(String, &'static str)>,
    /// What stands beside what.
    pub(super) rows: Vec<Vec<(String, String, &'static str)>>,
    /// Where they are out of step, in sentences.
    pub(super) remarks: Vec<String>,
}

/// The words of a point in each of its languages.
pub(super) fn in_languages(point: &PointText, setter: &Setter<'_>) -> Vec<InLanguage> {
    let all = point.languages().into_iter();
    let all = all.map(|language| in_language(language, |setter| setter.bracketed(point), setter));
    let worded = all.filter(|one| !one.setting.is_empty());
    worded.collect()
}

fn in_language(
    language: &Language,
    set: impl Fn(&Setter<'_>) -> Setting,
    setter: &Setter<'_>,
) -> InLanguage {
    InLanguage {
        tag: language.tag().to_owned(),
        direction: direction(language),
        setting: set(&Setter {
            language,
            ..*setter
        }),
    }
}

/// What changed in a point since another version, in each language that it has.
pub(super) fn redlined(
    setter: &Setter<'_>,
    was: &Version<'_>,
    now: &PointText,
) -> Option<Redlined> {
    let before = was.text.point(now.id())?;
    let (before, now) = (Arc::new(before.clone()), Arc::new(now.clone()));
    let redline = PointRedline::between(&before, &now);
    let words = if redline.changes.is_empty() {
        format!("Nothing has changed here since {}.", was.words)
    } else {
        format!("Struck and added against {}.", was.words)
    };
    let mut written: Vec<&Language> = before.bodies().keys().chain(now.bodies().keys()).collect();
    written.sort();
    written.dedup();
    let languages = written.into_iter();
    let languages =
        languages.map(|one| in_language(one, |setter| setter.redline(&redline), setter));
    Some(Redlined {
        words,
        languages: languages.collect(),
    })
}

impl Beside {
    /// The languages of a point, where it is written in more than one.
    pub(super) fn of(seated: &Seated, view: &View<'_>, point: &PointText) -> Option<Self> {
        let prevails = view.heading().prevails.as_ref();
        let parallel = Parallel::of(point, prevails)?;
        let tags = parallel.languages.iter();
        let tags: Vec<(String, &'static str)> = tags
            .map(|language| (language.tag().to_owned(), direction(language)))
            .collect();
        let rows = parallel.rows.into_iter().map(|row| {
            let cells = row.into_iter().zip(&tags);
            cells
                .map(|(words, (tag, direction))| (words, tag.clone(), *direction))
                .collect()
        });
        let mut remarks: Vec<String> = behind(seated, point);
        remarks.extend(parallel.out_of_step.iter().map(|one| one.sentence()));
        remarks.extend(terms(view, point));
        Some(Self {
            standing: standing(prevails),
            rows: rows.collect(),
            languages: tags,
            remarks,
        })
    }
}

fn standing(prevails: Option<&Language>) -> String {
    match prevails {
        Some(language) => format!(
            "Where they differ, the words in `{language}` prevail, as the case file has it."
        ),
        None => "They are equals: the case file names none that prevails.".to_owned(),
    }
}

/// The languages that a change in another one has left behind, in the whole course of the text.
fn behind(seated: &Seated, point: &PointText) -> Vec<String> {
    let all = course(&seated.sitting());
    let texts: Vec<&Text> = all.iter().map(|version| version.text).collect();
    let behind = left_behind(&texts, point.id()).into_iter();
    let behind = behind.map(|(language, at)| {
        let when = all
            .get(at)
            .map_or("a later version", |version| version.words.as_str());
        format!("The words in {language} were not changed when others were, in {when}.")
    });
    behind.collect()
}

/// Terms of the case that the point renders otherwise, or in one language only.
fn terms(view: &View<'_>, point: &PointText) -> Vec<String> {
    let Ok(text) = Text::new(vec![point.clone()]) else {
        return Vec::new();
    };
    let terms: Vec<_> = view.terms().map(|seen| seen.item).collect();
    let found = concordance(&text, terms.iter().copied());
    let mut lines = Vec::new();
    for of_term in found {
        lines.extend(of_term.exceptions.iter().map(Exception::sentence));
    }
    lines
}
