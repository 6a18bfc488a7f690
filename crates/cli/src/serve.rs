//! `onetext serve`: the workspace over a store, until Ctrl-C.

use crate::answer::Answer;
use crate::brief::print;
use crate::case_source;
use crate::seat::Place;
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use server::{Transport, Workspace, World};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use store::PersonName;
use tokio::runtime::{Builder, Runtime};

/// Serves the workspace over a store.
#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    place: Place,
    /// The address and port to serve on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    bind: SocketAddr,
    /// Browsers come over HTTPS, through a proxy that ends it
    #[arg(long)]
    https: bool,
    /// The address that browsers use, which passkeys are made for; on this machine
    /// `http://localhost` with the port, over HTTPS none unless it is named
    #[cfg(feature = "passkeys")]
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
    /// The folder that the mediation team may have copies of its case written into
    #[arg(long, value_name = "DIR", env = "ONETEXT_COPIES")]
    copies: Option<PathBuf>,
    /// Bring this case file in first, if the store does not have it, and print its invitations
    #[arg(long, value_name = "CASE")]
    open: Option<PathBuf>,
    /// The name of the first person of the mediation team, for `--open`
    #[arg(long, value_name = "NAME", default_value = "Mediator")]
    mediator: String,
}

impl Serve {
    /// Serves until Ctrl-C.
    pub(crate) fn run(&self) -> Result<Answer> {
        let transport = self.transport()?;
        runtime()?.block_on(async {
            let store = self.place.opened().await?;
            let mut workspace = Workspace::new(store, World::real(), transport);
            if let Some(folder) = &self.copies {
                workspace = workspace.copying_into(folder.clone());
            }
            let listener = server::listen(self.bind);
            let listener = listener.with_context(|| format!("serving on `{}`", self.bind))?;
            let root = format!("http://{}", listener.local_addr()?);
            #[cfg(feature = "passkeys")]
            let workspace = self.with_passkeys(workspace, listener.local_addr()?)?;
            self.bring_in(&workspace, &root).await?;
            let path = workspace.new_case_path();
            print(&format!("Open a case: {root}{path}\n"))?;
            eprintln!("Onetext runs on {root} (Ctrl-C ends it)");
            server::serve(&workspace, listener, stopped())
                .await
                .context("serving")?;
            Ok(Answer::Yes)
        })
    }

    /// The workspace with passkeys for the address that browsers use, if it is known.
    #[cfg(feature = "passkeys")]
    fn with_passkeys(&self, workspace: Workspace, at: SocketAddr) -> Result<Workspace> {
        let origin = match (&self.origin, self.https) {
            (Some(origin), _) => origin.clone(),
            (None, false) => format!("http://localhost:{}", at.port()),
            (None, true) => {
                eprintln!("no passkeys: say --origin https://… to have them");
                return Ok(workspace);
            }
        };
        Ok(workspace.with_passkeys(server::Passkeys::at(&origin)?))
    }

    /// Plain HTTP is for this machine; from elsewhere a passphrase must not travel in the open.
    fn transport(&self) -> Result<Transport> {
        let is_here = match self.bind.ip() {
            IpAddr::V4(ip) => ip.is_loopback(),
            IpAddr::V6(ip) => ip.is_loopback(),
        };
        match (self.https, is_here) {
            (true, _) => Ok(Transport::Secure),
            (false, true) => Ok(Transport::Loopback),
            (false, false) => bail!(
                "`{}` can be reached from other machines, and without HTTPS passphrases would \
                 travel in the open\nhint: put a proxy that ends HTTPS in front and say --https, \
                 or bind 127.0.0.1",
                self.bind
            ),
        }
    }

    async fn bring_in(&self, workspace: &Workspace, root: &str) -> Result<()> {
        let Some(path) = &self.open else {
            return Ok(());
        };
        let case = case_source::read(path)?.map_err(|faults| anyhow!("{faults}"))?;
        let mediator = PersonName::new(&self.mediator)?;
        match workspace.found(&case, &mediator).await {
            Ok(invited) => {
                for one in invited {
                    print(&format!(
                        "{} ({})\n  {root}{}\n",
                        one.seat, one.name, one.path
                    ))?;
                }
                Ok(())
            }
            Err(store::StoreError::CaseExists { case }) => {
                eprintln!("the store has the case `{case}`; it stays as it is");
                Ok(())
            }
            Err(fault) => Err(fault).context("opening the case"),
        }
    }
}

/// What runs the server.
pub(crate) fn runtime() -> Result<Runtime> {
    Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("starting the runtime")
}

/// Until Ctrl-C, or the end that a supervisor asks for.
pub(crate) async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => return,
                _ = terminated.recv() => return,
            }
        }
    }
    // If the signal cannot be heard, the process is ended by the system as ever.
    let _ = tokio::signal::ctrl_c().await;
}
