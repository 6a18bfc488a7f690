//! Changes: which log has moved on, and how far; nothing of what is in it.
//!
//! Within a process an append says so at once. What another process appends is heard through
//! PostgreSQL's notifications, and found by looking now and then, which is all there is for files.
//!
//! Invariant: a ring hears of its own audiences only.

use crate::place::{Shelf, channel};
use crate::registry::Inner;
use crate::statement::AUDIENCES;
use crate::{Head, Registry, Ring, StoreError};
use disclosure::Audience;
use sqlx::postgres::PgListener;
use sqlx::{AnyConnection, query_scalar};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// How often we look, where nobody tells us.
const LOOK: Duration = Duration::from_millis(500);
/// How often we look, where we are told and only make sure.
const MAKE_SURE: Duration = Duration::from_secs(5);

/// A log has moved on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whose log.
    pub audience: Audience,
    /// How far it has come.
    pub head: Head,
}

/// The changes of the logs that rings open, from the moment they were asked for.
pub struct Changes {
    heads: watch::Receiver<BTreeMap<Audience, Head>>,
    seen: BTreeMap<Audience, Head>,
}

/// The heads as far as this process knows them, and who waits for them to move.
pub(crate) struct Bell {
    heads: watch::Sender<BTreeMap<Audience, Head>>,
    watched: AtomicBool,
}

impl Changes {
    /// The next change; several of one log that were not waited for are one. Nothing once the
    /// store is let go.
    pub async fn next(&mut self) -> Option<Change> {
        loop {
            if let Some(change) = self.missed() {
                return Some(change);
            }
            self.heads.changed().await.ok()?;
        }
    }

    /// A change that has already happened and was not waited for, if there is one.
    pub fn missed(&mut self) -> Option<Change> {
        let heads = self.heads.borrow_and_update();
        let moved = self.seen.iter_mut().find_map(|(audience, seen)| {
            let head = *heads.get(audience)?;
            (head > *seen).then_some((audience, seen, head))
        });
        let (audience, seen, head) = moved?;
        *seen = head;
        let audience = audience.clone();
        Some(Change { audience, head })
    }
}

impl Bell {
    pub(crate) fn new() -> Self {
        Self {
            heads: watch::Sender::default(),
            watched: AtomicBool::new(false),
        }
    }

    /// Says that logs have come at least this far.
    pub(crate) fn ring(&self, news: BTreeMap<Audience, Head>) {
        self.heads.send_if_modified(|heads| {
            let mut moved = false;
            for (audience, head) in news {
                let known = heads.entry(audience).or_insert(Head::EMPTY);
                moved |= head > *known;
                *known = head.max(*known);
            }
            moved
        });
    }

    /// Whether nobody waits any more; then the watch is over.
    fn is_left(&self) -> bool {
        if self.heads.receiver_count() > 0 {
            return false;
        }
        self.watched.store(false, Ordering::SeqCst);
        // Somebody may have come between the two; then one of us two goes on.
        self.heads.receiver_count() == 0 || self.watched.swap(true, Ordering::SeqCst)
    }
}

impl Registry {
    /// The changes of the logs that the rings open, from now on.
    ///
    /// # Errors
    ///
    /// If a ring is of another case, or if the store fails.
    pub async fn changes(&self, rings: &[&Ring]) -> Result<Changes, StoreError> {
        let heads = self.bell().heads.subscribe();
        let mut seen = BTreeMap::new();
        for ring in rings {
            seen.extend(self.heads(ring).await?);
        }
        self.bell().ring(seen.clone());
        if !self.bell().watched.swap(true, Ordering::SeqCst) {
            tokio::spawn(watched(self.weak()));
        }
        Ok(Changes { heads, seen })
    }

