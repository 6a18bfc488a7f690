//! What the mediation team sends under a hold: it goes out when it is due, whoever looks.

use super::browser::Browser;
use super::{House, fjord};
use crate::address::key;
use crate::router;
use tokio_stream::StreamExt;

const TEAM: &str = "Mediation team";
const SOUTH: &str = "Delegation of South";
const WORDS: &str = "A saltern for both.";

/// Houses in which what is held goes out by itself: on a folder, and on a database if there is one.
async fn houses() -> Vec<House> {
    let mut houses = vec![House::with(&fjord()).await];
    houses.extend(House::on_server(&fjord()).await);
    houses.into_iter().map(House::waiting).collect()
}

/// Sends South's room an idea of the team, which is held for a minute.
async fn carried(team: &mut Browser, words: &str) {
    let place = format!("carry/{}", key("room", "south"));
    let page = team.look(&place).await;
    let act = page.field("act").to_owned();
    let fields = [
        ("act", act.as_str()),
        ("kind", "idea"),
        ("words", words),
        ("seen", "on"),
    ];
    let sent = team.act(&format!("{place}/say"), &fields).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
}

/// Calls back what was sent last.
async fn recalled(team: &mut Browser) {
    let page = team.look("carry").await;
    let paper = page.paper("/recall");
    team.done(&paper).await;
}

async fn room(browser: &mut Browser) -> String {
    browser
        .look(&format!("room/{}", key("room", "south")))
        .await
        .body
}

#[tokio::test]
async fn what_is_held_arrives_when_it_is_due_though_nobody_of_the_team_looks() {
    for house in houses().await {
        let mut team = house.seated(TEAM).await;
        let mut south = house.seated(SOUTH).await;
        let mut stream = south.listen().await;
        let told = stream.next().await.unwrap().unwrap();
        assert_eq!(told, "event: head\ndata: 1.1.1\n\n");
        carried(&mut team, WORDS).await;
        assert!(!room(&mut south).await.contains(WORDS));
        house.wait_minutes(1);
        let told = stream.next().await.unwrap().unwrap();
        assert_eq!(told, "event: head\ndata: 1.1.2\n\n");
        let page = room(&mut south).await;
        assert!(page.contains(WORDS), "{page}");
        house.workspace.couriers.returned().await;
    }
}

#[tokio::test]
async fn what_is_called_back_in_time_does_not_arrive_when_it_would_have_been_due() {
    for house in houses().await {
        let mut team = house.seated(TEAM).await;
        let mut south = house.seated(SOUTH).await;
        carried(&mut team, WORDS).await;
        recalled(&mut team).await;
        house.wait_minutes(1);
        house.workspace.couriers.returned().await;
        assert!(!room(&mut south).await.contains(WORDS));
        assert!(team.look("carry").await.body.contains("called back"));
    }
}

#[tokio::test]
async fn a_recall_at_one_server_is_obeyed_by_the_other_that_waits() {
    for house in houses().await {
        let other = house.beside().await;
        let mut team = house.seated(TEAM).await;
        let mut south = house.seated(SOUTH).await;
        carried(&mut team, WORDS).await;
        recalled(&mut team.sent_to(router(&other))).await;
        house.wait_minutes(1);
        house.workspace.couriers.returned().await;
        assert!(!room(&mut south).await.contains(WORDS));
    }
}

#[tokio::test]
async fn of_two_servers_that_wait_for_the_same_thing_one_sends_it() {
    for house in houses().await {
        let other = house.beside().await;
        let mut team = house.seated(TEAM).await;
        let mut south = house.seated(SOUTH).await;
        carried(&mut team, WORDS).await;
        // The other server meets what is held at the first one, and waits for both.
        carried(&mut team.sent_to(router(&other)), "A lighthouse for both.").await;
        house.wait_minutes(1);
        tokio::join!(
            house.workspace.couriers.returned(),
            other.couriers.returned()
        );
        let page = room(&mut south).await;
        assert_eq!(page.matches(WORDS).count(), 1, "{page}");
        assert_eq!(page.matches("A lighthouse for both.").count(), 1, "{page}");
        let mut stream = south.listen().await;
        let told = stream.next().await.unwrap().unwrap();
        assert_eq!(told, "event: head\ndata: 1.1.3\n\n");
    }
}

