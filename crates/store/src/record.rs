//! What a log's record shows to whoever is of its audience: checkpoints, proofs, receipts.
//!
//! A checkpoint is signed when it is asked for: the signature follows from key, size and root, so
//! it is the same whichever process signs.
//!
//! Invariant: a checkpoint is signed of what is durable, and of nothing else.

use crate::leaf::{BROKEN, edge, grown, hashes_of, row_of, seed_place};
use crate::log::{Letter, Seal};
use crate::statement::{
    ADD_COSIGNATURE, COSIGNATURES, EVENT_NUMBER, EVENTS_AFTER, LEAF_OF_EVENT, LOG_KEYS,
};
use crate::{Registry, Ring, StoreError, leaf};
use disclosure::Audience;
use proceedings::EventId;
use record::{
    Checkpoint, Edge, Entry, Hash, KeyKind, Node, Note, ProofError, ProofFile, Receipt,
    SignatureLine, SignerKey, TreeHead, VerifierKey, WitnessRequest, consistency, inclusion,
};
use sqlx::{Row, query, query_scalar};
use zeroize::Zeroizing;

/// A log's record as it stood at one moment.
struct Look<'a> {
    work: crate::volume::Work,
    seal: Seal<'a>,
}

/// Who has signed a log, and who has cosigned it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogKeys {
    /// The keys of the log, oldest first; the last one signs.
    pub log: Vec<VerifierKey>,
    /// The keys of the witnesses that have cosigned.
    pub witnesses: Vec<VerifierKey>,
}

impl Registry {
    /// How far the record of an audience's log has come, signed, with the cosignatures of its size.
    ///
    /// # Errors
    ///
    /// If the ring does not open the log, or if the store fails.
    pub async fn checkpoint(&self, audience: &Audience, ring: &Ring) -> Result<Note, StoreError> {
        let mut look = self.record(audience, ring).await?;
        let edge = look.edge().await?;
        look.checkpoint(&edge).await
    }

    /// The keys with which an audience's log is checked.
    ///
    /// # Errors
    ///
    /// If the ring does not open the log, or if the store fails.
    pub async fn log_keys(&self, audience: &Audience, ring: &Ring) -> Result<LogKeys, StoreError> {
        self.record(audience, ring).await?.keys().await
    }

    /// The receipt of a draft that was shown to an audience; `None` if the event tells of none.
    ///
    /// # Errors
    ///
    /// If the ring does not open the log, or if the store fails.
    pub async fn receipt(
        &self,
        audience: &Audience,
        ring: &Ring,
        event: EventId,
    ) -> Result<Option<Receipt>, StoreError> {
        let mut look = self.record(audience, ring).await?;
        let Some(letter) = look.letter(event).await? else {
            return Ok(None);
        };
        let (number, letter) = letter;
        let Some(shown) = letter.with_what_it_shows().shown else {
            return Ok(None);
        };
        let row = query(LEAF_OF_EVENT).bind(number);
        let Some(row) = row.fetch_optional(&mut *look.work).await? else {
            return Ok(None);
        };
        let number: i64 = row.try_get(0)?;
        let kept: Vec<u8> = row.try_get(1)?;
        let Entry::Issue(issue) = leaf::opened(look.seal, number, &kept)? else {
            return Err(BROKEN);
        };
        let leaf = u64::try_from(number).map_err(|_| BROKEN)?;
        let edge = look.edge().await?;
        let keys = look.keys().await?;
        let hashes = look.inclusion(leaf, edge.size()).await?;
        let checkpoint = look.checkpoint(&edge).await?;
        Ok(Some(Receipt {
            log: keys.log.last().cloned().ok_or(BROKEN)?,
            witnesses: keys.witnesses,
            issue,
            framework: leaf::framework(ring.talks(), &shown.issued)?,
            proof: ProofFile {
                extra: None,
                leaf,
                hashes,
                checkpoint,
            },
        }))
    }

    /// What a witness is asked that has cosigned a tree of this size before.
    ///
    /// # Errors
    ///
    /// If the log is shorter, if the ring does not open it, or if the store fails.
    pub async fn witness_request(
        &self,
        audience: &Audience,
        ring: &Ring,
        old: u64,
    ) -> Result<WitnessRequest, StoreError> {
        let mut look = self.record(audience, ring).await?;
        let edge = look.edge().await?;
        let proof = match old {
            0 => Vec::new(),
            old => look.consistency(old, edge.size()).await?,
        };
        Ok(WitnessRequest {
            old,
            proof,
            checkpoint: look.checkpoint(&edge).await?,
        })
    }

