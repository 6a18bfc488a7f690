//! A plan after repairs of its circular preconditions, and the order that its terms impose.
//!
//! What a remedy adds is taken to be like the step that it belongs to: the first part is half of
//! it; what is provisional is the whole, and can be taken back; a deposit costs its owner what the
//! step costs, and can be taken back, and is received only with the release. A guarantee and a
//! deposit of signatures take no time and cost nobody anything that this case knows of.

use super::plan::{PosedPlan, StepOf, TermOf};
use crate::{ActId, View};
use problem::order::{Linkage, Precedence};
use problem::plan::{Eased, Parts, Plan, PlanError, Step, Term};
use problem::repair::{Openness, Remedy};
use problem::{ActIx, ClauseIx, Index, StepIx, Table, TermIx};
use std::collections::{BTreeMap, BTreeSet};

/// The order that the terms of a plan impose on its steps, which keep their places as acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanOrder {
    /// The order.
    pub precedence: Precedence,
    /// The terms behind the clauses.
    pub terms: Table<ClauseIx, TermIx>,
}

impl PosedPlan {
    /// The order that its terms impose; `None` if it has more steps or terms than circles can be
    /// looked for in.
    #[must_use]
    pub fn order(&self) -> Option<PlanOrder> {
        let at = |step: &StepIx| ActIx::from_position(Index::position(*step));
        let (mut clauses, mut terms) = (Vec::new(), Vec::new());
        for (ix, term) in self.plan.terms().iter() {
            let linkage = match term {
                Term::Requires { step, first, .. } => Linkage::Requires {
                    act: at(step)?,
                    first: at(first)?,
                },
                Term::Triggers { step, then, .. } => Linkage::Triggers {
                    act: at(step)?,
                    then: at(then)?,
                },
                Term::Simultaneous { one, other } => Linkage::Simultaneous {
                    one: at(one)?,
                    other: at(other)?,
                },
                Term::Excludes { one, other } => Linkage::Excludes {
                    one: at(one)?,
                    other: at(other)?,
                },
                Term::Within { .. } | Term::NotBefore { .. } => continue,
            };
            clauses.push(linkage);
            terms.push(ix);
        }
        ClauseIx::from_position(clauses.len())?;
        let precedence = Precedence::new(self.steps.len(), Table::new(clauses)).ok()?;
        Some(PlanOrder {
            precedence,
            terms: Table::new(terms),
        })
    }

    /// The plan with these terms eased.
    ///
    /// # Errors
    /// When two repairs ease one term, one eases no term that requires, or steps are too many.
    pub fn repaired(&self, repairs: &[(TermIx, Remedy)]) -> Result<Self, PlanError> {
        let mut parts = self.plan.parts().clone();
        let mut added = Vec::new();
        let mut eased = Vec::new();
        for (term, remedy) in repairs {
            let Some(Term::Requires { step, first, .. }) = self.plan.terms().get(*term) else {
                return Err(PlanError::Term(*term));
            };
            let early = early(&mut parts, *first, *remedy);
            let of: &[&StepIx] = match remedy {
                Remedy::Together => &[],
                Remedy::Deposit => &[step, first],
                Remedy::Split | Remedy::Escrow | Remedy::Provisional | Remedy::Guarantee => {
                    &[first]
                }
            };
            let ids = of.iter().filter_map(|step| self.steps.get(**step));
            added.extend(ids.map(|of| StepOf::Added(of.act().clone(), *remedy)));
            eased.push(Eased {
                term: *term,
                remedy: *remedy,
                early,
            });
        }
        let plan = Plan::new(parts)?.repaired(&eased)?;
        let new_terms = plan.terms().len().saturating_sub(self.terms.len());
        let terms = self.terms.rows().cloned();
        let terms = terms.chain(std::iter::repeat_n(TermOf::Remedy, new_terms));
        let steps = self.steps.rows().cloned().chain(added);
        Ok(Self {
            plan,
            steps: steps.collect(),
            terms: terms.collect(),
            ..self.clone()
        })
    }
}

/// What a remedy adds to a step; what is left of the step is put right in the parts.
fn early(parts: &mut Parts, of: StepIx, remedy: Remedy) -> Step {
    let Some(step) = parts.steps.get_mut(of) else {
        return Step::default();
    };
    let whole = step.clone();
    let windows = Step {
        starts: problem::plan::Window::default(),
        done: problem::plan::Window::default(),
        ..whole.clone()
    };
    match remedy {
        Remedy::Together | Remedy::Guarantee | Remedy::Deposit => Step::default(),
        Remedy::Split => {
            let half = |worth: i64| worth / 2;
            step.days = whole.days - whole.days / 2;
            for (_, worth) in &mut step.worth {
                *worth -= half(*worth);
            }
            Step {
                days: whole.days / 2,
                worth: whole.worth.iter().map(|(s, w)| (*s, half(*w))).collect(),
                ..windows
            }
        }
        Remedy::Provisional => {
            step.days = 0;
            step.worth = Vec::new();
            Step {
                reversible: true,
                ..windows
            }
        }
        Remedy::Escrow => {
            step.days = 0;
            step.worth.retain(|(_, worth)| *worth > 0);
            let costs = whole.worth.iter().filter(|(_, worth)| *worth < 0);
            Step {
                worth: costs.copied().collect(),
                reversible: true,
                ..windows
            }
        }
    }
}

impl View<'_> {
    /// The remedies to which each of these acts is open.
    #[must_use]
    pub fn openness<'i>(&self, acts: impl IntoIterator<Item = &'i ActId>) -> Openness {
        let linked = self.linked();
        let said: BTreeMap<&ActId, Option<&BTreeSet<Remedy>>> =
            linked.map(|linked| (linked.id, linked.remedies)).collect();
        let all = || Remedy::ALL.into_iter().collect::<BTreeSet<_>>();
        let open = |id: &ActId| match said.get(id) {
            Some(Some(remedies)) => (*remedies).clone(),
            Some(None) | None => all(),
        };
        acts.into_iter().map(open).collect()
    }
}
