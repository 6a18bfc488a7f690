//! The cases that events were opened with, read once each.
//!
//! Each room's log begins with the case as the room may know it. Where nothing in it is sealed, two
//! hundred rooms have the same text, and whoever opens them all would read it two hundred times.
//!
//! Invariant: what is shared is equal to the byte, so it tells no holder of one more than it has.

use crate::case_file::{self, Faults};
use case::Case;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The cases that were read from events so far, by their text.
#[derive(Default)]
pub struct Extracts(Mutex<BTreeMap<String, Arc<Case>>>);

impl Extracts {
    /// The case of a file's text.
    pub(super) fn case(&self, file: String) -> Result<Arc<Case>, Faults> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let met = known().get(&file).cloned();
        if let Some(case) = met {
            return Ok(case);
        }
        let case = case_file::read_extract(&[("case.yaml", file.as_bytes())]).map(Arc::new)?;
        Ok(Arc::clone(known().entry(file).or_insert(case)))
    }
}
