//! `onetext record witness`: a delegation or a partner watches that history is not rewritten.
//!
//! Invariant: what a witness has seen is on the disk before its signature is given out.

use super::paper::{bytes, verifier};
use crate::answer::Answer;
use crate::private::private;
use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use rand::TryRng;
use rand::rngs::SysRng;
use record::{KeyKind, KeyName, ProofFile, Refused, SignerKey, Witness, WitnessRequest};
use server::World;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Watch a log: cosign each checkpoint that goes on from the one before.
#[derive(Subcommand)]
pub(crate) enum WitnessCommand {
    New(New),
    Watch(Watch),
    Follow(Follow),
    Cosign(Cosign),
}

/// Make the key of a witness, and print what others check its signatures with.
#[derive(Args)]
pub(crate) struct New {
    /// The name of the key, without blanks: `delegation-north.example/witness`.
    #[arg(long)]
    name: String,
    /// Where the key is kept; only its owner may read it.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
}

/// Begin to watch a log.
#[derive(Args)]
pub(crate) struct Watch {
    /// The key of the log, as its vkey or a file with it.
    log: String,
    /// Where the witness keeps what it has seen.
    #[arg(long, value_name = "FILE")]
    seen: PathBuf,
}

/// Follow a log to its new key, if the old one vouches for it.
#[derive(Args)]
pub(crate) struct Follow {
    /// The proof of the new key, from the record's page.
    proof: PathBuf,
    /// Where the witness keeps what it has seen.
    #[arg(long, value_name = "FILE")]
    seen: PathBuf,
}

/// Cosign a checkpoint, if the log goes on from what was seen before.
#[derive(Args)]
pub(crate) struct Cosign {
    /// The request, from the record's page.
    request: PathBuf,
    /// The key of the witness.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// Where the witness keeps what it has seen.
    #[arg(long, value_name = "FILE")]
    seen: PathBuf,
}

impl WitnessCommand {
    pub(super) fn run(self) -> Result<Answer> {
        match self {
            Self::New(new) => new.run(),
            Self::Watch(watch) => watch.run(),
            Self::Follow(follow) => follow.run(),
            Self::Cosign(cosign) => cosign.run(),
        }
    }
}

impl New {
    fn run(self) -> Result<Answer> {
        let Some(name) = KeyName::new(&self.name) else {
            bail!(
                "`{}` cannot be the name of a key\nhint: no blanks and no `+`",
                self.name
            );
        };
        let mut seed = Zeroizing::new([0; SignerKey::SEED_LENGTH]);
        SysRng
            .try_fill_bytes(seed.as_mut_slice())
            .context("this machine gives no random bytes")?;
        let digits: Zeroizing<String> = Zeroizing::new(hex(seed.as_slice()));
        let kept = Zeroizing::new(format!("{name} {}\n", digits.as_str()));
        let place = || format!("`{}`", self.key.display());
        let mut file = private(&self.key).with_context(place)?;
        file.write_all(kept.as_bytes()).with_context(place)?;
        file.sync_all().with_context(place)?;
        let signer = SignerKey::of_seed(name, KeyKind::Witness, &seed);
        writeln!(io::stdout(), "{}", signer.verifier())?;
        Ok(Answer::Yes)
    }
}

impl Watch {
    fn run(self) -> Result<Answer> {
        let log = verifier(&self.log)?;
        let mut witness = seen(&self.seen)?;
        if let Some(head) = witness.seen(log.name()) {
            bail!(
                "`{}` is watched already, up to {} entries",
                log.name(),
                head.size
            );
        }
        witness.watch(log, None);
        keep(&self.seen, &witness)?;
        Ok(Answer::Yes)
    }
}

impl Follow {
    fn run(self) -> Result<Answer> {
        let proof = ProofFile::read(&bytes(&self.proof)?)
            .with_context(|| format!("`{}`", self.proof.display()))?;
        let mut witness = seen(&self.seen)?;
        match witness.follow(&proof) {
            Ok(key) => {
                keep(&self.seen, &witness)?;
                writeln!(io::stdout(), "{key}")?;
                Ok(Answer::Yes)
            }
            Err(why @ Refused::Distrust(_)) => {
                eprintln!("Not followed: {why}");
                Ok(Answer::No)
            }
            Err(why @ (Refused::Unknown(_) | Refused::Behind { .. } | Refused::Shrunk { .. })) => {
                Err(why.into())
            }
        }
    }
}

impl Cosign {
    fn run(self) -> Result<Answer> {
        let request = WitnessRequest::read(&bytes(&self.request)?)
            .with_context(|| format!("`{}`", self.request.display()))?;
        let key = signer(&self.key)?;
        let mut witness = seen(&self.seen)?;
        let seconds = World::real().now().micros().div_euclid(1_000_000);
        let now = u64::try_from(seconds).context("the clock of this machine is before 1970")?;
        match witness.add(&request, &key, now) {
            Ok(line) => {
                keep(&self.seen, &witness)?;
                let mut cosigned = request.checkpoint;
                cosigned.add(line);
                write!(io::stdout(), "{cosigned}")?;
                Ok(Answer::Yes)
            }
            Err(why @ (Refused::Distrust(_) | Refused::Shrunk { .. })) => {
                eprintln!("Not cosigned: {why}");
                eprintln!("Keep the file: it may show that two histories were told.");
                Ok(Answer::No)
            }
            Err(why @ (Refused::Unknown(_) | Refused::Behind { .. })) => Err(why.into()),
        }
    }
}

