//! The ring: the data keys that one seat may hold.
//!
//! Invariant: a ring has no `Debug`, is wiped when it is let go, belongs to one case, and holds the
//! key of no audience that its seat does not belong to.

use crate::StoreError;
use crate::key::Key;
use case::CaseId;
use disclosure::Audience;
use std::collections::BTreeMap;

/// The keys of the audiences that a seat belongs to.
#[derive(Clone)]
pub struct Ring {
    case: CaseId,
    keys: BTreeMap<Audience, Key>,
}

impl Ring {
    pub(crate) const fn new(case: CaseId, keys: BTreeMap<Audience, Key>) -> Self {
        Self { case, keys }
    }

    pub(crate) fn add(&mut self, audience: Audience, key: Key) {
        self.keys.insert(audience, key);
    }

    /// The case whose logs it opens.
    #[must_use]
    pub const fn case(&self) -> &CaseId {
        &self.case
    }

    /// Whether it opens the log of an audience.
    #[must_use]
    pub fn opens(&self, audience: &Audience) -> bool {
        self.keys.contains_key(audience)
    }

    /// The audiences whose logs it opens.
    pub fn audiences(&self) -> impl Iterator<Item = &Audience> {
        self.keys.keys()
    }

    /// The key of an audience of this case.
    pub(crate) fn key(&self, case: &CaseId, audience: &Audience) -> Result<&Key, StoreError> {
        let key = (*case == self.case).then(|| self.keys.get(audience));
        key.flatten().ok_or_else(|| StoreError::NotOpen {
            audience: audience.clone(),
        })
    }
}
