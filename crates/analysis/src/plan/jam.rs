//! Why no order keeps the limits: a smallest set of limits, and of deliveries, that jam each other.

use super::branch::{Outcome, Question, Search};
use problem::plan::{Account, Plan};
use problem::{Effort, PartyIx, StepIx};

/// Limits that no order of the steps can keep together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jam {
    /// The limits; none where exclusions alone leave no schedule. Without any one of them there
    /// would be a schedule, if the set is smallest.
    pub limits: Vec<(PartyIx, Account)>,
    /// The deliveries that those sides cannot make in any order: were any one of them free of cost
    /// on those accounts there would be a schedule, if the set is smallest.
    pub deliveries: Vec<StepIx>,
    /// Whether every limit and delivery left out was shown to be needless, and every one kept to be
    /// needed.
    pub smallest: bool,
}

/// The most nodes spent on each limit or delivery.
const NODES: u64 = 5_000;

/// A smallest jam behind a question that no schedule answers.
pub(super) fn jam(
    search: &mut Search,
    plan: &Plan,
    question: &Question,
    effort: &Effort<'_>,
) -> Jam {
    let mut question = question.clone();
    let mut smallest = true;
    let mut limits = Vec::new();
    for at in 0..question.ledgers.len() {
        let mut without = question.clone();
        let Some(ledger) = without.ledgers.get_mut(at) else {
            continue;
        };
        let named = plan.sides().get(ledger.side);
        let limited = named.and_then(|limits| limits.of(ledger.account));
        let limit = (ledger.side, ledger.account);
        if limited.is_none() || ledger.limit == i64::MAX {
            continue;
        }
        ledger.limit = i64::MAX;
        match search.ask(&without, NODES, effort) {
            Outcome::None => question = without,
            Outcome::Found(_) => limits.push(limit),
            Outcome::Stopped => {
                smallest = false;
                limits.push(limit);
            }
        }
    }
    let mut deliveries = Vec::new();
    for step in plan.steps().ids() {
        let mut without = question.clone();
        let mut costs = false;
        for ledger in without.ledgers.iter_mut().filter(|l| l.limit != i64::MAX) {
            let before = ledger.gives.len();
            ledger.gives.retain(|(gives, _)| *gives != step.position());
            costs |= ledger.gives.len() < before;
        }
        if !costs {
            continue;
        }
        match search.ask(&without, NODES, effort) {
            Outcome::None => question = without,
            Outcome::Found(_) => deliveries.push(step),
            Outcome::Stopped => {
                smallest = false;
                deliveries.push(step);
            }
        }
    }
    Jam {
        limits,
        deliveries,
        smallest,
    }
}
