//! What the tests of this room share: the cases that ship, a workspace over a store of its own,
//! and a browser that keeps cookies.

mod access;
mod addresses;
mod alone;
mod api;
mod away;
mod bad_input;
mod blind;
mod browser;
mod canaries;
mod clauses;
mod compared;
mod copies;
mod deeds;
mod desk;
mod documents;
mod door;
mod drafts;
mod echoes;
mod files;
mod full_disk;
mod funding;
mod guarantees;
mod hands;
mod held;
mod late;
mod meetings;
mod minutes;
mod new_case;
mod newcomer;
mod order;
mod packages;
mod paper;
mod passkeys;
mod points;
mod reading;
mod record;
mod room;
mod rounds;
mod seats;
mod shuttle;
mod signals;
mod story;
mod turns;
mod twins;
mod two_servers;
mod walk;

use crate::{Transport, Workspace, World, router};
use case::Case;
use disclosure::{PartyId, Seat};
use proceedings::Moment;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use store::{Chance, Hardness, PersonName, Store, StoreUrl};
use tokio::sync::watch;

/// The invented case, rich in items that not every seat may know.
pub(crate) fn fjord() -> Case {
    shipped("fjord")
}

/// A case that ships.
pub(crate) fn shipped(id: &str) -> Case {
    altered(id, |file| file)
}

/// A case that ships, with other words in its files.
pub(crate) fn altered(id: &str, alter: impl Fn(String) -> String) -> Case {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../cases")
        .join(id);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "yaml") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let file = std::fs::read_to_string(&path).unwrap();
            files.push((name, alter(file).into_bytes()));
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
    /// The case in it.
    pub(crate) case: case::CaseId,
    /// The links of the first invitations, by the seat in words.
    pub(crate) links: Vec<(String, String)>,
    clock: watch::Sender<i64>,
    dice: Arc<Mutex<Dice>>,
    chance: Chance,
    url: StoreUrl,
    folder: PathBuf,
}

impl House {
    /// A workspace with a case in it.
    pub(crate) async fn with(case: &Case) -> Self {
        let folder = folder();
        let url = format!("sqlite:{}", folder.display()).parse().ok().unwrap();
        Self::of(case, &url, folder).await
    }