    /// Keeps the cosignature of a witness over a checkpoint of this log, if it is one.
    ///
    /// # Errors
    ///
    /// If it is none, if the ring does not open the log, or if the store fails.
    pub async fn add_cosignature(
        &self,
        audience: &Audience,
        ring: &Ring,
        (note, witness): (&Note, &VerifierKey),
    ) -> Result<(), StoreError> {
        let mut look = self.record(audience, ring).await?;
        let told = Checkpoint::of_text(note.text()).map_err(|_| StoreError::NoCosignature)?;
        let ours = look.checkpoint_at(told.head.size).await?;
        look.work.rollback().await?;
        let line = note.lines().iter().find(|line| line.is_of(witness));
        let signed = note.signers(std::slice::from_ref(witness)).is_ok();
        let ours = ours.as_ref() == Some(&told) && witness.kind() == KeyKind::Witness;
        // The first line of a key is the one that was checked.
        let Some(line) = line.filter(|_| ours && signed) else {
            return Err(StoreError::NoCosignature);
        };
        let size = row_of(told.head.size)?;
        let volume = self.volume(audience).await?;
        let mut work = self.write(&volume).await?;
        let add = query(ADD_COSIGNATURE).bind(size);
        let add = add.bind(line.to_string()).bind(witness.to_string());
        add.execute(&mut *work).await?;
        self.commit(work).await
    }

    async fn record<'a>(
        &'a self,
        audience: &'a Audience,
        ring: &'a Ring,
    ) -> Result<Look<'a>, StoreError> {
        let case = self.case();
        let seal = Seal {
            case,
            talks: ring.talks(),
            audience,
            key: ring.key(case, audience)?,
        };
        let work = self.volume(audience).await?.read().await?;
        Ok(Look { work, seal })
    }
}

impl Look<'_> {
    async fn edge(&mut self) -> Result<Edge, StoreError> {
        let (size, _) = grown(&mut self.work).await?;
        edge(&mut self.work, size).await
    }

    async fn letter(&mut self, event: EventId) -> Result<Option<(i64, Letter)>, StoreError> {
        let number = query_scalar::<_, i64>(EVENT_NUMBER).bind(event.to_string());
        let Some(number) = number.fetch_optional(&mut *self.work).await? else {
            return Ok(None);
        };
        let row = query(EVENTS_AFTER).bind(number - 1).bind(1_i64);
        let row = row.fetch_one(&mut *self.work).await?;
        Ok(Some((number, Letter::opened(self.seal, number, &row)?)))
    }

    async fn checkpoint_at(&mut self, size: u64) -> Result<Option<Checkpoint>, StoreError> {
        if self.edge().await?.size() < size {
            return Ok(None);
        }
        let edge = edge(&mut self.work, size).await?;
        let signer = self.signer().await?;
        Ok(Some(told(&edge, &signer)))
    }

    async fn checkpoint(&mut self, edge: &Edge) -> Result<Note, StoreError> {
        let signer = self.signer().await?;
        let told = told(edge, &signer);
        let mut note = told.signed(&signer).map_err(|_| BROKEN)?;
        let size = row_of(edge.size())?;
        for row in query(COSIGNATURES).fetch_all(&mut *self.work).await? {
            if row.try_get::<i64, _>(0)? == size {
                let line: String = row.try_get(1)?;
                note.add(SignatureLine::of_words(&line).ok_or(BROKEN)?);
            }
        }
        Ok(note)
    }

    async fn keys(&mut self) -> Result<LogKeys, StoreError> {
        let key = |words: String| VerifierKey::of_words(&words).ok_or(BROKEN);
        let rows = query(LOG_KEYS).fetch_all(&mut *self.work).await?;
        let log = rows.iter().map(|row| key(row.try_get(1)?));
        let log = log.collect::<Result<Vec<_>, _>>()?;
        let rows = query(COSIGNATURES).fetch_all(&mut *self.work).await?;
        let mut witnesses = Vec::new();
        for row in rows {
            let witness = key(row.try_get(2)?)?;
            if !witnesses.contains(&witness) {
                witnesses.push(witness);
            }
        }
        Ok(LogKeys { log, witnesses })
    }

    /// The key that signs.
    async fn signer(&mut self) -> Result<SignerKey, StoreError> {
        let rows = query(LOG_KEYS).fetch_all(&mut *self.work).await?;
        let row = rows.last().ok_or(BROKEN)?;
        let (from, words, sealed): (i64, String, Vec<u8>) =
            (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        let opened = self.seal.key.open(&seed_place(self.seal, from), &sealed);
        let seed = opened.and_then(|seed| Some(Zeroizing::new(seed.as_slice().try_into().ok()?)));
        let verifier = VerifierKey::of_words(&words).ok_or(BROKEN)?;
        let seed = seed.ok_or(BROKEN)?;
        let signer = SignerKey::of_seed(verifier.name().clone(), KeyKind::Log, &seed);
        if *signer.verifier() == verifier {
            Ok(signer)
        } else {
            Err(BROKEN)
        }
    }

    async fn inclusion(&mut self, leaf: u64, size: u64) -> Result<Vec<Hash>, StoreError> {
        let prove = |hash_of: &mut dyn FnMut(Node) -> Result<Hash, ProofError>| {
            inclusion(leaf, size, hash_of)
        };
        self.proof(prove).await
    }

    async fn consistency(&mut self, old: u64, new: u64) -> Result<Vec<Hash>, StoreError> {
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

fn told(edge: &Edge, signer: &SignerKey) -> Checkpoint {
    Checkpoint {
        origin: signer.verifier().name().clone(),
        head: TreeHead {
            size: edge.size(),
            root: edge.root(),
        },
    }
}
