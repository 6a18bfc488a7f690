//! Task 13: a plan of hundreds of commitments under thousands of monitoring events, worked out
//! again after one step was moved: dates, order, exposure, grades by theme and over time.

use super::Bench;
use super::row::Row;
use crate::load::Dice;
use anyhow::{Context, Result};
use briefing::{Timetable, timetable};
use case::{ActId, Case, Date, PlanAsk, Tried, View};
use disclosure::Seat;
use problem::Effort;
use std::fmt::Write;
use std::time::Duration;

/// Commitments and monitoring events, the last as the design page asks.
const SIZES: [(u64, u64); 3] = [(60, 2_500), (200, 10_000), (600, 25_000)];
/// How many steps of a theme follow each other.
const CHAIN: u64 = 12;
/// The most nodes that an order may cost, as on the page.
const NODES: u64 = briefing::ORDER_NODES_MAX;

const HEAD: &str = "\
onetext: 1
case: {id: plan, title: A long plan}
parties:
  north: {name: North, role: principal}
  south: {name: South, role: principal}
  watch: {name: Watch, role: partner}
calendars:
  north: {weekend: [saturday, sunday]}
  south: {weekend: [friday]}
bearable:
  - {party: north, given_by: party, all: 400}
  - {party: south, given_by: party, all: 400}
";

pub(super) fn rows(bench: &Bench) -> Vec<Row> {
    let sizes = SIZES
        .iter()
        .filter(|(steps, _)| !bench.quick || *steps < 600);
    let rows = sizes.map(|size| row(bench, *size));
    rows.collect()
}

fn row(bench: &Bench, (steps, events): (u64, u64)) -> Row {
    let name = format!("{steps} commitments, {events} events");
    bench.say(&name);
    match measured(bench, &name, (steps, events)) {
        Ok(row) => row,
        Err(error) => Row::skipped(13, name, format!("not measured: {error:#}")),
    }
}

fn measured(bench: &Bench, name: &str, (steps, events): (u64, u64)) -> Result<Row> {
    let text = made(steps, events)?;
    let case = format::case_file::read(&[("case.yaml", text.as_bytes())]);
    let case: Case = case.map_err(|faults| anyhow::anyhow!("{faults}"))?;
    let view = case.seen_from(Seat::Mediator);
    let effort = Effort {
        nodes_max: NODES,
        ..Effort::unbounded(&bench.watch)
    };
    let mut day = 0;
    let (worked, cost) = bench.meter.measure(|| {
        day += 1;
        again(&view, day, &effort)
    });
    let (table, sections) = worked?;
    let mut row = Row::new(13, name, cost);
    row.found = format!("{} steps dated, {sections} sections", table.rows.len());
    row.target = (steps == 600).then_some(Duration::from_secs(1));
    row.note = format!("{:?}", table.claim.reach);
    Ok(row)
}

/// What the page of the order works out once a step was moved.
fn again(view: &View<'_>, day: u32, effort: &Effort<'_>) -> Result<(Timetable, usize)> {
    let start: Date = "2031-06-05".parse().context("a date")?;
    let mut ask: PlanAsk = view.plan_in_hand(start);
    let tried = Tried {
        day: Some(40 + day),
        days: None,
    };
    ask.tried.insert(ActId::new("c17"), tried);
    let table = timetable(view, &ask, effort);
    let sections = briefing::order(view, Some(&table), effort);
    let sections = sections.map_or(0, |found| found.sections.len());
    Ok((table?, sections))
}

/// A day of some four years after the signing.
fn date(dice: &mut Dice) -> String {
    let day = dice.below(4 * 12 * 28);
    let (year, month) = (2031 + day / (12 * 28), 1 + day / 28 % 12);
    format!("{year}-{month:02}-{:02}", 1 + day % 28)
}

/// A case: themes whose steps follow each other, some steps of two themes bound together, each
/// worth something to both sides, and reports and incidents of years.
fn made(steps: u64, events: u64) -> Result<String> {
    let mut dice = Dice::new(steps);
    let mut text = HEAD.to_owned();
    text += "commitments:\n";
    for step in 0..steps {
        let sides = ["north", "south"];
        let [owner, other] = match dice.below(2) {
            0 => sides,
            _ => [sides[1], sides[0]],
        };
        writeln!(
            text,
            "  c{step}: {{title: Step {step}, owner: {owner}, beneficiaries: [{other}], \
             verifier: {{party: watch}}, days: {}, working_days: true, verification: {}, \
             reversible: {}, theme: t{}, worth: {{{owner}: -{}, {other}: {}}}}}",
            2 + dice.below(38),
            dice.below(10),
            dice.below(3) > 0,
            step / CHAIN,
            1 + dice.below(12),
            1 + dice.below(15),
        )?;
    }
    text += "linkages:\n";
    for step in 1..steps {
        if step % CHAIN > 0 {
            let first = step - 1;
            let kind = format!("requires: {{act: c{step}, first: c{first}}}");
            writeln!(text, "  - {{id: k{step}, {kind}}}")?;
        } else if dice.below(3) == 0 {
            let other = dice.below(step);
            writeln!(
                text,
                "  - {{id: k{step}, requires: {{act: c{step}, first: c{other}}}}}"
            )?;
        }
    }
    text += "monitoring:\n  reports:\n";
    for _ in 0..events * 4 / 5 {
        let (date, step, status) = (date(&mut dice), dice.below(steps), dice.below(4));
        let of = format!("commitment: c{step}, status: {status}, by: Watch");
        writeln!(text, "    - {{date: {date}, {of}}}")?;
    }
    text += "  incidents:\n";
    for number in 0..events / 5 {
        let (date, step) = (date(&mut dice), dice.below(steps));
        let seen = format!("text: Seen {number}, finding: monitoring, commitments: [c{step}]");
        writeln!(
            text,
            "    - {{id: i{number}, date: {date}, {seen}, by: Watch}}"
        )?;
    }
    Ok(text)
}
