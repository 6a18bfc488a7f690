//! Open streams of changes, as every page that is looked at holds one.

use super::ground::Sitter;
use anyhow::{Context, Result};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::runtime::Builder;
use tokio::time::{sleep, timeout};

/// Streams that are listened to until they are let go.
pub(super) struct Streams {
    count: Arc<Count>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Count {
    open: AtomicU64,
    told: AtomicU64,
    closed: AtomicBool,
}

impl Streams {
    /// Opens a stream for each sitter.
    pub(super) fn open(to: SocketAddr, sitters: &[Sitter]) -> Result<Self> {
        let count = Arc::new(Count::default());
        let sitters = sitters.to_vec();
        let (mine, wanted) = (Arc::clone(&count), sitters.len() as u64);
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.context("starting a runtime for the streams")?;
        let thread = std::thread::spawn(move || {
            runtime.block_on(async {
                for sitter in sitters {
                    tokio::spawn(listen(to, sitter, Arc::clone(&mine)));
                }
                while !mine.closed.load(Ordering::Relaxed) {
                    sleep(Duration::from_millis(50)).await;
                }
            });
        });
        let streams = Self {
            count,
            thread: Some(thread),
        };
        for _ in 0..600 {
            if streams.count.open.load(Ordering::Relaxed) == wanted {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(streams)
    }

    /// How many are open, and how often they told of a change.
    pub(super) fn count(&self) -> (u64, u64) {
        let read = |number: &AtomicU64| number.load(Ordering::Relaxed);
        (read(&self.count.open), read(&self.count.told))
    }
}

impl Drop for Streams {
    fn drop(&mut self) {
        self.count.closed.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Listens to one stream until it ends.
async fn listen(to: SocketAddr, sitter: Sitter, count: Arc<Count>) {
    let Ok(stream) = TcpStream::connect(to).await else {
        return;
    };
    let request = format!(
        "GET {}/changes HTTP/1.1\r\nHost: {to}\r\nCookie: {}\r\n\r\n",
        sitter.at, sitter.cookie
    );
    let sent = timeout(Duration::from_secs(30), stream.writable()).await;
    if !matches!(sent, Ok(Ok(()))) || stream.try_write(request.as_bytes()).is_err() {
        return;
    }
    let mut is_open = false;
    let mut piece = [0; 4_096];
    while stream.readable().await.is_ok() {
        match stream.try_read(&mut piece) {
            Ok(0) => break,
            Ok(length) => {
                let said = piece.get(..length).unwrap_or_default();
                let told = said
                    .windows(11)
                    .filter(|part| part == b"event: head")
                    .count() as u64;
                count.told.fetch_add(told, Ordering::Relaxed);
                if told > 0 && !is_open {
                    is_open = true;
                    count.open.fetch_add(1, Ordering::Relaxed);
                }
            }
            Err(fault) if fault.kind() == std::io::ErrorKind::WouldBlock => {}
            Err(_) => break,
        }
    }
    if is_open {
        count.open.fetch_sub(1, Ordering::Relaxed);
    }
}
