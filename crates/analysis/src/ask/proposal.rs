//! Packages worth talking about: for each of many draws, one that nobody would leave for a change
//! in one bracket.

use super::Known;
use crate::instances::SplitMix;
use crate::robust::{Draws, Point, Robust, least, places};
use problem::Package;
use problem::robust::Lineup;
use std::collections::BTreeMap;

/// At most so many packages, those first that suit most draws; only those that are allowed.
#[must_use]
pub fn proposals(
    robust: &Robust<'_>,
    draws: &Draws,
    most: usize,
    allowed: &dyn Fn(&Package) -> bool,
) -> Vec<Package> {
    proposals_of(&Known::of(robust, draws), &robust.sizes(), most, allowed)
}

pub(super) fn proposals_of(
    known: &Known,
    sizes: &[usize],
    most: usize,
    allowed: &dyn Fn(&Package) -> bool,
) -> Vec<Package> {
    let mut found: BTreeMap<Vec<u16>, u64> = BTreeMap::new();
    for draw in &known.points {
        let options = climbed(draw, sizes, start(draw, sizes, &[]));
        let places = options
            .iter()
            .map(|option| u16::try_from(*option).unwrap_or(0));
        *found.entry(places.collect()).or_insert(0) += 1;
    }
    let mut ranked: Vec<(u64, Vec<u16>)> = found.into_iter().map(|(p, n)| (n, p)).collect();
    ranked.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    let packages = ranked.into_iter().map(|(_, places)| Package::at(&places));
    packages
        .filter(|package| allowed(package))
        .take(most)
        .collect()
}

/// The most that the party served worst is known to have, in millionths: the best of many
/// climbs, from packages that favour each party more or less, and from those of a line-up.
pub(super) fn best_known(draw: &[Point], lineup: &Lineup) -> i64 {
    let first = lineup.parties().rows().next();
    let sizes = first
        .into_iter()
        .flat_map(|party| party.space().sizes().rows());
    let sizes: Vec<usize> = sizes.map(|size| usize::from(*size)).collect();
    let mut mix = SplitMix::new(1);
    let favours = (0..40).map(|_| {
        let favours: Vec<i64> = draw.iter().map(|_| i64::from(mix.below(100)) + 1).collect();
        start(draw, &sizes, &favours)
    });
    let starts: Vec<Vec<usize>> = favours
        .chain(lineup.packages().iter().map(places))
        .collect();
    let reached = starts
        .into_iter()
        .map(|start| least(draw, &climbed(draw, &sizes, start)));
    reached.max().unwrap_or(0).max(0)
}

/// The package of the greatest sum, each party favoured so many times; once without a number.
fn start(draw: &[Point], sizes: &[usize], favours: &[i64]) -> Vec<usize> {
    let each = sizes.iter().enumerate().map(|(bracket, size)| {
        let sum = |option: usize| -> i64 {
            let worth = draw.iter().enumerate().map(|(party, point)| {
                point.option(bracket, option) * favours.get(party).copied().unwrap_or(1)
            });
            worth.sum()
        };
        let options = (0..*size).map(|option| (sum(option), option));
        let best = options.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.map_or(0, |(_, option)| option)
    });
    each.collect()
}

/// Changes one bracket at a time as long as the one served worst gains.
#[expect(
    clippy::indexing_slicing,
    reason = "options of one space, a place for each bracket"
)]
fn climbed(draw: &[Point], sizes: &[usize], mut options: Vec<usize>) -> Vec<usize> {
    let mut now = least(draw, &options);
    loop {
        let mut best = None;
        for bracket in 0..sizes.len() {
            let kept = options[bracket];
            for option in (0..sizes[bracket]).filter(|option| *option != kept) {
                options[bracket] = option;
                let then = least(draw, &options);
                if then > best.map_or(now, |(gain, _, _)| gain) {
                    best = Some((then, bracket, option));
                }
            }
            options[bracket] = kept;
        }
        let Some((gain, bracket, option)) = best else {
            return options;
        };
        options[bracket] = option;
        now = gain;
    }
}
