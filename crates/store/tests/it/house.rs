//! Where a test works: a folder, or a database of its own on the server of the test command.

use case::CaseId;
use disclosure::{Audience, PartyId, Seat};
use proceedings::{Deed, Event, EventId, Moment};
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyPool, AssertSqlSafe, Executor, Row, raw_sql};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use store::{Founded, Founding, Hardness, Invitee, Lock, PersonName, Store, StoreUrl};

pub(crate) const CASE: &str = "harbour";

/// The tables of a log, and of the people; but not the attempts to sign in.
pub(crate) const LOG: [&str; 5] = ["event", "head", "leaf", "log_key", "cosignature"];
pub(crate) const PEOPLE: [&str; 8] = [
    "kept_case",
    "audience",
    "data_key",
    "account",
    "invitation",
    "session",
    "passkey",
    "challenge",
];
/// The volumes of the case.
pub(crate) const SHELVES: [&str; 6] = [
    "people",
    "public",
    "plenary",
    "team",
    "room-north",
    "room-south",
];

const FILE: &str = "\
onetext: 1
case: {id: harbour, title: Harbour, invented: true}
parties:
  north: {name: North, role: principal}
  south: {name: South, role: principal}
points: {}
";

/// A place for a store, which goes when the test is over.
pub(crate) struct House {
    at: At,
}

enum At {
    Folder(PathBuf),
    Server { admin: String, database: String },
}

impl House {
    /// A folder of its own.
    pub(crate) fn folder() -> Self {
        let name = format!("onetext-store-{:032x}", rand::random::<u128>());
        let at = At::Folder(std::env::temp_dir().join(name));
        Self { at }
    }

