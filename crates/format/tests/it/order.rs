//! Plans of the cases that ship: dates, exposure, files to take away, and who may know what.

use crate::canaries::{canaries, seats};
use crate::cases::{CASES, read};
use briefing::{Detail, Kept, NoTimetable, Timetable, timetable};
use case::{ActId, BracketId, Case, ChoiceId, Measure, PlanAsk, StepOf, Tried};
use disclosure::{PartyId, Seat};
use problem::{Effort, Watch};
use std::path::Path;

fn asked(case: &Case, seat: &Seat) -> PlanAsk {
    let view = case.seen_from(seat.clone());
    view.plan_in_hand(view.plan_start().unwrap())
}

fn planned(case: &Case, seat: &Seat, ask: &PlanAsk) -> Result<Timetable, NoTimetable> {
    let watch = Watch::new();
    timetable(
        &case.seen_from(seat.clone()),
        ask,
        &Effort::unbounded(&watch),
    )
}

fn south() -> Seat {
    Seat::Delegation(PartyId::new("south"))
}

fn step(id: &str) -> StepOf {
    StepOf::Act(ActId::new(id))
}

/// Every form in which a seat is given the order of the fjord.
fn told(case: &Case, seat: &Seat) -> Vec<(&'static str, String)> {
    let (watch, view) = (Watch::new(), case.seen_from(seat.clone()));
    let effort = Effort::unbounded(&watch);
    let ask = asked(case, seat);
    let table = timetable(&view, &ask, &effort);
    let briefing = briefing::order(&view, Some(&table), &effort).unwrap();
    let table = table.unwrap();
    vec![
        ("text", briefing.to_text(80, Detail::Full)),
        ("json", format::briefing_json::to_json(&briefing)),
        (
            "calendar",
            format::ical::write(&view, &table).replace("\r\n ", ""),
        ),
        ("matrix", format::matrix::write(&briefing::matrix(&view))),
        ("picture", briefing::svg_file(&table.pictures())),
    ]
}

#[test]
fn no_seat_finds_in_its_plan_a_word_that_it_may_not_know() {
    let (case, canaries) = (read("fjord"), canaries());
    for (name, seat) in seats() {
        for (form, words) in told(&case, &seat) {
            for canary in canaries.iter().filter(|c| !c.seats.contains(&name)) {
                let (word, item) = (&canary.word, &canary.item);
                assert!(
                    !words.contains(word),
                    "{name} finds {word} ({item}) in {form}"
                );
            }
        }
    }
}

#[test]
fn the_files_of_the_fjord_are_those_on_record() {
    let case = read("fjord");
    for (form, words) in told(&case, &south()) {
        let file = match form {
            "calendar" => "south.ics",
            "matrix" => "south.csv",
            "picture" => "south.svg",
            _ => continue,
        };
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/order");
        let path = folder.join(file);
        let words = words.replace("\r\n", "\n");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &words).unwrap();
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(expected == words, "{file}: UPDATE=1 rewrites it");
    }
}

#[test]
fn a_delegation_is_told_its_own_exposure_and_nobody_elses() {
    let case = read("fjord");
    let table = planned(&case, &south(), &asked(&case, &south())).unwrap();
    assert_eq!(table.posed.measure, Measure::Figures);
    assert!(!table.curves.is_empty());
    assert!(table.curves.iter().all(|curve| curve.side == "South"));
    let own = table.rows.iter().filter(|row| row.on_trust);
    assert!(own.clone().count() > 0);
    assert!(own.clone().all(|row| row.owner.as_deref() == Some("South")));
    let all = planned(&case, &Seat::Mediator, &asked(&case, &Seat::Mediator)).unwrap();
    assert!(all.curves.iter().any(|curve| curve.side == "North"));
}

#[test]
fn both_loops_of_the_founding_case_are_broken_by_two_changes_and_steps_are_counted() {
    let case = read("miami-2025");
    let table = planned(&case, &Seat::Public, &asked(&case, &Seat::Public)).unwrap();
    assert_eq!(table.repairs.len(), 2, "{:?}", table.repairs);
    assert_eq!(table.kept, Kept::Everything);
    assert_eq!(table.posed.measure, Measure::Steps);
    assert!(table.curves.iter().any(|curve| !curve.moments.is_empty()));
    assert!(table.curves.iter().all(|curve| curve.limit.is_none()));
    let held = (table.end - table.posed.start).get_days();
    assert!(held >= 60, "the referendum waits for 60 days: {held}");
}

#[test]
fn the_dates_of_the_minsk_package_are_those_of_its_text() {
    let case = read("minsk-2015");
    let table = planned(&case, &Seat::Public, &asked(&case, &Seat::Public)).unwrap();
    let start = |id: &str| {
        let row = table.rows.iter().find(|row| row.step == step(id));
        row.unwrap_or_else(|| panic!("{id}")).start.to_string()
    };
    assert_eq!(start("ceasefire_ua"), "2015-02-15");
    assert_eq!(start("ceasefire_ca"), "2015-02-15");
    assert!(start("weapons_ua").as_str() <= "2015-02-17");
    assert!(start("resolution").as_str() <= "2015-03-14");
    assert_eq!(table.repairs.len(), 3, "{:?}", table.repairs);
}

