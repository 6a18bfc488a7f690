//! The lock: the last signed head of each log, kept where no copy of the store carries it.
//!
//! Whoever brings an older copy back has logs that are shorter than what was signed of them. If
//! such a log were signed on, there would be two histories of one name. So a head is signed only
//! after the lock has moved to it, and the lock moves from one head to the next and never back.
//!
//! Invariant: for each log the lock holds a head that was durable when it was written, and every
//! head that was ever signed of the log is one of its beginnings.

use crate::StoreError;
use crate::apart::Apart;
use crate::leaf::{BROKEN, row_of};
use crate::statement::{ADD_SIGNED_HEAD, LAY_SIGNED_HEADS, MOVE_SIGNED_HEAD, SIGNED_HEAD};
use crate::store_url::StoreUrl;
use crate::volume::Volume;
use record::{Hash, KeyName, TreeHead};
use sqlx::{Row, query};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::OnceCell;

const APART: Apart = Apart {
    file: "heads.db",
    schema: "onetext.signed",
    readme: Some(README),
    lay: LAY_SIGNED_HEADS,
};
/// What tells whoever finds the folder what it is.
const README: &str = "\
The last signed head of each log of the store beside this folder.
Do not put this folder into a backup, and never bring an older copy of it back: it is what keeps
a log that was restored from being signed twice. It holds no word of any case.
";

/// Where the last signed heads of the logs are kept. Cheap to clone.
#[derive(Clone)]
pub struct Lock {
    at: StoreUrl,
    volume: Arc<OnceCell<Volume>>,
}

impl Lock {
    /// The lock at an address: a folder, or a database. Stores that share logs share their lock.
    #[must_use]
    pub fn at(at: &StoreUrl) -> Self {
        Self {
            at: at.clone(),
            volume: Arc::default(),
        }
    }

    /// The lock of a store that was told of none: the folder beside its own, with `.signed` behind
    /// the name; of a database, a schema of its own in it.
    pub(crate) fn beside(store: &StoreUrl) -> Self {
        match store {
            StoreUrl::Folder(folder) => Self::at(&StoreUrl::Folder(beside(folder))),
            StoreUrl::Server(_) => Self::at(store),
        }
    }

    /// The last signed head of a log.
    pub(crate) async fn head(&self, log: &KeyName) -> Result<Option<TreeHead>, StoreError> {
        let mut look = self.volume().await?.read().await?;
        let row = query(SIGNED_HEAD).bind(log.as_str());
        let row = row.fetch_optional(&mut *look).await?;
        look.rollback().await?;
        row.map(|row| {
            let (size, root): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
            Ok(TreeHead {
                size: u64::try_from(size).map_err(|_| BROKEN)?,
                root: Hash::of_words(&root).ok_or(BROKEN)?,
            })
        })
        .transpose()
    }

    /// Begins to keep the heads of a log; one that is kept already stays as it is.
    pub(crate) async fn begin(&self, log: &KeyName, head: TreeHead) -> Result<(), StoreError> {
        let mut work = self.volume().await?.write().await?;
        let add = query(ADD_SIGNED_HEAD).bind(log.as_str());
        let add = add.bind(row_of(head.size)?).bind(head.root.to_string());
        add.execute(&mut *work).await?;
        Ok(work.commit().await?)
    }

    /// Moves from one head of a log to the next; whether it was still there.
    pub(crate) async fn advance(
        &self,
        log: &KeyName,
        (from, to): (TreeHead, TreeHead),
    ) -> Result<bool, StoreError> {
        let mut work = self.volume().await?.write().await?;
        let moved = query(MOVE_SIGNED_HEAD).bind(log.as_str());
        let moved = moved.bind(row_of(to.size)?).bind(to.root.to_string());
        let moved = moved.bind(row_of(from.size)?).bind(from.root.to_string());
        let moved = moved.execute(&mut *work).await?.rows_affected();
        work.commit().await?;
        Ok(moved == 1)
    }

    /// Lets it go.
    pub(crate) async fn close(&self) {
        if let Some(volume) = self.volume.get() {
            volume.close().await;
        }
    }

    async fn volume(&self) -> Result<&Volume, StoreError> {
        self.volume.get_or_try_init(|| APART.open(&self.at)).await
    }
}

fn beside(folder: &Path) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(".signed");
    PathBuf::from(name)
}
