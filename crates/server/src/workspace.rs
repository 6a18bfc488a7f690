//! What every handler shares: the store, the world, how pages travel, and what is kept warm.

use crate::cookie::Transport;
use crate::fold::Folds;
use crate::opener::Opener;
use crate::trouble::Trouble;
use crate::world::World;
use case::CaseId;
use proceedings::Moment;
use store::{Lifetime, Registry, Store};

/// The workspace over one store. Cheap to clone; all clones are the same workspace.
#[derive(Clone)]
pub struct Workspace {
    pub(crate) store: Store,
    pub(crate) world: World,
    pub(crate) transport: Transport,
    pub(crate) lifetime: Lifetime,
    pub(crate) folds: Folds,
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
        }
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

    /// The registry of a case, by its id as somebody typed it.
    pub(crate) async fn registry_of_id(&self, id: &CaseId) -> Result<Registry, Trouble> {
        Ok(self.store.case(id).await?)
    }
}
