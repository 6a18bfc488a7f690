//! Tries to sign in, counted by name, so that a passphrase cannot be guessed in numbers.
//!
//! A try is counted before its passphrase is looked at, and a name that nobody has is counted like
//! any other: what is answered does not tell which names there are.

use crate::statement::{ADD_ATTEMPT, ATTEMPT, CLEAR_ATTEMPT};
use crate::{Registry, StoreError};
use proceedings::Moment;
use sqlx::{Row, query};

/// How many tries a name has in one window.
const TRIES_MAX: i64 = 10;
/// How long a window is.
const WINDOW_MICROS: i64 = 15 * 60 * 1_000_000;

impl Registry {
    /// Counts a try under a name, and refuses it if there were too many.
    pub(crate) async fn count_attempt(&self, handle: &str, at: Moment) -> Result<(), StoreError> {
        let now = at.micros();
        let mut work = self.write(self.people()).await?;
        let row = query(ATTEMPT)
            .bind(handle)
            .fetch_optional(&mut *work)
            .await?;
        let (count, since) = match row {
            Some(row) => (row.try_get(0)?, row.try_get(1)?),
            None => (0, now),
        };
        // A clock that was set back opens nothing early: the window begins anew with its count.
        let since = if now < since { now } else { since };
        let over = now >= since.saturating_add(WINDOW_MICROS);
        let (count, since) = if over { (0, now) } else { (count, since) };
        let refused = count >= TRIES_MAX;
        let count: i64 = if refused { count } else { count + 1 };
        query(CLEAR_ATTEMPT)
            .bind(handle)
            .execute(&mut *work)
            .await?;
        let add = query(ADD_ATTEMPT).bind(handle).bind(count).bind(since);
        add.execute(&mut *work).await?;
        self.commit(work).await?;
        if refused {
            let until = Moment::of_micros(since.saturating_add(WINDOW_MICROS));
            return Err(StoreError::TooManyTries { until });
        }
        Ok(())
    }
}
