//! The ground a store stands on: a folder of files, or a database of schemas.

use crate::place::{Shelf, folder, role, schema};
use crate::statement::{DATABASE, SCHEMA, SCHEMAS};
use crate::store_url::ServerUrl;
use crate::volume::{Opening, Room, Volume, server_pool};
use crate::{StoreError, StoreUrl};
use case::CaseId;
use sqlx::{AnyPool, query_scalar};
use std::path::{Path, PathBuf};

/// Where the volumes of all cases are.
#[derive(Clone)]
pub(crate) enum Ground {
    /// A folder, with a folder for each case.
    Folder(PathBuf),
    /// A database, with schemas for each case.
    Server {
        pool: AnyPool,
        database: String,
        url: ServerUrl,
    },
}

impl Ground {
    /// The ground at an address; a folder is made if it is not there.
    pub(crate) async fn open(url: &StoreUrl) -> Result<Self, StoreError> {
        match url {
            StoreUrl::Folder(path) => {
                std::fs::create_dir_all(path).map_err(|why| file(path, why))?;
                Ok(Self::Folder(path.clone()))
            }
            StoreUrl::Server(url) => {
                let pool = server_pool(url.as_str())?;
                let database = query_scalar(DATABASE).fetch_one(&pool).await?;
                let url = url.clone();
                Ok(Self::Server {
                    pool,
                    database,
                    url,
                })
            }
        }
    }

    /// Lets the connections to a server go.
    pub(crate) async fn close(&self) {
        if let Self::Server { pool, .. } = self {
            pool.close().await;
        }
    }

    /// A volume of a case that is kept here.
    pub(crate) fn volume(&self, case: &CaseId, shelf: &Shelf) -> Result<Volume, StoreError> {
        match self {
            Self::Folder(root) => {
                let path = root.join(folder(case)).join(shelf.file());
                Volume::of_file(&path, Opening::Existing)
            }
            Self::Server { pool, .. } => Ok(Volume::Schema {
                pool: pool.clone(),
                at: self.room(case, shelf),
            }),
        }
    }

    /// The schema and the role of a volume.
    pub(crate) fn room(&self, case: &CaseId, shelf: &Shelf) -> Room {
        let schema = schema(case, shelf);
        let role = match self {
            Self::Folder(_) => String::new(),
            Self::Server { database, .. } => role(database, &schema),
        };
        Room { schema, role }
    }

    /// Whether a case is kept here.
    pub(crate) async fn has(&self, case: &CaseId) -> Result<bool, StoreError> {
        match self {
            Self::Folder(root) => Ok(root.join(folder(case)).join(Shelf::People.file()).is_file()),
            Self::Server { pool, .. } => {
                let room = self.room(case, &Shelf::People);
                let found = query_scalar::<_, String>(SCHEMA).bind(room.schema);
                Ok(found.fetch_optional(pool).await?.is_some())
            }
        }
    }

    /// The volumes of people of every case that is kept here.
    pub(crate) async fn people(&self) -> Result<Vec<Volume>, StoreError> {
        match self {
            Self::Folder(root) => people_files(root)?
                .iter()
                .map(|path| Volume::of_file(path, Opening::Existing))
                .collect(),
            Self::Server { pool, database, .. } => {
                // A long name was cut: what is in a schema tells that it holds people.
                let schemas: Vec<String> = query_scalar(SCHEMAS).fetch_all(pool).await?;
                let rooms = schemas.into_iter().map(|schema| Volume::Schema {
                    pool: pool.clone(),
                    at: Room {
                        role: role(database, &schema),
                        schema,
                    },
                });
                Ok(rooms.collect())
            }
        }
    }
}

fn people_files(root: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(root).map_err(|why| file(root, why))? {
        let entry = entry.map_err(|why| file(root, why))?;
        let path = entry.path().join(Shelf::People.file());
        // A folder that begins with a dot was never finished.
        let finished = !entry.file_name().to_string_lossy().starts_with('.');
        if finished && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

pub(crate) fn file(path: &Path, why: std::io::Error) -> StoreError {
    StoreError::File {
        path: path.to_path_buf(),
        why,
    }
}
