//! Red lines and preferences that a party told in its room, laid over those of the case.
//!
//! Invariant: no word on an option and no figures of a party stand twice in the overlaid case: what
//! was said last stands, under its own release, and what it replaces is gone.

use super::released;
use crate::ledger::{Kept, Ledger};
use crate::{Brought, Confidence, Matter, Reach, Told};
use case::{
    BracketId, Case, ChoiceId, Grades, Grounds, PackageRule, Preferences, RedLine, RedLineId,
    Valuation, VerbalGrade, Wording,
};
use disclosure::{Held, PartyId, Release, Seat};
use std::collections::{BTreeMap, BTreeSet};

/// What a party's words on one option are, and by which item they were said.
type Last<'a> = BTreeMap<&'a ChoiceId, (VerbalGrade, usize)>;

/// What a party said in its room, with what of it stands.
#[derive(Default)]
struct Said<'a> {
    /// The items with words, each with how far it travels now.
    items: Vec<&'a Reach>,
    /// The last word on each option.
    words: BTreeMap<&'a BracketId, Last<'a>>,
    /// The brackets of which all former words are replaced.
    replaced: BTreeSet<&'a BracketId>,
    /// What was compared and bounded, each under its own release.
    valued: Vec<(&'a Valuation, &'a Reach)>,
    /// The last figures.
    figures: Option<(&'a case::Figures, &'a Reach)>,
}

/// Lays what a party told in its room over the case.
pub(super) fn lay_over(case: &mut Case, (seat, party): (&Seat, &PartyId), room: &Ledger) {
    let mut said = Said::default();
    let mut lines = 0;
    for told in room.told.iter() {
        let last = room.upon(&room.reclassed, told.id).next_back();
        let reach = last.map_or(&told.what.reach, |change| &change.what.reach);
        let brought = room.brought.get(&told.id);
        if let Some(brought) = brought {
            // What came with the case file stands there, until its owner gives it another class.
            match (brought, last) {
                (_, None) => {}
                (Brought::RedLine(id), Some(_)) => {
                    reclass(case, (seat, id), &released(reach, party));
                }
                (Brought::Words | Brought::Figures, Some(_)) => said.take(&told.what, reach),
            }
        } else if let Told::RedLine { .. } = &told.what.told {
            lines += 1;
            let line = red_line(party, told, lines);
            let held = line.map(|line| Held::new(line, released(reach, party)));
            case.red_lines.extend(held);
        } else {
            said.forget(&told.what);
            said.take(&told.what, reach);
        }
    }
    said.replace(case, (seat, party));
    said.add(case, party);
}

/// Gives a red line of the case another release.
fn reclass(case: &mut Case, (seat, id): (&Seat, &RedLineId), release: &Release) {
    for held in &mut case.red_lines {
        let line = held.seen_from(seat).map(|seen| seen.item);
        let line = line.filter(|line| line.id == *id).cloned();
        if let Some(line) = line {
            *held = Held::new(line, release.clone());
        }
    }
}

impl<'a> Said<'a> {
    /// Forgets what was said before of the brackets that an item speaks of anew.
    fn forget(&mut self, told: &'a Confidence) {
        if let Told::Preferences(all) = &told.told {
            for bracket in all.keys() {
                self.words.insert(bracket, Last::new());
                self.replaced.insert(bracket);
            }
        }
    }

    fn take(&mut self, told: &'a Confidence, reach: &'a Reach) {
        let nth = self.items.len();
        match (&told.told, &told.matter) {
            (Told::Grades(grades), Matter::Bracket(bracket)) => {
                let last = self.words.entry(bracket).or_default();
                last.extend(grades.iter().map(|(choice, grade)| (choice, (*grade, nth))));
            }
            (Told::Preferences(all), _) => {
                for (bracket, grades) in all {
                    let last = grades.iter().map(|(choice, grade)| (choice, (*grade, nth)));
                    self.words.entry(bracket).or_default().extend(last);
                }
            }
            (Told::Figures(figures), _) => self.figures = Some((figures, reach)),
            (Told::Valued(valuation), _) => self.valued.push((valuation, reach)),
            (Told::Said(..) | Told::RedLine { .. } | Told::Grades(_), _) => {}
        }
        self.items.push(reach);
    }

