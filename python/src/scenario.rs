//! Scenarios of other programs, read straight from their files.

use crate::fault::ScenarioError;
use crate::files;
use crate::posed::{Names, Stated};
use crate::problem::Problem;
use format::convert;
use format::scenario::{Format, Loaded, Reading, Scenario as Exact};
use pyo3::prelude::*;
use std::path::PathBuf;

/// Issues, and what each party wants of them, as the field's formats carry it.
///
/// All numbers are the file's own decimals, exactly. `pose` makes a problem of it.
#[pyclass(frozen, module = "onetext")]
pub(crate) struct Scenario {
    scenario: Exact,
    notes: Vec<String>,
}

/// Read a scenario: a folder, or one file of it, as another program wrote it.
///
/// Formats: "genius" (GENIUS 10), "geniusweb", "negmas" (a folder of Scenario.dumpas, YAML or
/// JSON), "negolog", "scoreable" (one text file a party, after Harborco), "onetext" (the public
/// figures of a case). Without `format` it is found out. Raises `ScenarioError` with the place and
/// a hint, and `OSError` where the files cannot be read.
#[pyfunction]
#[pyo3(signature = (path, /, format = None))]
pub(crate) fn read_scenario(
    py: Python<'_>,
    path: PathBuf,
    format: Option<&str>,
) -> PyResult<Scenario> {
    let format = format.map(named).transpose()?;
    let loaded = py.detach(|| -> std::io::Result<_> {
        let folder = files::of_scenario(&path)?;
        Ok(match format {
            Some(format) => convert::read_as(&folder, format),
            None => convert::read(&folder),
        })
    })?;
    let Loaded { scenario, notes } =
        loaded.map_err(|error| ScenarioError::new_err(error.to_string()))?;
    Ok(Scenario { scenario, notes })
}

fn named(word: &str) -> PyResult<Format> {
    if word == "negmas" {
        return Ok(Format::NegmasYaml);
    }
    Format::named(word).ok_or_else(|| {
        let all = Format::ALL.map(Format::name).join(", ");
        ScenarioError::new_err(format!(
            "there is no format `{word}`\nhint: negmas, {all}; or leave it out"
        ))
    })
}

#[pymethods]
impl Scenario {
    /// Its name.
    #[getter]
    fn name(&self) -> &str {
        self.scenario.name()
    }

    /// The format whose rules the numbers follow.
    #[getter]
    fn format(&self) -> &'static str {
        self.scenario.format().name()
    }

    /// The names of its parties, in order.
    #[getter]
    fn parties(&self) -> Vec<String> {
        let profiles = self.scenario.profiles().iter();
        profiles.map(|profile| profile.name.clone()).collect()
    }

    /// The names of its issues, in order.
    #[getter]
    fn issues(&self) -> Vec<String> {
        let issues = self.scenario.issues().iter();
        issues.map(|issue| issue.name.clone()).collect()
    }

    /// What the reader left out or decided, a sentence each.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }

    /// The exact problem: issues are brackets, profiles are parties, in their order.
    ///
    /// `reading` says how the numbers of GENIUS files are read: "delft" (weight times evaluation
    /// over the issue's greatest, as TU Delft's guide says), "delft-normalised" (weights over their
    /// sum, as GENIUS 10.4 loads them) or "raw" (as NegMAS reads them). Other formats have one
    /// reading. Raises `ScenarioError` where there are no exact numbers.
    #[pyo3(signature = (reading = "delft"))]
    fn pose(&self, py: Python<'_>, reading: &str) -> PyResult<Problem> {
        let Some(reading) = Reading::named(reading) else {
            return Err(ScenarioError::new_err(format!(
                "there is no reading `{reading}`\nhint: {}",
                Reading::ALL.map(Reading::name).join(", ")
            )));
        };
        let posed = py.detach(|| self.scenario.pose(reading));
        let posed = posed.map_err(|error| ScenarioError::new_err(error.to_string()))?;
        let mut stated = Stated::of_numbers(posed.problem);
        stated.units = posed.units.rows().cloned().collect();
        let issues = self.scenario.issues().iter();
        let options = issues.zip(&stated.names.options).map(|(issue, places)| {
            let labels = places.iter().enumerate().map(|(at, place)| {
                let label = issue.kind.label(at);
                label.unwrap_or_else(|| place.clone())
            });
            labels.collect()
        });
        stated.names = Names {
            parties: self.parties(),
            brackets: self.issues(),
            options: options.collect(),
            ..stated.names
        };
        Ok(Problem::new_from(stated))
    }

    fn __repr__(&self) -> String {
        let (name, format) = (self.scenario.name(), self.scenario.format());
        let (parties, issues) = (self.scenario.profiles().len(), self.scenario.issues().len());
        format!("<onetext.Scenario {name}, {format}: {parties} parties, {issues} issues>")
    }
}
