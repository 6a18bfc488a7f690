//! Solver work for a page: off the threads that answer requests, few at a time, within an effort
//! that ends, and stopped when nobody waits for it any more.

use crate::fold::{Fold, Keys};
use crate::seated::Seated;
use crate::trouble::Trouble;
use case::View;
use disclosure::Seat;
use problem::{Effort, Watch};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How many answers are worked out at once; the rest wait their turn.
static DESKS: Semaphore = Semaphore::const_new(2);
const NODES_MAX: u64 = 20_000_000;
const VECTORS_MAX: usize = 400_000;
/// After so long, the best so far is shown, with how far it reaches.
const PATIENCE: Duration = Duration::from_secs(8);

/// Stops the work when it is dropped: when it is done, or when whoever asked has gone.
struct Leash(Arc<Watch>);

impl Drop for Leash {
    fn drop(&mut self) {
        self.0.stop();
    }
}

impl Seated {
    /// Works something out on the case as this seat may know it.
    pub(crate) async fn solved<T: Send + 'static>(
        &self,
        work: impl FnOnce(&View<'_>, &Effort<'_>) -> T + Send + 'static,
    ) -> Result<T, Trouble> {
        solved_as((self.fold_kept(), self.seat().clone()), work).await
    }

    /// Works something out on the case as everybody may know it: from the public's log alone.
    pub(crate) async fn solved_for_public<T: Send + 'static>(
        &self,
        work: impl FnOnce(&View<'_>, &Effort<'_>) -> T + Send + 'static,
    ) -> Result<T, Trouble> {
        let keys = Keys {
            own: self.keys.public.clone(),
            public: self.keys.public.clone(),
        };
        let folds = &self.workspace.folds;
        let fold = folds.current(&self.registry, &keys, &Seat::Public).await?;
        solved_as((fold, Seat::Public), work).await
    }
}

/// Does work that takes a while, and ends by itself, where no other request waits for it.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Trouble> {
    let _turn = DESKS.acquire().await.map_err(|_| Trouble::Broken)?;
    let working = tokio::task::spawn_blocking(work);
    working.await.map_err(|_| Trouble::Broken)
}

/// Works something out on a case as a seat may know it.
async fn solved_as<T: Send + 'static>(
    (fold, seat): (Arc<Fold>, Seat),
    work: impl FnOnce(&View<'_>, &Effort<'_>) -> T + Send + 'static,
) -> Result<T, Trouble> {
    let _turn = DESKS.acquire().await.map_err(|_| Trouble::Broken)?;
    let watch = Arc::new(Watch::new());
    let leash = Leash(Arc::clone(&watch));
    let mut working = tokio::task::spawn_blocking(move || {
        let effort = Effort {
            nodes_max: NODES_MAX,
            vectors_max: VECTORS_MAX,
            threads: NonZeroUsize::MIN,
            watch: &watch,
        };
        work(&fold.case().seen_from(seat), &effort)
    });
    if let Ok(done) = tokio::time::timeout(PATIENCE, &mut working).await {
        return done.map_err(|_| Trouble::Broken);
    }
    leash.0.stop();
    working.await.map_err(|_| Trouble::Broken)
}
