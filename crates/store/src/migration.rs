//! Migrations: forward only, each in a transaction, from whatever version a volume has.
//!
//! Invariant: a merged migration never changes; a volume of a newer version is left alone.

use crate::StoreError;
use crate::place::Shelf;
use crate::statement::{ADD_VERSION, KEPT_VERSION};
use crate::volume::Volume;
use sqlx::{AnyConnection, Executor, query, query_scalar};

/// The migrations of one kind of volume, in order from version 1.
type Course = &'static [&'static str];

const LOG: Course = &[
    include_str!("../migrations/log/0001_opened.sql"),
    include_str!("../migrations/log/0002_recorded.sql"),
    include_str!("../migrations/log/0003_locked.sql"),
];
const PEOPLE: Course = &[
    include_str!("../migrations/people/0001_opened.sql"),
    include_str!("../migrations/people/0002_passkeys.sql"),
];

const fn course(shelf: &Shelf) -> Course {
    match shelf {
        Shelf::Log(_) => LOG,
        Shelf::People => PEOPLE,
    }
}

/// Makes the tables of a new volume.
pub(crate) async fn lay(work: &mut AnyConnection, shelf: &Shelf) -> Result<(), StoreError> {
    apply(work, course(shelf), 0).await
}

/// Brings a volume to the version that this program knows.
pub(crate) async fn bring_up(volume: &Volume, shelf: &Shelf) -> Result<(), StoreError> {
    let course = course(shelf);
    let known = i64::try_from(course.len()).unwrap_or(i64::MAX);
    let mut look = volume.read().await?;
    let found = version(&mut look).await?;
    look.rollback().await?;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    if found < known {
        let mut work = volume.write().await?;
        // Somebody else may have brought it up while we waited.
        let found = version(&mut work).await?;
        apply(&mut work, course, found).await?;
        work.commit().await?;
    }
    Ok(())
}

async fn version(work: &mut AnyConnection) -> Result<i64, StoreError> {
    let numbers: Vec<i64> = query_scalar(KEPT_VERSION).fetch_all(work).await?;
    Ok(numbers.last().copied().unwrap_or(0))
}

async fn apply(work: &mut AnyConnection, course: Course, from: i64) -> Result<(), StoreError> {
    for (number, sql) in (1_i64..).zip(course).filter(|(number, _)| *number > from) {
        work.execute(sqlx::raw_sql(*sql)).await?;
        query(ADD_VERSION).bind(number).execute(&mut *work).await?;
    }
    Ok(())
}
