//! Points that could be traded, from words alone.
//!
//! Two brackets could be traded between two parties where each has an option on one of them that
//! it must have or would like and the other could live with, while the other would rather have
//! something else there. Nobody else marked these options never. No word of one party is set
//! against a word of another, and no bracket is said to count more than another.

use super::Spoken;
use crate::briefing::Section;
use crate::desk::Desk;
use case::{Bracket, ChoiceId, VerbalGrade};
use std::cmp::Reverse;

/// How many are told.
const TOLD: usize = 6;
/// What a pair of words does not show.
const UNCHECKED: &str =
    "Whether the rest of the text and its rules allow such an exchange is not checked here.";

/// An option that one party wants and another could live with.
struct Gift<'a> {
    /// How strong the word is of the one that gets it.
    grade: VerbalGrade,
    bracket: &'a Bracket,
    choice: ChoiceId,
}

impl Desk<'_, '_> {
    /// Which points could be traded, the strongest words first.
    pub(super) fn swaps(&self, all: &Spoken) -> Option<Section> {
        let mut given = Vec::new();
        for one in 0..all.parties.len() {
            for other in one + 1..all.parties.len() {
                let gifts = [(one, other), (other, one)].map(|pair| self.gifts(all, pair));
                given.push(([one, other], gifts));
            }
        }
        let mut swaps = Vec::new();
        for ([one, other], [to_one, to_other]) in &given {
            for first in to_one {
                let rest = to_other.iter();
                let rest = rest.filter(|second| second.bracket.id != first.bracket.id);
                swaps.extend(rest.map(|second| ((*one, first), (*other, second))));
            }
        }
        swaps.sort_by_key(|((_, first), (_, second))| Reverse(first.grade.min(second.grade)));
        let count = swaps.len();
        let told = swaps.into_iter().take(TOLD);
        let told = told.map(|(one, other)| self.swap(all, one, other));
        let mut lines: Vec<String> = told.collect();
        let heading = match count {
            0 => return None,
            1 => "From words alone, one pair of points could be traded".to_owned(),
            _ => format!("From words alone, there are {count} ways to trade one point for another"),
        };
        if count > TOLD {
            lines.push(format!("… and {} more", count - TOLD));
        }
        let section = Section::new("swaps", heading).list(lines);
        Some(section.say(UNCHECKED))
    }

    /// What a party could get from another.
    fn gifts(&self, all: &Spoken, (to, from): (usize, usize)) -> Vec<Gift<'_>> {
        let mut gifts = Vec::new();
        for place in self.places() {
            let id = &place.bracket.id;
            let choices: Vec<ChoiceId> = {
                let seen = self.view.choices(place.bracket);
                seen.map(|seen| seen.item.id.clone()).collect()
            };
            let wants = |nth: usize, choice: &ChoiceId| {
                all.grade(nth, id, choice) >= Some(VerbalGrade::WouldLike)
            };
            for choice in &choices {
                let rather = |other: &ChoiceId| other != choice && wants(from, other);
                let is_borne = all.grade(from, id, choice) == Some(VerbalGrade::CouldLiveWith);
                let is_free = all.who_marked((id, choice), VerbalGrade::Never).is_empty();
                if let Some(grade) = all.grade(to, id, choice).filter(|_| wants(to, choice))
                    && is_borne
                    && is_free
                    && choices.iter().any(rather)
                {
                    gifts.push(Gift {
                        grade,
                        bracket: place.bracket,
                        choice: choice.clone(),
                    });
                }
            }
        }
        gifts
    }

    fn swap(&self, all: &Spoken, one: (usize, &Gift<'_>), other: (usize, &Gift<'_>)) -> String {
        let told = |(nth, gift): (usize, &Gift<'_>)| {
            let party = all
                .parties
                .get(nth)
                .map(|(party, _)| self.party_name(party));
            let wish = match gift.grade {
                VerbalGrade::MustHave => "must have",
                VerbalGrade::Never | VerbalGrade::CouldLiveWith | VerbalGrade::WouldLike => {
                    "would like"
                }
            };
            let option = self.option_on(&gift.bracket.id, &gift.choice);
            format!("{option}, which {} {wish}", party.unwrap_or_default())
        };
        format!(
            "{}, for {}; each could live with the other.",
            told(one),
            told(other)
        )
    }
}