#[tokio::test]
async fn what_a_server_held_when_it_closed_goes_out_with_the_next_page_of_the_team() {
    for house in houses().await {
        let mut team = house.seated(TEAM).await;
        let south = house.seated(SOUTH).await;
        carried(&mut team, WORDS).await;
        house.workspace.closing.send_replace(true);
        house.workspace.couriers.returned().await;
        let after = house.beside().await;
        let mut south = south.sent_to(router(&after));
        house.wait_minutes(61);
        assert!(!room(&mut south).await.contains(WORDS));
        team.sent_to(router(&after)).look("table").await;
        let page = room(&mut south).await;
        assert!(page.contains(WORDS), "{page}");
        // It says when it came, for until then nobody there could know it.
        assert!(page.contains("15:06") && !page.contains("14:06"), "{page}");
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_sends_nothing_early() {
    for house in houses().await {
        let mut team = house.seated(TEAM).await;
        let mut south = house.seated(SOUTH).await;
        carried(&mut team, WORDS).await;
        house.wait_minutes(-30);
        house.wait_minutes(30);
        assert!(team.look("carry").await.body.contains("held until"));
        assert!(!room(&mut south).await.contains(WORDS));
        house.wait_minutes(1);
        house.workspace.couriers.returned().await;
        assert!(room(&mut south).await.contains(WORDS));
    }
}

/// Sends everybody a readout that may not be read before a time on 3 May, where the clock says
/// 14:05; gives its address.
async fn read_out(team: &mut Browser, embargo: &str) -> String {
    let page = team.look("readout").await;
    let (_, rest) = page.body.split_once("href=\"/readouts/").unwrap();
    let address = format!("/readouts/{}", rest.split_once('"').unwrap().0);
    let composed = page.paper("/readout").typed("title", "Two days");
    let composed = composed.typed("words", "The parties met.");
    let preview = team.press(&composed.typed("embargo", embargo)).await;
    team.done(&preview.paper("/readout")).await;
    address
}

/// Whether a server keeps no keys for what is held.
async fn keeps_no_keys(house: &House) -> bool {
    tokio::select! {
        biased;
        () = house.workspace.couriers.returned() => true,
        () = std::future::ready(()) => false,
    }
}

#[tokio::test]
async fn a_readout_under_embargo_is_published_when_it_ends_though_nobody_of_the_team_looks() {
    for house in houses().await {
        let mut team = house.seated(TEAM).await;
        let address = read_out(&mut team, "2031-05-03T16:00").await;
        let mut anybody = house.browser();
        // The minute in which it could be called back is over before the embargo is.
        house.wait_minutes(1);
        assert_eq!(anybody.get(&address).await.status, 404);
        assert!(!keeps_no_keys(&house).await);
        house.wait_minutes(120);
        house.workspace.couriers.returned().await;
        assert_eq!(anybody.get(&address).await.status, 200);
    }
}

#[tokio::test]
async fn no_keys_are_kept_for_what_is_held_for_days() {
    for house in houses().await {
        let mut team = house.seated(TEAM).await;
        read_out(&mut team, "2031-05-06T16:00").await;
        assert!(keeps_no_keys(&house).await);
    }
}

#[tokio::test]
async fn what_was_sent_goes_out_though_its_sender_has_signed_out_and_no_keys_stay_after_it() {
    for house in houses().await {
        let mut team = house.seated(TEAM).await;
        let mut south = house.seated(SOUTH).await;
        carried(&mut team, WORDS).await;
        assert_eq!(team.act("sign-out", &[]).await.status, 303);
        assert!(!keeps_no_keys(&house).await);
        house.wait_minutes(1);
        house.workspace.couriers.returned().await;
        assert!(room(&mut south).await.contains(WORDS));
        assert!(keeps_no_keys(&house).await);
    }
}
