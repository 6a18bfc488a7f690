//! What was said of a point in the rooms this seat may enter: confidences by class, read-backs,
//! criticism, initials, and the ambiguities that are left on purpose.

use super::super::back::Back;
use super::super::phrase::direction;
use super::questions::class_words;
use crate::address;
use crate::mark::Marks;
use crate::seated::Seated;
use crate::world;
use case::{ChoiceId, Language, VerbalGrade};
use disclosure::{PartyId, ReleaseClass, Seat};
use proceedings::{Confidence, EventId, Hand, Matter, Named, Sitting, Told};
use std::collections::BTreeMap;
use text::{BracketText, Judgement, Place, PointText};

/// What was said of a point.
pub(super) struct Said {
    pub(super) confidences: Vec<Class>,
    pub(super) readings: Vec<Reading>,
    pub(super) criticisms: Vec<Line>,
    /// Who put initials or a signature to the point.
    pub(super) hands: Vec<Line>,
    pub(super) left_open: Vec<LeftOpen>,
    pub(super) differ: usize,
}

/// Confidences of one release class.
pub(super) struct Class {
    pub(super) name: &'static str,
    pub(super) words: String,
    pub(super) lines: Vec<Line>,
}

/// Something said.
pub(super) struct Line {
    pub(super) hue: &'static str,
    pub(super) letter: String,
    pub(super) by: String,
    pub(super) words: String,
    /// How it is taken back, by whoever may.
    pub(super) back: Option<Back>,
}

/// What a party understands the point to mean.
pub(super) struct Reading {
    pub(super) id: String,
    pub(super) room: String,
    pub(super) line: Line,
    pub(super) verdict: String,
    pub(super) differs: bool,
}

/// An ambiguity that is left on purpose.
pub(super) struct LeftOpen {
    pub(super) id: String,
    pub(super) words: String,
    pub(super) tag: String,
    pub(super) direction: &'static str,
    pub(super) why: String,
    /// Whether the words are still in the text: where they are not, they excuse nothing.
    pub(super) stands: bool,
}

impl Said {
    pub(super) fn of(seated: &Seated, point: &PointText) -> Self {
        let (sitting, marks) = (seated.sitting(), seated.marks());
        let rooms: Vec<PartyId> = sitting.rooms().map(|(party, _)| party).collect();
        let readings: Vec<Reading> = rooms
            .iter()
            .flat_map(|party| readings(seated, &sitting, (&marks, party, point)))
            .collect();
        let criticisms = rooms.iter().flat_map(|party| {
            let all = sitting
                .criticisms(party)
                .filter(|kept| touches(&kept.what.place, point));
            let lines = all.map(|kept| {
                let by = format!(
                    "on draft {}, {}",
                    kept.what.against.number(),
                    world::day_words(kept.at)
                );
                let line = line(&marks, party, (by, kept.what.words.as_str().to_owned()));
                line.taken_back(seated, (party, kept.id), point)
            });
            lines.collect::<Vec<_>>()
        });
        Self {
            confidences: confidences(&sitting, &marks, (&rooms, point)),
            criticisms: criticisms.collect(),
            hands: hands(seated, &marks, (&rooms, point)),
            left_open: left_open(&sitting, point),
            differ: readings.iter().filter(|reading| reading.differs).count(),
            readings,
        }
    }
}

/// The hands that were put to the point, each on the draft it was put to.
fn hands(seated: &Seated, marks: &Marks, of: (&[PartyId], &PointText)) -> Vec<Line> {
    let (rooms, point) = of;
    let sitting = seated.sitting();
    let lines = rooms.iter().flat_map(|party| {
        let all = sitting.endorsements(party);
        let here = all.filter(|kept| kept.what.point == *point.id());
        here.map(|kept| {
            let what = match kept.what.hand {
                Hand::Initialled => "initials",
                Hand::Signed => "signature",
            };
            let draft = kept.what.against.number();
            let by = format!("{what} on draft {draft}, {}", world::day_words(kept.at));
            let words = match sitting.is_hand_overtaken(kept) {
                true => "To other words than stand here now: it counts no longer.",
                false => "",
            };
            let line = line(marks, party, (by, words.to_owned()));
            line.taken_back(seated, (party, kept.id), point)
        })
        .collect::<Vec<_>>()
    });
    lines.collect()
}

fn line(marks: &Marks, party: &PartyId, said: (String, String)) -> Line {
    let mark = marks.party(party);
    let (by, words) = said;
    Line {
        hue: crate::frame::hue(mark),
        letter: mark.map_or_else(String::new, |mark| mark.letter.clone()),
        by: format!("{}, {by}", marks.name(party)),
        words,
        back: None,
    }
}

impl Line {
    /// The same, with the form that takes it back where this seat may.
    fn taken_back(self, seated: &Seated, entry: (&PartyId, EventId), point: &PointText) -> Self {
        let page = format!("point/{}", address::key("point", point.id().as_str()));
        let back = Back::of(seated, entry, &page);
        Self { back, ..self }
    }
}

