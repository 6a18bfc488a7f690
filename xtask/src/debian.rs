//! Debian's packages, installed where this machine allows it.

use crate::house::{House, is_installed, output, run};
use anyhow::Result;
use std::process::Stdio;

/// Installs a package; whether this machine let us.
pub(crate) fn install(house: &House, package: &str) -> Result<bool> {
    if !is_installed("apt-get", &["--version"]) || !is_root(house) {
        return Ok(false);
    }
    println!("{package} is missing: installing Debian's package");
    run(house
        .command("apt-get", &["update", "-qq"])
        .env("DEBIAN_FRONTEND", "noninteractive"))?;
    let words = ["install", "-y", "-qq", "--no-install-recommends", package];
    run(house
        .command("apt-get", &words)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdout(Stdio::null()))?;
    Ok(true)
}

/// Whether this user may do everything.
pub(crate) fn is_root(house: &House) -> bool {
    output(&mut house.command("id", &["-u"])).is_ok_and(|id| id.trim() == "0")
}
