//! The folds: what the logs of a case add up to, kept for each seat and brought up to date on use.
//!
//! Invariant: a fold is made of the logs that a ring opens and its seat is admitted to, and is
//! handed only to a request that brought such a ring; it is a cache, and the logs are the truth.
//! What a log adds up to is held once in memory, by those who have read that log themselves, and a
//! fold that nobody has asked for in a quarter of an hour is let go.

use crate::world::World;
use case::{Case, CaseId, Heading, Wording};
use disclosure::{Audience, Seat};
use proceedings::{Ahead, Deed, Event, EventId, Log, Proceedings};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use store::{Asked, Head, Registry, Ring, StoreError};
use tokio::sync::Mutex as Turn;

/// What the logs of a seat add up to.
#[derive(Clone)]
pub(crate) struct Fold {
    /// What has happened, as this seat may know it.
    pub(crate) proceedings: Proceedings,
    /// How far each log had come.
    pub(crate) heads: BTreeMap<Audience, Head>,
}

/// The keys of a seat: its own ring, and the one that everybody has.
#[derive(Clone)]
pub(crate) struct Keys {
    /// The seat's own.
    pub(crate) own: Ring,
    /// Everybody's.
    pub(crate) public: Ring,
}

/// After so long a fold that nobody has asked for is let go.
const IDLE_MICROS: i64 = 15 * MINUTE_MICROS;
const MINUTE_MICROS: i64 = 60_000_000;

/// All folds of this process.
#[derive(Clone)]
pub(crate) struct Folds {
    world: World,
    cells: Arc<Mutex<Cells>>,
    logs: Logs,
}

/// The folds, and when it was last looked for idle ones.
#[derive(Default)]
struct Cells {
    by_seat: BTreeMap<Whose, Arc<Cell>>,
    swept: i64,
}

type Whose = (CaseId, Seat);

/// What the logs add up to, each once for all the seats that read it: every seat reads a log with
/// its own ring, and then holds the same in memory as the others.
#[derive(Clone, Default)]
struct Logs(Arc<Mutex<BTreeMap<Which, (Head, Log)>>>);

type Which = (CaseId, Audience);

/// The fold of one seat, and whose turn it is to bring it up to date.
#[derive(Default)]
struct Cell {
    turn: Turn<()>,
    /// How often the fold was asked for, and begun to be brought up to date.
    moments: AtomicU64,
    /// When the fold was last asked for, in microseconds as a moment has them.
    asked_at: AtomicI64,
    kept: Mutex<Option<Kept>>,
}

/// A fold, and the moment at which the logs were last begun to be read for it.
#[derive(Clone)]
struct Kept {
    begun: u64,
    fold: Arc<Fold>,
}

/// What a log has beyond a fold.
struct News {
    audience: Audience,
    events: u64,
    ahead: Option<Ahead>,
    /// What stands there although it was destroyed: whoever destroyed it did not come to the end.
    unerased: Vec<EventId>,
}

/// The logs that a fold is brought up to date from.
struct Reading<'a> {
    registry: &'a Registry,
    keys: &'a Keys,
    audiences: Vec<Audience>,
}

impl Keys {
    /// The ring that opens an audience's log, if this seat has one.
    pub(crate) fn ring(&self, audience: &Audience) -> &Ring {
        match audience {
            Audience::Public => &self.public,
            Audience::Plenary | Audience::Room(_) | Audience::Team => &self.own,
        }
    }

    /// The audiences whose logs this seat opens, everybody's first.
    pub(crate) fn audiences(&self, seat: &Seat) -> Vec<Audience> {
        let own = self.own.audiences().filter(|one| **one != Audience::Public);
        let own = own.filter(|audience| audience.admits(seat)).cloned();
        std::iter::once(Audience::Public).chain(own).collect()
    }
}

impl Folds {
    /// No folds yet, and the clock by which those that nobody asks for are let go.
    pub(crate) fn by(world: World) -> Self {
        Self {
            world,
            cells: Arc::default(),
            logs: Logs::default(),
        }
    }

    /// The fold of a seat, up to the heads that its logs have now.
    pub(crate) async fn current(
        &self,
        registry: &Registry,
        keys: &Keys,
        seat: &Seat,
    ) -> Result<Arc<Fold>, StoreError> {
        let cell = self.cell((registry.case().clone(), seat.clone()));
        let reading = Reading {
            registry,
            keys,
            audiences: keys.audiences(seat),
        };
        let asked = cell.moment();
        // Whoever finds nothing new waits for nobody.
        if let Some(Kept { fold, .. }) = cell.kept()
            && reading.moved(&fold).await?.is_empty()
        {
            return Ok(fold);
        }
        let _turn = cell.turn.lock().await;
        let kept = cell.kept();
        // What was begun to be read after we asked has all that had happened when we did: of a
        // roomful who wait, one reads.
        if let Some(Kept { begun, fold }) = &kept
            && *begun > asked
        {
            return Ok(Arc::clone(fold));
        }
        let begun = cell.moment();
        let fold = reading.brought_up(kept, seat, &self.logs).await?;
        let kept = Kept {
            begun,
            fold: Arc::clone(&fold),
        };
        cell.keep(kept);
        Ok(fold)
    }

