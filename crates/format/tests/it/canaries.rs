//! The walk of the canaries: every seat of the fjord, every question, every form of the answer; no
//! seat finds a word that it may not know.

use crate::cases::{folder, read};
use briefing::{Detail, Direction, Question, Rehearsal, prepare, rehearse};
use case::{BreachId, Case, Role, View};
use disclosure::{PartyId, Seat};
use problem::{Effort, Watch};
use std::collections::BTreeSet;

/// A word, and the seats that may see it.
pub(crate) struct Canary {
    pub(crate) word: String,
    pub(crate) item: String,
    class: String,
    pub(crate) seats: BTreeSet<String>,
}

pub(crate) fn canaries() -> Vec<Canary> {
    let text = std::fs::read_to_string(folder("fjord").join("canaries.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [word, item, class, _, seats] = fields[..] else {
                panic!("five fields: {line}");
            };
            Canary {
                word: word.to_owned(),
                item: item.to_owned(),
                class: class.to_owned(),
                seats: seats.split(' ').map(str::to_owned).collect(),
            }
        })
        .collect()
}

/// Every seat of the fjord with its short name.
pub(crate) fn seats() -> Vec<(String, Seat)> {
    seats_of(&read("fjord"))
}

/// Every seat of a case with its short name.
pub(crate) fn seats_of(case: &Case) -> Vec<(String, Seat)> {
    let view = case.seen_from(Seat::Mediator);
    let mut seats = vec![
        ("mediator".to_owned(), Seat::Mediator),
        ("public".to_owned(), Seat::Public),
    ];
    for seen in view.parties() {
        let party: PartyId = seen.item.id.clone();
        let name = party.as_str().to_owned();
        match seen.item.role {
            Role::Principal => seats.push((name, Seat::Delegation(party))),
            Role::Partner => seats.push((name, Seat::Partner(party))),
            Role::Observer => seats.push((name, Seat::Observer(party))),
            Role::Mediator => {}
        }
    }
    seats
}

/// Everything that a seat can be told, in every form, errors too.
fn told(seat: Seat) -> Vec<(String, String)> {
    let case = read("fjord");
    let view = case.seen_from(seat);
    let watch = Watch::new();
    let mut told = Vec::new();
    for question in Question::ALL {
        match prepare(&view, question, &Effort::unbounded(&watch)) {
            Ok(briefing) => told.extend([
                (
                    format!("{question} text"),
                    briefing.to_text(80, Detail::Full),
                ),
                (
                    format!("{question} html"),
                    briefing.to_html(Direction::LeftToRight),
                ),
                (
                    format!("{question} json"),
                    format::briefing_json::to_json(&briefing),
                ),
            ]),
            Err(error) => told.push((format!("{question} error"), error.to_string())),
        }
    }
    told.extend(rehearsed(&case, &view));
    let text = text::Text::of_points(&view).unwrap();
    let lint = text::Lint::of(&text, &text::Known::of(&view, &[]));
    told.push(("lint json".to_owned(), format::lint::to_json(&lint)));
    told.push(("lint csv".to_owned(), format::lint::to_csv(&lint)));
    told
}

/// Every breach of the case rehearsed for a seat, with and without each party, errors too.
fn rehearsed(case: &Case, view: &View<'_>) -> Vec<(String, String)> {
    let watch = Watch::new();
    let team = case.seen_from(Seat::Mediator);
    let breaches: Vec<BreachId> = team.breaches().map(|seen| seen.item.id.clone()).collect();
    let parties = team.parties().map(|seen| vec![seen.item.id.clone()]);
    let leaving: Vec<Vec<PartyId>> = parties.chain([Vec::new()]).collect();
    let mut told = Vec::new();
    for breach in breaches {
        for without in &leaving {
            let asked = Rehearsal {
                breach: breach.clone(),
                since: 24,
                without: without.clone(),
            };
            let words = match rehearse(view, &asked, &Effort::unbounded(&watch)) {
                Ok(briefing) => format::briefing_json::to_json(&briefing),
                Err(error) => error.to_string(),
            };
            told.push((format!("{breach} rehearsed without {without:?}"), words));
        }
    }
    told
}

#[test]
fn no_seat_of_the_fjord_finds_a_word_that_it_may_not_know() {
    let canaries = canaries();
    let mut leaks = Vec::new();
    for (name, seat) in seats() {
        for (form, words) in told(seat) {
            for canary in &canaries {
                if !canary.seats.contains(&name) && words.contains(&canary.word) {
                    let (word, item) = (&canary.word, &canary.item);
                    leaks.push(format!("{name} finds {word} ({item}) in {form}"));
                }
            }
        }
    }
    assert!(leaks.is_empty(), "{}", leaks.join("\n"));
}

#[test]
fn the_mediator_finds_most_canaries_so_the_walk_is_not_blind() {
    let canaries = canaries();
    let told = told(Seat::Mediator);
    let found = |canary: &&Canary| told.iter().any(|(_, words)| words.contains(&canary.word));
    let missing: Vec<&str> = canaries
        .iter()
        .filter(|canary| !found(canary))
        .map(|canary| canary.item.as_str())
        .collect();
    assert!(missing.len() * 5 < canaries.len(), "{missing:?}");
}

#[test]
fn what_may_travel_without_its_source_reaches_its_recipients() {
    let south = told(Seat::Delegation(PartyId::new("south")));
    for item in ["option monitor.buoys", "red line line-7", "act survey"] {
        let canaries = canaries();
        let canary = canaries.iter().find(|canary| canary.item == item).unwrap();
        assert!(
            south.iter().any(|(_, words)| words.contains(&canary.word)),
            "{item}"
        );
    }
}

#[test]
fn every_class_but_the_open_one_has_its_canaries_of_many_kinds() {
    let canaries = canaries();
    let words: BTreeSet<&str> = canaries.iter().map(|canary| canary.word.as_str()).collect();
    assert_eq!(words.len(), canaries.len());
    for class in ["sealed", "shape", "unattributed", "attributed"] {
        let of_class = canaries.iter().filter(|canary| canary.class == class);
        let kinds: BTreeSet<&str> = of_class
            .filter_map(|canary| canary.item.split(' ').next())
            .collect();
        assert!(kinds.len() >= 10, "{class}: {kinds:?}");
    }
}
