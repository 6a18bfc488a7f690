//! A walk through the value functions that agree with what one party has said.
//!
//! The state is a division of the whole into weights, for each option the part of its bracket's
//! weight that it is worth, and a value of no deal. Rows that speak of one bracket alone bound its
//! parts whatever its weight; all other rows are kept as running sums.
#![expect(
    clippy::float_arithmetic,
    reason = "a draw is a point in a space of real numbers; what is told of it is counted"
)]
#![expect(
    clippy::indexing_slicing,
    reason = "tables of one space, sized where they are made"
)]

use super::point::{Point, float};
use super::{Draws, Spread};
use crate::instances::SplitMix;
use problem::Index;
use problem::statement::{Row, Statements, Term};

/// How many rounds of changes are made before the first draw of a batch.
const FIRST: usize = 60;

/// How many rounds of changes lie between two draws.
const BETWEEN: usize = 2;

/// 2^-53, the parts in which chance comes.
const PART: f64 = 1.0 / 9_007_199_254_740_992.0;

/// What a row says of a bracket's parts.
struct Own {
    /// For the weight itself.
    constant: f64,
    /// For options by place.
    parts: Vec<(usize, f64)>,
}

/// A row over several brackets, or with no deal in it.
struct Joint {
    no_deal: f64,
    /// What it says of each bracket that it speaks of, by place; every row speaks of no other.
    own: Vec<(usize, Own)>,
}

/// What was said, made ready for walking.
pub(super) struct Ground {
    sizes: Vec<usize>,
    /// The brackets that leave a choice.
    counting: Vec<usize>,
    /// Options that are worth all of their bracket's weight, or nothing.
    fixed: Vec<Vec<bool>>,
    /// Rows of one bracket alone, and for each option those that name it, with its part in them.
    alone: Vec<Vec<Own>>,
    alone_by: Vec<Vec<Vec<(usize, f64)>>>,
    joint: Vec<Joint>,
    /// For each option the joint rows that name it, with its part in them.
    joint_by: Vec<Vec<Vec<(usize, f64)>>>,
    no_deal_by: Vec<(usize, f64)>,
    start: Point,
}

/// A walk in progress.
pub(super) struct Walk<'g> {
    ground: &'g Ground,
    mix: SplitMix,
    spread: Spread,
    point: Point,
    /// For each bracket, the sums of its own rows.
    alone: Vec<Vec<f64>>,
    /// The sums of the joint rows, and for each of them what each bracket adds for a weight of 1.
    joint: Vec<f64>,
    slopes: Vec<Vec<f64>>,
}

impl Ground {
    pub(super) fn new(statements: &Statements, start: Point) -> Self {
        let space = statements.space();
        let sizes: Vec<usize> = space
            .sizes()
            .rows()
            .map(|size| usize::from(*size))
            .collect();
        let mut fixed: Vec<Vec<bool>> = sizes.iter().map(|size| vec![false; *size]).collect();
        for (bracket, (best, worst)) in space.ends() {
            for end in [best, worst] {
                fixed[Index::position(*bracket)][usize::from(end.position())] = true;
            }
        }
        let none = || sizes.iter().map(|size| vec![Vec::new(); *size]).collect();
        let mut ground = Self {
            fixed,
            alone: sizes.iter().map(|_| Vec::new()).collect(),
            alone_by: none(),
            joint: Vec::new(),
            joint_by: none(),
            no_deal_by: Vec::new(),
            start,
            counting: (0..sizes.len()).filter(|at| sizes[*at] > 1).collect(),
            sizes,
        };
        let rows = statements.rows().flat_map(|(_, rows)| rows);
        rows.for_each(|row| ground.add(&row));
        ground
    }

    fn add(&mut self, row: &Row) {
        let mut own: Vec<(usize, Own)> = Vec::new();
        let mut no_deal = 0.0;
        for (term, part) in &row.parts {
            let part = float(part);
            let bracket = match term {
                Term::NoDeal => {
                    no_deal += part;
                    continue;
                }
                Term::Weight(bracket) | Term::Worth(bracket, _) => Index::position(*bracket),
            };
            let at = own.iter().position(|(place, _)| *place == bracket);
            let at = at.unwrap_or_else(|| {
                let (constant, parts) = (0.0, Vec::new());
                own.push((bracket, Own { constant, parts }));
                own.len() - 1
            });
            match term {
                Term::Worth(_, choice) => {
                    own[at].1.parts.push((usize::from(choice.position()), part));
                }
                Term::Weight(_) | Term::NoDeal => own[at].1.constant += part,
            }
        }
        if own.len() == 1 && no_deal == 0.0 {
            for (bracket, own) in own {
                let row = self.alone[bracket].len();
                for (option, part) in &own.parts {
                    self.alone_by[bracket][*option].push((row, *part));
                }
                self.alone[bracket].push(own);
            }
            return;
        }
        let row = self.joint.len();
        for (bracket, own) in &own {
            for (option, part) in &own.parts {
                self.joint_by[*bracket][*option].push((row, *part));
            }
        }
        if no_deal != 0.0 {
            self.no_deal_by.push((row, no_deal));
        }
        self.joint.push(Joint { no_deal, own });
    }
}

impl Own {
    fn sum(&self, parts: &[f64]) -> f64 {
        let named = self.parts.iter();
        named.fold(self.constant, |sum, (option, part)| {
            sum + part * parts[*option]
        })
    }
}

/// What a change may be, from the least to the most.
struct Room {
    low: f64,
    high: f64,
}

