//! The news of several logs: what has happened behind a head in each, read side by side.

use crate::log::FEW;
use crate::{Head, Registry, Ring, StoreError};
use disclosure::Audience;
use format::event::Extracts;
use proceedings::Event;
use std::collections::VecDeque;
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// How many logs are read at once: while one waits for the disk, others are opened. A database has
/// twice as many connections, so nobody else waits for one.
const AT_ONCE: usize = 8;

/// A log of which the news are wanted.
pub struct Asked<'a> {
    /// Whose log it is.
    pub audience: &'a Audience,
    /// What opens it.
    pub ring: &'a Ring,
    /// Behind which head.
    pub after: Head,
}

impl Registry {
    /// What is made of the events of several logs of one seat, in the order in which the logs were
    /// asked for. Logs without news are left out.
    ///
    /// Each log's are made into something as soon as they are read, beside those of the others and
    /// not where requests are answered.
    ///
    /// # Errors
    ///
    /// If a ring does not open its log, if an event was changed, or if the store fails.
    pub async fn news<T: Send + 'static>(
        &self,
        asked: Vec<Asked<'_>>,
        made: impl Fn(&Audience, Vec<Event>) -> T + Send + Sync + 'static,
    ) -> Result<Vec<T>, StoreError> {
        let made = Arc::new(made);
        let extracts = Arc::new(Extracts::default());
        let (mut news, mut reading) = (Vec::new(), VecDeque::new());
        for Asked {
            audience,
            ring,
            after,
        } in asked
        {
            let opener = self.opener(audience, ring, Arc::clone(&extracts))?;
            let (registry, audience) = (self.clone(), audience.clone());
            let made = Arc::clone(&made);
            reading.push_back(tokio::spawn(async move {
                let events = registry.events_behind(after, &audience, opener).await?;
                match events.len() {
                    0 => Ok(None),
                    1..FEW => Ok(Some(made(&audience, events))),
                    _ => {
                        let made = spawn_blocking(move || made(&audience, events)).await;
                        made.map(Some).map_err(|_| StoreError::Stopped)
                    }
                }
            }));
            if reading.len() >= AT_ONCE
                && let Some(first) = reading.pop_front()
            {
                news.extend(first.await.map_err(|_| StoreError::Stopped)??);
            }
        }
        for rest in reading {
            news.extend(rest.await.map_err(|_| StoreError::Stopped)??);
        }
        Ok(news)
    }
}
