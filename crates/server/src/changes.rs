//! The stream that tells a page that something has changed: the heads of the seat's own logs, and
//! nothing else. The page then asks for itself again, through its own seat's view.
//!
//! Invariant: a seat hears of the logs it may open and of no other, and the stream ends with the
//! session.

use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use axum::Router;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use disclosure::{Audience, Seat};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::time::Duration;
use store::{Change, Changes, Head, Registry, SessionId};
use tokio::sync::mpsc::{Sender, channel};
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until};
use tokio_stream::wrappers::ReceiverStream;

/// How long one stream lasts; a page that is still looked at asks for another.
const WHOLE: Duration = Duration::from_secs(30 * 60);
/// How often it is made sure that the session still is.
const SURE: Duration = Duration::from_secs(60);
/// How long a stream is silent after it has told of a change, however many follow: each makes the
/// page ask for itself again, and a reader has no use for more than this.
const PAUSE: Duration = Duration::from_secs(1);
/// What is said between changes, so that the way stays open.
const ALIVE: Duration = Duration::from_secs(20);

/// The route of the stream, under `/at/HANDLE`.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new().route("/changes", get(changes))
}

async fn changes(seated: Seated) -> Result<impl IntoResponse, Trouble> {
    let rings = [&seated.keys.own, &seated.keys.public];
    let changes = seated.registry.changes(&rings).await?;
    let (teller, told) = channel(4);
    let heads = seated.fold().heads.clone();
    #[cfg(test)]
    let heads = crate::planted::heads(&seated, heads);
    let listener = Listener {
        heads,
        seat: seated.seat().clone(),
        workspace: seated.workspace,
        registry: seated.registry,
        session: seated.session,
        changes,
    };
    tokio::spawn(listener.tell(teller));
    let stream = ReceiverStream::new(told);
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE)))
}

/// Whoever listens, and what was heard so far; nothing of what the pages show, for there may be a
/// thousand who listen.
struct Listener {
    workspace: Workspace,
    registry: Registry,
    seat: Seat,
    session: SessionId,
    changes: Changes,
    heads: BTreeMap<Audience, Head>,
}

type Told = Result<Event, Infallible>;

impl Listener {
    /// Tells the heads, now and after each change, until the page is left or the session is over.
    async fn tell(mut self, teller: Sender<Told>) {
        let end = Instant::now() + WHOLE;
        let mut sure = interval_at(Instant::now() + SURE, SURE);
        sure.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut closing = self.workspace.closing.subscribe();
        loop {
            let told = Event::default().event("head").data(head_word(&self.heads));
            if teller.send(Ok(told)).await.is_err() {
                return;
            }
            let not_before = Instant::now() + PAUSE;
            let goes_on = loop {
                tokio::select! {
                    news = self.news(not_before) => break news,
                    () = teller.closed() => return,
                    () = sleep_until(end) => break false,
                    _ = closing.changed() => return,
                    _ = sure.tick() => if !self.still_sits().await {
                        break false;
                    },
                }
            };
            if !goes_on {
                // The page listens again when somebody is there to read it.
                let over = Event::default().event("over").data("");
                let _ = teller.send(Ok(over)).await;
                return;
            }
        }
    }

    /// Waits for a change, from a moment on: until then nothing wakes it, however much happens.
    /// Nothing will ever come where the store was let go.
    async fn news(&mut self, not_before: Instant) -> bool {
        sleep_until(not_before).await;
        let mut is_news = false;
        while !is_news {
            let Some(first) = self.changes.next().await else {
                return false;
            };
            let rest = std::iter::from_fn(|| self.changes.missed());
            for Change { audience, head } in std::iter::once(first).chain(rest) {
                if audience.admits(&self.seat) {
                    self.heads.insert(audience, head);
                    is_news = true;
                }
            }
        }
        true
    }

    /// Whether the session is still open, as far as can be known; asking does not keep it so.
    async fn still_sits(&self) -> bool {
        let open = self.registry.is_open(&self.session, self.workspace.now());
        // A store that is away tells no heads either, and is asked again in a minute.
        open.await.unwrap_or(true)
    }
}

/// Heads as one word, the same that a page carries.
pub(crate) fn head_word(heads: &BTreeMap<Audience, Head>) -> String {
    let heads = heads.values().map(ToString::to_string);
    heads.collect::<Vec<_>>().join(".")
}
