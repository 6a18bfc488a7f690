//! A paper laid out: points, paragraphs and stretches of words, each kept, struck or added.
//!
//! Every writer sets the same sheet, so what one format shows, all of them show.
//!
//! Invariant: the words of a sheet that are not struck are the words of the text as it is now, as
//! they are printed; those that are not added are the words of the version before.

mod cut;

use crate::paper::{Holders, Paper};
use case::{BracketId, Language, PointId, capital};
use cut::paragraphs;
use std::collections::BTreeMap;
use std::sync::Arc;
use text::{
    BracketText, Part, PointRedline, PointText, Print, Redline, Row, Run, as_typed, line_between,
};

/// A paper laid out.
pub(crate) struct Sheet {
    /// The title of the case.
    pub(crate) title: String,
    /// What it is, and for whom: a line each.
    pub(crate) head: Vec<String>,
    /// The points, in order.
    pub(crate) points: Vec<Entry>,
}

/// A point laid out.
pub(crate) struct Entry {
    pub(crate) id: PointId,
    pub(crate) number: Option<u32>,
    /// The number it had, where that was another.
    pub(crate) was: Option<u32>,
    /// What became of it as a whole.
    pub(crate) fate: Fate,
    /// Whether it stood elsewhere.
    pub(crate) moved: bool,
    /// The language of its words.
    pub(crate) language: Language,
    pub(crate) title: Vec<Ink>,
    pub(crate) paragraphs: Vec<Paragraph>,
    /// What is known of its open brackets.
    pub(crate) notes: Vec<Note>,
}

/// What happened to some words between two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// They stand in both.
    Kept,
    /// They stood in the old one.
    Struck,
    /// They stand in the new one.
    Added,
}

/// A paragraph; a line feed in its words starts a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub(crate) inks: Vec<Ink>,
    /// What became of the break behind it.
    pub(crate) end: Fate,
}

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ink {
    pub(crate) fate: Fate,
    pub(crate) words: String,
    /// The bracket that they are, or come from.
    pub(crate) bracket: Option<(BracketId, State)>,
}

/// Whether a bracket is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// It is.
    Open,
    /// The text takes one of its options.
    Settled,
}

/// What the reader may know of an open bracket.
pub(crate) struct Note {
    pub(crate) bracket: BracketId,
    pub(crate) question: String,
    /// Each option with its holders.
    pub(crate) options: Vec<(String, Vec<String>)>,
}

impl Note {
    /// Whether a holder is known.
    pub(crate) fn has_holders(&self) -> bool {
        self.options.iter().any(|(_, holders)| !holders.is_empty())
    }

    /// Its lines: the question, and each option that somebody holds.
    pub(crate) fn lines(&self) -> Vec<String> {
        let question = Some(self.question.clone()).filter(|question| !question.is_empty());
        question.into_iter().chain(self.held()).collect()
    }

    /// Each option that somebody holds, with its holders.
    pub(crate) fn held(&self) -> Vec<String> {
        let held = self
            .options
            .iter()
            .filter(|(_, holders)| !holders.is_empty());
        let held = held.map(|(words, holders)| {
            let words = if words.is_empty() {
                "(leave it out)"
            } else {
                words
            };
            format!("{words}: {}", holders.join(", "))
        });
        held.collect()
    }
}

impl Sheet {
    /// The paper, laid out.
    pub(crate) fn of(paper: &Paper) -> Self {
        let desk = Desk { paper };
        let points = match &paper.against {
            None => {
                let points = paper.text.points().iter();
                points.map(|point| desk.whole(point, Fate::Kept)).collect()
            }
            Some(earlier) => {
                let redline = Redline::between(&earlier.text, &paper.text);
                redline
                    .rows
                    .iter()
                    .filter_map(|row| desk.row(row))
                    .collect()
            }
        };
        Self {
            title: paper.title.in_language(&paper.language).to_owned(),
            head: head(paper),
            points,
        }
    }
}