    /// A database of its own, if there is a server; there must be one where it is asked for.
    pub(crate) async fn server() -> Option<Self> {
        let Ok(admin) = std::env::var("ONETEXT_TEST_POSTGRES") else {
            let asked = std::env::var("ONETEXT_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
            assert!(
                !asked,
                "ONETEXT_REQUIRE_POSTGRES=1 and no ONETEXT_TEST_POSTGRES"
            );
            println!("postgres: skipped (run `cargo xtask postgres -- cargo nextest run`)");
            return None;
        };
        let database = format!("onetext_{:032x}", rand::random::<u128>());
        // A user as the documentation asks for: no superuser, but one who may make roles.
        told(&admin, format!("create role {database} login createrole")).await;
        told(
            &admin,
            format!("create database {database} owner {database}"),
        )
        .await;
        let at = At::Server { admin, database };
        Some(Self { at })
    }

    /// Another place of the same kind.
    pub(crate) async fn another(&self) -> Self {
        match &self.at {
            At::Folder(_) => Self::folder(),
            At::Server { .. } => Self::server().await.unwrap(),
        }
    }

    /// The address of its store.
    pub(crate) fn url(&self) -> StoreUrl {
        let text = match &self.at {
            At::Folder(folder) => format!("sqlite:{}", folder.display()),
            At::Server { admin, database } => server_url(admin, database),
        };
        text.parse().ok().unwrap()
    }

    /// Where the last signed heads of its store are kept.
    pub(crate) fn lock(&self) -> Lock {
        let text = match &self.at {
            At::Folder(folder) => format!("sqlite:{}.signed", folder.display()),
            At::Server { .. } => return Lock::at(&self.url()),
        };
        Lock::at(&text.parse().ok().unwrap())
    }

    /// Where the server of its database is.
    pub(crate) fn place(&self) -> String {
        let At::Server { admin, .. } = &self.at else {
            panic!("a folder has no server")
        };
        let (_, place) = admin.split_once('@').unwrap();
        place.rsplit_once('/').unwrap().0.to_owned()
    }

    /// The address of its store, by another way to the server.
    pub(crate) fn url_through(&self, way: std::net::SocketAddr) -> StoreUrl {
        let At::Server { database, .. } = &self.at else {
            panic!("a folder has no server")
        };
        let url = format!("postgres://{database}@{way}/{database}");
        url.parse().ok().unwrap()
    }

    /// Its store, with passphrases that cost nothing.
    pub(crate) async fn store(&self) -> Store {
        Store::open_with(&self.url(), Hardness::FOR_TESTS)
            .await
            .unwrap()
    }

    /// A case in its store.
    pub(crate) async fn founded(&self) -> Founded {
        self.store().await.found(&founding()).await.unwrap()
    }

    /// A connection to one volume, past the store.
    pub(crate) async fn behind(&self, shelf: &str) -> AnyPool {
        let one = AnyPoolOptions::new().max_connections(1);
        match &self.at {
            At::Folder(folder) => {
                let file = match shelf {
                    "signed" => format!("{}.signed/heads.db", folder.display()).into(),
                    "shares" => folder.join("shares.db"),
                    shelf => folder.join(CASE).join(format!("{shelf}.db")),
                };
                one.connect(&format!("sqlite://{}", file.display()))
                    .await
                    .unwrap()
            }
            At::Server { admin, database } => {
                let pool = one.connect(&server_url(admin, database)).await.unwrap();
                let enter = match shelf {
                    "signed" => "set search_path to \"onetext.signed\"".to_owned(),
                    "shares" => "set search_path to \"onetext.shares\"".to_owned(),
                    shelf => format!("set search_path to \"onetext.{CASE}.{shelf}\""),
                };
                pool.execute(raw_sql(AssertSqlSafe(enter))).await.unwrap();
                pool
            }
        }
    }

    /// A connection to a volume without tables.
    pub(crate) async fn bare(&self, name: &str) -> AnyPool {
        sqlx::any::install_default_drivers();
        let one = AnyPoolOptions::new().max_connections(1);
        match &self.at {
            At::Folder(folder) => {
                std::fs::create_dir_all(folder).unwrap();
                let file = folder.join(format!("{name}.db"));
                let url = format!("sqlite://{}?mode=rwc", file.display());
                one.connect(&url).await.unwrap()
            }
            At::Server { admin, database } => {
                let pool = one.connect(&server_url(admin, database)).await.unwrap();
                let enter = format!("create schema {name}; set search_path to {name}");
                pool.execute(raw_sql(AssertSqlSafe(enter))).await.unwrap();
                pool
            }
        }
    }

    pub(crate) const fn is_folder(&self) -> bool {
        matches!(self.at, At::Folder(_))
    }

    /// Does something to one volume, past the store.
    pub(crate) async fn tamper(&self, shelf: &str, sql: &'static str) {
        let pool = self.behind(shelf).await;
        pool.execute(raw_sql(sql)).await.unwrap();
        pool.close().await;
    }

    /// Every row of a log as it is kept.
    pub(crate) async fn kept(&self, shelf: &str) -> Vec<(i64, String, i64, Vec<u8>)> {
        let pool = self.behind(shelf).await;
        let sql = "select number, id, version, body from event order by number";
        let rows = sqlx::query(sql).fetch_all(&pool).await.unwrap();
        pool.close().await;
        let kept = rows
            .iter()
            .map(|row| (row.get(0), row.get(1), row.get(2), row.get(3)));
        kept.collect()
    }

    /// Every row of a table as it is kept, in words; bytes are in hexadecimal digits.
    pub(crate) async fn rows(&self, shelf: &str, table: &str) -> Vec<String> {
        let pool = self.behind(shelf).await;
        let row = if self.is_folder() {
            let columns = format!("select name from pragma_table_info('{table}')");
            let columns = pool.fetch_all(raw_sql(AssertSqlSafe(columns))).await;
            let columns = columns.unwrap().into_iter().map(|row| {
                let name: String = row.get(0);
                format!("quote({name})")
            });
            columns.collect::<Vec<_>>().join(" || ' ' || ")
        } else {
            format!("cast({table} as text)")
        };
        let sql = format!("select {row} from {table} order by 1");
        let rows = pool.fetch_all(raw_sql(AssertSqlSafe(sql))).await.unwrap();
        pool.close().await;
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// Every row of these tables of a volume.
    pub(crate) async fn all_rows(&self, shelf: &str, tables: &[&str]) -> Vec<String> {
        let mut all = Vec::new();
        for table in tables {
            all.extend(self.rows(shelf, table).await);
        }
        all
    }

    /// Every leaf of a log as it is kept.
    pub(crate) async fn leaves(&self, shelf: &str) -> Vec<Vec<u8>> {
        let pool = self.behind(shelf).await;
        let rows = sqlx::query("select entry from leaf order by number").fetch_all(&pool);
        let entries = rows.await.unwrap().iter().map(|row| row.get(0)).collect();
        pool.close().await;
        entries
    }

    /// Every byte that its folder holds; nothing for a database.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let At::Folder(folder) = &self.at else {
            return Vec::new();
        };
        let files = std::fs::read_dir(folder.join(CASE)).unwrap();
        // A log beside a file goes when the file is closed.
        let bytes = files.filter_map(|file| match std::fs::read(file.unwrap().path()) {
            Err(gone) if gone.kind() == std::io::ErrorKind::NotFound => None,
            read => Some(read.unwrap()),
        });
        bytes.flatten().collect()
    }

    /// Every byte of its folder, whatever it is called and whatever its files are; of a database,
    /// what its own lists name of schemas, tables and roles.
    pub(crate) async fn everything(&self) -> Vec<u8> {
        match &self.at {
            At::Folder(folder) => {
                let (mut bytes, mut folders) = (Vec::new(), vec![folder.clone()]);
                while let Some(folder) = folders.pop() {
                    for entry in std::fs::read_dir(folder).unwrap() {
                        let path = entry.unwrap().path();
                        bytes.extend(path.to_string_lossy().bytes());
                        match path.is_dir() {
                            true => folders.push(path),
                            false => bytes.extend(std::fs::read(path).unwrap()),
                        }
                    }
                }
                bytes
            }
            At::Server { admin, database } => {
                let pool = AnyPool::connect(&server_url(admin, database))
                    .await
                    .unwrap();
                let named = "select cast(nspname as text) from pg_namespace \
                             union all select cast(relname as text) from pg_class \
                             union all select cast(rolname as text) from pg_roles \
                             where rolname in (select rolname from pg_roles \
                             where pg_has_role(current_user, oid, 'member'))";
                let rows = pool.fetch_all(raw_sql(AssertSqlSafe(named.to_owned())));
                let rows = rows.await.unwrap();
                pool.close().await;
                rows.iter()
                    .flat_map(|row| row.get::<String, _>(0).into_bytes())
                    .collect()
            }
        }
    }

