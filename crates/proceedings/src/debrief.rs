//! The short lines of a debrief, read into what they become in the party's room.
//!
//! ```text
//! 4 quota: not above 40 000 t        a position on the bracket `quota` of point 4
//! rl 4 quota: never above 60 000 t   a red line; `demand`, `need`, `int` and `fact` likewise
//! quota = acceptable: if it is short a status, with a condition in words
//! quota low = would like             a preference in words on an option
//! ask 4: who counts the catch        an ask; `offer` likewise
//! they were tired                    a position on the talks as a whole
//! ```
//!
//! A status or a preference may be cut short as long as it is clear: `acc`, `agr`, `must`.
//!
//! Invariant: what a line becomes is sealed; only its owner lets it travel further.

use crate::{
    Confidence, Filing, Matter, Message, MessageKind, Named, Position, Reach, Telling, Told, Words,
    WordsError,
};
use case::{Bracket, Firmness, Point, Status, VerbalGrade, View};
use std::collections::BTreeMap;
use text::Place;

/// Why a line is not clear; it is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Nothing is called so.
    #[error(
        "no point, bracket or option here is called `{0}`\n\
             hint: begin with a point's number or a bracket's name, or leave the colon out"
    )]
    UnknownPlace(String),
    /// No status and no preference is called so.
    #[error(
        "`{0}` is no status and no preference, or could be several\n\
             hint: write `acceptable`, `rejected`, `agreed`, `must have`, `never` and so on"
    )]
    UnknownStatus(String),
    /// A status of nothing.
    #[error(
        "a status is of a point or a bracket, a preference of an option\n\
             hint: name it before the `=`"
    )]
    NoPlace,
    /// A preference on no option.
    #[error(
        "a preference in words is of one option of a bracket\n\
             hint: name the bracket and the option before the `=`"
    )]
    NoOption,
    /// The words are not taken.
    #[error(transparent)]
    Words(#[from] WordsError),
}

/// How a line begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Telling(Telling),
    RedLine(Firmness),
    Message(MessageKind),
}

const STARTS: [(&str, Start); 8] = [
    ("rl", Start::RedLine(Firmness::RedLine)),
    ("demand", Start::RedLine(Firmness::Demand)),
    ("need", Start::Telling(Telling::Need)),
    ("int", Start::Telling(Telling::Interest)),
    ("fact", Start::Telling(Telling::Fact)),
    ("pos", Start::Telling(Telling::Position)),
    ("ask", Start::Message(MessageKind::Ask)),
    ("offer", Start::Message(MessageKind::Offer)),
];

/// The most words that a name before a colon may have.
const NAME_WORDS_MAX: usize = 3;

/// What a line becomes, against the points and brackets of a view.
///
/// # Errors
/// Why the line is not clear.
pub fn parse(line: &str, view: &View<'_>) -> Result<Filing, LineError> {
    let line = line.trim();
    if let Some((place, judged)) = line.split_once('=') {
        return judgement(place.trim(), judged.trim(), view);
    }
    let first = line.split_whitespace().next().unwrap_or_default();
    let start = STARTS
        .iter()
        .find(|(word, _)| first.eq_ignore_ascii_case(word));
    let rest = match start {
        Some(_) => line.get(first.len()..).unwrap_or_default().trim(),
        None => line,
    };
    let (matter, words) = match rest.split_once(':') {
        Some((place, words)) => match matter(place.trim(), view) {
            Some(matter) => (matter, words),
            None if place.split_whitespace().count() <= NAME_WORDS_MAX => {
                return Err(LineError::UnknownPlace(place.trim().to_owned()));
            }
            None => (Matter::Whole, rest),
        },
        None => (Matter::Whole, rest),
    };
    let words = Words::new(words)?;
    let start = start.map_or(Start::Telling(Telling::Position), |(_, start)| *start);
    let told = match start {
        Start::Telling(telling) => Told::Said(telling, words),
        Start::RedLine(firmness) => Told::RedLine {
            firmness,
            words,
            never: None,
        },
        Start::Message(kind) => {
            let mut message = Message::plain(words);
            message.kind = kind;
            message.about = points(&matter, view)
                .into_iter()
                .map(|p| p.id.clone())
                .collect();
            return Ok(Filing::Said(message));
        }
    };
    let reach = Reach::sealed();
    Ok(Filing::Told(Confidence {
        matter,
        told,
        reach,
    }))
}

