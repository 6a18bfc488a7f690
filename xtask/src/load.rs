//! `cargo xtask load [TASK …] [-- FLAG …]`: the workspace under load, for `docs/performance.md`.
//!
//! The program is built as it is released, and `wrk` is installed from Debian where this machine
//! allows it.

use crate::debian::install;
use crate::house::{House, is_installed, run as run_command};
use anyhow::{Result, bail};

/// What is measured when nothing is named, in the order of the page.
const TASKS: [&str; 5] = ["alone", "seats", "begin", "table", "explorer"];

/// Measures, and prints the tables of the page.
pub(crate) fn run(house: &House, words: &[String]) -> Result<()> {
    let (tasks, flags) = asked(words);
    // wrk has no word that only says that it is there; asked for its version it fails.
    if tasks.contains(&"seats") && !is_installed("which", &["wrk"]) && !install(house, "wrk")? {
        bail!("wrk is not installed\nhint: install it (Debian: `wrk`), or name other tasks");
    }
    run_command(&mut house.cargo(&["build", "--release", "--locked", "--package", "cli"]))?;
    for task in tasks {
        let mut command = house.command("target/release/onetext", &["load", task]);
        run_command(command.args(flags))?;
    }
    Ok(())
}

/// The tasks, and the flags that each of them is given.
fn asked(words: &[String]) -> (Vec<&str>, &[String]) {
    let end = words.iter().position(|word| word.starts_with('-'));
    let (tasks, flags) = words.split_at(end.unwrap_or(words.len()));
    let flags = flags.strip_prefix(&["--".to_owned()]).unwrap_or(flags);
    if tasks.is_empty() {
        return (TASKS.to_vec(), flags);
    }
    (tasks.iter().map(String::as_str).collect(), flags)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn all_tasks_are_measured_unless_some_are_named() {
        let given = words("--seconds 20");
        assert_eq!(asked(&given), (TASKS.to_vec(), &given[..]));
        let given = words("alone seats -- --people 10");
        assert_eq!(asked(&given), (vec!["alone", "seats"], &given[3..]));
    }
}
