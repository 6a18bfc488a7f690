//! What a party had told before the talks were opened here: the confidences that came with the case
//! file, as told items of its room.
//!
//! Invariant: an item is made of nothing but the case as the party's own room was opened with it,
//! and its id follows from the id of that event; so the same log gives the same items for ever.

use crate::{Confidence, Matter, Reach, Told, Words};
use case::{Case, GivenBy, Language, PackageRule, Preferences, RedLine, RedLineId};
use disclosure::{Owner, PartyId, ReleaseClass, Seat, Seen};
use std::collections::BTreeSet;

/// What of the case file an item stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Brought {
    /// A red line or demand.
    RedLine(RedLineId),
    /// Preferences in words.
    Words,
    /// Weights and values.
    Figures,
}

/// The confidences of a party that no other room was opened with.
pub(crate) fn brought(case: &Case, party: &PartyId) -> Vec<(Brought, Confidence)> {
    // The owner knows what it owns, whichever seat it has.
    let view = case.seen_from(Seat::Delegation(party.clone()));
    let mut all = Vec::new();
    for seen in view.red_lines().filter(|seen| is_closed(seen, party)) {
        let item = red_line(seen.item, reach(seen.class));
        all.extend(item.map(|item| (Brought::RedLine(seen.item.id.clone()), item)));
    }
    for seen in view.preferences().filter(|seen| is_closed(seen, party)) {
        if seen.item.are_of(party) && seen.item.given_by == GivenBy::Party {
            all.extend(preferences(seen.item, &reach(seen.class)));
        }
    }
    all
}

fn is_closed<T>(seen: &Seen<'_, T>, party: &PartyId) -> bool {
    let is_own = seen.owner == Some(&Owner::Party(party.clone()));
    is_own && matches!(seen.class, ReleaseClass::Sealed | ReleaseClass::Shape)
}

const fn reach(class: ReleaseClass) -> Reach {
    let to = BTreeSet::new();
    Reach::new(class, to)
}

fn red_line(line: &RedLine, reach: Reach) -> Option<Confidence> {
    let words = Words::new(line.text.in_language(&Language::english())).ok()?;
    let never = match &line.rule {
        Some(PackageRule::Never(condition)) => Some(condition.clone()),
        Some(
            PackageRule::Always(_)
            | PackageRule::Requires { .. }
            | PackageRule::AtMostOne(_)
            | PackageRule::ExactlyOne(_),
        )
        | None => None,
    };
    let matter = match line.points.as_slice() {
        [point] => Matter::Point(point.clone()),
        [] | [_, _, ..] => Matter::Whole,
    };
    let told = Told::RedLine {
        firmness: line.firmness,
        words,
        never,
    };
    Some(Confidence {
        matter,
        told,
        reach,
    })
}

fn preferences(own: &Preferences, reach: &Reach) -> Vec<(Brought, Confidence)> {
    let whole = |told| Confidence {
        matter: Matter::Whole,
        told,
        reach: reach.clone(),
    };
    let words = (!own.grades.is_empty()).then(|| Told::Preferences(own.grades.clone()));
    let figures = own.figures.clone();
    let figures = figures.map(|figures| Told::Figures(Box::new(figures)));
    let words = words.map(|told| (Brought::Words, whole(told)));
    let figures = figures.map(|told| (Brought::Figures, whole(told)));
    words.into_iter().chain(figures).collect()
}

#[cfg(test)]
mod tests {
    use crate::fjord::{Table, case, delegation, party, reach, scribe};
    use crate::{
        Attribution, Brought, Carriage, Cite, Item, Message, Motion, Reclass, Refusal, Told, Words,
    };
    use case::{
        BracketId, Case, ChoiceId, Comparisons, Firmness, GivenBy, Grounds, Preferences, RedLine,
        RedLineId, VerbalGrade, Wording,
    };
    use disclosure::{Audience, Held, Owner, Release, ReleaseClass, Seat};
    use std::collections::BTreeMap;

    /// The case in which North brought a red line and words with the file.
    fn file() -> Case {
        let mut case = case();
        let sealed = || Release::sealed(Owner::Party(party("north")));
        let line = RedLine {
            id: RedLineId::new("n1"),
            party: Some(party("north")),
            firmness: Firmness::RedLine,
            text: Wording::english("never under thirty boats"),
            rule: None,
            points: Vec::new(),
            speaker: None,
            date: None,
            grounds: Grounds::default(),
        };
        case.red_lines.push(Held::new(line, sealed()));
        let low = BTreeMap::from([(ChoiceId::new("low"), VerbalGrade::Never)]);
        let words = Preferences {
            party: Some(party("north")),
            faction: None,
            given_by: GivenBy::Party,
            figures: None,
            rankings: BTreeMap::new(),
            intervals: BTreeMap::new(),
            grades: [(BracketId::new("quota"), low)].into(),
            comparisons: Comparisons::default(),
            grounds: Grounds::default(),
        };
        case.preferences.push(Held::new(words, sealed()));
        case
    }

