//! The line of a side that has no column in the table: where a partner or an observer stands on
//! each question that it knows, and which option it stands behind.

use super::Here;
use crate::seated::Seated;
use briefing::{glyph, status_word};
use case::{Stand, Status, View};
use disclosure::{PartyId, Seat};

/// How a side stands on one question.
pub(super) struct Stands {
    pub(super) place: String,
    pub(super) glyph: &'static str,
    pub(super) word: &'static str,
    /// The options that it stands behind.
    pub(super) holds: Vec<String>,
}

/// The line of the side whose room it is, as the reader may know it; nothing for a principal, whose
/// line stands in the table.
pub(super) fn line(seated: &Seated, here: &Here) -> Option<Vec<Stands>> {
    let party = here.party()?;
    let mut rooms = seated.sitting().rooms();
    let (_, seat) = rooms.find(|(each, _)| each == party)?;
    match seat {
        Seat::Partner(_) | Seat::Observer(_) => Some(of(&seated.view(), party, seated)),
        Seat::Delegation(_) | Seat::Mediator | Seat::Public => None,
    }
}

fn of(view: &View<'_>, party: &PartyId, seated: &Seated) -> Vec<Stands> {
    let language = seated.language();
    let mut points: Vec<_> = view.points().map(|seen| seen.item).collect();
    points.sort_by_key(|point| point.number.unwrap_or(u32::MAX));
    let mut line = Vec::new();
    for point in points {
        for bracket in view.brackets(point).map(|seen| seen.item) {
            let mut own = view.standings(bracket);
            let own = own.find(|seen| seen.item.party.as_ref() == Some(party));
            let status = own.map_or(Status::Silent, |seen| seen.item.status);
            let is_behind = |stand| match stand {
                Stand::Proposed | Stand::Accepted => true,
                Stand::Rejected => false,
            };
            let held = view
                .choices(bracket)
                .map(|seen| seen.item)
                .filter(|choice| {
                    let mut marks = choice.marks.iter();
                    marks.any(|held| {
                        let seen = held.seen_from(view.seat());
                        seen.is_some_and(|seen| {
                            seen.item.party.as_ref() == Some(party) && is_behind(seen.item.stand)
                        })
                    })
                });
            let holds: Vec<String> = held
                .map(|choice| choice.text.in_language(&language).to_owned())
                .collect();
            if status == Status::Silent && holds.is_empty() {
                continue;
            }
            let number = point
                .number
                .map_or_else(String::new, |number| format!("{number} "));
            let title = point.title.in_language(&language);
            let question = bracket.question.in_language(&language);
            line.push(Stands {
                place: format!("{number}{title}, {question}"),
                glyph: glyph(status),
                word: status_word(status),
                holds,
            });
        }
    }
    line
}
