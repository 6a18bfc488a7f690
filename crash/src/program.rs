//! The real program in a process of its own, and its end.

use crate::way::Way;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// How the program is started.
#[derive(Debug, Clone)]
pub(crate) struct Launch {
    /// The program.
    pub(crate) program: PathBuf,
    /// The address of the store.
    pub(crate) store: String,
    /// What stands in its environment beside what is there.
    pub(crate) environment: Vec<(&'static str, String)>,
}

/// A running program; it is killed when this is dropped.
pub(crate) struct Program {
    child: Child,
    address: SocketAddr,
    // Held open: a program whose output nobody reads would end.
    _said: BufReader<ChildStdout>,
}

impl Launch {
    /// A program over a store.
    pub(crate) fn of(program: &Path, store: &str) -> Self {
        Self {
            program: program.to_path_buf(),
            store: store.to_owned(),
            environment: Vec::new(),
        }
    }

    /// Starts it, and waits for nothing.
    pub(crate) fn begun(&self) -> Result<Child> {
        let mut command = Command::new(&self.program);
        command.args(["serve", "--bind", "127.0.0.1:0", "--store", &self.store]);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        command.stderr(Stdio::piped());
        command
            .spawn()
            .with_context(|| format!("starting `{}`", self.program.display()))
    }

    /// Starts it, and waits until it listens.
    pub(crate) fn started(&self) -> Result<Program> {
        let mut child = self.begun()?;
        let out = child.stdout.take().context("hearing the program")?;
        let mut said = BufReader::new(out);
        let mut line = String::new();
        said.read_line(&mut line).context("hearing the program")?;
        let address = line.split("http://").nth(1);
        let address = address.and_then(|rest| rest.split('/').next()?.parse().ok());
        let Some(address) = address else {
            let mut why = String::new();
            if let Some(mut told) = child.stderr.take() {
                let _ = told.read_to_string(&mut why);
            }
            let _ = child.kill();
            let _ = child.wait();
            bail!("the program does not start by itself: {line}{why}");
        };
        Ok(Program {
            child,
            address,
            _said: said,
        })
    }
}

impl Program {
    /// Where it answers.
    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// A connection to it.
    pub(crate) fn way(&self) -> Result<Way> {
        Way::to(self.address)
    }

    /// Ends it at once, as `kill -9` does.
    pub(crate) fn killed(mut self) -> Result<()> {
        self.child.kill().context("killing the program")?;
        self.child.wait().context("waiting for its end")?;
        Ok(())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
