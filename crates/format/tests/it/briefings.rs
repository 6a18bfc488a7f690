//! Each case's briefing as it stands beside the case: `UPDATE=1` rewrites it, the diff is reviewed.
//!
//! How an answer was found (the lines marked `∴`) is left out: the answers stand, however found.

use crate::cases::{CASES, folder, read};
use briefing::{Detail, Question, prepare};
use disclosure::{PartyId, Seat};
use problem::{Effort, Watch};

/// The seat whose briefing stands beside a case: the public one where all figures are public.
fn seat(name: &str) -> Seat {
    match name {
        "fjord" | "tram-depot" | "turbine-parts" => Seat::Mediator,
        _ => Seat::Public,
    }
}

fn brief(name: &str) -> String {
    let case = read(name);
    let watch = Watch::new();
    let view = case.seen_from(seat(name));
    let briefing = prepare(&view, Question::All, &Effort::unbounded(&watch)).unwrap();
    let text = briefing.to_text(80, Detail::Short);
    let kept = text
        .lines()
        .filter(|line| !line.trim_start().starts_with('∴'));
    kept.map(|line| format!("{line}\n")).collect()
}

#[test]
fn every_case_is_briefed_as_written_beside_it() {
    let update = std::env::var("UPDATE").is_ok_and(|value| value == "1");
    for name in CASES {
        let path = folder(name).join("briefing.txt");
        let found = brief(name);
        if update {
            std::fs::write(&path, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        let differs = (1..)
            .zip(found.lines().zip(expected.lines()))
            .find(|(_, (found, expected))| found != expected);
        assert!(
            found == expected,
            "{name} is briefed otherwise than in {}, first at {differs:?}; UPDATE=1 rewrites it",
            path.display()
        );
    }
}

#[test]
fn what_the_words_leave_unsaid_stands_in_the_briefing_of_the_mediation_team_alone() {
    let case = read("fjord");
    let watch = Watch::new();
    let heading = |seat: Seat| {
        let view = case.seen_from(seat);
        let briefing = prepare(&view, Question::All, &Effort::unbounded(&watch)).unwrap();
        let mut sections = briefing.sections.into_iter();
        let unsaid = sections.find(|section| section.id == "unsaid");
        unsaid.map(|section| section.heading)
    };
    let words = heading(Seat::Mediator).unwrap();
    assert!(words.ends_with("things are wanting in the text"), "{words}");
    assert_eq!(heading(Seat::Delegation(PartyId::new("south"))), None);
    assert_eq!(heading(Seat::Public), None);
}

#[test]
fn the_labels_of_meetings_are_laid_one_after_another() {
    let case = read("miami-2025");
    let view = case.seen_from(Seat::Public);
    let watch = Watch::new();
    let briefing = prepare(&view, Question::Rounds, &Effort::unbounded(&watch)).unwrap();
    let mut sections = briefing.sections.iter();
    let labels = sections.find(|section| section.id == "labels").unwrap();
    let text = format!("{labels:?}");
    assert!(text.contains("no compromise option yet"), "{text}");
    assert!(text.contains("constructive, productive"), "{text}");
}
