//! Clashes: which demands no package meets together, and what could be given up.

use crate::array::array;
use crate::posed::Stated;
use ::problem::{Demand as Exact, Index, Package};
use pyo3::prelude::*;

/// A condition on packages that somebody holds: a rule of the text, a red line, a value of no deal.
#[pyclass(frozen, get_all, module = "onetext")]
pub(crate) struct Demand {
    /// "rule", "red line" or "value of no deal".
    kind: &'static str,
    /// The index of the party that holds it; None for the text.
    party: Option<usize>,
    /// Its index among the rules, or among the party's red lines; None for a value of no deal.
    place: Option<usize>,
    /// The demand in words.
    words: String,
}

impl Demand {
    fn of(stated: &Stated, demand: Exact) -> Self {
        let words = stated.demand(demand);
        let party = demand.holder().map(Index::position);
        let (kind, place) = match demand {
            Exact::Rule(rule) => ("rule", Some(Index::position(rule))),
            Exact::RedLine(_, line) => ("red line", Some(Index::position(line))),
            Exact::Reservation(_) => ("value of no deal", None),
        };
        Self {
            kind,
            party,
            place,
            words,
        }
    }
}

#[pymethods]
impl Demand {
    fn __str__(&self) -> &str {
        &self.words
    }

    fn __repr__(&self) -> String {
        format!("<onetext.Demand: {}>", self.words)
    }
}

/// A smallest set of demands that no package meets together.
#[pyclass(frozen, get_all, module = "onetext")]
pub(crate) struct Clash {
    /// The demands.
    demands: Vec<Py<Demand>>,
    /// For each of them in turn, a package that meets all the others: option indices, int64 of
    /// shape (demands, brackets).
    without: Py<PyAny>,
}

/// A smallest set of demands to give up so that some package meets all the others.
#[pyclass(frozen, get_all, module = "onetext")]
pub(crate) struct Correction {
    /// The demands to give up.
    demands: Vec<Py<Demand>>,
    /// A package that meets all the others: option indices, int64 of shape (brackets,).
    witness: Py<PyAny>,
}

/// Every clash and every correction, the smallest first; where nothing clashes, the one correction
/// gives up nothing.
#[pyclass(frozen, get_all, module = "onetext")]
pub(crate) struct Clashes {
    /// What cannot be met together.
    clashes: Vec<Py<Clash>>,
    /// What could be given up.
    corrections: Vec<Py<Correction>>,
}

impl Clashes {
    /// What was found, with the names that the problem has.
    pub(crate) fn new(
        py: Python<'_>,
        stated: &Stated,
        found: &::problem::Clashes,
    ) -> PyResult<Self> {
        let demands = |demands: &[Exact]| {
            let told = demands
                .iter()
                .map(|one| Py::new(py, Demand::of(stated, *one)));
            told.collect::<PyResult<Vec<_>>>()
        };
        let brackets = stated.problem.sizes().len();
        let clashes = found.clashes.iter().map(|clash| {
            let rows = options(&clash.without);
            let without = array(py, &rows, &[clash.without.len(), brackets])?.unbind();
            let demands = demands(&clash.demands)?;
            Py::new(py, Clash { demands, without })
        });
        let corrections = found.corrections.iter().map(|correction| {
            let rows = options(std::slice::from_ref(&correction.witness));
            let witness = array(py, &rows, &[brackets])?.unbind();
            let demands = demands(&correction.demands)?;
            Py::new(py, Correction { demands, witness })
        });
        Ok(Self {
            clashes: clashes.collect::<PyResult<_>>()?,
            corrections: corrections.collect::<PyResult<_>>()?,
        })
    }
}

#[pymethods]
impl Clash {
    fn __repr__(&self, py: Python<'_>) -> String {
        told("Clash", &self.demands, py)
    }
}

#[pymethods]
impl Correction {
    fn __repr__(&self, py: Python<'_>) -> String {
        told("Correction", &self.demands, py)
    }
}

#[pymethods]
impl Clashes {
    fn __repr__(&self) -> String {
        let (clashes, corrections) = (self.clashes.len(), self.corrections.len());
        format!("<onetext.Clashes: {clashes} clashes, {corrections} corrections>")
    }
}

fn told(what: &str, demands: &[Py<Demand>], py: Python<'_>) -> String {
    let words = demands
        .iter()
        .map(|demand| demand.bind(py).get().words.clone());
    let words: Vec<String> = words.collect();
    format!("<onetext.{what}: {}>", words.join(" — "))
}

fn options(packages: &[Package]) -> Vec<i64> {
    let options = packages.iter().flat_map(Package::iter);
    options
        .map(|(_, option)| i64::from(option.position()))
        .collect()
}
