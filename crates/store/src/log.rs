//! The log of an audience: append, read.
//!
//! Invariant: the numbers of a log have no gap; an event is sealed under the key of its audience
//! for its own case, audience, number and id, so that it opens in no other place; what was
//! acknowledged is durable.

use crate::changes::notice;
use crate::fault::is_passing;
use crate::key::{Key, Purpose};
use crate::leaf::{self, Shown};
use crate::manner::Manner;
use crate::page::{Opener, Pages, Sheet};
use crate::place::channel;
use crate::statement::{ADD_EVENT, EVENT_NUMBER, HEAD, MOVE_HEAD, NOTIFY};
use crate::volume::Volume;
use crate::{AppendError, Head, Registry, Ring, StoreError, codec, padding};
use case::CaseId;
use disclosure::Audience;
use format::event::Extracts;
use proceedings::{Deed, Event, EventId, Issued};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, query, query_scalar};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread::available_parallelism;
use tokio::task::spawn_blocking;
use zeroize::Zeroizing;

/// So few events are opened where they were read, if no others are being opened.
pub(crate) const FEW: usize = 64;
/// How often a transaction is tried that the database asks us to try again.
const TRIES_MAX: u32 = 20;
/// The form in which events are sealed.
pub(crate) const FORM: i64 = 1;

/// An event ready to be sealed.
pub(crate) struct Letter {
    pub(crate) id: EventId,
    pub(crate) body: Zeroizing<Vec<u8>>,
    /// The draft that it tells was shown, if it was asked for.
    pub(crate) shown: Option<Shown>,
}

/// Whose log it is, and the key that seals it.
#[derive(Clone, Copy)]
pub(crate) struct Seal<'a> {
    pub(crate) case: &'a CaseId,
    pub(crate) talks: &'a str,
    pub(crate) audience: &'a Audience,
    pub(crate) key: &'a Key,
    pub(crate) manner: &'a Manner,
}

impl Registry {
    /// Appends events to the log of an audience, if its head is still the one that was seen.
    ///
    /// What it acknowledges is durable. An event whose id is there already is not appended again,
    /// so that a delivery may be repeated.
    ///
    /// # Errors
    ///
    /// If the log has moved on, if the ring does not open it, or if the store fails.
    pub async fn append(
        &self,
        audience: &Audience,
        ring: &Ring,
        seen: Head,
        events: &[Event],
    ) -> Result<Head, AppendError> {
        let letters = events.iter().map(Letter::of);
        let letters = letters.collect::<Result<Vec<_>, _>>()?;
        self.append_letters(audience, ring, seen, &letters).await
    }

    pub(crate) async fn append_letters(
        &self,
        audience: &Audience,
        ring: &Ring,
        seen: Head,
        letters: &[Letter],
    ) -> Result<Head, AppendError> {
        let seal = self.seal(audience, ring)?;
        let volume = self.volume(audience).await?;
        let mut tries = 0;
        let head = loop {
            match self.append_once(&volume, seal, (seen, letters)).await {
                Err(AppendError::Store(StoreError::Database(fault)))
                    if is_passing(&fault) && tries < TRIES_MAX =>
                {
                    tries += 1;
                }
                done => break done?,
            }
        };
        self.bell().ring(BTreeMap::from([(audience.clone(), head)]));
        Ok(head)
    }

    /// Appends in a transaction of its own, and tells the other processes.
    async fn append_once(
        &self,
        volume: &Volume,
        seal: Seal<'_>,
        (seen, letters): (Head, &[Letter]),
    ) -> Result<Head, AppendError> {
        let mut work = self.write(volume).await?;
        let head = append(&mut work, seal, seen, letters).await?;
        if let Volume::Schema { .. } = volume {
            let (channel, notice) = (channel(seal.case), notice(seal.audience, head));
            let notify = query(NOTIFY).bind(channel).bind(notice);
            notify.execute(&mut *work).await?;
        }
        self.commit(work).await?;
        Ok(head)
    }

