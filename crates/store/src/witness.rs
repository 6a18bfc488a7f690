//! Witnesses of a log: who watches it, and what each has cosigned.

use crate::leaf::{BROKEN, row_of};
use crate::statement::{ADD_COSIGNATURE, ADD_WITNESS, WITNESSES};
use crate::{Registry, Ring, StoreError};
use disclosure::Audience;
use record::{Checkpoint, KeyKind, Note, VerifierKey};
use sqlx::{query, query_scalar};

/// How many witnesses a log may name.
const WITNESSES_MAX: usize = 64;

/// A witness of a log, and what it has cosigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watching {
    /// Its key.
    pub key: VerifierKey,
    /// The sizes of the trees that it has cosigned, each with the second since 1970 that it told.
    pub seen: Vec<(u64, u64)>,
}

impl Watching {
    /// The size of the largest tree that it has cosigned; 0 if there is none.
    #[must_use]
    pub fn size(&self) -> u64 {
        let sizes = self.seen.iter().map(|(size, _)| *size);
        sizes.max().unwrap_or(0)
    }
}

impl Registry {
    /// Names a witness of a log.
    ///
    /// # Errors
    ///
    /// If the key is not that of a witness, if there are as many as there may be, if the ring does
    /// not open the log, or if the store fails.
    pub async fn add_witness(
        &self,
        audience: &Audience,
        ring: &Ring,
        key: &VerifierKey,
    ) -> Result<(), StoreError> {
        ring.key(self.case(), audience)?;
        if key.kind() != KeyKind::Witness {
            return Err(StoreError::NoWitness);
        }
        let volume = self.volume(audience).await?;
        let mut work = self.write(&volume).await?;
        let kept = query_scalar::<_, String>(WITNESSES);
        if kept.fetch_all(&mut *work).await?.len() >= WITNESSES_MAX {
            return Err(StoreError::TooManyWitnesses);
        }
        let add = query(ADD_WITNESS).bind(key.to_string());
        add.execute(&mut *work).await?;
        self.commit(work).await
    }

    /// The witnesses of a log: those that were named, and those that have cosigned.
    ///
    /// # Errors
    ///
    /// If the ring does not open the log, or if the store fails.
    pub async fn witnesses(
        &self,
        audience: &Audience,
        ring: &Ring,
    ) -> Result<Vec<Watching>, StoreError> {
        let mut look = self.record(audience, ring).await?;
        let named = query_scalar::<_, String>(WITNESSES);
        let named = named.fetch_all(&mut *look.work).await?;
        let named = named.iter().map(|words| {
            let key = VerifierKey::of_words(words).ok_or(BROKEN)?;
            let seen = Vec::new();
            Ok(Watching { key, seen })
        });
        let mut all = named.collect::<Result<Vec<_>, StoreError>>()?;
        for kept in look.cosigned().await? {
            let at = kept.line.told_at().unwrap_or(0);
            match all.iter_mut().find(|one| one.key == kept.witness) {
                Some(one) => one.seen.push((kept.size, at)),
                None => all.push(Watching {
                    key: kept.witness,
                    seen: vec![(kept.size, at)],
                }),
            }
        }
        Ok(all)
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
        let held = look.head_at(told.head.size).await?;
        let name = look.key().await?.verifier.name().clone();
        look.work.rollback().await?;
        let line = note.lines().iter().find(|line| line.is_of(witness));
        let signed = note.signers(std::slice::from_ref(witness)).is_ok();
        let is_ours = held == Some(told.head) && told.origin == name;
        // The first line of a key is the one that was checked.
        let Some(line) = line.filter(|_| is_ours && signed && witness.kind() == KeyKind::Witness)
        else {
            return Err(StoreError::NoCosignature);
        };
        let volume = self.volume(audience).await?;
        let mut work = self.write(&volume).await?;
        let add = query(ADD_COSIGNATURE).bind(row_of(told.head.size)?);
        let add = add.bind(line.to_string()).bind(witness.to_string());
        add.execute(&mut *work).await?;
        self.commit(work).await
    }
}
