//! A store: the cases in a folder or a database.

use crate::attempt::Strays;
use crate::chance::Chance;
use crate::founding::found;
use crate::ground::Ground;
use crate::lock::Lock;
use crate::manner::Manner;
use crate::passphrase::Hardness;
use crate::statement::KEPT_CASE;
use crate::{Invitee, Registry, Ring, StoreError, StoreUrl, Token};
use case::CaseId;
use disclosure::Audience;
use proceedings::{Event, Moment};
use sqlx::{Row, query};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::Mutex;

/// The cases in a folder or a database. Cheap to clone; all clones are the same store.
#[derive(Clone)]
pub struct Store {
    ground: Ground,
    manner: Manner,
    /// The registries that are in use, so that all who work on a case share one.
    open: Arc<Mutex<BTreeMap<CaseId, Registry>>>,
    /// The tries to sign in to cases that are not there.
    strays: Strays,
}

/// A new case: what each audience may know of it, and who is invited first.
pub struct Founding {
    /// Its id.
    pub case: CaseId,
    /// When it is opened.
    pub at: Moment,
    /// Each audience with the first events of its log. Public, plenary and team must be there, and
    /// the room of each party that is to have a seat.
    pub logs: BTreeMap<Audience, Vec<Event>>,
    /// Who is invited; at least one of them to the mediation team, or nobody could open it.
    pub invited: Vec<Invitee>,
    /// When the invitations run out.
    pub until: Moment,
}

/// A case that was opened.
pub struct Founded {
    /// Its registry.
    pub registry: Registry,
    /// The ring of the mediation team.
    pub ring: Ring,
    /// A token for each that was invited, in their order. They are kept nowhere.
    pub tokens: Vec<Token>,
}

impl Store {
    /// The store at an address; a folder is made if it is not there.
    ///
    /// # Errors
    ///
    /// If the folder cannot be used or the database does not answer.
    pub async fn open(url: &StoreUrl) -> Result<Self, StoreError> {
        Self::open_with(url, Hardness::STANDARD).await
    }

    /// The store at an address, with passphrases of a given hardness for new accounts.
    ///
    /// # Errors
    ///
    /// If the folder cannot be used or the database does not answer.
    pub async fn open_with(url: &StoreUrl, hardness: Hardness) -> Result<Self, StoreError> {
        Ok(Self {
            ground: Ground::open(url).await?,
            manner: Manner {
                hardness,
                chance: Chance::SYSTEM,
                lock: Lock::beside(url),
            },
            open: Arc::default(),
            strays: Strays::default(),
        })
    }

    /// The same store, whose last signed heads are kept somewhere else: apart from the database, or
    /// with those of the store that a case was moved from.
    #[must_use]
    pub fn locked_by(mut self, lock: Lock) -> Self {
        self.manner.lock = lock;
        self
    }

    /// The same store, with another source of chance.
    #[must_use]
    pub fn drawing_from(mut self, chance: Chance) -> Self {
        self.manner.chance = chance;
        self
    }

    pub(crate) const fn ground(&self) -> &Ground {
        &self.ground
    }

    pub(crate) const fn hardness(&self) -> Hardness {
        self.manner.hardness
    }

    pub(crate) const fn strays(&self) -> &Strays {
        &self.strays
    }

    /// The cases, by their ids.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn cases(&self) -> Result<Vec<CaseId>, StoreError> {
        let mut cases = Vec::new();
        for people in self.ground.people().await? {
            let mut work = people.read().await?;
            for row in query(KEPT_CASE).fetch_all(&mut *work).await? {
                cases.push(CaseId::new(row.try_get::<String, _>(0)?));
            }
            work.rollback().await?;
            people.close().await;
        }
        cases.sort();
        Ok(cases)
    }

    /// The registry of a case.
    ///
    /// # Errors
    ///
    /// If there is no such case, or the store fails.
    pub async fn case(&self, case: &CaseId) -> Result<Registry, StoreError> {
        let mut open = self.open.lock().await;
        if let Some(registry) = open.get(case) {
            return Ok(registry.clone());
        }
        let registry =
            Registry::open(self.ground.clone(), self.manner.clone(), case.clone()).await?;
        open.insert(case.clone(), registry.clone());
        Ok(registry)
    }

    /// Lets a case go that is no longer kept here.
    pub(crate) async fn forget(&self, case: &CaseId) {
        self.open.lock().await.remove(case);
    }

    /// Lets the store go: what its connections hold is let go before this returns, and whoever
    /// comes next finds it as nobody had it.
    pub async fn close(self) {
        let open = std::mem::take(&mut *self.open.lock().await);
        for registry in open.into_values() {
            registry.close().await;
        }
        self.manner.lock.close().await;
        self.ground.close().await;
    }

    /// Writes down what is written down a moment late: which sessions were used. A server that
    /// closes does so, or its sessions would end as much sooner.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn settled(&self) -> Result<(), StoreError> {
        let open: Vec<Registry> = self.open.lock().await.values().cloned().collect();
        for registry in open {
            registry.write_seen().await?;
        }
        Ok(())
    }

    /// Opens a new case: all of it, or nothing.
    ///
    /// # Errors
    ///
    /// If there is such a case already, if an audience or a seat is missing that it needs, or if
    /// the store fails.
    pub async fn found(&self, founding: &Founding) -> Result<Founded, StoreError> {
        let made = found(&self.ground, &self.manner, founding).await?;
        let registry = self.case(&founding.case).await?;
        let ring = registry.ring(&Audience::Team, &made.team).await?;
        Ok(Founded {
            registry,
            ring,
            tokens: made.tokens,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_work_of_founding_and_of_copying_may_go_from_one_thread_to_another() {
        fn goes<T: Send>(_: T) {}
        let _ = |store: &Store, founding: &Founding| goes(store.found(founding));
        let _ = |store: &Store, case: &CaseId| goes(store.copy(case, store));
    }
}
