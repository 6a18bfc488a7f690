//! One of the two worlds: a workspace over a store of its own, and a browser for each seat.

use super::super::browser::{Answer, Browser};
use super::super::{House, PASSPHRASES};
use super::cases::Sitter;
use crate::planted::Leak;
use crate::router;
use axum::body::Body;
use axum::http::Request;

/// A world.
pub(super) struct World {
    pub(super) house: House,
    /// A browser for each seat, in the order of the sitters.
    pub(super) seats: Vec<Browser>,
    /// Somebody without a seat, who has come by the addresses of a compared seat's pages.
    pub(super) public: Browser,
}

impl World {
    /// A world in which everybody has taken their seat.
    pub(super) async fn opened(house: House, sitters: &[Sitter]) -> Self {
        let mut seats = Vec::new();
        for (nth, sitter) in (1_u64..).zip(sitters) {
            house.roll((1 << 60) | nth);
            seats.push(house.seated(&sitter.seat).await);
        }
        let compared = sitters.iter().position(|one| !one.is_apart).unwrap();
        let mut public = house.browser();
        public.at.clone_from(&seats[compared].at);
        let mut world = Self {
            house,
            seats,
            public,
        };
        for at in 0..world.seats.len() {
            world.house.roll(1 << 61);
            // The fold of each seat is warm from here on.
            let at = &mut world.seats[at];
            let draft = at.look("draft").await;
            assert!(draft.status < 400, "{}", draft.body);
        }
        world
    }

    /// The same world once more, over a copy of its store, with a leak in it.
    pub(super) async fn copied(&self, leak: Option<Leak>) -> Self {
        let mut house = self.house.copied().await;
        house.workspace.planted.leak = leak;
        if leak == Some(Leak::OneSequence) {
            house.draw_in_one_sequence();
        }
        let to = router(&house.workspace);
        let seats = self.seats.iter().map(|one| one.sent_to(to.clone()));
        Self {
            seats: seats.collect(),
            public: self.public.sent_to(to.clone()),
            house,
        }
    }

    /// Another server goes on where this one stops.
    pub(super) async fn restarted(&mut self) {
        self.house.workspace.store.settled().await.unwrap();
        let leak = self.house.workspace.planted.leak;
        self.house.workspace = self.house.beside().await;
        self.house.workspace.planted.leak = leak;
        let to = router(&self.house.workspace);
        for browser in self.seats.iter_mut().chain([&mut self.public]) {
            *browser = browser.sent_to(to.clone());
        }
    }

    /// Whoever asks: a seat, or the public behind the last of them.
    pub(super) fn browser(&mut self, seat: usize) -> &mut Browser {
        match self.seats.get_mut(seat) {
            Some(browser) => browser,
            None => &mut self.public,
        }
    }

    /// What is answered to whoever asks for an address, however it is asked for.
    pub(super) async fn answer(&mut self, seat: usize, path: &str) -> Answer {
        let browser = self.browser(seat);
        if path.ends_with("/changes") {
            return browser.heard(path).await;
        }
        let Some(opener) = browser.opener().filter(|_| path == "/api/v1/case") else {
            return browser.get(path).await;
        };
        let request = Request::builder()
            .uri(path)
            .header("authorization", format!("Bearer {opener}"))
            .body(Body::empty())
            .unwrap();
        browser.ask(request).await
    }

    /// Somebody tries to sign in.
    pub(super) async fn knocks(&mut self, name: &str, passphrase: &str) -> Answer {
        let mut browser = self.public.another();
        let case = self.house.case.as_str().to_owned();
        let fields = [
            ("case", case.as_str()),
            ("name", name),
            ("passphrase", passphrase),
        ];
        browser.post("/sign-in", &fields).await
    }

    /// Whoever has no session any more signs in again.
    pub(super) async fn comes_back(&mut self, seat: usize, name: &str) -> Answer {
        let mut browser = self.public.another();
        let case = self.house.case.as_str().to_owned();
        let fields = [("case", case.as_str()), ("name", name), PASSPHRASES[0]];
        let answer = browser.post("/sign-in", &fields).await;
        if answer.status == 303 {
            browser.at = answer.location().to_owned();
            self.seats[seat] = browser;
        }
        answer
    }
}
