//! What follows from what a party has said: whether it holds together, and what is certain.
//!
//! Each question is one linear program over value functions, solved exactly in fractions; each
//! answer carries what [`problem::statement`] needs to check it: a value function, or a sum of
//! rows that refutes.

mod simplex;

#[cfg(test)]
pub(crate) mod arbitrary;
#[cfg(test)]
mod tests;

use num_rational::BigRational;
use problem::statement::{
    Contradiction, Ground, Refutation, Row, Sense, StatementIx, Statements, Term, ValueFunction,
};
use problem::{Bound, Claim, Effort, Reach, Table};
use simplex::{Program, Solution};
use std::collections::{BTreeMap, BTreeSet};

/// Whether there is a value function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// There is, and this is one.
    Agrees(ValueFunction),
    /// There is none, and this is why.
    Refuted(Refutation),
}

const METHOD: &str = "exact linear programs, simplex method with Bland's rule";

/// Whether any value function agrees with some of the statements and with what is supposed.
/// Nothing where the effort ran out.
#[must_use]
pub fn agreement(
    statements: &Statements,
    of: &BTreeSet<StatementIx>,
    supposed: &[Row],
    effort: &Effort<'_>,
) -> Claim<Option<Verdict>> {
    let mut nodes = 0;
    let verdict = Asked::of(statements, of, supposed).verdict(effort, &mut nodes);
    claim(verdict, nodes)
}

/// A value function well inside of everything that was said: every row that can have room has
/// some. Nothing where there is none, or the effort ran out.
#[must_use]
pub fn inside(statements: &Statements, effort: &Effort<'_>) -> Claim<Option<ValueFunction>> {
    let all = statements.said().ids().collect();
    let mut asked = Asked::of(statements, &all, &[]);
    let mut nodes = 0;
    let function = asked.roomiest(effort, &mut nodes);
    claim(function, nodes)
}

/// Smallest sets of statements that cannot hold together, until what is left holds together once
/// one statement of each set is left out. Empty where everything holds together.
#[must_use]
pub fn contradictions(
    statements: &Statements,
    effort: &Effort<'_>,
) -> Claim<Option<Vec<Contradiction>>> {
    let mut nodes = 0;
    let mut left: BTreeSet<StatementIx> = statements.said().ids().collect();
    let mut found = Vec::new();
    loop {
        let verdict = Asked::of(statements, &left, &[]).verdict(effort, &mut nodes);
        let refutation = match verdict {
            None => return claim(None, nodes),
            Some(Verdict::Agrees(_)) => return claim(Some(found), nodes),
            Some(Verdict::Refuted(refutation)) => refutation,
        };
        let Some(smallest) = smallest(statements, refutation, effort, &mut nodes) else {
            return claim(None, nodes);
        };
        // The latest of them gives way, to look for what else is wrong.
        let Some(latest) = smallest.statements.last().copied() else {
            return claim(Some(found), nodes);
        };
        left.remove(&latest);
        found.push(smallest);
    }
}

/// Why a row is true of every value function that agrees; nothing where it is not, or the effort
/// ran out. Statements that contradict each other make everything certain: look for that first.
#[must_use]
pub fn certain(
    statements: &Statements,
    row: &Row,
    effort: &Effort<'_>,
) -> Claim<Option<Refutation>> {
    let all = statements.said().ids().collect();
    let claimed = agreement(statements, &all, &[row.denied()], effort);
    let answer = match claimed.answer {
        Some(Verdict::Refuted(refutation)) => Some(refutation),
        Some(Verdict::Agrees(_)) | None => None,
    };
    Claim {
        answer,
        method: claimed.method,
        nodes: claimed.nodes,
        reach: claimed.reach,
    }
}

fn claim<T>(answer: Option<T>, nodes: u64) -> Claim<Option<T>> {
    let reach = match answer {
        Some(_) => Reach::Complete,
        None => Reach::Stopped(Bound::Unknown),
    };
    Claim {
        answer,
        method: METHOD,
        nodes,
        reach,
    }
}

/// Leaves statements out as long as the rest cannot hold together.
fn smallest(
    statements: &Statements,
    mut refutation: Refutation,
    effort: &Effort<'_>,
    nodes: &mut u64,
) -> Option<Contradiction> {
    let mut kept = named(&refutation);
    let mut without = BTreeMap::new();
    for at in kept.clone() {
        if !kept.contains(&at) {
            continue;
        }
        let mut fewer = kept.clone();
        fewer.remove(&at);
        match Asked::of(statements, &fewer, &[]).verdict(effort, nodes)? {
            Verdict::Agrees(function) => {
                without.insert(at, function);
            }
            Verdict::Refuted(shorter) => {
                kept = named(&shorter);
                refutation = shorter;
            }
        }
        without.retain(|at, _| kept.contains(at));
    }
    Some(Contradiction {
        statements: kept,
        refutation,
        without,
    })
}

/// The statements that a refutation uses.
fn named(refutation: &Refutation) -> BTreeSet<StatementIx> {
    let said = refutation.keys().filter_map(|ground| match ground {
        Ground::Said(at, _) => Some(*at),
        Ground::Supposed(_)
        | Ground::Ceiling(..)
        | Ground::Best(_)
        | Ground::Worst(_)
        | Ground::NoDeal
        | Ground::Weighs(_)
        | Ground::Alone(_) => None,
    });
    said.collect()
}

/// Rows to be true together, and the columns of their quantities.
struct Asked<'s> {
    statements: &'s Statements,
    rows: Vec<(Option<Ground>, Row)>,
    columns: BTreeMap<Term, usize>,
}

