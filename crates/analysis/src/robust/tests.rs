//! Draws agree with what was said, are spread as they should be, and are counted as they are.

#![expect(
    clippy::float_arithmetic,
    reason = "rates are compared with rates, within their spread"
)]

use super::*;
use crate::instances::SplitMix;
use crate::statement::arbitrary::{fraction, space, statements};
use num_rational::BigRational;
use num_traits::Signed;
use problem::robust::Share;
use problem::statement::{Saying, Statements, ValueSpace};
use problem::{BracketIx, ChoiceIx, Package, Watch};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

const fn draws(seed: u64, batches: u64, spread: Spread) -> Draws {
    Draws {
        seed,
        count: batches * Draws::BATCH,
        spread,
    }
}

fn package(mix: &mut SplitMix, party: &Statements) -> Package {
    let sizes = party.space().sizes().rows();
    let places: Vec<u16> = sizes.map(|size| mix.below(*size)).collect();
    Package::at(&places)
}

/// Two parties over the same brackets, each with things said that hold together.
fn lineup(mix: &mut SplitMix, packages: usize) -> Lineup {
    let watch = Watch::new();
    loop {
        let one = statements(mix, 4);
        let said = crate::statement::arbitrary::saying(mix, one.space());
        let other = Statements::new(one.space().clone(), [said].into_iter().collect()).unwrap();
        let packages: Vec<Package> = (0..packages).map(|_| package(mix, &one)).collect();
        let barred =
            [true, false].map(|may| packages.iter().map(|_| may && mix.below(4) == 0).collect());
        let lineup = Lineup::new(
            [one, other].into_iter().collect(),
            packages,
            barred.into_iter().collect(),
        );
        let lineup = lineup.unwrap();
        if Robust::ready(&lineup, &Effort::unbounded(&watch)).is_some() {
            return lineup;
        }
    }
}

/// Parts given out one after the other, some of them to somebody who never comes back.
struct Shared<'l> {
    robust: &'l Robust<'l>,
    draws: Draws,
    next: u64,
    elsewhere: BTreeMap<u64, Counts>,
    given: Vec<Counts>,
}

impl Sharing for Shared<'_> {
    type Fault = std::convert::Infallible;

    fn next(&mut self) -> Result<Next, Self::Fault> {
        let part = self.next;
        self.next += 1;
        if part >= self.draws.parts() {
            let all = std::mem::take(&mut self.elsewhere);
            self.given.extend(all.into_values());
            return Ok(Next::Done);
        }
        if part % 3 == 1 {
            // Another process does it.
            let mut alone = Counts::none(2, self.robust.lineup().packages().len());
            let first = part * Draws::PART;
            for number in first..self.draws.batches().min(first + Draws::PART) {
                alone.take(&self.robust.batch(&self.draws, number));
            }
            self.elsewhere.insert(part, alone);
            return Ok(Next::Wait);
        }
        Ok(Next::Part(part))
    }

    fn give(&mut self, _: u64, counts: &Counts) -> Result<(), Self::Fault> {
        self.given.push(counts.clone());
        Ok(())
    }

    fn given(&mut self) -> Result<Vec<Counts>, Self::Fault> {
        Ok(self.given.clone())
    }
}

#[test]
fn draws_that_are_shared_out_come_to_the_same_counts() {
    let mut mix = SplitMix::new(23);
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    for batches in [1, 8, 29] {
        let lineup = lineup(&mut mix, 5);
        let robust = Robust::ready(&lineup, &effort).unwrap();
        let draws = draws(7, batches, Spread::Near);
        let mut table = Shared {
            robust: &robust,
            draws,
            next: 0,
            elsewhere: BTreeMap::new(),
            given: Vec::new(),
        };
        let Ok(shared) = robust.shared(&draws, &mut table, &effort);
        assert_eq!(shared, robust.counts(&draws, &effort));
        assert_eq!(shared.reach, Reach::Complete);
    }
    let stopped = Watch::new();
    stopped.stop();
    let lineup = lineup(&mut mix, 2);
    let robust = Robust::ready(&lineup, &effort).unwrap();
    let draws = draws(7, 9, Spread::Even);
    let mut table = Shared {
        robust: &robust,
        draws,
        next: 0,
        elsewhere: BTreeMap::new(),
        given: Vec::new(),
    };
    let Ok(shared) = robust.shared(&draws, &mut table, &Effort::unbounded(&stopped));
    assert_eq!(shared.reach, Reach::Stopped(Bound::Unknown));
}

#[test]
fn every_draw_agrees_with_all_that_was_said() {
    let mut mix = SplitMix::new(11);
    let watch = Watch::new();
    let least = fraction(-1, 1_000_000_000);
    for _ in 0..60 {
        let lineup = lineup(&mut mix, 2);
        let robust = Robust::ready(&lineup, &Effort::unbounded(&watch)).unwrap();
        for draw in robust
            .functions(&draws(mix.next(), 1, Spread::Near), 3)
            .iter()
            .step_by(25)
        {
            for (party, function) in draw.iter() {
                let statements = lineup.parties().get(party).unwrap();
                assert!(statements.space().admits(function));
                for row in statements.rows().flat_map(|(_, rows)| rows) {
                    assert!(row.sum(function) > least, "{row:?}");
                }
            }
        }
    }
}