    fn items(table: &Table, seat: &Seat) -> Vec<(Option<Brought>, ReleaseClass)> {
        let sitting = table.of(seat).seen_from(seat);
        let items = sitting.items(&party("north"));
        items
            .map(|item| (item.brought.cloned(), item.reach.class))
            .collect()
    }

    fn first<'a>(table: &'a Table, seat: &Seat) -> Item<'a> {
        let sitting = table.of(seat).seen_from(seat);
        sitting.items(&party("north")).next().unwrap()
    }

    #[test]
    fn what_came_with_the_file_is_a_told_item_for_its_owner_and_the_team_and_nobody_else() {
        let table = Table::recorded_with(&file());
        let sealed = ReleaseClass::Sealed;
        let line = Brought::RedLine(RedLineId::new("n1"));
        let both = [(Some(line), sealed), (Some(Brought::Words), sealed)];
        assert_eq!(items(&table, &delegation("north")), both);
        assert_eq!(items(&table, &Seat::Mediator), both);
        assert_eq!(items(&table, &delegation("south")), []);
        assert_eq!(items(&table, &Seat::Public), []);
    }

    #[test]
    fn its_owner_lets_it_travel_and_then_it_may_be_carried() {
        let mut table = Table::recorded_with(&file());
        let north = delegation("north");
        let item = first(&table, &north).told.id;
        let carried = || {
            Motion::Carry(Carriage {
                to: Audience::Room(party("south")),
                message: Message::plain(Words::new("there is a floor").unwrap()),
                cites: vec![Cite {
                    room: party("north"),
                    item,
                    attribution: Attribution::Unattributed,
                }],
            })
        };
        let south_room = Audience::Room(party("south"));
        let class = ReleaseClass::Sealed;
        let forbidden = Refusal::ClassForbids {
            class,
            to: south_room.clone(),
        };
        assert_eq!(table.moves(&Seat::Mediator, carried()), Err(forbidden));
        let wider = Reclass {
            item,
            reach: reach(ReleaseClass::Unattributed, &["south"]),
        };
        let raise = Motion::Reclass(party("north"), wider);
        let alone = table.moves(&Seat::Mediator, raise.clone());
        assert_eq!(alone, Err(Refusal::OnlyOwnerRaises));
        let south = table.moves(&delegation("south"), raise.clone());
        assert_eq!(south, Err(Refusal::NotHere));
        table.moves_as(&scribe("Ada"), raise).unwrap();
        let case = table.of(&Seat::Mediator).case().unwrap();
        let lines = case.seen_from(Seat::Mediator);
        let classes = lines.red_lines().map(|seen| seen.class);
        assert_eq!(classes.collect::<Vec<_>>(), [ReleaseClass::Unattributed]);
        let list = table.of(&Seat::Mediator).seen_from(&Seat::Mediator);
        let list = list.carry_list(&south_room);
        assert_eq!((list.may.len(), list.may_not.len()), (1, 1));
        table.moves(&Seat::Mediator, carried()).unwrap();
        let case = table.of(&delegation("south")).case().unwrap();
        assert_eq!(case.seen_from(delegation("south")).red_lines().count(), 0);
    }

    #[test]
    fn it_is_not_undone_and_reclassed_words_stand_once() {
        let mut table = Table::recorded_with(&file());
        let north = delegation("north");
        let ids = table.of(&north).seen_from(&north);
        let ids: Vec<_> = ids
            .items(&party("north"))
            .map(|item| item.told.id)
            .collect();
        let room = Audience::Room(party("north"));
        for seat in [&north, &Seat::Mediator] {
            let undone = table.moves(seat, Motion::Undo(room.clone(), ids[0]));
            assert_eq!(undone, Err(Refusal::NotUndoable));
        }
        let shape = Reclass {
            item: ids[1],
            reach: reach(ReleaseClass::Shape, &[]),
        };
        table
            .moves(&north, Motion::Reclass(party("north"), shape))
            .unwrap();
        let case = table.of(&north).case().unwrap();
        let view = case.seen_from(north.clone());
        let classes: Vec<_> = view.preferences().map(|seen| seen.class).collect();
        assert_eq!(classes, [ReleaseClass::Shape]);
        let grades = view.grades_of(&party("north"));
        assert_eq!(grades[&BracketId::new("quota")].len(), 1);
        assert!(matches!(
            first(&table, &north).told.what.told,
            Told::RedLine { .. }
        ));
    }
}