    /// Takes out of the case what was replaced since.
    fn replace(&self, case: &mut Case, (seat, party): (&Seat, &PartyId)) {
        let preferences = case.preferences.iter();
        let left = preferences.filter_map(|held| {
            let own = held.seen_from(seat).filter(|seen| seen.item.are_of(party));
            let Some(own) = own else {
                return Some(held.clone());
            };
            let left = self.left_of(own.item);
            let held = held.narrowed_to(seat, |_| left.clone());
            held.filter(|_| !left.is_bare())
        });
        case.preferences = left.collect();
    }

    fn left_of(&self, own: &Preferences) -> Preferences {
        let mut left = own.clone();
        if self.figures.is_some() {
            left.figures = None;
        }
        for (bracket, last) in &self.words {
            if self.replaced.contains(bracket) {
                left.grades.remove(*bracket);
            } else if let Some(grades) = left.grades.get_mut(*bracket) {
                grades.retain(|choice, _| !last.contains_key(choice));
            }
        }
        left.grades.retain(|_, grades| !grades.is_empty());
        left
    }

    /// One entry for each item of which something stands.
    fn add(self, case: &mut Case, party: &PartyId) {
        let mut by_item: BTreeMap<usize, Grades> = BTreeMap::new();
        for (bracket, last) in self.words {
            for (choice, (grade, nth)) in last {
                let grades = by_item.entry(nth).or_default();
                let grades = grades.entry(bracket.clone()).or_default();
                grades.insert(choice.clone(), grade);
            }
        }
        for (nth, grades) in by_item {
            let mut entry = Preferences::bare(party.clone());
            entry.grades = grades;
            let reach = self.items.get(nth).map(|reach| released(reach, party));
            let held = reach.map(|release| Held::new(entry, release));
            case.preferences.extend(held);
        }
        if let Some((figures, reach)) = self.figures {
            let mut entry = Preferences::bare(party.clone());
            entry.figures = Some(figures.clone());
            case.preferences
                .push(Held::new(entry, released(reach, party)));
        }
        let valued = self.valued.into_iter().map(|(valuation, reach)| {
            let entry = Preferences::of(party.clone(), valuation.clone());
            Held::new(entry, released(reach, party))
        });
        case.preferences.extend(valued);
    }
}

fn red_line(party: &PartyId, told: &Kept<Confidence>, nth: usize) -> Option<RedLine> {
    let Told::RedLine {
        firmness,
        words,
        never,
    } = &told.what.told
    else {
        return None;
    };
    let points = match &told.what.matter {
        Matter::Point(point) => vec![point.clone()],
        Matter::Whole | Matter::Bracket(_) | Matter::Choice(..) => Vec::new(),
    };
    Some(RedLine {
        id: RedLineId::new(format!("{party}-said-{nth}")),
        party: Some(party.clone()),
        firmness: *firmness,
        text: Wording::english(words.as_str()),
        rule: never.clone().map(PackageRule::Never),
        points,
        speaker: told
            .word
            .as_ref()
            .map(|word| word.said_by.as_str().to_owned()),
        date: told.word.as_ref().map(|word| word.on),
        grounds: Grounds::default(),
    })
}

#[cfg(test)]
mod tests {
    use crate::fjord::{Table, delegation, party};
    use crate::{Confidence, Matter, Motion, Reach, Refusal, Told};
    use case::{BracketId, ChoiceId, Compared, Deal, Exact, Grades, Likes, Valuation, VerbalGrade};
    use disclosure::{Audience, ReleaseClass, Seat};
    use std::collections::BTreeMap;

    fn marks(marks: &[(&str, VerbalGrade)]) -> BTreeMap<ChoiceId, VerbalGrade> {
        let marks = marks.iter();
        let marks = marks.map(|(choice, grade)| (ChoiceId::new(*choice), *grade));
        marks.collect()
    }

    fn told(class: ReleaseClass, matter: Matter, told: Told) -> Motion {
        let to = std::collections::BTreeSet::new();
        let reach = Reach::new(class, to);
        Motion::Tell(
            party("north"),
            Confidence {
                matter,
                told,
                reach,
            },
        )
    }

