//! The folds that are held in memory, by whose they are.
//!
//! What a log adds up to is held once, by those who have read that log themselves, and a fold that
//! nobody has asked for in a quarter of an hour is let go.

use super::reading::Reading;
use super::{Fold, Keys};
use crate::world::World;
use case::CaseId;
use disclosure::{Audience, Seat};
use proceedings::Log;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use store::{Head, Registry, StoreError};
use tokio::sync::Mutex as Turn;

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
pub(super) struct Logs(Arc<Mutex<BTreeMap<Which, (Head, Log)>>>);

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
        let fold = reading
            .brought_up(kept.map(|kept| kept.fold), seat, &self.logs)
            .await?;
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
    pub(super) fn held(&self, which: Which, head: Head, own: Log) -> Log {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opener::Opener;
    use crate::seated::Seated;
    use crate::trial::{House, fjord};
    use axum::http::HeaderMap;
    use disclosure::PartyId;
    use tokio::task::yield_now;

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