fn touches(place: &Place, point: &PointText) -> bool {
    match place {
        Place::Point(id) => id == point.id(),
        Place::Bracket(id) => point.bracket(id).is_some(),
    }
}

fn readings(
    seated: &Seated,
    sitting: &Sitting<'_>,
    of: (&Marks, &PartyId, &PointText),
) -> Vec<Reading> {
    let (marks, party, point) = of;
    let judged = sitting.readings();
    let is_team = *seated.seat() == Seat::Mediator;
    let mut last = sitting.read_backs(party).rev();
    let last = last.find(|kept| touches(&kept.what.place, point));
    let read = last.map(|kept| {
        let judgement = judged
            .as_ref()
            .and_then(|judged| judged.of(&kept.what.place, party));
        let (verdict, differs) = match judgement.map(|read| &read.judgement) {
            Some(Judgement::Same) => (
                "You found it to mean what the others take it to mean.".to_owned(),
                false,
            ),
            Some(Judgement::Differs(how)) => (format!("It differs: {how}"), true),
            Some(Judgement::Open) | None if is_team => ("Not judged yet.".to_owned(), false),
            Some(Judgement::Open) | None => (String::new(), false),
        };
        let by = format!(
            "on draft {}, {}",
            kept.what.against.number(),
            world::day_words(kept.at)
        );
        Reading {
            id: kept.id.to_string(),
            room: party.to_string(),
            line: line(marks, party, (by, kept.what.words.as_str().to_owned())).taken_back(
                seated,
                (party, kept.id),
                point,
            ),
            verdict,
            differs,
        }
    });
    read.into_iter().collect()
}

fn confidences(sitting: &Sitting<'_>, marks: &Marks, of: (&[PartyId], &PointText)) -> Vec<Class> {
    let (rooms, point) = of;
    let classes = ReleaseClass::ALL.iter().map(|(class, name)| {
        let items = rooms.iter().flat_map(|party| {
            let items = sitting
                .items(party)
                .filter(|item| item.reach.class == *class && about(&item.told.what, point));
            let lines = items.map(|item| {
                let by = world::day_words(item.told.at);
                line(marks, party, (by, told_words(&item.told.what.told, point)))
            });
            lines.collect::<Vec<_>>()
        });
        Class {
            name,
            words: class_words(*class),
            lines: items.collect(),
        }
    });
    classes.filter(|class| !class.lines.is_empty()).collect()
}

fn about(told: &Confidence, point: &PointText) -> bool {
    if let Told::Preferences(all) = &told.told {
        return all.keys().any(|bracket| point.bracket(bracket).is_some());
    }
    match &told.matter {
        Matter::Whole => false,
        Matter::Point(id) => id == point.id(),
        Matter::Bracket(id) | Matter::Choice(id, _) => point.bracket(id).is_some(),
    }
}

/// What was told, in words.
fn told_words(told: &Told, point: &PointText) -> String {
    match told {
        Told::Said(telling, words) => format!("{}: {}", telling.name(), words.as_str()),
        Told::RedLine {
            firmness, words, ..
        } => {
            format!("{}: {}", firmness.name(), words.as_str())
        }
        Told::Grades(grades) => graded(grades, point.brackets()),
        Told::Preferences(all) => {
            let lines = all.iter().filter_map(|(bracket, grades)| {
                let bracket = point.bracket(bracket)?;
                Some(graded(grades, std::slice::from_ref(bracket)))
            });
            lines.collect::<Vec<_>>().join("; ")
        }
        Told::Figures(_) => "weights and values, on the page Packages".to_owned(),
        Told::Valued(_) => "a comparison, on the page Packages".to_owned(),
    }
}

/// Words on options of a point, each option with its word.
fn graded(grades: &BTreeMap<ChoiceId, VerbalGrade>, brackets: &[BracketText]) -> String {
    let language = Language::english();
    let named = grades.iter().map(|(choice, grade)| {
        let mut found = brackets.iter().filter_map(|bracket| bracket.choice(choice));
        let words = found.next();
        let words = words.map_or("an option", |choice| choice.words().in_language(&language));
        format!("{words}: {}", grade.name())
    });
    named.collect::<Vec<_>>().join("; ")
}

fn left_open(sitting: &Sitting<'_>, point: &PointText) -> Vec<LeftOpen> {
    let all = sitting.register().into_iter();
    let here = all.filter(|(_, left)| touches(&left.place, point));
    let text = sitting.text();
    let lines = here.map(|(id, left)| LeftOpen {
        id: id.to_string(),
        stands: text.is_some_and(|text| left.stands_in(text)),
        tag: left.language.tag().to_owned(),
        direction: direction(&left.language),
        words: left.words,
        why: format!(
            "{}. To be looked at again on {}.",
            left.why.trim_end_matches('.'),
            world::civil_day_words(&left.review.to_string())
        ),
    });
    lines.collect()
}
