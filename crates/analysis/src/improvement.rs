//! Improvements on the draft in hand, best first, how many there are, and the shortest way from
//! the draft to the frontier.

mod route;

pub use route::routes;

use crate::count::count;
use crate::search::{self, Found, Goal, Kind, Weights};
use crate::stages::{self, Stages};
use num_bigint::{BigInt, BigUint};
use num_traits::Zero;
use problem::frontier::Outcome;
use problem::improvement::{Baseline, Improvements, Measure};
use problem::{
    Acceptors, Bound, Claim, Effort, Index, PartialPackage, PartyIx, Pattern, Problem,
    ProblemError, Reach, Rule, Scope, Score, Stance, Table,
};

const METHOD: &str = "branch and bound on priced scores, over bucket elimination";

/// What a draft is worth to each party, or guarantees where brackets are open.
///
/// # Errors
/// When the problem with the draft's brackets fixed cannot be posed, which is when it has more
/// rules than an index can count.
pub fn baseline(
    problem: &Problem,
    draft: &PartialPackage,
    scope: Scope,
    effort: &Effort,
) -> Result<Claim<Baseline>, ProblemError> {
    let mut claim = Claim {
        answer: Baseline {
            draft: draft.clone(),
            scores: Table::new(Vec::new()),
            measure: Measure::Package,
        },
        method: METHOD,
        nodes: 0,
        reach: Reach::Complete,
    };
    if let Some(package) = draft.complete() {
        claim.answer.scores = problem.scores(&package);
        return Ok(claim);
    }
    let fixed = with_fixed(problem, draft)?;
    let free = without_rules(&fixed, draft)?;
    let tries = [
        (&fixed, scope, Measure::LeastInScope),
        (&free, Scope::Possible, Measure::LeastOfAll),
    ];
    for (problem, scope, measure) in tries {
        let (least, nodes, is_complete) = least(problem, scope, effort);
        claim.nodes += nodes;
        if !is_complete {
            claim.reach = Reach::Stopped(Bound::Unknown);
        }
        if let Some(least) = least {
            claim.answer.scores = stages::table(&least);
            claim.answer.measure = measure;
            return Ok(claim);
        }
    }
    Ok(claim)
}

/// The problem with the draft's fixed brackets as rules.
fn with_fixed(problem: &Problem, draft: &PartialPackage) -> Result<Problem, ProblemError> {
    let mut rules: Vec<Rule> = problem.rules().rows().cloned().collect();
    rules.extend(fixing(problem, draft));
    let (sizes, stances) = (problem.sizes().clone(), problem.stances().clone());
    Problem::new(
        sizes,
        Table::new(rules),
        stances,
        problem.decision().clone(),
    )
}

/// The same with no other rule.
fn without_rules(problem: &Problem, draft: &PartialPackage) -> Result<Problem, ProblemError> {
    let rules = fixing(problem, draft).collect();
    let (sizes, stances) = (problem.sizes().clone(), problem.stances().clone());
    Problem::new(sizes, rules, stances, problem.decision().clone())
}

fn fixing(problem: &Problem, draft: &PartialPackage) -> impl Iterator<Item = Rule> {
    let fixed: Vec<Rule> = problem
        .sizes()
        .ids()
        .filter_map(|bracket| {
            let then = Pattern::just(bracket, draft.choice(bracket)?);
            let when = Pattern::default();
            Some(Rule::Requires { when, then })
        })
        .collect();
    fixed.into_iter()
}

/// The least that a package in scope gives each party, if there is one.
fn least(problem: &Problem, scope: Scope, effort: &Effort) -> (Option<Vec<i64>>, u64, bool) {
    let ground = Ground::new(problem, scope, None, effort);
    let (mut least, mut nodes, mut is_complete) = (Some(Vec::new()), 0, true);
    for party in 0..ground.stages.parties {
        let found = ground.extreme(party, -1);
        nodes += found.nodes;
        is_complete &= found.is_complete;
        let score = found
            .winners
            .first()
            .and_then(|w| w.scores.get(party).copied());
        least = least.zip(score).map(|(mut least, score)| {
            least.push(score);
            least
        });
    }
    (least, nodes, is_complete)
}

/// The first `most` vectors that improve on a draft, best first.
#[must_use]
pub fn improvements(
    problem: &Problem,
    scope: Scope,
    (baseline, most): (&Baseline, usize),
    effort: &Effort,
) -> Claim<Improvements> {
    let ground = Ground::new(problem, scope, Some(baseline), effort);
    let base: Vec<i64> = baseline.scores.rows().map(|score| score.get()).collect();
    let (mut best, mut nodes, mut is_complete) = (base.clone(), 0, true);
    let mut known = Vec::new();
    for (party, best) in best.iter_mut().enumerate() {
        let found = ground.extreme(party, 1);
        nodes += found.nodes;
        is_complete &= found.is_complete;
        if let Some(winner) = found.winners.into_iter().next() {
            *best = winner
                .scores
                .get(party)
                .copied()
                .unwrap_or(*best)
                .max(*best);
            known.push(winner.places);
        }
    }
    let ranges = best.iter().zip(&base).map(|(best, base)| best - base);
    let weights = Weights::new(&ground.stages, inverse(&ranges.collect::<Vec<_>>()));
    let mut first = Vec::new();
    if most > 0 && !known.is_empty() {
        let goal = ground.goal(Kind::Sum(weights));
        let found = search::best_few(&ground.stages, &goal, &known, (most, effort));
        nodes += found.nodes;
        is_complete &= found.is_complete;
        first.extend(found.winners.into_iter().take(most).map(|winner| Outcome {
            scores: stages::table(&winner.scores),
            witness: ground.stages.package(&winner.places),
            packages: winner.packages,
        }));
    }
    Claim {
        answer: Improvements {
            baseline: baseline.clone(),
            best: stages::table(&best),
            first,
        },
        method: METHOD,
        nodes,
        reach: if is_complete {
            Reach::Complete
        } else {
            Reach::Stopped(Bound::Unknown)
        },
    }
}

