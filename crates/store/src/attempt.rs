//! Tries to sign in, counted by name, so that a passphrase cannot be guessed in numbers.
//!
//! A try is counted before its passphrase is looked at, in one statement, so that of many at once
//! each counts. A name that nobody has is counted like any other: what is answered does not tell
//! which names there are.

use crate::statement::ADD_ATTEMPT;
use crate::{Registry, StoreError};
use proceedings::Moment;
use sqlx::{Row, query};

/// How many tries a name has in one window.
const TRIES_MAX: i64 = 10;
/// How long a window is.
const WINDOW_MICROS: i64 = 15 * 60 * 1_000_000;

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
        let (count, since): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        if count > TRIES_MAX {
            let until = Moment::of_micros(since.saturating_add(WINDOW_MICROS));
            return Err(StoreError::TooManyTries { until });
        }
        Ok(())
    }
}
