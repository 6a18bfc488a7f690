//! Long work at the terminal: a progress bar when somebody is there to see it, and Ctrl-C that asks
//! for the best answer so far.

use indicatif::{ProgressBar, ProgressStyle};
use problem::{Effort, Watch};
use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::sync::{Arc, Once};
use std::thread;
use std::time::Duration;

/// Work that takes longer than this shows how far it is.
const QUIET_MS: u64 = 700;
/// How often the progress is drawn.
const REDRAW_MS: u64 = 120;
/// How many vectors fit in memory with room to spare: under 1 GiB at eight parties.
const VECTORS_MAX: usize = 8_000_000;

/// The limits that somebody at a terminal sets to a piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// The most nodes that may be looked at.
    pub(crate) nodes_max: u64,
    /// How many threads may work.
    pub(crate) threads: NonZeroUsize,
}

/// Does some work within limits, under the eyes of whoever started it; says whether it was
/// interrupted.
pub(crate) fn with_patience<T>(limits: Limits, work: impl FnOnce(&Effort<'_>) -> T) -> (T, bool) {
    let watch = Arc::new(Watch::new());
    on_interrupt(&watch);
    let shown = std::io::stderr()
        .is_terminal()
        .then(|| Bar::start(Arc::clone(&watch)));
    let effort = Effort {
        nodes_max: limits.nodes_max,
        vectors_max: VECTORS_MAX,
        threads: limits.threads,
        watch: &watch,
    };
    let answer = work(&effort);
    if let Some(bar) = shown {
        bar.end();
    }
    (answer, watch.is_stopped())
}

/// The first Ctrl-C asks for the best so far; the second ends the program.
fn on_interrupt(watch: &Arc<Watch>) {
    static ONCE: Once = Once::new();
    let watch = Arc::clone(watch);
    ONCE.call_once(|| {
        let asked = ctrlc::set_handler(move || {
            if watch.is_stopped() {
                std::process::exit(130);
            }
            watch.stop();
        });
        if let Err(error) = asked {
            eprintln!("warning: Ctrl-C will not give the best answer so far: {error}");
        }
    });
}

/// A progress bar that a thread of its own keeps drawing.
struct Bar {
    done: std::sync::mpsc::Sender<()>,
    drawing: thread::JoinHandle<()>,
}

impl Bar {
    fn start(watch: Arc<Watch>) -> Self {
        let (done, ended) = std::sync::mpsc::channel();
        let drawing = thread::spawn(move || {
            let quiet = ended.recv_timeout(Duration::from_millis(QUIET_MS));
            if quiet != Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                return;
            }
            let bar = ProgressBar::new(0);
            if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len}  {msg}") {
                bar.set_style(style);
            }
            bar.set_message("Ctrl-C gives the best so far");
            while ended.recv_timeout(Duration::from_millis(REDRAW_MS))
                == Err(std::sync::mpsc::RecvTimeoutError::Timeout)
            {
                let (done, total) = watch.progress();
                bar.set_length(total);
                bar.set_position(done);
            }
            bar.finish_and_clear();
        });
        Self { done, drawing }
    }

    fn end(self) {
        drop(self.done);
        if self.drawing.join().is_err() {
            eprintln!("warning: the progress bar failed");
        }
    }
}
