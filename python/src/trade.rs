//! Trades between two parties on a package in hand.

use crate::fair::row;
use ::problem::Index;
use ::problem::trade::{Exchange as Found, Trade as Exact};
use pyo3::prelude::*;

/// Two changes to a package, each (bracket, from option, to option), and what they mean.
#[pyclass(frozen, module = "onetext")]
pub(crate) struct Trade {
    trade: Exact,
}

#[pymethods]
impl Trade {
    /// The two changes, in order of the brackets: (bracket, option before, option after).
    #[getter]
    fn changes(&self) -> Vec<(usize, usize, usize)> {
        let changes = self.trade.changes.iter().map(|change| {
            let [from, to] = [change.from, change.to].map(Index::position);
            (Index::position(change.bracket), from, to)
        });
        changes.collect()
    }

    /// What each party gains by both together, in its units: int64 of shape (parties,).
    #[getter]
    fn together<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        row(py, &self.trade.together)
    }

    /// What each party gains by each change alone: two arrays of shape (parties,).
    #[getter]
    fn apart<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let [first, second] = &self.trade.apart;
        Ok((row(py, first)?, row(py, second)?))
    }

    /// The parties that lose by it, by index.
    #[getter]
    fn losers(&self) -> Vec<usize> {
        let losers = self.trade.losers().into_iter();
        losers.map(Index::position).collect()
    }

    fn __repr__(&self) -> String {
        format!("<onetext.Trade: {:?}>", self.changes())
    }
}

/// The trades between two parties.
#[pyclass(frozen, module = "onetext")]
pub(crate) struct Exchange {
    found: Found,
}

impl Exchange {
    /// What two parties can trade.
    pub(crate) fn new(found: &Found) -> Self {
        let found = found.clone();
        Self { found }
    }
}

#[pymethods]
impl Exchange {
    /// The two parties, by index.
    #[getter]
    fn parties(&self) -> (usize, usize) {
        let [one, other] = self.found.parties.map(Index::position);
        (one, other)
    }

    /// The best trade on each pair of brackets, best first.
    #[getter]
    fn best(&self) -> Vec<Trade> {
        let trades = self.found.best.iter().cloned();
        trades.map(|trade| Trade { trade }).collect()
    }

    /// On how many pairs of brackets the two can trade.
    #[getter]
    const fn brackets(&self) -> u64 {
        self.found.brackets
    }

    /// How many trades there are between the two.
    #[getter]
    const fn trades(&self) -> u64 {
        self.found.trades
    }

    fn __repr__(&self) -> String {
        let ((one, other), trades) = (self.parties(), self.found.trades);
        format!("<onetext.Exchange between parties {one} and {other}: {trades} trades>")
    }
}