    /// What a seat of this process has last seen of a case.
    #[cfg(test)]
    pub(crate) fn kept(&self, case: &CaseId, seat: &Seat) -> Option<Arc<Fold>> {
        let cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        let cell = cells.by_seat.get(&(case.clone(), seat.clone()))?;
        cell.kept().map(|kept| kept.fold)
    }

    /// The same folds once more, by another clock: what one of the two learns later the other does
    /// not.
    #[cfg(test)]
    pub(crate) fn copied(&self, world: World) -> Self {
        let cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        let copied = cells.by_seat.iter().map(|(whose, cell)| {
            let copy = Cell {
                turn: Turn::default(),
                moments: AtomicU64::new(cell.moments.load(Ordering::SeqCst)),
                asked_at: AtomicI64::new(cell.asked_at.load(Ordering::SeqCst)),
                kept: Mutex::new(cell.kept()),
            };
            (whose.clone(), Arc::new(copy))
        });
        let copied = Cells {
            by_seat: copied.collect(),
            swept: cells.swept,
        };
        Self {
            world,
            cells: Arc::new(Mutex::new(copied)),
            logs: Logs::default(),
        }
    }

    /// The cell of a seat, which somebody asks for now. Once a minute those that nobody has asked
    /// for in long are let go, and with the last of a case what its logs add up to.
    fn cell(&self, whose: Whose) -> Arc<Cell> {
        let now = self.world.now().micros();
        let mut cells = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        let cell = Arc::clone(cells.by_seat.entry(whose).or_default());
        cell.asked_at.store(now, Ordering::SeqCst);
        if now.saturating_sub(cells.swept).unsigned_abs() >= MINUTE_MICROS.unsigned_abs() {
            cells.swept = now;
            let idle = |cell: &Cell| now.saturating_sub(cell.asked_at.load(Ordering::SeqCst));
            cells.by_seat.retain(|_, cell| idle(cell) < IDLE_MICROS);
            let cases = cells.by_seat.keys().map(|(case, _)| case);
            self.logs.keep_of(&cases.collect());
        }
        cell
    }
}

impl Cell {
    /// A moment later than all that were told before.
    fn moment(&self) -> u64 {
        self.moments.fetch_add(1, Ordering::SeqCst)
    }

    fn kept(&self) -> Option<Kept> {
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn keep(&self, kept: Kept) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
    }
}

impl Logs {
    /// Lets go what is of other cases than these.
    fn keep_of(&self, cases: &BTreeSet<&CaseId>) {
        let mut logs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        logs.retain(|(case, _), _| cases.contains(case));
    }

    /// What a log adds up to, as whoever was first to read it so far holds it.
    fn held(&self, which: Which, head: Head, own: Log) -> Log {
        let mut logs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match logs.get(&which) {
            Some((at, log)) if *at == head => log.clone(),
            Some((at, _)) if *at > head => own,
            Some(_) | None => {
                logs.insert(which, (head, own.clone()));
                own
            }
        }
    }
}

