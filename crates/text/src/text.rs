//! The one text: points in order, the same for everybody who holds it.
//!
//! Invariant: no two points share an id or a number, and no two brackets of the text share an id.
//! Who holds what lives beside the text (see [`crate::Hold`]), never in it.

use crate::{BracketText, ChoiceText, Part, PointParts, PointText, UnfitCharacter};
use case::{BracketId, ChoiceId, Language, Point, PointId, View, Wording};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The one text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    points: Vec<Arc<PointText>>,
}

/// Why words do not make a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// A character that has no place in the text.
    #[error(transparent)]
    Character(#[from] UnfitCharacter),
    /// Two points of one id.
    #[error("the point `{point}` is given twice\nhint: give each point an id of its own")]
    PointTwice {
        /// The point.
        point: PointId,
    },
    /// Two points of one number.
    #[error("two points carry the number `{number}`\nhint: renumber one of them")]
    NumberTwice {
        /// The number.
        number: u32,
    },
    /// A point numbered 0.
    #[error("the point `{point}` carries the number `0`\nhint: numbers start at 1")]
    NumberNought {
        /// The point.
        point: PointId,
    },
    /// One bracket in two places.
    #[error(
        "the bracket `{bracket}` stands in two places\nhint: a bracket has one place in the text"
    )]
    BracketTwice {
        /// The bracket.
        bracket: BracketId,
    },
    /// A bracket without a place in the words.
    #[error(
        "the bracket `{bracket}` has no place in the words of `{point}`\n\
        hint: place it in the words in every language"
    )]
    BracketUnplaced {
        /// The bracket.
        bracket: BracketId,
        /// The point.
        point: PointId,
    },
    /// Words that name a bracket which is not there.
    #[error(
        "the words of `{point}` name the bracket `{bracket}`, which it does not have\n\
        hint: open the bracket, or take its place out of the words"
    )]
    BracketDangling {
        /// The bracket.
        bracket: BracketId,
        /// The point.
        point: PointId,
    },
    /// Two options of one id.
    #[error(
        "the option `{choice}` is given twice in the bracket `{bracket}`\n\
        hint: give each option an id of its own"
    )]
    ChoiceTwice {
        /// The bracket.
        bracket: BracketId,
        /// The option.
        choice: ChoiceId,
    },
    /// A bracket that is not there.
    #[error("the text has no bracket `{bracket}`\nhint: look it up in the draft in hand")]
    NoSuchBracket {
        /// The bracket.
        bracket: BracketId,
    },
    /// An option that is not there.
    #[error(
        "the bracket `{bracket}` has no option `{choice}`\n\
        hint: take one of its options, or add this one first"
    )]
    NoSuchChoice {
        /// The bracket.
        bracket: BracketId,
        /// The option.
        choice: ChoiceId,
    },
}

impl Text {
    /// The text made of these points, in this order.
    ///
    /// # Errors
    /// Refuses two points of one id or number, and two brackets of one id.
    pub fn new(points: Vec<PointText>) -> Result<Self, TextError> {
        Self::of_shared(points.into_iter().map(Arc::new).collect())
    }

    pub(crate) fn of_shared(points: Vec<Arc<PointText>>) -> Result<Self, TextError> {
        let (mut ids, mut numbers) = (BTreeSet::new(), BTreeSet::new());
        let mut brackets = BTreeSet::new();
        for point in &points {
            if !ids.insert(point.id()) {
                let point = point.id().clone();
                return Err(TextError::PointTwice { point });
            }
            if let Some(number) = point.number().filter(|number| !numbers.insert(*number)) {
                return Err(TextError::NumberTwice { number });
            }
            for bracket in point.brackets() {
                if !brackets.insert(bracket.id()) {
                    let bracket = bracket.id().clone();
                    return Err(TextError::BracketTwice { bracket });
                }
            }
        }
        Ok(Self { points })
    }

    /// The text of points whose ids and numbers are known to differ.
    pub(crate) const fn of_checked(points: Vec<Arc<PointText>>) -> Self {
        Self { points }
    }

    /// The first text of a case: each point as a seat sees it, its summary and, on a line of its
    /// own, each question with its options.
    ///
    /// # Errors
    /// Refuses what [`PointText::new`] refuses.
    pub fn of_points(view: &View<'_>) -> Result<Self, TextError> {
        let points = view.points().map(|seen| first_words(view, seen.item));
        Self::new(points.collect::<Result<_, _>>()?)
    }

