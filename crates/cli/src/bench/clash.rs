//! Task 7: red lines. Is anything acceptable, what clashes, and what is the least to give up?

use super::Bench;
use super::row::Row;
use analysis::clash::{one_clash, smallest_correction};
use analysis::feasibility::package_meeting;
use analysis::instances::hard::{Trouble, int_20x5};
use problem::{Effort, Problem};
use std::time::Duration;

pub(super) fn rows(bench: &Bench) -> Vec<Row> {
    let most = if bench.quick { 4 } else { 6 };
    (2..=most).flat_map(|parties| of(bench, parties)).collect()
}

fn of(bench: &Bench, parties: u16) -> Vec<Row> {
    let seeds = if bench.quick { 3 } else { 9 };
    let problems: Vec<Problem> = (1..=seeds)
        .filter_map(|seed| {
            int_20x5(parties, seed, 10)
                .troubled(Trouble::Contested)
                .ok()
        })
        .collect();
    bench.say(&format!("red lines, {parties} parties"));
    let effort = Effort::unbounded(&bench.watch);
    let share = |row: &mut Row| {
        let count = u32::try_from(problems.len()).unwrap_or(1).max(1);
        row.cost.wall /= count;
        row.cost.cpu /= count;
    };
    let (feasible, cost) = bench.meter.measure(|| {
        let met = problems.iter();
        let met = met.filter(|p| package_meeting(p, &p.demands(), &effort).answer.is_some());
        met.count()
    });
    let name = |what| format!("{what}, {parties} parties, 10 links");
    let mut first = Row::new(7, name("feasible or not"), cost);
    first.found = format!("{feasible} of {} feasible", problems.len());
    first.target = Some(Duration::from_micros(500));
    let (clashes, cost) = bench.meter.measure(|| {
        let found = problems
            .iter()
            .map(|p| one_clash(p, &p.demands(), &effort).answer);
        found.flatten().count()
    });
    let mut second = Row::new(7, name("one minimal clash"), cost);
    second.found = format!("{clashes} clashes");
    second.target = Some(Duration::from_millis(5));
    let (given_up, cost) = bench.meter.measure(|| {
        let found = problems.iter();
        let found = found.filter_map(|p| smallest_correction(p, &p.demands(), &effort).answer);
        found
            .map(|correction| correction.demands.len())
            .sum::<usize>()
    });
    let mut third = Row::new(7, name("smallest correction"), cost);
    third.found = format!("{given_up} demands in all");
    third.target = Some(Duration::from_millis(100));
    [first, second, third]
        .into_iter()
        .map(|mut row| {
            share(&mut row);
            row
        })
        .collect()
}