    /// The events of an audience's log behind a head, in order.
    ///
    /// # Errors
    ///
    /// If the ring does not open the log, if an event was changed, or if the store fails.
    pub async fn events(
        &self,
        audience: &Audience,
        ring: &Ring,
        after: Head,
    ) -> Result<Vec<Event>, StoreError> {
        let opener = self.opener(audience, ring, Arc::default())?;
        self.events_behind(after, audience, opener).await
    }

    /// What opens the events of an audience's log.
    pub(crate) fn opener(
        &self,
        audience: &Audience,
        ring: &Ring,
        extracts: Arc<Extracts>,
    ) -> Result<Opener, StoreError> {
        Ok(Opener::new(self.seal(audience, ring)?, extracts))
    }

    /// The events behind a head, opened.
    pub(crate) async fn events_behind(
        &self,
        after: Head,
        audience: &Audience,
        opener: Opener,
    ) -> Result<Vec<Event>, StoreError> {
        let mut pages = self.pages(audience, after).await?;
        let (mut events, mut reading) = (Vec::new(), VecDeque::new());
        let at_once = available_parallelism().map_or(1, NonZeroUsize::get);
        while let Some(page) = pages.next().await? {
            // A short page behind long ones waits its turn: what is read stays in order.
            if page.len() < FEW && reading.is_empty() {
                events.append(&mut opener.events(page)?);
                continue;
            }
            // A long log is opened by all processors, and not by those that answer requests.
            let opener = opener.clone();
            reading.push_back(spawn_blocking(move || opener.events(page)));
            if reading.len() > at_once
                && let Some(first) = reading.pop_front()
            {
                events.append(&mut first.await.map_err(|_| StoreError::Stopped)??);
            }
        }
        pages.end().await?;
        for rest in reading {
            events.append(&mut rest.await.map_err(|_| StoreError::Stopped)??);
        }
        Ok(events)
    }

    #[cfg(test)]
    pub(crate) async fn letters(
        &self,
        audience: &Audience,
        ring: &Ring,
        after: Head,
    ) -> Result<Vec<Letter>, StoreError> {
        let seal = self.seal(audience, ring)?;
        let mut pages = self.pages(audience, after).await?;
        let mut letters = Vec::new();
        while let Some(page) = pages.next().await? {
            for sheet in page {
                letters.push(sheet.opened(seal)?);
            }
        }
        pages.end().await?;
        Ok(letters)
    }

    /// The pages of a log behind a head, as it is now.
    async fn pages(&self, audience: &Audience, after: Head) -> Result<Pages, StoreError> {
        let mut work = self.volume(audience).await?.read().await?;
        let head = head(&mut work).await?;
        Ok(Pages::new(audience.clone(), work, (after, head)))
    }

    /// How far the log of an audience has come.
    ///
    /// # Errors
    ///
    /// If the ring does not open the log, or if the store fails.
    pub async fn head(&self, audience: &Audience, ring: &Ring) -> Result<Head, StoreError> {
        ring.key(self.case(), audience)?;
        self.head_of(audience).await
    }
}

impl Registry {
    /// How far the log of an audience has come, for whoever may hear of it.
    pub(crate) async fn head_of(&self, audience: &Audience) -> Result<Head, StoreError> {
        let mut glance = self.volume(audience).await?.glance().await?;
        let head = head(glance.connection()).await?;
        glance.end().await?;
        Ok(head)
    }
}

/// Appends within a transaction that may write.
pub(crate) async fn append(
    work: &mut AnyConnection,
    seal: Seal<'_>,
    seen: Head,
    letters: &[Letter],
) -> Result<Head, AppendError> {
    let fresh = fresh(work, letters).await?;
    if fresh.is_empty() {
        return Ok(head(work).await?);
    }
    let next = seen.after(u64::try_from(fresh.len()).unwrap_or(u64::MAX));
    // Heads never go back, so nothing was appended between the look above and this step.
    let moved = query(MOVE_HEAD).bind(seen.row()).bind(next.row());
    if moved.execute(&mut *work).await?.rows_affected() != 1 {
        return Err(AppendError::Stale {
            head: head(work).await?,
        });
    }
    for (number, letter) in (seen.row() + 1..).zip(&fresh) {
        let body = seal.sealed(number, letter)?;
        query(ADD_EVENT)
            .bind(number)
            .bind(letter.id.to_string())
            .bind(FORM)
            .bind(body)
            .execute(&mut *work)
            .await?;
    }
    leaf::grow(work, seal, (seen.row(), &fresh)).await?;
    Ok(next)
}

