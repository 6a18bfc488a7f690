//! Rounds, edits and consensus as a case file has them: what they are posed as, and who is told.

use super::{HEAD, read};
use case::{Case, Change, Date, PointId};
use disclosure::{PartyId, Seat};
use problem::rounds::{Between, Kind};
use problem::treatment::treatment;
use problem::{BracketIx, PartyIx};
use std::collections::BTreeSet;

const TALKS: &str = "\
points:
  \"4\":
    title: Fishing
    brackets:
      quota: {question: Q, options: {low: {text: L}, mid: {text: M}, high: {text: H}}}
      season: {question: S, options: {none: {text: N}, spring: {text: S}}}
drafts:
  - {id: d1, name: One, choices: {quota: low, season: none}}
  - {id: d2, name: Two, from: [d1], choices: {quota: mid, season: none}}
rounds:
  - id: r1
    title: First
    from: 2031-05-01
    draft: d1
    words:
      - {party: north, bracket: quota, status: rejected, holds: high}
      - {party: south, bracket: quota, status: agreed, holds: low}
      - {party: north, bracket: season, status: acceptable}
      - {party: south, bracket: season, status: agreed}
  - id: r2
    title: Second
    from: 2031-05-10
    draft: d2
    words:
      - {party: north, bracket: quota, status: acceptable, holds: mid, release: sealed}
      - {party: south, bracket: quota, status: bracketed, holds: low}
edits:
  - {id: e1, party: north, asked: 2031-05-02, text: A, settled: {how: taken, on: 2031-05-10}}
  - {id: e2, party: south, asked: 2031-05-02, text: B}
consensus:
  - {id: c1, title: In force, rule: one_of, of: [north, south, reef], sets: [[north, south], [north, reef]]}
";

fn talks() -> Case {
    read(&format!("{HEAD}{TALKS}")).unwrap_or_else(|faults| panic!("{faults}"))
}

fn north() -> Seat {
    Seat::Delegation(PartyId::new("north"))
}

fn south() -> Seat {
    Seat::Delegation(PartyId::new("south"))
}

const QUOTA: BracketIx = BracketIx::new(0);
const SEASON: BracketIx = BracketIx::new(1);
const BOTH: [PartyIx; 2] = [PartyIx::new(0), PartyIx::new(1)];

#[test]
fn a_sealed_word_moves_a_party_for_its_own_room_and_for_nobody_else() {
    let case = talks();
    let kinds = |seat| {
        let posed = case.seen_from(seat).pose_rounds().unwrap();
        let moves = posed.history.moves((0, 1));
        let moves = moves.iter().map(|each| (each.party, each.kind));
        moves.collect::<Vec<_>>()
    };
    let [by_north, by_south] = BOTH;
    let both = [(by_north, Kind::Conceded), (by_south, Kind::TextLeft)];
    assert_eq!(kinds(Seat::Mediator), both);
    assert_eq!(kinds(north()), both);
    assert_eq!(kinds(south()), [(by_south, Kind::TextLeft)]);
}

#[test]
fn agreement_is_told_of_each_question_and_only_of_the_words_on_the_table() {
    let case = talks();
    let view = case.seen_from(Seat::Mediator);
    let history = view.pose_rounds().unwrap().history;
    assert_eq!(history.course(QUOTA, &BOTH).stages, [Between::NotYet; 2]);
    // Neither has spoken again of a season whose words are the same.
    assert_eq!(history.course(SEASON, &BOTH).stages, [Between::Livable; 2]);
}

#[test]
fn a_side_reads_how_its_own_edits_fared() {
    let case = talks();
    for (seat, sides) in [(Seat::Mediator, 2), (north(), 1), (Seat::Public, 0)] {
        let posed = case.seen_from(seat.clone()).pose_edits();
        assert_eq!(posed.sides.len(), sides, "{seat:?}");
    }
    let posed = case.seen_from(south()).pose_edits();
    let day = i64::from(case::day_number(Date::new(2031, 5, 12).unwrap()));
    let fared = treatment(&posed.edits, 0, day);
    assert_eq!((fared.open, fared.waiting), (1, vec![10]));
}

#[test]
fn a_rule_of_sets_is_told_from_the_side_of_those_who_can_block() {
    let case = talks();
    let posed = case.seen_from(Seat::Public).pose_consensus();
    let rule = posed.iter().find(|each| each.of.is_some()).unwrap();
    let set = |parties: &[u16]| -> BTreeSet<PartyIx> {
        parties.iter().map(|party| PartyIx::new(*party)).collect()
    };
    let blocks = [set(&[0]), set(&[1, 2])];
    assert_eq!(rule.rule.blocks(3), Some(blocks.into()));
}

