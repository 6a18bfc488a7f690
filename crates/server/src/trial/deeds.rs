//! Deeds that take something back or let it go on: called back, agreed to by a second person, undone,
//! closed, ended, called off; each through the forms of the pages.

use super::browser::{Answer, Browser};
use super::{House, PASSPHRASES, fjord};

const TEAM: &str = "Mediation team";
const SOUTH: &str = "Delegation of South";

/// Another person on the team's seat, invited and signed in.
async fn colleague(house: &House, team: &mut Browser) -> Browser {
    let invite = team.look("people").await.paper("/invite");
    let invite = invite.typed("name", "Ola Nes").chosen("seat", TEAM);
    let made = team.press(&invite).await;
    let (_, link) = made.body.split_once("http://onetext.example").unwrap();
    let link = link.split_once('"').unwrap().0.to_owned();
    let mut browser = house.browser();
    let taken = browser.post(&link, &PASSPHRASES).await;
    assert_eq!(taken.status, 303, "{}", taken.body);
    browser.at = taken.location().to_owned();
    browser
}

/// A draft is issued to all.
async fn issues(team: &mut Browser) -> Answer {
    let issue = team.look("draft").await.paper("/draft/issue");
    let preview = team.press(&issue.ticked("to", "plenary")).await;
    team.done(&preview.paper("/draft/issued")).await
}

/// Words are carried to South.
async fn carries(team: &mut Browser, words: &str) -> Answer {
    let to = team.look("carry").await.link("South");
    let say = team.get(&to).await.paper("/say").typed("words", words);
    let preview = team.press(&say).await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    team.done(&preview.paper("/say")).await
}

/// A readout is published.
async fn publishes(team: &mut Browser, title: &str) -> Answer {
    let readout = team.look("readout").await.paper("/readout");
    let readout = readout
        .typed("title", title)
        .typed("words", "The parties met.");
    let preview = team.press(&readout).await;
    team.done(&preview.paper("/readout")).await
}

/// The draft in hand is put to both delegations for an answer.
async fn puts(team: &mut Browser) -> Answer {
    let address = team.look("packages").await.link("Draft in hand");
    let ballot = team.get(&address).await.paper("/ballot");
    let preview = team.press(&ballot).await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    team.done(&preview.paper("/ballot")).await
}

/// What South has of a draft, of carried words, of a readout and of a package.
async fn arrived(house: &House, south: &mut Browser) -> [bool; 4] {
    let room = south.look("room").await;
    let room = if room.status == 303 {
        south.get(room.location()).await
    } else {
        room
    };
    let readouts = south.look("draft").await;
    let case = case::CaseId::new("fjord");
    let address = format!("/readouts/{}", crate::opener::case_key(&case));
    let public = house.browser().get(&address).await;
    [
        readouts.body.contains("Draft 1, issued on"),
        room.body.contains("the wagtail bridge"),
        public.body.contains("Two quiet days"),
        south
            .look("packages")
            .await
            .body
            .contains("One package waits for your answer"),
    ]
}

#[tokio::test]
async fn what_is_called_back_from_its_page_before_it_goes_out_arrives_nowhere() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    let page = issues(&mut team).await;
    team.done(&page.paper("/draft/recall")).await;
    let page = carries(&mut team, "the wagtail bridge").await;
    let page = team.done(&page.paper("/carry/recall")).await;
    assert!(page.body.contains("called back"), "{}", page.body);
    let page = publishes(&mut team, "Two quiet days").await;
    team.done(&page.paper("/readout/recall")).await;
    let page = puts(&mut team).await;
    let page = team.done(&page.paper("/packages/recall")).await;
    assert!(page.body.contains("called back"), "{}", page.body);
    house.wait_minutes(5);
    team.look("draft").await;
    assert_eq!(arrived(&house, &mut south).await, [false; 4]);
}

#[tokio::test]
async fn what_waits_for_a_second_person_goes_out_when_that_person_agrees_and_not_before() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut other = colleague(&house, &mut team).await;
    let mut south = house.seated(SOUTH).await;
    let policy = team.look("people").await.paper("/policy");
    team.done(&policy.ticked("policy", "second")).await;
    let pages = [
        (issues(&mut team).await, "draft", "/draft/countersign"),
        (
            carries(&mut team, "the wagtail bridge").await,
            "carry",
            "/carry/countersign",
        ),
        (
            publishes(&mut team, "Two quiet days").await,
            "readout",
            "/readout/second",
        ),
        (puts(&mut team).await, "packages", "/packages/second"),
    ];
    house.wait_minutes(5);
    team.look("draft").await;
    assert_eq!(arrived(&house, &mut south).await, [false; 4]);
    for (nth, (own, place, deed)) in pages.into_iter().enumerate() {
        let alone = team.press(&own.paper(deed)).await;
        assert_eq!(alone.status, 422, "{place}: {}", alone.body);
        let page = if place == "carry" {
            let to = other.look("carry").await.link("South");
            other.get(&to).await
        } else {
            other.look(place).await
        };
        other.done(&page.paper(deed)).await;
        let now = arrived(&house, &mut south).await;
        assert_eq!(now, [true, nth >= 1, nth >= 2, nth >= 3], "{place}");
    }
}

