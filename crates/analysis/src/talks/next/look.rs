//! A look at what is known before a question: texts worth talking about, and how good each is in
//! each draw.
#![expect(
    clippy::float_arithmetic,
    reason = "a draw is a point in a space of real numbers; what is told of it is counted"
)]
#![expect(
    clippy::indexing_slicing,
    reason = "tables of one space, sized where they are made"
)]

use super::{Belief, DRAWS, Hall, Known};
use crate::robust::{Point, places};
use problem::Package;
use std::collections::{BTreeMap, BTreeSet};

/// The most texts that are held against each other.
const TEXTS: usize = 28;

/// How often all brackets are gone through in a climb.
const ROUNDS: usize = 6;

/// A million: worths are told in millionths of a party's way from no deal to its best.
const PARTS: f64 = 1_000_000.0;

/// A party is taken to gain at least so much of the whole at its best.
const LITTLE: f64 = 0.05;

/// What a text that somebody would refuse loses beyond what that party lacks.
const REFUSED: f64 = 0.25;

/// What is known before a question.
pub(super) struct Look {
    pub(super) known: Known,
    /// The texts, the best first, each with its mean worth.
    ranked: Vec<(Package, i64)>,
    /// Where no text is known, the one in hand.
    in_hand: Package,
}

/// One draw of every party: how much of its way each option is worth, and how far no deal lies
/// above nothing.
struct Draw<'p> {
    points: Vec<&'p Point>,
    /// One over what each party can gain at all.
    scale: Vec<f64>,
}

impl Look {
    /// Over the draws of every party, with these texts among those that are looked at.
    pub(super) fn of(beliefs: &[Belief], hall: &Hall<'_>, kept: Vec<Package>) -> Self {
        let draws: Vec<Draw<'_>> = (0..DRAWS).map(|at| Draw::at(beliefs, at)).collect();
        let texts = proposals(&draws, hall, &kept);
        let gains: Vec<Vec<i64>> = texts
            .iter()
            .map(|text| {
                let options = places(text);
                draws.iter().map(|draw| draw.worth(&options)).collect()
            })
            .collect();
        let count = i64::try_from(DRAWS).unwrap_or(1);
        let means = gains.iter().map(|gains| gains.iter().sum::<i64>() / count);
        let mut ranked: Vec<(Package, i64)> = texts.into_iter().zip(means).collect();
        ranked.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        let points = draws.iter();
        let points = points.map(|draw| draw.points.iter().map(|point| (*point).clone()).collect());
        Self {
            known: Known::of_gains(points.collect(), gains),
            ranked,
            in_hand: hall.text.clone(),
        }
    }

    /// The best text.
    pub(super) fn pick(&self) -> &Package {
        self.ranked.first().map_or(&self.in_hand, |(text, _)| text)
    }

    /// The texts, the best first, each with its mean worth.
    pub(super) fn ranked(&self) -> impl Iterator<Item = (&Package, i64)> {
        self.ranked.iter().map(|(text, worth)| (text, *worth))
    }
}

/// For each draw a text that nobody would leave for a change in one bracket, those first that suit
/// most draws; and those that are kept.
fn proposals(draws: &[Draw<'_>], hall: &Hall<'_>, kept: &[Package]) -> Vec<Package> {
    let mut found: BTreeMap<Package, u64> = BTreeMap::new();
    for draw in draws {
        *found.entry(draw.climbed(hall)).or_insert(0) += 1;
    }
    let mut ranked: Vec<(u64, Package)> = found.into_iter().map(|(x, n)| (n, x)).collect();
    ranked.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    let best = ranked.into_iter().map(|(_, text)| text).take(TEXTS);
    let all: BTreeSet<Package> = best.chain(kept.iter().cloned()).collect();
    all.into_iter().collect()
}

impl<'p> Draw<'p> {
    fn at(beliefs: &'p [Belief], at: usize) -> Self {
        let points: Vec<&Point> = beliefs.iter().map(|belief| &belief.points()[at]).collect();
        let scale = points
            .iter()
            .map(|point| 1.0 / (best(point) - point.no_deal).max(LITTLE));
        Self {
            scale: scale.collect(),
            points,
        }
    }

    /// How much of its way an option gives a party.
    fn option(&self, party: usize, bracket: usize, option: usize) -> f64 {
        let point = self.points[party];
        self.scale[party] * point.weights[bracket] * point.parts[bracket][option]
    }

    fn gains(&self, options: &[usize]) -> Vec<f64> {
        let gain = |party: usize| {
            let brackets = options.iter().enumerate();
            let sum: f64 = brackets
                .map(|(b, option)| self.option(party, b, *option))
                .sum();
            sum - self.scale[party] * self.points[party].no_deal
        };
        (0..self.points.len()).map(gain).collect()
    }

    /// What a text is worth to the party that it serves worst, in millionths; where somebody would
    /// refuse it, less than nothing by a quarter and by what that party lacks.
    fn worth(&self, options: &[usize]) -> i64 {
        let least = self
            .gains(options)
            .into_iter()
            .fold(f64::INFINITY, f64::min);
        let worth = if least < 0.0 { least - REFUSED } else { least };
        (worth.clamp(-8.0, 8.0) * PARTS) as i64
    }

    /// A climb from the text in hand, bracket by bracket, by the least gain and then by the sum.
    fn climbed(&self, hall: &Hall<'_>) -> Package {
        let mut text = hall.text.clone();
        let mut options = places(&text);
        let mut gains = self.gains(&options);
        for _ in 0..ROUNDS {
            let mut moved = false;
            for (bracket, size) in hall.problem.sizes().iter() {
                let at = super::at(bracket);
                for place in 0..*size {
                    let option = usize::from(place);
                    let next: Vec<f64> = (0..gains.len())
                        .map(|party| {
                            gains[party] - self.option(party, at, options[at])
                                + self.option(party, at, option)
                        })
                        .collect();
                    let other = || text.with(bracket, problem::ChoiceIx::new(place));
                    if rank(&next) > rank(&gains) && hall.may_be_put(&other()) {
                        (text, gains) = (other(), next);
                        options[at] = option;
                        moved = true;
                    }
                }
            }
            if !moved {
                break;
            }
        }
        text
    }
}

/// The most that a party can have.
fn best(point: &Point) -> f64 {
    let brackets = point.weights.iter().zip(&point.parts);
    let most = |parts: &[f64]| parts.iter().copied().fold(0.0, f64::max);
    brackets.map(|(weight, parts)| weight * most(parts)).sum()
}

/// The least gain, and with a little weight the sum.
fn rank(gains: &[f64]) -> f64 {
    let least = gains.iter().copied().fold(f64::INFINITY, f64::min);
    // A margin, so that rounding of sums never makes a step out of nothing.
    let sum: f64 = gains.iter().sum();
    ((least + sum / 64.0) * PARTS).floor()
}
