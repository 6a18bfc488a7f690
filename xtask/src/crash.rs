//! `cargo xtask crash [TRIAL] [--runs N] [--store sqlite|postgres] [--seed S] [FLAG …]`: the
//! program ended in the middle of its work, and all that it had acknowledged looked for afterwards.
//!
//! The trials themselves are the package `crash`; here they get the program, a store that is thrown
//! away, and for PostgreSQL a server.

use crate::house::{House, run as run_command};
use crate::ledger::Outcome;
use crate::postgres::Postgres;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// How often the program is ended in `ci`, over each kind of store.
const RUNS_IN_CI: &str = "24";

const TRIALS: [&str; 3] = ["kill", "calls", "power"];

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Wish<'a> {
    trial: &'a str,
    is_on_postgres: bool,
    profile: Profile,
    flags: Vec<&'a str>,
}

/// How the programs are built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Profile {
    Debug,
    Release,
}

/// A folder that goes when this is dropped.
struct Folder(PathBuf);

/// Runs a trial.
pub(crate) fn run(house: &House, words: &[String]) -> Result<()> {
    let wish = wish(words)?;
    let programs = built(house, wish.profile)?;
    if wish.trial != "kill" {
        let folder = Folder::new(house)?;
        let mut command = trial(house, &programs, wish.trial);
        return run_command(command.arg("--on").arg(&folder.0).args(&wish.flags));
    }
    let server = match wish.is_on_postgres {
        true => Some(Postgres::start(house)?.context("PostgreSQL is not installed")?),
        false => None,
    };
    kills(house, &programs, (server.as_ref(), &wish.flags))
}

/// The short run of `ci`.
pub(crate) fn check(house: &House, server: Option<&Postgres<'_>>) -> Result<Outcome> {
    let programs = built(house, Profile::Debug)?;
    let flags = ["--runs", RUNS_IN_CI];
    kills(house, &programs, (None, &flags))?;
    let mut told = format!("{RUNS_IN_CI} ends over SQLite");
    if server.is_some() {
        kills(house, &programs, (server, &flags))?;
        told.push_str(&format!(", {RUNS_IN_CI} over PostgreSQL"));
    }
    Ok(Outcome::Held(format!("{told}, nothing lost")))
}

fn kills(
    house: &House,
    programs: &Programs,
    (server, flags): (Option<&Postgres<'_>>, &[&str]),
) -> Result<()> {
    let folder = Folder::new(house)?;
    let store = match server {
        Some(server) => server.address(),
        None => format!("sqlite:{}", folder.0.join("store").display()),
    };
    let mut command = trial(house, programs, "kill");
    run_command(command.args(["--store", &store]).args(flags))
}

struct Programs {
    crash: String,
    onetext: String,
}

fn built(house: &House, profile: Profile) -> Result<Programs> {
    let mut command = house.cargo(&["build", "--locked", "-p", "cli", "-p", "crash"]);
    let folder = match profile {
        Profile::Debug => "debug",
        Profile::Release => {
            command.arg("--release");
            "release"
        }
    };
    run_command(&mut command)?;
    Ok(Programs {
        crash: format!("target/{folder}/crash"),
        onetext: format!("target/{folder}/onetext"),
    })
}

fn trial(house: &House, programs: &Programs, trial: &str) -> Command {
    house.command(&programs.crash, &[trial, "--program", &programs.onetext])
}

fn wish(words: &[String]) -> Result<Wish<'_>> {
    let mut words = words.iter().map(String::as_str).peekable();
    let named = words.next_if(|word| !word.starts_with('-'));
    let mut wish = Wish {
        trial: named.unwrap_or("kill"),
        is_on_postgres: false,
        profile: Profile::Debug,
        flags: Vec::new(),
    };
    if !TRIALS.contains(&wish.trial) {
        bail!(
            "there is no trial `{}`\nhint: there are {}",
            wish.trial,
            TRIALS.join(", ")
        );
    }
    while let Some(word) = words.next() {
        match word {
            "--release" => wish.profile = Profile::Release,
            "--store" => match words.next() {
                Some("sqlite") => wish.is_on_postgres = false,
                Some("postgres") => wish.is_on_postgres = true,
                _ => bail!("`--store` is `sqlite` or `postgres`"),
            },
            word => wish.flags.push(word),
        }
    }
    Ok(wish)
}

impl Folder {
    /// A folder on the disk that the program is built on, which is one that keeps what it is told.
    fn new(house: &House) -> Result<Self> {
        let name = format!("target/crash/{}", std::process::id());
        let folder = house.root().join(name);
        std::fs::create_dir_all(&folder).context("making a folder for the trial")?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn a_trial_may_be_named_with_its_store_and_flags_of_its_own() {
        let given = words("kill --runs 7 --store postgres --seed 3");
        let wish = wish(&given).unwrap();
        assert_eq!((wish.trial, wish.is_on_postgres), ("kill", true));
        assert_eq!(wish.flags, ["--runs", "7", "--seed", "3"]);
        assert_eq!(super::wish(&words("--runs 7")).unwrap().trial, "kill");
        for wrong in ["burn", "kill --store tape"] {
            assert!(super::wish(&words(wrong)).is_err(), "{wrong}");
        }
    }
}
