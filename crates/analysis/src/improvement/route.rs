//! The shortest way from a draft to the frontier.
//!
//! Every score is spread out by a factor and each change of a fixed bracket costs every party one
//! unit of the spread: a package with fewer changes then dominates one with the same scores, and
//! no order between different scores is lost. The frontier of that problem holds every efficient
//! vector with the fewest changes that reach it.

use super::{floor, red_lines};
use crate::frontier::{Front, frontier};
use problem::frontier::{Outcome, dominates};
use problem::improvement::{Baseline, Route};
use problem::{
    Bonus, Bound, BracketIx, Claim, Effort, PartyIx, Problem, ProblemError, Reach, Scope, Score,
    Stance, Table,
};

const METHOD: &str = "frontier of the improvements, with changes as the last tie-break";

/// Every shortest way from a draft to the frontier of a scope, one for each vector it can end at.
///
/// If the effort does not suffice, what is given leads to packages that improve on the draft as
/// far as was seen, and neither their efficiency nor their shortness is proved.
#[must_use]
pub fn routes(
    problem: &Problem,
    scope: Scope,
    baseline: &Baseline,
    effort: &Effort,
) -> Claim<Vec<Route>> {
    let mut claim = Claim {
        answer: Vec::new(),
        method: METHOD,
        nodes: 0,
        reach: Reach::Stopped(Bound::Unknown),
    };
    let spread = i64::try_from(problem.sizes().len() + 1).unwrap_or(i64::MAX);
    let Ok(spaced) = spaced(problem, (scope, spread), baseline) else {
        return claim;
    };
    let found = frontier(&spaced, Scope::Acceptable, effort);
    claim.nodes = found.nodes;
    if found.reach == Reach::Complete {
        claim.reach = Reach::Complete;
    }
    claim.answer = shortest(problem, &found.answer, spread, baseline);
    claim
}

/// The problem whose frontier prefers fewer changes.
fn spaced(
    problem: &Problem,
    (scope, spread): (Scope, i64),
    baseline: &Baseline,
) -> Result<Problem, ProblemError> {
    let stances = problem.stances().iter().map(|(party, stance)| {
        let floor = floor(stance, scope, baseline.scores.get(party).copied());
        let least = |floor: Score| Score::new(spaced_out(floor, spread).get() - (spread - 1));
        Stance {
            scores: spaced_scores(stance, spread, baseline),
            bonuses: stance
                .bonuses
                .iter()
                .map(|bonus| spaced_bonus(bonus, spread))
                .collect(),
            red_lines: red_lines(stance, scope),
            reservation: floor.map(least),
        }
    });
    let (sizes, rules) = (problem.sizes().clone(), problem.rules().clone());
    Problem::new(sizes, rules, stances.collect(), problem.decision().clone())
}

fn spaced_scores(
    stance: &Stance,
    spread: i64,
    baseline: &Baseline,
) -> Table<BracketIx, Vec<Score>> {
    let row = |(bracket, row): (BracketIx, &Vec<Score>)| {
        let fixed = baseline
            .draft
            .choice(bracket)
            .map(|choice| usize::from(choice.position()));
        let option = |(option, score): (usize, &Score)| {
            let is_change = fixed.is_some_and(|fixed| fixed != option);
            Score::new(spaced_out(*score, spread).get() - i64::from(is_change))
        };
        row.iter().enumerate().map(option).collect()
    };
    stance.scores.iter().map(row).collect()
}

fn spaced_bonus(bonus: &Bonus, spread: i64) -> Bonus {
    Bonus {
        pattern: bonus.pattern.clone(),
        score: spaced_out(bonus.score, spread),
    }
}

/// Too large a score stays too large, and the problem is then refused.
const fn spaced_out(score: Score, spread: i64) -> Score {
    let spaced = score.get().saturating_mul(spread);
    let most = 2 * Score::LIMIT;
    if spaced > most {
        Score::new(most)
    } else if spaced < -most {
        Score::new(-most)
    } else {
        Score::new(spaced)
    }
}

/// The ends with the fewest changes among the vectors that none of the others dominates.
fn shortest(problem: &Problem, front: &Front, spread: i64, baseline: &Baseline) -> Vec<Route> {
    let plain = |scores: &Table<PartyIx, Score>| -> Table<PartyIx, Score> {
        scores.map(|score| Score::new(-(-score.get()).div_euclid(spread)))
    };
    let changes = |scores: &Table<PartyIx, Score>| {
        let first = scores.rows().next().map_or(0, |score| score.get());
        (-first).rem_euclid(spread)
    };
    let mut ends: Vec<(i64, usize, Table<PartyIx, Score>)> = front
        .iter()
        .enumerate()
        .map(|(index, scores)| (changes(&scores), index, plain(&scores)))
        .collect();
    ends.sort_by_key(|(changes, index, _)| (*changes, *index));
    let mut shortest: Vec<Route> = Vec::new();
    let mut fewest = None;
    for (count, index, scores) in &ends {
        if fewest.is_some_and(|fewest| *count > fewest) {
            break;
        }
        if ends.iter().any(|(_, _, other)| dominates(other, scores)) {
            continue;
        }
        let (Some(witness), Some(packages)) = (front.witness(*index), front.packages(*index))
        else {
            continue;
        };
        fewest = Some(*count);
        shortest.push(Route {
            changes: baseline.draft.changes(&witness),
            outcome: Outcome {
                scores: problem.scores(&witness),
                witness,
                packages,
            },
        });
    }
    shortest.sort_by(|a, b| b.outcome.scores.cmp(&a.outcome.scores));
    shortest
}
