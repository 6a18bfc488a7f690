//! A volume: one SQLite file, or one schema and role of PostgreSQL.
//!
//! Invariant: all work on a volume is a transaction that can reach no other volume; one that wrote
//! is durable before it answers.

use crate::StoreError;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Connection, Executor, Transaction, query};
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// A transaction on one volume.
pub(crate) type Work = Transaction<'static, Any>;

/// A connection for one statement that only reads.
pub(crate) enum Glance {
    /// A statement of a file is a transaction by itself.
    Alone(PoolConnection<Any>),
    /// One of a schema stands in a transaction that has gone in there.
    Within(Work),
}

impl Glance {
    /// What the statement is run on.
    pub(crate) fn connection(&mut self) -> &mut AnyConnection {
        match self {
            Self::Alone(connection) => connection,
            Self::Within(work) => work,
        }
    }

    /// Lets the connection go.
    pub(crate) async fn end(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Alone(_) => Ok(()),
            Self::Within(work) => work.rollback().await,
        }
    }
}

/// How long we wait for a connection, or for another writer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long an idle connection is kept.
const IDLE: Duration = Duration::from_secs(60);
const READERS_MAX: u32 = 4;
const CONNECTIONS_MAX: u32 = 16;

/// After so many writes what lies beside a file is merged into it: some megabytes.
const MERGED_AFTER: u32 = 100;
const MERGE: &str = "pragma wal_checkpoint(passive)";

/// What every connection to a SQLite file is told. `full` makes an acknowledged commit survive a
/// loss of power, and `secure_delete` overwrites what is deleted. Nothing is merged in passing, for
/// of a sync that fails by the way nobody would hear.
const MANNERS: &str = "
pragma journal_mode = wal;
pragma wal_autocheckpoint = 0;
pragma synchronous = full;
pragma secure_delete = on;
pragma foreign_keys = on;
pragma trusted_schema = off;
pragma busy_timeout = 5000;
";

/// Where one audience, or the people, are kept.
#[derive(Clone)]
pub(crate) enum Volume {
    /// A SQLite file: one writer, several readers.
    File {
        writer: AnyPool,
        readers: AnyPool,
        /// How many writes there were.
        writes: Arc<AtomicU32>,
    },
    /// A schema of PostgreSQL, reached as the role that owns it.
    Schema { pool: AnyPool, at: Room },
}

/// A schema and its role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Room {
    pub(crate) schema: String,
    pub(crate) role: String,
}

/// Whether a file may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    /// It must be there.
    Existing,
    /// It is made.
    New,
}

impl Volume {
    /// The volume in a file.
    pub(crate) fn of_file(path: &Path, opening: Opening) -> Result<Self, StoreError> {
        let mode = match opening {
            Opening::Existing => "rw",
            Opening::New => "rwc",
        };
        let options = AnyConnectOptions::from_str(&file_url(path, mode)?)?;
        let pool = |most: u32| {
            // A file cannot go away as a server does, so nobody asks first whether it is there.
            let options = pool_options(most).test_before_acquire(false);
            options.after_connect(|connection, _| {
                Box::pin(async move {
                    connection.execute(sqlx::raw_sql(MANNERS)).await?;
                    Ok(())
                })
            })
        };
        Ok(Self::File {
            writer: pool(1).connect_lazy_with(options.clone()),
            readers: pool(READERS_MAX).connect_lazy_with(options),
            // What an earlier program left beside the file is merged soon.
            writes: Arc::new(AtomicU32::new(MERGED_AFTER / 2)),
        })
    }

    /// A transaction that may write.
    pub(crate) async fn write(&self) -> Result<Work, sqlx::Error> {
        self.merge().await?;
        match self {
            Self::File { writer, .. } => writer.begin_with("begin immediate").await,
            Self::Schema { pool, at } => within(pool.begin().await?, at).await,
        }
    }

    /// Merges what lies beside a file into it, now and then. A reader of an older state holds up a
    /// part of it, and that is merged the next time.
    async fn merge(&self) -> Result<(), sqlx::Error> {
        let Self::File { writer, writes, .. } = self else {
            return Ok(());
        };
        let number = writes.fetch_add(1, Ordering::Relaxed);
        if number.is_multiple_of(MERGED_AFTER) {
            query(MERGE).fetch_one(writer).await?;
        }
        Ok(())
    }

