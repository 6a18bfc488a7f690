//! The ring: the data keys that one seat may hold.
//!
//! Invariant: a ring has no `Debug`, is wiped when it is let go, belongs to one case, and holds the
//! key of no audience that its seat does not belong to.

use crate::StoreError;
use crate::key::{Key, digest};
use case::CaseId;
use disclosure::Audience;
use std::collections::BTreeMap;

/// The keys of the audiences that a seat belongs to.
#[derive(Clone)]
pub struct Ring {
    case: CaseId,
    talks: String,
    keys: BTreeMap<Audience, Key>,
}

impl Ring {
    pub(crate) fn new(case: CaseId, keys: BTreeMap<Audience, Key>) -> Self {
        let talks = keys.get(&Audience::Public).map(|key| talks(&case, key));
        Self {
            case,
            talks: talks.unwrap_or_default(),
            keys,
        }
    }

    /// The name of the talks in their records: the same for everybody, and no word of the case.
    pub(crate) fn talks(&self) -> &str {
        &self.talks
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

/// The name of talks, from what everybody of them has.
pub(crate) fn talks(case: &CaseId, public: &Key) -> String {
    let parts: [&[u8]; 3] = [b"onetext/talks/1", case.as_str().as_bytes(), public.bytes()];
    let digits = digest(&parts);
    format!("talks/{}", digits.chars().take(32).collect::<String>())
}
