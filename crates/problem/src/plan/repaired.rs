//! Repairs carried into a plan: what [`Remedy`] does to the clauses of an order, done to the terms
//! of a plan, with dates and worths for the steps that a repair adds.

use super::{Parts, Plan, PlanError, Step, Term};
use crate::repair::Remedy;
use crate::{Index, StepIx, Table, TermIx};
use std::collections::BTreeSet;

/// A repair of a term `a requires b`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eased {
    /// The term that it eases.
    pub term: TermIx,
    /// How.
    pub remedy: Remedy,
    /// What a step that it adds is like: the first part, the deposit, the provisional form, the
    /// guarantee or the signatures. Where `b` is split, what is left of its days and worths is the
    /// caller's to change.
    pub early: Step,
}

impl Plan {
    /// The plan after repairs, made together. Steps and terms keep their places; those that the
    /// repairs add come after, in order of the repairs.
    ///
    /// # Errors
    /// When two repairs ease one term, one is of no term `a requires b`, or there are too many
    /// steps.
    pub fn repaired(&self, repairs: &[Eased]) -> Result<Self, PlanError> {
        let mut draft = Draft {
            plan: self,
            steps: self.steps().rows().cloned().collect(),
            terms: self.terms().rows().copied().collect(),
        };
        let mut eased = BTreeSet::new();
        for repair in repairs {
            let made = eased.insert(repair.term).then(|| draft.repair(repair));
            made.flatten().ok_or(PlanError::Term(repair.term))?;
        }
        let parts = Parts {
            steps: Table::new(draft.steps),
            terms: Table::new(draft.terms),
            ..self.parts().clone()
        };
        Self::new(parts)
    }

    /// Whether a step must come after another by what is required or triggered, or is done together
    /// with it.
    #[must_use]
    pub fn waits_for(&self, step: StepIx, other: StepIx) -> bool {
        let place = |step: StepIx| self.together().get(step).copied().unwrap_or(step);
        let mut met = BTreeSet::from([place(other)]);
        loop {
            let size = met.len();
            for term in self.terms().rows() {
                let (before, after) = match *term {
                    Term::Requires { step, first, .. } => (first, step),
                    Term::Triggers { step, then, .. } => (step, then),
                    Term::Simultaneous { .. }
                    | Term::Excludes { .. }
                    | Term::Within { .. }
                    | Term::NotBefore { .. } => continue,
                };
                if met.contains(&place(before)) {
                    met.insert(place(after));
                }
            }
            if met.len() == size {
                return met.contains(&place(step));
            }
        }
    }
}

/// A plan while repairs are made.
struct Draft<'a> {
    plan: &'a Plan,
    steps: Vec<Step>,
    terms: Vec<Term>,
}

impl Draft<'_> {
    fn repair(&mut self, repair: &Eased) -> Option<()> {
        let Term::Requires { step, first, held } = *self.plan.terms().get(repair.term)? else {
            return None;
        };
        let waits = |first| Term::Requires { step, first, held };
        let eased = match repair.remedy {
            Remedy::Together => Term::Simultaneous {
                one: step,
                other: first,
            },
            Remedy::Deposit => {
                for of in [step, first] {
                    let deposit = self.add(repair)?;
                    self.say(of, deposit);
                }
                Term::Simultaneous {
                    one: step,
                    other: first,
                }
            }
            Remedy::Split | Remedy::Provisional => {
                let early = self.add(repair)?;
                self.say(first, early);
                self.inherit(early, first, step);
                waits(early)
            }
            Remedy::Escrow => {
                let deposit = self.add(repair)?;
                self.say(first, deposit);
                self.say(first, step);
                waits(deposit)
            }
            Remedy::Guarantee => waits(self.add(repair)?),
        };
        *self.terms.get_mut(Index::position(repair.term))? = eased;
        Some(())
    }

    /// A step requires what another requires, except what waits for a third.
    fn inherit(&mut self, early: StepIx, of: StepIx, other: StepIx) {
        let plan = self.plan;
        for term in plan.terms().rows() {
            if let Term::Requires { step, first, held } = *term
                && step == of
                && !plan.waits_for(first, other)
            {
                self.terms.push(Term::Requires {
                    step: early,
                    first,
                    held,
                });
            }
        }
    }

    fn add(&mut self, repair: &Eased) -> Option<StepIx> {
        let step = StepIx::from_position(self.steps.len())?;
        self.steps.push(repair.early.clone());
        Some(step)
    }

    fn say(&mut self, step: StepIx, first: StepIx) {
        self.terms.push(Term::Requires {
            step,
            first,
            held: 0,
        });
    }
}
