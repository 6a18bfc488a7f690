//! Told items as cards: what was told, about what, and how far it may travel, in words.

use crate::address;
use crate::mark::Marks;
use crate::page::back::Back;
use crate::page::here::{listed, seats_words};
use crate::page::outline::Outline;
use crate::page::valued::valued_words;
use crate::world;
use case::{BracketId, ChoiceId, Firmness, VerbalGrade};
use disclosure::{ReleaseClass, Seat};
use proceedings::{Confidence, Item, Matter, Named, Reach, Stance, StanceWhat, Telling, Told};
use std::collections::BTreeMap;
use text::Place;

/// A told item.
pub(crate) struct ItemCard {
    pub(crate) id: String,
    pub(crate) class: &'static str,
    pub(crate) glyph: &'static str,
    pub(crate) travels: String,
    pub(crate) kind: &'static str,
    pub(crate) about: String,
    pub(crate) words: String,
    pub(crate) more: Vec<String>,
    pub(crate) by: String,
    pub(crate) changes: Vec<String>,
    pub(crate) choices: ReachChoices,
    /// Whether it can be destroyed: what came with the case file stands there too.
    pub(crate) can_go: bool,
    /// How it is taken back, by whoever may.
    pub(crate) back: Option<Back>,
}

/// The classes and recipients that a form offers.
#[derive(Default)]
pub(crate) struct ReachChoices {
    /// Name, words, whether chosen.
    pub(crate) classes: Vec<(&'static str, &'static str, bool)>,
    /// Key, name, whether chosen, whether without its source.
    pub(crate) to: Vec<(String, String, bool, bool)>,
}

impl ItemCard {
    /// A told item as a seat reads it; `others` are the seats it may be carried to.
    pub(crate) fn of(item: &Item<'_>, outline: &Outline, marks: &Marks, others: &[Seat]) -> Self {
        let (kind, words, more) = told_words(&item.told.what, outline);
        let class = item.reach.class;
        let at = world::moment_words(item.told.at);
        let written = || match item.brought {
            Some(_) => format!("came with the case file, {at}"),
            None => format!("written by {}, {at}", marks.name(&item.owner)),
        };
        let by = item.told.word.as_ref().map_or_else(written, |word| {
            let on = world::civil_day_words(&word.on.to_string());
            format!("{} said so on {on}, taken down {at}", word.said_by.as_str())
        });
        let changes = item.changes.iter().map(|change| {
            format!(
                "{} {}",
                world::moment_words(change.at),
                travels(&change.what.reach, marks.name(&item.owner), marks)
            )
        });
        Self {
            id: item.told.id.to_string(),
            class: class.name(),
            glyph: class_glyph(class),
            travels: travels(item.reach, marks.name(&item.owner), marks),
            kind,
            about: match &item.told.what.matter {
                Matter::Whole => String::new(),
                matter @ (Matter::Point(_) | Matter::Bracket(_) | Matter::Choice(..)) => {
                    outline.words(matter)
                }
            },
            words,
            more,
            by,
            changes: changes.collect(),
            choices: ReachChoices::of(item.reach, others, marks),
            can_go: item.brought.is_none(),
            back: None,
        }
    }
}

impl ItemCard {
    /// All the words on it that somebody may look for.
    pub(crate) fn all_words(&self) -> Vec<&str> {
        let words = [self.kind, self.about.as_str(), self.words.as_str()];
        let more = self.more.iter().map(String::as_str);
        words.into_iter().chain(more).collect()
    }

    /// Where a party stands, or what was taken down of a meeting, as a told item is shown.
    pub(crate) fn of_stance(
        stance: &Stance<'_>,
        outline: &Outline,
        marks: &Marks,
        others: &[Seat],
    ) -> Self {
        let owner = marks.name(&stance.owner);
        let (kind, about, words, more) = stance_words(stance.what, outline);
        let at = world::moment_words(stance.at);
        let by = stance.word.map_or_else(
            || format!("taken down {at}"),
            |word| {
                let on = world::civil_day_words(&word.on.to_string());
                format!("{} said so on {on}, taken down {at}", word.said_by.as_str())
            },
        );
        let changes = stance.changes.iter().map(|change| {
            let at = world::moment_words(change.at);
            format!("{at} {}", travels(&change.what.reach, owner, marks))
        });
        let class = stance.reach.class;
        Self {
            id: stance.id.to_string(),
            class: class.name(),
            glyph: class_glyph(class),
            travels: travels(stance.reach, owner, marks),
            kind,
            about,
            words,
            more,
            by,
            changes: changes.collect(),
            can_go: false,
            back: None,
            choices: ReachChoices::of(stance.reach, others, marks),
        }
    }
}

