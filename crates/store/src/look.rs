//! A log's record as it stood at one moment: its tree, its keys, its proofs.
//!
//! Invariant: a head is told to be signed only after the lock has moved to it.

use crate::StoreError;
use crate::leaf::{BROKEN, edge, grown, hashes_of, opened, seed_place};
use crate::log::{Letter, Seal};
use crate::statement::{COSIGNATURES, EVENT_NUMBER, EVENTS_AFTER, LEAVES_AFTER, LOG_KEYS};
use crate::volume::Work;
use proceedings::EventId;
use record::{
    Checkpoint, Edge, Hash, KeyKind, Node, Note, ProofError, SignatureLine, SignerKey, TreeHead,
    VerifierKey, consistency, inclusion,
};
use sqlx::{Row, query, query_scalar};
use zeroize::Zeroizing;

/// How often the lock is looked at again because another process has moved it.
const TRIES_MAX: usize = 20;
/// How many leaves are read at a time.
const AT_ONCE: i64 = 1_024;

/// A log's record as it stood at one moment.
pub(crate) struct Look<'a> {
    pub(crate) work: Work,
    pub(crate) seal: Seal<'a>,
}

/// A key of a log as it is kept.
pub(crate) struct KeptKey {
    /// The leaf from which on it signs.
    pub(crate) from: i64,
    pub(crate) verifier: VerifierKey,
    /// Its seed, sealed; empty once it was wiped.
    pub(crate) seed: Vec<u8>,
    /// Whether the lock has known it from its first signature on.
    pub(crate) is_guarded: bool,
    /// How the key before hands over to it; empty if there is none, or it has not yet.
    pub(crate) handover: String,
}

/// A cosignature that is kept.
pub(crate) struct Kept {
    pub(crate) size: u64,
    pub(crate) line: SignatureLine,
    pub(crate) witness: VerifierKey,
}