    /// The points, in order.
    #[must_use]
    pub fn points(&self) -> &[Arc<PointText>] {
        &self.points
    }

    /// The point with this id.
    #[must_use]
    pub fn point(&self, id: &PointId) -> Option<&PointText> {
        self.points
            .iter()
            .find(|point| point.id() == id)
            .map(AsRef::as_ref)
    }

    /// The bracket with this id, with its point.
    #[must_use]
    pub fn bracket(&self, id: &BracketId) -> Option<(&PointText, &BracketText)> {
        let mut found = self
            .points
            .iter()
            .filter_map(|point| Some((&**point, point.bracket(id)?)));
        found.next()
    }

    /// The languages of the text.
    #[must_use]
    pub fn languages(&self) -> BTreeSet<&Language> {
        self.points
            .iter()
            .flat_map(|point| point.languages())
            .collect()
    }

    /// The same points numbered 1, 2, 3 … in their order; those outside the numbered text stay
    /// there.
    #[must_use]
    pub fn renumbered(&self) -> Self {
        let mut next = 0_u32;
        let points = self.points.iter().map(|point| {
            let number = point.number().map(|_| {
                next = next.saturating_add(1);
                next
            });
            Arc::new(point.with_number(number))
        });
        Self {
            points: points.collect(),
        }
    }

    /// The same text with these options taken and every other bracket as it is.
    ///
    /// # Errors
    /// Refuses a bracket or an option that is not in the text.
    pub fn settled_by(&self, package: &BTreeMap<BracketId, ChoiceId>) -> Result<Self, TextError> {
        let mut left: BTreeSet<&BracketId> = package.keys().collect();
        let mut points = Vec::with_capacity(self.points.len());
        for point in &self.points {
            let mut parts = point.parts();
            for bracket in &mut parts.brackets {
                if let Some(choice) = package.get(bracket.id()) {
                    left.remove(bracket.id());
                    *bracket = bracket.clone().with_settled(Some(choice.clone()))?;
                }
            }
            points.push(PointText::new(parts)?);
        }
        match left.first() {
            Some(bracket) => Err(TextError::NoSuchBracket {
                bracket: (*bracket).clone(),
            }),
            None => Self::new(points),
        }
    }
}

/// A point of a case as the first text has it.
fn first_words(view: &View<'_>, point: &Point) -> Result<PointText, TextError> {
    let mut brackets = Vec::new();
    let mut asked = Vec::new();
    for bracket in view.brackets(point).map(|seen| seen.item) {
        let choices = view.choices(bracket).map(|seen| seen.item);
        let choices = choices.map(|choice| ChoiceText::new(choice.id.clone(), &choice.text));
        let choices = choices.collect::<Result<_, _>>()?;
        brackets.push(BracketText::new(
            bracket.id.clone(),
            &bracket.question,
            choices,
        )?);
        asked.push((&bracket.id, &bracket.question));
    }
    let nothing = Wording::default();
    let summary = point.summary.as_ref().unwrap_or(&nothing);
    let body = languages(point, summary).into_iter().map(|language| {
        let mut parts = vec![Part::Words(summary.in_language(&language).to_owned())];
        for (id, question) in &asked {
            parts.push(Part::Words(lead(question.in_language(&language))));
            parts.push(Part::Open((*id).clone()));
        }
        (language, parts)
    });
    PointText::new(PointParts {
        id: point.id.clone(),
        number: point.number,
        title: point.title.clone(),
        body: body.collect(),
        brackets,
    })
}

/// The words that lead to a bracket on a line of its own.
fn lead(question: &str) -> String {
    match question.trim_end_matches([':', ' ']) {
        "" => "\n".to_owned(),
        asked if asked.ends_with('?') => format!("\n{asked} "),
        stated => format!("\n{stated}: "),
    }
}

/// The languages in which a point of a case speaks, English where it says nothing.
fn languages(point: &Point, summary: &Wording) -> BTreeSet<Language> {
    let said = summary
        .by_language()
        .keys()
        .chain(point.title.by_language().keys());
    let said: BTreeSet<Language> = said.cloned().collect();
    if said.is_empty() {
        [Language::english()].into()
    } else {
        said
    }
}
