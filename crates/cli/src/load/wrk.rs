//! `wrk`, the load tool of Debian's packages: many connections, each with a pause between pages.
//!
//! It is a closed loop: a connection asks for its next page only after it has had the one before
//! and paused, as a person does. So one slow answer puts off what that connection asks next, and
//! what would have been asked meanwhile is not measured; `seats` therefore asks for some pages by
//! the clock as well, whatever the answers do.

use super::ground::Sitter;
use anyhow::{Context, Result, anyhow, ensure};
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// What `wrk` does.
pub(super) struct Wrk<'a> {
    pub(super) to: SocketAddr,
    pub(super) connections: usize,
    pub(super) pause_ms: u32,
    pub(super) seconds: u32,
    /// Who asks for which page, in turn.
    pub(super) pages: Vec<(&'a Sitter, &'a str)>,
}

const SCRIPT: &str = r#"
local at = 0
function request()
  at = at % #pages + 1
  local page = pages[at]
  return wrk.format("GET", page[1], { ["Cookie"] = page[2] })
end
function delay()
  return math.random(0, 2 * pause)
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("%d %d %d %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9), latency.max,
    e.status, e.connect + e.read + e.write + e.timeout))
end
"#;

/// What `wrk` found; times in microseconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) requests: u64,
    pub(super) micros: u64,
    pub(super) half: u64,
    pub(super) p99: u64,
    pub(super) p999: u64,
    pub(super) longest: u64,
    pub(super) refused: u64,
    pub(super) broken: u64,
}

/// The program's name.
pub(super) const NAME: &str = "wrk";

/// Whether a program starts, known before a thousand people have taken their seats for it.
pub(super) fn present(program: &str) -> Result<()> {
    // Asked for its version `wrk` fails, so that it starts is all that can be asked.
    let mut tried = Command::new(program);
    let tried = tried.arg("--version").stdin(Stdio::null());
    let tried = tried.stdout(Stdio::null()).stderr(Stdio::null()).status();
    tried.map(drop).map_err(|fault| {
        anyhow!(
            "`{program}` does not start ({fault})\nhint: install it (Debian: `wrk`); `cargo xtask \
             load` does where it may"
        )
    })
}

impl Wrk<'_> {
    /// Starts it; the script stands in a folder.
    pub(super) fn start(&self, folder: &Path) -> Result<Child> {
        let script: PathBuf = folder.join("load.lua");
        let mut text = format!(
            "pause = {}\nmath.randomseed(7)\npages = {{\n",
            self.pause_ms
        );
        for (sitter, path) in &self.pages {
            let _ = writeln!(
                text,
                "{{ \"{}{path}\", \"{}\" }},",
                sitter.at, sitter.cookie
            );
        }
        text.push_str("}\n");
        text.push_str(SCRIPT);
        std::fs::write(&script, text).context("writing a script for wrk")?;
        Command::new(NAME)
            .args(["--threads", "1", "--timeout", "30s"])
            .arg(format!("--connections={}", self.connections))
            .arg(format!("--duration={}s", self.seconds))
            .arg("--script")
            .arg(&script)
            .arg(format!("http://{}", self.to))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("starting `wrk`")
    }
}

/// What it says at its end.
pub(super) fn found(child: Child) -> Result<Found> {
    let done = child.wait_with_output().context("hearing wrk")?;
    ensure!(done.status.success(), "wrk failed");
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    read(&said).with_context(|| format!("wrk said nothing of use:\n{said}"))
}

fn read(said: &str) -> Option<Found> {
    let numbers: Vec<u64> = said
        .lines()
        .last()?
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    let [requests, micros, half, p99, p999, longest, refused, broken] = *numbers.as_slice() else {
        return None;
    };
    Some(Found {
        requests,
        micros,
        half,
        p99,
        p999,
        longest,
        refused,
        broken,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_missing_is_named_with_a_way_to_get_it() {
        let fault = present("onetext-load-without-wrk").unwrap_err().to_string();
        assert!(fault.starts_with("`onetext-load-without-wrk` does not start"));
        assert!(fault.contains("\nhint: install it"));
    }

    #[test]
    fn what_wrk_found_is_its_last_line_whole() {
        let said = "Running 1s test\n7 1000000 1 2 3 4 5 6\n";
        assert_eq!(read(said).map(|found| found.broken), Some(6));
        assert!(read("7 1000000 1 2 3 4 5\n").is_none());
    }
}
