//! `wrk`, the load tool of Debian's packages: many connections, each with a pause between pages.
//!
//! It is a closed loop: a connection asks for its next page only after it has had the one before
//! and paused, as a person does. So one slow answer puts off what that connection asks next, and
//! what would have been asked meanwhile is not measured; `seats` therefore asks for some pages by
//! the clock as well, whatever the answers do.

use super::ground::Sitter;
use anyhow::{Context, Result, ensure};
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
        Command::new("wrk")
            .args(["--threads", "1", "--timeout", "30s"])
            .arg(format!("--connections={}", self.connections))
            .arg(format!("--duration={}s", self.seconds))
            .arg("--script")
            .arg(&script)
            .arg(format!("http://{}", self.to))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("starting `wrk`, one of Debian's packages: `cargo xtask load` installs it")
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
