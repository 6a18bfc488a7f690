//! Twin talks: what one party is shown for each of several limits that another may have, everything
//! else being the same. From these anybody can work out how much of the limit is told to it.

use super::offers::place;
use super::{Procedure, sit};
use problem::talks::{Company, Ends, Put};
use problem::{Package, PartyIx, Problem, Score, Table};

/// What one party is shown for each limit of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twins {
    /// Whose limit it is.
    pub of: PartyIx,
    /// Who looks on.
    pub to: PartyIx,
    /// Limit by limit: the questions that were put to it, the text for signature, and whether it
    /// was agreed.
    pub shown: Vec<(Vec<Put>, Package, bool)>,
}

/// Into how many steps the way from a party's worst to its best is cut for its limit.
const LIMITS: u16 = 8;

/// The same talks once for each limit that a party may have: an eighth of the way from its worst to
/// its best, two eighths, up to seven, and its worst. Nothing for alternating offers, where
/// everything is said in the open, and where no text may be put.
#[must_use]
pub fn twins(
    problem: &Problem,
    (procedure, company): (Procedure, Company),
    (of, to): (PartyIx, PartyIx),
    (rounds, seed): (u32, u64),
) -> Option<Twins> {
    let manners = company.manners(problem.stances().len(), seed);
    let stance = problem.stances().get(of)?;
    let free = problem::Stance {
        reservation: None,
        ..stance.clone()
    };
    let ends = Ends::of(&free);
    let mut shown = Vec::new();
    for step in 0..LIMITS {
        let above = u128::from(ends.range()) * u128::from(step) / u128::from(LIMITS);
        let limit = ends.low.get() + i64::try_from(above).ok()?;
        let mut stances: Vec<_> = problem.stances().rows().cloned().collect();
        stances.get_mut(place(of))?.reservation = Some(Score::new(limit));
        let (sizes, rules) = (problem.sizes().clone(), problem.rules().clone());
        let decision = problem.decision().clone();
        let twin = Problem::new(sizes, rules, Table::new(stances), decision).ok()?;
        let sitting = sit(&twin, procedure, &manners, (rounds, seed))?;
        shown.push(sitting.shown_to(&twin, to));
    }
    Some(Twins { of, to, shown })
}
