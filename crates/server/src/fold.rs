//! The folds: what the logs of a case add up to, kept for each seat and brought up to date on use.
//!
//! Invariant: a fold is made of the logs that a ring opens and its seat is admitted to, and is
//! handed only to a request that brought such a ring; it is a cache, and the logs are the truth.

use case::{Case, CaseId, Heading, Wording};
use disclosure::{Audience, Seat};
use proceedings::{Event, Proceedings};
use std::collections::BTreeMap;
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

/// All folds of this process.
#[derive(Clone, Default)]
pub(crate) struct Folds(Arc<Mutex<BTreeMap<Whose, Arc<Cell>>>>);

type Whose = (CaseId, Seat);

/// The fold of one seat, and whose turn it is to bring it up to date.
#[derive(Default)]
struct Cell {
    turn: Turn<()>,
    kept: Mutex<Option<Arc<Fold>>>,
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
        // Whoever finds nothing new waits for nobody.
        if let Some(fold) = cell.kept()
            && reading.moved(&fold).await?.is_empty()
        {
            return Ok(fold);
        }
        let _turn = cell.turn.lock().await;
        let before = cell.kept();
        let before = before.unwrap_or_else(|| Arc::new(Fold::of(seat.clone())));
        let moved = match cell.kept() {
            Some(_) => reading.moved(&before).await?,
            None => reading.audiences.iter().collect(),
        };
        let news = reading.news(&before, moved).await?;
        if news.is_empty() && cell.kept().is_some() {
            return Ok(before);
        }
        let fold = Arc::new(Fold::clone(&before).after(news));
        cell.keep(Arc::clone(&fold));
        Ok(fold)
    }

    /// What a seat of this process has last seen of a case.
    #[cfg(test)]
    pub(crate) fn kept(&self, case: &CaseId, seat: &Seat) -> Option<Arc<Fold>> {
        self.cell((case.clone(), seat.clone())).kept()
    }

    /// The same folds once more: what one of the two learns later the other does not.
    #[cfg(test)]
    pub(crate) fn copied(&self) -> Self {
        let cells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let copied = cells.iter().map(|(whose, cell)| {
            let copy = Cell {
                turn: Turn::default(),
                kept: Mutex::new(cell.kept()),
            };
            (whose.clone(), Arc::new(copy))
        });
        Self(Arc::new(Mutex::new(copied.collect())))
    }

    fn cell(&self, whose: Whose) -> Arc<Cell> {
        let mut cells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(cells.entry(whose).or_default())
    }
}

impl Cell {
    fn kept(&self) -> Option<Arc<Fold>> {
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn keep(&self, fold: Arc<Fold>) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(fold);
    }
}

impl Reading<'_> {
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

    /// What these logs have beyond a fold.
    async fn news(
        &self,
        fold: &Fold,
        moved: Vec<&Audience>,
    ) -> Result<Vec<(Audience, Vec<Event>)>, StoreError> {
        let asked = moved.into_iter().map(|audience| Asked {
            audience,
            ring: self.keys.ring(audience),
            after: fold.head(audience),
        });
        self.registry.news(asked.collect()).await
    }
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

    fn after(mut self, news: Vec<(Audience, Vec<Event>)>) -> Self {
        for (audience, events) in news {
            let head = self.heads.entry(audience.clone()).or_insert(Head::EMPTY);
            *head = head.after(u64::try_from(events.len()).unwrap_or(u64::MAX));
            self.proceedings.apply_all(&audience, events);
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