impl Reading<'_> {
    /// A fold up to the heads that the logs have now; the same one if it is.
    async fn brought_up(
        &self,
        kept: Option<Kept>,
        seat: &Seat,
        logs: &Logs,
    ) -> Result<Arc<Fold>, StoreError> {
        let (before, moved) = match kept {
            Some(Kept { fold, .. }) => {
                let moved = self.moved(&fold).await?;
                if moved.is_empty() {
                    return Ok(fold);
                }
                (fold, moved)
            }
            None => {
                let nothing = Arc::new(Fold::of(seat.clone()));
                (nothing, self.audiences.iter().collect())
            }
        };
        let news = self.news(&before, moved).await?;
        self.finished(&news).await;
        let read: Vec<_> = news.iter().map(|one| one.audience.clone()).collect();
        let mut fold = Fold::clone(&before).after(news);
        for audience in read {
            let head = fold.head(&audience);
            if let Some(own) = fold.proceedings.log(&audience) {
                let which = (self.registry.case().clone(), audience);
                fold.proceedings.hold(logs.held(which, head, own));
            }
        }
        Ok(Arc::new(fold))
    }

    /// Brings to its end what was begun to be destroyed before a server broke off. What cannot be
    /// done now, on a disk that is full, is done when a log is next read from there.
    async fn finished(&self, news: &[News]) {
        for News {
            audience, unerased, ..
        } in news
        {
            for item in unerased {
                let ring = self.keys.ring(audience);
                self.registry.erase(audience, ring, *item).await.ok();
            }
        }
    }

    /// The audiences whose logs have come further than a fold.
    async fn moved(&self, fold: &Fold) -> Result<Vec<&Audience>, StoreError> {
        let mut moved = Vec::new();
        for audience in &self.audiences {
            let ring = self.keys.ring(audience);
            let head = self.registry.head(audience, ring).await?;
            if head > fold.head(audience) {
                moved.push(audience);
            }
        }
        Ok(moved)
    }

    /// What these logs have beyond a fold, each taken further by itself.
    async fn news(&self, fold: &Arc<Fold>, moved: Vec<&Audience>) -> Result<Vec<News>, StoreError> {
        let asked = moved.into_iter().map(|audience| Asked {
            audience,
            ring: self.keys.ring(audience),
            after: fold.head(audience),
        });
        let before = Arc::clone(fold);
        let further = move |audience: &Audience, events: Vec<Event>| News {
            audience: audience.clone(),
            events: u64::try_from(events.len()).unwrap_or(u64::MAX),
            unerased: unerased(&events),
            ahead: before.proceedings.ahead(audience, events),
        };
        self.registry.news(asked.collect(), further).await
    }
}

/// The events among these whose words stand there although a later one says that they were
/// destroyed.
fn unerased(events: &[Event]) -> Vec<EventId> {
    let destroyed = events.iter().filter_map(|event| {
        let Deed::Destroyed(of) = event.deed else {
            return None;
        };
        (of != event.id).then_some(of)
    });
    let destroyed: BTreeSet<EventId> = destroyed.collect();
    if destroyed.is_empty() {
        return Vec::new();
    }
    let stands =
        |event: &&Event| destroyed.contains(&event.id) && matches!(event.deed, Deed::Told(_));
    events.iter().filter(stands).map(|event| event.id).collect()
}

impl Fold {
    /// How far the log of an audience had come.
    fn head(&self, audience: &Audience) -> Head {
        self.heads.get(audience).copied().unwrap_or(Head::EMPTY)
    }

    fn of(seat: Seat) -> Self {
        Self {
            proceedings: Proceedings::of(seat),
            heads: BTreeMap::new(),
        }
    }

    fn after(mut self, news: Vec<News>) -> Self {
        for one in news {
            let head = self.heads.entry(one.audience).or_insert(Head::EMPTY);
            *head = head.after(one.events);
            if let Some(ahead) = one.ahead {
                self.proceedings.take(ahead);
            }
        }
        self
    }

    /// The case as it is known now, as far as this seat may know it; one without anything in it
    /// before it was opened.
    pub(crate) fn case(&self) -> &Case {
        self.proceedings.case().unwrap_or(&NOTHING)
    }
}

