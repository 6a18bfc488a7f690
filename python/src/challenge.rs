//! Trying an answer again: packages to hold against it, and what came of it.

use ::problem::{Package, Problem};
use analysis::instances::SplitMix;
use pyo3::prelude::*;

/// Packages that are held against an answer.
pub(crate) struct Challenge {
    /// The packages.
    pub(crate) packages: Vec<Package>,
    /// Whether they are all that there are.
    pub(crate) is_all: bool,
}

impl Challenge {
    /// Every package of a problem, if there are so few; otherwise so many, drawn with a fixed seed.
    pub(crate) fn of(problem: &Problem, most: usize) -> Self {
        let is_all = problem.package_count() <= most.into();
        let packages = if is_all {
            problem.packages().collect()
        } else {
            drawn(problem, most)
        };
        Self { packages, is_all }
    }
}

fn drawn(problem: &Problem, most: usize) -> Vec<Package> {
    let mut draw = SplitMix::new(0);
    let package = |_| {
        let sizes = problem.sizes().rows();
        let options = sizes.map(|size| draw.below((*size).max(1)));
        Package::at(&options.collect::<Vec<u16>>())
    };
    (0..most).map(package).collect()
}

/// What came of trying an answer again by its definition, without the method that found it.
///
/// In a condition it counts as True only where the answer holds.
#[pyclass(frozen, get_all, module = "onetext")]
pub(crate) struct Check {
    /// Whether the answer holds; None where nothing of it could be tried.
    pub(crate) holds: Option<bool>,
    /// How many packages were held against it.
    pub(crate) challengers: usize,
    /// Whether the whole answer was tried, so that nothing is left to trust.
    pub(crate) is_complete: bool,
}

impl Check {
    /// What came of holding all these packages against the whole answer, or some against a part.
    // tidy: bool, because it is what the check came to
    pub(crate) const fn of(holds: bool, challenge: &Challenge) -> Self {
        Self {
            holds: Some(holds),
            challengers: challenge.packages.len(),
            is_complete: challenge.is_all,
        }
    }

    /// The same of a part of the answer, or of one that does not say that it is complete.
    pub(crate) const fn in_part(self) -> Self {
        Self {
            is_complete: false,
            ..self
        }
    }

    /// The same of a whole answer in which other packages have no part.
    pub(crate) const fn by_itself(self) -> Self {
        if self.is_complete {
            return self;
        }
        Self {
            challengers: 0,
            is_complete: true,
            ..self
        }
    }

    /// Nothing of it could be tried.
    pub(crate) const fn nothing() -> Self {
        Self {
            holds: None,
            challengers: 0,
            is_complete: false,
        }
    }
}

#[pymethods]
impl Check {
    fn __bool__(&self) -> bool {
        self.holds == Some(true)
    }

    fn __repr__(&self) -> String {
        let said = match (self.holds, self.is_complete) {
            (None, _) => return "<onetext.Check: nothing of it could be tried>".to_owned(),
            (Some(false), _) => "FAILED: treat the answer as wrong",
            (Some(true), true) if self.challengers == 0 => {
                return "<onetext.Check: holds>".to_owned();
            }
            (Some(true), true) => "holds, tried against every package",
            (Some(true), false) => "holds, as far as it was tried",
        };
        format!("<onetext.Check: {said} ({} packages)>", self.challengers)
    }
}
