//! Work shared out among processes: parts by number, each taken by one process at a time, and what
//! came of each, sealed under a key that the processes have and the store does not.
//!
//! Invariant: the store learns how many parts a piece of work has and how long each took, and
//! nothing of what is worked on. A part that is given twice is kept once.

use crate::StoreError;
use crate::apart::Apart;
use crate::chance;
use crate::key::{Key, Purpose};
use crate::statement::{
    ADD_SHARE, COUNT_SHARES_GIVEN, FORGET_SHARES, GIVE_SHARE, LAST_SHARE, LATE_SHARE, LAY_SHARES,
    SHARES_GIVEN, TAKE_LATE_SHARE,
};
use crate::store_url::StoreUrl;
use crate::volume::Volume;
use proceedings::Moment;
use sqlx::{Row, query, query_scalar};

/// After so long somebody else takes a part whose result has not come.
const LATE_MICROS: i64 = 20 * 1_000_000;
/// After so long a piece of work is forgotten.
const FORGOTTEN_MICROS: i64 = 24 * 3_600 * 1_000_000;

const PLACE: Apart = Apart {
    file: "shares.db",
    schema: "onetext.shares",
    readme: None,
    lay: LAY_SHARES,
};

/// What the processes that share a piece of work have in common, and nobody else has.
pub struct ShareKey(Key);

/// A piece of work of which this process does a share.
pub struct Shares {
    volume: Volume,
    key: Key,
    job: String,
    parts: u64,
}

/// What there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The part of this number.
    Take(u64),
    /// Others work on the parts that are left.
    Wait,
    /// All parts are given.
    Done,
}

impl ShareKey {
    /// A new key, as 64 hexadecimal digits.
    ///
    /// # Errors
    /// If the machine gives no random bytes.
    pub fn fresh() -> Result<String, StoreError> {
        Ok(hex(&chance::bytes()?))
    }

    /// The key of 64 hexadecimal digits.
    #[must_use]
    pub fn of_hex(digits: &str) -> Option<Self> {
        let digits = digits.trim();
        if digits.len() != 64 || !digits.is_ascii() {
            return None;
        }
        let bytes = (0..32).map(|at| {
            let two = digits.get(2 * at..2 * at + 2)?;
            u8::from_str_radix(two, 16).ok()
        });
        let bytes: Vec<u8> = bytes.collect::<Option<_>>()?;
        Key::of_slice(&bytes).map(Self)
    }
}

impl Shares {
    /// Joins a piece of work of so many parts. Those who give the same key and the same words for
    /// the work share it; nobody else can tell what it is.
    ///
    /// # Errors
    /// If the store cannot be reached or written.
    pub async fn join(
        at: &StoreUrl,
        key: &ShareKey,
        (work, parts): (&[u8], u64),
        now: Moment,
    ) -> Result<Self, StoreError> {
        let purpose = |what: &[u8]| Purpose::of(&[b"onetext/shares/1", what, work]);
        let job = Key::derived(key.0.bytes(), &purpose(b"name"))?;
        let volume = PLACE.open(at).await?;
        let mut forget = volume.write().await?;
        let old = now.micros().saturating_sub(FORGOTTEN_MICROS);
        query(FORGET_SHARES).bind(old).execute(&mut *forget).await?;
        forget.commit().await?;
        Ok(Self {
            volume,
            key: Key::derived(key.0.bytes(), &purpose(b"result"))?,
            job: hex(job.bytes()),
            parts,
        })
    }

    /// Takes a part that nobody has been given yet, or whose result is late.
    ///
    /// # Errors
    /// If the store cannot be reached or written.
    pub async fn take(&self, now: Moment) -> Result<Part, StoreError> {
        let now = now.micros();
        let mut work = self.volume.write().await?;
        loop {
            let last = query_scalar::<_, Option<i64>>(LAST_SHARE).bind(&self.job);
            let last = last.fetch_one(&mut *work).await?;
            let next = last.map_or(0, |last| last.saturating_add(1));
            if u64::try_from(next).unwrap_or(u64::MAX) >= self.parts {
                break;
            }
            let add = query(ADD_SHARE).bind(&self.job).bind(next).bind(now);
            if add.execute(&mut *work).await?.rows_affected() == 1 {
                work.commit().await?;
                return Ok(Part::Take(number(next)?));
            }
        }
        let late = query(LATE_SHARE).bind(&self.job);
        let late = late.bind(now.saturating_sub(LATE_MICROS));
        if let Some(row) = late.fetch_optional(&mut *work).await? {
            let (part, taken): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
            let take = query(TAKE_LATE_SHARE).bind(&self.job).bind(part);
            let take = take.bind(taken).bind(now).execute(&mut *work).await?;
            work.commit().await?;
            return match take.rows_affected() {
                1 => Ok(Part::Take(number(part)?)),
                _ => Ok(Part::Wait),
            };
        }
        let given = query_scalar::<_, i64>(COUNT_SHARES_GIVEN).bind(&self.job);
        let given = number(given.fetch_one(&mut *work).await?)?;
        work.rollback().await?;
        let all = given >= self.parts;
        Ok(if all { Part::Done } else { Part::Wait })
    }

    /// Gives what came of a part; one that was given is left as it is.
    ///
    /// # Errors
    /// If the store cannot be reached or written.
    pub async fn give(&self, part: u64, result: &[u8]) -> Result<(), StoreError> {
        let sealed = self.key.seal(&place(part), result)?;
        let part = i64::try_from(part).map_err(|_| StoreError::TooLarge)?;
        let mut work = self.volume.write().await?;
        let give = query(GIVE_SHARE).bind(&self.job).bind(part).bind(sealed);
        give.execute(&mut *work).await?;
        Ok(work.commit().await?)
    }

    /// What came of the parts that were given, in the order of their numbers.
    ///
    /// # Errors
    /// If the store cannot be reached, or somebody without the key has changed a result.
    pub async fn given(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut look = self.volume.glance().await?;
        let rows = query(SHARES_GIVEN).bind(&self.job);
        let rows = rows.fetch_all(look.connection()).await?;
        look.end().await?;
        let given = rows.into_iter().map(|row| {
            let (part, sealed): (i64, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
            let what = "result of shared work";
            let opened = self.key.open(&place(number(part)?), &sealed);
            opened
                .map(|opened| opened.to_vec())
                .ok_or(StoreError::Broken { what })
        });
        given.collect()
    }

    /// Lets the store go.
    pub async fn close(&self) {
        self.volume.close().await;
    }
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn place(part: u64) -> Purpose {
    Purpose::of(&[b"onetext/share/1", &part.to_be_bytes()])
}

fn number(part: i64) -> Result<u64, StoreError> {
    let what = "part of shared work";
    u64::try_from(part).map_err(|_| StoreError::Broken { what })
}