#[test]
fn the_options_taken_decide_what_is_owed_and_whether_there_is_a_loop() {
    let case = read("fjord");
    let mut ask = asked(&case, &Seat::Mediator);
    let by_vote = planned(&case, &Seat::Mediator, &ask).unwrap();
    assert_eq!(by_vote.repairs.len(), 1);
    let approval = BracketId::new("approval");
    ask.package.insert(approval, ChoiceId::new("assembly"));
    let by_assembly = planned(&case, &Seat::Mediator, &ask).unwrap();
    assert_eq!(by_assembly.repairs, Vec::<String>::new());
    let has = |table: &Timetable, id: &str| table.rows.iter().any(|row| row.step == step(id));
    assert!(has(&by_vote, "vote") && !has(&by_vote, "assembly"));
    assert!(!has(&by_assembly, "vote") && has(&by_assembly, "assembly"));
    assert!(by_assembly.end < by_vote.end);
}

#[test]
fn a_step_that_is_tried_on_another_day_moves_what_waits_for_it() {
    let case = read("fjord");
    let mut ask = asked(&case, &Seat::Mediator);
    ask.package
        .insert(BracketId::new("approval"), ChoiceId::new("assembly"));
    let before = planned(&case, &Seat::Mediator, &ask).unwrap();
    let tried = Tried {
        day: Some(120),
        days: Some(30),
    };
    ask.tried.insert(ActId::new("assembly"), tried);
    let after = planned(&case, &Seat::Mediator, &ask).unwrap();
    let start = |table: &Timetable, id: &str| {
        let row = table.rows.iter().find(|row| row.step == step(id)).unwrap();
        (row.start - table.posed.start).get_days()
    };
    assert!(start(&before, "agreement") < 30);
    assert!(start(&after, "assembly") >= 120);
    assert!(start(&after, "agreement") >= 150);
    assert!(before.end < after.end);
}

#[test]
fn what_is_done_is_planned_no_more_and_what_only_a_breach_brings_is_left_out() {
    let case = read("fjord");
    let table = planned(&case, &Seat::Mediator, &asked(&case, &Seat::Mediator)).unwrap();
    assert!(table.posed.done.contains_key(&ActId::new("lights")));
    for id in ["lights", "ships_sent", "breach"] {
        assert!(table.rows.iter().all(|row| row.step != step(id)), "{id}");
    }
}

#[test]
fn every_case_that_ships_has_a_plan_or_says_why_not() {
    for name in CASES {
        let case = read(name);
        for seat in [Seat::Mediator, Seat::Public] {
            let view = case.seen_from(seat.clone());
            let Some(start) = view.plan_start() else {
                continue;
            };
            match planned(&case, &seat, &view.plan_in_hand(start)) {
                Ok(table) => assert!(table.end >= start && table.checked, "{name}"),
                Err(why) => assert!(!why.to_string().is_empty(), "{name}"),
            }
        }
    }
}

/// A case of two parties with this beside them.
fn of_two(rest: &str) -> Case {
    let text = format!(
        "onetext: 1\ncase: {{id: two, title: Two, invented: true}}\n\
         parties:\n  a: {{name: A, role: principal}}\n  b: {{name: B, role: principal}}\n{rest}"
    );
    format::case_file::read(&[("case.yaml", text.as_bytes())]).unwrap()
}

fn from_2031(case: &Case) -> Result<Timetable, NoTimetable> {
    let view = case.seen_from(Seat::Mediator);
    planned(
        case,
        &Seat::Mediator,
        &view.plan_in_hand(case::Date::constant(2031, 1, 1)),
    )
}

#[test]
fn sides_that_can_bear_nothing_are_told_that_no_order_keeps_that() {
    let case = of_two(
        "commitments:\n  \
           one: {title: One, owner: a, days: 5, beneficiaries: [b], worth: {a: -2, b: 2}}\n  \
           two: {title: Two, owner: b, days: 5, beneficiaries: [a], worth: {b: -2, a: 2}}\n\
         linkages:\n  - {id: k, excludes: {act: one, other: two}}\n\
         bearable:\n  - {party: a, given_by: party, all: 0}\n  - {party: b, given_by: party, all: 0}\n",
    );
    let why = from_2031(&case).unwrap_err();
    let NoTimetable::NoDates(words) = &why else {
        panic!("{why}");
    };
    assert!(words.contains("A") && words.contains("B"), "{words}");
}

#[test]
fn a_plan_with_many_days_off_is_given_the_time_that_they_take() {
    let fridays: Vec<String> = (0..110_i64)
        .map(|week| case::Date::constant(2031, 1, 3) + jiff::Span::new().weeks(week))
        .map(|day| format!("{{name: F, from: {day}}}"))
        .collect();
    let case = of_two(&format!(
        "calendars:\n  a: {{weekend: [saturday, sunday], holidays: [{}]}}\n\
         commitments:\n  long: {{title: Long, owner: a, days: 500, working_days: true}}\n",
        fridays.join(", ")
    ));
    let table = from_2031(&case).unwrap();
    assert!(
        table.end > case::Date::constant(2033, 3, 1),
        "{}",
        table.end
    );
}
