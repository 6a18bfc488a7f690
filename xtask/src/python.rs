//! Python's programs and packages: in environments of their own under `target/`, with the versions
//! that a file of pins names.

use crate::debian::install;
use crate::house::{House, is_installed, run};
use anyhow::{Context, Result};
use std::path::PathBuf;

const PINS: &str = "browser/requirements.txt";

/// The program `schemathesis`, which tries the interface for programs.
pub(crate) fn schemathesis(house: &House) -> Result<Option<PathBuf>> {
    let folder = environment(house, "target/browser/python", PINS)?;
    Ok(folder.map(|folder| folder.join("bin/schemathesis")))
}

/// A folder with what a file pins, if this machine has Python or may install it.
pub(crate) fn environment(house: &House, folder: &str, pins: &str) -> Result<Option<PathBuf>> {
    let folder = house.root().join(folder);
    let wanted = std::fs::read(house.root().join(pins)).context("reading the pins")?;
    // Written last, so an installation that was broken off has none.
    let done = folder.join("requirements.txt");
    if std::fs::read(&done).ok().as_ref() == Some(&wanted) {
        return Ok(Some(folder));
    }
    if !is_installed("python3", &["-m", "ensurepip", "--version"])
        && !install(house, "python3-venv")?
    {
        return Ok(None);
    }
    let place = folder.to_string_lossy();
    run(&mut house.command("python3", &["-m", "venv", "--clear", &place]))?;
    let pip = folder.join("bin/pip").to_string_lossy().into_owned();
    let words = [
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
        pins,
    ];
    run(&mut house.command(&pip, &words))?;
    std::fs::write(&done, wanted).context("noting what is installed")?;
    Ok(Some(folder))
}