    fn quota() -> BracketId {
        BracketId::new("quota")
    }

    fn all(marks: BTreeMap<ChoiceId, VerbalGrade>) -> Told {
        Told::Preferences(Grades::from([(quota(), marks)]))
    }

    fn said(table: &Table, seat: &Seat) -> BTreeMap<ChoiceId, VerbalGrade> {
        let case = table.of(seat).case().unwrap();
        let grades = case.seen_from(seat.clone()).grades_of(&party("north"));
        grades.get(&quota()).cloned().unwrap_or_default()
    }

    #[test]
    fn a_later_word_stands_beside_words_on_other_options_and_a_later_page_replaces_them() {
        use VerbalGrade::{MustHave, Never, WouldLike};
        let mut table = Table::recorded();
        let north = delegation("north");
        let sealed = |matter, words| told(ReleaseClass::Sealed, matter, words);
        let whole = marks(&[("low", Never), ("high", MustHave)]);
        table
            .moves(&north, sealed(Matter::Whole, all(whole)))
            .unwrap();
        let one = Told::Grades(marks(&[("low", WouldLike)]));
        let shape = told(ReleaseClass::Shape, Matter::Bracket(quota()), one);
        let later = table.moves(&north, shape).unwrap();
        let now = marks(&[("low", WouldLike), ("high", MustHave)]);
        assert_eq!(said(&table, &north), now);
        assert_eq!(said(&table, &Seat::Mediator), now);
        assert!(said(&table, &delegation("south")).is_empty());
        let case = table.of(&Seat::Mediator).case().unwrap();
        let classes = case
            .seen_from(Seat::Mediator)
            .preferences()
            .map(|seen| seen.class);
        let classes: Vec<ReleaseClass> = classes.collect();
        assert_eq!(classes, [ReleaseClass::Sealed, ReleaseClass::Shape]);
        let room = Audience::Room(party("north"));
        table.moves(&north, Motion::Undo(room, later)).unwrap();
        assert_eq!(
            said(&table, &north),
            marks(&[("low", Never), ("high", MustHave)])
        );
        let cleared = all(BTreeMap::new());
        table.moves(&north, sealed(Matter::Whole, cleared)).unwrap();
        assert!(said(&table, &north).is_empty());
        let case = table.of(&north).case().unwrap();
        assert_eq!(case.seen_from(north).preferences().count(), 0);
    }

    #[test]
    fn words_on_several_brackets_have_no_other_place_and_name_only_what_the_room_knows() {
        let mut table = Table::recorded();
        let north = delegation("north");
        let words = all(marks(&[("low", VerbalGrade::Never)]));
        let placed = told(ReleaseClass::Sealed, Matter::Bracket(quota()), words);
        assert_eq!(
            table.moves(&north, placed),
            Err(Refusal::PreferencesOnOnePlace)
        );
        let nothing = Told::Preferences(Grades::new());
        let nothing = told(ReleaseClass::Sealed, Matter::Whole, nothing);
        assert_eq!(
            table.moves(&north, nothing),
            Err(Refusal::PreferencesOnOnePlace)
        );
        let secret = all(marks(&[("secret", VerbalGrade::Never)]));
        let Motion::Tell(_, secret) = told(ReleaseClass::Sealed, Matter::Whole, secret) else {
            unreachable!()
        };
        let south = delegation("south");
        let refused = table.moves(&south, Motion::Tell(party("south"), secret));
        let room = Audience::Room(party("south"));
        assert_eq!(refused, Err(Refusal::UnknownThere(room)));
    }

    fn valued(valuation: Valuation, class: ReleaseClass, matter: Matter) -> Motion {
        told(class, matter, Told::Valued(Box::new(valuation)))
    }

    fn pair(this: &str, other: &str) -> Compared<ChoiceId> {
        let [this, other] = [this, other].map(ChoiceId::new);
        let likes = Likes::More;
        Compared { this, likes, other }
    }