/// What the paper is and for whom, a line each.
fn head(paper: &Paper) -> Vec<String> {
    let issued = paper
        .day
        .map(|day| format!(", {}", day.strftime("%-d %B %Y")));
    let form = match paper.form {
        Print::Bracketed => "with its open brackets",
        Print::Clean => "clean, open brackets as […]",
    };
    let mut lines = vec![
        format!("{}{}", paper.label, issued.unwrap_or_default()),
        format!("{} · {form}", capital(&paper.reader)),
    ];
    if let Some(earlier) = &paper.against {
        lines.push(format!("Struck and added against: {}", earlier.label));
    }
    lines
}

/// Where the points are laid out.
struct Desk<'a> {
    paper: &'a Paper,
}

/// The printed brackets of a point in both versions.
struct Printed {
    was: BTreeMap<BracketId, String>,
    now: BTreeMap<BracketId, String>,
}

impl Desk<'_> {
    fn row(&self, row: &Row) -> Option<Entry> {
        match row {
            Row::Kept(point) => Some(self.whole(point, Fate::Kept)),
            Row::Changed(changed) => Some(self.changed(changed)),
            Row::MovedTo(changed) => Some(Entry {
                moved: true,
                ..self.changed(changed)
            }),
            Row::Added(point) => Some(self.whole(point, Fate::Added)),
            Row::Dropped(point) => Some(self.whole(point, Fate::Struck)),
            Row::MovedFrom(_) => None,
        }
    }

    /// A point all of whose words have one fate.
    fn whole(&self, point: &Arc<PointText>, fate: Fate) -> Entry {
        let language = spoken(point, &self.paper.language);
        let printed = point.printed_brackets(&language, self.paper.form);
        let mut inks = Vec::new();
        lay(&mut inks, point.words(&language), (fate, point, &printed));
        let title = as_typed(point.title().in_language(&language));
        Entry {
            id: point.id().clone(),
            number: point.number(),
            was: None,
            fate,
            moved: false,
            title: Ink::plain(fate, title).into_iter().collect(),
            paragraphs: paragraphs(inks, fate),
            notes: match fate {
                Fate::Struck => Vec::new(),
                Fate::Kept | Fate::Added => self.notes(point, &language),
            },
            language,
        }
    }

    /// A point that stands in both versions.
    fn changed(&self, redline: &PointRedline) -> Entry {
        let (was, now) = (&redline.was, &redline.now);
        let language = spoken(now, &self.paper.language);
        let printed = Printed {
            was: was.printed_brackets(&language, self.paper.form),
            now: now.printed_brackets(&language, self.paper.form),
        };
        let mut inks = Vec::new();
        for run in redline.words(&language) {
            match run {
                Run::Kept(parts) => {
                    for part in &parts {
                        match part {
                            Part::Words(words) => inks.extend(Ink::typed(Fate::Kept, words)),
                            Part::Open(id) => bracket(&mut inks, id, (&printed, now)),
                        }
                    }
                }
                Run::Struck(parts) => lay(&mut inks, &parts, (Fate::Struck, was, &printed.was)),
                Run::Added(parts) => lay(&mut inks, &parts, (Fate::Added, now, &printed.now)),
            }
        }
        let titles = line_between(
            &as_typed(was.title().in_language(&language)),
            &as_typed(now.title().in_language(&language)),
        );
        Entry {
            id: now.id().clone(),
            number: now.number(),
            was: was.number().filter(|_| was.number() != now.number()),
            fate: Fate::Kept,
            moved: false,
            title: inked(&titles, None),
            paragraphs: paragraphs(inks, Fate::Kept),
            notes: self.notes(now, &language),
            language,
        }
    }

    fn notes(&self, point: &PointText, language: &Language) -> Vec<Note> {
        if self.paper.form == Print::Clean {
            return Vec::new();
        }
        let open = point
            .brackets()
            .iter()
            .filter(|one| one.settled().is_none());
        let words = point.printed_words(language, Print::Clean);
        let notes = open.map(|bracket| {
            let mut note = note(bracket, language, &self.paper.holders);
            // what the words ask already need not be asked again
            if words.contains(&as_typed(&note.question)) {
                note.question.clear();
            }
            note
        });
        let notes = notes.filter(|note| !note.question.is_empty() || note.has_holders());
        notes.collect()
    }
}

