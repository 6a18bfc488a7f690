//! Proofs that statements cannot hold together, or that something follows from them.
//!
//! All quantities are 0 or more and all rows are without a constant. So if a sum of rows, each
//! taken a positive number of times, has no positive part left, and one of the rows says that it is
//! above 0, the rows cannot all be true (Motzkin's transposition theorem, 1936).

use super::{Row, Sense, StatementIx, Statements, Term, ValueFunction};
use crate::{BracketIx, ChoiceIx};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::collections::{BTreeMap, BTreeSet};

/// A row that a proof may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// A row of a statement, by its place in it.
    Said(StatementIx, usize),
    /// A row that is denied or supposed, by its place.
    Supposed(usize),
    /// An option is worth no more than its bracket weighs.
    Ceiling(BracketIx, ChoiceIx),
    /// The best option of a bracket is worth its whole weight.
    Best(BracketIx),
    /// The worst option of a bracket is worth nothing.
    Worst(BracketIx),
    /// No deal is worth no more than the whole.
    NoDeal,
    /// A bracket that leaves a choice counts for something.
    Weighs(BracketIx),
    /// A bracket that leaves no choice counts for nothing.
    Alone(BracketIx),
}

/// How often each row is taken.
pub type Refutation = BTreeMap<Ground, BigRational>;

/// A smallest set of statements that cannot hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The statements.
    pub statements: BTreeSet<StatementIx>,
    /// Why they cannot hold together.
    pub refutation: Refutation,
    /// For each of them, a value function that agrees with all the others.
    pub without: BTreeMap<StatementIx, ValueFunction>,
}

impl Statements {
    /// Every row of the space, by name.
    pub fn space_rows(&self) -> impl Iterator<Item = (Ground, Row)> {
        let weights = self
            .space
            .sizes
            .ids()
            .map(|bracket| match self.space.counts(bracket) {
                true => Ground::Weighs(bracket),
                false => Ground::Alone(bracket),
            });
        let options = self.space.sizes.iter().flat_map(|(bracket, size)| {
            (0..*size).map(move |choice| Ground::Ceiling(bracket, ChoiceIx::new(choice)))
        });
        let ends = self.space.ends.keys();
        let ends = ends.flat_map(|bracket| [Ground::Best(*bracket), Ground::Worst(*bracket)]);
        let grounds: Vec<Ground> = options
            .chain(ends)
            .chain(weights)
            .chain([Ground::NoDeal])
            .collect();
        let rows = grounds.into_iter();
        rows.filter_map(|ground| Some((ground, self.row(ground, &[])?)))
    }

    /// The row of a name; what is supposed stands in the list.
    #[must_use]
    pub fn row(&self, ground: Ground, supposed: &[Row]) -> Option<Row> {
        let one = BigRational::one();
        let at_least = |parts: [(Term, BigRational); 2]| Some(Row::new(Sense::NotNegative, parts));
        match ground {
            Ground::Said(at, row) => {
                let saying = self.said.get(at)?;
                self.space.rows(saying).into_iter().nth(row)
            }
            Ground::Supposed(at) => supposed.get(at).cloned(),
            Ground::Ceiling(bracket, choice) => {
                self.space.has(bracket, choice).then_some(())?;
                let worth = (Term::Worth(bracket, choice), -one.clone());
                at_least([(Term::Weight(bracket), one), worth])
            }
            Ground::Best(bracket) => {
                let (best, _) = self.space.ends.get(&bracket)?;
                let weight = (Term::Weight(bracket), -one.clone());
                at_least([(Term::Worth(bracket, *best), one), weight])
            }
            Ground::Worst(bracket) => {
                let (_, worst) = self.space.ends.get(&bracket)?;
                let none = [(Term::Worth(bracket, *worst), -one)];
                Some(Row::new(Sense::NotNegative, none))
            }
            Ground::NoDeal => {
                let brackets = self.space.sizes.ids();
                let weights = brackets.map(|bracket| (Term::Weight(bracket), BigRational::one()));
                let no_deal = [(Term::NoDeal, -one)];
                Some(Row::new(Sense::NotNegative, weights.chain(no_deal)))
            }
            Ground::Weighs(bracket) => {
                self.space.counts(bracket).then_some(())?;
                Some(Row::new(Sense::Positive, [(Term::Weight(bracket), one)]))
            }
            Ground::Alone(bracket) => {
                let is_alone = self.space.sizes.get(bracket).is_some_and(|size| *size < 2);
                is_alone.then_some(())?;
                Some(Row::new(
                    Sense::NotNegative,
                    [(Term::Weight(bracket), -one)],
                ))
            }
        }
    }

    /// Whether this proves that no value function agrees with these statements and with what is
    /// supposed.
    #[must_use]
    pub fn is_refuted(
        &self,
        of: &BTreeSet<StatementIx>,
        supposed: &[Row],
        refutation: &Refutation,
    ) -> bool {
        let mut sum: BTreeMap<Term, BigRational> = BTreeMap::new();
        let mut is_strict = false;
        for (ground, times) in refutation {
            let allowed = match ground {
                Ground::Said(at, _) => of.contains(at),
                Ground::Supposed(_)
                | Ground::Ceiling(..)
                | Ground::Best(_)
                | Ground::Worst(_)
                | Ground::NoDeal
                | Ground::Weighs(_)
                | Ground::Alone(_) => true,
            };
            let Some(row) = self.row(*ground, supposed).filter(|_| allowed) else {
                return false;
            };
            if !times.is_positive() {
                return false;
            }
            is_strict |= row.sense == Sense::Positive;
            for (term, part) in row.parts {
                *sum.entry(term).or_insert_with(BigRational::zero) += part * times;
            }
        }
        is_strict && sum.values().all(|part| !part.is_positive())
    }

    /// Whether this proves that something is true of every value function that agrees with all
    /// that was said.
    #[must_use]
    pub fn is_certain(&self, row: &Row, refutation: &Refutation) -> bool {
        let all = self.said.ids().collect();
        self.is_refuted(&all, &[row.denied()], refutation)
    }

    /// Whether these statements cannot hold together, and any but one of them can.
    #[must_use]
    pub fn is_contradiction(&self, found: &Contradiction) -> bool {
        let agrees = |at: &StatementIx| {
            let others = found.statements.iter().filter(|other| *other != at);
            let others: Option<Vec<_>> = others.map(|other| self.said.get(*other)).collect();
            let (Some(others), Some(function)) = (others, found.without.get(at)) else {
                return false;
            };
            let margin = self.space.margin();
            self.space.admits(function) && others.iter().all(|said| said.holds(function, margin))
        };
        self.is_refuted(&found.statements, &[], &found.refutation)
            && found.statements.iter().all(agrees)
    }
}
