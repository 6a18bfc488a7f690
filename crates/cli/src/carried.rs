//! What is carried into a case and out of it as a file of another format: its bytes, and what is
//! said of it beside.

use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// The bytes of a file, or of standard input for `-`: one more than the most where there are more,
/// so that whoever reads them can say so.
pub(crate) fn bytes(path: &Path, most: usize) -> Result<Vec<u8>> {
    let most = u64::try_from(most)?.saturating_add(1);
    let about = || format!("reading {}", path.display());
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin()
            .lock()
            .take(most)
            .read_to_end(&mut bytes)
            .with_context(about)?;
        return Ok(bytes);
    }
    let file = File::open(path).with_context(about)?;
    if !file.metadata().with_context(about)?.is_file() {
        bail!("{} is no file", path.display());
    }
    file.take(most)
        .read_to_end(&mut bytes)
        .with_context(about)?;
    Ok(bytes)
}

/// Says on standard error what was lost, or what is to be noted.
pub(crate) fn tell(what: &str, lines: &[String]) -> Result<()> {
    let mut talk = io::stderr().lock();
    for line in lines {
        writeln!(talk, "{what}: {line}")?;
    }
    Ok(())
}