#[test]
fn a_batch_counts_what_is_true_of_its_draws() {
    let mut mix = SplitMix::new(12);
    let watch = Watch::new();
    for _ in 0..12 {
        let lineup = lineup(&mut mix, 5);
        let robust = Robust::ready(&lineup, &Effort::unbounded(&watch)).unwrap();
        let of = draws(mix.next(), 1, Spread::Even);
        let counts = robust.batch(&of, 0);
        let mut efficient = [0; 5];
        let mut accepted = [0; 5];
        let mut regret = vec![BigRational::default(); 5];
        for judged in robust
            .functions(&of, 0)
            .iter()
            .map(|draw| lineup.judge(draw))
        {
            let party = PartyIx::new(0);
            for at in 0..5 {
                efficient[at] += u64::from(judged.efficient[at]);
                accepted[at] += u64::from(judged.accepted.get(party).unwrap()[at]);
                regret[at] += &judged.regret.get(party).unwrap()[at];
            }
        }
        for at in 0..5 {
            // A draw in which two packages are within rounding of each other may be told otherwise.
            assert!(counts.efficiency(at).count.abs_diff(efficient[at]) <= 1);
            assert!(
                counts
                    .acceptance(PartyIx::new(0), at)
                    .count
                    .abs_diff(accepted[at])
                    <= 1
            );
            let sum = counts.regret.get(PartyIx::new(0)).unwrap()[at].sum;
            let exact = &regret[at] * fraction(1_000_000, 1);
            let difference = exact - BigRational::from_integer(sum.into());
            assert!(difference.abs() <= fraction(251, 1), "{difference}");
        }
        let ranks = counts.better.get(PartyIx::new(1)).unwrap();
        assert!(
            ranks
                .iter()
                .all(|ranks| ranks.iter().sum::<u64>() == Draws::BATCH)
        );
    }
}

#[test]
fn batches_come_to_the_same_however_they_are_spread_over_threads_and_workers() {
    let mut mix = SplitMix::new(13);
    let watch = Watch::new();
    let lineup = lineup(&mut mix, 6);
    let effort = Effort::unbounded(&watch);
    let robust = Robust::ready(&lineup, &effort).unwrap();
    let of = draws(99, 12, Spread::Even);
    let alone = robust.counts(&of, &effort);
    let threads = Effort {
        threads: NonZeroUsize::new(3).unwrap(),
        ..effort
    };
    assert_eq!(robust.counts(&of, &threads), alone);
    assert_eq!((alone.reach, watch.progress()), (Reach::Complete, (12, 12)));
    // A worker of its own takes every third batch, from the last to the first.
    let mut counts = Counts::none(2, 6);
    for worker in 0..3 {
        let elsewhere = Robust::ready(&lineup, &effort).unwrap();
        for number in (0..12).rev().filter(|number| number % 3 == worker) {
            counts.take(&elsewhere.batch(&of, number));
        }
    }
    assert_eq!(counts, alone.answer);
    let other = robust.counts(&draws(100, 12, Spread::Even), &effort);
    assert_ne!(other.answer, alone.answer);
}

#[test]
fn stopped_work_tells_what_was_drawn_and_that_it_was_stopped() {
    let mut mix = SplitMix::new(14);
    let watch = Watch::new();
    let lineup = lineup(&mut mix, 3);
    let effort = Effort::unbounded(&watch);
    let robust = Robust::ready(&lineup, &effort).unwrap();
    let few = Effort {
        nodes_max: 3 * Draws::BATCH,
        ..effort
    };
    let claim = robust.counts(&draws(1, 8, Spread::Even), &few);
    assert_eq!((claim.answer.draws, claim.answer.batches), (750, 3));
    assert_eq!(claim.reach, Reach::Stopped(Bound::Unknown));
    watch.stop();
    assert_eq!(
        robust
            .counts(&draws(1, 8, Spread::Even), &effort)
            .answer
            .draws,
        0
    );
}

/// A value function drawn without regard to what was said.
fn any_function(mix: &mut SplitMix, space: &ValueSpace) -> ValueFunction {
    let mut unit = || BigRational::from_float(mix.part() as f64 / 9_007_199_254_740_992.0).unwrap();
    let ids = space.sizes().ids();
    let counting: Vec<BracketIx> = ids.filter(|bracket| space.counts(*bracket)).collect();
    let mut cuts: Vec<BigRational> = (1..counting.len()).map(|_| unit()).collect();
    cuts.extend([fraction(0, 1), fraction(1, 1)]);
    cuts.sort();
    let shares = cuts.windows(2).map(|pair| &pair[1] - &pair[0]);
    let drawn: BTreeMap<BracketIx, BigRational> = counting.into_iter().zip(shares).collect();
    let weights = space
        .sizes()
        .ids()
        .map(|at| drawn.get(&at).cloned().unwrap_or_default());
    let weights: Table<BracketIx, BigRational> = weights.collect();
    let worth = space.sizes().iter().map(|(bracket, size)| {
        let ends = space.ends().get(&bracket).copied();
        let parts = (0..*size).map(ChoiceIx::new).map(|choice| match ends {
            Some((best, _)) if best == choice => fraction(1, 1),
            Some((_, worst)) if worst == choice => fraction(0, 1),
            _ => unit(),
        });
        let weight = weights.get(bracket).unwrap();
        parts.map(|part| part * weight).collect()
    });
    let worth = worth.collect();
    let no_deal = unit();
    ValueFunction {
        weights,
        worth,
        no_deal,
    }
}

