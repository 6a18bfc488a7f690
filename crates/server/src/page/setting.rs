//! How the words of the text are set on a page: paragraphs, brackets with the marks of whoever
//! holds each option, and in a redline what was struck and what was added.
//!
//! Invariant: the marks come from the holds that were handed in, so a page shows no holder that its
//! seat may not know.

use crate::mark::Marks;
use askama::Template;
use askama::filters::HtmlSafe;
use case::Language;
use disclosure::PartyId;
use std::collections::BTreeSet;
use text::{BracketText, Holds, Part, PointRedline, PointText, Run};

/// The words of a point, set.
#[derive(Template, Default)]
#[template(path = "page/setting.html")]
pub(crate) struct Setting {
    paragraphs: Vec<Vec<Ink>>,
}

/// Its template escapes every word.
impl HtmlSafe for Setting {}

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

/// A stretch of words or a bracket.
struct Ink {
    fate: Fate,
    shape: Shape,
}

enum Shape {
    Words(String),
    Gap,
    Open(Vec<Offer>),
    Settled(String),
}

/// An option in a bracket.
struct Offer {
    fate: Fate,
    words: String,
    marks: Vec<(&'static str, String, String)>,
}

/// What words are set with: the language, and what is known of who holds what.
#[derive(Clone, Copy)]
pub(crate) struct Setter<'a> {
    /// The language of the words.
    pub(crate) language: &'a Language,
    /// Who holds which option.
    pub(crate) holds: &'a Holds,
    /// The parties' marks.
    pub(crate) marks: &'a Marks,
}

impl Setter<'_> {
    /// A point with its brackets.
    pub(crate) fn bracketed(&self, point: &PointText) -> Setting {
        let mut setting = Sheet::default();
        self.parts(
            &mut setting,
            point.words(self.language),
            (Fate::Kept, point),
        );
        setting.done()
    }

    /// A point without its options: what is open stands as a gap.
    pub(crate) fn clean(&self, point: &PointText) -> Setting {
        let mut sheet = Sheet::default();
        for part in point.words(self.language) {
            match part {
                Part::Words(words) => sheet.words(Fate::Kept, words),
                Part::Open(id) => {
                    sheet.put(match point.bracket(id).and_then(BracketText::settled) {
                        Some(choice) => {
                            Shape::Words(choice.words().in_language(self.language).to_owned())
                        }
                        None => Shape::Gap,
                    })
                }
            }
        }
        sheet.done()
    }

    /// A whole point of one fate: one that was added, or taken out.
    pub(crate) fn whole(&self, point: &PointText, fate: Fate) -> Setting {
        let mut sheet = Sheet::default();
        self.parts(&mut sheet, point.words(self.language), (fate, point));
        sheet.done()
    }

    /// What changed in a point.
    pub(crate) fn redline(&self, redline: &PointRedline) -> Setting {
        let mut sheet = Sheet::default();
        for run in redline.words(self.language) {
            match run {
                Run::Kept(parts) => {
                    for part in &parts {
                        match part {
                            Part::Words(words) => sheet.words(Fate::Kept, words),
                            Part::Open(id) => {
                                let (was, now) = (redline.was.bracket(id), redline.now.bracket(id));
                                self.changed(&mut sheet, was, now);
                            }
                        }
                    }
                }
                Run::Struck(parts) => self.parts(&mut sheet, &parts, (Fate::Struck, &redline.was)),
                Run::Added(parts) => self.parts(&mut sheet, &parts, (Fate::Added, &redline.now)),
            }
        }
        sheet.done()
    }

    fn parts(&self, sheet: &mut Sheet, parts: &[Part], of: (Fate, &PointText)) {
        let (fate, point) = of;
        for part in parts {
            match part {
                Part::Words(words) => sheet.words(fate, words),
                Part::Open(id) => {
                    if let Some(bracket) = point.bracket(id) {
                        let shape = self.bracket(bracket);
                        sheet.ink(Ink { fate, shape });
                    }
                }
            }
        }
    }

    fn bracket(&self, bracket: &BracketText) -> Shape {
        match bracket.settled() {
            Some(choice) => Shape::Settled(choice.words().in_language(self.language).to_owned()),
            None => Shape::Open(self.offers(bracket, Fate::Kept, &BTreeSet::new())),
        }
    }

    /// A bracket that stands in both versions.
    fn changed(&self, sheet: &mut Sheet, was: Option<&BracketText>, now: Option<&BracketText>) {
        let (Some(was), Some(now)) = (was, now) else {
            return;
        };
        if was == now {
            let shape = self.bracket(now);
            sheet.put(shape);
            return;
        }
        if let (None, None) = (was.settled(), now.settled()) {
            let ids = |bracket: &BracketText| -> BTreeSet<String> {
                let choices = bracket.choices().iter();
                choices.map(|choice| choice.id().to_string()).collect()
            };
            let mut offers = self.offers(now, Fate::Added, &ids(was));
            let gone = self.offers(was, Fate::Struck, &ids(now)).into_iter();
            offers.extend(gone.filter(|offer| offer.fate == Fate::Struck));
            sheet.put(Shape::Open(offers));
            return;
        }
        let (fate, shape) = (Fate::Struck, self.bracket(was));
        sheet.ink(Ink { fate, shape });
        let (fate, shape) = (Fate::Added, self.bracket(now));
        sheet.ink(Ink { fate, shape });
    }

    /// The options; one that is not among the known has this fate.
    fn offers(&self, bracket: &BracketText, fate: Fate, known: &BTreeSet<String>) -> Vec<Offer> {
        let choices = bracket.choices().iter();
        let offers = choices.map(|choice| {
            let holders = self.holds.on(bracket.id(), choice.id()).iter();
            let holders: BTreeSet<&PartyId> = holders.map(|hold| &hold.party).collect();
            let marks = self
                .marks
                .iter()
                .filter(|mark| holders.contains(&mark.party));
            let marks = marks.map(|mark| (mark.hue, mark.letter.clone(), mark.name.clone()));
            let is_known = fate == Fate::Kept || known.contains(choice.id().as_str());
            Offer {
                fate: if is_known { Fate::Kept } else { fate },
                words: choice.words().in_language(self.language).to_owned(),
                marks: marks.collect(),
            }
        });
        offers.collect()
    }
}

