//! The real server in a process of its own, and what it costs: processor time and memory.

use super::browser::Browser;
use anyhow::{Context, Result};
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// A running server; it ends when this is dropped.
pub(super) struct Served {
    child: Child,
    /// Where it answers.
    pub(super) address: SocketAddr,
    /// From its start until it listened.
    pub(super) started: Duration,
    // Held open: a server whose output nobody reads would end.
    _said: BufReader<ChildStdout>,
}

/// What a process has used so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use {
    pub(super) cpu: Duration,
    pub(super) resident_kib: u64,
    pub(super) peak_kib: u64,
}

impl Served {
    /// Starts `onetext serve` over the store in a folder.
    pub(super) fn over(store: &Path) -> Result<Self> {
        let begun = Instant::now();
        let binary = std::env::current_exe().context("finding this program")?;
        let mut child = Command::new(binary)
            .args(["serve", "--bind", "127.0.0.1:0", "--store"])
            .arg(format!("sqlite:{}", store.display()))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("starting the server")?;
        let out = child.stdout.take().context("hearing the server")?;
        let mut said = BufReader::new(out);
        let mut line = String::new();
        said.read_line(&mut line).context("hearing the server")?;
        let started = begun.elapsed();
        let address = line.split("http://").nth(1);
        let address = address.and_then(|rest| rest.split('/').next()?.parse().ok());
        let address = address.with_context(|| format!("`{line}` names no address"))?;
        Ok(Self {
            child,
            address,
            started,
            _said: said,
        })
    }

    /// A browser that holds a cookie.
    pub(super) fn browser(&self, cookie: &str) -> Browser {
        Browser::new(self.address, cookie)
    }

    /// How many files and connections it holds open.
    pub(super) fn open_files(&self) -> Result<usize> {
        let folder = format!("/proc/{}/fd", self.child.id());
        let open = fs::read_dir(folder).context("counting the server's files (Linux only)")?;
        Ok(open.count())
    }

    /// What it has used so far.
    pub(super) fn used(&self) -> Result<Use> {
        let file = |name: &str| {
            let path = format!("/proc/{}/{name}", self.child.id());
            fs::read_to_string(path).context("reading what the server has used (Linux only)")
        };
        let status = file("status")?;
        let memory = |mark: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(mark));
            line.and_then(|line| line.split_whitespace().next()?.parse().ok())
                .unwrap_or(0)
        };
        let stat = file("stat")?;
        let fields = stat.rsplit(')').next().unwrap_or_default();
        let ticks = fields.split_whitespace().skip(11).take(2);
        let ticks: u64 = ticks.filter_map(|word| word.parse::<u64>().ok()).sum();
        Ok(Use {
            cpu: Duration::from_millis(ticks * 10),
            resident_kib: memory("VmRSS:"),
            peak_kib: memory("VmHWM:"),
        })
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
