//! Turns: how many pages are made at the same time. A page that is being made holds many times the
//! memory of one that waits, and the processors make no more of them by making them all at once.
//!
//! Whoever came first is served first. What somebody does has turns of its own, so that an act does
//! not wait behind a roomful of people whose browsers come back together.
//!
//! Invariant: what waits for something else than the processors takes no turn: a stream of changes,
//! which lasts, and what is worked out at a desk of [`solving`](crate::solving), which has few.

use crate::trouble::Trouble;
use crate::workspace::Workspace;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tokio::sync::{AcquireError, Semaphore, SemaphorePermit};

/// How many pages are made at once: enough to keep the processors busy while some wait for the
/// store.
const PAGES: usize = 32;
/// How many acts are done at once.
const ACTS: usize = 16;

/// The turns of one server process.
#[derive(Clone)]
pub(crate) struct Turns {
    pages: Arc<Semaphore>,
    acts: Arc<Semaphore>,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            pages: Arc::new(Semaphore::new(PAGES)),
            acts: Arc::new(Semaphore::new(ACTS)),
        }
    }
}

impl Turns {
    /// Waits for the turn of a request.
    async fn of(&self, method: Method) -> Result<SemaphorePermit<'_>, AcquireError> {
        let turns = if method.is_safe() {
            &self.pages
        } else {
            &self.acts
        };
        turns.acquire().await
    }
}

#[cfg(test)]
impl Turns {
    /// All turns of pages, taken.
    pub(crate) async fn all_pages(&self) -> SemaphorePermit<'_> {
        self.pages.acquire_many(PAGES as u32).await.unwrap()
    }

    /// All turns of acts, taken.
    pub(crate) async fn all_acts(&self) -> SemaphorePermit<'_> {
        self.acts.acquire_many(ACTS as u32).await.unwrap()
    }
}

/// Makes an answer when its turn has come.
pub(crate) async fn awaited(
    State(workspace): State<Workspace>,
    request: Request,
    next: Next,
) -> Response {
    let Ok(_turn) = workspace.turns.of(request.method().clone()).await else {
        return Trouble::Broken.into_response();
    };
    next.run(request).await
}