    /// The same on the PostgreSQL server of the test command, if there is one.
    pub(crate) async fn on_server(case: &Case) -> Option<Self> {
        let Ok(server) = std::env::var("ONETEXT_TEST_POSTGRES") else {
            let asked = std::env::var("ONETEXT_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
            assert!(!asked, "ONETEXT_REQUIRE_POSTGRES=1 and no server");
            println!("postgres: skipped (run `cargo xtask postgres -- cargo nextest run`)");
            return None;
        };
        let mut case = case.clone();
        let id = format!("{}-{:08x}", case.heading.id, rand::random::<u32>());
        case.heading.id = case::CaseId::new(id);
        let url = server.parse().ok().unwrap();
        Some(Self::of(&case, &url, folder()).await)
    }

    async fn of(case: &Case, url: &StoreUrl, folder: PathBuf) -> Self {
        let clock = watch::Sender::new(1_935_583_500_000_000);
        let dice = Arc::new(Mutex::new(Dice::default()));
        // What the store draws falls alike in two worlds.
        let chance = Chance::fixed_for_tests([7; 32]);
        let workspace = workspace(opened(url, &chance).await, &clock, &dice);
        let mediator = PersonName::new("Maren Voss").unwrap();
        let invited = workspace.found(case, &mediator).await.unwrap();
        let links = invited.into_iter().map(|one| (one.seat, one.path));
        Self {
            workspace,
            case: case.heading.id.clone(),
            links: links.collect(),
            clock,
            dice,
            chance,
            url: url.clone(),
            folder,
        }
    }

    /// Brings another case into the same store, as there are on a server that others use.
    pub(crate) async fn joined_by_another(&self) {
        let mut case = fjord();
        case.heading.id = case::CaseId::new(format!("{}-b", self.case));
        let mediator = PersonName::new("Maren Voss").unwrap();
        self.workspace.found(&case, &mediator).await.unwrap();
    }

    /// Another house whose store is a copy of this one's, at the same time of day. The folds of
    /// the seats are as warm as they are here.
    pub(crate) async fn copied(&self) -> Self {
        let folder = folder();
        copy_all(&self.folder, &folder);
        let signed = |folder: &Path| PathBuf::from(format!("{}.signed", folder.display()));
        copy_all(&signed(&self.folder), &signed(&folder));
        let url = format!("sqlite:{}", folder.display()).parse().ok().unwrap();
        let clock = watch::Sender::new(*self.clock.borrow());
        let dice = Arc::new(Mutex::new(Dice::default()));
        // Nothing is drawn that this house has drawn already.
        let chance = Chance::fixed_for_tests([9; 32]);
        let mut workspace = workspace(opened(&url, &chance).await, &clock, &dice);
        workspace.folds = self.workspace.folds.copied(workspace.world.clone());
        Self {
            workspace,
            case: self.case.clone(),
            links: self.links.clone(),
            clock,
            dice,
            chance,
            url,
            folder,
        }
    }

    /// The same house, in which those who wait for a time wait for the time of the house.
    pub(crate) fn waiting(mut self) -> Self {
        let hand = self.clock.subscribe();
        let world = self.workspace.world.clone();
        self.workspace.world = world.waiting(move |moment| {
            let mut hand = hand.clone();
            Box::pin(async move {
                // A clock that is gone is waited for no longer.
                let _ = hand.wait_for(|now| *now >= moment.micros()).await;
            })
        });
        self
    }

    /// Another server on the same store, which shares nothing with the first but the time of day.
    pub(crate) async fn beside(&self) -> Workspace {
        let store = opened(&self.url, &self.chance).await;
        let world = self.workspace.world.clone();
        Workspace::new(store, world, Transport::Loopback)
    }

    /// Lets the dice fall from here on as they always fall under this number.
    pub(crate) fn roll(&self, number: u64) {
        self.dice.lock().unwrap().roll(number);
    }

    /// The link of the first invitation to a seat.
    pub(crate) fn link(&self, seat: &str) -> &str {
        let found = self.links.iter().find(|(words, _)| words == seat);
        found.map(|(_, link)| link.as_str()).unwrap()
    }

    /// A backup of the case, in a folder of its own.
    pub(crate) async fn backup(&self) -> PathBuf {
        let folder = folder();
        let url = format!("sqlite:{}", folder.display()).parse().ok().unwrap();
        let backup = opened(&url, &self.chance).await;
        self.workspace
            .store
            .copy(&self.case, &backup)
            .await
            .unwrap();
        folder
    }

    /// The time of day.
    pub(crate) fn now(&self) -> i64 {
        *self.clock.borrow()
    }

    /// Sets the time of day.
    pub(crate) fn set_clock(&self, micros: i64) {
        self.clock.send_replace(micros);
    }

    /// The ids of everything fall in one sequence from here on.
    pub(crate) fn draw_in_one_sequence(&self) {
        self.dice.lock().unwrap().is_one = true;
    }

    /// Lets time pass.
    pub(crate) fn wait_minutes(&self, minutes: i64) {
        self.clock.send_modify(|now| *now += minutes * 60_000_000);
    }

    /// A browser that has taken a seat.
    pub(crate) async fn seated(&self, seat: &str) -> browser::Browser {
        let mut browser = self.browser();
        let answer = browser.post(self.link(seat), &PASSPHRASES).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser.at = answer.location().to_owned();
        browser
    }

    /// Another browser of somebody who has taken a seat before.
    pub(crate) async fn signed_in(&self, name: &str) -> browser::Browser {
        let mut browser = self.browser();
        let fields = [("name", name), PASSPHRASES[0]];
        let answer = browser.post("/sign-in", &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser.at = answer.location().to_owned();
        browser
    }

    /// A browser nobody has sat down in.
    pub(crate) fn browser(&self) -> browser::Browser {
        browser::Browser::new(router(&self.workspace))
    }
}

/// A folder that nobody has.
fn folder() -> PathBuf {
    let name = format!("onetext-server-{:032x}", rand::random::<u128>());
    // In memory where there is such a place: these tests are about what is answered, and those of
    // the store about what is durable.
    let memory = Path::new("/dev/shm");
    let root = if memory.is_dir() {
        memory.to_owned()
    } else {
        std::env::temp_dir()
    };
    root.join(name)
}

/// A workspace with this clock and these dice, in which nothing happens by itself: what is held
/// waits for a page of the team.
fn workspace(store: Store, clock: &watch::Sender<i64>, dice: &Arc<Mutex<Dice>>) -> Workspace {
    let (hand, cup) = (clock.subscribe(), Arc::clone(dice));
    let world = World::of(
        move || Moment::of_micros(*hand.borrow()),
        move || cup.lock().unwrap().bits(),
    );
    let world = world.waiting(|_| Box::pin(std::future::pending()));
    Workspace::new(store, world, Transport::Loopback)
}

/// Copies a folder with everything in it; what readers and writers of a file share is made anew.
fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &to);
        } else if !entry.path().to_string_lossy().ends_with("-shm") {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// A store in which passphrases cost next to nothing and chance stands still.
async fn opened(url: &StoreUrl, chance: &Chance) -> Store {
    let store = Store::open_with(url, Hardness::FOR_TESTS).await.unwrap();
    store.drawing_from(chance.clone())
}

/// Dice that fall as they always fall under a number.
#[derive(Default)]
struct Dice {
    number: u64,
    drawn: u64,
    /// Whether everything falls in one sequence, which tells how much fell for others.
    is_one: bool,
}

impl Dice {
    fn roll(&mut self, number: u64) {
        if !self.is_one {
            (self.number, self.drawn) = (number, 0);
        }
    }

    fn bits(&mut self) -> u128 {
        let drawn = self.drawn;
        self.drawn += 1;
        (u128::from(self.number) << 64) | u128::from(drawn)
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
        let _ = std::fs::remove_dir_all(format!("{}.signed", self.folder.display()));
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