impl<'s> Asked<'s> {
    fn of(statements: &'s Statements, of: &BTreeSet<StatementIx>, supposed: &[Row]) -> Self {
        let mut rows: Vec<(Option<Ground>, Row)> = Vec::new();
        for (at, own) in statements.rows().filter(|(at, _)| of.contains(at)) {
            let own = own.into_iter().enumerate();
            rows.extend(own.map(|(place, row)| (Some(Ground::Said(at, place)), row)));
        }
        let supposed = supposed.iter().enumerate();
        rows.extend(supposed.map(|(at, row)| (Some(Ground::Supposed(at)), row.clone())));
        rows.extend(
            statements
                .space_rows()
                .map(|(ground, row)| (Some(ground), row)),
        );
        let mut columns = BTreeMap::new();
        let sizes = statements.space().sizes();
        for (bracket, size) in sizes.iter() {
            columns.insert(Term::Weight(bracket), columns.len());
            for choice in 0..*size {
                let choice = problem::ChoiceIx::new(choice);
                columns.insert(Term::Worth(bracket, choice), columns.len());
            }
        }
        columns.insert(Term::NoDeal, columns.len());
        Self {
            statements,
            rows,
            columns,
        }
    }

    /// A point at which as many rows have room as can have any. Points may be mixed, and a mixture
    /// has room wherever one of them has; so rows are asked one by one, and the answer does not
    /// depend on their order.
    fn roomiest(&mut self, effort: &Effort<'_>, nodes: &mut u64) -> Option<ValueFunction> {
        let wished = self.wished();
        let plain = self.rows.len();
        self.rows
            .extend(wished.iter().cloned().map(|row| (None, row)));
        if let Verdict::Agrees(function) = self.verdict(effort, nodes)? {
            return Some(function);
        }
        self.rows.truncate(plain);
        let Verdict::Agrees(mut function) = self.verdict(effort, nodes)? else {
            return None;
        };
        for row in wished {
            self.rows.push((None, row.clone()));
            if row.holds(&function) {
                continue;
            }
            match self.verdict(effort, nodes)? {
                Verdict::Agrees(better) => function = better,
                Verdict::Refuted(_) => {
                    self.rows.pop();
                }
            }
        }
        Some(function)
    }

    /// The rows that would have room: all of more than one quantity, and all quantities; but the
    /// ends of a bracket are what they are.
    fn wished(&self) -> Vec<Row> {
        let ends = self.statements.space().ends();
        let rows = self.rows.iter().filter(|(ground, row)| {
            let is_end = match ground {
                Some(Ground::Best(_) | Ground::Worst(_)) => true,
                Some(Ground::Ceiling(bracket, choice)) => {
                    ends.get(bracket).is_some_and(|(best, _)| best == choice)
                        || !self.statements.space().counts(*bracket)
                }
                Some(
                    Ground::Said(..)
                    | Ground::Supposed(_)
                    | Ground::NoDeal
                    | Ground::Weighs(_)
                    | Ground::Alone(_),
                )
                | None => false,
            };
            row.sense == Sense::NotNegative && row.parts.len() > 1 && !is_end
        });
        let mut wished: Vec<Row> = rows
            .map(|(_, row)| Row::new(Sense::Positive, row.parts.clone()))
            .collect();
        let one = || BigRational::from_integer(1.into());
        let quantities = self.columns.keys().filter(|term| match term {
            Term::Worth(bracket, choice) => {
                self.statements.space().counts(*bracket)
                    && ends.get(bracket).is_none_or(|(_, worst)| worst != choice)
            }
            Term::NoDeal => true,
            Term::Weight(_) => false,
        });
        wished.extend(quantities.map(|term| Row::new(Sense::Positive, [(*term, one())])));
        wished
    }

    fn verdict(&self, effort: &Effort<'_>, nodes: &mut u64) -> Option<Verdict> {
        let rows = self.rows.iter().map(|(_, row)| {
            let parts = row.parts.iter();
            let parts = parts.filter_map(|(term, part)| Some((*self.columns.get(term)?, part)));
            (parts.collect(), row.sense)
        });
        let mut program = Program::of(self.columns.len(), rows.collect());
        match program.solve(effort, nodes)? {
            Solution::Point(point) => Some(Verdict::Agrees(self.function(&point))),
            Solution::Multipliers(times) => {
                let grounds = self.rows.iter().map(|(ground, _)| *ground);
                let used = grounds.zip(times).filter_map(|(ground, times)| {
                    use num_traits::Zero;
                    Some((ground?, times)).filter(|(_, times)| !times.is_zero())
                });
                Some(Verdict::Refuted(used.collect()))
            }
        }
    }

    /// The point as a value function, its weights adding up to 1.
    fn function(&self, point: &[BigRational]) -> ValueFunction {
        let at = |term: Term| -> BigRational {
            let place = self.columns.get(&term).and_then(|at| point.get(*at));
            place.cloned().unwrap_or_default()
        };
        let sizes = self.statements.space().sizes();
        let whole: BigRational = sizes.ids().map(|bracket| at(Term::Weight(bracket))).sum();
        let weights: Table<problem::BracketIx, BigRational> = sizes
            .ids()
            .map(|bracket| at(Term::Weight(bracket)) / &whole)
            .collect();
        let worth = sizes.iter().map(|(bracket, size)| {
            let choices = (0..*size).map(problem::ChoiceIx::new);
            choices
                .map(|choice| at(Term::Worth(bracket, choice)) / &whole)
                .collect()
        });
        ValueFunction {
            weights,
            worth: worth.collect(),
            no_deal: at(Term::NoDeal) / &whole,
        }
    }
}
