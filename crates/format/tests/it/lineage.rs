//! How texts grew out of each other, drawn from what a seat may know.

use crate::case_file::read as read_one;
use crate::cases::read;
use briefing::{Block, Fate, Lineage, Picture, Question, Section, prepare};
use case::{Case, Change};
use disclosure::{PartyId, Seat};
use problem::{Effort, Watch};

const THREE: &str = r#"onetext: 1
case: {id: small, title: Two sides, live: false, invented: true, release: public}
parties:
  north: {name: North, role: principal}
  south: {name: South, role: principal}
points:
  "1": {title: Fishing}
  "2": {title: Patrols}
  "3": {title: Crews}
drafts:
  - {id: d1, name: First, numbered: 5, points: {"1": []}}
  - {id: n1, name: Heronbrook, release: {class: attributed, owner: north, to: [north]}}
  - {id: d2, name: Second, from: [d1], points: {"1": [d1.1, d1.2], "2": [d1.4], "3": [d1.4]},
     dropped: [{point: d1.3}]}
"#;

fn sections(case: &Case, seat: &Seat) -> Vec<Section> {
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    let told = prepare(&case.seen_from(seat.clone()), Question::Rivals, &effort);
    told.unwrap().sections
}

fn drawn(case: &Case, seat: &Seat) -> Lineage {
    let blocks = sections(case, seat)
        .into_iter()
        .flat_map(|section| section.blocks);
    let mut drawn = blocks.filter_map(|block| match block {
        Block::Picture(Picture::Lineage(drawn)) => Some(drawn),
        Block::Paragraph(_)
        | Block::Remark(_)
        | Block::List(_)
        | Block::Table(_)
        | Block::Picture(_) => None,
    });
    drawn.next().unwrap()
}

fn fates(drawn: &Lineage, text: usize) -> Vec<(&str, Fate)> {
    let points = drawn.texts[text].points.iter();
    points
        .map(|point| (point.label.as_str(), point.fate))
        .collect()
}

#[test]
fn each_point_says_what_became_of_it_and_hangs_on_those_it_comes_from() {
    let case = read_one(THREE).unwrap_or_else(|faults| panic!("{faults}"));
    let drawn = drawn(&case, &Seat::Mediator);
    let names: Vec<&str> = drawn.texts.iter().map(|text| text.name.as_str()).collect();
    assert_eq!(names, ["First", "Second"]);
    let first = [
        ("1", Fate::Traced(None)),
        ("2", Fate::Origin),
        ("3", Fate::LeftOut),
        ("4", Fate::Origin),
        ("5", Fate::Counted),
    ];
    assert_eq!(fates(&drawn, 0), first);
    let second = [
        ("1", Fate::Traced(Some(Change::Merged))),
        ("2", Fate::Traced(Some(Change::Split))),
        ("3", Fate::Traced(Some(Change::Split))),
    ];
    assert_eq!(fates(&drawn, 1), second);
    let threads: Vec<_> = drawn.threads.iter().map(|one| (one.from, one.to)).collect();
    let expected = [(0, 0, 0), (0, 1, 0), (0, 3, 1), (0, 3, 2)];
    let expected = expected.map(|(text, from, to)| ((text, from), (1, to)));
    assert_eq!(threads, expected);
}

#[test]
fn a_text_that_a_seat_does_not_know_is_neither_drawn_nor_named() {
    let told = THREE
        .replace("\"3\": [d1.4]}", "\"3\": [d1.4]}, release: public")
        .replace("numbered: 5,", "numbered: 5, release: public,");
    let case = read_one(&told).unwrap_or_else(|faults| panic!("{faults}"));
    let south = Seat::Delegation(PartyId::new("south"));
    assert_eq!(drawn(&case, &south).texts.len(), 2);
    let words = format!("{:?}", sections(&case, &south));
    assert!(!words.contains("Heronbrook"), "{words}");
}

#[test]
fn of_the_twenty_points_six_are_known_to_come_from_the_twenty_eight() {
    let drawn = drawn(&read("miami-2025"), &Seat::Public);
    let lengths: Vec<usize> = drawn.texts.iter().map(|text| text.points.len()).collect();
    assert_eq!(lengths, [28, 20]);
    assert_eq!(drawn.threads.len(), 6);
}