/// A stance in words: its kind, what it is about, what it says, and what more.
fn stance_words(
    what: StanceWhat<'_>,
    outline: &Outline,
) -> (&'static str, String, String, Vec<String>) {
    match what {
        StanceWhat::Stated(position) => {
            let behind = match (&position.place, &position.holds) {
                (Place::Bracket(bracket), Some(choice)) => {
                    format!(", behind “{}”", outline.choice_words(bracket, choice))
                }
                (Place::Bracket(_) | Place::Point(_), _) => String::new(),
            };
            let condition = position.condition.iter();
            let condition = condition.map(|words| format!("on condition that {}", words.as_str()));
            let more = position.words.iter().map(|words| words.as_str().to_owned());
            (
                "Status",
                outline.place_words(&position.place),
                format!("{}{behind}", position.status.name()),
                more.chain(condition).collect(),
            )
        }
        StanceWhat::Said(words) => (
            "Said in the room",
            String::new(),
            words.as_str().to_owned(),
            Vec::new(),
        ),
        StanceWhat::Minutes(met, minutes) => (
            "Minutes",
            format!(
                "{}, {}",
                met.format.as_str(),
                world::civil_day_words(&met.date.to_string())
            ),
            minutes.words.as_str().to_owned(),
            Vec::new(),
        ),
    }
}

impl ReachChoices {
    /// What a form offers, with what is so now chosen.
    pub(crate) fn of(reach: &Reach, others: &[Seat], marks: &Marks) -> Self {
        let classes = ReleaseClass::ALL.iter();
        let classes =
            classes.map(|(class, name)| (*name, class_words(*class), *class == reach.class));
        let to = others.iter().filter_map(|seat| {
            let party = seat.party()?;
            let name = marks.name(party).to_owned();
            let unnamed = reach.unnamed.contains(seat);
            Some((seat_key(seat)?, name, reach.to.contains(seat), unnamed))
        });
        Self {
            classes: classes.collect(),
            to: to.collect(),
        }
    }
}

/// The key that stands for a seat in a form.
pub(crate) fn seat_key(seat: &Seat) -> Option<String> {
    let party = seat.party()?;
    Some(address::key("seat", party.as_str()))
}

/// The margin mark of a class.
pub(crate) const fn class_glyph(class: ReleaseClass) -> &'static str {
    match class {
        ReleaseClass::Sealed => "▮",
        ReleaseClass::Shape => "▯",
        ReleaseClass::Unattributed => "◌",
        ReleaseClass::Attributed => "○",
        ReleaseClass::Public => "◎",
    }
}

/// The mark of what is not for everybody, wherever it appears; nothing on what is.
pub(crate) const fn guard(class: ReleaseClass) -> &'static str {
    match class {
        ReleaseClass::Sealed => "▮ sealed",
        ReleaseClass::Shape => "▯ shape",
        ReleaseClass::Unattributed => "◌ unattributed",
        ReleaseClass::Attributed => "○ attributed",
        ReleaseClass::Public => "",
    }
}

/// What something is taken for that was made from items of which this is the strictest class;
/// nothing where all of them are for everybody.
pub(crate) fn made_from(what: &str, class: ReleaseClass) -> String {
    match class {
        ReleaseClass::Public => String::new(),
        ReleaseClass::Sealed
        | ReleaseClass::Shape
        | ReleaseClass::Unattributed
        | ReleaseClass::Attributed => format!(
            "{what} rests on items of which the strictest is {} {}: whoever sees it may ask what \
             it was made from.",
            class_glyph(class),
            class.name()
        ),
    }
}

/// A class where one is chosen.
pub(crate) const fn class_words(class: ReleaseClass) -> &'static str {
    match class {
        ReleaseClass::Sealed => "▮ sealed: for the owner and the mediation team only",
        ReleaseClass::Shape => "▯ shape: may shape proposals, is never quoted",
        ReleaseClass::Unattributed => "◌ unattributed: may be carried without its source",
        ReleaseClass::Attributed => "○ attributed: may be carried with its source",
        ReleaseClass::Public => "◎ public: for everybody",
    }
}

