//! A case in a throw-away store, with people who have taken their seats as anybody does: by the
//! link of their invitation, through the server.
//!
//! Passphrases cost next to nothing here, or a thousand of them would take a minute; what a
//! sign-in costs otherwise is measured by itself.

use super::browser::Browser;
use crate::serve::runtime;
use anyhow::{Context, Result};
use case::{Case, CaseId};
use disclosure::{Audience, Seat};
use proceedings::{Event, EventId, Moment, audiences, opening};
use server::{Transport, Workspace, World};
use std::collections::BTreeMap;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use store::{Founding, Hardness, Invitee, PersonName, Registry, Ring, Store, StoreUrl};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// How many take their seats at the same time.
const AT_ONCE: usize = 8;
const PASSPHRASE: &str = "four kittiwakes over water";

/// Somebody who sits at the case.
#[derive(Debug, Clone)]
pub(super) struct Sitter {
    /// The seat in words.
    pub(super) seat: String,
    /// What their browser holds.
    pub(super) cookie: String,
    /// The address all their pages begin with.
    pub(super) at: String,
}

/// A store with cases in it; the folder goes when this is dropped.
pub(super) struct Ground {
    folder: PathBuf,
    /// The cases, each with the keys of its mediation team.
    kept: Vec<(CaseId, Ring)>,
    /// Who sits there, case by case, seat by seat in turn, the mediation team first.
    pub(super) sitters: Vec<Sitter>,
}

/// What is to stand in the store.
pub(super) struct Plan {
    /// The case.
    pub(super) case: Case,
    /// What has happened since it was opened.
    pub(super) since: BTreeMap<Audience, Vec<Event>>,
    /// How many people take a seat.
    pub(super) people: usize,
}

impl Ground {
    /// Makes a store with one case under a folder.
    pub(super) fn of(plan: Plan, under: &Path) -> Result<Self> {
        Self::with([plan], under)
    }

    /// Makes a store with these cases under a folder.
    pub(super) fn with(plans: impl IntoIterator<Item = Plan>, under: &Path) -> Result<Self> {
        let folder = under.join(format!(
            "load-{}-{:08x}",
            std::process::id(),
            World::real().bits() as u32
        ));
        fs::create_dir_all(&folder)
            .with_context(|| format!("making the folder `{}`", folder.display()))?;
        let mut ground = Self {
            folder,
            kept: Vec::new(),
            sitters: Vec::new(),
        };
        let runtime = runtime()?;
        let mut links = Vec::new();
        for plan in plans {
            links.append(&mut runtime.block_on(ground.founded(plan))?);
        }
        eprintln!("load: {} people take their seats", links.len());
        ground.sitters = ground.seated(links)?;
        Ok(ground)
    }

    /// Where the store is.
    pub(super) fn store(&self) -> PathBuf {
        self.folder.join("store")
    }

    /// A folder on the same disk.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The cases as they are kept, each with the keys of its mediation team.
    pub(super) async fn registries(&self) -> Result<Vec<(Registry, Ring)>> {
        let store = Store::open(&StoreUrl::Folder(self.store())).await?;
        let mut registries = Vec::new();
        for (case, ring) in &self.kept {
            registries.push((store.case(case).await?, ring.clone()));
        }
        Ok(registries)
    }

    /// How many bytes lie beside the files of the store, to be merged into them.
    pub(super) fn ahead(&self) -> Result<u64> {
        let mut bytes = 0;
        for case in fs::read_dir(self.store()).context("reading the store")? {
            for file in fs::read_dir(case?.path()).context("reading the store")? {
                let file = file?;
                if file.file_name().to_string_lossy().ends_with("-wal") {
                    bytes += file.metadata()?.len();
                }
            }
        }
        Ok(bytes)
    }

    /// One sitter of each seat.
    pub(super) fn one_of_each(&self) -> Vec<&Sitter> {
        let mut seen: BTreeMap<&str, &Sitter> = BTreeMap::new();
        for sitter in &self.sitters {
            seen.entry(&sitter.seat).or_insert(sitter);
        }
        seen.into_values().collect()
    }

