//! Presence: that sessions were used is written down for many at once, a moment after, so that no
//! page waits for the disk to show something that is only read.
//!
//! Invariant: what is not written yet counts as written in this process, and is lost at most with
//! the process: then a session is over as much sooner as it was used in its last moments.

use crate::StoreError;
use crate::registry::{Inner, Registry};
use crate::statement::SEE_SESSION;
use sqlx::{AnyConnection, query};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;
use tokio::time::sleep;

/// How long others are waited for.
const WAIT: Duration = Duration::from_secs(1);

/// When a session was used last, and when it is over if it is not used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) at: i64,
    pub(crate) idle: i64,
}

/// The sessions that were used and are not written down as such yet, by their ids.
#[derive(Default)]
pub(crate) struct Presence(Mutex<BTreeMap<String, Seen>>);

impl Seen {
    /// The later of what is written and of what was not written yet.
    pub(crate) fn or_lately(self, lately: Option<Self>) -> Self {
        lately.filter(|lately| lately.at > self.at).unwrap_or(self)
    }
}

impl Presence {
    fn unwritten(&self) -> MutexGuard<'_, BTreeMap<String, Seen>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Registry {
    /// What is not written yet of one session. This is asked for before what is written is read:
    /// what is written down in between stands in both then, and might else stand in neither.
    pub(crate) fn lately(&self, id: &str) -> Option<Seen> {
        self.presence().unwritten().get(id).copied()
    }

    /// The same of all sessions.
    pub(crate) fn all_lately(&self) -> BTreeMap<String, Seen> {
        self.presence().unwritten().clone()
    }

    /// Notes that a session was used.
    pub(crate) fn note_seen(&self, id: &str, seen: Seen) {
        let is_first = {
            let mut unwritten = self.presence().unwritten();
            unwritten.insert(id.to_owned(), seen);
            unwritten.len() == 1
        };
        if is_first {
            tokio::spawn(written(self.weak()));
        }
    }

    /// Writes down in a work under way which sessions were used, before any are ended by what is
    /// written of them. They stay noted, for the work may not come to its end.
    pub(crate) async fn see_all(&self, work: &mut AnyConnection) -> Result<(), StoreError> {
        let noted = self.presence().unwritten().clone();
        see(work, &noted).await
    }

    /// Writes down which sessions were used.
    pub(crate) async fn write_seen(&self) -> Result<(), StoreError> {
        let noted = self.presence().unwritten().clone();
        if noted.is_empty() {
            return Ok(());
        }
        let mut work = self.write(self.people()).await?;
        see(&mut work, &noted).await?;
        self.commit(work).await?;
        let mut unwritten = self.presence().unwritten();
        unwritten.retain(|id, seen| noted.get(id) != Some(seen));
        Ok(())
    }
}

async fn see(work: &mut AnyConnection, noted: &BTreeMap<String, Seen>) -> Result<(), StoreError> {
    for (id, seen) in noted {
        let see = query(SEE_SESSION).bind(id).bind(seen.at).bind(seen.idle);
        see.execute(&mut *work).await?;
    }
    Ok(())
}

/// Writes down, in a while and again until nothing is left. A store that is away is asked again.
async fn written(registry: Weak<Inner>) {
    loop {
        sleep(WAIT).await;
        let Some(registry) = registry.upgrade().map(Registry::of) else {
            return;
        };
        let _ = registry.write_seen().await;
        if registry.presence().unwritten().is_empty() {
            return;
        }
    }
}
