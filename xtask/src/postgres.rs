//! A throw-away PostgreSQL for the tests: made in a temporary folder, and gone when they are done.
//!
//! It listens on this machine only, on a port that was free, and asks for no password. It cannot
//! run as root, so root runs it as the user `postgres` that Debian's package makes.

use crate::debian::{install, is_root};
use crate::house::{House, output, shown};
use crate::ledger::Outcome;
use anyhow::{Context, Result, bail};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// What tests find the server by.
pub(crate) const ADDRESS: &str = "ONETEXT_TEST_POSTGRES";
/// What makes a test fail that finds no server.
const REQUIRED: &str = "ONETEXT_REQUIRE_POSTGRES";

/// Waits until its input ends, runs a command, and removes a folder.
const WATCH: &str = "cat >/dev/null; \"$@\"; ended=$?; rm -rf \"$0\" && exit $ended";

/// A running server; it stops and its folder goes when this is dropped, or when this program ends
/// in any other way.
pub(crate) struct Postgres<'a> {
    house: &'a House,
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    watch: Option<Child>,
}

impl<'a> Postgres<'a> {
    /// A new server, if this machine has PostgreSQL or it can be installed.
    pub(crate) fn start(house: &'a House) -> Result<Option<Self>> {
        let mut programs = programs();
        if programs.is_none() && install(house, "postgresql")? {
            programs = self::programs();
        }
        let Some(programs) = programs else {
            return Ok(None);
        };
        let name = format!("onetext-postgres-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let port = free_port()?;
        let mut server = Self {
            house,
            programs,
            folder,
            port,
            watch: None,
        };
        std::fs::create_dir(&server.folder).context("making a folder for PostgreSQL")?;
        server.watch = Some(server.watched()?);
        server.make()?;
        Ok(Some(server))
    }

    /// Where tests find it.
    pub(crate) fn address(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// A process that stops the server and removes its folder once we are gone: its input is ours
    /// to close, and is closed for us however we end. A signal to our group does not reach it.
    fn watched(&self) -> Result<Child> {
        let mut stop = self.command("pg_ctl");
        stop.arg("--pgdata").arg(self.folder.join("data"));
        stop.args(["--mode=immediate", "--wait", "--silent", "stop"]);
        let mut watch = self.house.command("sh", &["-c", WATCH]);
        watch.arg(&self.folder).arg(stop.get_program());
        watch.args(stop.get_args()).process_group(0);
        watch.current_dir(std::env::temp_dir());
        watch.stdin(Stdio::piped()).stdout(Stdio::null());
        watch.spawn().context("starting what stops PostgreSQL")
    }

    fn make(&self) -> Result<()> {
        if is_root(self.house) {
            let folder = self.folder.to_string_lossy();
            quiet(&mut self.house.command("chown", &["postgres", &folder]))?;
        }
        let data = self.folder.join("data");
        let words = "--auth=trust --username=postgres --encoding=UTF8 --locale=C.UTF-8";
        let mut init = self.command("initdb");
        quiet(init.arg("--pgdata").arg(&data).args(words.split(' ')))?;
        let settings = format!(
            "-c listen_addresses=127.0.0.1 -c port={} -c unix_socket_directories={} \
             -c max_connections=300",
            self.port,
            self.folder.display()
        );
        let mut start = self.command("pg_ctl");
        start
            .arg("--pgdata")
            .arg(&data)
            .args(["--wait", "--silent"]);
        start.arg("--log").arg(self.folder.join("log"));
        // Its output must not be ours: the server would hold on to it after `pg_ctl` has ended.
        start.stdout(Stdio::null()).stderr(Stdio::null());
        start.arg("--options").arg(settings).arg("start");
        let started = start.status().context("starting PostgreSQL")?;
        if !started.success() {
            bail!("PostgreSQL does not start: {}", self.said());
        }
        Ok(())
    }

    fn said(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// One of its programs, run by a user that it lets run it.
    fn command(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let mut command = if is_root(self.house) {
            let mut command = self.house.command("runuser", &["-u", "postgres", "--"]);
            command.arg(program);
            command
        } else {
            self.house.command(&program.to_string_lossy(), &[])
        };
        command.current_dir(&self.folder);
        command
    }
}

impl Drop for Postgres<'_> {
    fn drop(&mut self) {
        // To wait for it closes its input.
        let stopped = self.watch.take().map(|mut watch| watch.wait());
        if !matches!(stopped, Some(Ok(status)) if status.success()) {
            eprintln!(
                "the throw-away PostgreSQL is not quite gone: {}",
                self.folder.display()
            );
        }
    }
}

/// Starts a server and runs a command beside it, or says where it is until a line comes in.
pub(crate) fn run(house: &House, words: &[String]) -> Result<()> {
    let Some(server) = Postgres::start(house)? else {
        bail!("PostgreSQL is not installed\nhint: install it (Debian: `postgresql`)");
    };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let words = words.strip_prefix(&["--"]).unwrap_or(&words);
    if let Some((program, words)) = words.split_first() {
        let mut command = house.command(program, words);
        let command = command.env(ADDRESS, server.address()).env(REQUIRED, "1");
        return crate::house::run(command);
    }
    println!("{ADDRESS}={}", server.address());
    println!("PostgreSQL runs until Enter is pressed here");
    std::io::stdin()
        .read_line(&mut String::new())
        .context("waiting for Enter")?;
    Ok(())
}

/// Starts a server as a step of `ci`.
pub(crate) fn ready<'a>(house: &'a House, to: &mut Option<Postgres<'a>>) -> Result<Outcome> {
    *to = Postgres::start(house)?;
    match to {
        Some(server) => Ok(Outcome::Held(format!("on port {}", server.port))),
        None if std::env::var(REQUIRED).is_ok_and(|value| value == "1") => {
            bail!("{REQUIRED}=1, and PostgreSQL is not installed and cannot be by this user")
        }
        None => {
            println!("postgres: skipped (not installed, and cannot be installed by this user)");
            Ok(Outcome::Skipped("no PostgreSQL".to_owned()))
        }
    }
}

/// The folder with the newest `initdb`.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_string_lossy().parse().ok()?;
            let programs = entry.path().join("bin");
            has_initdb(&programs).then_some((version, programs))
        })
        .collect();
    found.sort();
    let newest = found.pop().map(|pair| pair.1);
    newest.or_else(|| {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| has_initdb(folder))
    })
}

fn has_initdb(folder: &Path) -> bool {
    folder.join("initdb").is_file() && folder.join("pg_ctl").is_file()
}

/// A port that is free now; somebody could take it before the server does, and then it says so.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("looking for a free port")?;
    Ok(listener.local_addr()?.port())
}

/// Runs a command, and shows what it printed only if it fails.
fn quiet(command: &mut Command) -> Result<()> {
    output(command.stderr(Stdio::inherit()))
        .map(|_| ())
        .with_context(|| format!("running `{}`", shown(command)))
}
