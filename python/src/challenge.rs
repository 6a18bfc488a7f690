//! Trying an answer again: packages to hold against it, and what came of it.

use ::problem::{Package, Problem};
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
    let mut state = 0_u64;
    let mut draw = |size: u16| {
        // SplitMix64 (Steele, Lea and Flood 2014).
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let place = (mixed ^ (mixed >> 31)) % u64::from(size.max(1));
        u16::try_from(place).unwrap_or(0)
    };
    let package = |_| {
        let options = problem.sizes().rows().map(|size| draw(*size));
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
    /// Whether they were all there are, so that nothing is left to trust.
    pub(crate) is_complete: bool,
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
            (Some(true), true) => "holds, tried against every package",
            (Some(true), false) => "holds, as far as it was tried",
        };
        format!("<onetext.Check: {said} ({} packages)>", self.challengers)
    }
}
