//! What a mediator holds to be possible of one party, after what it replied: draws of value
//! functions, those more likely that agree with more of it.
//!
//! Before any reply every division of the whole into weights is as likely (Dirichlet with ones),
//! options are worth independent even parts of their bracket's weight, and no deal is even from
//! nothing to four fifths of the whole. A reply that a draw contradicts makes the draw 16 times
//! less likely; where a party calls a text not good enough only 4 times, for that may be a stance.
//! A fixed number of draws is kept and moved by steps of Metropolis and others 1953, each of which
//! changes two weights, the worth of one option, or no deal.
#![expect(
    clippy::float_arithmetic,
    reason = "a draw is a point in a space of real numbers; what is told of it is counted"
)]
#![expect(
    clippy::indexing_slicing,
    reason = "tables of one space, sized where they are made"
)]

use crate::instances::SplitMix;
use crate::robust::{Point, places};
use problem::Package;
use problem::talks::{Put, Reply};

/// How many draws are kept.
pub(super) const DRAWS: usize = 64;

/// How many steps each draw takes after a reply.
const STEPS: usize = 40;

/// By so many halvings a draw is less likely that contradicts a reply.
const CONTRADICTED: u32 = 4;
const NOT_GOOD_ENOUGH: u32 = 2;

/// No deal is worth at most this part of the whole.
const NO_DEAL_MOST: f64 = 0.8;

/// 2^-53, the parts in which chance comes.
const PART: f64 = 1.0 / 9_007_199_254_740_992.0;

/// What a mediator holds to be possible of one party.
pub(super) struct Belief {
    points: Vec<Point>,
    costs: Vec<u32>,
    heard: Vec<Line>,
    /// The brackets that leave a choice.
    open: Vec<usize>,
    mix: SplitMix,
}

/// A reply: a sum of options' worths, less no deal or not, was said to be at least nothing, or
/// less.
struct Line {
    terms: Vec<(usize, usize, f64)>,
    no_deal: f64,
    at_least: bool,
    cost: u32,
}

impl Belief {
    pub(super) fn new(sizes: &[usize], seed: u64) -> Self {
        let mut mix = SplitMix::new(seed);
        let brackets = sizes.iter().enumerate();
        let open: Vec<usize> = brackets
            .filter(|(_, size)| **size > 1)
            .map(|(at, _)| at)
            .collect();
        let points = (0..DRAWS).map(|_| drawn(sizes, &open, &mut mix)).collect();
        Self {
            points,
            costs: vec![0; DRAWS],
            heard: Vec::new(),
            open,
            mix,
        }
    }

    /// The draws.
    pub(super) fn points(&self) -> &[Point] {
        &self.points
    }

    /// Takes a reply of yes or no, and moves the draws.
    pub(super) fn hear(&mut self, put: &Put, reply: &Reply) {
        let at_least = match reply {
            Reply::Yes => true,
            Reply::No => false,
            Reply::Grade(_) | Reply::Change(..) | Reply::Options(_) => return,
        };
        let line = match put {
            Put::Text(text) => Line {
                terms: terms(text, None),
                no_deal: 1.0,
                at_least,
                cost: if at_least {
                    CONTRADICTED
                } else {
                    NOT_GOOD_ENOUGH
                },
            },
            Put::Rather(text, other) => Line {
                terms: terms(text, Some(other)),
                no_deal: 0.0,
                at_least,
                cost: CONTRADICTED,
            },
            Put::Graded(..) | Put::Criticise(_) | Put::Improving(..) => return,
        };
        for (point, cost) in self.points.iter().zip(&mut self.costs) {
            *cost += line.cost_of(point);
        }
        self.heard.push(line);
        for at in 0..self.points.len() {
            for _ in 0..STEPS {
                self.step(at);
            }
        }
    }

    /// One step of one draw: something is changed, and changed back where that is too unlikely.
    fn step(&mut self, at: usize) {
        let kind = self.mix.below(8);
        let (one, second) = (self.bracket(), self.bracket());
        let new = even(&mut self.mix);
        let point = &mut self.points[at];
        let back = match (kind, one, second) {
            (0, ..) | (_, None, _) | (_, _, None) => {
                Change::NoDeal(std::mem::replace(&mut point.no_deal, NO_DEAL_MOST * new))
            }
            (1..3, Some(one), Some(second)) if one != second => {
                let before = (point.weights[one], point.weights[second]);
                let both = before.0 + before.1;
                point.weights[one] = both * new;
                point.weights[second] = both - both * new;
                Change::Weights((one, before.0), (second, before.1))
            }
            (_, Some(one), _) => {
                let size = u16::try_from(point.parts[one].len()).unwrap_or(u16::MAX);
                let option = usize::from(self.mix.below(size));
                let before = std::mem::replace(&mut point.parts[one][option], new);
                Change::Part(one, option, before)
            }
        };
        let cost: u32 = self.heard.iter().map(|line| line.cost_of(point)).sum();
        let worse = cost.saturating_sub(self.costs[at]);
        // Half as likely for each point of cost.
        if worse == 0 || (worse < 64 && self.mix.next() >> (64 - worse) == 0) {
            self.costs[at] = cost;
        } else {
            back.undo(point);
        }
    }

