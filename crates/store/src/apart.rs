//! A place of a store that belongs to no case: a file in a folder, or a schema of its own in a
//! database.

use crate::StoreError;
use crate::building::{Built, build_room, hold};
use crate::ground::{Ground, file};
use crate::place::role;
use crate::statement::Statement;
use crate::store_url::StoreUrl;
use crate::volume::{Opening, Room, Volume};
use sqlx::{AnyPool, query};

/// What a place apart is called and holds.
pub(crate) struct Apart {
    /// The file in a folder.
    pub(crate) file: &'static str,
    /// The schema in a database.
    pub(crate) schema: &'static str,
    /// What tells whoever finds the folder what it is, where the folder is the place's own.
    pub(crate) readme: Option<&'static str>,
    /// Makes its table if it is not there.
    pub(crate) lay: Statement,
}

impl Apart {
    /// Opens the place, and makes it if it is not there.
    pub(crate) async fn open(&self, at: &StoreUrl) -> Result<Volume, StoreError> {
        let volume = match Ground::open(at).await? {
            Ground::Folder(folder) => {
                if let Some(words) = self.readme {
                    let readme = folder.join("README");
                    std::fs::write(&readme, words).map_err(|why| file(&readme, why))?;
                }
                Volume::of_file(&folder.join(self.file), Opening::New)?
            }
            Ground::Server { pool, database, .. } => {
                let room = Room {
                    schema: self.schema.to_owned(),
                    role: role(&database, self.schema),
                };
                built(&pool, &room).await?;
                Volume::Schema { pool, at: room }
            }
        };
        let mut work = volume.write().await?;
        if let Volume::Schema { at, .. } = &volume {
            // Even of two that make a table only if it is not there PostgreSQL fails one.
            hold(&mut work, at).await?;
        }
        query(self.lay).execute(&mut *work).await?;
        work.commit().await?;
        Ok(volume)
    }
}

/// Makes the schema if it is not there.
async fn built(pool: &AnyPool, room: &Room) -> Result<(), StoreError> {
    let mut work = pool.begin().await?;
    match build_room(&mut work, room).await? {
        Built::Now => Ok(work.commit().await?),
        Built::Before => Ok(work.rollback().await?),
    }
}
