//! The folds: what the logs of a case add up to, kept for each seat and brought up to date on use.
//!
//! Invariant: a fold is made of the logs that a ring opens and its seat is admitted to, and is
//! handed only to a request that brought such a ring; it is a cache, and the logs are the truth.

mod kept;
mod reading;

pub(crate) use kept::Folds;

use case::{Case, CaseId, Heading, Wording};
use disclosure::{Audience, Seat};
use proceedings::Proceedings;
use reading::News;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use store::{Head, Ring};

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