#[tokio::test]
async fn a_laxer_rule_waits_for_a_second_person_too() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut other = colleague(&house, &mut team).await;
    let mut south = house.seated(SOUTH).await;
    for policy in ["second", "alone"] {
        let form = team.look("people").await.paper("/policy");
        team.done(&form.ticked("policy", policy)).await;
    }
    let page = team.look("people").await;
    let alone = team.press(&page.paper("/agree")).await;
    assert_eq!(alone.status, 422, "{}", alone.body);
    let page = other.look("people").await;
    let page = other.done(&page.paper("/agree")).await;
    assert!(
        !page.body.contains("Waits for a second person"),
        "{}",
        page.body
    );
    issues(&mut team).await;
    assert!(arrived(&house, &mut south).await[0]);
}

#[tokio::test]
async fn whoever_loses_the_key_is_out_at_once_and_cannot_sign_in_again() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut other = colleague(&house, &mut team).await;
    assert_eq!(other.look("table").await.status, 200);
    let page = team.look("people").await;
    let page = team
        .done(&page.paper_after("Ola Nes", "/people/close"))
        .await;
    assert_eq!(other.look("table").await.status, 303);
    assert!(
        !page
            .body
            .contains("key away<span class=\"unseen\"> from Ola Nes")
    );
    let fields = [("name", "Ola Nes"), PASSPHRASES[0]];
    assert_eq!(other.post("/sign-in", &fields).await.status, 422);
}

#[tokio::test]
async fn a_session_is_ended_and_an_invitation_withdrawn_from_the_page_of_people() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut twin = house.signed_in("Maren Voss").await;
    assert_eq!(twin.look("table").await.status, 200);
    let page = team.look("people").await;
    team.done(&page.paper_after("Open sessions", "/people/end"))
        .await;
    assert_eq!(twin.look("table").await.status, 303);
    let page = team.look("people").await;
    let withdraw = page.paper_after("the invitation of", "/people/withdraw");
    let page = team.done(&withdraw).await;
    assert!(page.body.contains("withdrawn"), "{}", page.body);
}

#[tokio::test]
async fn a_meeting_that_is_called_off_is_no_longer_ahead_for_anybody() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let plan = team.look("programme").await.paper("/plan");
    let plan = plan
        .chosen("audience", "South")
        .typed("format", "proximity talks");
    let plan = plan
        .typed("place", "the whinchat rooms")
        .typed("date", "2031-05-09");
    let page = team.confirmed(&plan).await;
    assert!(page.body.contains("Next: 9 May 2031"), "{}", page.body);
    let asked = team.press(&page.paper("/off")).await;
    let who = "The delegation of South and the mediation team will see this.";
    assert!(asked.body.contains(who), "{}", asked.body);
    assert!(asked.body.contains("whinchat"), "{}", asked.body);
    let page = team.done(&asked.paper("/off")).await;
    assert!(page.body.contains("No meeting is planned"), "{}", page.body);
    assert!(page.body.contains("called off"), "{}", page.body);
}

#[tokio::test]
async fn each_change_of_the_text_is_taken_back_from_the_page_of_the_draft() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let first = team.look("draft").await.body;
    let point = team.look("table").await.link("4 Fishing");
    let words = team.get(&point).await.paper("/words");
    team.done(&words.typed("words", "Nobody fishes by the stonechat."))
        .await;
    let page = team.look("draft").await;
    assert!(page.body.contains("stonechat"), "{}", page.body);
    let changed = team.get(&page.link("what changed")).await;
    assert!(changed.body.contains("stonechat</ins>"), "{}", changed.body);
    let page = team.done(&page.paper("/draft/undo")).await;
    assert!(page.body.contains("taken back"), "{}", page.body);
    let article = |page: &str| {
        let (_, rest) = page.split_once("<article class=\"draft\">").unwrap();
        let (_, rest) = rest.split_once("</header>").unwrap();
        rest.split_once("</article>").unwrap().0.to_owned()
    };
    assert_eq!(article(&page.body), article(&first));
}

#[tokio::test]
async fn an_answer_is_taken_back_before_the_count() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    puts(&mut team).await;
    house.wait_minutes(2);
    team.look("packages").await;
    let answer = south.look("packages").await.paper("/answer");
    let page = south.done(&answer.ticked("answer", "declines")).await;
    assert!(page.body.contains("You do not accept it"), "{}", page.body);
    let page = south.done(&page.paper("/answer-back")).await;
    assert!(page.body.contains("waits for your answer"), "{}", page.body);
}

#[tokio::test]
async fn a_long_list_of_people_stands_on_several_pages_and_is_shown_for_one_seat() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    house.wait_minutes(1);
    let invite = team.look("people").await.paper("/invite");
    let mut page = None;
    for number in 1..=50 {
        let invite = invite.clone().typed("name", &format!("Guest {number:02}"));
        page = Some(team.press(&invite.chosen("seat", TEAM)).await);
    }
    // The newest come first: those of the case's founding stand last, behind the fiftieth.
    let page = page.unwrap();
    let invited = |name: &str| format!("the invitation of {name}<");
    assert!(page.body.contains(&invited("Guest 01")), "{}", page.body);
    assert!(!page.body.contains(&invited("South")));
    let next = page.link("2");
    let page = team.get(&next).await;
    assert!(page.body.contains(&invited("South")), "{}", page.body);
    assert!(!page.body.contains(&invited("Guest 01")));
    let of_south = page.paper("/people").chosen("seat", SOUTH);
    let page = team.press(&of_south).await;
    assert!(page.body.contains(&invited("South")), "{}", page.body);
    assert!(!page.body.contains(&invited("Guest 50")));
}
