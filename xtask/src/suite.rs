//! The tests: run by nextest where it is present, else by cargo, or by node, and counted.
//!
//! What the runner prints stays visible while it is counted.

use crate::house::{House, is_installed, shown};
use anyhow::{Context, Result, bail};
use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

/// How many tests ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Count {
    /// How many held.
    pub(crate) fn passed(self) -> u64 {
        self.passed
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            passed,
            failed,
            skipped,
        } = self;
        write!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

/// Runs every test but the doctests, with a PostgreSQL server if there is one; no test at all is a
/// failure.
pub(crate) fn tests(house: &House, server: Option<&str>) -> Result<Count> {
    let mut command = if is_installed("cargo-nextest", &["nextest", "--version"]) {
        house.cargo(&[
            "nextest",
            "run",
            "--workspace",
            "--locked",
            "--no-fail-fast",
        ])
    } else {
        println!("cargo-nextest is not installed: `cargo test` does");
        house.cargo(&[
            "test",
            "--workspace",
            "--locked",
            "--lib",
            "--bins",
            "--tests",
        ])
    };
    if let Some(address) = server {
        command.env(crate::postgres::ADDRESS, address);
    }
    let count = counted(&mut command)?;
    if count.passed == 0 {
        bail!("no test ran");
    }
    Ok(count)
}

/// Runs the examples in the documentation.
pub(crate) fn doctests(house: &House) -> Result<Count> {
    counted(&mut house.cargo(&["test", "--workspace", "--locked", "--doc", "--quiet"]))
}

/// Runs a test runner, shows what it prints, and counts by its closing lines.
pub(crate) fn counted(command: &mut Command) -> Result<Count> {
    let shown = shown(command);
    println!("$ {shown}");
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("starting `{shown}`"))?;
    let out = child.stdout.take().context("reading the runner's output")?;
    let err = child.stderr.take().context("reading the runner's errors")?;
    let errors = std::thread::spawn(move || tee(err, std::io::stderr()));
    let mut count = tee(out, std::io::stdout())?;
    let Ok(said) = errors.join() else {
        bail!("reading the runner's errors failed")
    };
    count += said?;
    let status = child.wait()?;
    if !status.success() {
        bail!("`{shown}` failed ({status}): {count}");
    }
    Ok(count)
}

fn tee(from: impl Read, mut to: impl Write) -> Result<Count> {
    let mut count = Count::default();
    for line in BufReader::new(from).split(b'\n') {
        let line = line?;
        to.write_all(&line)?;
        to.write_all(b"\n")?;
        if let Some(more) = closing(&String::from_utf8_lossy(&line)) {
            count += more;
        }
    }
    Ok(count)
}

/// Reads a closing line of cargo's test runner, of nextest or of node's.
///
/// Nextest indents what it repeats of a failed test, and its own summary; cargo's runner does not.
/// Node's closes with a line for each sum.
fn closing(line: &str) -> Option<Count> {
    if let Some(sum) = line.strip_prefix("ℹ ") {
        return node_sum(sum);
    }
    let rest = match line.strip_prefix("test result:") {
        Some(rest) => rest,
        None => line.trim_start().strip_prefix("Summary [")?,
    };
    Some(Count {
        passed: number_before(rest, " passed"),
        failed: number_before(rest, " failed"),
        skipped: number_before(rest, " ignored") + number_before(rest, " skipped"),
    })
}

fn node_sum(sum: &str) -> Option<Count> {
    let (word, number) = sum.split_once(' ')?;
    let number = number.parse().ok()?;
    let mut count = Count::default();
    match word {
        "pass" => count.passed = number,
        "fail" | "cancelled" => count.failed = number,
        "skipped" => count.skipped = number,
        _ => return None,
    }
    Some(count)
}

fn number_before(line: &str, word: &str) -> u64 {
    let Some((before, _)) = line.split_once(word) else {
        return 0;
    };
    let digits = before.rsplit(|c: char| !c.is_ascii_digit()).next();
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_of_nextest_is_counted() {
        let line = "     Summary [   0.123s] 14 tests run: 12 passed (1 slow), 2 failed, 3 skipped";
        assert_eq!(
            closing(line),
            Some(Count {
                passed: 12,
                failed: 2,
                skipped: 3
            })
        );
    }

    #[test]
    fn the_closing_line_of_cargo_test_is_counted() {
        let line = "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(
            closing(line),
            Some(Count {
                passed: 5,
                failed: 0,
                skipped: 1
            })
        );
    }

    #[test]
    fn the_closing_lines_of_node_are_counted() {
        let lines = "ℹ tests 6\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\nℹ duration_ms 9.5";
        let mut sum = Count::default();
        lines
            .lines()
            .filter_map(closing)
            .for_each(|count| sum += count);
        let (passed, failed, skipped) = (3, 2, 1);
        assert_eq!(
            sum,
            Count {
                passed,
                failed,
                skipped
            }
        );
    }

    #[test]
    fn other_lines_are_not_counted() {
        assert_eq!(closing("12 passed the gate"), None);
        assert_eq!(
            closing("    test result: FAILED. 0 passed; 1 failed; 0 ignored"),
            None
        );
    }
}