/// What a witness has seen; nothing if it has not begun.
fn seen(path: &Path) -> Result<Witness> {
    if !path.exists() {
        return Ok(Witness::default());
    }
    Witness::read(&bytes(path)?).with_context(|| format!("`{}`", path.display()))
}

/// Keeps what a witness has seen: whole or not at all.
fn keep(path: &Path, witness: &Witness) -> Result<()> {
    let beside = path.with_extension("new");
    let place = || format!("`{}`", beside.display());
    let mut file = File::create(&beside).with_context(place)?;
    file.write_all(witness.to_string().as_bytes())
        .with_context(place)?;
    file.sync_all().with_context(place)?;
    std::fs::rename(&beside, path).with_context(place)?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    File::open(folder)?.sync_all().with_context(place)
}

fn signer(path: &Path) -> Result<SignerKey> {
    let text = Zeroizing::new(String::from_utf8(bytes(path)?).unwrap_or_default());
    let read = text.trim().split_once(' ').and_then(|(name, digits)| {
        let seed = Zeroizing::new(unhex(digits)?.try_into().ok()?);
        Some(SignerKey::of_seed(
            KeyName::new(name)?,
            KeyKind::Witness,
            &seed,
        ))
    });
    read.with_context(|| format!("`{}` is no key of a witness", path.display()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair)
            .ok()
            .filter(|pair| pair.len() == 2)?;
        u8::from_str_radix(pair, 16).ok()
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{Checkpoint, Edge, Hash, TreeHead, VerifierKey};

    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Self {
            let bits = rand::random::<u128>();
            let folder = std::env::temp_dir().join(format!("onetext-witness-{bits:032x}"));
            std::fs::create_dir(&folder).unwrap();
            Self(folder)
        }

        fn file(&self, name: &str) -> PathBuf {
            self.0.join(name)
        }

        fn cosign(&self, request: &WitnessRequest) -> Answer {
            std::fs::write(self.file("request"), request.to_string()).unwrap();
            let cosign = Cosign {
                request: self.file("request"),
                key: self.file("key"),
                seen: self.file("seen"),
            };
            cosign.run().unwrap()
        }

        fn seen(&self) -> String {
            std::fs::read_to_string(self.file("seen")).unwrap()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn log() -> SignerKey {
        let name = KeyName::new("talks/log").unwrap();
        SignerKey::of_seed(name, KeyKind::Log, &Zeroizing::new([1; 32]))
    }

    /// The first checkpoint of a log with one entry.
    fn request(entry: &[u8]) -> WitnessRequest {
        let mut edge = Edge::default();
        edge.append(Hash::of_leaf(entry));
        let checkpoint = Checkpoint {
            origin: log().verifier().name().clone(),
            head: TreeHead {
                size: 1,
                root: edge.root(),
            },
        };
        WitnessRequest {
            old: 0,
            proof: Vec::new(),
            checkpoint: checkpoint.signed(&log()).unwrap(),
        }
    }

    #[test]
    fn a_witness_cosigns_one_history_and_remembers_it_between_two_runs() {
        let folder = Folder::new();
        let new = New {
            name: "north.example/witness".to_owned(),
            key: folder.file("key"),
        };
        new.run().unwrap();
        let watch = Watch {
            log: log().verifier().to_string(),
            seen: folder.file("seen"),
        };
        watch.run().unwrap();
        assert_eq!(folder.cosign(&request(b"one")), Answer::Yes);
        let seen = folder.seen();
        let other = WitnessRequest {
            old: 1,
            ..request(b"another")
        };
        assert_eq!(folder.cosign(&other), Answer::No);
        assert_eq!(folder.seen(), seen);
        let again = WitnessRequest {
            old: 1,
            ..request(b"one")
        };
        assert_eq!(folder.cosign(&again), Answer::Yes);
    }

    #[test]
    fn a_key_is_made_once_and_is_its_owners_alone() {
        let folder = Folder::new();
        let new = || New {
            name: "north.example/witness".to_owned(),
            key: folder.file("key"),
        };
        new().run().unwrap();
        let kept = std::fs::read_to_string(folder.file("key")).unwrap();
        assert!(new().run().is_err());
        assert_eq!(std::fs::read_to_string(folder.file("key")).unwrap(), kept);
        let read = signer(&folder.file("key")).unwrap();
        assert!(VerifierKey::of_words(&read.verifier().to_string()).is_some());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.file("key")).unwrap().permissions();
            assert_eq!(mode.mode() & 0o077, 0);
        }
    }
}
