//! What every handler shares: the store, the world, how pages travel, and what is kept warm.

use crate::cookie::Transport;
use crate::fold::Folds;
use crate::opener::Opener;
use crate::trouble::Trouble;
use crate::world::World;
use case::CaseId;
use proceedings::Moment;
use store::{Lifetime, Registry, Store};
use tokio::sync::watch;

/// The workspace over one store. Cheap to clone; all clones are the same workspace.
#[derive(Clone)]
pub struct Workspace {
    pub(crate) store: Store,
    pub(crate) world: World,
    pub(crate) transport: Transport,
    pub(crate) lifetime: Lifetime,
    pub(crate) folds: Folds,
    /// Says to whoever listens that the server closes.
    pub(crate) closing: watch::Sender<()>,
    /// Whether links may open a seat by themselves.
    pub(crate) links: SeatLinks,
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
        Self {
            store,
            world,
            transport,
            lifetime: Lifetime::STANDARD,
            folds: Folds::default(),
            closing: watch::Sender::new(()),
            links: SeatLinks::Refused,
        }
    }

    /// The same workspace, in which a link may open a seat by itself.
    #[must_use]
    pub fn following_seat_links(mut self) -> Self {
        self.links = SeatLinks::Followed;
        self
    }

    /// The time.
    pub(crate) fn now(&self) -> Moment {
        self.world.now()
    }

    /// The registry of the case that an opener is of.
    pub(crate) async fn registry_of(&self, opener: &Opener) -> Result<Registry, Trouble> {
        let cases = self.store.cases().await?;
        let case = opener.case(&cases).ok_or(Trouble::NotHere)?;
        Ok(self.store.case(&case).await?)
    }
}
