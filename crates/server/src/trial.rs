//! What the tests of this room share: the cases that ship, a workspace over a store of its own,
//! and a browser that keeps cookies.

mod api;
mod browser;
mod canaries;
mod door;
mod drafts;
mod meetings;
mod new_case;
mod packages;
mod points;
mod room;
mod seats;
mod shuttle;

use crate::{Transport, Workspace, World, router};
use case::Case;
use disclosure::{PartyId, Seat};
use proceedings::Moment;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use store::{Hardness, PersonName, Store};

/// The invented case, rich in items that not every seat may know.
pub(crate) fn fjord() -> Case {
    shipped("fjord")
}

/// A case that ships.
pub(crate) fn shipped(id: &str) -> Case {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../cases")
        .join(id);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "yaml") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.push((name, std::fs::read(&path).unwrap()));
        }
    }
    files.sort();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    format::case_file::read(&files)
        .map_err(|faults| faults.to_string())
        .unwrap()
}

/// Some seats of the invented case, with a name for a file.
pub(crate) fn seats() -> [(&'static str, Seat); 3] {
    [
        ("mediator", Seat::Mediator),
        ("south", Seat::Delegation(PartyId::new("south"))),
        ("reef", Seat::Partner(PartyId::new("reef"))),
    ]
}

/// A workspace over a store of its own, which goes with it.
pub(crate) struct House {
    /// The workspace.
    pub(crate) workspace: Workspace,
    /// The links of the first invitations, by the seat in words.
    pub(crate) links: Vec<(String, String)>,
    clock: Arc<AtomicI64>,
    folder: PathBuf,
}

impl House {
    /// A workspace with a case in it.
    pub(crate) async fn with(case: &Case) -> Self {
        let name = format!("onetext-server-{:032x}", rand::random::<u128>());
        let folder = std::env::temp_dir().join(name);
        let url = format!("sqlite:{}", folder.display()).parse().ok().unwrap();
        let store = Store::open_with(&url, Hardness::FOR_TESTS).await.unwrap();
        let clock = Arc::new(AtomicI64::new(1_935_583_500_000_000));
        let hand = Arc::clone(&clock);
        let dice = AtomicU64::new(0);
        let world = World::of(
            move || Moment::of_micros(hand.load(Ordering::Relaxed)),
            move || u128::from(dice.fetch_add(1, Ordering::Relaxed)),
        );
        let workspace = Workspace::new(store, world, Transport::Loopback);
        let mediator = PersonName::new("Maren Voss").unwrap();
        let invited = workspace.found(case, &mediator).await.unwrap();
        let links = invited.into_iter().map(|one| (one.seat, one.path));
        Self {
            workspace,
            links: links.collect(),
            clock,
            folder,
        }
    }

    /// The link of the first invitation to a seat.
    pub(crate) fn link(&self, seat: &str) -> &str {
        let found = self.links.iter().find(|(words, _)| words == seat);
        found.map(|(_, link)| link.as_str()).unwrap()
    }

    /// Lets time pass.
    pub(crate) fn wait_minutes(&self, minutes: i64) {
        self.clock
            .fetch_add(minutes * 60_000_000, Ordering::Relaxed);
    }

    /// A browser that has taken a seat.
    pub(crate) async fn seated(&self, seat: &str) -> browser::Browser {
        let mut browser = self.browser();
        let answer = browser.post(self.link(seat), &PASSPHRASES).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser.at = answer.location().to_owned();
        browser
    }

    /// A browser nobody has sat down in.
    pub(crate) fn browser(&self) -> browser::Browser {
        browser::Browser::new(router(&self.workspace))
    }
}

/// What is typed into the form of an invitation.
pub(crate) const PASSPHRASES: [(&str, &str); 2] = [
    ("passphrase", "four kittiwakes over water"),
    ("passphrase_again", "four kittiwakes over water"),
];

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Keeps a page to be looked at, if `ONETEXT_LOOK` names a folder.
pub(crate) fn look(name: &str, page: &str) {
    let Ok(folder) = std::env::var("ONETEXT_LOOK") else {
        return;
    };
    let style = crate::asset::STYLE.path();
    let page = page.replace(style, "style.css");
    std::fs::write(Path::new(&folder).join(format!("{name}.html")), page).unwrap();
    let style = include_str!("asset/style.css");
    std::fs::write(Path::new(&folder).join("style.css"), style).unwrap();
}
