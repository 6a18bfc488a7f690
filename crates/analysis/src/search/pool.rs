//! The pool of prices that a search prunes by.
//!
//! Each round solves a small game over the packages found so far, which gives prices, and asks the
//! stages for the best package under them (Kelley 1960; Dantzig and Wolfe 1960). For a product the
//! prices are the gradient at the best mixture of those packages (Frank and Wolfe 1956).

use super::goal::{Goal, Kind, gain};
use super::{Best, game};
use crate::stages::{DEAD, PRICE_SUM_MAX, Priced, Stages};

const ROUNDS_MAX: usize = 40;

/// Prices with the bound that they give.
#[derive(Debug, Clone)]
pub(super) struct Quote {
    pub(super) prices: Vec<i64>,
    pub(super) priced: Priced,
}

/// The quotes to prune by, most telling first; offers every package met on the way.
pub(super) fn pool(stages: &Stages, goal: &Goal, best: &mut Best<'_>) -> Vec<Quote> {
    let mut seeker = Seeker {
        stages,
        goal,
        quotes: Vec::new(),
        rows: Vec::new(),
        points: Vec::new(),
    };
    for prices in seeker.openings() {
        seeker.ask(prices, best);
    }
    for _ in 0..ROUNDS_MAX {
        let prices = seeker.next_prices(best);
        if !seeker.ask(prices, best) {
            break;
        }
    }
    best.climb();
    seeker.ranked(best)
}

struct Seeker<'a> {
    stages: &'a Stages,
    goal: &'a Goal,
    quotes: Vec<Quote>,
    /// What each package found gives each party, as the game counts it.
    rows: Vec<Vec<i64>>,
    points: Vec<Vec<i64>>,
}

