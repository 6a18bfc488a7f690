//! Couriers: what the mediation team sent under a hold goes out when it is due, though nobody of
//! the team opens a page just then.
//!
//! The process that took an act of the team keeps the keys of that seat until what is held has
//! gone out, also where whoever sent it signs out meanwhile or loses the account: the keys are the
//! team's, and nothing but what the team has sent is done with them. If the process ends before,
//! the next page of the team sends it.
//!
//! Invariant: a courier decides nothing: what is due follows from the same fold, and is appended
//! by the same compare-and-swap, as on a page of the team. So a recall is obeyed, and of two
//! processes that wait for the same thing one sends it.

use crate::seated::Seated;
use crate::trouble::Trouble;
use case::CaseId;
use disclosure::Seat;
use proceedings::{DispatchState, EventId, Moment};
use std::collections::BTreeSet;
use tokio::sync::watch;

/// How often a courier tries, while the store cannot be reached.
const TRIES_MAX: u32 = 10;
/// How long it waits before it tries again.
const AGAIN_MICROS: i64 = 30 * 1_000_000;

/// What is waited for: a dispatch of a case.
type Errand = (CaseId, EventId);

/// All couriers of this process, by what they wait for.
#[derive(Clone, Default)]
pub(crate) struct Couriers(watch::Sender<BTreeSet<Errand>>);

/// A courier that has not returned.
struct OnTheWay {
    couriers: Couriers,
    errand: Errand,
}

impl Couriers {
    /// A courier for an errand, unless there is one.
    fn begun(&self, errand: Errand) -> Option<OnTheWay> {
        let is_new = self.0.send_if_modified(|all| all.insert(errand.clone()));
        is_new.then(|| OnTheWay {
            couriers: self.clone(),
            errand,
        })
    }

    /// Waits until every courier has returned.
    pub(crate) async fn returned(&self) {
        // The sender is held here, so the wait ends in no other way.
        let _ = self.0.subscribe().wait_for(BTreeSet::is_empty).await;
    }
}

impl Drop for OnTheWay {
    fn drop(&mut self) {
        self.couriers
            .0
            .send_if_modified(|all| all.remove(&self.errand));
    }
}

impl Seated {
    /// Gives everything that the team holds back now a courier in this process.
    ///
    /// A key is kept no longer for this than a session may last, counted from the act: what is held
    /// for days waits for a page of the team.
    pub(crate) fn entrust(&self) {
        if *self.seat() != Seat::Mediator {
            return;
        }
        let now = self.now();
        let last = now.micros();
        let last = last.saturating_add(self.workspace.lifetime.whole_micros);
        for seen in self.sitting().dispatches(now) {
            let DispatchState::HeldUntil(end) = seen.state else {
                continue;
            };
            let errand = (self.registry.case().clone(), seen.dispatch.id);
            if end.micros() <= last
                && let Some(way) = self.workspace.couriers.begun(errand)
            {
                tokio::spawn(self.clone().carried(end, way));
            }
        }
    }

    /// Waits until what is held is due, and sends it, unless the server closes before.
    async fn carried(mut self, end: Moment, way: OnTheWay) {
        let world = self.workspace.world.clone();
        let mut closing = self.workspace.closing.subscribe();
        let mut when = end;
        for _ in 0..TRIES_MAX {
            tokio::select! {
                _ = closing.wait_for(|is_closing| *is_closing) => break,
                () = world.until(when) => {}
            }
            if self.handed_over().await.is_ok() {
                break;
            }
            let again = world.now().micros().saturating_add(AGAIN_MICROS);
            when = Moment::of_micros(again);
        }
        // The keys go first, so that whoever waits for the couriers finds none in memory.
        drop(self);
        drop(way);
    }

    async fn handed_over(&mut self) -> Result<(), Trouble> {
        self.caught_up().await?;
        self.deliver().await
    }
}
