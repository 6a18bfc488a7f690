//! How the volumes of a case are built: all of them, or none.
//!
//! Invariant: a case that can be listed is whole, and none is written over. In a folder it is made
//! under a name that begins with a dot and then renamed; in a database it is one transaction.

use crate::copy::Copy;
use crate::founding::Plan;
use crate::ground::{Ground, file};
use crate::place::{Shelf, folder};
use crate::statement::{HOLD_NAME, LEAVE_SCHEMA, ROLES, SCHEMA, Statement};
use crate::volume::{Opening, Room, Volume, enter, quoted};
use crate::{StoreError, chance, migration};
use case::CaseId;
use disclosure::Audience;
use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, Executor, query, query_scalar, raw_sql};
use std::collections::BTreeSet;
use std::path::Path;

/// A case to be built.
pub(crate) struct Site<'a> {
    pub(crate) case: &'a CaseId,
    pub(crate) logs: BTreeSet<Audience>,
    pub(crate) content: Content<'a>,
}

/// What goes into the volumes.
pub(crate) enum Content<'a> {
    /// What a new case begins with.
    New(Plan<'a>),
    /// What is in the volumes of another store.
    Copy(Copy),
}

impl Site<'_> {
    fn shelves(&self) -> Vec<Shelf> {
        let logs = self.logs.iter().cloned().map(Shelf::Log);
        logs.chain(std::iter::once(Shelf::People)).collect()
    }

    async fn fill(&mut self, work: &mut AnyConnection, shelf: &Shelf) -> Result<(), StoreError> {
        migration::lay(work, shelf).await?;
        match &mut self.content {
            Content::New(plan) => plan.fill(work, shelf).await,
            Content::Copy(copy) => copy.fill(work, shelf).await,
        }
    }

    fn exists(&self) -> StoreError {
        StoreError::CaseExists {
            case: self.case.clone(),
        }
    }
}

/// Builds a case.
pub(crate) async fn build(ground: &Ground, site: &mut Site<'_>) -> Result<(), StoreError> {
    match ground {
        Ground::Folder(root) => in_folder(root, site).await,
        Ground::Server { pool, .. } => in_database(ground, pool, site).await,
    }
}

async fn in_folder(root: &Path, site: &mut Site<'_>) -> Result<(), StoreError> {
    let whole = root.join(folder(site.case));
    if whole.exists() {
        return Err(site.exists());
    }
    let made = root.join(format!(".{}", chance::id()?));
    std::fs::create_dir(&made).map_err(|why| file(&made, why))?;
    let filled = fill_folder(&made, site).await;
    let moved = filled.and_then(|()| {
        std::fs::rename(&made, &whole).map_err(|why| match whole.exists() {
            true => site.exists(),
            false => file(&whole, why),
        })
    });
    if moved.is_err() {
        // What was begun is of no use; if it cannot be taken away either, nothing reads it.
        let _ = std::fs::remove_dir_all(&made);
    }
    moved?;
    sync(root)
}

async fn fill_folder(made: &Path, site: &mut Site<'_>) -> Result<(), StoreError> {
    for shelf in site.shelves() {
        let volume = Volume::of_file(&made.join(shelf.file()), Opening::New)?;
        let mut work = volume.write().await?;
        site.fill(&mut work, &shelf).await?;
        work.commit().await?;
        volume.close().await;
    }
    sync(made)
}

/// Makes the names in a folder durable.
pub(crate) fn sync(folder: &Path) -> Result<(), StoreError> {
    let opened = std::fs::File::open(folder);
    let synced = opened.and_then(|folder| folder.sync_all());
    synced.map_err(|why| file(folder, why))
}

async fn in_database(
    ground: &Ground,
    pool: &AnyPool,
    site: &mut Site<'_>,
) -> Result<(), StoreError> {
    if ground.has(site.case).await? {
        return Err(site.exists());
    }
    let mut work = pool.begin().await?;
    for shelf in site.shelves() {
        let room = ground.room(site.case, &shelf);
        if build_room(&mut work, &room).await? == Built::Before {
            return Err(site.exists());
        }
        enter(&mut work, &room).await?;
        site.fill(&mut work, &shelf).await?;
        query(LEAVE_SCHEMA).execute(&mut *work).await?;
    }
    work.commit().await?;
    Ok(())
}

/// Whether a room was made or was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Built {
    Now,
    Before,
}

/// Makes a schema and the role that alone may use it, unless the schema is there.
///
/// Of two that make one at once PostgreSQL fails the second in one of several ways, by the moment
/// at which they meet. So whoever comes second waits for the end of the first, and then looks.
pub(crate) async fn build_room(work: &mut AnyConnection, room: &Room) -> Result<Built, StoreError> {
    hold(work, room).await?;
    if is_there(work, SCHEMA, &room.schema).await? {
        return Ok(Built::Before);
    }
    let (schema, role) = (quoted(&room.schema), quoted(&room.role));
    // Names cannot be parameters; these are quoted, and made of letters, digits and five marks.
    let sql = match is_there(work, ROLES, &room.role).await? {
        true => format!("create schema {schema} authorization {role}"),
        false => format!(
            "create role {role} nologin; grant {role} to current_user; \
             create schema {schema} authorization {role}"
        ),
    };
    work.execute(raw_sql(AssertSqlSafe(sql))).await?;
    Ok(Built::Now)
}

/// Keeps others from making a room or its tables until the transaction ends.
pub(crate) async fn hold(work: &mut AnyConnection, room: &Room) -> Result<(), sqlx::Error> {
    let held = query(HOLD_NAME).bind(&room.schema);
    held.execute(work).await?;
    Ok(())
}

async fn is_there(
    work: &mut AnyConnection,
    among: Statement,
    name: &str,
) -> Result<bool, sqlx::Error> {
    let found = query_scalar::<_, String>(among).bind(name);
    Ok(found.fetch_optional(work).await?.is_some())
}
