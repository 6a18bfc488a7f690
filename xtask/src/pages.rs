//! `cargo xtask browser`: the workspace as people meet it, in a real browser.
//!
//! The tests in `browser/` start the program itself and drive Chromium over it. Without Chromium
//! or node, and no right to install them, the step is left out; the build machine needs both.

use crate::browser::Browser;
use crate::house::House;
use crate::ledger::Outcome;
use crate::node;
use crate::postgres::{self, Postgres};
use crate::suite::{Count, counted};
use anyhow::{Result, bail};
use std::process::Command;

/// Runs the tests whose names fit, beside a PostgreSQL server if there is one.
pub(crate) fn run(house: &House, words: &[String]) -> Result<()> {
    let server = Postgres::start(house)?;
    let address = server.as_ref().map(Postgres::address);
    let Some(mut command) = prepared(house, address.as_deref())? else {
        bail!("chromium and node are needed\nhint: Debian: `apt-get install chromium nodejs npm`");
    };
    if let Some(pattern) = words.first() {
        command.arg(format!("--test-name-pattern={pattern}"));
    }
    let count = counted(command.arg("browser/main.mjs"))?;
    println!("{count}");
    Ok(())
}

/// Runs them all, as a step of `ci`.
pub(crate) fn check(house: &House, server: Option<&str>, count: &mut Count) -> Result<Outcome> {
    let Some(mut command) = prepared(house, server)? else {
        let why = "chromium or node is not installed and cannot be installed by this user";
        if std::env::var_os("CI").is_some() {
            bail!("{why}\nhint: the build machine drives the pages; give it both");
        }
        println!("browser: skipped ({why})");
        return Ok(Outcome::Skipped("no chromium or node".to_owned()));
    };
    let here = counted(command.arg("browser/main.mjs"))?;
    if here.passed() == 0 {
        bail!("no browser test ran");
    }
    *count += here;
    Ok(Outcome::Held(here.to_string()))
}

/// Node, ready to run a test file over the program as it is now.
fn prepared(house: &House, server: Option<&str>) -> Result<Option<Command>> {
    let Some(browser) = Browser::ready(house)? else {
        return Ok(None);
    };
    let Some(packages) = node::packages(house)? else {
        return Ok(None);
    };
    crate::house::run(&mut house.cargo(&["build", "--quiet", "--locked", "--package", "cli"]))?;
    let mut command = house.command("node", &["--test-reporter=spec"]);
    command
        .env("ONETEXT_PACKAGES", packages)
        .env("ONETEXT_CHROMIUM", browser.path()?)
        .env("ONETEXT_PROGRAM", house.root().join("target/debug/onetext"))
        .env("ONETEXT_SCREENS", house.root().join("target/ci/screens"));
    if let Some(address) = server {
        command.env(postgres::ADDRESS, address);
    }
    Ok(Some(command))
}
