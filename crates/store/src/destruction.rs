//! The end of a mandate: what was kept of a case is destroyed, and a certificate says so, signed by
//! every log while it still can.
//!
//! Invariant: nothing is destroyed that the certificate does not name as it was.

use crate::building::sync;
use crate::ground::{Ground, file};
use crate::place::{Shelf, folder};
use crate::volume::{Room, quoted};
use crate::{Registry, Ring, Store, StoreError, chance};
use case::CaseId;
use disclosure::Audience;
use proceedings::Moment;
use record::{Certificate, Checkpoint, Disposition, Note};
use sqlx::{AnyPool, AssertSqlSafe, Executor, raw_sql};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

/// How much of a file is written over at a time.
const AT_ONCE: usize = 1 << 16;
const MICROS: i64 = 1_000_000;

/// By whom a case is destroyed, when, and what becomes of it.
pub struct Ending<'a> {
    /// The ring of the mediation team.
    pub ring: &'a Ring,
    /// Who does it, by name.
    pub by: &'a str,
    /// Now.
    pub at: Moment,
    /// What becomes of what was kept.
    pub disposition: Disposition,
}

impl Registry {
    /// The certificate of this case's end, with the heads of all its logs as they are now, signed
    /// by those whose names may be signed. Nothing is destroyed yet.
    ///
    /// # Errors
    ///
    /// If the ring does not open every log, or if the store fails.
    pub async fn certificate(&self, ending: &Ending<'_>) -> Result<Note, StoreError> {
        ending.ring.key(self.case(), &Audience::Team)?;
        let (mut heads, mut keys) = (Vec::new(), Vec::new());
        for audience in self.audiences().await? {
            let standing = self.standing(&audience, ending.ring).await?;
            let mut look = match standing.fault {
                // A log whose name may not be signed is named with what is here of it.
                Some(_) => self.record(&audience, ending.ring).await?,
                None => self.signing(&audience, ending.ring).await?.0,
            };
            let key = look.key().await?;
            let origin = key.verifier.name().clone();
            let head = look.head().await?;
            heads.push(Checkpoint { origin, head });
            if standing.fault.is_none() {
                keys.push(look.signer(&key)?);
            }
        }
        let certificate = Certificate {
            talks: ending.ring.talks().to_owned(),
            at: ending.at.micros().div_euclid(MICROS).unsigned_abs(),
            by: ending.by.to_owned(),
            disposition: ending.disposition,
            heads,
        };
        let signed = certificate.signed(&keys);
        signed.map_err(|_| StoreError::Broken { what: "record" })
    }
}

impl Store {
    /// Destroys a case, if its logs are still as its certificate says: its volumes with everything
    /// in them, keys included. What copies of it hold, and what an operating system keeps of
    /// blocks that were freed, is beyond reach.
    ///
    /// # Errors
    ///
    /// If the certificate is not of this case as it is now, or if the store fails; then some of it
    /// may be gone already, and it can be destroyed again.
    pub async fn destroy(
        &self,
        case: &CaseId,
        ending: &Ending<'_>,
        certificate: &Note,
    ) -> Result<(), StoreError> {
        let registry = self.case(case).await?;
        let told =
            Certificate::of_text(certificate.text()).map_err(|_| StoreError::NotOfThisLog)?;
        let now = registry.certificate(ending).await?;
        let now = Certificate::of_text(now.text()).map_err(|_| StoreError::NotOfThisLog)?;
        if told.heads != now.heads || told.talks != now.talks {
            return Err(StoreError::MovedOn);
        }
        let audiences = registry.audiences().await?;
        self.forget(case).await;
        registry.close().await;
        match self.ground() {
            Ground::Folder(root) => in_folder(&root.join(folder(case)), root),
            Ground::Server { pool, .. } => {
                let logs = audiences.into_iter().map(Shelf::Log);
                let shelves = logs.chain([Shelf::People]);
                let rooms = shelves.map(|shelf| self.ground().room(case, &shelf));
                in_database(pool, rooms.collect()).await
            }
        }
    }
}

/// Writes over every file of a folder, and takes it away.
fn in_folder(whole: &Path, root: &Path) -> Result<(), StoreError> {
    // From here on nothing lists it.
    let gone = root.join(format!(".{}", chance::id()?));
    std::fs::rename(whole, &gone).map_err(|why| file(whole, why))?;
    sync(root)?;
    for entry in std::fs::read_dir(&gone).map_err(|why| file(&gone, why))? {
        let path = entry.map_err(|why| file(&gone, why))?.path();
        written_over(&path).map_err(|why| file(&path, why))?;
        std::fs::remove_file(&path).map_err(|why| file(&path, why))?;
    }
    std::fs::remove_dir(&gone).map_err(|why| file(&gone, why))?;
    sync(root)
}

fn written_over(path: &Path) -> std::io::Result<()> {
    let mut kept = std::fs::OpenOptions::new().write(true).open(path)?;
    let mut left = kept.seek(SeekFrom::End(0))?;
    kept.seek(SeekFrom::Start(0))?;
    let zeros = vec![0; AT_ONCE];
    while left > 0 {
        let part = usize::try_from(left).unwrap_or(AT_ONCE).min(AT_ONCE);
        kept.write_all(zeros.get(..part).unwrap_or_default())?;
        left -= u64::try_from(part).unwrap_or(left);
    }
    kept.sync_all()
}

/// Drops every schema with its role, all of them or none.
async fn in_database(pool: &AnyPool, rooms: Vec<Room>) -> Result<(), StoreError> {
    let mut work = pool.begin().await?;
    for Room { schema, role } in rooms {
        let (schema, role) = (quoted(&schema), quoted(&role));
        // Names cannot be parameters; these are quoted, and made of letters, digits and five marks.
        let sql = format!("drop schema {schema} cascade; drop role {role}");
        work.execute(raw_sql(AssertSqlSafe(sql))).await?;
    }
    work.commit().await?;
    Ok(())
}