#[test]
fn what_became_of_a_point_follows_from_its_origins_where_it_is_not_told() {
    let drafts = "\
points: {\"1\": {title: A}, \"2\": {title: B}, \"3\": {title: C}, \"4\": {title: D}}
drafts:
  - {id: d1, name: One}
  - id: d2
    name: Two
    points:
      \"1\": [d1.1, d1.2]
      \"2\": [d1.3]
      \"3\": [d1.3]
      \"4\": {from: [d1.4], change: kept}
";
    let case = read(&format!("{HEAD}{drafts}")).unwrap_or_else(|faults| panic!("{faults}"));
    let view = case.seen_from(Seat::Public);
    let draft = view.drafts().nth(1).unwrap().item;
    let changes = ["1", "2", "3", "4"].map(|id| draft.change(&PointId::new(id)));
    let expected = [
        Some(Change::Merged),
        Some(Change::Split),
        Some(Change::Split),
        Some(Change::Kept),
    ];
    assert_eq!(changes, expected);
}

/// What is wrong with a file that goes on so.
fn faults(more: &str) -> String {
    match read(&format!("{HEAD}{more}")) {
        Ok(_) => "no faults".to_owned(),
        Err(faults) => faults.to_string(),
    }
}

#[test]
fn a_live_case_tells_in_public_only_words_that_were_reported() {
    let live = "points: {\"1\": {title: A, question: Q, options: {x: {text: X}}}}\nrounds: [{id: r, \
                title: R, words: [{party: north, bracket: p1, status: agreed}]}]\n";
    let head = HEAD.replace("title: A sample", "title: A sample, live: true");
    let refused = read(&format!("{head}{live}")).err().unwrap().to_string();
    assert!(
        refused.contains("is public in a live case and has no source"),
        "{refused}"
    );
    let sealed = live.replace("status: agreed", "status: agreed, release: sealed");
    assert!(read(&format!("{head}{sealed}")).is_ok());
}

#[test]
fn rounds_out_of_order_words_said_twice_and_answers_before_questions_are_faults() {
    let points = "points: {\"1\": {title: A, question: Q, options: {x: {text: X}}}}\n";
    let cases = [
        (
            "rounds: [{id: a, title: A, from: 2031-05-09}, {id: b, title: B, from: 2031-05-01}]",
            "comes before the round above it",
        ),
        (
            "rounds: [{id: a, title: A, from: 2031-05-09, to: 2031-05-08}]",
            "ends before it begins",
        ),
        (
            "rounds: [{id: a, title: A, words: [{party: north, bracket: p1, status: agreed}, \
             {party: north, bracket: p1, status: rejected}]}]",
            "stands there twice",
        ),
        (
            "edits: [{id: a, party: north, asked: 2031-05-09, text: A, settled: {how: taken, \
             on: 2031-05-08}}]",
            "is settled before it was asked for",
        ),
        (
            "consensus: [{id: a, title: A, rule: one_of}]",
            "is passed by one of no sets",
        ),
        (
            "consensus: [{id: a, title: A, rule: one_of, of: [north], sets: [[north, south]]}]",
            "`south` is in a set and not one of those who decide",
        ),
        (
            "consensus: [{id: a, title: A, rule: unanimity, sets: [[north]]}]",
            "has sets, and is not passed by one of them",
        ),
        (
            "drafts: [{id: a, name: A, rivals: [a]}]",
            "stands against itself",
        ),
        (
            "drafts: [{id: a, name: A, points: {\"1\": {from: [a.1], change: new}}}]",
            "has a new point with origins",
        ),
        (
            "drafts: [{id: a, name: A, dropped: [{point: b.1}]}]",
            "traces a point to `b.1` of no draft",
        ),
        (
            "drafts: [{id: a, name: A, release: sealed}]\nrounds: [{id: r, title: R, draft: a}]",
            "would give the draft `a` away to everybody",
        ),
        (
            "drafts: [{id: a, name: A, release: sealed}, {id: b, name: B, points: {\"1\": \
             {from: [a.1]}}}]",
            "would give the draft `a` away to everybody",
        ),
        (
            "meetings: [{id: m, date: 2031-05-01, place: P, format: F, release: sealed}]\n\
             rounds: [{id: r, title: R, meetings: [m]}]",
            "would give the meeting `m` away to everybody",
        ),
    ];
    for (more, expected) in cases {
        let found = faults(&format!("{points}{more}\n"));
        assert!(found.contains(expected), "{more}\n{found}");
    }
}
