//! What a log's record shows to whoever is of its audience: checkpoints, proofs, receipts.
//!
//! A checkpoint is signed when it is asked for: the signature follows from key, size and root, so
//! it is the same whichever process signs.
//!
//! Invariant: a checkpoint is signed of what is durable, once the lock holds it, and of nothing
//! else.

use crate::leaf::{self, BROKEN};
use crate::log::{Seal, head};
use crate::look::{KeptKey, Look, leaf_of};
use crate::statement::{GUARD_LOG_KEY, LEAF_OF_EVENT, LOG_KEYS};
use crate::{Registry, Ring, StoreError};
use disclosure::Audience;
use proceedings::EventId;
use record::{Entry, Note, ProofFile, Receipt, TreeHead, VerifierKey, WitnessRequest};
use sqlx::{Row, query};
use std::collections::BTreeMap;

/// Who has signed a log, and who has cosigned it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogKeys {
    /// The keys of the log, oldest first; the last one signs.
    pub log: Vec<VerifierKey>,
    /// The keys of the witnesses that have cosigned.
    pub witnesses: Vec<VerifierKey>,
}

/// How far a log has come, and whether that may be signed here.
#[derive(Debug)]
pub struct Standing {
    /// How far it has come.
    pub head: TreeHead,
    /// Why it cannot be signed as it stands, if it cannot.
    pub fault: Option<StoreError>,
}

impl Registry {
    /// How far the record of an audience's log has come, signed, with the cosignatures of its size.
    ///
    /// # Errors
    ///
    /// If the ring does not open the log, if the log is not what was signed of it before, or if
    /// the store fails.
    pub async fn checkpoint(&self, audience: &Audience, ring: &Ring) -> Result<Note, StoreError> {
        let (mut look, key) = self.signing(audience, ring).await?;
        let head = look.head().await?;
        look.signed(&key, head).await
    }

    /// How far the record of an audience's log has come, unsigned.
    ///
    /// # Errors
    ///
    /// If the ring does not open the log, or if the store fails.
    pub async fn standing(&self, audience: &Audience, ring: &Ring) -> Result<Standing, StoreError> {
        let mut look = self.record(audience, ring).await?;
        let (key, head) = (look.key().await?, look.head().await?);
        let fault = match look.locked(&key).await {
            Ok(_) => None,
            Err(fault) if fault.is_of_two_histories() => Some(fault),
            Err(fault) => return Err(fault),
        };
        Ok(Standing { head, fault })
    }

    /// All of a log: its checkpoint, signed, and what each of its leaves says.
    ///
    /// # Errors
    ///
    /// If the ring does not open the log, if the log is not what was signed of it before, or if
    /// the store fails.
    pub async fn whole(
        &self,
        audience: &Audience,
        ring: &Ring,
    ) -> Result<(Note, Vec<String>), StoreError> {
        let (mut look, key) = self.signing(audience, ring).await?;
        let head = look.head().await?;
        let note = look.signed(&key, head).await?;
        Ok((note, look.entries().await?))
    }

    /// What each leaf of an audience's log says, in order.
    ///
    /// # Errors
    ///
    /// If the ring does not open the log, or if the store fails.
    pub async fn entries(
        &self,
        audience: &Audience,
        ring: &Ring,
    ) -> Result<Vec<String>, StoreError> {
        let mut look = self.record(audience, ring).await?;
        look.entries().await
    }

    /// Whether an audience's log begins with a tree.
    ///
    /// # Errors
    ///
    /// If the ring does not open the log, or if the store fails.
    pub async fn begins_with(
        &self,
        audience: &Audience,
        ring: &Ring,
        then: &TreeHead,
    ) -> Result<bool, StoreError> {
        let mut look = self.record(audience, ring).await?;
        Ok(look.head_at(then.size).await? == Some(*then))
    }

    /// The keys with which an audience's log is checked.
    ///
    /// # Errors
    ///
    /// If the ring does not open the log, or if the store fails.
    pub async fn log_keys(&self, audience: &Audience, ring: &Ring) -> Result<LogKeys, StoreError> {
        keys(&mut self.record(audience, ring).await?).await
    }

