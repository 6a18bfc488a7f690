//! The seat that a command works from: a store, a case, and the person whose passphrase opens it.

use crate::serve::runtime;
use anyhow::{Context, Result, bail};
use case::CaseId;
use clap::Args;
use disclosure::Audience;
use server::World;
use std::future::Future;
use std::io::{self, Read};
use std::path::PathBuf;
use store::{Lifetime, Lock, Passphrase, PersonName, Registry, Ring, SignIn, Store, StoreUrl};
use zeroize::Zeroizing;

/// How long a passphrase may be that is read from a file.
const BYTES_MAX: u64 = 8_192;

/// Where a store is, and where its lock.
#[derive(Args)]
pub(crate) struct Place {
    /// Where cases are kept: `sqlite:DIR`, or `postgres://…`
    #[arg(long, value_name = "URL", env = "ONETEXT_STORE")]
    store: String,
    /// Where the last signed heads of the logs are kept, apart from the store and from its copies;
    /// default: `DIR.signed` beside a folder, a schema of its own in a database
    #[arg(long, value_name = "URL", env = "ONETEXT_LOCK")]
    lock: Option<String>,
}

impl Place {
    /// The store.
    pub(crate) async fn opened(&self) -> Result<Store> {
        let url: StoreUrl = self.store.parse()?;
        let store = Store::open(&url).await;
        let store = store.with_context(|| format!("opening the store `{url}`"))?;
        match &self.lock {
            Some(lock) => Ok(store.locked_by(Lock::at(&lock.parse()?))),
            None => Ok(store),
        }
    }
}

/// Whose passphrase opens what a command needs. The passphrase is one line of standard input, or
/// of a file.
#[derive(Args)]
pub(crate) struct Seat {
    #[command(flatten)]
    place: Place,
    /// The case, by its id
    #[arg(long, value_name = "ID")]
    case: String,
    /// Who signs in
    #[arg(long, value_name = "NAME")]
    name: String,
    /// A file with the passphrase; default: standard input
    #[arg(long, value_name = "FILE")]
    passphrase: Option<PathBuf>,
}

/// A seat that was opened.
pub(crate) struct Opened {
    /// The store that it is in.
    pub(crate) store: Store,
    /// The case.
    pub(crate) registry: Registry,
    /// What opens its logs.
    pub(crate) ring: Ring,
    /// Who sits there.
    pub(crate) name: PersonName,
}

impl Seat {
    /// Signs in, works, and signs out again.
    pub(crate) fn working<T, F>(&self, work: impl FnOnce(Opened) -> F) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        let passphrase = self.passphrase()?;
        runtime()?.block_on(async {
            let store = self.place.opened().await?;
            let (case, name) = (CaseId::new(&self.case), PersonName::new(&self.name)?);
            let sign_in = SignIn {
                name: &name,
                passphrase: &passphrase,
                device: "the command line",
                at: World::real().now(),
            };
            let signed_in = store.sign_in(&case, &sign_in, Lifetime::STANDARD).await?;
            let registry = store.case(&case).await?;
            // The keys are in hand: the session itself is not needed.
            registry.sign_out(&signed_in.token).await?;
            let ring = signed_in.ring;
            work(Opened {
                store,
                registry,
                ring,
                name,
            })
            .await
        })
    }

    fn passphrase(&self) -> Result<Passphrase> {
        let mut bytes = Zeroizing::new(Vec::new());
        match &self.passphrase {
            Some(path) => {
                let file = std::fs::File::open(path);
                let file = file.with_context(|| format!("`{}`", path.display()))?;
                file.take(BYTES_MAX).read_to_end(&mut bytes)?;
            }
            None => {
                eprintln!("The passphrase of {}, then Enter:", self.name);
                let mut line = Zeroizing::new(String::new());
                io::stdin().read_line(&mut line)?;
                bytes.extend_from_slice(line.as_bytes());
            }
        }
        let Ok(text) = std::str::from_utf8(&bytes) else {
            bail!("the passphrase is no text in UTF-8");
        };
        Ok(Passphrase::new(text.trim_end_matches(['\r', '\n']))?)
    }
}

/// A log by the name of its audience.
pub(crate) fn audience(words: &str) -> Result<Audience> {
    let found = Audience::of_name(words);
    found.with_context(|| {
        format!("`{words}` is no log\nhint: `public`, `plenary`, `team`, or `room-PARTY`")
    })
}
