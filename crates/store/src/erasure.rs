//! Erasure: the content of one thing that was told is destroyed, with the salt of its leaf.
//!
//! Invariant: the leaf stays as it is, so the tree and all that was signed of it hold; in the place
//! of the event stands one that says of itself that it was destroyed, and nothing else of it.

use crate::log::{Letter, Seal};
use crate::statement::{ERASE_EVENT, EVENT_NUMBER, EVENTS_AFTER, WIPE_SALT};
use crate::volume::Work;
use crate::{Registry, Ring, StoreError, codec};
use disclosure::Audience;
use proceedings::{Deed, Event, EventId};
use sqlx::{query, query_scalar};

impl Registry {
    /// Destroys what an event of an audience's log says that was told, wherever the store keeps
    /// it. That it was destroyed is told by another event, which is there already. Done twice, it
    /// is done once.
    ///
    /// # Errors
    ///
    /// If there is no such event or it is of another kind, if the ring does not open the log, or
    /// if the store fails; a file that others are reading is tried again with the next erasure.
    pub async fn erase(
        &self,
        audience: &Audience,
        ring: &Ring,
        event: EventId,
    ) -> Result<(), StoreError> {
        // The leaf is there before what it stands for is gone.
        let look = self.record(audience, ring).await?;
        let seal = look.seal;
        look.work.rollback().await?;
        let volume = self.volume(audience).await?;
        let mut work = self.write(&volume).await?;
        let number = query_scalar::<_, i64>(EVENT_NUMBER).bind(event.to_string());
        let number = number.fetch_optional(&mut *work).await?;
        let number = number.ok_or(StoreError::NotInRecord)?;
        blank(&mut work, seal, number).await?;
        self.commit(work).await?;
        Ok(volume.purge().await?)
    }
}

async fn blank(work: &mut Work, seal: Seal<'_>, number: i64) -> Result<(), StoreError> {
    let row = query(EVENTS_AFTER).bind(number - 1).bind(1_i64);
    let row = row.fetch_one(&mut **work).await?;
    let letter = Letter::opened(seal, number, &row)?;
    let told = codec::read(&letter.body).map_err(|why| StoreError::Unreadable {
        audience: seal.audience.clone(),
        number: number.unsigned_abs(),
        why,
    })?;
    if matches!(&told.deed, Deed::Destroyed(of) if *of == told.id) {
        return Ok(());
    }
    if !matches!(told.deed, Deed::Told(_)) {
        return Err(StoreError::NotInRecord);
    }
    let blank = Letter::of(&Event {
        id: told.id,
        at: told.at,
        by: told.by,
        who: None,
        word: None,
        deed: Deed::Destroyed(told.id),
    })?;
    let body = seal.sealed(number, &blank)?;
    query(ERASE_EVENT)
        .bind(number)
        .bind(body)
        .execute(&mut **work)
        .await?;
    query(WIPE_SALT)
        .bind(number)
        .bind(Vec::new())
        .execute(&mut **work)
        .await?;
    Ok(())
}