    fn bracket(&mut self) -> Option<usize> {
        let count = u16::try_from(self.open.len())
            .ok()
            .filter(|count| *count > 0)?;
        self.open.get(usize::from(self.mix.below(count))).copied()
    }
}

/// What a step has changed, with what stood there before.
enum Change {
    NoDeal(f64),
    Weights((usize, f64), (usize, f64)),
    Part(usize, usize, f64),
}

impl Change {
    fn undo(self, point: &mut Point) {
        match self {
            Self::NoDeal(before) => point.no_deal = before,
            Self::Weights((one, first), (other, second)) => {
                point.weights[one] = first;
                point.weights[other] = second;
            }
            Self::Part(bracket, option, before) => point.parts[bracket][option] = before,
        }
    }
}

impl Line {
    fn cost_of(&self, point: &Point) -> u32 {
        let mut sum = -self.no_deal * point.no_deal;
        for (bracket, option, sign) in &self.terms {
            sum += sign * point.weights[*bracket] * point.parts[*bracket][*option];
        }
        if (sum >= 0.0) == self.at_least {
            0
        } else {
            self.cost
        }
    }
}

/// The options of a text, less those of another, as far as they differ.
fn terms(text: &Package, other: Option<&Package>) -> Vec<(usize, usize, f64)> {
    let all = places(text).into_iter().enumerate();
    let Some(other) = other else {
        return all
            .map(|(bracket, option)| (bracket, option, 1.0))
            .collect();
    };
    let differ = all
        .zip(places(other))
        .filter(|((_, option), other)| option != other);
    let both = differ
        .flat_map(|((bracket, option), other)| [(bracket, option, 1.0), (bracket, other, -1.0)]);
    both.collect()
}

/// A number from 0 to 1.
fn even(mix: &mut SplitMix) -> f64 {
    mix.part() as f64 * PART
}

fn drawn(sizes: &[usize], open: &[usize], mix: &mut SplitMix) -> Point {
    // The gaps between sorted even numbers divide the whole evenly.
    let mut cuts: Vec<f64> = open.iter().skip(1).map(|_| even(mix)).collect();
    cuts.sort_by(f64::total_cmp);
    cuts.push(1.0);
    let mut weights = vec![0.0; sizes.len()];
    let mut from = 0.0;
    for (bracket, cut) in open.iter().zip(cuts) {
        weights[*bracket] = cut - from;
        from = cut;
    }
    let parts = sizes
        .iter()
        .map(|size| (0..*size).map(|_| even(mix)).collect());
    Point {
        weights,
        parts: parts.collect(),
        no_deal: NO_DEAL_MOST * even(mix),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_come_to_agree_with_what_was_replied() {
        let mut belief = Belief::new(&[2, 3], 7);
        let (one, other) = (Package::at(&[0, 2]), Package::at(&[1, 0]));
        let says = |belief: &Belief| {
            let line = Line {
                terms: terms(&one, Some(&other)),
                no_deal: 0.0,
                at_least: true,
                cost: 1,
            };
            belief
                .points()
                .iter()
                .filter(|point| line.cost_of(point) == 0)
                .count()
        };
        let before = says(&belief);
        assert!(before > DRAWS / 4 && before < DRAWS * 3 / 4, "{before}");
        for _ in 0..3 {
            belief.hear(&Put::Rather(one.clone(), other.clone()), &Reply::Yes);
        }
        assert!(says(&belief) > DRAWS * 9 / 10);
    }

    #[test]
    fn weights_divide_the_whole_and_a_question_without_choice_weighs_nothing() {
        let mut belief = Belief::new(&[2, 1, 4], 3);
        belief.hear(&Put::Text(Package::at(&[0, 0, 1])), &Reply::No);
        for point in belief.points() {
            let sum: f64 = point.weights.iter().sum();
            assert!((sum - 1.0).abs() < 1e-9 && point.weights[1] == 0.0);
            assert!(point.parts[2].iter().all(|part| (0.0..=1.0).contains(part)));
            assert!((0.0..=NO_DEAL_MOST).contains(&point.no_deal));
        }
    }
}
