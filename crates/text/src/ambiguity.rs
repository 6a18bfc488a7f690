//! Constructive ambiguity: words left open to two readings on purpose, with a day to look again.

use crate::{BracketText, Part, Place, PointText, Text};
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
    /// Whether the words still stand in the text where they were registered: in the words of the
    /// point as they read with the options that were taken, or in an option of a bracket that it
    /// may still take. Words in an option that was not taken stand there no longer.
    #[must_use]
    pub fn stands_in(&self, text: &Text) -> bool {
        match &self.place {
            Place::Point(id) => text.point(id).is_some_and(|point| {
                self.is_in(&self.read(point))
                    || point.brackets().iter().any(|one| self.offered(one))
            }),
            Place::Bracket(id) => text
                .bracket(id)
                .is_some_and(|(_, bracket)| self.offered(bracket)),
        }
    }

    /// The words of a point in the language of these, with a gap where a bracket is open.
    fn read(&self, point: &PointText) -> String {
        let parts = point.body(&self.language).iter();
        let words = parts.map(|part| match part {
            Part::Words(words) => words.as_str(),
            Part::Open(id) => {
                let taken = point.bracket(id).and_then(|bracket| bracket.settled());
                taken.map_or("\n", |choice| choice.words().in_language(&self.language))
            }
        });
        words.collect()
    }

    /// Whether they stand in an option that the text takes, or may take.
    fn offered(&self, bracket: &BracketText) -> bool {
        let taken = bracket.settled().map(|choice| choice.id());
        let choices = bracket.choices().iter();
        let mut left = choices.filter(|choice| taken.is_none_or(|taken| taken == choice.id()));
        left.any(|choice| self.is_in(choice.words().in_language(&self.language)))
    }

    fn is_in(&self, words: &str) -> bool {
        words.contains(self.words.trim())
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
    use crate::{ChoiceText, PointParts};
    use case::{BracketId, ChoiceId, PointId, Wording};
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
    fn an_ambiguity_in_an_option_stands_until_another_is_taken() {
        let (low, high) = (ChoiceId::new("low"), ChoiceId::new("high"));
        let choice =
            |id: &ChoiceId, words| ChoiceText::new(id.clone(), &Wording::english(words)).unwrap();
        let choices = vec![choice(&low, "about forty"), choice(&high, "fifty")];
        let id = BracketId::new("quota");
        let open = BracketText::new(id.clone(), &Wording::default(), choices).unwrap();
        let stands = |taken: Option<&ChoiceId>, words: &str| {
            let bracket = open.clone().with_settled(taken.cloned()).unwrap();
            let body = vec![Part::Words("Not above ".to_owned()), Part::Open(id.clone())];
            let parts = PointParts {
                id: PointId::new("border"),
                number: Some(1),
                title: Wording::default(),
                body: [(Language::english(), body)].into(),
                brackets: vec![bracket],
            };
            let text = Text::new(vec![PointText::new(parts).unwrap()]).unwrap();
            ambiguity(date(2031, 6, 1), words).stands_in(&text)
        };
        assert!(stands(None, "about forty"));
        assert!(stands(Some(&low), "about forty"));
        assert!(!stands(Some(&high), "about forty"));
        assert!(!stands(None, "above about forty"));
        assert!(stands(Some(&low), "above about forty"));
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