impl Room {
    /// A sum that changes by this slope must not fall below 0.
    fn keep(&mut self, sum: f64, slope: f64) {
        if slope > 0.0 {
            self.low = self.low.max(-sum / slope);
        } else if slope < 0.0 {
            self.high = self.high.min(-sum / slope);
        }
    }

    /// A change within the room; none where rounding has left no room.
    fn pick(&self, mix: &mut SplitMix) -> f64 {
        if self.low < self.high {
            self.low + (self.high - self.low) * (mix.part() as f64 * PART)
        } else {
            0.0
        }
    }
}

impl<'g> Walk<'g> {
    /// A walk that begins at the inner point and has left it.
    pub(super) fn begin(ground: &'g Ground, draws: &Draws, batch: u64, party: u64) -> Self {
        let mut seeds = SplitMix::new(draws.seed);
        let mut seeds = SplitMix::new(seeds.next() ^ batch);
        let seed = SplitMix::new(seeds.next() ^ party.wrapping_add(1)).next();
        let mut walk = Self {
            ground,
            mix: SplitMix::new(seed),
            spread: draws.spread,
            point: ground.start.clone(),
            alone: Vec::new(),
            joint: Vec::new(),
            slopes: vec![vec![0.0; ground.sizes.len()]; ground.joint.len()],
        };
        (0..FIRST).for_each(|_| walk.round());
        walk
    }

    /// Goes on to the next draw.
    pub(super) fn go(&mut self) {
        (0..BETWEEN).for_each(|_| self.round());
    }

    /// Changes every quantity once.
    fn round(&mut self) {
        self.sum_up();
        for bracket in 0..self.point.weights.len() {
            for option in 0..self.point.parts[bracket].len() {
                if !self.ground.fixed[bracket][option] {
                    self.change_part(bracket, option);
                }
            }
        }
        let ground = self.ground;
        for one in &ground.counting {
            let other = ground.counting[self.any(ground.counting.len())];
            if *one != other {
                self.change_weights(*one, other);
            }
        }
        self.change_no_deal();
    }

    /// A place below this by chance.
    fn any(&mut self, below: usize) -> usize {
        let below = u64::try_from(below).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.mix.next() % below).unwrap_or(0)
    }

    /// Makes every sum anew, so that rounding does not add up.
    fn sum_up(&mut self) {
        let whole: f64 = self.point.weights.iter().sum();
        self.point
            .weights
            .iter_mut()
            .for_each(|weight| *weight /= whole);
        let ground = self.ground;
        self.alone.clear();
        for (own, parts) in ground.alone.iter().zip(&self.point.parts) {
            self.alone
                .push(own.iter().map(|own| own.sum(parts)).collect());
        }
        self.joint.clear();
        for (joint, slopes) in ground.joint.iter().zip(&mut self.slopes) {
            let mut sum = joint.no_deal * self.point.no_deal;
            for (bracket, own) in &joint.own {
                let slope = own.sum(&self.point.parts[*bracket]);
                slopes[*bracket] = slope;
                sum += slope * self.point.weights[*bracket];
            }
            self.joint.push(sum);
        }
    }

    fn change_part(&mut self, bracket: usize, option: usize) {
        let ground = self.ground;
        let (now, weight) = (
            self.point.parts[bracket][option],
            self.point.weights[bracket],
        );
        let mut room = Room {
            low: -now,
            high: 1.0 - now,
        };
        for (row, part) in &ground.alone_by[bracket][option] {
            room.keep(self.alone[bracket][*row], *part);
        }
        for (row, part) in &ground.joint_by[bracket][option] {
            room.keep(self.joint[*row], part * weight);
        }
        let by = room.pick(&mut self.mix);
        self.point.parts[bracket][option] = now + by;
        for (row, part) in &ground.alone_by[bracket][option] {
            self.alone[bracket][*row] += part * by;
        }
        for (row, part) in &ground.joint_by[bracket][option] {
            self.joint[*row] += part * weight * by;
            self.slopes[*row][bracket] += part * by;
        }
    }

    /// Moves weight from one bracket to another, or back.
    fn change_weights(&mut self, one: usize, other: usize) {
        let mut room = Room {
            low: -self.point.weights[one],
            high: self.point.weights[other],
        };
        for (sum, slopes) in self.joint.iter().zip(&self.slopes) {
            room.keep(*sum, slopes[one] - slopes[other]);
        }
        let by = room.pick(&mut self.mix);
        let (more, less) = (self.point.weights[one] + by, self.point.weights[other] - by);
        let keeps = match self.spread {
            Spread::Even => true,
            // Metropolis: the product of the weights is the density.
            Spread::Near => {
                let before = self.point.weights[one] * self.point.weights[other];
                self.mix.part() as f64 * PART * before <= more * less
            }
        };
        if keeps {
            self.point.weights[one] = more.max(0.0);
            self.point.weights[other] = less.max(0.0);
            for (sum, slopes) in self.joint.iter_mut().zip(&self.slopes) {
                *sum += (slopes[one] - slopes[other]) * by;
            }
        }
    }

    fn change_no_deal(&mut self) {
        let mut room = Room {
            low: -self.point.no_deal,
            high: 1.0 - self.point.no_deal,
        };
        for (row, part) in &self.ground.no_deal_by {
            room.keep(self.joint[*row], *part);
        }
        let by = room.pick(&mut self.mix);
        self.point.no_deal += by;
        for (row, part) in &self.ground.no_deal_by {
            self.joint[*row] += part * by;
        }
    }

    /// Where the walk is.
    pub(super) const fn point(&self) -> &Point {
        &self.point
    }
}
