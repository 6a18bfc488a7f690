//! Serving: answers until it is told to stop, then lets what was begun be finished.

use crate::{Workspace, router};
use axum::serve::ListenerExt;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;

/// How many may wait to be let in: a room full of people whose browsers come back at once.
const WAITING_MAX: u32 = 4_096;
/// How long what was begun may take once the server closes.
const LAST: Duration = Duration::from_secs(5);

/// Listens at an address.
///
/// # Errors
///
/// If the address is taken, or not this machine's.
pub fn listen(at: SocketAddr) -> io::Result<TcpListener> {
    let socket = match at {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    }?;
    // A server that is started again need not wait for the ways of the one before to be over.
    socket.set_reuseaddr(true)?;
    socket.bind(at)?;
    socket.listen(WAITING_MAX)
}

/// Serves the workspace until `stop` is over; then no new request is taken, streams end, and what
/// was begun has a few seconds to be finished.
///
/// # Errors
///
/// If the network fails.
pub async fn serve(
    workspace: &Workspace,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let router = router(workspace);
    let (said, mut heard) = watch::channel(());
    let closing = workspace.closing.clone();
    let stopped = async move {
        stop.await;
        closing.send_replace(true);
        said.send_replace(());
    };
    // A page that is longer than one packet would wait for the reader's word that the first came.
    let listener = listener.tap_io(|way| {
        let _ = way.set_nodelay(true);
    });
    let serving = axum::serve(listener, router).with_graceful_shutdown(stopped);
    let couriers = workspace.couriers.clone();
    let store = workspace.store.clone();
    let served = async move {
        serving.await?;
        couriers.returned().await;
        // What cannot be written now was said to nobody: the sessions end a little sooner.
        let _ = store.settled().await;
        Ok(())
    };
    tokio::select! {
        done = served => done,
        () = async {
            // The sender lives in the other branch; if it goes, that branch is over too.
            let _ = heard.changed().await;
            tokio::time::sleep(LAST).await;
        } => Ok(()),
    }
}
