//! What people behind the delegations say: anonymous questionnaires, and series of public mood.
//!
//! Invariant: an answer is a count of people and never a person.

use crate::{Exact, FactionId, Grounds, MoodId, QuestionnaireId, Wording};
use disclosure::PartyId;
use jiff::civil::Date;

/// The fewest people who may have answered: below this a count could point at somebody.
pub const ANSWERED_MIN: u32 = 5;

/// How many gave an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The answer.
    pub answer: String,
    /// How many gave it.
    pub count: u32,
}

/// A question put to a group without names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questionnaire {
    /// Its id.
    pub id: QuestionnaireId,
    /// Behind whose delegation the group stands; `None` for none, or where this seat may not know.
    pub party: Option<PartyId>,
    /// The faction that was asked, where it was one.
    pub faction: Option<FactionId>,
    /// Who was asked.
    pub group: String,
    /// The question, as it was put.
    pub question: Wording,
    /// How many gave each answer.
    pub answers: Vec<Tally>,
    /// Whether each could give several answers.
    pub several: bool,
    /// How many answered.
    pub answered: u32,
    /// How many were asked, where that is known.
    pub asked: Option<u32>,
    /// When.
    pub date: Date,
    /// What supports it.
    pub grounds: Grounds,
}

/// The share of an answer: as percent, with the count where it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoodShare {
    /// The answer.
    pub answer: String,
    /// Percent of those asked.
    pub percent: Option<Exact>,
    /// How many people.
    pub count: Option<u32>,
}

/// One survey of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoodPoint {
    /// When it was taken.
    pub date: Date,
    /// How many were asked, where that was published.
    pub asked: Option<u32>,
    /// The answers.
    pub shares: Vec<MoodShare>,
}

/// Public mood: the same question put again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoodSeries {
    /// Its id.
    pub id: MoodId,
    /// Whose public; `None` for none of the parties.
    pub party: Option<PartyId>,
    /// The question, as it was put.
    pub question: Wording,
    /// Who was asked and how, in words.
    pub method: Option<String>,
    /// The surveys, in order.
    pub points: Vec<MoodPoint>,
    /// What supports it.
    pub grounds: Grounds,
}

impl MoodShare {
    /// Whether it has no figure.
    #[must_use]
    pub const fn says_nothing(&self) -> bool {
        self.percent.is_none() && self.count.is_none()
    }
}
