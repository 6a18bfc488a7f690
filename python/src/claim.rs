//! Claims: an answer that says how it was found and how far it reaches, and can be tried again.

use crate::array::array;
use crate::challenge::Check;
use crate::posed::Stated;
use ::problem::{Bound as Limit, Reach};
use num_bigint::BigInt;
use num_rational::BigRational;
use pyo3::prelude::*;
use std::sync::Arc;

/// Tries an answer against so many packages at most.
pub(crate) type Trial = Box<dyn Fn(&Stated, usize) -> Check + Send + Sync>;

/// An answer with how it was found, what it cost, and how far it reaches.
#[pyclass(frozen, module = "onetext")]
pub(crate) struct Claim {
    answer: Py<PyAny>,
    found: Found,
    stated: Arc<Stated>,
    trial: Trial,
}

/// How an answer was found.
#[derive(Clone)]
pub(crate) struct Found {
    /// The method, in the field's words.
    pub(crate) method: &'static str,
    /// What it cost.
    pub(crate) nodes: u64,
    /// How far it reaches.
    pub(crate) reach: Reach,
    /// Whether somebody stopped it.
    pub(crate) was_interrupted: bool,
}

impl Found {
    /// How a claim was found, with its answer beside.
    // tidy: bool, because it is what `with_patience` gives beside an answer
    pub(crate) fn of<T>(claim: ::problem::Claim<T>, was_interrupted: bool) -> (T, Self) {
        let found = Self {
            method: claim.method,
            nodes: claim.nodes,
            was_interrupted: was_interrupted && claim.reach != Reach::Complete,
            reach: claim.reach,
        };
        (claim.answer, found)
    }

    /// The claim as `problem` checks it.
    pub(crate) fn claim<T>(&self, answer: T) -> ::problem::Claim<T> {
        ::problem::Claim {
            answer,
            method: self.method,
            nodes: self.nodes,
            reach: self.reach.clone(),
        }
    }
}

impl Claim {
    /// A claim about a problem.
    pub(crate) fn new(answer: Py<PyAny>, found: Found, stated: &Arc<Stated>, trial: Trial) -> Self {
        let stated = Arc::clone(stated);
        Self {
            answer,
            found,
            stated,
            trial,
        }
    }
}

#[pymethods]
impl Claim {
    /// The answer.
    #[getter]
    fn answer(&self, py: Python<'_>) -> Py<PyAny> {
        self.answer.clone_ref(py)
    }

    /// How it was found, in the field's words.
    #[getter]
    const fn method(&self) -> &'static str {
        self.found.method
    }

    /// How many search nodes or candidate vectors were looked at.
    #[getter]
    const fn nodes(&self) -> u64 {
        self.found.nodes
    }

    /// How far it reaches, in words.
    #[getter]
    const fn reach(&self) -> &'static str {
        match &self.found.reach {
            Reach::Complete => "complete",
            Reach::Stopped(Limit::Within(_)) => "stopped: the best so far, within `bound` of all",
            Reach::Stopped(Limit::Between(..)) => "stopped: between the two numbers of `bound`",
            Reach::Stopped(Limit::AtMost(_)) => "stopped: nothing reaches more than `bound`",
            Reach::Stopped(Limit::Unknown) => {
                "stopped: true as far as it goes, more may be missing"
            }
        }
    }

    /// Whether everything was covered, so that the answer is exact.
    #[getter]
    fn is_proved(&self) -> bool {
        self.found.reach == Reach::Complete
    }

    /// What is proved although the work stopped early; None where the answer is complete, or where
    /// nothing is proved about what is missing.
    ///
    /// For a frontier an array of shape (parties,): for every package some outcome given is at most
    /// so much worse, party by party. For a count the least and the most it can be. For a fair
    /// package the most that its criterion can reach.
    #[getter]
    fn bound<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        Ok(match &self.found.reach {
            Reach::Complete | Reach::Stopped(Limit::Unknown) => None,
            Reach::Stopped(Limit::Within(distance)) => {
                let scores: Vec<i64> = distance.rows().map(|score| score.get()).collect();
                Some(array(py, &scores, &[scores.len()])?)
            }
            Reach::Stopped(Limit::Between(low, high)) => {
                Some((low.clone(), high.clone()).into_pyobject(py)?.into_any())
            }
            Reach::Stopped(Limit::AtMost(thousandths)) => {
                let most = BigInt::from(thousandths.clone());
                let most = BigRational::new(most, BigInt::from(1_000));
                Some(most.into_pyobject(py)?.into_any())
            }
        })
    }

    /// Whether Ctrl-C stopped it.
    #[getter]
    const fn was_interrupted(&self) -> bool {
        self.found.was_interrupted
    }

    /// Try the answer again by its definition, without the method that found it.
    ///
    /// Every package there is is held against it, or `packages_max` drawn with a fixed seed where
    /// there are more. What is listed is tried, of a frontier of more than 1,000 outcomes as many
    /// spread over it; that nothing is missing is proved only by every package, and of an answer
    /// that stopped early it is not claimed. `Check.is_complete` says whether nothing was left out.
    #[pyo3(signature = (packages_max = 20_000))]
    fn check(&self, py: Python<'_>, packages_max: usize) -> Check {
        py.detach(|| (self.trial)(&self.stated, packages_max))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let answer = self.answer.bind(py).repr()?;
        let answer: String = answer.to_string().chars().take(200).collect();
        let Found { method, nodes, .. } = &self.found;
        let reach = self.reach();
        Ok(format!(
            "<onetext.Claim {answer}, {reach}, by {method}, {nodes} nodes>"
        ))
    }
}
