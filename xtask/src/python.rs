//! Schemathesis, which tries the interface for programs: in an environment of its own under
//! `target/`, with the versions that `browser/requirements.txt` pins.

use crate::debian::install;
use crate::house::{House, is_installed, run};
use anyhow::{Context, Result};
use std::path::PathBuf;

const PINS: &str = "browser/requirements.txt";

/// The program `schemathesis`, if this machine has Python or may install it.
pub(crate) fn schemathesis(house: &House) -> Result<Option<PathBuf>> {
    let folder = house.root().join("target/browser/python");
    let program = folder.join("bin/schemathesis");
    let wanted = std::fs::read(house.root().join(PINS)).context("reading the pins")?;
    // Copied last, so an installation that was broken off has none.
    let done = folder.join("requirements.txt");
    if std::fs::read(&done).ok().as_ref() == Some(&wanted) {
        return Ok(Some(program));
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
        PINS,
    ];
    run(&mut house.command(&pip, &words))?;
    std::fs::write(&done, wanted).context("noting what is installed")?;
    Ok(Some(program))
}