    #[test]
    fn comparisons_stand_beside_each_other_as_they_were_said_each_under_its_own_release() {
        let mut table = Table::recorded();
        let north = delegation("north");
        let rather = |this, other| Valuation::Options(quota(), pair(this, other));
        let here = Matter::Bracket(quota());
        let first = valued(rather("low", "high"), ReleaseClass::Sealed, here.clone());
        let first = table.moves(&north, first).unwrap();
        let second = valued(rather("high", "low"), ReleaseClass::Shape, here.clone());
        table.moves(&north, second).unwrap();
        let half = Exact::new(1.into(), 2.into());
        let one = Exact::from_integer(1.into());
        let high = ChoiceId::new("high");
        let within = Valuation::Within(quota(), high.clone(), half, one);
        table
            .moves(&north, valued(within, ReleaseClass::Sealed, here))
            .unwrap();
        let deal = Valuation::Packages(Compared {
            this: Deal::Package([(quota(), high)].into()),
            likes: Likes::AsMuch,
            other: Deal::NoDeal,
        });
        table
            .moves(&north, valued(deal, ReleaseClass::Sealed, Matter::Whole))
            .unwrap();
        let said = |table: &Table, seat: &Seat| {
            let view = table.of(seat).case().unwrap().seen_from(seat.clone());
            let all = view.preferences().map(|seen| {
                let item = seen.item;
                let options = item.comparisons.options.get(&quota()).cloned();
                let bounds = item.intervals.get(&quota()).map_or(0, BTreeMap::len);
                let deals = item.comparisons.packages.len();
                (seen.class, options.unwrap_or_default(), bounds, deals)
            });
            all.collect::<Vec<_>>()
        };
        let (sealed, shape) = (ReleaseClass::Sealed, ReleaseClass::Shape);
        let rest = [(sealed, vec![], 1, 0), (sealed, vec![], 0, 1)];
        let second = (shape, vec![pair("high", "low")], 0, 0);
        let mut all = vec![(sealed, vec![pair("low", "high")], 0, 0), second];
        all.extend(rest);
        assert_eq!(said(&table, &north), all);
        assert_eq!(said(&table, &Seat::Mediator), all);
        assert_eq!(said(&table, &delegation("south")), []);
        let room = Audience::Room(party("north"));
        table.moves(&north, Motion::Undo(room, first)).unwrap();
        assert_eq!(said(&table, &north), all[1..]);
    }

    #[test]
    fn a_comparison_names_two_things_that_the_room_knows_at_their_own_place() {
        let mut table = Table::recorded();
        let north = delegation("north");
        let rather = |this, other| Valuation::Options(quota(), pair(this, other));
        let here = Matter::Bracket(quota());
        let mut refused = |valuation, matter| {
            let moved = table.moves(&north, valued(valuation, ReleaseClass::Sealed, matter));
            moved.unwrap_err()
        };
        let elsewhere = refused(rather("low", "high"), Matter::Whole);
        assert_eq!(elsewhere, Refusal::ValuedOnOtherPlace);
        let itself = refused(rather("low", "low"), here.clone());
        assert_eq!(itself, Refusal::ComparedWithItself);
        let unknown = refused(rather("low", "none of these"), here.clone());
        let room = Audience::Room(party("north"));
        assert_eq!(unknown, Refusal::UnknownThere(room.clone()));
        let bare = Valuation::Packages(Compared {
            this: Deal::NoDeal,
            likes: Likes::More,
            other: Deal::Package(BTreeMap::new()),
        });
        assert_eq!(refused(bare, Matter::Whole), Refusal::EmptyPackage);
        let importance = Valuation::Importance(Compared {
            this: quota(),
            likes: Likes::More,
            other: BracketId::new("elsewhere"),
        });
        let unknown = refused(importance, Matter::Whole);
        assert_eq!(unknown, Refusal::UnknownThere(room));
        for (least, most) in [((1, 1), (1, 2)), ((-1, 2), (1, 2)), ((1, 2), (3, 2))] {
            let [least, most] = [least, most]
                .map(|(above, below): (i32, i32)| Exact::new(above.into(), below.into()));
            let within = Valuation::Within(quota(), ChoiceId::new("low"), least, most);
            assert_eq!(refused(within, here.clone()), Refusal::NoPart);
        }
    }
}
