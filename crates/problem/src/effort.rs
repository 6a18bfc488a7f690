//! How much work an answer may cost, and how a shell watches or stops it.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How much work an answer may cost.
///
/// Counted in nodes and vectors, not in seconds, so that an equal problem and an equal effort give
/// equal bytes on every machine; the number of threads changes the time only.
#[derive(Debug, Clone, Copy)]
pub struct Effort<'a> {
    /// The most search nodes or candidate vectors that may be looked at.
    pub nodes_max: u64,
    /// The most vectors that may be held at once.
    pub vectors_max: usize,
    /// How many threads may work.
    pub threads: NonZeroUsize,
    /// Where a shell sees progress and asks for a stop.
    pub watch: &'a Watch,
}

impl<'a> Effort<'a> {
    /// Without limits, on one thread.
    #[must_use]
    pub const fn unbounded(watch: &'a Watch) -> Self {
        Self {
            nodes_max: u64::MAX,
            vectors_max: usize::MAX,
            threads: NonZeroUsize::MIN,
            watch,
        }
    }
}

/// A place where a long answer reports progress, and is asked to stop.
#[derive(Debug, Default)]
pub struct Watch {
    stop: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
}

impl Watch {
    /// A watch that nobody has stopped.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            stop: AtomicBool::new(false),
            done: AtomicU64::new(0),
            total: AtomicU64::new(0),
        }
    }

    /// Asks the work to stop soon and to give the best it has.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked the work to stop.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Reports how many of how many steps are done.
    pub fn report(&self, done: u64, total: u64) {
        self.total.store(total, Ordering::Relaxed);
        self.done.store(done, Ordering::Relaxed);
    }

    /// How many of how many steps are done.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        (
            self.done.load(Ordering::Relaxed),
            self.total.load(Ordering::Relaxed),
        )
    }
}
