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
use disclosure::Audience;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::time::Duration;
use store::{Change, Changes, Head};
use tokio::sync::mpsc::{Sender, channel};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until};
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
    let own = seated.registry.changes(&seated.keys.own).await?;
    let public = seated.registry.changes(&seated.keys.public).await?;
    let (teller, told) = channel(4);
    let listener = Listener {
        heads: seated.fold().heads.clone(),
        seated,
        own,
        public,
    };
    tokio::spawn(listener.tell(teller));
    let stream = ReceiverStream::new(told);
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE)))
}

/// Whoever listens, and what was heard so far.
struct Listener {
    seated: Seated,
    own: Changes,
    public: Changes,
    heads: BTreeMap<Audience, Head>,
}

type Told = Result<Event, Infallible>;

impl Listener {
    /// Tells the heads, now and after each change, until the page is left or the session is over.
    async fn tell(mut self, teller: Sender<Told>) {
        let end = Instant::now() + WHOLE;
        let mut sure = interval(SURE);
        sure.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut closing = self.seated.workspace.closing.subscribe();
        // When to tell what is not told yet, and when no sooner.
        let (mut due, mut not_before) = (Some(Instant::now()), Instant::now());
        loop {
            let heard = tokio::select! {
                change = self.own.next() => change,
                change = self.public.next() => change,
                () = sleep_until(due.unwrap_or(end)), if due.is_some() => {
                    (due, not_before) = (None, Instant::now() + PAUSE);
                    let word = head_word(&self.heads);
                    let told = Event::default().event("head").data(word);
                    if teller.send(Ok(told)).await.is_err() {
                        return;
                    }
                    continue;
                }
                () = teller.closed() => return,
                () = sleep_until(end) => None,
                _ = closing.changed() => return,
                _ = sure.tick() => {
                    if self.still_sits().await {
                        continue;
                    }
                    None
                }
            };
            let Some(Change { audience, head }) = heard else {
                // The page listens again when somebody is there to read it.
                let over = Event::default().event("over").data("");
                let _ = teller.send(Ok(over)).await;
                return;
            };
            if audience.admits(self.seated.seat()) {
                self.heads.insert(audience, head);
                due.get_or_insert(not_before);
            }
        }
    }

    /// Whether the session is still open, as far as can be known; asking does not keep it so.
    async fn still_sits(&self) -> bool {
        let (registry, keys) = (&self.seated.registry, &self.seated.keys);
        let sessions = registry.sessions(&keys.own, self.seated.now()).await;
        match sessions {
            Ok(all) => all.iter().any(|one| one.id == self.seated.session),
            // A store that is away tells no heads either, and is asked again in a minute.
            Err(_) => true,
        }
    }
}

/// Heads as one word, the same that a page carries.
pub(crate) fn head_word(heads: &BTreeMap<Audience, Head>) -> String {
    let heads = heads.values().map(ToString::to_string);
    heads.collect::<Vec<_>>().join(".")
}
