//! What ranks first among the vectors of a frontier that has been listed.

use crate::frontier::Front;
use crate::search::{Goal, Kind, Winner};
use crate::stages::Stages;
use problem::frontier::Outcome;
use std::cmp::Ordering;

/// Whether every package that ranks first is efficient: a gain of any party alone ranks higher.
pub(super) fn is_on_frontier(kind: &Kind) -> bool {
    match kind {
        Kind::Leximin { units, .. } => units.iter().all(|unit| *unit > 0),
        Kind::Product { .. } => true,
        Kind::Sum(weights) => weights.prices.iter().all(|price| *price > 0),
    }
}

/// The vectors that rank first, at most so many of them, and whether these are all.
///
/// Nothing if a package cannot be told in the places of the stages.
pub(super) fn first(
    front: &Front,
    stages: &Stages,
    goal: &Goal,
    ties_max: usize,
) -> Option<(Vec<Winner>, bool)> {
    let mut best: Option<Vec<i64>> = None;
    let mut ties: Vec<usize> = Vec::new();
    for (index, scores) in front.iter().enumerate() {
        let scores: Vec<i64> = scores.rows().map(|score| score.get()).collect();
        if !goal.admits(&scores) {
            continue;
        }
        let order = best.as_ref().map(|best| goal.compare(&scores, best));
        match order {
            Some(Ordering::Less) => {}
            Some(Ordering::Equal) => ties.push(index),
            Some(Ordering::Greater) | None => {
                ties = vec![index];
                best = Some(scores);
            }
        }
    }
    let is_complete = ties.len() <= ties_max;
    let outcomes = front.outcomes_at(ties.into_iter().take(ties_max));
    let winner = |outcome: Outcome| {
        Some(Winner {
            scores: outcome.scores.rows().map(|score| score.get()).collect(),
            places: stages.places(&outcome.witness)?,
            packages: outcome.packages,
        })
    };
    let winners = outcomes.into_iter().map(winner).collect::<Option<_>>()?;
    Some((winners, is_complete))
}
