//! Improvements on a draft: somebody better off and nobody worse.

use crate::fair::row;
use crate::outcomes::{Outcomes, Store};
use ::problem::improvement::{Improvements as Exact, Measure};
use pyo3::prelude::*;
use std::sync::Arc;

/// What improves on a draft, best first: by the sum of each party's gain as a share of its best.
#[pyclass(frozen, module = "onetext")]
pub(crate) struct Improvements {
    found: Exact,
    shape: (usize, usize),
}

impl Improvements {
    /// What was found in a problem with so many parties and brackets.
    pub(crate) const fn new(found: Exact, shape: (usize, usize)) -> Self {
        Self { found, shape }
    }
}

#[pymethods]
impl Improvements {
    /// What the draft is worth, or guarantees, to each party: int64 of shape (parties,).
    #[getter]
    fn baseline<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        row(py, &self.found.baseline.scores)
    }

    /// How that was measured.
    #[getter]
    const fn measure(&self) -> &'static str {
        match self.found.baseline.measure {
            Measure::Package => "the draft as it stands",
            Measure::LeastInScope => "the least that closing its open brackets acceptably gives",
            Measure::LeastOfAll => "the least that closing its open brackets in any way gives",
        }
    }

    /// The most that an improvement gives each party: int64 of shape (parties,).
    #[getter]
    fn best<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        row(py, &self.found.best)
    }

    /// The first improvements.
    #[getter]
    fn first(&self) -> Outcomes {
        let store = Store::Listed(Arc::new(self.found.first.clone()));
        Outcomes::new(store, self.shape)
    }

    fn __repr__(&self) -> String {
        let count = self.found.first.len();
        format!("<onetext.Improvements: the first {count}>")
    }
}
