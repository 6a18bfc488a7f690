//! Two servers on one store: they serve one case, and neither keeps anything that the other needs.

use super::browser::Browser;
use super::{House, PASSPHRASES, fjord};
use crate::address::key;
use crate::opener::case_key;
use crate::{Workspace, router};
use tokio_stream::StreamExt;

const TEAM: &str = "Mediation team";
const SOUTH: &str = "Delegation of South";

/// Two servers.
struct Pair {
    house: House,
    other: Workspace,
}

impl Pair {
    /// Two servers on one folder, and two on one database if there is one.
    async fn all() -> Vec<Self> {
        let mut houses = vec![House::with(&fjord()).await];
        houses.extend(House::on_server(&fjord()).await);
        let mut pairs = Vec::new();
        for house in houses {
            let other = house.beside().await;
            pairs.push(Self { house, other });
        }
        pairs
    }

    /// A browser that has taken a seat at the first server, and the same one before the other.
    async fn seated(&self, seat: &str) -> (Browser, Browser) {
        let here = self.house.seated(seat).await;
        let there = here.sent_to(router(&self.other));
        (here, there)
    }
}

fn room(party: &str) -> String {
    format!("room/{}", key("room", party))
}

/// Says something in South's room, under a fresh one-time id.
async fn said(browser: &mut Browser, words: &str) {
    let room = room("south");
    let page = browser.look(&room).await;
    let fields = [
        ("act", page.field("act")),
        ("kind", "words"),
        ("words", words),
        ("about", ""),
        ("seen", "on"),
    ];
    let answer = browser.act(&format!("{room}/say"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

#[tokio::test]
async fn a_seat_that_was_taken_at_one_server_is_open_at_the_other_and_closes_at_both() {
    for pair in Pair::all().await {
        let (mut here, mut there) = pair.seated(SOUTH).await;
        for browser in [&mut here, &mut there] {
            assert_eq!(browser.look("table").await.status, 200);
        }
        let fields = [("name", "South"), ("passphrase", PASSPHRASES[0].1)];
        let mut again = Browser::new(router(&pair.other));
        let address = format!("/sign-in/{}", case_key(&pair.house.case));
        let answer = again.post(&address, &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        again.at = answer.location().to_owned();
        let mut back = again.sent_to(router(&pair.house.workspace));
        assert_eq!(back.look("table").await.status, 200);
        assert_eq!(there.act("sign-out", &[]).await.status, 303);
        let after = here.look("table").await;
        assert_eq!((after.status, after.location()), (303, "/sign-in"));
        assert_eq!(back.look("table").await.status, 200);
    }
}

#[tokio::test]
async fn tries_to_sign_in_count_together_at_both_servers() {
    for pair in Pair::all().await {
        pair.seated(SOUTH).await;
        let mut browsers =
            [&pair.house.workspace, &pair.other].map(|one| Browser::new(router(one)));
        let address = format!("/sign-in/{}", case_key(&pair.house.case));
        let wrong = [("name", "South"), ("passphrase", "guessed and guessed")];
        for number in 0..10 {
            let answer = browsers[number % 2].post(&address, &wrong).await;
            assert_eq!(answer.status, 422, "{}", answer.body);
        }
        for browser in &mut browsers {
            let right = [("name", "South"), ("passphrase", PASSPHRASES[0].1)];
            assert_eq!(browser.post(&address, &right).await.status, 429);
        }
    }
}

#[tokio::test]
async fn what_is_done_at_one_server_is_on_the_pages_of_the_other() {
    for pair in Pair::all().await {
        let (mut team, mut team_there) = pair.seated(TEAM).await;
        let (mut south, mut south_there) = pair.seated(SOUTH).await;
        let room = room("south");
        // Both have folded the logs once, so that what comes is new to what they keep warm.
        for browser in [&mut team, &mut team_there, &mut south_there] {
            assert_eq!(browser.look(&room).await.status, 200);
        }
        said(&mut south, "We can live with a vote.").await;
        said(&mut south_there, "And with a second one.").await;
        for browser in [&mut team, &mut team_there, &mut south, &mut south_there] {
            let page = browser.look(&room).await.body;
            assert!(page.contains("We can live with a vote."), "{page}");
            assert!(page.contains("And with a second one."), "{page}");
        }
    }
}

#[tokio::test]
async fn the_words_of_an_effect_reach_the_page_that_the_other_server_shows() {
    for pair in Pair::all().await {
        let (mut south, _) = pair.seated(SOUTH).await;
        said(&mut south, "We can live with a vote.").await;
        let mut there = south.sent_to(router(&pair.other));
        let page = there.look(&room("south")).await.body;
        assert!(page.contains("Said. It is seen by"), "{page}");
    }
}

#[tokio::test]
async fn a_page_of_one_server_hears_of_what_is_done_at_the_other() {
    for pair in Pair::all().await {
        let (mut south, mut south_there) = pair.seated(SOUTH).await;
        let mut stream = south_there.listen().await;
        let told = stream.next().await.unwrap().unwrap();
        assert_eq!(told, "event: head\ndata: 1.1.1\n\n");
        for number in 2..5 {
            said(&mut south, "We can live with a vote.").await;
            let told = stream.next().await.unwrap().unwrap();
            assert_eq!(told, format!("event: head\ndata: 1.1.{number}\n\n"));
        }
    }
}

#[tokio::test]
async fn of_two_changes_at_once_at_two_servers_both_texts_are_kept_and_shown() {
    for pair in Pair::all().await {
        let (mut here, mut there) = pair.seated(TEAM).await;
        let place = format!("point/{}", key("point", "1"));
        let to = format!("{place}/words");
        let texts = [
            "A straight line on the fjord.",
            "A crooked line on the fjord.",
        ];
        let mut acts = Vec::new();
        for browser in [&mut here, &mut there] {
            acts.push(browser.look(&place).await.field("act").to_owned());
        }
        let first = crate::address::key("revision", "0");
        let fields = |number: usize| {
            [
                ("act", acts[number].as_str()),
                ("against", first.as_str()),
                ("language", "en"),
                ("words", texts[number]),
            ]
        };
        let (one, two) = (fields(0), fields(1));
        let (one, two) = tokio::join!(here.act(&to, &one), there.act(&to, &two));
        let mut late = [one, two];
        late.sort_by_key(|answer| answer.status);
        let statuses = [late[0].status, late[1].status];
        assert_eq!(statuses, [303, 409], "{}", late[1].body);
        for text in texts {
            assert!(late[1].body.contains(text), "{}", late[1].body);
        }
        for browser in [&mut here, &mut there] {
            let draft = browser.look("draft").await.body;
            assert!(draft.contains("came too late; nothing is lost"), "{draft}");
            let point = browser.look(&place).await.body;
            for text in texts {
                let is_kept = draft.contains(text) || point.contains(text);
                assert!(is_kept, "`{text}` is lost");
            }
        }
    }
}

#[tokio::test]
async fn what_two_say_at_the_same_moment_at_two_servers_is_said_once_each() {
    for pair in Pair::all().await {
        let (mut here, mut there) = pair.seated(SOUTH).await;
        for round in 0..5 {
            let words = [format!("one of {round}"), format!("other of {round}")];
            tokio::join!(said(&mut here, &words[0]), said(&mut there, &words[1]));
        }
        for browser in [&mut here, &mut there] {
            let page = browser.look(&room("south")).await.body;
            for round in 0..5 {
                for words in [format!("one of {round}"), format!("other of {round}")] {
                    assert_eq!(page.matches(&words).count(), 1, "{words}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_form_that_reaches_both_servers_acts_once() {
    for pair in Pair::all().await {
        let (mut here, mut there) = pair.seated(SOUTH).await;
        let room = room("south");
        let page = here.look(&room).await;
        let fields = [
            ("act", page.field("act")),
            ("kind", "words"),
            ("words", "We can live with a vote."),
            ("about", ""),
            ("seen", "on"),
        ];
        let to = format!("{room}/say");
        let (one, two) = tokio::join!(here.act(&to, &fields), there.act(&to, &fields));
        assert_eq!((one.status, two.status), (303, 303), "{}", two.body);
        let page = there.look(&room).await.body;
        assert_eq!(page.matches("We can live with a vote.").count(), 1);
    }
}
