//! `onetext store`: copies of a case, without a passphrase: everything stays sealed as it is.

use crate::answer::Answer;
use crate::brief::print;
use crate::seat::Place;
use crate::serve::runtime;
use anyhow::{Context, Result};
use case::CaseId;
use clap::Args;
use std::path::PathBuf;
use store::{Store, StoreUrl};

/// Lists the cases of a store by their short names.
#[derive(Args)]
pub(crate) struct List {
    #[command(flatten)]
    place: Place,
}

/// Copies a case into another store that does not have it; the case stays where it is, too.
#[derive(Args)]
pub(crate) struct Copy {
    /// The short name of the case
    case: String,
    #[command(flatten)]
    place: Place,
    /// The store that the copy goes to
    #[arg(long, value_name = "URL")]
    to: String,
}

/// Writes a copy of a case into one new file.
#[derive(Args)]
pub(crate) struct Backup {
    /// The short name of the case
    case: String,
    /// The file to write, which must not be there
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

/// Puts the case of a backup into a store that does not have it.
#[derive(Args)]
pub(crate) struct Restore {
    /// The file that a backup wrote
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl List {
    /// Does what was asked.
    pub(crate) fn run(self) -> Result<Answer> {
        runtime()?.block_on(self.done())
    }

    async fn done(self) -> Result<Answer> {
        let cases = self.place.opened().await?.cases().await;
        for case in cases.context("listing the cases")? {
            print(&format!("{case}\n"))?;
        }
        Ok(Answer::Yes)
    }
}

impl Copy {
    /// Does what was asked.
    pub(crate) fn run(self) -> Result<Answer> {
        runtime()?.block_on(self.done())
    }

    async fn done(self) -> Result<Answer> {
        let (from, to) = (self.place.opened().await?, opened(&self.to).await?);
        let case = CaseId::new(self.case);
        let copied = from.copy(&case, &to).await;
        copied.with_context(|| format!("copying the case `{case}`"))?;
        eprintln!("the case `{case}` stands in both stores, and opens with the same passphrases");
        Ok(Answer::Yes)
    }
}

impl Backup {
    /// Does what was asked.
    pub(crate) fn run(self) -> Result<Answer> {
        runtime()?.block_on(self.done())
    }

    async fn done(self) -> Result<Answer> {
        let case = CaseId::new(self.case);
        let store = self.place.opened().await?;
        let bundled = store.bundle(&case, &self.file).await;
        bundled.with_context(|| format!("backing the case `{case}` up"))?;
        let file = self.file.display();
        eprintln!("`{file}` holds the case `{case}`, sealed as it is");
        Ok(Answer::Yes)
    }
}

impl Restore {
    /// Does what was asked.
    pub(crate) fn run(self) -> Result<Answer> {
        runtime()?.block_on(self.done())
    }

    async fn done(self) -> Result<Answer> {
        let store = self.place.opened().await?;
        let restored = store.unbundle(&self.file).await;
        let file = self.file.display();
        let restored = restored.with_context(|| format!("restoring `{file}`"))?;
        eprintln!(
            "the store has the case `{}` now, as it was backed up; sessions have ended",
            restored.case()
        );
        eprintln!("look through its open invitations: those of the backup can be used again");
        Ok(Answer::Yes)
    }
}

async fn opened(url: &str) -> Result<Store> {
    let url: StoreUrl = url.parse()?;
    let store = Store::open(&url).await;
    store.with_context(|| format!("opening the store `{url}`"))
}
