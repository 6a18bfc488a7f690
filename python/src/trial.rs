//! How each answer is tried again by its definition, without the method that found it.
//!
//! Invariant: a trial says that it is complete only of an answer that says that it is, and only
//! where nothing of it is left to trust.

use crate::challenge::{Challenge, Check};
use crate::claim::{Found, Trial};
use crate::outcomes::Store;
use ::problem::fair::Fair;
use ::problem::improvement::Improvements;
use ::problem::trade::Exchange;
use ::problem::{Acceptors, Bound, Claim, Demand, Package, PartialPackage, Reach, Scope};
use num_bigint::BigUint;
use std::collections::BTreeSet;

/// Of so many demands the definition finds every clash in a moment.
const DEMANDS_MAX: usize = 12;

/// A frontier: nothing that challenges it beats it, and nothing in it is beaten.
pub(crate) fn frontier(store: Store, found: Found, scope: Scope) -> Trial {
    Box::new(move |stated, most| {
        let problem = &stated.problem;
        let part = store.challengers_max();
        let challenge = Challenge::of(problem, part.map_or(most, |part| part.min(most)));
        let holds = store.is_frontier((problem, scope), &found, &challenge);
        let check = Check::of(holds, &challenge);
        let says_all = matches!(
            found.reach,
            Reach::Complete | Reach::Stopped(Bound::Within(_))
        );
        if part.is_none() && says_all {
            check
        } else {
            check.in_part()
        }
    })
}

/// Fair packages; of those that are not proved best only what is listed. None at all says that no
/// package lies in the scope.
pub(crate) fn fair(claims: Vec<Claim<Fair>>, scope: Scope, reach: Reach) -> Trial {
    Box::new(move |stated, most| {
        let problem = &stated.problem;
        if claims.is_empty() && reach != Reach::Complete {
            return Check::nothing();
        }
        let challenge = Challenge::of(problem, most);
        if claims.is_empty() {
            let mut packages = challenge.packages.iter();
            return Check::of(!packages.any(|p| problem.is_within(p, scope)), &challenge);
        }
        let mut all = claims.iter();
        let holds = all.all(|claim| problem.fair_holds(claim, scope, &challenge.packages));
        let check = Check::of(holds, &challenge);
        if claims.iter().all(|claim| claim.reach == Reach::Complete) {
            check
        } else {
            check.in_part()
        }
    })
}

/// A package that passes, or that none does.
pub(crate) fn passing(package: Option<Package>, reach: Reach) -> Trial {
    Box::new(move |stated, most| {
        let problem = &stated.problem;
        let challenge = Challenge::of(problem, most);
        match &package {
            Some(package) => Check::of(problem.passes(package), &challenge).by_itself(),
            None if challenge.is_all && reach == Reach::Complete => {
                let mut packages = challenge.packages.iter();
                Check::of(!packages.any(|p| problem.passes(p)), &challenge)
            }
            None => Check::nothing(),
        }
    })
}

/// How many packages are accepted: counted one by one where there are few enough.
pub(crate) fn count((count, by): (BigUint, Acceptors), reach: Reach) -> Trial {
    Box::new(move |stated, most| {
        let problem = &stated.problem;
        if problem.package_count() > most.into() {
            return Check::nothing();
        }
        let challenge = Challenge::of(problem, most);
        let all = challenge.packages.iter();
        let counted = all.filter(|p| problem.is_accepted(p, by)).count().into();
        let holds = match &reach {
            Reach::Stopped(Bound::Between(low, high)) => (low..=high).contains(&&counted),
            Reach::Complete | Reach::Stopped(_) => count == counted,
        };
        Check::of(holds, &challenge)
    })
}

/// What clashes: no package meets it, and of few demands that nothing is missing.
pub(crate) fn clashes(clashes: ::problem::Clashes, demands: Vec<Demand>, reach: Reach) -> Trial {
    Box::new(move |stated, most| {
        let problem = &stated.problem;
        let challenge = Challenge::of(problem, most);
        let mut packages = challenge.packages.iter();
        let is_met = packages.any(|package| {
            let mut clashes = clashes.clashes.iter();
            clashes.any(|clash| clash.demands.iter().all(|d| problem.meets(package, *d)))
        });
        let holds = problem.clashes_hold(&clashes, &demands) && !is_met;
        let check = Check::of(holds, &challenge);
        let few = challenge.is_all && reach == Reach::Complete && demands.len() <= DEMANDS_MAX;
        match few.then(|| problem.clashes(&demands)).flatten() {
            Some(all) if check.holds == Some(true) => {
                Check::of(sets(&all) == sets(&clashes), &challenge)
            }
            Some(_) | None => check.in_part(),
        }
    })
}

/// What clashes and what could be given up, without the packages that show it.
fn sets(clashes: &::problem::Clashes) -> [BTreeSet<&[Demand]>; 2] {
    let clashing = clashes.clashes.iter().map(|one| &one.demands[..]);
    let given_up = clashes.corrections.iter().map(|one| &one.demands[..]);
    [clashing.collect(), given_up.collect()]
}

/// Improvements on a draft, which may leave brackets open.
pub(crate) fn improvements(
    claim: Claim<Improvements>,
    draft: PartialPackage,
    scope: Scope,
) -> Trial {
    Box::new(move |stated, most| {
        let problem = &stated.problem;
        let challenge = Challenge::of(problem, most);
        let base = &claim.answer.baseline;
        let from_draft = match draft.complete() {
            Some(package) => base.scores == problem.scores(&package),
            None if challenge.is_all && claim.reach == Reach::Complete => {
                *base == problem.baseline(&draft, scope)
            }
            None => true,
        };
        let holds = problem.improvements_hold(&claim, scope, &challenge.packages);
        let check = Check::of(from_draft && holds, &challenge);
        if claim.reach == Reach::Complete {
            check
        } else {
            check.in_part()
        }
    })
}

/// Trades on a package, `most` of each two parties: the definition tries every two changes,
/// whatever packages there are. Of an answer that was stopped, each trade is tried by itself.
pub(crate) fn trades(
    exchanges: Vec<Exchange>,
    (package, scope, most): (Package, Scope, usize),
    reach: Reach,
) -> Trial {
    Box::new(move |stated, packages_max| {
        let problem = &stated.problem;
        let challenge = Challenge::of(problem, packages_max);
        if reach == Reach::Complete {
            let holds = problem.trades(&package, scope, most) == exchanges;
            return Check::of(holds, &challenge).by_itself();
        }
        if exchanges.is_empty() {
            return Check::nothing();
        }
        let mut all = exchanges.iter();
        let holds = all.all(|exchange| {
            let mut best = exchange.best.iter();
            best.all(|trade| {
                let again = problem.trade(&package, trade.changes);
                again.as_ref() == Some(trade) && trade.is_between(exchange.parties)
            })
        });
        Check::of(holds, &challenge).in_part()
    })
}
