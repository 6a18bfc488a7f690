//! The case as an object that shows nothing: a seat's view is the only way in.

use crate::fault::{self, Error};
use crate::files;
use crate::view::View;
use ::case::Role;
use disclosure::{PartyId, Seat};
use format::case_file;
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// A case, closed: `seen_from(seat)` gives what one seat may know, and nothing else gives anything.
#[pyclass(frozen, module = "onetext")]
pub(crate) struct Case {
    case: Arc<::case::Case>,
}

/// Read a case: one YAML file, or a folder whose YAML files are read as one.
///
/// Raises `CaseError` with every fault at once, each with its place and a hint, and `OSError` where
/// the files cannot be read. The format is written down in docs/case-file.md.
#[pyfunction]
#[pyo3(signature = (path, /))]
pub(crate) fn read(py: Python<'_>, path: PathBuf) -> PyResult<Case> {
    let read = py.detach(|| -> std::io::Result<_> {
        let files = files::of_case(&path)?;
        let files = files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        Ok(case_file::read(&files.collect::<Vec<_>>()))
    })?;
    match read {
        Ok(case) => Ok(Case {
            case: Arc::new(case),
        }),
        Err(faults) => Err(fault::of_case(py, &faults)),
    }
}

#[pymethods]
impl Case {
    /// The case as one seat may know it.
    ///
    /// `seat` is "mediator", "public", or the id of a party that sits at the table. Raises `Error`
    /// where there is no such seat, with the seats that there are.
    #[pyo3(signature = (seat, /))]
    fn seen_from(&self, seat: &str) -> PyResult<View> {
        let seat = self.seat(seat)?;
        Ok(View::new(Arc::clone(&self.case), seat))
    }

    fn __repr__(&self) -> &'static str {
        "<onetext.Case: closed, see seen_from(seat)>"
    }
}

impl Case {
    /// The seat of a word: only parties that the public knows have one, so that a word tells
    /// nothing of others.
    fn seat(&self, word: &str) -> PyResult<Seat> {
        match word {
            "mediator" => return Ok(Seat::Mediator),
            "public" => return Ok(Seat::Public),
            _ => {}
        }
        let public = self.case.seen_from(Seat::Public);
        let roles = public
            .parties()
            .map(|seen| (seen.item.id.clone(), seen.item.role));
        let known: Vec<(PartyId, Role)> = roles.collect();
        match known.iter().find(|(party, _)| party.as_str() == word) {
            Some((party, Role::Principal)) => Ok(Seat::Delegation(party.clone())),
            Some((party, Role::Partner)) => Ok(Seat::Partner(party.clone())),
            Some((party, Role::Observer)) => Ok(Seat::Observer(party.clone())),
            Some((_, Role::Mediator)) => Ok(Seat::Mediator),
            None => {
                let seats: Vec<&str> = known.iter().map(|(party, _)| party.as_str()).collect();
                Err(Error::new_err(format!(
                    "the case has no seat `{word}`\nhint: the seats are mediator, public, {}",
                    seats.join(", ")
                )))
            }
        }
    }
}
