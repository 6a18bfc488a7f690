//! How the volumes of a case are built: all of them, or none.
//!
//! Invariant: a case that can be listed is whole, and none is written over. In a folder it is made
//! under a name that begins with a dot and then renamed; in a database it is one transaction.

use crate::copy::Copy;
use crate::fault::is_taken;
use crate::founding::Plan;
use crate::ground::{Ground, file};
use crate::place::{Shelf, folder};
use crate::statement::{LEAVE_SCHEMA, ROLES};
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
        let built = build_room(&mut work, &room).await;
        // Two at once: the other one was first.
        if matches!(&built, Err(StoreError::Database(said)) if is_taken(said)) {
            return Err(site.exists());
        }
        built?;
        enter(&mut work, &room).await?;
        site.fill(&mut work, &shelf).await?;
        query(LEAVE_SCHEMA).execute(&mut *work).await?;
    }
    work.commit().await?;
    Ok(())
}

/// Makes a schema and the role that alone may use it.
pub(crate) async fn build_room(work: &mut AnyConnection, room: &Room) -> Result<(), StoreError> {
    let (schema, role) = (quoted(&room.schema), quoted(&room.role));
    let there: Option<String> = query_scalar(ROLES)
        .bind(&room.role)
        .fetch_optional(&mut *work)
        .await?;
    // Names cannot be parameters; these are quoted, and made of letters, digits and five marks.
    let sql = match there {
        Some(_) => format!("create schema {schema} authorization {role}"),
        None => format!(
            "create role {role} nologin; grant {role} to current_user; \
             create schema {schema} authorization {role}"
        ),
    };
    work.execute(raw_sql(AssertSqlSafe(sql))).await?;
    Ok(())
}
