//! Points, questions and options as people write them on a line: `7`, `7.2`, `7.2b`, or by name.
//!
//! Invariant: an outline is made of one view, so what is written leads to nothing that its seat may
//! not know.

use case::{BracketId, ChoiceId, Language, PointId, View};
use proceedings::Matter;
use std::collections::BTreeSet;
use text::Place;

/// What stands for an option that this seat's text does not have.
const NO_OPTION: &str = "an option not in this text";

/// What can be written about, in the order of the text.
pub(crate) struct Outline {
    /// The points.
    pub(crate) points: Vec<PointLine>,
}

/// A point.
pub(crate) struct PointLine {
    id: PointId,
    /// How it is written: `7`, or `x1` for the first outside the numbered text.
    pub(crate) number: String,
    /// Its title.
    pub(crate) title: String,
    /// Its open questions.
    pub(crate) brackets: Vec<BracketLine>,
}

/// An open question.
pub(crate) struct BracketLine {
    id: BracketId,
    /// How it is written by number: `7.2`.
    number: String,
    /// How it is written by name: `quota`.
    pub(crate) name: String,
    /// What it asks.
    pub(crate) question: String,
    /// Its options: the letter, the words.
    pub(crate) choices: Vec<ChoiceLine>,
}

/// An option.
pub(crate) struct ChoiceLine {
    id: ChoiceId,
    /// How it is written by letter: `b`.
    letter: String,
    /// How it is written by name: `low`.
    pub(crate) name: String,
    /// Its words.
    pub(crate) words: String,
}

/// Why something written leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum OutlineError {
    /// There is no such point, question or option.
    #[error(
        "`{0}` is no point of this room\n\
             hint: write a point by its number, a question or an option of it by its name"
    )]
    Unknown(String),
}

impl Outline {
    /// What can be written about in a view.
    pub(crate) fn of(view: &View<'_>) -> Self {
        let language = Language::english();
        let mut points: Vec<_> = view.points().map(|seen| seen.item).collect();
        points.sort_by_key(|point| point.number.unwrap_or(u32::MAX));
        let mut outside = 0_u32;
        let lines = points.into_iter().map(|point| {
            let number = point.number.map_or_else(
                || {
                    outside += 1;
                    format!("x{outside}")
                },
                |number| number.to_string(),
            );
            let brackets = view.brackets(point).zip(1_u32..).map(|(seen, at)| {
                let choices = view.choices(seen.item).zip('a'..='z');
                BracketLine {
                    id: seen.item.id.clone(),
                    name: seen.item.id.as_str().to_owned(),
                    number: format!("{number}.{at}"),
                    question: seen.item.question.in_language(&language).to_owned(),
                    choices: choices
                        .map(|(choice, letter)| ChoiceLine {
                            id: choice.item.id.clone(),
                            name: choice.item.id.as_str().to_owned(),
                            letter: letter.to_string(),
                            words: choice.item.text.in_language(&language).to_owned(),
                        })
                        .collect(),
                }
            });
            PointLine {
                id: point.id.clone(),
                brackets: brackets.collect(),
                title: point.title.in_language(&language).to_owned(),
                number,
            }
        });
        Self {
            points: lines.collect(),
        }
    }

    /// What a reference leads to; nothing written is the talks as a whole.
    pub(crate) fn matter(&self, written: &str) -> Result<Matter, OutlineError> {
        let written = written.trim().to_lowercase();
        if written.is_empty() {
            return Ok(Matter::Whole);
        }
        self.found(&written)
            .or_else(|| self.named(&written))
            .ok_or_else(|| OutlineError::Unknown(written.clone()))
    }

    fn found(&self, written: &str) -> Option<Matter> {
        let outside = written.starts_with('x');
        let digits = |c: char| c.is_ascii_digit() || c == '.' || (outside && c == 'x');
        let letter = written.trim_start_matches(digits);
        let number = written.strip_suffix(letter)?;
        let (number, at) = number
            .split_once('.')
            .map_or((number, None), |(number, at)| (number, Some(at)));
        let point = self.points.iter().find(|point| point.number == number)?;
        let bracket = match (at, point.brackets.as_slice()) {
            (Some(at), brackets) => {
                let number = format!("{number}.{at}");
                Some(brackets.iter().find(|bracket| bracket.number == number)?)
            }
            (None, [one]) if !letter.is_empty() => Some(one),
            (None, _) => None,
        };
        match (bracket, letter) {
            (None, "") => Some(Matter::Point(point.id.clone())),
            (None, _) => None,
            (Some(bracket), "") => Some(Matter::Bracket(bracket.id.clone())),
            (Some(bracket), letter) => {
                let choice = bracket.choices.iter().find(|one| one.letter == letter)?;
                Some(Matter::Choice(bracket.id.clone(), choice.id.clone()))
            }
        }
    }

    /// A question by its name, or an option by the names of both.
    fn named(&self, written: &str) -> Option<Matter> {
        let (name, option) = written
            .split_once(' ')
            .map_or((written, None), |(name, option)| {
                (name, Some(option.trim()))
            });
        let mut all = self.points.iter().flat_map(|point| &point.brackets);
        let bracket = all.find(|bracket| bracket.name.eq_ignore_ascii_case(name))?;
        let Some(option) = option else {
            return Some(Matter::Bracket(bracket.id.clone()));
        };
        let mut choices = bracket.choices.iter();
        let choice = choices.find(|choice| choice.name.eq_ignore_ascii_case(option))?;
        Some(Matter::Choice(bracket.id.clone(), choice.id.clone()))
    }

