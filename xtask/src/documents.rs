//! `cargo xtask documents`: programs of others open the documents that we write. LibreOffice saves
//! them and prints them, `pdftotext` takes the words out again, and the schema of Akoma Ntoso is
//! held against what we call by its name.

use crate::debian::install;
use crate::house::{House, is_installed};
use crate::ledger::Outcome;
use crate::python;
use crate::suite::{Count, counted};
use anyhow::{Result, bail};

const PINS: &str = "interop/documents.txt";

/// Runs the tests alone.
pub(crate) fn run(house: &House) -> Result<()> {
    let mut count = Count::default();
    match check(house, &mut count)? {
        Outcome::Held(_) => println!("{count}"),
        Outcome::Skipped(why) => println!("documents: skipped ({why})"),
    }
    Ok(())
}

/// Runs the tests where the programs are here or may be installed.
pub(crate) fn check(house: &House, count: &mut Count) -> Result<Outcome> {
    let office =
        is_installed("soffice", &["--version"]) || install(house, "libreoffice-writer-nogui")?;
    let pages = is_installed("pdftotext", &["-v"]) || install(house, "poppler-utils")?;
    if !office || !pages {
        let why = "LibreOffice or pdftotext is not here".to_owned();
        return Ok(Outcome::Skipped(why));
    }
    let Some(python) = python::environment(house, "target/interop/documents", PINS)? else {
        return Ok(Outcome::Skipped("Python is not here".to_owned()));
    };
    // As all tests are built: another set of packages is built anew.
    let words = ["test", "--locked", "--workspace", "--lib", "trial::office"];
    let mut command = house.cargo(&words);
    command.args(["--", "--nocapture", "--test-threads=1"]);
    command.env("ONETEXT_REQUIRE_OFFICE", "1");
    command.env("ONETEXT_OFFICE_PYTHON", python.join("bin/python"));
    let here = counted(&mut command)?;
    if here.passed() == 0 {
        bail!("no test of documents ran");
    }
    *count += here;
    Ok(Outcome::held())
}
