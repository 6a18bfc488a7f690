//! Preferences in words: what can be said from them alone, and that several entries read back.

use crate::case_file;
use crate::cases::read;
use briefing::{joint_words, own_words, words_on};
use case::{BracketId, ChoiceId, Grades, InWords, VerbalGrade};
use disclosure::{Audience, PartyId, ReleaseClass, Seat};
use format::case_file::{read_extract, write};
use problem::{Effort, Watch};
use proceedings::{
    Confidence, Deed, Event, EventId, Matter, Moment, Proceedings, Reach, Told, audiences, opening,
};

fn party(name: &str) -> PartyId {
    PartyId::new(name)
}

/// The case of the mediation team, with what North said in its room laid over it.
fn with_told(case: &case::Case, told: Vec<Told>) -> Proceedings {
    let mut team = Proceedings::of(Seat::Mediator);
    let ids = (1..)
        .map(EventId::new)
        .take(audiences(case).len() + 3)
        .collect();
    for (audience, event) in opening(case, Moment::of_micros(1), ids).unwrap() {
        team.apply(&audience, &event);
    }
    for (told, id) in told.into_iter().zip(1_000_u128..) {
        let matter = if matches!(told, Told::Grades(_)) {
            Matter::Bracket(BracketId::new("border"))
        } else {
            Matter::Whole
        };
        let class = if id % 2 == 0 {
            ReleaseClass::Sealed
        } else {
            ReleaseClass::Shape
        };
        let to = std::collections::BTreeSet::new();
        let event = Event {
            id: EventId::new(id),
            at: Moment::of_micros(i64::try_from(id).unwrap()),
            by: Seat::Delegation(party("north")),
            who: None,
            word: None,
            deed: Deed::Told(Confidence {
                matter,
                told,
                reach: Reach::new(class, to),
            }),
        };
        team.apply(&Audience::Room(party("north")), &event);
    }
    team
}

#[test]
fn several_entries_of_one_party_in_the_overlaid_case_read_back_as_they_were() {
    let never = |choice: &str| (ChoiceId::new(choice), VerbalGrade::Never);
    let words = Told::Preferences(Grades::from([
        (BracketId::new("quota"), [never("low")].into()),
        (BracketId::new("season"), [never("spring")].into()),
    ]));
    let later = Told::Grades([never("median")].into());
    let team = with_told(&read("fjord"), vec![words, later]);
    let case = team.case().unwrap();
    let north = |case: &case::Case| case.seen_from(Seat::Mediator).grades_of(&party("north"));
    let grades = north(case);
    let border = &grades[&BracketId::new("border")];
    assert_eq!(border[&ChoiceId::new("median")], VerbalGrade::Never);
    assert_eq!(border[&ChoiceId::new("chart")], VerbalGrade::WouldLike);
    assert_eq!(grades[&BracketId::new("season")].len(), 1);
    let entries = case.seen_from(Seat::Mediator);
    let entries = entries
        .preferences()
        .filter(|seen| seen.item.are_of(&party("north")));
    assert_eq!(entries.count(), 3);
    let text = write(&case.seen_from(Seat::Mediator).extract());
    let again = read_extract(&[("case.yaml", text.as_bytes())]);
    let again = again.unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(north(&again), grades);
    assert_eq!(write(&again.seen_from(Seat::Mediator).extract()), text);
}

const WORDS: &str = "\
onetext: 1
case: {id: words, title: Words}
parties: {north: {name: North, role: principal}, south: {name: South, role: principal}}
points:
  '1':
    title: Fish
    brackets:
      quota: {question: How much, options: {low: {text: Low}, mid: {text: Mid}, high: {text: High}}}
  '2':
    title: Season
    brackets:
      season: {question: When, options: {spring: {text: Spring}, none: {text: None}}}
preferences:
  - party: north
    given_by: party
    words: {quota: {low: never, high: must have, mid: could live with},
      season: {spring: could live with, none: would like}}
  - party: south
    given_by: party
    words: {quota: {low: would like, high: could live with}, season: {spring: MUST, none: NONE}}
";

fn worded(must: &str, none: &str) -> case::Case {
    let text = WORDS.replace("MUST", must).replace("NONE", none);
    case_file::read(&text).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn from_words_alone_packages_are_counted_and_points_that_could_be_traded_are_named() {
    let case = worded("must have", "could live with");
    let view = case.seen_from(Seat::Mediator);
    let watch = Watch::new();
    let sections = joint_words(&view, &Effort::unbounded(&watch));
    let headings: Vec<&str> = sections.iter().map(|one| one.heading.as_str()).collect();
    assert_eq!(
        headings,
        [
            "From words alone, 4 of 6 packages hold nothing that anybody will never take",
            "From words alone, one pair of points could be traded",
            "The words leave 2 questions open of those of which somebody spoke",
        ]
    );
    let all = format!("{sections:?}");
    assert!(
        all.contains("1 of them have all that is marked must have."),
        "{all}"
    );
    assert!(all.contains("“High” on 1 Fish, which North must have, for “Spring” on 2 Season"));
    let swaps = format!("{:?}", sections[1]);
    let unchecked = "Whether the rest of the text and its rules allow such an exchange is not";
    assert!(swaps.contains(unchecked), "{swaps}");
    let brute = view.pose_words(InWords::Nevers).unwrap().problem;
    let kept = brute.packages().filter(|package| {
        let mut stances = brute.stances().rows();
        stances.all(|stance| stance.bears(package))
    });
    assert_eq!(kept.count(), 4);
    let south = case.seen_from(Seat::Delegation(party("south")));
    assert!(joint_words(&south, &Effort::unbounded(&watch)).is_empty());
    assert!(own_words(&south, &party("north"), &Effort::unbounded(&watch)).is_none());
}

#[test]
fn words_that_leave_no_package_are_told_as_the_smallest_sets_that_clash() {
    let case = worded("never", "never");
    let view = case.seen_from(Seat::Mediator);
    let watch = Watch::new();
    let sections = joint_words(&view, &Effort::unbounded(&watch));
    assert!(
        sections[0]
            .heading
            .contains("every package holds something")
    );
    let all = format!("{:?}", sections[0]);
    let clash = "South: never “Spring” on 2 Season — against — South: never “None” on 2 Season";
    assert!(all.contains(clash), "{all}");
}

#[test]
fn a_package_is_read_beside_the_words_of_one_party() {
    let case = worded("must have", "could live with");
    let view = case.seen_from(Seat::Mediator);
    let package = [("quota", "low"), ("season", "spring")];
    let package = package.map(|(b, c)| (BracketId::new(b), ChoiceId::new(c)));
    let package = package.into();
    assert_eq!(
        words_on(&view, &party("north"), &package),
        [
            "It holds what North will never take: “Low” on 1 Fish.",
            "It lacks what North must have on 1 Fish.",
        ]
    );
    assert_eq!(
        words_on(&view, &party("south"), &package),
        [
            "It holds nothing that South marked never.",
            "It has all that South must have.",
        ]
    );
}
