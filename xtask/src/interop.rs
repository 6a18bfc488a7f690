//! Interoperability: programs that share no line with ours read what the record writes, and write
//! what it reads, hold files of money to their published schema, and open calendars and tables.
//! Go's packages come from Debian, Python's from the versions that are pinned.

use crate::debian::install;
use crate::house::{House, is_installed};
use crate::ledger::Outcome;
use crate::python;
use crate::suite::{Count, counted};
use anyhow::{Result, bail};
use std::path::Path;

const PINS: &str = "interop/requirements.txt";
/// What holds files of money to their schema.
const MONEY: &str = "interop/money.txt";
/// What opens calendars and tables.
const OPENED: &str = "interop/opened.txt";
/// Where Debian puts the packages of Go.
const PACKAGES: &str = "/usr/share/gocode/src/golang.org/x/mod/sumdb";

/// Runs the tests alone.
pub(crate) fn run(house: &House) -> Result<()> {
    let mut count = Count::default();
    match check(house, &mut count)? {
        Outcome::Held(_) => println!("{count}"),
        Outcome::Skipped(why) => println!("interop: skipped ({why})"),
    }
    Ok(())
}

/// Runs the tests with whichever of the two programs this machine has or may install.
pub(crate) fn check(house: &House, count: &mut Count) -> Result<Outcome> {
    let go = go(house)?;
    let python = python::environment(house, "target/interop/python", PINS)?;
    let money = python::environment(house, "target/interop/money", MONEY)?;
    let opened = python::environment(house, "target/interop/opened", OPENED)?;
    if !go && python.is_none() {
        return Ok(Outcome::Skipped("neither Go nor Python is here".to_owned()));
    }
    // As all tests are built: another set of packages is built anew.
    let words = ["test", "--locked", "--workspace", "--test", "it", "interop"];
    let mut command = house.cargo(&words);
    command.args(["--", "--nocapture", "--test-threads=1"]);
    if go {
        command.env("ONETEXT_INTEROP_GO", "go");
    }
    if let Some(python) = &python {
        command.env("ONETEXT_INTEROP_PYTHON", python.join("bin/python"));
    }
    if let Some(money) = &money {
        command.env("ONETEXT_INTEROP_IATI", money.join("bin/python"));
    }
    if let Some(opened) = &opened {
        command.env("ONETEXT_INTEROP_OPENED", opened.join("bin/python"));
    }
    if go && python.is_some() {
        command.env("ONETEXT_REQUIRE_INTEROP", "1");
    }
    let here = counted(&mut command)?;
    if here.passed() == 0 {
        bail!("no test of interoperability ran");
    }
    *count += here;
    Ok(match (go, python) {
        (true, Some(_)) => Outcome::held(),
        (true, None) => Outcome::Held("without Python".to_owned()),
        (false, _) => Outcome::Held("without Go".to_owned()),
    })
}

fn go(house: &House) -> Result<bool> {
    let is_here = is_installed("go", &["version"]) || install(house, "golang-go")?;
    let packages = Path::new(PACKAGES);
    Ok(is_here && (packages.is_dir() || install(house, "golang-golang-x-mod-dev")?))
}
