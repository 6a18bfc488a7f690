//! The Python package `onetext`: the door where people ask, and the solver, for notebooks.
//!
//! It is a face like the command line and decides nothing: a case is seen through the `View` of one
//! seat, a problem is indices and integers, an answer is a claim that `problem` checks.
//!
//! Invariant: no object but a view, and what came out of one, shows anything of a case; no object
//! is written out by `pickle`.

mod array;
mod ask;
mod briefing;
mod case;
mod challenge;
mod claim;
mod clash;
mod closed;
mod effort;
mod fair;
mod fault;
mod files;
mod improvement;
mod outcomes;
mod package;
mod posed;
mod problem;
mod rule;
mod scenario;
mod trade;
mod trial;
mod view;

use pyo3::prelude::*;
use pyo3::types::PyModule;

/// Mediated negotiations, exactly: cases seen from one seat, and packages that nobody can improve
/// on for free.
///
/// Start with a case file:
///
///     case = onetext.read("cases/fjord")
///     view = case.seen_from("mediator")
///     view.prepare("frontier")            # a Briefing: a page in a notebook
///     view.pose().frontier().answer       # Outcomes: NumPy arrays
///
/// or with numbers of your own (one array a bracket, parties down, options across):
///
///     problem = onetext.Problem([[[3, 0], [0, 2]], [[1, 0], [0, 5]]])
///     problem.frontier().answer.scores    # array of shape (outcomes, parties)
///
/// or with files of another program: onetext.read_scenario("Laptop").pose().
///
/// Every number that counts is an exact integer, in units that `Problem.units` states. Every
/// answer is a `Claim`: it says how it was found, what it cost and how far it reaches, and its
/// `check()` tries it again by the definition, without the method that found it. Ctrl-C stops a
/// long answer and gives the best so far with its bound.
#[pymodule]
fn onetext(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("Error", py.get_type::<fault::Error>())?;
    module.add("CaseError", py.get_type::<fault::CaseError>())?;
    module.add("NoAnswer", py.get_type::<fault::NoAnswer>())?;
    module.add("ScenarioError", py.get_type::<fault::ScenarioError>())?;
    module.add("ProblemError", py.get_type::<fault::ProblemError>())?;
    module.add_class::<fault::Fault>()?;
    module.add_class::<case::Case>()?;
    module.add_class::<view::View>()?;
    module.add_class::<briefing::Briefing>()?;
    module.add_class::<briefing::Section>()?;
    module.add_class::<briefing::Table>()?;
    module.add_class::<scenario::Scenario>()?;
    module.add_class::<problem::Problem>()?;
    module.add_class::<rule::Rule>()?;
    module.add_class::<rule::Bonus>()?;
    module.add_class::<effort::Effort>()?;
    module.add_class::<claim::Claim>()?;
    module.add_class::<challenge::Check>()?;
    module.add_class::<outcomes::Outcomes>()?;
    module.add_class::<fair::Fair>()?;
    module.add_class::<clash::Demand>()?;
    module.add_class::<clash::Clash>()?;
    module.add_class::<clash::Correction>()?;
    module.add_class::<clash::Clashes>()?;
    module.add_class::<improvement::Improvements>()?;
    module.add_class::<trade::Trade>()?;
    module.add_class::<trade::Exchange>()?;
    module.add_function(wrap_pyfunction!(case::read, module)?)?;
    module.add_function(wrap_pyfunction!(scenario::read_scenario, module)?)?;
    Ok(())
}