/// The events that the log does not have yet.
async fn fresh<'a>(
    work: &mut AnyConnection,
    letters: &'a [Letter],
) -> Result<Vec<&'a Letter>, StoreError> {
    let mut ids = BTreeSet::new();
    let mut fresh = Vec::new();
    for letter in letters {
        let id = letter.id.to_string();
        let kept = query_scalar::<_, i64>(EVENT_NUMBER).bind(id);
        let kept = kept.fetch_optional(&mut *work).await?;
        if kept.is_none() && ids.insert(letter.id) {
            fresh.push(letter);
        }
    }
    Ok(fresh)
}

/// How far the log has come.
pub(crate) async fn head(work: &mut AnyConnection) -> Result<Head, StoreError> {
    let number = query_scalar(HEAD).fetch_one(work).await?;
    Ok(Head::of_row(number))
}

impl Letter {
    pub(crate) fn of(event: &Event) -> Result<Self, StoreError> {
        Ok(Self {
            id: event.id,
            body: codec::write(event)?,
            shown: shown(event),
        })
    }

    /// The letter of a row, opened.
    pub(crate) fn opened(seal: Seal<'_>, number: i64, row: &AnyRow) -> Result<Self, StoreError> {
        Sheet::of(number, row)?.opened(seal)
    }

    /// The same with the draft that it tells was shown.
    pub(crate) fn with_what_it_shows(self) -> Self {
        let shown = codec::read(&self.body).ok().and_then(|event| shown(&event));
        Self { shown, ..self }
    }
}

/// The draft that an event tells was shown.
fn shown(event: &Event) -> Option<Shown> {
    let Deed::Issued(issued) = &event.deed else {
        return None;
    };
    Some(Shown {
        at: event.at,
        issued: Issued::clone(issued),
    })
}

