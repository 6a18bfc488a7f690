//! A party that comes to a case that is open: who reads of it, and what it reads.

use super::browser::Browser;
use super::{House, PASSPHRASES, fjord, look};
use crate::address::key;
use disclosure::Audience;

const TEAM: &str = "Mediation team";
const SOUTH: &str = "Delegation of South";
const NAME: &str = "Salt Islands";
const BEFORE: &str = "Good morning to all of you.";

async fn houses() -> Vec<House> {
    let mut houses = vec![House::with(&fjord()).await];
    houses.extend(House::on_server(&fjord()).await);
    houses
}

/// Says something to the joint session, and lets it arrive.
async fn said_to_all(house: &House, team: &mut Browser) {
    let page = team.look("room/joint").await;
    let paper = page.paper("/room/joint/say").typed("words", BEFORE);
    let preview = team.press(&paper).await;
    team.done(&preview.paper("/room/joint/say")).await;
    house.wait_minutes(2);
}

/// The team lets a party come, under the hold of the case.
async fn admitted(team: &mut Browser, role: &str) {
    let paper = team.look("people").await.paper("/people/admit");
    let paper = paper.typed("party", NAME).ticked("role", role);
    let preview = team.press(&paper).await;
    look("people-admission", &preview.body);
    for words in [
        "Salt Islands comes to the table as",
        "Delegation of South",
        "everything that was said and issued in the joint session",
    ] {
        assert!(preview.body.contains(words), "{words}: {}", preview.body);
    }
    team.done(&preview.paper("/people/admit")).await;
}

/// Somebody of the newcomer, invited by the team.
async fn guest(house: &House, team: &mut Browser, seat: &str) -> Browser {
    let paper = team.look("people").await.paper("/people/invite");
    let paper = paper.typed("name", "Ilse Salt").chosen("seat", seat);
    let made = team.press(&paper).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let (_, link) = made.body.split_once("http://onetext.example").unwrap();
    let link = link.split_once('"').unwrap().0;
    let mut guest = house.browser();
    let taken = guest.post(link, &PASSPHRASES).await;
    assert_eq!(taken.status, 303, "{}", taken.body);
    guest.at = taken.location().to_owned();
    guest
}

#[tokio::test]
async fn a_party_that_comes_later_reads_the_joint_session_and_its_own_room_and_nothing_else() {
    for house in houses().await {
        let mut team = house.seated(TEAM).await;
        let mut south = house.seated(SOUTH).await;
        said_to_all(&house, &mut team).await;
        admitted(&mut team, "principal").await;
        let waiting = team.look("people").await.body;
        look("people-coming", &waiting);
        assert!(waiting.contains("held until"), "{waiting}");
        assert!(!south.look("table").await.body.contains(NAME));
        house.wait_minutes(2);
        let page = team.look("people").await.body;
        assert!(!page.contains("held until"), "{page}");
        assert!(south.look("table").await.body.contains(NAME));
        let mut guest = guest(&house, &mut team, "Delegation of Salt Islands").await;
        let table = guest.look("table").await;
        look("table-newcomer", &table.body);
        assert_eq!(table.status, 200, "{}", table.body);
        assert!(guest.look("room/joint").await.body.contains(BEFORE));
        let own = format!("room/{}", key("room", "p1"));
        let room = guest.look(&own).await;
        look("room-newcomer", &room.body);
        assert_eq!(room.status, 200, "{}", room.body);
        for party in ["north", "south", "reef"] {
            let other = format!("room/{}", key("room", party));
            assert_eq!(guest.look(&other).await.status, 404, "{party}");
        }
        for place in ["table", "packages", "draft", "people", "room", own.as_str()] {
            let page = guest.look(place).await.body;
            for secret in secrets() {
                assert!(!page.contains(secret), "{place}: {secret}");
            }
        }
        assert_eq!(guest.look("carry").await.status, 404);
        assert_eq!(south.look(&own).await.status, 404);
        assert!(room_of_the_case(&house, "room-p1").await);
    }
}

/// The words of the case that not everybody may know.
fn secrets() -> impl Iterator<Item = &'static str> {
    let canaries = include_str!("../../../../cases/fjord/canaries.txt");
    let lines = canaries.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        (fields.get(2) != Some(&"public")).then(|| fields[0])
    })
}

/// Whether the log of an audience is there, and nobody without a key opens it.
async fn room_of_the_case(house: &House, name: &str) -> bool {
    let registry = house.workspace.store.case(&house.case).await.unwrap();
    let ring = registry.public_ring().await.unwrap();
    let room = Audience::of_name(name).unwrap();
    registry.head(&room, &ring).await.is_err()
}

#[tokio::test]
async fn what_the_newcomer_and_the_team_say_in_its_room_is_read_there_and_in_no_other() {
    for house in houses().await {
        let mut team = house.seated(TEAM).await;
        admitted(&mut team, "observer").await;
        house.wait_minutes(2);
        let mut guest = guest(&house, &mut team, "Observer Salt Islands").await;
        let mut south = house.seated(SOUTH).await;
        let own = format!("room/{}", key("room", "p1"));
        let ending = format!("/{own}/say");
        let paper = guest.look(&own).await.paper(&ending);
        let preview = guest.press(&paper.typed("words", "We listen.")).await;
        guest.done(&preview.paper(&ending)).await;
        assert!(team.look(&own).await.body.contains("We listen."));
        let shown = format!("room/{}/shown", key("room", "south"));
        let shown = team.look(&shown).await.body;
        assert!(shown.contains("A party that came to the talks"), "{shown}");
        let south = south.look("room").await.body;
        assert!(!south.contains("We listen."));
    }
}

#[tokio::test]
async fn a_party_that_is_called_back_was_never_heard_of() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    admitted(&mut team, "partner").await;
    let paper = team.look("people").await.paper("/admit/recall");
    team.done(&paper).await;
    house.wait_minutes(2);
    assert!(team.look("people").await.body.contains("called back"));
    assert!(!south.look("table").await.body.contains(NAME));
    let seats = team.look("people").await.body;
    assert!(!seats.contains("Partner Salt Islands"));
    let wrong = [("act", "0"), ("party", NAME), ("role", "partner")];
    assert_eq!(south.act("people/admit", &wrong).await.status, 404);
}
