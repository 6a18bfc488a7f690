//! Tries to sign in, counted by name, so that a passphrase cannot be guessed in numbers.
//!
//! A try is counted before its passphrase is looked at, in one statement, so that of many at once
//! each counts. A name that nobody has, or a case that is not there, is counted like any other:
//! what is answered does not tell which there are.

use crate::statement::ADD_ATTEMPT;
use crate::{Registry, StoreError};
use proceedings::Moment;
use sqlx::{Row, query};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How many tries a name has in one window.
const TRIES_MAX: i64 = 10;
/// How long a window is.
const WINDOW_MICROS: i64 = 15 * 60 * 1_000_000;
/// How many names are counted at cases that are not there.
const STRAYS_MAX: usize = 10_000;

/// The tries of one window, and when it began.
#[derive(Debug, Clone, Copy)]
struct Tries {
    count: i64,
    since: i64,
}

/// The tries at cases that are not there. No case has a place for them, so they are kept in memory
/// as long as their windows last.
#[derive(Clone, Default)]
pub(crate) struct Strays(Arc<Mutex<BTreeMap<String, Tries>>>);

impl Tries {
    fn counted(self) -> Result<(), StoreError> {
        if self.count > TRIES_MAX {
            let until = Moment::of_micros(self.since.saturating_add(WINDOW_MICROS));
            return Err(StoreError::TooManyTries { until });
        }
        Ok(())
    }
}

impl Strays {
    /// Counts a try, and refuses it if there were too many.
    pub(crate) fn count_attempt(&self, handle: &str, at: Moment) -> Result<(), StoreError> {
        let now = at.micros();
        let over = now.saturating_sub(WINDOW_MICROS);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, tries| tries.since > over);
        if all.len() >= STRAYS_MAX {
            let oldest = all.iter().min_by_key(|(_, tries)| tries.since);
            let oldest = oldest.map(|(handle, _)| handle.clone());
            oldest.and_then(|handle| all.remove(&handle));
        }
        let tries = all.entry(handle.to_owned()).or_insert(Tries {
            count: 0,
            since: now,
        });
        tries.since = tries.since.min(now);
        tries.count = tries.count.saturating_add(1);
        tries.counted()
    }
}

impl Registry {
    /// Counts a try under a name, and refuses it if there were too many. A clock that was set back
    /// opens nothing early: the window begins anew with its count.
    pub(crate) async fn count_attempt(&self, handle: &str, at: Moment) -> Result<(), StoreError> {
        let now = at.micros();
        let mut work = self.write(self.people()).await?;
        let row = query(ADD_ATTEMPT)
            .bind(handle)
            .bind(now)
            .bind(now.saturating_sub(WINDOW_MICROS))
            .fetch_one(&mut *work)
            .await?;
        self.commit(work).await?;
        let (count, since) = (row.try_get(0)?, row.try_get(1)?);
        Tries { count, since }.counted()
    }
}