    /// How far the logs have come that the ring opens.
    ///
    /// # Errors
    ///
    /// If the ring is of another case, or if the store fails.
    pub async fn heads(&self, ring: &Ring) -> Result<BTreeMap<Audience, Head>, StoreError> {
        for audience in ring.audiences() {
            ring.key(self.case(), audience)?;
        }
        self.heads_of(ring.audiences().cloned().collect()).await
    }

    async fn heads_of(
        &self,
        audiences: BTreeSet<Audience>,
    ) -> Result<BTreeMap<Audience, Head>, StoreError> {
        let mut heads = BTreeMap::new();
        for audience in audiences {
            let head = self.head_of(&audience).await?;
            heads.insert(audience, head);
        }
        Ok(heads)
    }

    /// The audiences of the case.
    pub(crate) async fn audiences(&self) -> Result<BTreeSet<Audience>, StoreError> {
        let mut work = self.people().read().await?;
        let audiences = Self::audiences_in(&mut work).await?;
        work.rollback().await?;
        Ok(audiences)
    }

    pub(crate) async fn audiences_in(
        people: &mut AnyConnection,
    ) -> Result<BTreeSet<Audience>, StoreError> {
        let names: Vec<String> = query_scalar(AUDIENCES).fetch_all(people).await?;
        let what = "name of an audience";
        let audiences = names.iter().map(|name| Audience::of_name(name));
        let audiences = audiences.map(|one| one.ok_or(StoreError::Broken { what }));
        audiences.collect()
    }

    /// Looks how far all logs have come.
    async fn look(&self) -> Result<(), StoreError> {
        let heads = self.heads_of(self.audiences().await?).await?;
        self.bell().ring(heads);
        Ok(())
    }
}

/// Looks and listens until nobody waits any more.
async fn watched(registry: Weak<Inner>) {
    let mut ear = None;
    loop {
        let Some(registry) = registry.upgrade().map(Registry::of) else {
            return;
        };
        if registry.bell().is_left() {
            return;
        }
        if ear.is_none() {
            ear = Ear::open(&registry).await;
        }
        // A database that is away comes back, and then the next look finds what was missed.
        let looked = registry.look().await.is_ok();
        let bell = Arc::clone(registry.bell());
        drop(registry);
        if let Some(ear) = ear.as_mut().filter(|_| looked) {
            // Until it is silent for a while, or does not know what it missed.
            let mut heard = Ok(true);
            while heard == Ok(true) && !bell.is_left() {
                heard = timeout(MAKE_SURE, ear.hear(&bell)).await;
            }
            if heard.is_err() {
                continue;
            }
        }
        ear = None;
        sleep(LOOK).await;
    }
}

/// Where PostgreSQL tells us of appends in other processes.
struct Ear {
    listener: PgListener,
    audiences: BTreeMap<String, Audience>,
}

impl Ear {
    async fn open(registry: &Registry) -> Option<Self> {
        let url = registry.server_url()?;
        let mut listener = PgListener::connect(url).await.ok()?;
        listener.listen(&channel(registry.case())).await.ok()?;
        let audiences = registry.audiences().await.ok()?.into_iter();
        let audiences = audiences.map(|audience| {
            let name = Shelf::Log(audience.clone()).file();
            (name, audience)
        });
        Some(Self {
            listener,
            audiences: audiences.collect(),
        })
    }

    /// Hears one notification, and says whether it was understood.
    async fn hear(&mut self, bell: &Bell) -> bool {
        let Ok(Some(heard)) = self.listener.try_recv().await else {
            return false;
        };
        let change = heard.payload().rsplit_once(' ').and_then(|(name, number)| {
            let audience = self.audiences.get(name)?.clone();
            Some((audience, Head::of_number(number.parse().ok()?)))
        });
        let Some(change) = change else { return false };
        bell.ring(BTreeMap::from([change]));
        true
    }
}

/// What an append tells other processes.
pub(crate) fn notice(audience: &Audience, head: Head) -> String {
    format!("{} {head}", Shelf::Log(audience.clone()).file())
}
