//! `cargo xtask fuzz [TARGET …] [--runs N]`: throws made-up bytes at every reader of outside files.
//!
//! libFuzzer with coverage, on the stable toolchain: the compiler's own passes are asked for by
//! flags, so nothing has to be installed. Targets are the files of `fuzz/src/bin/`; what they find
//! interesting is kept in `target/fuzz/corpus/`, what breaks them in `target/fuzz/found/`.

use crate::house::{House, output, shown};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const COVERAGE: [&str; 6] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "--cfg=fuzzing",
];

/// One more input than this long takes is a hang.
const SECONDS_MAX: &str = "-timeout=10";
const MEMORY_MAX: &str = "-rss_limit_mb=2048";
const BYTES_MAX: &str = "-max_len=16384";

/// What a run was asked to do.
#[derive(Debug, PartialEq, Eq)]
struct Wish {
    targets: Vec<String>,
    runs: u64,
}

/// Runs the targets named, or all of them, and prints how many executions each had.
pub(crate) fn run(house: &House, words: &[String]) -> Result<()> {
    let wish = wish(words)?;
    let all = targets(house)?;
    if let Some(other) = wish.targets.iter().find(|name| !all.contains(name)) {
        bail!(
            "there is no fuzz target `{other}`\nhint: there are {}",
            all.join(", ")
        );
    }
    let chosen = if wish.targets.is_empty() {
        &all
    } else {
        &wish.targets
    };
    let programs = build(house)?;
    let mut total = 0;
    let mut lines = Vec::new();
    for target in chosen {
        println!("\n== fuzz {target} ==");
        let done = fuzz(house, &programs.join(target), target, wish.runs)?;
        total += done;
        lines.push(format!("| `{target}` | {} |", grouped(done)));
    }
    println!(
        "\n| target | executions |\n|---|---:|\n{}",
        lines.join("\n")
    );
    println!("| all | {} |\n\nno crash, no hang", grouped(total));
    Ok(())
}

fn wish(words: &[String]) -> Result<Wish> {
    let mut wish = Wish {
        targets: Vec::new(),
        runs: 100_000,
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word == "--runs" {
            let number = words.next().context("`--runs` needs a number")?;
            let digits = number.replace('_', "");
            wish.runs = digits
                .parse()
                .with_context(|| format!("`{number}` is no number"))?;
        } else if word.starts_with('-') {
            bail!("`{word}` is not known\nhint: cargo xtask fuzz [TARGET …] [--runs N]");
        } else {
            wish.targets.push(word.clone());
        }
    }
    Ok(wish)
}

/// The targets: every program of the fuzz workspace.
fn targets(house: &House) -> Result<Vec<String>> {
    let folder = house.root().join("fuzz/src/bin");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder).context("looking for fuzz targets")? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "rs") {
            names.extend(
                path.file_stem()
                    .map(|name| name.to_string_lossy().into_owned()),
            );
        }
    }
    names.sort();
    Ok(names)
}

/// Builds every target with coverage; where the programs are.
fn build(house: &House) -> Result<PathBuf> {
    let said = output(&mut house.command("rustc", &["-vV"]))?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.context("asking rustc for its host")?;
    // Naming the host keeps the flags away from build scripts and macros.
    let words = [
        "build",
        "--release",
        "--manifest-path",
        "fuzz/Cargo.toml",
        "--target",
        host,
    ];
    let mut command = house.cargo(&words);
    command
        .args(["--target-dir", "target/fuzz"])
        .env("RUSTFLAGS", COVERAGE.join(" "));
    crate::house::run(&mut command)?;
    Ok(house.root().join("target/fuzz").join(host).join("release"))
}

fn fuzz(house: &House, program: &Path, target: &str, runs: u64) -> Result<u64> {
    let corpus = house.root().join("target/fuzz/corpus").join(target);
    let found = house.root().join("target/fuzz/found");
    std::fs::create_dir_all(&corpus).context("making a folder for the corpus")?;
    std::fs::create_dir_all(&found).context("making a folder for what breaks")?;
    let seeds = house.root().join("fuzz/seeds").join(target);
    let mut command = Command::new(program);
    command.current_dir(house.root()).stdin(Stdio::null());
    command.args([SECONDS_MAX, MEMORY_MAX, BYTES_MAX, "-print_final_stats=1"]);
    command.arg(format!("-runs={runs}"));
    command.arg(format!("-artifact_prefix={}/{target}-", found.display()));
    command.arg(&corpus);
    if seeds.is_dir() {
        command.arg(&seeds);
    }
    println!("$ {}", shown(&command));
    let output = command
        .stderr(Stdio::piped())
        .output()
        .context("starting the target")?;
    let said = String::from_utf8_lossy(&output.stderr);
    let last: Vec<&str> = said.lines().rev().take(30).collect();
    if !output.status.success() {
        for line in last.iter().rev() {
            println!("{line}");
        }
        bail!("`{target}` broke: the input is in target/fuzz/found/");
    }
    println!(
        "{}",
        said.lines()
            .rfind(|line| line.contains("DONE"))
            .unwrap_or_default()
    );
    executions(&said).with_context(|| format!("counting the executions of `{target}`"))
}

/// A number with a comma between each three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&[u8]> = digits.as_bytes().rchunks(3).rev().collect();
    String::from_utf8_lossy(&groups.join(&b',')).into_owned()
}

/// Reads libFuzzer's own count.
fn executions(said: &str) -> Option<u64> {
    let line = said
        .lines()
        .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))?;
    line.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn targets_and_a_number_of_runs_may_be_named() {
        let targets = words("genius negmas");
        assert_eq!(
            wish(&words("genius --runs 2_000 negmas")).unwrap(),
            Wish {
                targets,
                runs: 2_000
            }
        );
        assert!(wish(&words("--runs many")).is_err());
        assert!(wish(&words("--forever")).is_err());
    }

    #[test]
    fn a_table_has_its_numbers_in_groups_of_three() {
        let numbers = [7, 100, 1_000, 12_345_678].map(grouped);
        assert_eq!(numbers, ["7", "100", "1,000", "12,345,678"]);
    }

    #[test]
    fn the_count_of_executions_is_libfuzzers_own() {
        let said = "Done 7 runs\nstat::number_of_executed_units: 2000\nstat::x: 1\n";
        assert_eq!(executions(said), Some(2_000));
        assert_eq!(executions("Done"), None);
    }
}
