//! What can go wrong, as Python's exceptions: in the reader's words, with a place and a hint.

use format::case_file::Faults;
use pyo3::exceptions::{PyException, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyList;

pyo3::create_exception!(
    onetext,
    Error,
    PyException,
    "Something that Onetext was asked for and cannot give; the message says why and what to do."
);
pyo3::create_exception!(
    onetext,
    CaseError,
    Error,
    "A case file has faults. `faults` lists each with its file, line, column, value and hint."
);
pyo3::create_exception!(
    onetext,
    NoAnswer,
    Error,
    "A question has no answer for this seat: what is sealed and what does not exist sound alike."
);
pyo3::create_exception!(
    onetext,
    ScenarioError,
    Error,
    "Files of a scenario cannot be read, or have no exact numbers."
);
pyo3::create_exception!(
    onetext,
    ProblemError,
    PyValueError,
    "Numbers, rules or packages that do not make a problem, or do not fit one."
);

/// One thing that is wrong in a case file.
#[pyclass(frozen, get_all, module = "onetext")]
pub(crate) struct Fault {
    /// The file.
    file: String,
    /// The line, from 1; 0 where the fault is of the file as a whole.
    line: usize,
    /// The column in characters, from 1; 0 as for the line.
    column: usize,
    /// The value that is wrong, as it was written; None where there is none.
    value: Option<String>,
    /// What is wrong with it.
    message: String,
    /// What to do about it; None where nothing can be advised.
    hint: Option<String>,
    /// All of that, as the command line prints it.
    words: String,
}

#[pymethods]
impl Fault {
    fn __str__(&self) -> &str {
        &self.words
    }

    fn __repr__(&self) -> String {
        let Self {
            file, line, column, ..
        } = self;
        format!("<onetext.Fault at {file}:{line}:{column}>")
    }
}

/// Every fault of a case, as one exception.
pub(crate) fn of_case(py: Python<'_>, faults: &Faults) -> PyErr {
    let error = CaseError::new_err(faults.to_string());
    let all = faults.all().iter().map(|fault| Fault {
        file: fault.file.clone(),
        line: fault.line,
        column: fault.column,
        value: fault.value.clone(),
        message: fault.message.clone(),
        hint: fault.hint.clone(),
        words: fault.to_string(),
    });
    let all: Vec<Fault> = all.collect();
    let attached = PyList::new(py, all).and_then(|list| error.value(py).setattr("faults", list));
    match attached {
        Ok(()) => error,
        Err(other) => other,
    }
}

/// Numbers, rules or packages that do not fit.
pub(crate) fn unfit(words: impl ToString) -> PyErr {
    ProblemError::new_err(words.to_string())
}