/// A case before anything is known of it.
static NOTHING: LazyLock<Case> =
    LazyLock::new(|| Case::new(Heading::new(CaseId::new(""), Wording::default())));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Sent;
    use crate::opener::Opener;
    use crate::seated::Seated;
    use crate::trial::{House, fjord};
    use axum::http::HeaderMap;
    use disclosure::PartyId;
    use proceedings::Motion;
    use tokio::task::yield_now;

    #[tokio::test]
    async fn what_was_begun_to_be_destroyed_is_destroyed_when_a_server_next_reads_it() {
        let house = House::with(&fjord()).await;
        let mut browser = house.seated("Delegation of South").await;
        let room = format!("room/{}", crate::address::key("room", "south"));
        let tell = browser.look(&room).await.paper("/tell");
        browser
            .done(&tell.typed("words", "the ice came late"))
            .await;
        let opener = Opener::of_words(browser.opener().unwrap()).unwrap();
        let heads = HeaderMap::new();
        let seated = Seated::of(&house.workspace, &heads, &opener);
        let mut seated = seated.await.unwrap();
        let (south, at) = (
            Audience::Room(PartyId::new("south")),
            seated.fold().heads[&Audience::Room(PartyId::new("south"))],
        );
        let told = |events: Vec<Event>| {
            let told = events.into_iter().rev();
            told.filter(|event| matches!(event.deed, Deed::Told(_)))
                .map(|event| event.id)
                .next()
        };
        let ring = seated.keys.own.clone();
        let events = seated.registry.events(&south, &ring, Head::EMPTY).await;
        let item = told(events.unwrap()).unwrap();
        // The word that it was destroyed is kept, and there the server breaks off.
        let motion = Motion::Destroy(PartyId::new("south"), item);
        let sent = Sent {
            act: EventId::new(77),
            kept: Vec::new(),
            is_knowing: false,
        };
        seated.act(motion, &sent).await.unwrap();
        let events = seated.registry.events(&south, &ring, Head::EMPTY).await;
        assert_eq!(unerased(&events.unwrap()), [item]);
        assert!(seated.fold().heads[&south] > at);
        let next = Folds::by(house.workspace.world.clone());
        next.current(&seated.registry, &seated.keys, seated.seat())
            .await
            .unwrap();
        let events = seated.registry.events(&south, &ring, Head::EMPTY).await;
        let events = events.unwrap();
        assert!(unerased(&events).is_empty());
        let blank = events.iter().find(|event| event.id == item).unwrap();
        assert!(matches!(blank.deed, Deed::Destroyed(of) if of == item));
    }

    #[tokio::test]
    async fn what_two_seats_have_both_read_is_held_once() {
        let house = House::with(&fjord()).await;
        let mut folds = Vec::new();
        for name in ["Mediation team", "Delegation of South"] {
            let browser = house.seated(name).await;
            let opener = Opener::of_words(browser.opener().unwrap()).unwrap();
            let heads = HeaderMap::new();
            let seated = Seated::of(&house.workspace, &heads, &opener);
            folds.push(seated.await.unwrap().fold().clone());
        }
        let rooms = ["south", "north"].map(|party| Audience::Room(PartyId::new(party)));
        let log = |fold: &Fold, audience| fold.proceedings.log(audience);
        let [team, south] = [0, 1].map(|at| log(&folds[at], &rooms[0]).unwrap());
        assert!(team.is_shared_with(&south));
        assert!(log(&folds[1], &rooms[1]).is_none());
    }

    #[tokio::test]
    async fn a_fold_that_nobody_asks_for_is_let_go_and_made_again() {
        let house = House::with(&fjord()).await;
        let mut team = house.seated("Mediation team").await;
        let mut south = house.seated("Delegation of South").await;
        let before = south.look("draft").await.body;
        team.look("draft").await;
        let folds = &house.workspace.folds;
        let kept = |seat: &Seat| folds.kept(&house.case, seat);
        let delegation = Seat::Delegation(PartyId::new("south"));
        assert!(kept(&delegation).is_some() && kept(&Seat::Mediator).is_some());
        house.wait_minutes(8);
        team.look("draft").await;
        assert!(kept(&delegation).is_some(), "not yet a quarter of an hour");
        house.wait_minutes(8);
        team.look("draft").await;
        assert!(kept(&delegation).is_none() && kept(&Seat::Mediator).is_some());
        assert_eq!(south.look("draft").await.body, before);
        assert!(kept(&delegation).is_some());
    }

    #[tokio::test]
    async fn with_the_last_fold_of_a_case_its_logs_are_let_go() {
        let house = House::with(&fjord()).await;
        house.seated("Mediation team").await.look("draft").await;
        let folds = &house.workspace.folds;
        let held = || folds.logs.0.lock().unwrap().len();
        assert!(held() > 0);
        house.wait_minutes(16);
        folds.cell((CaseId::new("another"), Seat::Public));
        assert_eq!(held(), 0);
    }

    #[tokio::test]
    async fn of_a_roomful_who_ask_at_once_one_reads_the_logs() {
        const PEOPLE: u64 = 20;
        let house = House::with(&fjord()).await;
        let browser = house.seated("Delegation of South").await;
        let opener = Opener::of_words(browser.opener().unwrap()).unwrap();
        let heads = HeaderMap::new();
        let seated = Seated::of(&house.workspace, &heads, &opener);
        let seated = seated.await.unwrap();
        let folds = Folds::by(house.workspace.world.clone());
        let whose = seated.seat().clone();
        let cell = folds.cell((seated.registry.case().clone(), whose));
        let turn = cell.turn.lock().await;
        let asking = (0..PEOPLE).map(|_| {
            let (folds, seated) = (folds.clone(), seated.clone());
            tokio::spawn(async move {
                let fold = folds.current(&seated.registry, &seated.keys, seated.seat());
                fold.await.unwrap().heads.clone()
            })
        });
        let asking: Vec<_> = asking.collect();
        while cell.moments.load(Ordering::SeqCst) < PEOPLE {
            yield_now().await;
        }
        drop(turn);
        for fold in asking {
            assert_eq!(fold.await.unwrap(), seated.fold().heads);
        }
        assert_eq!(cell.moments.load(Ordering::SeqCst), PEOPLE + 1);
    }
}
