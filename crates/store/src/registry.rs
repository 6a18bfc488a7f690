//! The registry of a case: its logs, its people and their keys.

use crate::changes::Bell;
use crate::ground::Ground;
use crate::key::{Key, Purpose};
use crate::manner::Manner;
use crate::passphrase::Hardness;
use crate::place::Shelf;
use crate::presence::Presence;
use crate::statement::DATA_KEYS;
use crate::volume::{Volume, Work};
use crate::{Chance, Ring, StoreError, migration};
use case::CaseId;
use disclosure::Audience;
use sqlx::{Row, query};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use tokio::sync::RwLock;

/// Under what the key of the public audience is kept: nothing, for everybody may have it.
pub(crate) const PLAIN: &str = "plain";

/// What is kept of one case. Cheap to clone; all clones are the same registry.
#[derive(Clone)]
pub struct Registry {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    case: CaseId,
    ground: Ground,
    manner: Manner,
    people: Volume,
    bell: Arc<Bell>,
    presence: Presence,
    /// Whether the disk has failed under a write; then memory and store may disagree.
    failed: AtomicBool,
    /// The logs that were used so far.
    logs: RwLock<BTreeMap<Audience, Volume>>,
}

impl Registry {
    /// The registry of a case that is there.
    pub(crate) async fn open(
        ground: Ground,
        manner: Manner,
        case: CaseId,
    ) -> Result<Self, StoreError> {
        if !ground.has(&case).await? {
            return Err(StoreError::NoSuchCase { case });
        }
        let people = ground.volume(&case, &Shelf::People)?;
        migration::bring_up(&people, &Shelf::People).await?;
        let inner = Inner {
            case,
            ground,
            manner,
            people,
            bell: Arc::new(Bell::new()),
            presence: Presence::default(),
            failed: AtomicBool::new(false),
            logs: RwLock::default(),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// The case.
    #[must_use]
    pub fn case(&self) -> &CaseId {
        &self.inner.case
    }

    /// The registry behind a clone of what it holds.
    pub(crate) const fn of(inner: Arc<Inner>) -> Self {
        Self { inner }
    }

    pub(crate) fn weak(&self) -> Weak<Inner> {
        Arc::downgrade(&self.inner)
    }

    pub(crate) fn bell(&self) -> &Arc<Bell> {
        &self.inner.bell
    }

    pub(crate) fn presence(&self) -> &Presence {
        &self.inner.presence
    }

    /// The address of the server, if it stands on one.
    pub(crate) fn server_url(&self) -> Option<&str> {
        match &self.inner.ground {
            Ground::Folder(_) => None,
            Ground::Server { url, .. } => Some(url.as_str()),
        }
    }

    pub(crate) fn ground(&self) -> &Ground {
        &self.inner.ground
    }

    pub(crate) fn hardness(&self) -> Hardness {
        self.inner.manner.hardness
    }

    pub(crate) fn manner(&self) -> &Manner {
        &self.inner.manner
    }

    pub(crate) fn chance(&self) -> &Chance {
        &self.inner.manner.chance
    }

    pub(crate) fn people(&self) -> &Volume {
        &self.inner.people
    }

    /// A transaction that may write. After the disk has failed there is none until the program is
    /// started again: a write that failed may have been kept or not, and only a fresh start knows.
    pub(crate) async fn write(&self, volume: &Volume) -> Result<Work, StoreError> {
        if self.inner.failed.load(Ordering::SeqCst) {
            return Err(StoreError::Disk);
        }
        volume.write().await.map_err(|fault| self.noted(fault))
    }

    /// Makes what a transaction wrote durable.
    pub(crate) async fn commit(&self, work: Work) -> Result<(), StoreError> {
        work.commit().await.map_err(|fault| self.noted(fault))
    }

    fn noted(&self, fault: sqlx::Error) -> StoreError {
        let fault = fault.into();
        if matches!(fault, StoreError::Disk) {
            self.note_failure();
        }
        fault
    }

    pub(crate) fn note_failure(&self) {
        self.inner.failed.store(true, Ordering::SeqCst);
    }

    /// The ring of the public: it opens what everybody may know, and needs no seat.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn public_ring(&self) -> Result<Ring, StoreError> {
        self.ring_under(PLAIN, None).await
    }

    /// The ring of a home audience: its key, and the keys that are wrapped under it.
    pub(crate) async fn ring(&self, home: &Audience, key: &Key) -> Result<Ring, StoreError> {
        let mut ring = self.ring_under(&home.to_string(), Some(key)).await?;
        ring.add(home.clone(), key.clone());
        Ok(ring)
    }

    async fn ring_under(&self, under: &str, key: Option<&Key>) -> Result<Ring, StoreError> {
        let mut glance = self.people().glance().await?;
        let rows = query(DATA_KEYS).bind(under);
        let rows = rows.fetch_all(glance.connection()).await?;
        glance.end().await?;
        let mut keys = BTreeMap::new();
        for row in rows {
            let (name, held): (String, String) = (row.try_get(0)?, row.try_get(1)?);
            let body: Vec<u8> = row.try_get(2)?;
            let opened = match key {
                _ if held == PLAIN => Key::of_slice(&body),
                Some(key) => key
                    .open(&wrapping(self.case(), &name, &held), &body)
                    .and_then(|bytes| Key::of_slice(&bytes)),
                None => None,
            };
            let audience = Audience::of_name(&name);
            let pair = audience.zip(opened).ok_or(StoreError::Broken {
                what: "key of an audience",
            })?;
            keys.insert(pair.0, pair.1);
        }
        Ok(Ring::new(self.case().clone(), keys))
    }

    /// Lets every file go; whoever still works on the case is refused from now on.
    pub(crate) async fn close(&self) {
        for volume in self.inner.logs.read().await.values() {
            volume.close().await;
        }
        self.people().close().await;
    }

    /// The volume of an audience's log.
    pub(crate) async fn volume(&self, audience: &Audience) -> Result<Volume, StoreError> {
        if let Some(volume) = self.inner.logs.read().await.get(audience) {
            return Ok(volume.clone());
        }
        // Nobody waits for it meanwhile who uses another log; of two who bring up the same one, the
        // first to be done has its volume kept, and the other's has written nothing since.
        let shelf = Shelf::Log(audience.clone());
        let volume = self.inner.ground.volume(self.case(), &shelf)?;
        migration::bring_up(&volume, &shelf).await?;
        let mut logs = self.inner.logs.write().await;
        Ok(logs.entry(audience.clone()).or_insert(volume).clone())
    }
}

/// What the key of an audience is wrapped for.
pub(crate) fn wrapping(case: &CaseId, audience: &str, under: &str) -> Purpose {
    let parts = [case.as_str(), audience, under].map(str::as_bytes);
    let [case, audience, under] = parts;
    Purpose::of(&[b"onetext/data-key/1", case, audience, under])
}