    /// The points of a list such as `4, 7`.
    pub(crate) fn points(&self, written: &str) -> Result<BTreeSet<PointId>, OutlineError> {
        let parts = written.split([',', ';', ' ']);
        let parts = parts.map(str::trim).filter(|part| !part.is_empty());
        let each = parts.map(|part| match self.matter(part)? {
            Matter::Point(point) => Ok(point),
            Matter::Whole | Matter::Bracket(_) | Matter::Choice(..) => {
                Err(OutlineError::Unknown(part.to_owned()))
            }
        });
        each.collect()
    }

    /// A point in words: `7 Patrols`.
    pub(crate) fn point_words(&self, id: &PointId) -> String {
        let found = self.points.iter().find(|point| point.id == *id);
        found.map_or_else(
            || "a point not in this text".to_owned(),
            |point| format!("{} {}", point.number, point.title),
        )
    }

    /// Points in words.
    pub(crate) fn points_words(&self, ids: &BTreeSet<PointId>) -> Vec<String> {
        ids.iter().map(|id| self.point_words(id)).collect()
    }

    /// A matter in words: `4.2 Season`.
    pub(crate) fn words(&self, matter: &Matter) -> String {
        match matter {
            Matter::Whole => "the talks as a whole".to_owned(),
            Matter::Point(point) => self.point_words(point),
            Matter::Bracket(id) => self.bracket(id).map_or_else(
                || "a question not in this text".to_owned(),
                |(point, bracket)| format!("{} {}", point.number, bracket.question),
            ),
            Matter::Choice(id, choice) => self.bracket(id).map_or_else(
                || NO_OPTION.to_owned(),
                |(point, bracket)| {
                    let words = self.choice_words(id, choice);
                    format!("{} {}: {words}", point.number, bracket.question)
                },
            ),
        }
    }

    /// An option in words, without its question.
    pub(crate) fn choice_words(&self, id: &BracketId, choice: &ChoiceId) -> String {
        let found = self.bracket(id).and_then(|(_, bracket)| {
            let choice = bracket.choices.iter().find(|one| one.id == *choice)?;
            Some(choice.words.to_string())
        });
        found.unwrap_or_else(|| NO_OPTION.to_owned())
    }

    /// A place in words.
    pub(crate) fn place_words(&self, place: &Place) -> String {
        match place {
            Place::Point(point) => self.words(&Matter::Point(point.clone())),
            Place::Bracket(bracket) => self.words(&Matter::Bracket(bracket.clone())),
        }
    }

    fn bracket(&self, id: &BracketId) -> Option<(&PointLine, &BracketLine)> {
        let mut all = self.points.iter().flat_map(|point| {
            let brackets = point.brackets.iter();
            brackets.map(move |bracket| (point, bracket))
        });
        all.find(|(_, bracket)| bracket.id == *id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use disclosure::Seat;

    fn outline() -> Outline {
        Outline::of(&crate::trial::fjord().seen_from(Seat::Mediator))
    }

    #[test]
    fn every_point_question_and_option_is_found_by_what_the_outline_shows_for_it() {
        let outline = outline();
        let mut options = 0;
        for point in &outline.points {
            let matter = outline.matter(&point.number).unwrap();
            assert_eq!(matter, Matter::Point(point.id.clone()));
            for bracket in &point.brackets {
                let matter = outline.matter(&bracket.number).unwrap();
                assert_eq!(matter, Matter::Bracket(bracket.id.clone()));
                for choice in &bracket.choices {
                    let written = format!("{}{}", bracket.number, choice.letter.to_uppercase());
                    let wanted = Matter::Choice(bracket.id.clone(), choice.id.clone());
                    assert_eq!(outline.matter(&written), Ok(wanted));
                    let written = format!("{} {}", bracket.name, choice.name.to_uppercase());
                    let wanted = Matter::Choice(bracket.id.clone(), choice.id.clone());
                    assert_eq!(outline.matter(&written), Ok(wanted));
                    options += 1;
                }
            }
        }
        assert!(options > 5, "{options}");
    }

    #[test]
    fn what_is_no_point_leads_nowhere_and_says_how_to_write_one() {
        let outline = outline();
        for written in ["99", "1.99", "7.", "b", "1é", "١", "1.1zz", ".", "x9"] {
            assert!(outline.matter(written).is_err(), "{written}");
        }
        assert_eq!(outline.matter("  "), Ok(Matter::Whole));
    }

    #[test]
    fn a_list_of_points_is_read_with_any_separator_and_takes_no_question() {
        let outline = outline();
        let (one, two) = (&outline.points[0], &outline.points[1]);
        let found = outline.points(&format!("{}, {}", two.number, one.number));
        assert_eq!(found.unwrap(), [one.id.clone(), two.id.clone()].into());
        assert!(outline.points("1.1").is_err());
    }
}
