//! How long the critical path, and the best order within limits, take.
//!
//! `cargo bench -p analysis --bench plan [-- dates | exact | replan]`: plans as agreements have
//! them: themes whose steps follow each other, owners with days of rest and holidays, verification,
//! some steps done together, apart or in time, and every step worth something to both sides. Limits
//! are a part of what the earliest dates would expose each side to. Wall time, one thread.
#![expect(clippy::expect_used, reason = "a bench stops when it is used wrongly")]

use analysis::plan::{best, dates};
use problem::plan::{
    Account, Calendar, Day, Goal, Limits, Parts, Period, Plan, Step, Term, Verification, Window,
};
use problem::{CalendarIx, Effort, PartyIx, Reach, StepIx, Table, Watch};
use std::collections::BTreeSet;
use std::time::Instant;

struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        u32::try_from((z ^ (z >> 31)) % u64::from(limit)).unwrap_or(0)
    }

    fn one_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    fn among(&mut self, from: u32, until: u32) -> u32 {
        from + self.below(until - from + 1)
    }
}

const YEARS: i32 = 12;

/// Two days of rest a week, and a holiday of three days each year.
fn calendar(rest: i32, holiday: i32) -> Calendar {
    let days = 0..3 * YEARS * 366;
    let closed: BTreeSet<Day> = days
        .filter(|d| (d - rest).rem_euclid(7) < 2 || (d - holiday).rem_euclid(365) < 3)
        .map(Day::new)
        .collect();
    Calendar::new(closed)
}

fn step(draw: &mut Draw, sides: u16) -> Step {
    let pick = |draw: &mut Draw| u16::try_from(draw.below(u32::from(sides))).unwrap_or(0);
    let owner = pick(draw);
    let other = (owner + 1 + pick(draw).min(sides - 2)) % sides;
    let cost = i64::from(draw.among(1, 12));
    let benefit = cost + i64::from(draw.below(4));
    Step {
        days: draw.among(2, 40),
        calendar: Some(CalendarIx::new(owner % 2)),
        verification: Verification {
            days: draw.among(0, 10),
            calendar: Some(CalendarIx::new(2)),
        },
        starts: Window::default(),
        done: Window::default(),
        worth: vec![(PartyIx::new(owner), -cost), (PartyIx::new(other), benefit)],
        reversible: draw.one_in(2),
    }
}

fn terms(draw: &mut Draw, steps: u32, theme: u32) -> Vec<Term> {
    let mut terms = Vec::new();
    let at = StepIx::new;
    for ix in 0..steps {
        let place = ix % theme;
        if place > 0 {
            let back = draw.among(1, place.min(3));
            terms.push(Term::Requires {
                step: at(ix),
                first: at(ix - back),
                held: if draw.one_in(5) {
                    draw.among(10, 60)
                } else {
                    0
                },
            });
        }
        if ix > theme && draw.one_in(6) {
            let first = at(draw.below(ix / theme) * theme + place / 2);
            if first < at(ix) {
                terms.push(Term::Requires {
                    step: at(ix),
                    first,
                    held: 0,
                });
            }
        }
        if place > 0 && ix + 1 < steps && draw.one_in(25) {
            terms.push(Term::Triggers {
                step: at(ix - 1),
                then: at(ix),
                within: Some(90),
            });
        }
        if ix > theme && draw.one_in(30) {
            terms.push(Term::Excludes {
                one: at(ix),
                other: at(ix - theme),
            });
        }
        if draw.one_in(40) {
            let day = Day::new(i32::try_from(draw.among(30, 200)).unwrap_or(0));
            terms.push(Term::NotBefore { step: at(ix), day });
        }
    }
    terms
}

/// A plan of themes; `part` is how many hundredths of the earliest exposure a side can bear.
fn plan(size: u32, theme: u32, sides: u16, (part, seed): (i64, u64)) -> Plan {
    let mut draw = Draw(seed * 7919 + u64::from(size));
    let steps: Table<StepIx, Step> = (0..size).map(|_| step(&mut draw, sides)).collect();
    let parts = Parts {
        period: Period {
            first: Day::new(0),
            last: Day::new(YEARS * 365 * if size > 1_000 { 3 } else { 1 }),
        },
        calendars: Table::new(vec![calendar(5, 80), calendar(4, 110), calendar(5, 359)]),
        steps,
        terms: Table::new(terms(&mut draw, size, theme)),
        sides: Table::new(vec![Limits::default(); usize::from(sides)]),
    };
    let free = Plan::new(parts).expect("a plan");
    let earliest = dates(&free).expect("dates").earliest;
    let limits = free.sides().ids().map(|side| {
        let limit = |account| {
            let worst = free.worst(&earliest, side, account);
            let costs = free.steps().rows().map(|step| -step.worth_to(side)).max();
            Some((worst * part / 100).max(costs.unwrap_or(0)))
        };
        Limits {
            all: limit(Account::All),
            irreversible: limit(Account::Irreversible),
        }
    });
    let limits = limits.collect();
    free.bearing(limits).expect("limits")
}

fn paths() {
    for size in [600, 10_000, 100_000] {
        let theme = if size == 600 { 30 } else { 200 };
        let plan = plan(size, theme, 2, (100, 1));
        let start = Instant::now();
        let dates = dates(&plan).expect("dates");
        println!(
            "dates: {size:>6} steps, {:>6} terms: {:>7} us, end day {}, {} critical steps",
            plan.terms().len(),
            start.elapsed().as_micros(),
            dates.end.get(),
            dates.critical_steps().len()
        );
    }
}

fn told(name: &str, plan: &Plan, goal: Goal, nodes_max: u64) {
    let watch = Watch::new();
    let effort = Effort {
        nodes_max,
        ..Effort::unbounded(&watch)
    };
    let earliest = dates(plan).expect("dates").end.get();
    let start = Instant::now();
    let claim = best(plan, goal, &effort);
    let spent = start.elapsed().as_micros();
    let found = claim.answer.found.as_ref().map(|(value, _)| *value);
    let show = |value: Option<problem::plan::Value>| {
        value.map_or_else(
            || "none".into(),
            |v| format!("{} day {}", v.exposure, v.end.get()),
        )
    };
    println!(
        "{name:<28} {spent:>9} us {:>7} nodes  earliest {earliest}  found {} at least {} {} {}",
        claim.nodes,
        show(found),
        show(claim.answer.at_least),
        if claim.reach == Reach::Complete {
            "proved"
        } else {
            "STOPPED"
        },
        if claim.answer.hindrance.is_some() {
            "jam"
        } else {
            ""
        },
    );
}

fn exact() {
    for sides in [2, 3] {
        for part in [80, 60, 40, 20] {
            for seed in 1..=4 {
                let plan = plan(60, 10, sides, (part, seed));
                let name = format!("60 steps p{sides} {part}% s{seed}");
                told(&format!("{name} horizon"), &plan, Goal::Horizon, 20_000);
                told(&format!("{name} share"), &plan, Goal::Share, 20_000);
            }
        }
    }
}

fn replan() {
    for part in [80, 60, 40, 20] {
        for seed in 1..=2 {
            let plan = plan(600, 30, 2, (part, seed));
            told(
                &format!("600 steps {part}% s{seed}"),
                &plan,
                Goal::Horizon,
                2_000,
            );
        }
    }
}

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let asked = |name: &str| words.is_empty() || words.iter().any(|word| word == name);
    if asked("dates") {
        paths();
    }
    if asked("exact") {
        exact();
    }
    if asked("replan") {
        replan();
    }
}