impl Seal<'_> {
    pub(crate) fn sealed(&self, number: i64, letter: &Letter) -> Result<Vec<u8>, StoreError> {
        let padded = padding::pad(&letter.body).ok_or(StoreError::TooLarge)?;
        let padded = Zeroizing::new(padded);
        let (number, id) = (number.to_be_bytes(), letter.id.to_string());
        self.key.seal(&self.place(&number, &id), &padded)
    }

    pub(crate) fn opened(
        &self,
        number: i64,
        id: EventId,
        body: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        let (number, id) = (number.to_be_bytes(), id.to_string());
        self.key.open(&self.place(&number, &id), body)
    }

    fn place(&self, number: &[u8], id: &str) -> Purpose {
        let (case, audience) = (self.case.as_str(), self.audience.to_string());
        let (case, audience) = (case.as_bytes(), audience.as_bytes());
        Purpose::of(&[b"onetext/event/1", case, audience, number, id.as_bytes()])
    }

    pub(crate) fn corrupt(&self, number: i64) -> StoreError {
        StoreError::Corrupt {
            audience: self.audience.clone(),
            number: number.unsigned_abs(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Founding, Hardness, Store, StoreUrl};
    use proceedings::Moment;
    use std::path::PathBuf;

    struct Folder(PathBuf);

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
            let _ = std::fs::remove_dir_all(format!("{}.signed", self.0.display()));
        }
    }

    async fn registry() -> (Folder, Registry, Ring) {
        let name = format!("onetext-log-{}", crate::chance::id().unwrap());
        let folder = Folder(std::env::temp_dir().join(name));
        let url = StoreUrl::Folder(folder.0.clone());
        let store = Store::open_with(&url, Hardness::FOR_TESTS).await.unwrap();
        let audiences = [Audience::Public, Audience::Plenary, Audience::Team];
        let founding = Founding {
            case: CaseId::new("harbour"),
            at: Moment::of_micros(0),
            logs: audiences.map(|audience| (audience, Vec::new())).into(),
            invited: Vec::new(),
            until: Moment::of_micros(0),
        };
        let founded = store.found(&founding).await.unwrap();
        (folder, founded.registry, founded.ring)
    }

    fn letter(bits: u128, bytes: usize) -> Letter {
        Letter {
            id: EventId::new(bits),
            body: Zeroizing::new(vec![7; bytes]),
            shown: None,
        }
    }

    async fn limited(registry: &Registry, sql: &'static str) {
        let volume = registry.volume(&Audience::Team).await.unwrap();
        let Volume::File { writer, .. } = volume else {
            panic!("it stands in a folder")
        };
        query(sql).execute(&writer).await.unwrap();
    }

    #[tokio::test]
    async fn on_a_full_disk_nothing_is_half_written_and_what_was_kept_is_whole() {
        let (_folder, registry, ring) = registry().await;
        let team = Audience::Team;
        let append = |seen, letter| {
            let (registry, ring, team) = (&registry, &ring, &team);
            async move { registry.append_letters(team, ring, seen, &[letter]).await }
        };
        let one = append(Head::EMPTY, letter(1, 100)).await.unwrap();
        limited(&registry, "pragma max_page_count = 16").await;
        let fault = append(one, letter(2, 500_000)).await.unwrap_err();
        assert!(
            matches!(fault, AppendError::Store(StoreError::Full)),
            "{fault:?}"
        );
        assert_eq!(registry.head(&team, &ring).await.unwrap(), one);
        assert_eq!(
            registry
                .letters(&team, &ring, Head::EMPTY)
                .await
                .unwrap()
                .len(),
            1
        );
        limited(&registry, "pragma max_page_count = 100000").await;
        let two = append(one, letter(2, 500_000)).await.unwrap();
        let letters = registry.letters(&team, &ring, Head::EMPTY).await.unwrap();
        assert_eq!((two.number(), letters[1].body.len()), (2, 500_000));
    }

    #[tokio::test]
    async fn every_connection_to_a_file_is_durable_and_wipes_what_it_deletes() {
        let (_folder, registry, _) = registry().await;
        let Volume::File {
            writer, readers, ..
        } = registry.volume(&Audience::Team).await.unwrap()
        else {
            panic!("it stands in a folder")
        };
        for pool in [writer, readers] {
            let mode: String = query_scalar("pragma journal_mode")
                .fetch_one(&pool)
                .await
                .unwrap();
            assert_eq!(mode, "wal");
            let settings = [
                ("pragma synchronous", 2),
                ("pragma wal_autocheckpoint", 0),
                ("pragma secure_delete", 1),
                ("pragma foreign_keys", 1),
                ("pragma trusted_schema", 0),
            ];
            for (sql, expected) in settings {
                let value: i64 = query_scalar(sql).fetch_one(&pool).await.unwrap();
                assert_eq!(value, expected, "{sql}");
            }
        }
    }

    #[tokio::test]
    async fn what_lies_beside_a_file_is_merged_into_it_now_and_then() {
        let (folder, registry, ring) = registry().await;
        let beside = folder.0.join("harbour").join("team.db-wal");
        let mut sizes = Vec::new();
        let mut seen = Head::EMPTY;
        for number in 0..250 {
            let one = [letter(1 + number, 100)];
            let appended = registry.append_letters(&Audience::Team, &ring, seen, &one);
            seen = appended.await.unwrap();
            sizes.push(std::fs::metadata(&beside).unwrap().len());
        }
        let (first, second) = (sizes[100], sizes[249]);
        assert!(second < first * 2, "it grows on and on: {first}, {second}");
    }

    #[tokio::test]
    async fn after_the_disk_has_failed_nothing_is_written_until_the_program_starts_again() {
        let (_folder, registry, ring) = registry().await;
        registry.note_failure();
        let one = [letter(1, 1)];
        let one = registry.append_letters(&Audience::Team, &ring, Head::EMPTY, &one);
        let fault = one.await.unwrap_err();
        assert!(
            matches!(fault, AppendError::Store(StoreError::Disk)),
            "{fault:?}"
        );
        assert_eq!(
            registry.head(&Audience::Team, &ring).await.unwrap(),
            Head::EMPTY
        );
    }
}