/// A status of a point or a bracket, or a preference on an option.
fn judgement(place: &str, judged: &str, view: &View<'_>) -> Result<Filing, LineError> {
    let (name, words) = match judged.split_once(':') {
        Some((name, words)) => (name.trim(), Some(words)),
        None => (judged, None),
    };
    let unknown = || LineError::UnknownStatus(name.to_owned());
    let found = match (meant::<Status>(name), meant::<VerbalGrade>(name)) {
        (Some(status), None) => Ok(status),
        (None, Some(grade)) => Err(grade),
        (Some(_), Some(_)) | (None, None) => return Err(unknown()),
    };
    if place.is_empty() {
        return Err(LineError::NoPlace);
    }
    let matter = matter(place, view).ok_or_else(|| LineError::UnknownPlace(place.to_owned()))?;
    let words = words.map(Words::new).transpose()?;
    let reach = Reach::sealed();
    match (found, matter) {
        (Ok(status), matter) => {
            let (place, holds) = match matter {
                Matter::Whole => return Err(LineError::NoPlace),
                Matter::Point(point) => (Place::Point(point), None),
                Matter::Bracket(bracket) => (Place::Bracket(bracket), None),
                Matter::Choice(bracket, choice) => (Place::Bracket(bracket), Some(choice)),
            };
            Ok(Filing::Stated(Position {
                against: None,
                place,
                status,
                holds,
                words: None,
                condition: words,
                conditional_on: std::collections::BTreeSet::new(),
                reach,
            }))
        }
        (Err(grade), Matter::Choice(bracket, choice)) => Ok(Filing::Told(Confidence {
            matter: Matter::Bracket(bracket),
            told: Told::Grades(BTreeMap::from([(choice, grade)])),
            reach,
        })),
        (Err(_), Matter::Whole | Matter::Point(_) | Matter::Bracket(_)) => Err(LineError::NoOption),
    }
}

/// The member of a closed set that a name, or the clear beginning of one, stands for.
fn meant<T: Named>(name: &str) -> Option<T> {
    let name = name.to_lowercase();
    if let Some(whole) = T::of_name(&name) {
        return Some(whole);
    }
    let mut found = T::ALL.iter().filter(|(_, each)| each.starts_with(&name));
    match (found.next(), found.next()) {
        (Some((member, _)), None) if !name.is_empty() => Some(*member),
        (Some(_) | None, _) => None,
    }
}

/// What a name before a colon or an equals sign stands for.
fn matter(name: &str, view: &View<'_>) -> Option<Matter> {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [one] => match (point(one, view), bracket(one, None, view)) {
            (Some(point), _) => Some(Matter::Point(point.id.clone())),
            (None, Some(bracket)) => Some(Matter::Bracket(bracket.id.clone())),
            (None, None) => None,
        },
        [first, second] => match point(first, view) {
            Some(point) => {
                let bracket = bracket(second, Some(point), view)?;
                Some(Matter::Bracket(bracket.id.clone()))
            }
            None => choice(bracket(first, None, view)?, second, view),
        },
        [first, second, third] => {
            let point = point(first, view)?;
            choice(bracket(second, Some(point), view)?, third, view)
        }
        _ => None,
    }
}

fn point<'a>(name: &str, view: &View<'a>) -> Option<&'a Point> {
    let number = name.parse().ok();
    let mut points = view.points().map(|seen| seen.item);
    points.find(|point| {
        let is_number = number.is_some() && point.number == number;
        is_number || point.id.as_str().eq_ignore_ascii_case(name)
    })
}

fn bracket<'a>(name: &str, of: Option<&'a Point>, view: &View<'a>) -> Option<&'a Bracket> {
    let points = view.points().map(|seen| seen.item);
    let points = points.filter(|point| of.is_none_or(|of| of.id == point.id));
    let mut brackets = points.flat_map(|point| view.brackets(point).map(|seen| seen.item));
    brackets.find(|bracket| bracket.id.as_str().eq_ignore_ascii_case(name))
}

