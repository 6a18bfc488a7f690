//! Constructive ambiguity: words left open to two readings on purpose, with a day to look again.

use crate::{Part, Place, Text};
use case::Language;
use jiff::civil::Date;

/// Words that are left ambiguous on purpose. It is told in confidence, so it does not print.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ambiguity {
    /// The day to look at it again.
    pub review: Date,
    /// Where it stands.
    pub place: Place,
    /// The language of the words.
    pub language: Language,
    /// The words.
    pub words: String,
    /// Why they are left so.
    pub why: String,
    /// Who left them so.
    pub by: String,
}

impl Ambiguity {
    /// Whether the words still stand in the text where they were registered.
    #[must_use]
    pub fn stands_in(&self, text: &Text) -> bool {
        let found = match &self.place {
            Place::Point(point) => text.point(point).map(|point| (point, None)),
            Place::Bracket(bracket) => text
                .bracket(bracket)
                .map(|(point, bracket)| (point, Some(bracket))),
        };
        let Some((point, bracket)) = found else {
            return false;
        };
        let brackets = point.brackets().iter();
        let meant = brackets.filter(|one| bracket.is_none_or(|wanted| wanted.id() == one.id()));
        let choices = meant.flat_map(|bracket| bracket.choices());
        let mut options = choices.map(|choice| choice.words().in_language(&self.language));
        let mut words = point
            .body(&self.language)
            .iter()
            .filter_map(|part| match part {
                Part::Words(words) => Some(words.as_str()),
                Part::Open(_) => None,
            });
        let in_words = bracket.is_none() && words.any(|words| words.contains(&self.words));
        in_words || options.any(|words| words.contains(&self.words))
    }
}

/// The ambiguities whose day of review has come, longest due first.
#[must_use]
pub fn due(register: &[Ambiguity], today: Date) -> Vec<&Ambiguity> {
    let mut due: Vec<&Ambiguity> = register.iter().filter(|one| one.review <= today).collect();
    due.sort();
    due
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PointParts, PointText};
    use case::{PointId, Wording};
    use jiff::civil::date;

    fn ambiguity(review: Date, words: &str) -> Ambiguity {
        Ambiguity {
            review,
            place: Place::Point(PointId::new("border")),
            language: Language::english(),
            words: words.to_owned(),
            why: "both can sign it".to_owned(),
            by: "the mediator".to_owned(),
        }
    }

    #[test]
    fn what_is_due_is_listed_from_its_day_on() {
        let early = ambiguity(date(2031, 6, 1), "territories");
        let late = ambiguity(date(2031, 9, 1), "as needed");
        let register = [late.clone(), early.clone()];
        let on = |day| due(&register, day).len();
        assert_eq!(on(date(2031, 5, 31)), 0);
        assert_eq!(on(date(2031, 6, 1)), 1);
        assert!(due(&register, date(2032, 1, 1)) == [&early, &late]);
    }

    #[test]
    fn an_ambiguity_stands_while_its_words_do() {
        let body = vec![Part::Words("withdrawal from territories".to_owned())];
        let parts = PointParts {
            id: PointId::new("border"),
            number: Some(1),
            title: Wording::default(),
            body: [(Language::english(), body)].into(),
            brackets: Vec::new(),
        };
        let text = Text::new(vec![PointText::new(parts).unwrap()]).unwrap();
        assert!(ambiguity(date(2031, 6, 1), "territories").stands_in(&text));
        assert!(!ambiguity(date(2031, 6, 1), "the territories").stands_in(&text));
    }
}
