//! A throw-away Python environment with the peers in it.

use crate::house::{House, is_installed, run};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// What is compared with, in the versions that the published figures name.
const PEERS: [&str; 2] = ["negmas==0.16.*", "moocore==0.3.*"];

/// An environment under `target/`.
pub(super) struct Venv {
    folder: PathBuf,
}

impl Venv {
    /// The environment, made now if it is not there yet.
    pub(super) fn ready(house: &House) -> Result<Self> {
        let folder = house.root().join("target/peers/venv");
        let done = folder.join("ready");
        if done.is_file() {
            return Ok(Self { folder });
        }
        if !is_installed("python3", &["--version"]) {
            bail!("python3 is not installed\nhint: the peers are Python packages");
        }
        println!("making an environment for the peers in target/peers/venv");
        let place = folder.to_string_lossy().into_owned();
        run(&mut house.command("python3", &["-m", "venv", "--clear", &place]))?;
        let python = folder.join("bin/python").to_string_lossy().into_owned();
        let mut pip = house.command(&python, &["-m", "pip", "install", "--quiet"]);
        run(pip.args(PEERS))?;
        std::fs::write(&done, PEERS.join("\n")).context("closing the environment")?;
        Ok(Self { folder })
    }

    /// A driver of ours, run by this Python on one thread.
    pub(super) fn python(&self, house: &House, script: &str) -> Command {
        let python = self
            .folder
            .join("bin/python")
            .to_string_lossy()
            .into_owned();
        let script = house.root().join("xtask/peers").join(script);
        let mut command = house.command(&python, &["-B"]);
        command.arg(script);
        for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"] {
            command.env(name, "1");
        }
        // A kernel chosen for another program would slow the peer down.
        command
            .env_remove("OPENBLAS_CORETYPE")
            .env_remove("OPENBLAS_L2_SIZE");
        command
    }
}
