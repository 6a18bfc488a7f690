//! Objects that are not written out: what a seat knows leaves as a briefing and in no other way.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

/// Refuses `pickle` and `copy` for these classes, in words that tell nothing of the object.
macro_rules! closed {
    ($($class:ty),* $(,)?) => {
        $(#[pymethods]
        impl $class {
            fn __reduce_ex__(&self, _protocol: i32) -> PyResult<()> {
                Err(not_pickled())
            }

            fn __reduce__(&self) -> PyResult<()> {
                Err(not_pickled())
            }
        })*
    };
}

closed!(
    crate::briefing::Briefing,
    crate::challenge::Check,
    crate::effort::Effort,
    crate::fault::Fault,
    crate::briefing::Section,
    crate::briefing::Table,
    crate::case::Case,
    crate::claim::Claim,
    crate::clash::Clash,
    crate::clash::Clashes,
    crate::clash::Correction,
    crate::clash::Demand,
    crate::fair::Fair,
    crate::improvement::Improvements,
    crate::outcomes::Outcomes,
    crate::problem::Problem,
    crate::rule::Bonus,
    crate::rule::Rule,
    crate::scenario::Scenario,
    crate::trade::Exchange,
    crate::trade::Trade,
    crate::view::View,
);

fn not_pickled() -> PyErr {
    PyTypeError::new_err(
        "objects of onetext are not pickled or copied\nhint: read the case again where it is \
         needed, or write a briefing as text, JSON or HTML; arrays are NumPy's and can be saved",
    )
}