    /// Founds the case: the invitations, each with its seat in words.
    async fn founded(&mut self, plan: Plan) -> Result<Vec<(String, String)>> {
        let url = StoreUrl::Folder(self.store());
        let store = Store::open_with(&url, Hardness::FOR_TESTS).await?;
        let at = World::real().now();
        let rooms = audiences(&plan.case);
        let ids = (1..).map(EventId::new).take(rooms.len()).collect();
        let opened = opening(&plan.case, at, ids).context("opening the case")?;
        let mut logs: BTreeMap<Audience, Vec<Event>> = opened
            .into_iter()
            .map(|(audience, event)| (audience, vec![event]))
            .collect();
        for (audience, mut events) in plan.since {
            logs.entry(audience).or_default().append(&mut events);
        }
        let team = (Audience::Team, Seat::Mediator);
        let rooms = rooms
            .into_iter()
            .filter(|(audience, _)| matches!(audience, Audience::Room(_)));
        let seats: Vec<(Audience, Seat)> = std::iter::once(team).chain(rooms).collect();
        let invited = seats.iter().cycle().zip(1..=plan.people);
        let invited = invited.map(|((_, seat), number)| {
            Ok(Invitee {
                seat: seat.clone(),
                name: PersonName::new(&format!("Person {number}"))?,
            })
        });
        let founding = Founding {
            case: plan.case.heading.id.clone(),
            at,
            logs,
            invited: invited.collect::<Result<Vec<_>>>()?,
            until: Moment::of_micros(at.micros().saturating_add(24 * 3_600 * 1_000_000)),
        };
        let founded = store.found(&founding).await?;
        self.kept.push((founding.case.clone(), founded.ring));
        let links = founded.tokens.into_iter().zip(&founding.invited);
        let links = links.map(|(token, invitee)| {
            let path = server::invitation_path(&founding.case, token);
            (invitee.seat.to_string(), path)
        });
        Ok(links.collect())
    }

    /// Lets everybody take their seat.
    fn seated(&self, links: Vec<(String, String)>) -> Result<Vec<Sitter>> {
        let runtime = runtime()?;
        let url = StoreUrl::Folder(self.store());
        let (stop, stopped) = oneshot::channel::<()>();
        let (address, serving) = runtime.block_on(async {
            let store = Store::open_with(&url, Hardness::FOR_TESTS).await?;
            let workspace = Workspace::new(store, World::real(), Transport::Loopback);
            let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
            let address = listener.local_addr()?;
            let serving = runtime.spawn(async move {
                let stopped = async { drop(stopped.await) };
                server::serve(&workspace, listener, stopped).await
            });
            anyhow::Ok((address, serving))
        })?;
        let sitters = taken(address, links)?;
        drop(stop);
        runtime
            .block_on(serving)
            .context("ending the server")?
            .context("serving")?;
        Ok(sitters)
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Takes each invitation up; the sitters in the order of the invitations.
fn taken(address: SocketAddr, links: Vec<(String, String)>) -> Result<Vec<Sitter>> {
    let waiting = Arc::new(Mutex::new(links.into_iter().enumerate()));
    let workers = (0..AT_ONCE).map(|_| {
        let waiting = Arc::clone(&waiting);
        std::thread::spawn(move || {
            let mut browser = Browser::new(address, "");
            let mut taken = Vec::new();
            loop {
                let next = waiting
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .next();
                let Some((number, (seat, link))) = next else {
                    return Ok(taken);
                };
                taken.push((number, sitter(&mut browser, seat, &link)?));
            }
        })
    });
    let workers: Vec<_> = workers.collect();
    let mut all: BTreeMap<usize, Sitter> = BTreeMap::new();
    for worker in workers {
        let taken: Result<Vec<(usize, Sitter)>> = worker
            .join()
            .map_err(|_| anyhow::anyhow!("a worker broke off"))?;
        all.extend(taken?);
    }
    Ok(all.into_values().collect())
}

fn sitter(browser: &mut Browser, seat: String, link: &str) -> Result<Sitter> {
    let typed = [("passphrase", PASSPHRASE), ("passphrase_again", PASSPHRASE)];
    let answer = browser.post(link, &typed)?;
    let given = answer.head("set-cookie").zip(answer.head("location"));
    let (cookie, at) =
        given.with_context(|| format!("an invitation answered {}", answer.status))?;
    Ok(Sitter {
        seat,
        cookie: cookie.split(';').next().unwrap_or_default().to_owned(),
        at: at.to_owned(),
    })
}