/// How far an item may travel, as a sentence says it.
pub(crate) fn travels(reach: &Reach, owner: &str, marks: &Marks) -> String {
    let words = |seats: Vec<Seat>| {
        if seats.is_empty() {
            "nobody yet: no recipient is named".to_owned()
        } else {
            seats_words(&seats, marks)
        }
    };
    let (unnamed, named): (Vec<Seat>, Vec<Seat>) = reach
        .to
        .iter()
        .cloned()
        .partition(|seat| reach.unnamed.contains(seat));
    if reach.class == ReleaseClass::Attributed && !unnamed.is_empty() {
        let (named, unnamed) = (words(named), words(unnamed));
        return format!(
            "may be carried as {owner}’s to {named}, and without its source to {unnamed}"
        );
    }
    let to = words(reach.to.iter().cloned().collect());
    match reach.class {
        ReleaseClass::Sealed => format!("sealed: {owner} and the mediation team only"),
        ReleaseClass::Shape => "may shape proposals, and is never quoted".to_owned(),
        ReleaseClass::Unattributed => format!("may be carried without its source to {to}"),
        ReleaseClass::Attributed => format!("may be carried as {owner}’s to {to}"),
        ReleaseClass::Public => "public".to_owned(),
    }
}

/// What was told: what kind of thing, the words, and what more it says.
fn told_words(confidence: &Confidence, outline: &Outline) -> (&'static str, String, Vec<String>) {
    match &confidence.told {
        Told::Said(telling, words) => (
            telling_words(*telling),
            words.as_str().to_owned(),
            Vec::new(),
        ),
        Told::RedLine {
            firmness,
            words,
            never,
        } => {
            let never = never.iter().map(|condition| {
                let parts = condition.parts().iter().map(|(bracket, choices)| {
                    let each = choices.iter().map(|choice| {
                        outline.words(&Matter::Choice(bracket.clone(), choice.clone()))
                    });
                    each.collect::<Vec<_>>().join(" or ")
                });
                format!("never together: {}", parts.collect::<Vec<_>>().join("; "))
            });
            let kind = match firmness {
                Firmness::RedLine => "Red line",
                Firmness::Demand => "Demand",
            };
            (kind, words.as_str().to_owned(), never.collect())
        }
        Told::Grades(grades) => {
            let lines = match &confidence.matter {
                Matter::Bracket(bracket) => grade_lines(grades, bracket, outline),
                Matter::Whole | Matter::Point(_) | Matter::Choice(..) => Vec::new(),
            };
            ("Preference in words", String::new(), lines)
        }
        Told::Preferences(all) => {
            let lines = all.iter();
            let lines = lines.flat_map(|(bracket, grades)| placed_lines(grades, bracket, outline));
            ("Preferences in words", String::new(), lines.collect())
        }
        Told::Figures(figures) => {
            let values: usize = figures.values.values().map(|values| values.len()).sum();
            let words = format!(
                "Weights on {} questions and values on {values} options",
                figures.weights.len()
            );
            ("Figures", words, Vec::new())
        }
        Told::Valued(valuation) => ("Comparison", valued_words(valuation, outline), Vec::new()),
    }
}

/// Preferences in words on one of several questions, each line with its question.
fn placed_lines(
    grades: &BTreeMap<ChoiceId, VerbalGrade>,
    bracket: &BracketId,
    outline: &Outline,
) -> Vec<String> {
    let place = outline.words(&Matter::Bracket(bracket.clone()));
    if grades.is_empty() {
        return vec![format!("{place}: nothing any more")];
    }
    let lines = grade_lines(grades, bracket, outline).into_iter();
    lines.map(|line| format!("{place}: {line}")).collect()
}

/// Preferences in words: each grade with its options, the strongest first.
fn grade_lines(
    grades: &BTreeMap<ChoiceId, VerbalGrade>,
    bracket: &BracketId,
    outline: &Outline,
) -> Vec<String> {
    let mut by_grade: BTreeMap<VerbalGrade, Vec<String>> = BTreeMap::new();
    for (choice, grade) in grades {
        let words = outline.choice_words(bracket, choice);
        by_grade.entry(*grade).or_default().push(words);
    }
    let lines = by_grade.into_iter().rev();
    lines
        .map(|(grade, words)| format!("{}: {}", grade.name(), listed(&words)))
        .collect()
}

const fn telling_words(telling: Telling) -> &'static str {
    match telling {
        Telling::Position => "Position",
        Telling::Interest => "Interest",
        Telling::Need => "Need",
        Telling::Fact => "Fact",
    }
}
