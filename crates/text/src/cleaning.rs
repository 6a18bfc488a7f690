//! The order in which to clean the brackets: easy ones first, and those that free others.
//!
//! The order is a proposal. It takes no side: it counts how many parties are short of living with a
//! bracket and never which, what hangs on its point, and how much there is to agree on.
//!
//! Invariant: the order depends on the text and on what whoever asks may know, and on nothing else.

use crate::proviso::falls_with;
use crate::{Assent, BracketText, Place, PointText, Proviso, Text};
use case::{BracketId, PointId, Status};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A bracket to be cleaned, with the reasons for its place in the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaning<'a> {
    /// The point it stands in.
    pub point: &'a PointId,
    /// The number of the point.
    pub number: Option<u32>,
    /// The bracket.
    pub bracket: &'a BracketId,
    /// How many deciding parties are short of living with it.
    pub short: usize,
    /// The points that wait for its point, near or far.
    pub unblocks: Vec<PointId>,
    /// How many options there are.
    pub options: usize,
    /// How many characters the options come to, in their longest language.
    pub length: usize,
}

/// The open brackets in the order in which to clean them: fewest parties short of living with it
/// first, then what unblocks most, then what has fewest options and characters, then by number.
#[must_use]
pub fn cleaning_order<'a>(
    text: &'a Text,
    assent: &Assent,
    provisos: &[Proviso],
) -> Vec<Cleaning<'a>> {
    let mut waiting: BTreeMap<&PointId, Vec<PointId>> = BTreeMap::new();
    let mut order: Vec<Cleaning<'a>> = Vec::new();
    for (point, bracket) in text.open_brackets() {
        let place = Place::Bracket(bracket.id().clone());
        let unblocks = waiting.entry(point.id()).or_insert_with(|| {
            let falls = falls_with(provisos, point.id()).into_iter();
            let points: BTreeSet<&PointId> = falls.map(|fall| fall.point).collect();
            points.into_iter().cloned().collect()
        });
        order.push(Cleaning {
            point: point.id(),
            number: point.number(),
            bracket: bracket.id(),
            short: assent.short_of(Status::Acceptable, &place).count(),
            unblocks: unblocks.clone(),
            options: bracket.choices().len(),
            length: length(bracket, point),
        });
    }
    // the sort is stable, so brackets of one point that tie stay in the order of its words
    order.sort_by_key(|one| {
        let unnumbered = one.number.is_none();
        let size = (one.options, one.length);
        (
            one.short,
            Reverse(one.unblocks.len()),
            size,
            unnumbered,
            one.number,
        )
    });
    order
}

fn length(bracket: &BracketText, point: &PointText) -> usize {
    let lengths = point.languages().into_iter().map(|language| {
        let words = bracket
            .choices()
            .iter()
            .map(|choice| choice.words().in_language(language));
        words.map(|words| words.chars().count()).sum()
    });
    lengths.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pasted;
    use case::Language;
    use disclosure::PartyId;

    fn proviso(point: &str, on: &str) -> Proviso {
        Proviso {
            point: PointId::new(point),
            on: PointId::new(on),
            held_by: None,
        }
    }

    fn said(statuses: &[(&str, [Status; 2])]) -> Assent {
        let parties = ["north", "south"].map(PartyId::new);
        let by_place = statuses.iter().map(|(bracket, by)| {
            let place = Place::Bracket(BracketId::new(*bracket));
            (place, parties.clone().into_iter().zip(*by).collect())
        });
        Assent {
            statuses: by_place.collect(),
            deciders: parties.into(),
            ..Assent::default()
        }
    }

    fn order(text: &Text, assent: &Assent, provisos: &[Proviso]) -> Vec<String> {
        let found = cleaning_order(text, assent, provisos);
        found.iter().map(|one| one.bracket.to_string()).collect()
    }

    #[test]
    fn what_fewest_parties_stand_in_the_way_of_comes_first() {
        use Status::{Acceptable, Agreed, Bracketed, Rejected};
        let text = pasted("1. [a | b]\n2. [a | b]\n3. [a | b]", &Language::english()).unwrap();
        let assent = said(&[
            ("p1-b1", [Rejected, Bracketed]),
            ("p2-b1", [Agreed, Bracketed]),
            ("p3-b1", [Agreed, Acceptable]),
        ]);
        assert_eq!(order(&text, &assent, &[]), ["p3-b1", "p2-b1", "p1-b1"]);
    }

    #[test]
    fn among_equals_what_unblocks_most_then_what_is_smallest_then_the_number_decides() {
        let draft = "1. [a | b]\n2. [a | b | c]\n3. [aa | b]\n4. [a | b]\n5. [a | b]";
        let text = pasted(draft, &Language::english()).unwrap();
        let provisos = [
            proviso("p5", "p4"),
            proviso("p1", "p5"),
            proviso("p2", "p3"),
        ];
        let expected = ["p4-b1", "p5-b1", "p3-b1", "p1-b1", "p2-b1"];
        assert_eq!(order(&text, &said(&[]), &provisos), expected);
        let first = &cleaning_order(&text, &said(&[]), &provisos)[0];
        assert_eq!(first.unblocks, [PointId::new("p1"), PointId::new("p5")]);
        assert_eq!((first.short, first.options, first.length), (2, 2, 2));
    }
}