    /// The receipt of a draft that was shown to an audience; `None` if the event tells of none.
    /// Its checkpoint is the one behind the draft that most witnesses have cosigned.
    ///
    /// # Errors
    ///
    /// If the ring does not open the log, if the log is not what was signed of it before, or if
    /// the store fails.
    pub async fn receipt(
        &self,
        audience: &Audience,
        ring: &Ring,
        event: EventId,
    ) -> Result<Option<Receipt>, StoreError> {
        let (mut look, key) = self.signing(audience, ring).await?;
        let letter = look.letter(event).await?;
        let Some((number, letter)) = letter else {
            return Ok(None);
        };
        let Some(shown) = letter.with_what_it_shows().shown else {
            return Ok(None);
        };
        let row = query(LEAF_OF_EVENT).bind(number);
        let Some(row) = row.fetch_optional(&mut *look.work).await? else {
            return Ok(None);
        };
        let (number, kept): (i64, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
        let Entry::Issue(issue) = leaf::opened(look.seal, number, &kept)? else {
            return Err(BROKEN);
        };
        let leaf = leaf_of(number)?;
        let checkpoint = most_seen(&mut look, &key, leaf).await?;
        let size = record::Checkpoint::of_text(checkpoint.text());
        let size = size.map_err(|_| BROKEN)?.head.size;
        Ok(Some(Receipt {
            log: key.verifier,
            witnesses: keys(&mut look).await?.witnesses,
            issue,
            framework: leaf::framework(ring.talks(), &shown.issued)?,
            proof: ProofFile {
                extra: None,
                leaf,
                hashes: look.inclusion(leaf, size).await?,
                checkpoint,
            },
        }))
    }

    /// What a witness is asked that has cosigned a tree of this size before.
    ///
    /// # Errors
    ///
    /// If the log is shorter, if the ring does not open it, if the log is not what was signed of
    /// it before, or if the store fails.
    pub async fn witness_request(
        &self,
        audience: &Audience,
        ring: &Ring,
        old: u64,
    ) -> Result<WitnessRequest, StoreError> {
        let (mut look, key) = self.signing(audience, ring).await?;
        let head = look.head().await?;
        let proof = match old {
            0 => Vec::new(),
            old => look.consistency(old, head.size).await?,
        };
        Ok(WitnessRequest {
            old,
            proof,
            checkpoint: look.signed(&key, head).await?,
        })
    }

    /// A look at a log whose head may be signed, with the key that signs it.
    pub(crate) async fn signing<'a>(
        &'a self,
        audience: &'a Audience,
        ring: &'a Ring,
    ) -> Result<(Look<'a>, KeptKey), StoreError> {
        let mut look = self.record(audience, ring).await?;
        let mut key = look.key().await?;
        if let Err(fault) = look.lock(&key).await {
            if !matches!(fault, StoreError::Behind { .. }) {
                return Err(fault);
            }
            // Another process may have appended and signed since we looked: what the lock held
            // then was durable, so a second look has it, if it is there at all.
            look = self.record(audience, ring).await?;
            key = look.key().await?;
            look.lock(&key).await?;
        }
        if !key.is_guarded {
            let volume = self.volume(audience).await?;
            let mut work = self.write(&volume).await?;
            let guard = query(GUARD_LOG_KEY).bind(key.from);
            guard.execute(&mut *work).await?;
            self.commit(work).await?;
        }
        Ok((look, key))
    }

    /// A look at a log's record, whose leaves are all there.
    pub(crate) async fn record<'a>(
        &'a self,
        audience: &'a Audience,
        ring: &'a Ring,
    ) -> Result<Look<'a>, StoreError> {
        let seal = self.seal(audience, ring)?;
        let volume = self.volume(audience).await?;
        let mut work = volume.read().await?;
        let has_key = query(LOG_KEYS).fetch_optional(&mut *work).await?.is_some();
        if !has_key {
            // It was kept before there was a record, and nothing was appended since. A log with a
            // key that lacks leaves was tampered with, and is not made whole by being looked at.
            work.rollback().await?;
            let mut write = self.write(&volume).await?;
            let seen = head(&mut write).await?;
            leaf::grow(&mut write, seal, (seen.row(), &[])).await?;
            self.commit(write).await?;
            work = volume.read().await?;
        }
        Ok(Look { work, seal })
    }

    /// What seals the log of an audience.
    pub(crate) fn seal<'a>(
        &'a self,
        audience: &'a Audience,
        ring: &'a Ring,
    ) -> Result<Seal<'a>, StoreError> {
        let case = self.case();
        Ok(Seal {
            case,
            talks: ring.talks(),
            audience,
            key: ring.key(case, audience)?,
            manner: self.manner(),
        })
    }
}

/// The checkpoint behind a leaf that most witnesses have cosigned, the latest of those; the newest
/// if nobody has cosigned one.
async fn most_seen(look: &mut Look<'_>, key: &KeptKey, leaf: u64) -> Result<Note, StoreError> {
    let newest = look.head().await?;
    let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
    for kept in look.cosigned().await? {
        if kept.size > leaf && kept.size <= newest.size {
            *seen.entry(kept.size).or_default() += 1;
        }
    }
    let most = seen.into_iter().max_by_key(|(size, count)| (*count, *size));
    let head = match most {
        Some((size, _)) => look.head_at(size).await?.ok_or(BROKEN)?,
        None => newest,
    };
    look.signed(key, head).await
}

async fn keys(look: &mut Look<'_>) -> Result<LogKeys, StoreError> {
    let log = look.keys().await?.into_iter().map(|key| key.verifier);
    let mut witnesses = Vec::new();
    for kept in look.cosigned().await? {
        if !witnesses.contains(&kept.witness) {
            witnesses.push(kept.witness);
        }
    }
    Ok(LogKeys {
        log: log.collect(),
        witnesses,
    })
}
