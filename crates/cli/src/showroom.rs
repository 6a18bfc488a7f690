//! The demonstration's workspace: cases that ship, in a store of their own, every seat one click
//! away.
//!
//! The passphrase of its seats is random and kept beside the store: nothing here is to be guarded,
//! for one case is the public record and the other is invented.

use crate::answer::Answer;
use crate::brief::print;
use crate::case_source;
use crate::serve::{runtime, stopped};
use crate::shipped::{FJORD, MIAMI, Shipped};
use anyhow::{Context, Result};
use case::{Case, CaseId};
use server::{SeatLink, Transport, Workspace, World, first_seats, title};
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use store::{Hardness, Passphrase, PersonName, Store, StoreUrl};

const CASES: [Shipped; 2] = [MIAMI, FJORD];

/// Serves the demonstration until it is stopped.
pub(crate) fn open(folder: &Path, port: u16) -> Result<Answer> {
    let passphrase = passphrase(&folder.join("demo-passphrase"))?;
    runtime()?.block_on(async {
        let url = StoreUrl::Folder(folder.join("workspace"));
        let store = Store::open_with(&url, Hardness::FOR_TESTS)
            .await
            .context("opening the store of the demonstration")?;
        let workspace = Workspace::new(store.clone(), World::real(), Transport::Loopback);
        let workspace = workspace.following_seat_links();
        let listener = server::listen(SocketAddr::from(([127, 0, 0, 1], port)))
            .with_context(|| format!("opening port {port} on 127.0.0.1"))?;
        let root = format!("http://{}", listener.local_addr()?);
        print(&format!("Onetext runs on {root} (Ctrl-C ends it)\n"))?;
        for shipped in &CASES {
            let case = case_source::shipped(shipped)?;
            let room = Showroom {
                workspace: &workspace,
                store: &store,
                passphrase: &passphrase,
            };
            print(&room.seats(shipped.id, &case, &root).await?)?;
        }
        let path = workspace.new_case_path();
        print(&format!("\nOpen a case of your own\n  {root}{path}\n"))?;
        server::serve(&workspace, listener, stopped())
            .await
            .context("serving")?;
        Ok(Answer::Yes)
    })
}

struct Showroom<'a> {
    workspace: &'a Workspace,
    store: &'a Store,
    passphrase: &'a Passphrase,
}

impl Showroom<'_> {
    /// A case's seats, each with the link that opens it; the case is brought in if it is new.
    async fn seats(&self, id: &str, case: &Case, root: &str) -> Result<String> {
        let mediator = PersonName::new("Mediation team")?;
        let id = CaseId::new(id);
        if !self.store.cases().await?.contains(&id) {
            let invited = self.workspace.found(case, &mediator).await;
            for one in invited.with_context(|| format!("opening the case `{id}`"))? {
                self.workspace.take_seat(&one.path, self.passphrase).await?;
            }
        }
        let mut lines = format!("\n{}\n", title(case));
        for (seat, name) in first_seats(case, &mediator) {
            let link = SeatLink {
                case: &id,
                name: &name,
                passphrase: self.passphrase,
            };
            let path = self.workspace.seat_path(&link).await;
            let path = path.with_context(|| {
                format!("signing in as {seat}; an empty folder for --data starts afresh")
            })?;
            lines.push_str(&format!("  {seat}\n    {root}{path}\n"));
        }
        Ok(lines)
    }
}

/// The passphrase of the demonstration's seats: made at first, read afterwards.
fn passphrase(file: &Path) -> Result<Passphrase> {
    let kept = if file.exists() {
        fs::read_to_string(file).with_context(|| format!("reading `{}`", file.display()))?
    } else {
        let made = format!("{:032x}", World::real().bits());
        fs::write(file, &made).with_context(|| format!("writing `{}`", file.display()))?;
        made
    };
    Ok(Passphrase::new(kept.trim())?)
}
