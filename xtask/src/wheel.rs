//! The Python package: the wheel is built, put into an environment of its own, and tried there.
//!
//! What builds, checks and runs it comes in the versions that `python/requirements.txt` pins, and
//! is fetched once: after that no network is needed. What the wheel needs, pip finds by itself, as
//! with whoever installs it.

use crate::house::{House, run as run_command};
use crate::ledger::Outcome;
use crate::python;
use crate::suite::{Count, counted};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const PINS: &str = "python/requirements.txt";
const MANIFEST: &str = "python/Cargo.toml";
/// Where the wheel is put, alone.
const WHEELS: &str = "target/python/wheels";
/// What is built with, and what is tried in.
const WORKSHOP: &str = "target/python/workshop";
const FRESH: &str = "target/python/fresh";
/// What the wheel needs, as it was fetched.
const NEEDED: &str = "target/python/needed";

/// Runs the tests alone.
pub(crate) fn run(house: &House) -> Result<()> {
    let mut count = Count::default();
    match check(house, &mut count)? {
        Outcome::Held(_) => println!("{count}"),
        Outcome::Skipped(why) => println!("python: skipped ({why})"),
    }
    Ok(())
}

/// Builds the wheel, installs it where nothing else is, and tries it, its stubs and its page.
pub(crate) fn check(house: &House, count: &mut Count) -> Result<Outcome> {
    let Some(workshop) = python::environment(house, WORKSHOP, PINS)? else {
        return Ok(Outcome::Skipped("Python is not here".to_owned()));
    };
    fetch(house, &workshop)?;
    let wheel = build(house, &workshop)?;
    lints(house)?;
    let interpreter = installed(house, &wheel)?;
    let here = counted(&mut house.command(&interpreter, &["-B", "python/tests"]))?;
    if here.passed() == 0 {
        bail!("no test of the Python package ran");
    }
    *count += here;
    stubs(house, &workshop, &wheel)?;
    Ok(Outcome::Held(here.to_string()))
}

/// Fetches what the wheel needs, unless that was done for these pins.
fn fetch(house: &House, workshop: &Path) -> Result<()> {
    let wanted = std::fs::read(house.root().join(PINS)).context("reading the pins")?;
    let done = house.root().join(NEEDED).join("requirements.txt");
    if std::fs::read(&done).ok().as_ref() == Some(&wanted) {
        return Ok(());
    }
    let words = [
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "numpy",
    ];
    let mut command = within(house, workshop, "pip", &words);
    run_command(command.args(["--constraint", PINS, "--dest", NEEDED]))?;
    std::fs::write(&done, wanted).context("noting what is fetched")
}

/// The shape and the lints of its crate, which the house's own steps do not see.
fn lints(house: &House) -> Result<()> {
    let format = ["fmt", "--check", "--manifest-path", MANIFEST];
    run_command(&mut house.cargo(&format))?;
    let words = ["clippy", "--manifest-path", MANIFEST, "--target-dir"];
    let mut command = house.cargo(&words);
    command.args(["target", "--", "-D", "warnings"]);
    // What maturin told PyO3 of Python: told otherwise, PyO3 would be built again.
    if let Ok(told) = std::fs::read_dir(house.root().join("target/maturin")) {
        let mut files = told.filter_map(Result::ok).map(|entry| entry.path());
        if let Some(file) = files.find(|file| file.extension().is_some_and(|e| e == "txt")) {
            command.env("PYO3_CONFIG_FILE", file);
            command.env("PYO3_BUILD_EXTENSION_MODULE", "1");
        }
    }
    run_command(&mut command)
}

/// The wheel, built for development into the folder that the house's own tests use, so that what
/// both need is compiled once.
fn build(house: &House, workshop: &Path) -> Result<PathBuf> {
    let wheels = house.root().join(WHEELS);
    if wheels.exists() {
        std::fs::remove_dir_all(&wheels).context("clearing the folder of the wheel")?;
    }
    let words = ["build", "--manifest-path", MANIFEST, "--profile", "dev"];
    let mut command = within(house, workshop, "maturin", &words);
    command.args(["--target-dir", "target", "--out", WHEELS]);
    run_command(&mut command)?;
    let mut files = std::fs::read_dir(&wheels).context("looking for the wheel")?;
    let file = files.next().context("no wheel was built")??;
    Ok(file.path())
}

/// An environment with the wheel and what pip brings with it, and nothing else.
fn installed(house: &House, wheel: &Path) -> Result<String> {
    run_command(&mut house.command("python3", &["-m", "venv", "--clear", FRESH]))?;
    let fresh = house.root().join(FRESH);
    let here = ["--no-index", "--find-links", NEEDED];
    install(house, (&fresh, wheel), &here)?;
    Ok(fresh.join("bin/python").to_string_lossy().into_owned())
}

fn install(house: &House, (place, wheel): (&Path, &Path), more: &[&str]) -> Result<()> {
    let pip = place.join("bin/pip").to_string_lossy().into_owned();
    let words = ["install", "--quiet", "--disable-pip-version-check"];
    let mut command = house.command(&pip, &words);
    run_command(command.args(more).arg(wheel))
}

/// Holds the stubs to the compiled package, and to what they say of types themselves.
fn stubs(house: &House, workshop: &Path, wheel: &Path) -> Result<()> {
    // The one that was there has the same version.
    let again = ["--force-reinstall", "--no-deps"];
    install(house, (workshop, wheel), &again)?;
    let listed = ["onetext", "--concise", "--allowlist", "python/stubtest.txt"];
    run_command(&mut within(house, workshop, "stubtest", &listed))?;
    let strict = ["--strict", "python/onetext.pyi"];
    run_command(&mut within(house, workshop, "mypy", &strict))
}

/// A program of an environment, which finds itself and its Python there.
fn within(house: &House, place: &Path, program: &str, words: &[&str]) -> Command {
    let programs = place.join("bin");
    let program = programs.join(program).to_string_lossy().into_owned();
    let mut command = house.command(&program, words);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(programs).chain(std::env::split_paths(&path));
    if let Ok(path) = std::env::join_paths(all) {
        command.env("PATH", path);
    }
    command.env("VIRTUAL_ENV", place);
    command
}
