//! A log held to its record: each event opened, and found again in its leaf.
//!
//! Whoever restores a backup, or starts again after the machine went down, learns by it whether
//! what is kept is what was recorded, without believing a hash that is kept beside it.
//!
//! Invariant: an audit reads one state of the log and changes nothing.

use crate::leaf::{BROKEN, framework, opened, row_of, salt};
use crate::log::{Letter, Seal};
use crate::statement::{EVENTS_AFTER, LEAVES_AFTER};
use crate::{Registry, Ring, StoreError, codec, log};
use disclosure::Audience;
use proceedings::Deed;
use record::{Commitment, Edge, Entry, Hash};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row, query};

/// How many leaves are read at a time.
const AT_ONCE: i64 = 1_024;

/// A log that is held to its record, up to a leaf.
struct Audit<'a> {
    seal: Seal<'a>,
    edge: Edge,
    /// The number of the event of the last leaf.
    event: i64,
}

impl Registry {
    /// Holds the log of an audience to its record, from where an earlier audit has ended, or from
    /// an empty edge; gives the edge it has come to. The root of that edge follows from the events
    /// themselves, so a checkpoint that was given out for its size must tell the same.
    ///
    /// # Errors
    ///
    /// If an event has no leaf or another one, if a leaf has no event, if a hash is not what
    /// follows from the leaves, if the ring does not open the log, or if the store fails.
    pub async fn audited(
        &self,
        audience: &Audience,
        ring: &Ring,
        from: Edge,
    ) -> Result<Edge, StoreError> {
        // Whatever was kept before there was a record has its leaves now.
        let look = self.record(audience, ring).await?;
        let (mut work, seal) = (look.work, look.seal);
        let head = log::head(&mut work).await?;
        let mut audit = Audit::from(&mut work, seal, from).await?;
        while audit.page(&mut work).await? {}
        work.rollback().await?;
        if audit.event == head.row() {
            return Ok(audit.edge);
        }
        Err(seal.corrupt(audit.event.saturating_add(1)))
    }
}

impl<'a> Audit<'a> {
    /// An audit that goes on behind an edge.
    async fn from(
        work: &mut AnyConnection,
        seal: Seal<'a>,
        edge: Edge,
    ) -> Result<Self, StoreError> {
        let Some(last) = edge.size().checked_sub(1) else {
            return Ok(Self {
                seal,
                edge,
                event: 0,
            });
        };
        let last = row_of(last)?;
        let row = query(LEAVES_AFTER).bind(last - 1).bind(1_i64);
        let row = row.fetch_optional(work).await?.ok_or(BROKEN)?;
        let (number, event): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        if number != last {
            return Err(BROKEN);
        }
        Ok(Self { seal, edge, event })
    }

    /// The next leaves with their events; whether there were any.
    async fn page(&mut self, work: &mut AnyConnection) -> Result<bool, StoreError> {
        let at = row_of(self.edge.size())?;
        let leaves = query(LEAVES_AFTER).bind(at - 1).bind(AT_ONCE);
        let leaves = leaves.fetch_all(&mut *work).await?;
        let events = query(EVENTS_AFTER).bind(self.event).bind(AT_ONCE);
        let mut events = events.fetch_all(&mut *work).await?.into_iter();
        for leaf in &leaves {
            self.leaf(leaf, &mut events)?;
        }
        Ok(!leaves.is_empty())
    }

    fn leaf(
        &mut self,
        leaf: &AnyRow,
        events: &mut impl Iterator<Item = AnyRow>,
    ) -> Result<(), StoreError> {
        let number = row_of(self.edge.size())?;
        let (kept, event): (i64, i64) = (leaf.try_get(0)?, leaf.try_get(1)?);
        let entry = opened(self.seal, number, &leaf.try_get::<Vec<u8>, _>(2)?)?;
        let events_more = match &entry {
            Entry::Sealed(_) | Entry::Issue(_) => 1,
            Entry::Framework { .. } | Entry::Key(_) | Entry::Anew(_) => 0,
        };
        if kept != number || event != self.event + events_more {
            return Err(BROKEN);
        }
        if events_more > 0 {
            let corrupt = || self.seal.corrupt(event);
            let row = events.next().ok_or_else(corrupt)?;
            let letter = Letter::opened(self.seal, event, &row)?;
            if !self.tells(&entry, letter, (number, &leaf.try_get::<Vec<u8>, _>(3)?))? {
                return Err(corrupt());
            }
        }
        self.event = event;
        let entry = entry.to_string();
        let hashes = self.edge.append(Hash::of_leaf(entry.as_bytes()));
        let hashes = hashes.iter().flat_map(|hash| *hash.bytes());
        if leaf.try_get::<Vec<u8>, _>(4)? == hashes.collect::<Vec<u8>>() {
            return Ok(());
        }
        Err(BROKEN)
    }

    /// Whether an entry tells of this event and of no other.
    fn tells(
        &self,
        entry: &Entry,
        letter: Letter,
        (number, kept): (i64, &[u8]),
    ) -> Result<bool, StoreError> {
        match entry {
            // What was destroyed left its place, and a leaf that nobody can hold to it any more.
            Entry::Sealed(_) if kept.is_empty() => {
                let told = codec::read(&letter.body).map(|event| event.deed);
                Ok(matches!(told, Ok(Deed::Destroyed(of)) if of == letter.id))
            }
            Entry::Sealed(commitment) => {
                let salt = salt(self.seal, number, kept);
                Ok(salt.is_some_and(|salt| Commitment::to(&letter.body, &salt) == *commitment))
            }
            Entry::Issue(issue) => {
                let Some(shown) = letter.with_what_it_shows().shown else {
                    return Ok(false);
                };
                let text = framework(self.seal.talks, &shown.issued)?;
                Ok(text.root() == issue.text.root && issue.seat == self.seal.audience.to_string())
            }
            Entry::Framework { .. } | Entry::Key(_) | Entry::Anew(_) => Ok(false),
        }
    }
}
