//! Files for secrets: made anew, and read by their owner alone.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// A new file that only its owner reads; one that is there already is left alone.
#[cfg(unix)]
pub(crate) fn private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

/// A new file; one that is there already is left alone.
#[cfg(not(unix))]
pub(crate) fn private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}