    /// A transaction that sees one state and writes nothing.
    pub(crate) async fn read(&self) -> Result<Work, sqlx::Error> {
        match self {
            Self::File { readers, .. } => readers.begin().await,
            Self::Schema { pool, at } => within(pool.begin_with(ONE_STATE).await?, at).await,
        }
    }

    /// A connection for one statement that only reads: of a file, a third of the way to its thread
    /// and back that a transaction takes.
    pub(crate) async fn glance(&self) -> Result<Glance, sqlx::Error> {
        match self {
            Self::File { readers, .. } => Ok(Glance::Alone(readers.acquire().await?)),
            Self::Schema { .. } => Ok(Glance::Within(self.read().await?)),
        }
    }

    /// Takes what was written over out of the volume's own reach: out of the file that lies beside
    /// the file, or out of the pages of its tables.
    pub(crate) async fn purge(&self) -> Result<(), sqlx::Error> {
        match self {
            Self::File { writer, .. } => {
                // A reader of an older state holds it up; the next purge takes it along.
                query(TRUNCATE).fetch_one(writer).await?;
                Ok(())
            }
            Self::Schema { pool, at } => {
                let mut connection = pool.acquire().await?;
                let (schema, role) = (quoted(&at.schema), quoted(&at.role));
                // Names cannot be parameters; these are quoted. A table is written anew outside of
                // any transaction, by the role that owns it.
                for sql in [
                    format!("set role {role}"),
                    format!("vacuum full {schema}.event"),
                    format!("vacuum full {schema}.leaf"),
                    "reset role".to_owned(),
                ] {
                    let sql = sqlx::raw_sql(sqlx::AssertSqlSafe(sql));
                    connection.execute(sql).await?;
                }
                Ok(())
            }
        }
    }

    /// Lets the file go, with everything in it and nothing beside it.
    pub(crate) async fn close(&self) {
        if let Self::File {
            writer, readers, ..
        } = self
        {
            readers.close().await;
            writer.close().await;
        }
    }
}

/// How SQLite empties the file beside the file.
const TRUNCATE: &str = "pragma wal_checkpoint(truncate)";

/// How PostgreSQL shows one state to all statements of a transaction, as SQLite does by itself.
const ONE_STATE: &str = "begin isolation level repeatable read, read only";

async fn within(mut work: Work, at: &Room) -> Result<Work, sqlx::Error> {
    enter(&mut work, at).await?;
    Ok(work)
}

/// Goes into a schema as its role, until the transaction ends.
pub(crate) async fn enter(work: &mut AnyConnection, at: &Room) -> Result<(), sqlx::Error> {
    query(crate::statement::ENTER_SCHEMA)
        .bind(&at.role)
        .bind(quoted(&at.schema))
        .execute(work)
        .await?;
    Ok(())
}

/// A name as SQL writes it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The pool of a PostgreSQL database.
pub(crate) fn server_pool(url: &str) -> Result<AnyPool, StoreError> {
    let options = AnyConnectOptions::from_str(url)?;
    Ok(pool_options(CONNECTIONS_MAX).connect_lazy_with(options))
}

fn pool_options(most: u32) -> AnyPoolOptions {
    sqlx::any::install_default_drivers();
    AnyPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(PATIENCE)
        .idle_timeout(IDLE)
        .before_acquire(|connection, _| {
            Box::pin(async move {
                // SQLite ends a transaction by itself when the disk is full, and then the one who
                // counts them is wrong for good: such a connection is not used again.
                Ok(!connection.is_in_transaction())
            })
        })
}

/// The address of a file, with every byte escaped that an address would read otherwise.
fn file_url(path: &Path, mode: &str) -> Result<String, StoreError> {
    let whole = std::path::absolute(path).map_err(|why| StoreError::File {
        path: path.to_path_buf(),
        why,
    })?;
    let text = whole.to_str().ok_or_else(|| StoreError::File {
        path: path.to_path_buf(),
        why: std::io::Error::other("its name is not Unicode"),
    })?;
    let mut url = String::from("sqlite://");
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                url.push(char::from(byte));
            }
            _ => url.push_str(&format!("%{byte:02x}")),
        }
    }
    Ok(format!("{url}?mode={mode}"))
}