/// How many packages improve on a draft, exactly or between proved bounds.
#[must_use]
pub fn improvement_count(
    problem: &Problem,
    scope: Scope,
    baseline: &Baseline,
    effort: &Effort,
) -> Claim<BigUint> {
    let unknown = Claim {
        answer: BigUint::zero(),
        method: METHOD,
        nodes: 0,
        reach: Reach::Stopped(Bound::Between(BigUint::zero(), problem.package_count())),
    };
    let Ok(lifted) = lifted(problem, scope, baseline) else {
        return unknown;
    };
    let mut claim = count(&lifted, Acceptors::All, effort);
    let (equal, is_complete) = as_good(problem, scope, baseline, effort);
    let most = match &claim.reach {
        Reach::Stopped(Bound::Between(_, most)) => most.clone(),
        Reach::Complete if !is_complete => claim.answer.clone(),
        Reach::Complete | Reach::Stopped(Bound::Within(_) | Bound::AtMost(_) | Bound::Unknown) => {
            claim.answer -= equal.min(claim.answer.clone());
            return claim;
        }
    };
    let most = &most - equal.clone().min(most.clone());
    claim.answer = if is_complete && claim.answer > equal {
        claim.answer - equal
    } else {
        BigUint::zero()
    };
    claim.reach = Reach::Stopped(Bound::Between(claim.answer.clone(), most));
    claim
}

/// How many packages of the scope are worth just as much as the draft to everybody.
fn as_good(
    problem: &Problem,
    scope: Scope,
    baseline: &Baseline,
    effort: &Effort,
) -> (BigUint, bool) {
    let mut ground = Ground::new(problem, scope, Some(baseline), effort);
    ground.except = None;
    let weights = vec![BigInt::from(-1); ground.stages.parties];
    let goal = ground.goal(Kind::Sum(Weights::new(&ground.stages, weights)));
    let found = search::best(&ground.stages, &goal, &[], effort);
    let first = found.winners.into_iter().next();
    let same = first.filter(|w| stages::table(&w.scores) == baseline.scores);
    let equal = same.map_or_else(BigUint::zero, |winner| winner.packages);
    (equal, found.is_complete)
}

/// The problem in which each party accepts exactly what is worth the draft to it.
fn lifted(problem: &Problem, scope: Scope, baseline: &Baseline) -> Result<Problem, ProblemError> {
    let stances = problem.stances().iter().map(|(party, stance)| Stance {
        red_lines: red_lines(stance, scope),
        reservation: floor(stance, scope, baseline.scores.get(party).copied()),
        ..stance.clone()
    });
    let (sizes, rules) = (problem.sizes().clone(), problem.rules().clone());
    Problem::new(sizes, rules, stances.collect(), problem.decision().clone())
}

fn red_lines(stance: &Stance, scope: Scope) -> Table<problem::RedLineIx, Rule> {
    match scope {
        Scope::Possible => Table::new(Vec::new()),
        Scope::WithinRedLines | Scope::Acceptable => stance.red_lines.clone(),
    }
}

fn floor(stance: &Stance, scope: Scope, baseline: Option<Score>) -> Option<Score> {
    let reservation = match scope {
        Scope::Possible | Scope::WithinRedLines => None,
        Scope::Acceptable => stance.reservation,
    };
    reservation.max(baseline)
}

/// What the searches for one draft share.
struct Ground<'a> {
    stages: Stages,
    floors: Vec<Option<i64>>,
    tops: Vec<i64>,
    except: Option<Vec<i64>>,
    effort: &'a Effort<'a>,
}

impl<'a> Ground<'a> {
    fn new(
        problem: &Problem,
        scope: Scope,
        baseline: Option<&Baseline>,
        effort: &'a Effort<'a>,
    ) -> Self {
        let stages = Stages::new(problem, scope);
        let floors = problem.stances().iter().map(|(party, stance)| {
            let baseline = baseline.and_then(|baseline| baseline.scores.get(party).copied());
            floor(stance, scope, baseline).map(Score::get)
        });
        let except = baseline.map(|b| b.scores.rows().map(|score| score.get()).collect());
        Self {
            floors: floors.collect(),
            tops: stages.tops(),
            stages,
            except,
            effort,
        }
    }

    fn goal(&self, kind: Kind) -> Goal {
        Goal {
            kind,
            floors: self.floors.clone(),
            tops: self.tops.clone(),
            except: self.except.clone(),
        }
    }

    /// The most (sign 1) or least (sign -1) for a party among what counts.
    fn extreme(&self, party: usize, sign: i64) -> Found {
        let parties = PartyIx::from_position(party).into_iter();
        let mut weights = vec![BigInt::zero(); self.stages.parties];
        for party in parties {
            if let Some(weight) = weights.get_mut(Index::position(party)) {
                *weight = BigInt::from(sign);
            }
        }
        let goal = self.goal(Kind::Sum(Weights::new(&self.stages, weights)));
        search::best(&self.stages, &goal, &[], self.effort)
    }
}

/// Weights in the proportion of 1 / range, as whole numbers; 0 where the range is 0.
fn inverse(ranges: &[i64]) -> Vec<BigInt> {
    let positive = ranges.iter().filter(|range| **range > 0);
    let product: BigInt = positive.map(|range| BigInt::from(*range)).product();
    let inverse = |range: &i64| match range {
        0 => BigInt::zero(),
        range => &product / range,
    };
    ranges.iter().map(inverse).collect()
}

#[cfg(test)]
mod tests;