impl Seeker<'_> {
    fn openings(&self) -> Vec<Vec<i64>> {
        let parties = self.stages.parties;
        let mut openings = Vec::new();
        match &self.goal.kind {
            Kind::Sum(weights) => openings.push(weights.prices.clone()),
            Kind::Leximin { .. } | Kind::Product { .. } => {
                openings.push(self.as_prices(&vec![1 << 20; parties]));
            }
        }
        openings
    }

    /// Asks for the best package under prices; says whether it was new.
    fn ask(&mut self, prices: Vec<i64>, best: &mut Best<'_>) -> bool {
        let mut priced = Priced::default();
        self.stages.price(&prices, &mut priced);
        let is_dead = priced.bound <= DEAD / 2;
        let mut places = vec![0; self.stages.rows.len()];
        self.stages.follow(&priced, &mut places);
        self.quotes.push(Quote { prices, priced });
        let mut scores = vec![0; self.stages.parties];
        if is_dead || !self.stages.scores(&places, &mut scores) {
            return false;
        }
        best.offer(&places);
        if self.points.contains(&scores) {
            return false;
        }
        self.rows.push(self.row(&scores));
        self.points.push(scores);
        true
    }

    fn next_prices(&self, best: &Best<'_>) -> Vec<i64> {
        match &self.goal.kind {
            Kind::Leximin { .. } => self.as_prices(&game::prices(&self.rows)),
            Kind::Product { base } => self.gradient(base),
            Kind::Sum(_) => self.sum_prices(best),
        }
    }

    /// A party's gain in parts of its unit, or of the widest unit there is: at most about 2^20,
    /// but where a party may fall far short of its floor. Rows steer and prove nothing: what is
    /// out of all proportion may be cut.
    fn row(&self, scores: &[i64]) -> Vec<i64> {
        const FAR: i128 = 1 << 40;
        let units = self.units();
        let pairs = scores.iter().zip(self.bases()).zip(units);
        let part = |gain: i128, unit: i128| (gain << 20) / unit.max(1);
        pairs
            .map(|((score, base), unit)| part(gain(*score, base), unit).clamp(-FAR, FAR) as i64)
            .collect()
    }

    fn bases(&self) -> Vec<i64> {
        match &self.goal.kind {
            Kind::Leximin { base, .. } | Kind::Product { base } => base.clone(),
            Kind::Sum(_) => self
                .goal
                .floors
                .iter()
                .map(|floor| floor.unwrap_or(0))
                .collect(),
        }
    }

    fn units(&self) -> Vec<i128> {
        let bases = self.bases();
        let tops = self.goal.tops.iter().zip(&bases);
        let ranges: Vec<i128> = tops.map(|(top, base)| gain(*top, *base).max(1)).collect();
        match &self.goal.kind {
            Kind::Leximin { units, .. } => {
                let most = ranges.iter().copied().max().unwrap_or(1);
                let units = units.iter().zip(&ranges);
                let is_plain = units.clone().all(|(unit, _)| *unit <= 1);
                units
                    .map(|(unit, _)| {
                        if is_plain {
                            most
                        } else {
                            i128::from(*unit).max(1)
                        }
                    })
                    .collect()
            }
            Kind::Product { .. } | Kind::Sum(_) => ranges,
        }
    }

    /// Prices of shifted scores from what a part of each party's unit counts for.
    fn as_prices(&self, counts: &[i64]) -> Vec<i64> {
        let counted = |party: usize| match &self.goal.kind {
            Kind::Leximin { units, .. } => units[party] > 0,
            Kind::Product { .. } | Kind::Sum(_) => true,
        };
        let units = self.units();
        let raw = counts.iter().enumerate().map(|(party, count)| {
            let count = if counted(party) {
                i128::from((*count).max(0))
            } else {
                0
            };
            ((count << 62) / units[party].max(1)) << self.stages.shifts[party]
        });
        let mut raw: Vec<i128> = raw.collect();
        let sum: i128 = raw.iter().map(|price| price >> 8).sum::<i128>().max(1);
        for price in &mut raw {
            *price = (*price >> 8) / (sum / i128::from(PRICE_SUM_MAX)).max(1);
        }
        let sum: i128 = raw.iter().sum();
        let excess = (sum - i128::from(PRICE_SUM_MAX)).max(0);
        raw.into_iter()
            .map(|price| (price - excess.min(price)) as i64)
            .collect()
    }

    /// 1 / gain at the mixture of packages found with the greatest product.
    fn gradient(&self, base: &[i64]) -> Vec<i64> {
        let _ = base;
        let parties = self.stages.parties;
        let mut mixture = vec![0_i64; parties];
        for row in &self.rows {
            for (sum, part) in mixture.iter_mut().zip(row) {
                *sum += part / self.rows.len() as i64;
            }
        }
        for step in 0..200_i64 {
            let inverse: Vec<i64> = mixture.iter().map(|g| (1 << 40) / (*g).max(1)).collect();
            let worth = |row: &&Vec<i64>| -> i128 {
                let pairs = row.iter().zip(&inverse);
                pairs
                    .map(|(part, price)| i128::from(*part) * i128::from(*price))
                    .sum()
            };
            let Some(row) = self.rows.iter().max_by_key(worth) else {
                break;
            };
            for (sum, part) in mixture.iter_mut().zip(row) {
                *sum += (part - *sum) / (step + 3);
            }
        }
        let counts: Vec<i64> = mixture
            .iter()
            .map(|g| (1 << 40) / (*g).max(1 << 8))
            .collect();
        self.as_prices(&counts)
    }

    /// A sum with floors: the game has one more player, who is paid what a package adds to the
    /// best sum so far.
    fn sum_prices(&self, best: &Best<'_>) -> Vec<i64> {
        let Kind::Sum(weights) = &self.goal.kind else {
            return Vec::new();
        };
        let bound: Vec<usize> = (0..self.stages.parties)
            .filter(|p| self.goal.floors[*p].is_some())
            .collect();
        let value = |scores: &[i64]| -> i128 {
            let terms = weights.prices.iter().zip(scores).enumerate();
            terms
                .map(|(p, (price, s))| i128::from(*price) * i128::from(s >> self.stages.shifts[p]))
                .sum()
        };
        let values: Vec<i128> = self.points.iter().map(|point| value(point)).collect();
        let known = best.first().map(value);
        let known = known.or_else(|| values.iter().copied().min()).unwrap_or(0);
        let range = values
            .iter()
            .map(|v| (v - known).abs())
            .max()
            .unwrap_or(0)
            .max(1);
        let rows = self.rows.iter().zip(&values).map(|(row, value)| {
            let mut line = vec![(((value - known) << 20) / range) as i64];
            line.extend(bound.iter().map(|party| row[*party]));
            line
        });
        let counts = game::prices(&rows.collect::<Vec<_>>());
        let Some((first, rest)) = counts.split_first() else {
            return weights.prices.clone();
        };
        // In units where the sum's own prices count once.
        let units = self.units();
        let mut prices = weights.prices.clone();
        for (party, count) in bound.iter().zip(rest) {
            let unit = (units[*party] >> self.stages.shifts[*party]).max(1);
            let ratio = (i128::from(*count) << 20) / i128::from((*first).max(1));
            let extra = ((ratio * range) / unit) >> 20;
            prices[*party] += extra.min(i128::from(PRICE_SUM_MAX)) as i64;
        }
        prices
    }

    /// The quotes, those that leave least room above the best so far first.
    fn ranked(self, best: &Best<'_>) -> Vec<Quote> {
        let aim = self.goal.aim(best.bar());
        let units = self.units();
        let room = |quote: &Quote| {
            let threshold = aim.threshold(self.stages, &quote.prices);
            let slack = i128::from(quote.priced.bound) - i128::from(threshold);
            let scale: i128 = quote
                .prices
                .iter()
                .zip(&units)
                .zip(&self.stages.shifts)
                .map(|((price, unit), shift)| i128::from(price.abs()) * (unit >> shift).max(1))
                .sum();
            (slack << 30) / scale.max(1)
        };
        let mut quotes: Vec<(i128, Quote)> = self
            .quotes
            .iter()
            .map(|quote| (room(quote), quote.clone()))
            .collect();
        quotes.sort_by_key(|(room, _)| *room);
        quotes.into_iter().map(|(_, quote)| quote).collect()
    }
}
