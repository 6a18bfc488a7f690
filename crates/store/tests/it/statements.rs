//! The SQL itself: each statement is understood by both back ends, each migration goes on from a
//! store that is not empty.

use crate::house::House;
use sqlx::{AnyPool, AssertSqlSafe, Executor, raw_sql};
use std::path::{Path, PathBuf};

/// What is for PostgreSQL alone: roles, schemas and notifications.
const POSTGRESQL: [&str; 7] = [
    "database",
    "enter_schema",
    "leave_schema",
    "notify",
    "roles",
    "schema",
    "schemas",
];

on_both! {
    every_statement_is_understood,
    every_migration_goes_on_from_a_store_that_is_not_empty,
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
    let volumes = [
        house.behind("team").await,
        house.behind("people").await,
        house.behind("signed").await,
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
        for step in steps {
            let beside = step.with_extension("data.sql");
            assert!(data.contains(&&beside), "{} has no data", step.display());
            for file in [step, &beside] {
                let sql = std::fs::read_to_string(file).unwrap();
                pool.execute(raw_sql(AssertSqlSafe(sql))).await.unwrap();
            }
        }
        pool.close().await;
    }
}
