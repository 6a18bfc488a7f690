//! Outcomes as arrays: what each party gets, a package that gives it, and how many do.

use crate::array::array;
use crate::challenge::Challenge;
use crate::claim::Found;
use ::problem::frontier::{Frontier, Outcome};
use ::problem::{Package, PartyIx, Problem, Scope, Score, Table};
use analysis::frontier::Front;
use num_bigint::BigUint;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use std::sync::Arc;

/// Of a longer frontier only so many outcomes are tried again.
const TRIED_MAX: usize = 1_000;
/// How many times a challenger is compared with an outcome of such a frontier.
const COMPARED_MAX: usize = 5_000_000;

/// Outcomes in descending order: vectors of scores, each with one package that gives it and how
/// many packages do.
///
/// Arrays are made once, when they are first asked for, and are read-only.
#[pyclass(frozen, module = "onetext")]
pub(crate) struct Outcomes {
    store: Store,
    parties: usize,
    brackets: usize,
    made: [PyOnceLock<Py<PyAny>>; 2],
}

/// Where the outcomes are kept.
#[derive(Clone)]
pub(crate) enum Store {
    /// As the elimination left them.
    Front(Arc<Front>),
    /// One by one.
    Listed(Arc<Vec<Outcome>>),
}

impl Store {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Front(front) => front.len(),
            Self::Listed(listed) => listed.len(),
        }
    }

    fn scores(&self, at: usize) -> Option<Table<PartyIx, Score>> {
        match self {
            Self::Front(front) => front.scores(at),
            Self::Listed(listed) => Some(listed.get(at)?.scores.clone()),
        }
    }

    fn witness(&self, at: usize) -> Option<Package> {
        match self {
            Self::Front(front) => front.witness(at),
            Self::Listed(listed) => Some(listed.get(at)?.witness.clone()),
        }
    }

    fn counts(&self) -> Vec<BigUint> {
        let all = self.at(0..self.len()).into_iter();
        all.map(|outcome| outcome.packages).collect()
    }

    /// The outcomes at these places as the definition gives them.
    pub(crate) fn at(&self, places: impl IntoIterator<Item = usize>) -> Frontier {
        match self {
            Self::Front(front) => front.outcomes_at(places),
            Self::Listed(listed) => {
                let places = places.into_iter();
                places.filter_map(|at| listed.get(at).cloned()).collect()
            }
        }
    }
}

impl Store {
    /// How many packages may be held against a frontier of which only a part is tried; none where
    /// it is tried whole.
    pub(crate) fn challengers_max(&self) -> Option<usize> {
        (self.len() > TRIED_MAX).then(|| (COMPARED_MAX / self.len()).max(1))
    }

    /// Whether these are a frontier as far as `problem` can say: the witnesses of each, or of
    /// outcomes spread over a long one, and that no challenger escapes them by more than the bound.
    pub(crate) fn is_frontier(
        &self,
        (problem, scope): (&Problem, Scope),
        how: &Found,
        challenge: &Challenge,
    ) -> bool {
        let step = self.len().div_ceil(TRIED_MAX).max(1);
        let claim = how.claim(self.at((0..self.len()).step_by(step)));
        if step == 1 {
            return problem.frontier_holds(&claim, scope, &challenge.packages);
        }
        let all = (0..self.len()).filter_map(|at| self.scores(at));
        let all: Vec<Table<PartyIx, Score>> = all.collect();
        let challengers = &challenge.packages;
        problem.frontier_holds(&claim, scope, &[])
            && problem.frontier_covers((&all, &claim.reach), scope, challengers)
    }
}

impl Outcomes {
    /// Outcomes of a problem with so many parties and brackets.
    pub(crate) const fn new(store: Store, (parties, brackets): (usize, usize)) -> Self {
        let made = [PyOnceLock::new(), PyOnceLock::new()];
        Self {
            store,
            parties,
            brackets,
            made,
        }
    }

    fn made<'py>(&self, py: Python<'py>, which: Which) -> PyResult<Bound<'py, PyAny>> {
        let [scores, packages] = &self.made;
        let (place, width) = match which {
            Which::Scores => (scores, self.parties),
            Which::Packages => (packages, self.brackets),
        };
        let made = place.get_or_try_init(py, || {
            let rows = py.detach(|| self.rows(which));
            array(py, &rows, &[self.store.len(), width]).map(Bound::unbind)
        })?;
        Ok(made.bind(py).clone())
    }

    fn rows(&self, which: Which) -> Vec<i64> {
        let mut rows = Vec::new();
        for at in 0..self.store.len() {
            match which {
                Which::Scores => {
                    let scores = self.store.scores(at);
                    rows.extend(scores.iter().flat_map(Table::rows).map(|score| score.get()));
                }
                Which::Packages => {
                    let package = self.store.witness(at);
                    let options = package.iter().flat_map(Package::iter);
                    rows.extend(options.map(|(_, option)| i64::from(option.position())));
                }
            }
        }
        rows
    }
}

/// One of the two arrays.
#[derive(Clone, Copy)]
enum Which {
    Scores,
    Packages,
}

#[pymethods]
impl Outcomes {
    /// What each party gets: int64 of shape (outcomes, parties), in the parties' units.
    #[getter]
    fn scores<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.made(py, Which::Scores)
    }

    /// A package that gives each: option indices, int64 of shape (outcomes, brackets).
    #[getter]
    fn packages<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.made(py, Which::Packages)
    }

    /// How many packages of the scope give each: whole numbers of any size.
    #[getter]
    fn counts(&self, py: Python<'_>) -> Vec<BigUint> {
        py.detach(|| self.store.counts())
    }

    fn __len__(&self) -> usize {
        self.store.len()
    }

    fn __repr__(&self) -> String {
        let (count, parties) = (self.store.len(), self.parties);
        format!("<onetext.Outcomes: {count} of {parties} parties>")
    }
}
