//! How a log gets another key, and how it goes on under another name.
//!
//! A change of key is a leaf of the log, and the first checkpoint behind it is signed with both
//! keys: whoever knows the old one learns the new one from it. The seed of the old key is wiped
//! then. A log that is not what was signed of it before, because an older copy was brought back,
//! cannot be signed under its name any more; it goes on under another, in a leaf that names the
//! last head that was signed.
//!
//! Invariant: no leaf is taken back and no head is signed under a name that the lock forbids.

use crate::leaf::{self, BROKEN, NewKey, grown, nothing, row_of};
use crate::log::head;
use crate::look::{KeptKey, leaf_of};
use crate::statement::{HAND_OVER, MOVE_HEAD, WIPE_LOG_KEYS};
use crate::volume::Work;
use crate::{Registry, Ring, StoreError};
use disclosure::Audience;
use record::{Anew, Checkpoint, Entry, Note, ProofFile, SignatureLine, TreeHead, VerifierKey};
use sqlx::query;

/// A key of a log, and where it began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogKey {
    /// The leaf from which on it signs.
    pub from: u64,
    /// The key.
    pub key: VerifierKey,
    /// What shows to whoever knows the key before that this one follows it, if one did before
    /// under the same name: a proof with the leaf in it, signed with both.
    pub handover: Option<String>,
}

impl Registry {
    /// The keys of a log with where each began, oldest first.
    ///
    /// # Errors
    ///
    /// If the ring does not open the log, or if the store fails.
    pub async fn log_history(
        &self,
        audience: &Audience,
        ring: &Ring,
    ) -> Result<Vec<LogKey>, StoreError> {
        let keys = self.record(audience, ring).await?.keys().await?;
        let keys = keys.into_iter().map(|kept| {
            Ok(LogKey {
                from: leaf_of(kept.from)?,
                key: kept.verifier,
                handover: Some(kept.handover).filter(|words| !words.is_empty()),
            })
        });
        keys.collect()
    }

    /// Gives a log another key under the same name. The change is a leaf of the log; what was
    /// signed before stays as it was.
    ///
    /// # Errors
    ///
    /// If the log is not what was signed of it before, if the ring does not open it, or if the
    /// store fails.
    pub async fn change_key(
        &self,
        audience: &Audience,
        ring: &Ring,
    ) -> Result<VerifierKey, StoreError> {
        let (look, key) = self.signing(audience, ring).await?;
        look.work.rollback().await?;
        let name = key.verifier.name().clone();
        // One that was begun and broken off is finished first.
        self.hand_over(audience, ring).await?;
        let (mut work, at) = self.held(audience, ring).await?;
        let seal = self.seal(audience, ring)?;
        let new = NewKey::drawn(seal, at, Some(&name))?;
        let verifier = new.signer.verifier().clone();
        leaf::add_alone(&mut work, seal, &Entry::Key(verifier.clone())).await?;
        new.add(&mut work).await?;
        self.commit(work).await?;
        self.hand_over(audience, ring).await?;
        Ok(verifier)
    }

    /// Lets a log go on under another name, which no lock forbids. The leaf that says so names the
    /// last head signed under the old name: the one that the lock holds, or that a checkpoint
    /// tells which somebody has kept, whichever is later; where nobody knows one, the head as the
    /// log stands here.
    ///
    /// # Errors
    ///
    /// If the checkpoint is none of this log, if the ring does not open it, or if the store fails.
    pub async fn begin_anew(
        &self,
        audience: &Audience,
        ring: &Ring,
        told: Option<&Note>,
    ) -> Result<VerifierKey, StoreError> {
        let mut look = self.record(audience, ring).await?;
        let (keys, stands) = (look.keys().await?, look.head().await?);
        look.work.rollback().await?;
        let before = keys.last().ok_or(BROKEN)?.verifier.name().clone();
        let told = told.map(|note| head_told(note, &keys)).transpose()?;
        let locked = self.manner().lock.head(&before).await?;
        let last = [told, locked].into_iter().flatten();
        let head = last.max_by_key(|head| head.size).unwrap_or(stands);
        let (mut work, at) = self.held(audience, ring).await?;
        let seal = self.seal(audience, ring)?;
        let new = NewKey::drawn(seal, at, None)?;
        let log = new.signer.verifier().clone();
        let lock = &self.manner().lock;
        lock.begin(log.name(), nothing()).await?;
        let anew = Anew {
            log: log.clone(),
            before,
            head,
        };
        leaf::add_alone(&mut work, seal, &Entry::Anew(anew)).await?;
        new.add(&mut work).await?;
        wipe_before(&mut work, at).await?;
        self.commit(work).await?;
        Ok(log)
    }

    /// A transaction in which nobody else appends, with the number of the next leaf.
    async fn held(&self, audience: &Audience, ring: &Ring) -> Result<(Work, i64), StoreError> {
        let seal = self.seal(audience, ring)?;
        let volume = self.volume(audience).await?;
        let mut work = self.write(&volume).await?;
        let seen = head(&mut work).await?;
        let hold = query(MOVE_HEAD).bind(seen.row()).bind(seen.row());
        if hold.execute(&mut *work).await?.rows_affected() != 1 {
            return Err(StoreError::Busy);
        }
        leaf::grow(&mut work, seal, (seen.row(), &[])).await?;
        let (size, _) = grown(&mut work).await?;
        if size == 0 {
            return Err(StoreError::NotInRecord);
        }
        Ok((work, row_of(size)?))
    }

    /// Has both keys sign the first checkpoint behind a change, and wipes the old one.
    async fn hand_over(&self, audience: &Audience, ring: &Ring) -> Result<(), StoreError> {
        let (mut look, key) = self.signing(audience, ring).await?;
        let mut keys = look.keys().await?;
        keys.retain(|before| before.from < key.from);
        let follows = |before: &KeptKey| {
            before.verifier.name() == key.verifier.name() && !before.seed.is_empty()
        };
        let Some(before) = keys.last().filter(|before| follows(before)) else {
            return Ok(());
        };
        let old = look.signer(before)?;
        let stands = look.head().await?;
        let mut checkpoint = look.signed(&key, stands).await?;
        let line = SignatureLine::of_log(&old, checkpoint.text());
        checkpoint.add(line);
        let leaf = leaf_of(key.from)?;
        let proof = ProofFile {
            extra: Some(Entry::Key(key.verifier.clone()).to_string().into_bytes()),
            leaf,
            hashes: look.inclusion(leaf, stands.size).await?,
            checkpoint,
        };
        look.work.rollback().await?;
        let volume = self.volume(audience).await?;
        let mut work = self.write(&volume).await?;
        let keep = query(HAND_OVER).bind(key.from).bind(proof.to_string());
        keep.execute(&mut *work).await?;
        wipe_before(&mut work, key.from).await?;
        self.commit(work).await
    }
}

async fn wipe_before(work: &mut Work, from: i64) -> Result<(), StoreError> {
    let wipe = query(WIPE_LOG_KEYS).bind(from).bind(Vec::new());
    wipe.execute(&mut **work).await?;
    Ok(())
}

/// The head of a checkpoint that a key of the log has signed.
fn head_told(note: &Note, keys: &[KeptKey]) -> Result<TreeHead, StoreError> {
    let known: Vec<VerifierKey> = keys.iter().map(|key| key.verifier.clone()).collect();
    let signed = note.signers(&known).is_ok_and(|signed| !signed.is_empty());
    let told = Checkpoint::of_text(note.text()).ok().filter(|_| signed);
    Ok(told.ok_or(StoreError::NotOfThisLog)?.head)
}
