//! A store that goes away and comes back: whoever writes meanwhile is told, keeps their words, and
//! sends the same form again.

use super::browser::{Answer, Browser};
use super::{House, fjord, folder};
use crate::address::key;
use crate::router;
use std::net::SocketAddr;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_stream::StreamExt;

const SOUTH: &str = "Delegation of South";

/// The way from the workspace to the database, which can be shut.
struct Way {
    is_open: watch::Sender<bool>,
    url: String,
}

impl Way {
    /// The way to the PostgreSQL server of the test command, if there is one.
    async fn laid() -> Option<Self> {
        let server = std::env::var("ONETEXT_TEST_POSTGRES").ok()?;
        let (user, place) = server.rsplit_once('@').unwrap();
        let (host, database) = place.split_once('/').unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let here = listener.local_addr().unwrap();
        let is_open = watch::Sender::new(true);
        tokio::spawn(walked(listener, host.parse().unwrap(), is_open.subscribe()));
        let url = format!("{user}@{here}/{database}");
        Some(Self { is_open, url })
    }
}

/// Lets everybody through who comes while the way is open, and nobody stay once it is shut.
async fn walked(listener: TcpListener, to: SocketAddr, is_open: watch::Receiver<bool>) {
    while let Ok((mut near, _)) = listener.accept().await {
        let mut is_open = is_open.clone();
        if !*is_open.borrow_and_update() {
            continue;
        }
        tokio::spawn(async move {
            let mut far = TcpStream::connect(to).await.unwrap();
            tokio::select! {
                _ = copy_bidirectional(&mut near, &mut far) => {}
                _ = is_open.changed() => {}
            }
        });
    }
}

fn room() -> String {
    format!("room/{}", key("room", "south"))
}

async fn said(browser: &mut Browser, act: &str, words: &str) -> Answer {
    let fields = [
        ("act", act),
        ("kind", "words"),
        ("words", words),
        ("about", ""),
        ("seen", "on"),
    ];
    browser.act(&format!("{}/say", room()), &fields).await
}

/// That a page says that the case cannot be reached.
fn is_away(page: &Answer) {
    assert_eq!(page.status, 503, "{}", page.body);
    let heading = "The case cannot be reached at the moment";
    assert!(page.body.contains(heading), "{}", page.body);
    assert!(
        page.body
            .contains("a form that is sent twice acts only once")
    );
}

#[tokio::test]
async fn what_is_written_while_the_database_is_away_is_kept_on_the_page_and_sent_again() {
    let Some(way) = Way::laid().await else {
        println!("postgres: skipped (run `cargo xtask postgres -- cargo nextest run`)");
        return;
    };
    let mut case = fjord();
    case.heading.id = case::CaseId::new(format!("fjord-{:08x}", rand::random::<u32>()));
    let url = way.url.parse().ok().unwrap();
    let house = House::of(&case, &url, folder()).await;
    let mut south = house.seated(SOUTH).await;
    let mut stream = south.listen().await;
    let told = stream.next().await.unwrap().unwrap();
    assert_eq!(told, "event: head\ndata: 1.1.1\n\n");
    let act = south.look(&room()).await.field("act").to_owned();
    way.is_open.send_replace(false);
    is_away(&south.look("table").await);
    let answer = said(&mut south, &act, "We want a vote.").await;
    is_away(&answer);
    assert!(answer.body.contains("We want a vote."), "{}", answer.body);
    is_away(&house.browser().get("/sign-in").await);
    way.is_open.send_replace(true);
    for _ in 0..2 {
        let answer = said(&mut south, &act, "We want a vote.").await;
        assert_eq!(answer.status, 303, "{}", answer.body);
    }
    let page = south.look(&room()).await.body;
    assert_eq!(page.matches("We want a vote.").count(), 1, "{page}");
    // The page that was open all the time hears of it, once the database is heard again.
    let told = stream.next().await.unwrap().unwrap();
    assert_eq!(told, "event: head\ndata: 1.1.2\n\n");
}

#[tokio::test]
async fn a_log_whose_file_cannot_be_opened_closes_its_room_until_it_can() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let north = house.seated("Delegation of North").await;
    let act = south.look(&room()).await.field("act").to_owned();
    let file = house.folder.join("fjord").join("room-south.db");
    let aside = file.with_extension("aside");
    // A server that starts now meets the file for the first time.
    let other = house.beside().await;
    std::fs::rename(&file, &aside).unwrap();
    let (mut south, mut north) = (south.sent_to(router(&other)), north.sent_to(router(&other)));
    is_away(&south.look("table").await);
    let answer = said(&mut south, &act, "We want a vote.").await;
    is_away(&answer);
    assert!(answer.body.contains("We want a vote."), "{}", answer.body);
    assert_eq!(north.look("table").await.status, 200);
    std::fs::rename(&aside, &file).unwrap();
    let answer = said(&mut south, &act, "We want a vote.").await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(south.look(&room()).await.body.contains("We want a vote."));
}