fn choice(bracket: &Bracket, name: &str, view: &View<'_>) -> Option<Matter> {
    let choices = bracket.choices.iter();
    let mut seen = choices.filter_map(|held| held.seen_from(view.seat()));
    let found = seen.find(|seen| seen.item.id.as_str().eq_ignore_ascii_case(name))?;
    Some(Matter::Choice(bracket.id.clone(), found.item.id.clone()))
}

/// The points that a matter belongs to.
fn points<'a>(matter: &Matter, view: &View<'a>) -> Option<&'a Point> {
    let mut points = view.points().map(|seen| seen.item);
    points.find(|point| match matter {
        Matter::Whole => false,
        Matter::Point(id) => point.id == *id,
        Matter::Bracket(id) | Matter::Choice(id, _) => {
            view.brackets(point).any(|seen| seen.item.id == *id)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fjord;
    use case::{BracketId, ChoiceId, PointId};
    use disclosure::{ReleaseClass, Seat};

    fn parsed(line: &str) -> Result<Filing, LineError> {
        let case = fjord::case();
        parse(line, &case.seen_from(Seat::Mediator))
    }

    fn told(line: &str) -> Confidence {
        match parsed(line) {
            Ok(Filing::Told(told)) => told,
            Ok(Filing::Stated(_) | Filing::Said(_)) | Err(_) => panic!("not told: {line}"),
        }
    }

    fn quota() -> BracketId {
        BracketId::new("quota")
    }

    #[test]
    fn a_plain_line_is_a_sealed_position_on_the_place_it_names() {
        let item = told("4 quota: not above 40 000 t");
        assert!(item.matter == Matter::Bracket(quota()));
        let words = Words::new("not above 40 000 t").unwrap();
        assert!(item.told == Told::Said(Telling::Position, words));
        assert_eq!(item.reach.class, ReleaseClass::Sealed);
        assert!(told("they were tired").matter == Matter::Whole);
        assert!(told("4: too long").matter == Matter::Point(PointId::new("fish")));
    }

    #[test]
    fn a_red_line_an_interest_and_a_preference_are_what_their_lines_say() {
        let line = told("rl quota high: never");
        assert!(line.matter == Matter::Choice(quota(), ChoiceId::new("high")));
        assert!(matches!(
            line.told,
            Told::RedLine {
                firmness: Firmness::RedLine,
                ..
            }
        ));
        let need = told("INT the villages live on it");
        assert!(matches!(need.told, Told::Said(Telling::Interest, _)));
        let grade = told("quota low = would");
        let grades = [(ChoiceId::new("low"), VerbalGrade::WouldLike)];
        assert!(grade.told == Told::Grades(grades.into()));
    }

    #[test]
    fn a_status_may_be_cut_short_and_have_a_condition() {
        let Ok(Filing::Stated(position)) = parsed("4 quota = acc: if the season is short") else {
            panic!("a status");
        };
        assert_eq!(position.status, Status::Acceptable);
        assert!(position.condition.unwrap().as_str() == "if the season is short");
        let Ok(Filing::Stated(whole)) = parsed("4 = agreed") else {
            panic!("a status");
        };
        assert_eq!(whole.place, Place::Point(PointId::new("fish")));
    }

    #[test]
    fn an_ask_is_about_the_point_of_its_bracket() {
        let Ok(Filing::Said(ask)) = parsed("ask quota: who counts?") else {
            panic!("an ask");
        };
        assert_eq!(ask.kind, MessageKind::Ask);
        assert_eq!(ask.about, [PointId::new("fish")].into());
    }

    #[test]
    fn a_line_that_is_not_clear_says_what_is_not() {
        let error = |line: &str| parsed(line).err();
        let place = LineError::UnknownPlace("quotas".to_owned());
        assert_eq!(error("quotas: less"), Some(place));
        let status = LineError::UnknownStatus("a".to_owned());
        assert_eq!(error("quota = a"), Some(status));
        assert_eq!(error("= agreed"), Some(LineError::NoPlace));
        assert_eq!(error("quota = never"), Some(LineError::NoOption));
        assert_eq!(error("rl"), Some(LineError::Words(WordsError::Empty)));
    }
}
