//! The chores of the house, one word each: `cargo xtask ci`, `tidy`, `look`, `load`, `browser`,
//! `crash`, `documents`, `fuzz`, `interop`, `peers`, `postgres`, `python`, `twins`.
//!
//! Plain commands run one after the other, so that what the build machine does is what a person
//! can do by hand. Everything here reads the repository; nothing here is part of the product.

mod browser;
mod ci;
mod crash;
mod debian;
mod documents;
mod fuzz;
mod house;
mod interop;
mod ledger;
mod load;
mod look;
mod metadata;
mod node;
mod pages;
mod peers;
mod postgres;
mod python;
mod suite;
mod tidy;
mod twins;
mod wheel;

use house::House;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask CHORE

  browser the workspace in a real browser: browser [PART OF A TEST'S NAME]
  ci      everything that must hold before a change lands: format, tidy, clippy, doc, tests
  crash   the program ended in the middle of its work: crash [TRIAL] [--runs N] [--store S]
  documents  LibreOffice, pdftotext and the schema of Akoma Ntoso beside what we write
  fuzz    made-up bytes at every reader of outside files: fuzz [TARGET …] [--runs N]
  interop the record beside programs in Go and Python that share no line with it
  load    the workspace under load: load [TASK …] [-- FLAG …]; installs wrk where it may
  look    draws every briefing that ships at three widths, light and dark, into target/look/
  peers   the bench beside the programs people use: peers [--quick] [--task N]
  postgres a throw-away PostgreSQL for a command: postgres -- cargo nextest run -p store
  python  the wheel of the Python package: built, installed apart, and tried
  twins   the twin worlds at length: twins [--runs N] [--seed S] [--leaks]
  tidy    the house rules that no compiler checks: sizes, edges between rooms, glossary, licences
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let rest = words.get(1..).unwrap_or_default();
    let done = match words.first().map(String::as_str) {
        Some("browser") => House::open().and_then(|house| pages::run(&house, rest)),
        Some("ci") => House::open().and_then(|house| ci::run_all(&house)),
        Some("crash") => House::open().and_then(|house| crash::run(&house, rest)),
        Some("documents") => House::open().and_then(|house| documents::run(&house)),
        Some("fuzz") => House::open().and_then(|house| fuzz::run(&house, rest)),
        Some("interop") => House::open().and_then(|house| interop::run(&house)),
        Some("load") => House::open().and_then(|house| load::run(&house, rest)),
        Some("look") => House::open().and_then(|house| look::run(&house)),
        Some("peers") => House::open().and_then(|house| peers::run(&house, rest)),
        Some("postgres") => House::open().and_then(|house| postgres::run(&house, rest)),
        Some("python") => House::open().and_then(|house| wheel::run(&house)),
        Some("twins") => House::open().and_then(|house| twins::run(&house, rest)),
        Some("tidy") => House::open().and_then(|house| tidy::run(&house)),
        Some("help" | "--help" | "-h") => {
            print!("{USAGE}");
            Ok(())
        }
        Some(other) => Err(anyhow::anyhow!("there is no chore `{other}`\n\n{USAGE}")),
        None => Err(anyhow::anyhow!("which chore?\n\n{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("error: {fault:#}");
            ExitCode::FAILURE
        }
    }
}
