//! Which terms make a step late, where those that pushed last do not do it by themselves.
//!
//! A walk keeps what pushed each step last. That need not be what pushed it when it pushed on: of
//! two deadlines that lead back to one step the one may have moved it while the other drove it on.

use super::dates::{Late, late};
use problem::plan::{Plan, Term};
use problem::{Index, TermIx};
use std::collections::BTreeSet;

/// The same lateness, by terms that do it alone: as they were named if they do, else as few as are
/// left when each that is not needed is left out.
pub(super) fn held(plan: &Plan, found: Late) -> Late {
    let named: BTreeSet<TermIx> = found.terms.iter().copied().collect();
    if of(plan, &named).is_some() {
        return found;
    }
    let all = plan.terms().iter();
    let mut kept: BTreeSet<TermIx> = all.map(|(ix, _)| ix).collect();
    let mut size = kept.len();
    while size > 1 {
        size = size.div_ceil(2);
        let whole: Vec<TermIx> = kept.iter().copied().collect();
        for some in whole.chunks(size) {
            let without = kept.iter().filter(|ix| !some.contains(ix)).copied();
            let without: BTreeSet<TermIx> = without.collect();
            if of(plan, &without).is_some() {
                kept = without;
            }
        }
    }
    let late = of(plan, &kept).unwrap_or(found);
    let is_drawn = |ix: &TermIx| plan.terms().get(*ix).is_none_or(|term| !is_given(term));
    let needed: BTreeSet<TermIx> = kept.into_iter().filter(is_drawn).collect();
    // The walk over what is left tells whether it is a circle, and in which order it pushes.
    if late.terms.iter().copied().collect::<BTreeSet<_>>() == needed {
        return late;
    }
    Late {
        step: late.step,
        terms: needed.into_iter().collect(),
        circular: false,
    }
}

/// Whether a term is a date or a joint step, which nobody names among what pushes.
const fn is_given(term: &Term) -> bool {
    matches!(term, Term::NotBefore { .. } | Term::Simultaneous { .. })
}

/// What is late under these terms alone, beside those that are given.
fn of(plan: &Plan, terms: &BTreeSet<TermIx>) -> Option<Late> {
    let left = plan.terms().iter();
    let left = left.filter(|(ix, term)| terms.contains(ix) || is_given(term));
    let left: Vec<(TermIx, Term)> = left.map(|(ix, term)| (ix, *term)).collect();
    let mut parts = plan.parts().clone();
    parts.terms = left.iter().map(|(_, term)| *term).collect();
    let late = late(&Plan::new(parts).ok()?)?;
    let named = late
        .terms
        .iter()
        .filter_map(|ix| left.get(Index::position(*ix)));
    Some(Late {
        terms: named.map(|(ix, _)| *ix).collect(),
        ..late
    })
}
