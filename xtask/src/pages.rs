//! `cargo xtask browser`: the workspace as people meet it, in a real browser.
//!
//! The tests in `browser/` start the program itself, drive Chromium over its pages and schemathesis
//! over its interface for programs. Where something of that is missing and cannot be installed, the
//! step is left out; the build machine needs it all.

use crate::browser::Browser;
use crate::house::House;
use crate::ledger::Outcome;
use crate::node;
use crate::postgres::{self, Postgres};
use crate::python;
use crate::suite::{Count, counted};
use anyhow::{Result, bail};
use std::process::Command;

const NEEDED: &str = "chromium, node or python is missing, and this user cannot install it";

/// What drives one build of the program.
struct Drive {
    features: &'static [&'static str],
    tests: &'static str,
}

/// The program as everybody builds it.
const PLAIN: Drive = Drive {
    features: &[],
    tests: "browser/main.mjs",
};
/// The program with a passkey beside the passphrase, which it has only where somebody asks for it.
const PASSKEYS: Drive = Drive {
    features: &["--features", "passkeys"],
    tests: "browser/passkey.mjs",
};

/// Runs the tests whose names fit, beside a PostgreSQL server if there is one; `passkey` means the
/// tests of the other build.
pub(crate) fn run(house: &House, words: &[String]) -> Result<()> {
    let drive = match words {
        [word] if word == "passkey" => &PASSKEYS,
        _ => &PLAIN,
    };
    let server = Postgres::start(house)?;
    let address = server.as_ref().map(Postgres::address);
    let Some(mut command) = prepared(house, drive, address.as_deref())? else {
        bail!("{NEEDED}\nhint: Debian: `apt-get install chromium nodejs npm python3-venv`");
    };
    if let Some(pattern) = words.first() {
        command.arg(format!("--test-name-pattern={pattern}"));
    }
    println!("{}", driven(command, drive)?);
    Ok(())
}

/// Runs them all, as a step of `ci`.
pub(crate) fn check(house: &House, server: Option<&str>, count: &mut Count) -> Result<Outcome> {
    checked(house, &PLAIN, server, count)
}

/// Runs those of the program with passkeys, as a step of `ci`. The plain program is put back
/// afterwards, so that nobody finds another one than they built.
pub(crate) fn check_passkeys(house: &House, count: &mut Count) -> Result<Outcome> {
    let outcome = checked(house, &PASSKEYS, None, count)?;
    build(house, &PLAIN)?;
    Ok(outcome)
}

fn checked(
    house: &House,
    drive: &Drive,
    server: Option<&str>,
    count: &mut Count,
) -> Result<Outcome> {
    let Some(command) = prepared(house, drive, server)? else {
        if std::env::var_os("CI").is_some() {
            bail!("{NEEDED}\nhint: the build machine drives the pages; give it all three");
        }
        println!("browser: skipped ({NEEDED})");
        return Ok(Outcome::Skipped("no chromium, node or python".to_owned()));
    };
    let here = driven(command, drive)?;
    *count += here;
    Ok(Outcome::Held(here.to_string()))
}

/// Runs the tests; that none runs is no success.
fn driven(mut command: Command, drive: &Drive) -> Result<Count> {
    let count = counted(command.arg(drive.tests))?;
    if count.passed() == 0 {
        bail!("no browser test ran");
    }
    Ok(count)
}

fn build(house: &House, drive: &Drive) -> Result<()> {
    let mut command = house.cargo(&["build", "--quiet", "--locked", "--package", "cli"]);
    crate::house::run(command.args(drive.features))
}

/// Node, ready to run a test file over the program as it is now.
fn prepared(house: &House, drive: &Drive, server: Option<&str>) -> Result<Option<Command>> {
    let Some(browser) = Browser::ready(house)? else {
        return Ok(None);
    };
    let Some(packages) = node::packages(house)? else {
        return Ok(None);
    };
    let Some(schemathesis) = python::schemathesis(house)? else {
        return Ok(None);
    };
    build(house, drive)?;
    let mut command = house.command("node", &["--test-reporter=spec"]);
    command
        .env("ONETEXT_PACKAGES", packages)
        .env("ONETEXT_SCHEMATHESIS", schemathesis)
        .env("ONETEXT_CHROMIUM", browser.path()?)
        .env("ONETEXT_PROGRAM", house.root().join("target/debug/onetext"))
        .env("ONETEXT_SCREENS", house.root().join("target/ci/screens"));
    if let Some(address) = server {
        command.env(postgres::ADDRESS, address);
    }
    Ok(Some(command))
}
