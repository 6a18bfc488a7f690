//! The SQL itself: each statement is understood by both back ends, each migration goes on from a
//! store that is not empty.

use crate::house::{CASE, House, at};
use case::CaseId;
use disclosure::Audience;
use proceedings::Moment;
use sqlx::{AnyPool, AssertSqlSafe, Executor, Row, raw_sql};
use std::path::{Path, PathBuf};
use store::{Head, ShareKey, Shares};

/// What is for PostgreSQL alone: roles, schemas and notifications.
const POSTGRESQL: [&str; 8] = [
    "database",
    "enter_schema",
    "hold_name",
    "leave_schema",
    "notify",
    "roles",
    "schema",
    "schemas",
];

on_both! {
    every_statement_is_understood,
    every_migration_goes_on_from_a_store_that_is_not_empty,
    a_case_of_an_earlier_version_is_brought_up_with_every_row_it_had,
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

fn stem(path: &Path) -> &str {
    path.file_stem().unwrap().to_str().unwrap()
}

async fn is_understood(pool: &AnyPool, text: &str) -> bool {
    pool.prepare(sqlx::SqlSafeStr::into_sql_str(AssertSqlSafe(text)))
        .await
        .is_ok()
}

async fn every_statement_is_understood(house: &House) {
    house.founded().await;
    let key = ShareKey::of_hex(&ShareKey::fresh().unwrap()).unwrap();
    let work: (&[u8], u64) = (b"work", 1);
    let now = Moment::of_micros(0);
    let shares = Shares::join(&house.url(), &key, work, now).await.unwrap();
    shares.close().await;
    let volumes = [
        house.behind("team").await,
        house.behind("people").await,
        house.behind("signed").await,
        house.behind("shares").await,
    ];
    let mut understood = 0;
    for path in files("sql") {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = stem(&path);
        assert!(!text.contains(';'), "`{name}` is more than one statement");
        if house.is_folder() && POSTGRESQL.contains(&name) {
            continue;
        }
        let mut known = false;
        for volume in &volumes {
            known = known || is_understood(volume, &text).await;
        }
        assert!(known, "`{name}` is not understood");
        understood += 1;
    }
    assert!(understood > 30, "{understood}");
}

async fn every_migration_goes_on_from_a_store_that_is_not_empty(house: &House) {
    for kind in ["log", "people"] {
        let pool = house.bare(kind).await;
        let all = files(&format!("migrations/{kind}"));
        let (data, steps): (Vec<_>, Vec<_>) =
            all.iter().partition(|path| stem(path).ends_with(".data"));
        assert!(!steps.is_empty());
        let mut kept: Vec<(String, i64)> = Vec::new();
        for step in steps {
            let beside = step.with_extension("data.sql");
            assert!(data.contains(&&beside), "{} has no data", step.display());
            for file in [step, &beside] {
                let sql = std::fs::read_to_string(file).unwrap();
                pool.execute(raw_sql(AssertSqlSafe(sql))).await.unwrap();
            }
            for (table, before) in &kept {
                assert_eq!(
                    count(&pool, table).await,
                    *before,
                    "{table}, {}",
                    step.display()
                );
            }
            let filled = std::fs::read_to_string(&beside).unwrap();
            for table in filled.split("insert into ").skip(1) {
                let table = table.split_whitespace().next().unwrap().to_owned();
                let rows = count(&pool, &table).await;
                assert!(rows > 0, "{table}");
                kept.push((table, rows));
            }
        }
        pool.close().await;
    }
}

async fn count(pool: &AnyPool, table: &str) -> i64 {
    let sql = format!("select count(*) from {table}");
    let row = pool.fetch_one(raw_sql(AssertSqlSafe(sql))).await.unwrap();
    row.get(0)
}

/// The tables of the first version.
const FIRST: [(&str, &[&str]); 2] = [
    ("team", &["event", "head"]),
    (
        "people",
        &[
            "kept_case",
            "audience",
            "data_key",
            "account",
            "invitation",
            "session",
        ],
    ),
];

async fn a_case_of_an_earlier_version_is_brought_up_with_every_row_it_had(house: &House) {
    let founded = house.founded().await;
    let acceptance = store::Acceptance {
        token: &founded.tokens[0],
        passphrase: &store::Passphrase::new("four words put together").unwrap(),
        device: "a laptop",
        at: at(10),
    };
    let accepted = founded
        .registry
        .accept(&acceptance, store::Lifetime::STANDARD);
    accepted.await.unwrap();
    let ring = founded.ring.clone();
    drop(founded);
    // As the first version of the program left it.
    house
        .tamper(
            "people",
            "drop table challenge; drop table passkey; delete from kept_version where number > 1",
        )
        .await;
    let mut before = Vec::new();
    for (shelf, tables) in FIRST {
        before.push(house.all_rows(shelf, tables).await);
    }
    let registry = house.store().await.case(&CaseId::new(CASE)).await.unwrap();
    for ((shelf, tables), before) in FIRST.into_iter().zip(before) {
        assert_eq!(house.all_rows(shelf, tables).await, before, "{shelf}");
        assert!(before.len() > 1, "{shelf}");
    }
    let versions = house.rows("people", "kept_version").await;
    assert_eq!(versions.len(), 2, "{versions:?}");
    assert_eq!(house.rows("people", "passkey").await, [] as [String; 0]);
    let events = registry.events(&Audience::Team, &ring, Head::EMPTY).await;
    assert_eq!(events.unwrap().len(), 1);
    let passphrase = store::Passphrase::new("four words put together").unwrap();
    let sign_in = store::SignIn {
        name: &store::PersonName::new("Mia Mediator").unwrap(),
        passphrase: &passphrase,
        device: "a laptop",
        at: at(20),
    };
    let store = house.store().await;
    let case = CaseId::new(CASE);
    let signed_in = store.sign_in(&case, &sign_in, store::Lifetime::STANDARD);
    assert!(signed_in.await.is_ok());
}
