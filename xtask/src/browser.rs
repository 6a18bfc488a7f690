//! A headless browser: found, or installed from Debian where this machine allows it.

use crate::debian::install;
use crate::house::{House, is_installed, shown};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const NAMES: [&str; 2] = ["chromium", "chromium-browser"];

/// Nothing of a person's browser is used, and nothing goes out.
const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--allow-file-access-from-files",
    "--host-resolver-rules=MAP * ~NOTFOUND",
];

/// A browser on this machine.
pub(crate) struct Browser {
    name: &'static str,
}

impl Browser {
    /// The browser of this machine, if it has one or one can be installed.
    pub(crate) fn ready(house: &House) -> Result<Option<Self>> {
        if let Some(found) = Self::found() {
            return Ok(Some(found));
        }
        if !install(house, "chromium")? {
            return Ok(None);
        }
        match Self::found() {
            Some(found) => Ok(Some(found)),
            None => bail!("chromium was installed and does not answer"),
        }
    }

    fn found() -> Option<Self> {
        let name = NAMES
            .into_iter()
            .find(|name| is_installed(name, &["--version"]))?;
        Some(Self { name })
    }

    /// Where its program is.
    pub(crate) fn path(&self) -> Result<PathBuf> {
        let folders = std::env::var_os("PATH").unwrap_or_default();
        let found = std::env::split_paths(&folders).map(|folder| folder.join(self.name));
        found
            .into_iter()
            .find(|path| path.is_file())
            .with_context(|| format!("finding `{}`", self.name))
    }

    /// The document at a file, as it stands after its scripts have run.
    pub(crate) fn document(&self, house: &House, page: &Path) -> Result<String> {
        let mut command = self.command(house)?;
        command
            .args(["--virtual-time-budget=20000", "--dump-dom"])
            .arg(address(page));
        quiet(&mut command).context("reading a page in chromium")
    }

    /// Draws a page into a PNG file.
    pub(crate) fn picture(&self, house: &House, page: &Path, shot: &Shot<'_>) -> Result<()> {
        let mut command = self.command(house)?;
        command.arg(format!("--window-size={},{}", shot.width, shot.height));
        command
            .arg(format!("--screenshot={}", shot.to.display()))
            .arg(address(page));
        quiet(&mut command)
            .map(|_| ())
            .context("drawing a page in chromium")
    }

    /// Prints a page on A4.
    pub(crate) fn print(&self, house: &House, page: &Path, to: &Path) -> Result<()> {
        let mut command = self.command(house)?;
        command.arg("--no-pdf-header-footer");
        command
            .arg(format!("--print-to-pdf={}", to.display()))
            .arg(address(page));
        quiet(&mut command)
            .map(|_| ())
            .context("printing a page in chromium")
    }

    /// A command with a profile folder that is new each time.
    fn command(&self, house: &House) -> Result<Command> {
        let profile = house.root().join("target/look/profile");
        if profile.exists() {
            std::fs::remove_dir_all(&profile).context("emptying the browser's profile")?;
        }
        let mut command = house.command(self.name, &FLAGS);
        command.arg(format!("--user-data-dir={}", profile.display()));
        Ok(command)
    }
}

/// What a browser prints, without its talk about this machine, which is shown if it fails.
fn quiet(command: &mut Command) -> Result<String> {
    let done = command
        .output()
        .with_context(|| format!("starting `{}`", shown(command)))?;
    if !done.status.success() {
        bail!(
            "chromium failed:\n{}",
            String::from_utf8_lossy(&done.stderr)
        );
    }
    String::from_utf8(done.stdout).context("reading what chromium printed")
}

/// A picture to be taken.
pub(crate) struct Shot<'a> {
    pub(crate) to: &'a Path,
    pub(crate) width: u64,
    pub(crate) height: u64,
}

fn address(page: &Path) -> String {
    format!("file://{}", page.display())
}
