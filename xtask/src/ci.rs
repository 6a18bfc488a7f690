//! `cargo xtask ci`: what must hold before a change lands, one step after the other.

use crate::crash;
use crate::documents;
use crate::house::{House, is_installed, run};
use crate::interop;
use crate::ledger::{Ledger, Outcome};
use crate::look;
use crate::pages;
use crate::postgres;
use crate::suite::{Count, counted, doctests, tests};
use crate::tidy;
use crate::twins;
use crate::wheel;
use anyhow::Result;

/// Runs every step, stops at the first that fails, and closes with a summary.
pub(crate) fn run_all(house: &House) -> Result<()> {
    let required = std::env::var("ONETEXT_REQUIRE_STEPS").unwrap_or_default();
    let mut ledger = Ledger::open(&required);
    let mut count = Count::default();
    let clippy = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--keep-going",
        "--",
        "-D",
        "warnings",
    ];
    ledger.step("fmt", || cargo(house, &["fmt", "--all", "--check"]))?;
    ledger.step("tidy", || {
        tidy::run(house)?;
        Ok(Outcome::held())
    })?;
    ledger.step("deny", || {
        if_installed(house, "cargo-deny", &["deny", "check"])
    })?;
    ledger.step("typos", || if_installed(house, "typos", &[]))?;
    ledger.step("clippy", || cargo(house, &clippy))?;
    ledger.step("doc", || doc(house))?;
    ledger.step("doctests", || {
        count += doctests(house)?;
        Ok(Outcome::held())
    })?;
    ledger.step("look", || look::check(house))?;
    let mut server = None;
    ledger.step("postgres", || postgres::ready(house, &mut server))?;
    let address = server.as_ref().map(|server| server.address());
    ledger.step("tests", || {
        let here = tests(house, address.as_deref())?;
        count += here;
        Ok(Outcome::Held(here.to_string()))
    })?;
    ledger.step("interop", || interop::check(house, &mut count))?;
    ledger.step("documents", || documents::check(house, &mut count))?;
    ledger.step("python", || wheel::check(house, &mut count))?;
    ledger.step("crash", || crash::check(house, server.as_ref()))?;
    ledger.step("twins", || twins::check(house))?;
    ledger.step("browser", || {
        pages::check(house, address.as_deref(), &mut count)
    })?;
    ledger.step("passkeys", || passkeys(house, &mut count))?;
    println!("\n{ledger}\n\n{count}");
    Ok(())
}

/// The lints and tests of the program with passkeys, which no other step builds.
fn passkeys(house: &House, count: &mut Count) -> Result<Outcome> {
    let ours = [
        "--locked",
        "-p",
        "server",
        "-p",
        "cli",
        "--features",
        "cli/passkeys",
    ];
    let mut lints = house.cargo(&["clippy", "--all-targets"]);
    run(lints.args(ours).args(["--", "-D", "warnings"]))?;
    *count += counted(house.cargo(&["test", "--lib"]).args(ours).arg("passkey"))?;
    pages::check_passkeys(house, count)
}

fn cargo(house: &House, words: &[&str]) -> Result<Outcome> {
    run(&mut house.cargo(words))?;
    Ok(Outcome::held())
}

fn doc(house: &House) -> Result<Outcome> {
    let mut command = house.cargo(&["doc", "--workspace", "--no-deps", "--locked"]);
    run(command.env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(Outcome::held())
}

/// Runs a checker that people may have; the house does not install it.
fn if_installed(house: &House, program: &str, words: &[&str]) -> Result<Outcome> {
    if !is_installed(program, &["--version"]) {
        println!("{program}: skipped (not installed)");
        return Ok(Outcome::Skipped(format!("{program} is not installed")));
    }
    let mut command = match program.strip_prefix("cargo-") {
        Some(_) => house.cargo(words),
        None => house.command(program, words),
    };
    run(&mut command)?;
    Ok(Outcome::held())
}
