//! Node and the test-only packages: found, or installed where this machine allows it.
//!
//! The packages are pinned with their hashes in `browser/package-lock.json` and put under
//! `target/`; the build machine needs them, and nobody who only uses Onetext does.

use crate::debian::install;
use crate::house::{House, is_installed, run};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// What says which packages, of which version and hash, and how npm fetches them.
const PINS: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// The folder with the packages of the browser tests, if this machine has node or may install it.
pub(crate) fn packages(house: &House) -> Result<Option<PathBuf>> {
    for program in ["node", "npm"] {
        let package = if program == "node" { "nodejs" } else { "npm" };
        if !is_installed(program, &["--version"]) && !install(house, package)? {
            return Ok(None);
        }
    }
    let folder = house.root().join("target/browser/packages");
    if is_current(house, &folder)? {
        return Ok(Some(folder));
    }
    std::fs::create_dir_all(&folder).context("making a folder for the packages")?;
    for pin in PINS {
        let from = house.root().join("browser").join(pin);
        std::fs::copy(&from, folder.join(pin)).with_context(|| format!("copying `{pin}`"))?;
    }
    run(house
        .command("npm", &["ci", "--silent"])
        .current_dir(&folder))?;
    Ok(Some(folder))
}

/// Whether the packages are those that the lock file names.
fn is_current(house: &House, folder: &std::path::Path) -> Result<bool> {
    // npm writes this file last, so an installation that was broken off has none.
    if !folder.join("node_modules/.package-lock.json").is_file() {
        return Ok(false);
    }
    for pin in PINS {
        let wanted = std::fs::read(house.root().join("browser").join(pin))
            .with_context(|| format!("reading `browser/{pin}`"))?;
        if std::fs::read(folder.join(pin)).ok() != Some(wanted) {
            return Ok(false);
        }
    }
    Ok(true)
}
