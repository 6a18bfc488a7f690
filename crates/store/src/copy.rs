//! A copy of a case in another store: a backup, what is restored from one, or a move.
//!
//! Events are copied as they were sealed, byte for byte, and accounts and keys as they were
//! wrapped: no key is needed and none is opened. Sessions and counted tries are left behind, so
//! that a session that was revoked after a backup does not come back with it.
//!
//! Invariant: each volume is copied as it stood at one moment; nothing is written over.

use crate::building::{Content, Site, build};
use crate::ground::Ground;
use crate::place::Shelf;
use crate::statement::{
    ADD_ACCOUNT, ADD_AUDIENCE, ADD_CASE, ADD_COSIGNATURE, ADD_DATA_KEY, ADD_EVENT, ADD_LEAF,
    ADD_LOG_KEY, ADD_PASSKEY, ADD_WITNESS, ALL_ACCOUNTS, ALL_DATA_KEYS, ALL_INVITATIONS,
    ALL_PASSKEYS, AUDIENCES, COPY_INVITATION, COSIGNATURES, EVENTS_AFTER, KEPT_CASE, LEAVES_AFTER,
    LOG_KEYS, MOVE_HEAD, Statement, WITNESSES,
};
use crate::volume::Work;
use crate::{Head, Registry, Store, StoreError, log};
use case::CaseId;
use disclosure::Audience;
use sqlx::any::{AnyArguments, AnyRow, AnyTypeInfoKind};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, Row, ValueRef, query};

/// How many events are copied at a time.
const AT_ONCE: i64 = 1_024;

/// What is copied of the people: where each kind of row comes from and how it is kept.
const ROWS: [(Statement, Statement); 6] = [
    (KEPT_CASE, ADD_CASE),
    (AUDIENCES, ADD_AUDIENCE),
    (ALL_DATA_KEYS, ADD_DATA_KEY),
    (ALL_ACCOUNTS, ADD_ACCOUNT),
    (ALL_INVITATIONS, COPY_INVITATION),
    (ALL_PASSKEYS, ADD_PASSKEY),
];

/// A case that is being copied.
pub(crate) struct Copy {
    from: Registry,
    /// The people as they stood when the copy began.
    people: Work,
}

impl Store {
    /// Copies a case into another store, which must not have it: a backup is a copy into a folder,
    /// and to restore or to move a case is to copy it again. The case here stays as it is.
    ///
    /// # Errors
    ///
    /// If there is no such case here, or one there, or if one of the stores fails.
    pub async fn copy(&self, case: &CaseId, to: &Self) -> Result<Registry, StoreError> {
        self.case(case).await?.copied(to).await
    }
}

impl Registry {
    /// Copies this case into another store, which must not have it.
    ///
    /// # Errors
    ///
    /// If there is such a case there, or if one of the stores fails.
    pub async fn copied(&self, to: &Store) -> Result<Self, StoreError> {
        self.copied_onto(to.ground()).await?;
        to.case(self.case()).await
    }

    /// The same, onto the ground of another store.
    pub(crate) async fn copied_onto(&self, to: &Ground) -> Result<(), StoreError> {
        let (from, case) = (self.clone(), self.case());
        let mut people = from.people().read().await?;
        let logs = Registry::audiences_in(&mut people).await?;
        let mut site = Site {
            case,
            logs,
            content: Content::Copy(Copy { from, people }),
        };
        build(to, &mut site).await
    }
}

impl Copy {
    /// Fills a volume with what it holds in the store that is copied.
    pub(crate) async fn fill(
        &mut self,
        work: &mut AnyConnection,
        shelf: &Shelf,
    ) -> Result<(), StoreError> {
        match shelf {
            Shelf::Log(audience) => self.fill_log(work, audience).await,
            Shelf::People => self.fill_people(work).await,
        }
    }

    async fn fill_people(&mut self, work: &mut AnyConnection) -> Result<(), StoreError> {
        for (read, add) in ROWS {
            for row in query(read).fetch_all(&mut *self.people).await? {
                bound(&row, add)?.execute(&mut *work).await?;
            }
        }
        Ok(())
    }

    /// It takes the copy mutably, though it changes nothing of it: the people's transaction cannot
    /// be looked at from two threads, and a shared borrow would tie the founding to one.
    async fn fill_log(
        &mut self,
        work: &mut AnyConnection,
        audience: &Audience,
    ) -> Result<(), StoreError> {
        let mut from = self.from.volume(audience).await?.read().await?;
        let head = log::head(&mut from).await?;
        let mut at = 0;
        while at < head.row() {
            let rows = query(EVENTS_AFTER).bind(at).bind(AT_ONCE);
            let rows = rows.fetch_all(&mut *from).await?;
            let Some(last) = rows.last() else {
                return Err(StoreError::Corrupt {
                    audience: audience.clone(),
                    number: Head::of_row(at).after(1).number(),
                });
            };
            at = last.try_get(0)?;
            for row in &rows {
                bound(row, ADD_EVENT)?.execute(&mut *work).await?;
            }
        }
        self::record(&mut from, work).await?;
        from.rollback().await?;
        let moved = query(MOVE_HEAD).bind(0_i64).bind(head.row());
        moved.execute(work).await?;
        Ok(())
    }
}

/// Copies the record of a log.
async fn record(from: &mut AnyConnection, work: &mut AnyConnection) -> Result<(), StoreError> {
    let mut at = -1;
    loop {
        let rows = query(LEAVES_AFTER).bind(at).bind(AT_ONCE);
        let rows = rows.fetch_all(&mut *from).await?;
        let Some(last) = rows.last() else {
            break;
        };
        at = last.try_get(0)?;
        for row in &rows {
            bound(row, ADD_LEAF)?.execute(&mut *work).await?;
        }
    }
    let rest = [
        (LOG_KEYS, ADD_LOG_KEY),
        (COSIGNATURES, ADD_COSIGNATURE),
        (WITNESSES, ADD_WITNESS),
    ];
    for (read, add) in rest {
        for row in query(read).fetch_all(&mut *from).await? {
            bound(&row, add)?.execute(&mut *work).await?;
        }
    }
    Ok(())
}

/// A statement with the columns of a row for its parameters.
fn bound(row: &AnyRow, add: Statement) -> Result<Query<'static, Any, AnyArguments>, StoreError> {
    let mut bound = query(add);
    for at in 0..row.len() {
        let kind = row.try_get_raw(at)?.type_info().kind();
        bound = match kind {
            AnyTypeInfoKind::SmallInt | AnyTypeInfoKind::Integer | AnyTypeInfoKind::BigInt => {
                bound.bind(row.try_get::<i64, _>(at)?)
            }
            AnyTypeInfoKind::Text => bound.bind(row.try_get::<String, _>(at)?),
            AnyTypeInfoKind::Blob => bound.bind(row.try_get::<Vec<u8>, _>(at)?),
            AnyTypeInfoKind::Null
            | AnyTypeInfoKind::Bool
            | AnyTypeInfoKind::Real
            | AnyTypeInfoKind::Double => return Err(StoreError::Broken { what: "row" }),
        };
    }
    Ok(bound)
}
