//! The logs that a fold is brought up to date from.

use super::kept::Logs;
use super::{Fold, Keys};
use disclosure::{Audience, Seat};
use proceedings::{Ahead, Deed, Event, EventId};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{Asked, Registry, StoreError};

/// What a log has beyond a fold.
pub(super) struct News {
    pub(super) audience: Audience,
    pub(super) events: u64,
    pub(super) ahead: Option<Ahead>,
    /// What stands there although it was destroyed: whoever destroyed it did not come to the end.
    unerased: Vec<EventId>,
}

/// The logs that a fold is brought up to date from.
pub(super) struct Reading<'a> {
    pub(super) registry: &'a Registry,
    pub(super) keys: &'a Keys,
    pub(super) audiences: Vec<Audience>,
}

impl Reading<'_> {
    /// A fold up to the heads that the logs have now; the same one if it is.
    pub(super) async fn brought_up(
        &self,
        kept: Option<Arc<Fold>>,
        seat: &Seat,
        logs: &Logs,
    ) -> Result<Arc<Fold>, StoreError> {
        let (before, moved) = match kept {
            Some(fold) => {
                let moved = self.moved(&fold).await?;
                if moved.is_empty() {
                    return Ok(fold);
                }
                (fold, moved)
            }
            None => {
                let nothing = Arc::new(Fold::of(seat.clone()));
                (nothing, self.audiences.iter().collect())
            }
        };
        let news = self.news(&before, moved).await?;
        self.finished(&news).await;
        let read: Vec<_> = news.iter().map(|one| one.audience.clone()).collect();
        let mut fold = Fold::clone(&before).after(news);
        for audience in read {
            let head = fold.head(&audience);
            if let Some(own) = fold.proceedings.log(&audience) {
                let which = (self.registry.case().clone(), audience);
                fold.proceedings.hold(logs.held(which, head, own));
            }
        }
        Ok(Arc::new(fold))
    }

    /// Brings to its end what was begun to be destroyed before a server broke off. What cannot be
    /// done now, on a disk that is full, is done when a log is next read from there.
    async fn finished(&self, news: &[News]) {
        for News {
            audience, unerased, ..
        } in news
        {
            for item in unerased {
                let ring = self.keys.ring(audience);
                self.registry.erase(audience, ring, *item).await.ok();
            }
        }
    }

    /// The audiences whose logs have come further than a fold.
    pub(super) async fn moved(&self, fold: &Fold) -> Result<Vec<&Audience>, StoreError> {
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

    /// What these logs have beyond a fold, each taken further by itself.
    async fn news(&self, fold: &Arc<Fold>, moved: Vec<&Audience>) -> Result<Vec<News>, StoreError> {
        let asked = moved.into_iter().map(|audience| Asked {
            audience,
            ring: self.keys.ring(audience),
            after: fold.head(audience),
        });
        let before = Arc::clone(fold);
        let further = move |audience: &Audience, events: Vec<Event>| News {
            audience: audience.clone(),
            events: u64::try_from(events.len()).unwrap_or(u64::MAX),
            unerased: unerased(&events),
            ahead: before.proceedings.ahead(audience, events),
        };
        self.registry.news(asked.collect(), further).await
    }
}

/// The events among these whose words stand there although a later one says that they were
/// destroyed.
pub(super) fn unerased(events: &[Event]) -> Vec<EventId> {
    let destroyed = events.iter().filter_map(|event| {
        let Deed::Destroyed(of) = event.deed else {
            return None;
        };
        (of != event.id).then_some(of)
    });
    let destroyed: BTreeSet<EventId> = destroyed.collect();
    if destroyed.is_empty() {
        return Vec::new();
    }
    let stands =
        |event: &&Event| destroyed.contains(&event.id) && matches!(event.deed, Deed::Told(_));
    events.iter().filter(stands).map(|event| event.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::Folds;
    use crate::form::Sent;
    use crate::opener::Opener;
    use crate::seated::Seated;
    use crate::trial::{House, fjord};
    use axum::http::HeaderMap;
    use disclosure::PartyId;
    use proceedings::Motion;
    use store::Head;

    #[tokio::test]
    async fn what_was_begun_to_be_destroyed_is_destroyed_when_a_server_next_reads_it() {
        let house = House::with(&fjord()).await;
        let mut browser = house.seated("Delegation of South").await;
        let room = format!("room/{}", crate::address::key("room", "south"));
        let tell = browser.look(&room).await.paper("/tell");
        browser
            .done(&tell.typed("words", "the ice came late"))
            .await;
        let opener = Opener::of_words(browser.opener().unwrap()).unwrap();
        let heads = HeaderMap::new();
        let seated = Seated::of(&house.workspace, &heads, &opener);
        let mut seated = seated.await.unwrap();
        let (south, at) = (
            Audience::Room(PartyId::new("south")),
            seated.fold().heads[&Audience::Room(PartyId::new("south"))],
        );
        let told = |events: Vec<Event>| {
            let told = events.into_iter().rev();
            told.filter(|event| matches!(event.deed, Deed::Told(_)))
                .map(|event| event.id)
                .next()
        };
        let ring = seated.keys.own.clone();
        let events = seated.registry.events(&south, &ring, Head::EMPTY).await;
        let item = told(events.unwrap()).unwrap();
        // The word that it was destroyed is kept, and there the server breaks off.
        let motion = Motion::Destroy(PartyId::new("south"), item);
        let sent = Sent {
            act: EventId::new(77),
            kept: Vec::new(),
            is_knowing: false,
        };
        seated.act(motion, &sent).await.unwrap();
        let events = seated.registry.events(&south, &ring, Head::EMPTY).await;
        assert_eq!(unerased(&events.unwrap()), [item]);
        assert!(seated.fold().heads[&south] > at);
        let next = Folds::by(house.workspace.world.clone());
        next.current(&seated.registry, &seated.keys, seated.seat())
            .await
            .unwrap();
        let events = seated.registry.events(&south, &ring, Head::EMPTY).await;
        let events = events.unwrap();
        assert!(unerased(&events).is_empty());
        let blank = events.iter().find(|event| event.id == item).unwrap();
        assert!(matches!(blank.deed, Deed::Destroyed(of) if of == item));
    }
}