fn note(bracket: &BracketText, language: &Language, holders: &Holders) -> Note {
    let options = bracket.choices().iter().map(|choice| {
        let holds = holders.holds.on(bracket.id(), choice.id()).iter();
        let holds = holds.map(|hold| holders.name(&hold.party).to_owned());
        let words = choice.words().in_language(language).to_owned();
        (words, holds.collect())
    });
    Note {
        bracket: bracket.id().clone(),
        question: bracket.question().in_language(language).to_owned(),
        options: options.collect(),
    }
}

impl Ink {
    /// Its words where markup, and no print, tells what is a bracket: a mere sign needs no
    /// backslash there.
    pub(crate) fn shown(&self) -> String {
        match &self.bracket {
            Some((_, State::Open)) => self.words.clone(),
            Some((_, State::Settled)) | None => as_read(&self.words),
        }
    }

    fn plain(fate: Fate, words: String) -> Option<Self> {
        let bracket = None;
        (!words.is_empty()).then_some(Self {
            fate,
            words,
            bracket,
        })
    }

    fn typed(fate: Fate, words: &str) -> Option<Self> {
        Self::plain(fate, as_typed(words))
    }
}

/// Words that were typed, as they read: each sign without the backslash before it.
pub(crate) fn as_read(words: &str) -> String {
    let mut read = String::with_capacity(words.len());
    let mut signs = words.chars().peekable();
    while let Some(sign) = signs.next() {
        let next = signs.next_if(|next| sign == '\\' && ['[', ']', '\\'].contains(next));
        read.push(next.unwrap_or(sign));
    }
    read
}

/// The language in which a point is shown to a reader of a language.
pub(crate) fn spoken(point: &PointText, wanted: &Language) -> Language {
    let known = point.languages();
    if known.contains(wanted) {
        return wanted.clone();
    }
    let english = Language::english();
    if known.contains(&english) {
        return english;
    }
    let first = known.into_iter().next().cloned();
    first.unwrap_or_else(|| wanted.clone())
}

fn lay(inks: &mut Vec<Ink>, parts: &[Part], of: (Fate, &PointText, &BTreeMap<BracketId, String>)) {
    let (fate, point, printed) = of;
    for part in parts {
        match part {
            Part::Words(words) => inks.extend(Ink::typed(fate, words)),
            Part::Open(id) => {
                let words = printed.get(id).cloned().unwrap_or_default();
                let bracket = Some((id.clone(), state(point, id)));
                if !words.is_empty() {
                    inks.push(Ink {
                        fate,
                        words,
                        bracket,
                    });
                }
            }
        }
    }
}

/// A bracket that stands in both versions.
fn bracket(inks: &mut Vec<Ink>, id: &BracketId, (printed, now): (&Printed, &PointText)) {
    let words = |map: &BTreeMap<BracketId, String>| map.get(id).cloned().unwrap_or_default();
    let runs = line_between(&words(&printed.was), &words(&printed.now));
    inks.extend(inked(&runs, Some((id.clone(), state(now, id)))));
}

fn inked(runs: &[Run], bracket: Option<(BracketId, State)>) -> Vec<Ink> {
    let mut inks = Vec::new();
    for run in runs {
        let fate = match run {
            Run::Kept(_) => Fate::Kept,
            Run::Struck(_) => Fate::Struck,
            Run::Added(_) => Fate::Added,
        };
        let words = run.parts().iter().filter_map(|part| match part {
            Part::Words(words) => Some(words.as_str()),
            Part::Open(_) => None,
        });
        let (words, bracket) = (words.collect(), bracket.clone());
        inks.push(Ink {
            fate,
            words,
            bracket,
        });
    }
    inks
}

fn state(point: &PointText, bracket: &BracketId) -> State {
    let bracket = point.bracket(bracket).and_then(BracketText::settled);
    bracket.map_or(State::Open, |_| State::Settled)
}