impl Look<'_> {
    pub(crate) async fn edge(&mut self) -> Result<Edge, StoreError> {
        let (size, _) = grown(&mut self.work).await?;
        edge(&mut self.work, size).await
    }

    /// How far the tree has come.
    pub(crate) async fn head(&mut self) -> Result<TreeHead, StoreError> {
        Ok(head_of(&self.edge().await?))
    }

    /// The head of a tree that this one begins with; `None` if it is shorter.
    pub(crate) async fn head_at(&mut self, size: u64) -> Result<Option<TreeHead>, StoreError> {
        let (length, _) = grown(&mut self.work).await?;
        if length < size {
            return Ok(None);
        }
        Ok(Some(head_of(&edge(&mut self.work, size).await?)))
    }

    /// What each leaf says, in order.
    pub(crate) async fn entries(&mut self) -> Result<Vec<String>, StoreError> {
        let mut entries = Vec::new();
        let mut at = -1;
        loop {
            let rows = query(LEAVES_AFTER).bind(at).bind(AT_ONCE);
            let rows = rows.fetch_all(&mut *self.work).await?;
            if rows.is_empty() {
                return Ok(entries);
            }
            for row in rows {
                at = row.try_get(0)?;
                let kept: Vec<u8> = row.try_get(2)?;
                entries.push(opened(self.seal, at, &kept)?.to_string());
            }
        }
    }

    pub(crate) async fn letter(
        &mut self,
        event: EventId,
    ) -> Result<Option<(i64, Letter)>, StoreError> {
        let number = query_scalar::<_, i64>(EVENT_NUMBER).bind(event.to_string());
        let Some(number) = number.fetch_optional(&mut *self.work).await? else {
            return Ok(None);
        };
        let row = query(EVENTS_AFTER).bind(number - 1).bind(1_i64);
        let row = row.fetch_one(&mut *self.work).await?;
        Ok(Some((number, Letter::opened(self.seal, number, &row)?)))
    }

    /// What the lock holds of the log's name, if what is kept here goes on from it.
    ///
    /// # Errors
    ///
    /// If the log is behind what was signed of it, if it is another history, or if it was signed
    /// somewhere else that this lock knows nothing of.
    pub(crate) async fn locked(&mut self, key: &KeptKey) -> Result<Option<TreeHead>, StoreError> {
        let name = key.verifier.name();
        let log = || name.to_string();
        let Some(last) = self.seal.manner.lock.head(name).await? else {
            if key.is_guarded {
                return Err(StoreError::Unlocked { log: log() });
            }
            return Ok(None);
        };
        match self.head_at(last.size).await? {
            Some(held) if held == last => Ok(Some(last)),
            Some(_) => Err(StoreError::Forked {
                log: log(),
                size: last.size,
            }),
            None => Err(StoreError::Behind {
                log: log(),
                signed: last.size,
                held: self.head().await?.size,
            }),
        }
    }

    /// Moves the lock to the head of this look, so that it may be signed.
    pub(crate) async fn lock(&mut self, key: &KeptKey) -> Result<(), StoreError> {
        let (name, head) = (key.verifier.name().clone(), self.head().await?);
        let lock = &self.seal.manner.lock;
        for _ in 0..TRIES_MAX {
            match self.locked(key).await? {
                // It was signed before there was a lock: from now on there is one.
                None => lock.begin(&name, head).await?,
                Some(last) if last == head => return Ok(()),
                Some(last) => {
                    if lock.advance(&name, (last, head)).await? {
                        return Ok(());
                    }
                }
            }
        }
        Err(StoreError::Busy)
    }

    /// A checkpoint of a tree that this one is or begins with, signed, with its cosignatures. The
    /// lock must hold the head of this look.
    pub(crate) async fn signed(
        &mut self,
        key: &KeptKey,
        head: TreeHead,
    ) -> Result<Note, StoreError> {
        let signer = self.signer(key)?;
        let told = Checkpoint {
            origin: signer.verifier().name().clone(),
            head,
        };
        let mut note = told.signed(&signer).map_err(|_| BROKEN)?;
        for kept in self.cosigned().await? {
            // Under another name the log has signed other words, and its witnesses too.
            let known = std::slice::from_ref(&kept.witness);
            let mut alone = Note::new(note.text().to_owned()).map_err(|_| BROKEN)?;
            alone.add(kept.line.clone());
            if kept.size == head.size && alone.signers(known).is_ok() {
                note.add(kept.line);
            }
        }
        Ok(note)
    }

    /// The cosignatures that are kept, by size.
    pub(crate) async fn cosigned(&mut self) -> Result<Vec<Kept>, StoreError> {
        let rows = query(COSIGNATURES).fetch_all(&mut *self.work).await?;
        let kept = rows.iter().map(|row| {
            let (line, witness): (String, String) = (row.try_get(1)?, row.try_get(2)?);
            Ok(Kept {
                size: u64::try_from(row.try_get::<i64, _>(0)?).map_err(|_| BROKEN)?,
                line: SignatureLine::of_words(&line).ok_or(BROKEN)?,
                witness: VerifierKey::of_words(&witness).ok_or(BROKEN)?,
            })
        });
        kept.collect()
    }

    /// The keys of the log, oldest first; the last one signs.
    pub(crate) async fn keys(&mut self) -> Result<Vec<KeptKey>, StoreError> {
        let rows = query(LOG_KEYS).fetch_all(&mut *self.work).await?;
        let kept = rows.iter().map(|row| {
            let words: String = row.try_get(1)?;
            Ok(KeptKey {
                from: row.try_get(0)?,
                verifier: VerifierKey::of_words(&words).ok_or(BROKEN)?,
                seed: row.try_get(2)?,
                is_guarded: row.try_get::<i64, _>(3)? != 0,
                handover: row.try_get(4)?,
            })
        });
        kept.collect()
    }

    /// The key that signs.
    pub(crate) async fn key(&mut self) -> Result<KeptKey, StoreError> {
        self.keys().await?.pop().ok_or(BROKEN)
    }

    /// What a kept key signs with.
    pub(crate) fn signer(&self, key: &KeptKey) -> Result<SignerKey, StoreError> {
        let opened = self
            .seal
            .key
            .open(&seed_place(self.seal, key.from), &key.seed);
        let seed = opened.and_then(|seed| Some(Zeroizing::new(seed.as_slice().try_into().ok()?)));
        let seed = seed.ok_or(BROKEN)?;
        let signer = SignerKey::of_seed(key.verifier.name().clone(), KeyKind::Log, &seed);
        if *signer.verifier() == key.verifier {
            Ok(signer)
        } else {
            Err(BROKEN)
        }
    }

    pub(crate) async fn inclusion(
        &mut self,
        leaf: u64,
        size: u64,
    ) -> Result<Vec<Hash>, StoreError> {
        let prove = |hash_of: &mut dyn FnMut(Node) -> Result<Hash, ProofError>| {
            inclusion(leaf, size, hash_of)
        };
        self.proof(prove).await
    }

    pub(crate) async fn consistency(
        &mut self,
        old: u64,
        new: u64,
    ) -> Result<Vec<Hash>, StoreError> {
        let prove = |hash_of: &mut dyn FnMut(Node) -> Result<Hash, ProofError>| {
            consistency(old, new, hash_of)
        };
        self.proof(prove).await
    }

    /// A proof is asked for twice: once to learn which hashes it takes, once with them at hand.
    async fn proof(
        &mut self,
        prove: impl Fn(
            &mut dyn FnMut(Node) -> Result<Hash, ProofError>,
        ) -> Result<Vec<Hash>, ProofError>,
    ) -> Result<Vec<Hash>, StoreError> {
        let mut needed = Vec::new();
        let learnt = prove(&mut |node| {
            needed.push(node);
            Ok(Hash::of_nothing())
        });
        learnt.map_err(|_| StoreError::NotInRecord)?;
        let found = hashes_of(&mut self.work, &needed).await?;
        let proof = prove(&mut |node| found.get(&node).copied().ok_or(ProofError::Inclusion));
        proof.map_err(|_| BROKEN)
    }
}

fn head_of(edge: &Edge) -> TreeHead {
    TreeHead {
        size: edge.size(),
        root: edge.root(),
    }
}

/// The number of a leaf that a row tells.
pub(crate) fn leaf_of(row: i64) -> Result<u64, StoreError> {
    u64::try_from(row).map_err(|_| BROKEN)
}