/// The paragraphs as they fill up.
#[derive(Default)]
struct Sheet {
    done: Vec<Vec<Ink>>,
    line: Vec<Ink>,
}

impl Sheet {
    fn words(&mut self, fate: Fate, words: &str) {
        for (at, line) in words.split('\n').enumerate() {
            if at > 0 {
                self.turn();
            }
            if !line.is_empty() {
                let shape = Shape::Words(line.to_owned());
                self.line.push(Ink { fate, shape });
            }
        }
    }

    fn put(&mut self, shape: Shape) {
        let fate = Fate::Kept;
        self.line.push(Ink { fate, shape });
    }

    fn ink(&mut self, ink: Ink) {
        self.line.push(ink);
    }

    fn turn(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.is_empty() {
            self.done.push(line);
        }
    }

    fn done(mut self) -> Setting {
        self.turn();
        Setting {
            paragraphs: self.done,
        }
    }
}

impl Setting {
    /// Whether there are no words.
    pub(crate) fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use text::pasted;

    fn point(words: &str) -> PointText {
        let draft = format!("1. Fish\n\n    {words}");
        let text = pasted(&draft, &Language::english()).unwrap();
        text.points()[0].as_ref().clone()
    }

    #[test]
    fn a_redline_strikes_and_adds_and_never_repeats_what_was_kept() {
        let was = Arc::new(point("The quota is [30 | 40] <boats>."));
        let now = was.retyped("The quota is [40 | 35] ships.", &Language::english());
        let redline = PointRedline::between(&was, &Arc::new(now.unwrap()));
        let (holds, marks, language) = nobody();
        let setter = Setter {
            language: &language,
            holds: &holds,
            marks: &marks,
        };
        let page = setter.redline(&redline).render().unwrap();
        assert!(page.contains("<del>&#60;boats&#62;</del>"), "{page}");
        assert!(page.contains("<ins>ships</ins>"), "{page}");
        assert!(page.contains("<ins>35</ins>"), "{page}");
        assert!(page.contains("<del>30</del>"), "{page}");
        assert_eq!(page.matches("40").count(), 1, "{page}");
    }

    #[test]
    fn a_clean_setting_shows_no_option_of_an_open_bracket() {
        let point = point("The quota is [30 | 40].");
        let (holds, marks, language) = nobody();
        let setter = Setter {
            language: &language,
            holds: &holds,
            marks: &marks,
        };
        let page = setter.clean(&point).render().unwrap();
        assert!(page.contains('…') && !page.contains("30"), "{page}");
    }

    fn nobody() -> (Holds, Marks, Language) {
        (Holds::default(), Marks::default(), Language::english())
    }
}
