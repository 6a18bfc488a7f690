//! What every handler shares: the store, the world, how pages travel, and what is kept warm.

use crate::cookie::Transport;
use crate::courier::Couriers;
use crate::fold::Folds;
use crate::opener::{Opener, case_key};
use crate::trouble::Trouble;
use crate::turn::Turns;
use crate::world::World;
use case::CaseId;
use proceedings::Moment;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use store::{Lifetime, Registry, Store, StoreError};
use tokio::sync::watch;

/// The workspace over one store. Cheap to clone; all clones are the same workspace.
#[derive(Clone)]
pub struct Workspace {
    pub(crate) store: Store,
    pub(crate) world: World,
    pub(crate) transport: Transport,
    pub(crate) lifetime: Lifetime,
    pub(crate) folds: Folds,
    /// Who waits to send what is held.
    pub(crate) couriers: Couriers,
    /// How many pages are made at a time.
    pub(crate) turns: Turns,
    /// Says to whoever listens whether the server closes.
    pub(crate) closing: watch::Sender<bool>,
    /// Whether links may open a seat by themselves.
    pub(crate) links: SeatLinks,
    /// Where copies of a case may be written, if anywhere.
    pub(crate) copies: Option<PathBuf>,
    /// Where passkeys are shown, if they can be.
    #[cfg(feature = "passkeys")]
    pub(crate) passkeys: Option<crate::Passkeys>,
    /// What it leaks, so that a test can find it.
    #[cfg(test)]
    pub(crate) planted: crate::planted::Planted,
    /// The cases by the keys that stand for them in links and cookies.
    known: Arc<Mutex<BTreeMap<String, CaseId>>>,
    /// The key of the page that opens cases: new each time the server starts.
    new_cases: String,
}

/// Whether a link may open a seat without a passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatLinks {
    /// It may not: a link is an invitation, and a seat opens with a passphrase.
    Refused,
    /// It may: for a demonstration on one's own machine, where nothing is to be guarded.
    Followed,
}

impl Workspace {
    /// The workspace over a store.
    #[must_use]
    pub fn new(store: Store, world: World, transport: Transport) -> Self {
        let new_cases = format!("{:032x}", world.bits());
        Self {
            store,
            folds: Folds::by(world.clone()),
            world,
            transport,
            lifetime: Lifetime::STANDARD,
            couriers: Couriers::default(),
            turns: Turns::default(),
            closing: watch::Sender::new(false),
            links: SeatLinks::Refused,
            copies: None,
            #[cfg(feature = "passkeys")]
            passkeys: None,
            #[cfg(test)]
            planted: crate::planted::Planted::default(),
            known: Arc::default(),
            new_cases,
        }
    }

    /// The same workspace, in which a link may open a seat by itself.
    #[must_use]
    pub fn following_seat_links(mut self) -> Self {
        self.links = SeatLinks::Followed;
        self
    }

    /// The same workspace, in which the mediation team may have copies of its case written into a
    /// folder.
    #[must_use]
    pub fn copying_into(mut self, folder: PathBuf) -> Self {
        self.copies = Some(folder);
        self
    }

    /// The same workspace, in which an account may ask for a passkey too.
    #[cfg(feature = "passkeys")]
    #[must_use]
    pub fn with_passkeys(mut self, passkeys: crate::Passkeys) -> Self {
        self.passkeys = Some(passkeys);
        self
    }

    /// The path of the page that opens cases, for whoever runs the server.
    #[must_use]
    pub fn new_case_path(&self) -> String {
        format!("/new/{}", self.new_cases)
    }

    /// Whether a key opens that page; without it there is no such page.
    pub(crate) fn may_open_cases(&self, key: &str) -> Result<(), Trouble> {
        // Digests are compared, so that the time taken says nothing of the key.
        if Sha256::digest(key) == Sha256::digest(&self.new_cases) {
            Ok(())
        } else {
            Err(Trouble::NotHere)
        }
    }

    /// The time.
    pub(crate) fn now(&self) -> Moment {
        self.world.now()
    }

    /// The registry of the case that an opener is of.
    pub(crate) async fn registry_of(&self, opener: &Opener) -> Result<Registry, Trouble> {
        let case = self.case_of_key(opener.key()).await?;
        let case = case.ok_or(Trouble::NotHere)?;
        Ok(self.store.case(&case).await?)
    }

    /// The case that a key stands for. A key that was met once is not looked for again, for the
    /// list of cases is long to make and every page needs this.
    pub(crate) async fn case_of_key(&self, key: &str) -> Result<Option<CaseId>, StoreError> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let met = known().get(key).cloned();
        if met.is_some() {
            return Ok(met);
        }
        let cases = self.store.cases().await?;
        let keyed = cases.into_iter().map(|case| (case_key(&case), case));
        let mut known = known();
        known.extend(keyed);
        Ok(known.get(key).cloned())
    }
}
