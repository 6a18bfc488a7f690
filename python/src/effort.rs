//! How much an answer may cost, and patience: the lock of Python is let go, Ctrl-C is heard.

use crate::fault::unfit;
use problem::Watch;
use pyo3::exceptions::{PyKeyboardInterrupt, PyRuntimeError};
use pyo3::prelude::*;
use std::num::NonZeroUsize;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// How often Ctrl-C is looked for.
const LISTEN_MS: u64 = 50;
/// As on a main thread, where a search has room for its depth.
const STACK_BYTES: usize = 8 << 20;
/// How many vectors fit in memory with room to spare: under 1 GiB at eight parties.
const VECTORS_MAX: usize = 8_000_000;
/// As at the command line.
const NODES_MAX: u64 = 2_000_000_000;

/// How much work an answer may cost.
///
/// Counted in nodes and not in seconds: equal problem and equal `nodes_max` give equal bytes.
#[pyclass(frozen, get_all, module = "onetext")]
pub(crate) struct Effort {
    /// The most search nodes or candidate vectors that may be looked at; past it the answer is the
    /// best so far and says so.
    nodes_max: u64,
    /// How many threads may work; this changes the time and nothing else.
    threads: usize,
}

#[pymethods]
impl Effort {
    #[new]
    #[pyo3(signature = (nodes_max = 2_000_000_000, threads = 1))]
    fn new(nodes_max: u64, threads: usize) -> PyResult<Self> {
        if threads == 0 {
            return Err(unfit(
                "`0` threads do no work\nhint: `threads` is 1 or more",
            ));
        }
        Ok(Self { nodes_max, threads })
    }

    fn __repr__(&self) -> String {
        let Self { nodes_max, threads } = self;
        format!("onetext.Effort(nodes_max={nodes_max}, threads={threads})")
    }
}

/// The limits of a piece of work.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    nodes_max: u64,
    threads: NonZeroUsize,
}

impl Limits {
    /// What was asked for, or the limits of the command line.
    pub(crate) fn of(effort: Option<&Effort>) -> Self {
        let nodes_max = effort.map_or(NODES_MAX, |effort| effort.nodes_max);
        let threads = effort.and_then(|effort| NonZeroUsize::new(effort.threads));
        Self {
            nodes_max,
            threads: threads.unwrap_or(NonZeroUsize::MIN),
        }
    }
}

/// Does some work with Python's lock let go; the first Ctrl-C asks for the best so far, and the
/// answer says whether there was one. A second is passed on.
pub(crate) fn with_patience<T: Send>(
    py: Python<'_>,
    limits: Limits,
    work: impl FnOnce(&problem::Effort<'_>) -> T + Send,
) -> PyResult<(T, bool)> {
    let watch = Watch::new();
    let effort = problem::Effort {
        nodes_max: limits.nodes_max,
        vectors_max: VECTORS_MAX,
        threads: limits.threads,
        watch: &watch,
    };
    let (answer, heard) = py.detach(|| {
        thread::scope(|scope| {
            let (done, ended) = mpsc::channel::<()>();
            let worker = thread::Builder::new().stack_size(STACK_BYTES);
            let worker = worker.spawn_scoped(scope, move || {
                let answer = work(&effort);
                drop(done);
                answer
            })?;
            let heard = listen(&ended, &watch);
            let answer = worker.join();
            answer
                .map(|answer| (answer, heard))
                .map_err(|_| PyRuntimeError::new_err("the work broke off: this is a fault of ours"))
        })
    })?;
    match heard {
        Some(error) => Err(error),
        None => Ok((answer, watch.is_stopped())),
    }
}

/// Waits for the end and listens for Ctrl-C; what was heard beyond the first.
fn listen(ended: &Receiver<()>, watch: &Watch) -> Option<PyErr> {
    let mut heard = None;
    while ended.recv_timeout(Duration::from_millis(LISTEN_MS)) == Err(RecvTimeoutError::Timeout) {
        let signal = Python::attach(|py| {
            let error = py.check_signals().err()?;
            Some((error.is_instance_of::<PyKeyboardInterrupt>(py), error))
        });
        match signal {
            Some((true, _)) if !watch.is_stopped() => watch.stop(),
            Some((_, error)) => {
                watch.stop();
                heard = Some(error);
            }
            None => {}
        }
    }
    heard
}