    /// Makes the database refuse everybody, or let them in again.
    pub(crate) async fn shut(&self, shut: &str) {
        let At::Server { admin, database } = &self.at else {
            panic!("a folder does not go away")
        };
        let open = if shut == "shut" { "false" } else { "true" };
        told(
            admin,
            format!("alter database {database} allow_connections {open}"),
        )
        .await;
        let end = format!(
            "select cast(pg_terminate_backend(pid) as text) from pg_stat_activity \
             where datname = '{database}'"
        );
        told(admin, end).await;
    }

    /// The channel on which somebody listens to the database, once there is one.
    pub(crate) async fn channel(&self) -> String {
        let At::Server { admin, database } = &self.at else {
            panic!("nobody listens to a folder")
        };
        let pool = AnyPool::connect(admin).await.unwrap();
        let listening = format!(
            "select query from pg_stat_activity \
             where datname = '{database}' and query like 'LISTEN%'"
        );
        for _ in 0..10_000 {
            let found = pool.fetch_all(raw_sql(AssertSqlSafe(listening.clone())));
            if let Some(row) = found.await.unwrap().first() {
                let query: String = row.get(0);
                return query.split('"').nth(1).unwrap().to_owned();
            }
        }
        panic!("nobody listens")
    }

    /// Tells whoever listens to a channel of the database.
    pub(crate) async fn tell(&self, channel: &str, words: &str) {
        let At::Server { admin, database } = &self.at else {
            panic!("nobody listens to a folder")
        };
        let tell = format!("select cast(pg_notify('{channel}', '{words}') as text)");
        told(&server_url(admin, database), tell).await;
    }

    /// Takes the database away. A folder goes by itself.
    pub(crate) async fn leave(&self) {
        if let At::Server { admin, database } = &self.at {
            told(admin, format!("drop database {database} with (force)")).await;
        }
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if let At::Folder(folder) = &self.at {
            let _ = std::fs::remove_dir_all(folder);
            let _ = std::fs::remove_dir_all(format!("{}.signed", folder.display()));
        }
    }
}

/// A database as the user of its own name.
fn server_url(admin: &str, database: &str) -> String {
    let (_, place) = admin.split_once('@').unwrap();
    let (host, _) = place.rsplit_once('/').unwrap();
    format!("postgres://{database}@{host}/{database}")
}

async fn told(admin: &str, sql: String) {
    sqlx::any::install_default_drivers();
    let pool = AnyPool::connect(admin).await.unwrap();
    pool.execute(raw_sql(AssertSqlSafe(sql))).await.unwrap();
    pool.close().await;
}

pub(crate) fn at(seconds: i64) -> Moment {
    Moment::of_micros(seconds * 1_000_000)
}

pub(crate) fn room(party: &str) -> Audience {
    Audience::Room(PartyId::new(party))
}

pub(crate) fn delegation(party: &str) -> Seat {
    Seat::Delegation(PartyId::new(party))
}

pub(crate) fn invitee(seat: Seat, name: &str) -> Invitee {
    let name = PersonName::new(name).unwrap();
    Invitee { seat, name }
}

pub(crate) fn event(bits: u128) -> Event {
    let files = [("harbour.yaml", FILE.as_bytes())];
    let case = format::case_file::read(&files).unwrap_or_else(|faults| panic!("{faults}"));
    Event {
        id: EventId::new(bits),
        at: at(7),
        by: Seat::Mediator,
        who: None,
        word: None,
        deed: Deed::Opened(Arc::new(case)),
    }
}

pub(crate) fn ids(events: &[Event]) -> Vec<EventId> {
    events.iter().map(|event| event.id).collect()
}

pub(crate) fn founding() -> Founding {
    let audiences = [
        Audience::Public,
        Audience::Plenary,
        Audience::Team,
        room("north"),
        room("south"),
    ];
    let logs = (1..).zip(audiences);
    let logs = logs.map(|(bits, audience)| (audience, vec![event(bits)]));
    Founding {
        case: CaseId::new(CASE),
        at: at(0),
        logs: logs.collect::<BTreeMap<_, _>>(),
        invited: vec![
            invitee(Seat::Mediator, "Mia Mediator"),
            invitee(delegation("north"), "Nora North"),
            invitee(delegation("south"), "Sol South"),
        ],
        until: at(1_000),
    }
}
