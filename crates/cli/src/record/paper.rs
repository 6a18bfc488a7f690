//! What people hold in their hands: a receipt, a proof, or a checkpoint.

use anyhow::{Context, Result, bail};
use record::{Paper, Policy, VerifierKey};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// How much of a file is read: more than any paper may have.
const BYTES_MAX: u64 = 65_000_000;

/// Reads a paper of whichever kind.
pub(crate) fn read(path: &Path) -> Result<Paper> {
    Paper::read(&bytes(path)?).with_context(|| format!("`{}`", path.display()))
}

/// The bytes of a file, if there are not too many.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>> {
    let place = || format!("`{}`", path.display());
    let file = File::open(path).with_context(place)?;
    let mut bytes = Vec::new();
    file.take(BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .with_context(place)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > BYTES_MAX {
        bail!(
            "`{}` is longer than {BYTES_MAX} bytes\nhint: no receipt is",
            path.display()
        );
    }
    Ok(bytes)
}

/// A key as it is written, or the file that it stands in.
pub(crate) fn verifier(words: &str) -> Result<VerifierKey> {
    if let Some(key) = VerifierKey::of_words(words) {
        return Ok(key);
    }
    let path = PathBuf::from(words);
    if !path.is_file() {
        bail!("`{words}` is no vkey\nhint: NAME+ID+KEY, or a file that has one");
    }
    let text = String::from_utf8(bytes(&path)?).unwrap_or_default();
    let key = VerifierKey::of_words(text.trim());
    key.with_context(|| format!("`{words}` has no vkey"))
}

/// Whom to believe, if it was said.
pub(crate) fn policy(key: Option<&str>, file: Option<&Path>) -> Result<Option<Policy>> {
    match (key, file) {
        (Some(key), _) => Ok(Some(Policy::of_log(verifier(key)?))),
        (None, Some(file)) => {
            let read = Policy::read(&bytes(file)?);
            Ok(Some(read.with_context(|| format!("`{}`", file.display()))?))
        }
        (None, None) => Ok(None),
    }
}