fn rate(share: Share) -> f64 {
    share.count as f64 / share.of as f64
}

#[test]
fn draws_are_spread_as_those_that_are_drawn_anyhow_and_kept_if_they_agree() {
    let mut mix = SplitMix::new(15);
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    let mut compared = 0;
    while compared < 8 {
        let lineup = lineup(&mut mix, 3);
        let party = lineup.parties().get(PartyIx::new(0)).unwrap();
        let (mut kept, mut accepted) = (0_u64, [0_u64; 3]);
        for _ in 0..6_000 {
            let function = any_function(&mut mix, party.space());
            if party.agree(&function) {
                kept += 1;
                for (count, package) in accepted.iter_mut().zip(lineup.packages()) {
                    *count += u64::from(function.package(package) >= function.no_deal);
                }
            }
        }
        if kept < 300 || party.said().is_empty() {
            continue;
        }
        compared += 1;
        let robust = Robust::ready(&lineup, &effort).unwrap();
        let counts = robust
            .counts(&draws(mix.next(), 40, Spread::Even), &effort)
            .answer;
        let barred = lineup.barred().get(PartyIx::new(0)).unwrap();
        for at in (0..3).filter(|at| !barred[*at]) {
            let share = counts.acceptance(PartyIx::new(0), at);
            let (ours, theirs) = (rate(share), accepted[at] as f64 / kept as f64);
            let chance = (theirs * (1.0 - theirs)).max(0.002);
            let spread = chance / kept as f64 + chance / share.independent as f64;
            assert!(
                (ours - theirs).abs() <= 4.5 * spread.sqrt(),
                "{ours} and {theirs}: {party:?}"
            );
        }
    }
}

#[test]
fn intervals_cover_the_truth_at_their_stated_rate() {
    // One bracket; the middle option is worth at least half of the whole, no deal anything: it is
    // accepted in 3/4 of all cases.
    let ends = BTreeMap::from([(BracketIx::new(0), (ChoiceIx::new(0), ChoiceIx::new(2)))]);
    let space = ValueSpace::new([3].into_iter().collect(), ends, fraction(1, 100)).unwrap();
    let middle = ChoiceIx::new(1);
    let said = Saying::Within(BracketIx::new(0), middle, fraction(1, 2), fraction(1, 1));
    let party = Statements::new(space, [said].into_iter().collect()).unwrap();
    let packages = vec![Package::at(&[1])];
    let lineup = Lineup::new(
        [party].into_iter().collect(),
        packages,
        [vec![false]].into_iter().collect(),
    );
    let lineup = lineup.unwrap();
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    let robust = Robust::ready(&lineup, &effort).unwrap();
    let covered = (0..400).filter(|seed| {
        let counts = robust
            .counts(&draws(*seed, 16, Spread::Even), &effort)
            .answer;
        let (low, high) = counts.acceptance(PartyIx::new(0), 0).interval().unwrap();
        low <= 7_500 && 7_500 <= high
    });
    let covered = covered.count();
    assert!(
        (364..=398).contains(&covered),
        "{covered} of 400 at 95 per cent"
    );
}

#[test]
fn weights_that_lie_near_are_drawn_near() {
    let mut mix = SplitMix::new(16);
    let space = std::iter::repeat_with(|| space(&mut mix))
        .find(|space| space.sizes().len() == 3 && space.sizes().ids().all(|at| space.counts(at)));
    let party = Statements::new(space.unwrap(), Table::new(Vec::new())).unwrap();
    let lineup = Lineup::new(
        [party].into_iter().collect(),
        Vec::new(),
        [vec![]].into_iter().collect(),
    );
    let lineup = lineup.unwrap();
    let watch = Watch::new();
    let robust = Robust::ready(&lineup, &Effort::unbounded(&watch)).unwrap();
    // The mean square of a weight: 1/6 where all divisions are as likely, 1/7 where they lie near.
    for (spread, expected) in [(Spread::Even, 1.0 / 6.0), (Spread::Near, 1.0 / 7.0)] {
        let (mut sum, mut count) = (0.0, 0.0);
        for number in 0..40 {
            for draw in robust.functions(&draws(5, 40, spread), number) {
                let function = draw.get(PartyIx::new(0)).unwrap();
                let weight = num_traits::ToPrimitive::to_f64(&function.weight(BracketIx::new(0)));
                sum += weight.unwrap().powi(2);
                count += 1.0;
            }
        }
        assert!(
            (sum / count - expected).abs() < 0.008,
            "{spread:?}: {}",
            sum / count
        );
    }
}
