//! `onetext store`: what is done with a case as it is kept, where no page can do it.

mod copies;

use crate::answer::Answer;
use crate::seat::{Opened, Seat};
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand, ValueEnum};
use record::{Disposition, Note};
use server::World;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use store::Ending;

/// Look after a store: copy a case, back it up, restore it, destroy it.
#[derive(Subcommand)]
pub(crate) enum StoreCommand {
    List(copies::List),
    Copy(copies::Copy),
    Backup(copies::Backup),
    Restore(copies::Restore),
    Destroy(Destroy),
}

/// Destroy a case at the end of the mandate, with a certificate that its logs sign.
///
/// Stop the server first. Whoever does it is of the mediation team. Copies that were made before
/// are not reached: destroy each of them in the same way, or delete it.
#[derive(Args)]
pub(crate) struct Destroy {
    #[command(flatten)]
    seat: Seat,
    /// What becomes of what was kept
    #[arg(long, value_name = "WORD", default_value = "destroyed")]
    disposition: Word,
    /// Where the certificate is written; it must not be there
    #[arg(long, value_name = "FILE")]
    certificate: PathBuf,
    /// The id of the case once more, to say that this is meant
    #[arg(long, value_name = "ID")]
    confirm: String,
}

/// What becomes of what was kept.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Word {
    /// Nobody has it from us
    Destroyed,
    /// It was given back to the parties before
    Returned,
    /// It was handed to an archive before
    Transferred,
}

impl StoreCommand {
    /// Does what was asked.
    pub(crate) fn run(self) -> Result<Answer> {
        match self {
            Self::List(list) => list.run(),
            Self::Copy(copy) => copy.run(),
            Self::Backup(backup) => backup.run(),
            Self::Restore(restore) => restore.run(),
            Self::Destroy(destroy) => destroy.run(),
        }
    }
}

impl Word {
    const fn disposition(self) -> Disposition {
        match self {
            Self::Destroyed => Disposition::Destroyed,
            Self::Returned => Disposition::Returned,
            Self::Transferred => Disposition::Transferred,
        }
    }
}

impl Destroy {
    fn run(self) -> Result<Answer> {
        let path = self.certificate.clone();
        let disposition = self.disposition.disposition();
        self.seat.working(async |opened| {
            let case = opened.registry.case().clone();
            if self.confirm != case.as_str() {
                bail!(
                    "`{}` is not the id of the case, so nothing was destroyed\n\
                     hint: --confirm {case}",
                    self.confirm
                );
            }
            let Opened {
                store,
                registry,
                ring,
                name,
            } = opened;
            let by = name.to_string();
            let ending = Ending {
                ring: &ring,
                by: &by,
                at: World::real().now(),
                disposition,
            };
            let certificate = registry.certificate(&ending).await?;
            // It is on the disk before anything is gone: afterwards nobody could sign it.
            written(&path, &certificate)?;
            drop(registry);
            store.destroy(&case, &ending, &certificate).await?;
            eprintln!(
                "`{case}` is destroyed. The certificate is in `{}`.",
                path.display()
            );
            eprintln!("Give it to every party, and destroy the copies of the store too.");
            Ok(Answer::Yes)
        })
    }
}

fn written(path: &Path, certificate: &Note) -> Result<()> {
    let place = || format!("`{}`", path.display());
    let mut file = File::create_new(path).with_context(place)?;
    file.write_all(certificate.to_string().as_bytes())
        .with_context(place)?;
    file.sync_all().with_context(place)
}
