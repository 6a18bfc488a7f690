//! Rooms: what is said, answered and told there, and who is kept from it.

use super::browser::{Answer, Browser};
use super::{House, fjord, look};

const SOUTH: &str = "Delegation of South";
const NORTH: &str = "Delegation of North";

/// The address of the only room a delegation has, and of others from the team's list.
async fn own_room(browser: &mut Browser) -> String {
    let to = browser.look("room").await.location().to_owned();
    to.strip_prefix(&format!("{}/", browser.at))
        .unwrap()
        .to_owned()
}

/// The address of a party's room, as the team's list links it.
async fn room_of(team: &mut Browser, party: &str) -> String {
    let page = team.look("room").await;
    let (before, _) = page
        .body
        .split_once(&format!("\"><bdi>{party}</bdi>"))
        .unwrap();
    let path = before.rsplit_once("href=\"").unwrap().1;
    path.strip_prefix(&format!("{}/", team.at))
        .unwrap()
        .to_owned()
}

/// Sends a form, and again as its preview shows it.
async fn said(browser: &mut Browser, room: &str, fields: &[(&str, &str)]) -> Answer {
    let page = browser.look(room).await;
    let act = page.field("act").to_owned();
    let mut fields = fields.to_vec();
    fields.push(("act", &act));
    let preview = browser.act(&format!("{room}/say"), &fields).await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    assert!(!browser.look(room).await.body.contains(fields[1].1));
    fields.push(("seen", "on"));
    let done = browser.act(&format!("{room}/say"), &fields).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let again = browser.act(&format!("{room}/say"), &fields).await;
    assert_eq!(again.status, 303);
    preview
}

/// The form of a page that ends with this button, as its fields' names and values.
fn act_of(page: &Answer, form: &str) -> String {
    let (_, rest) = page.body.split_once(&format!("id=\"{form}")).unwrap();
    let (_, rest) = rest.split_once("name=\"act\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

fn id_after(page: &Answer, mark: &str) -> String {
    let (_, rest) = page.body.split_once(mark).unwrap();
    rest.chars().take(32).collect()
}

#[tokio::test]
async fn an_offer_is_read_by_its_writer_first_and_then_answered_next_to_its_terms() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let room = own_room(&mut south).await;
    let empty = south.look(&room).await;
    look("room-south-empty", &empty.body);
    assert!(empty.body.contains("Nothing has been said here yet."));
    let fields = [
        ("kind", "offer"),
        ("words", "Thirty boats, if <the> patrols are shared."),
        ("about", "1"),
        ("without_prejudice", "on"),
        ("condition", "joint patrols"),
        ("expires", "2031-12-01T12:00"),
    ];
    let preview = said(&mut south, &room, &fields).await;
    look("room-south-preview", &preview.body);
    assert!(
        preview
            .body
            .contains("The delegation of South and the mediation team will see these")
    );
    assert!(preview.body.contains("binds nobody later"));
    assert!(!preview.body.contains("<the>"));
    let mut team = house.seated("Mediation team").await;
    let list = team.look("room").await;
    look("rooms", &list.body);
    assert!(
        list.body
            .contains("One room waits for an answer from the mediation team")
    );
    let theirs = room_of(&mut team, "South").await;
    let page = team.look(&theirs).await;
    look("room-team", &page.body);
    assert!(
        page.body
            .contains("South’s room: one message waits for an answer")
    );
    assert!(page.body.contains("lapses on 1 December 2031, 12:00 UTC"));
    let offer = id_after(&page, "id=\"respond-");
    let act = act_of(&page, "reply-");
    let fields = [
        ("act", act.as_str()),
        ("to", &offer),
        ("response", "accepted"),
        ("seen", "on"),
    ];
    let answer = team.act(&format!("{theirs}/reply"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = south.look(&room).await;
    look("room-south", &page.body);
    assert!(
        page.body
            .contains("nothing is agreed until everything is agreed")
    );
    assert!(page.body.contains("Nothing waits for an answer here"));
}

#[tokio::test]
async fn what_is_said_and_told_in_one_room_is_on_no_page_of_another() {
    let house = House::with(&fjord()).await;
    let mut north = house.seated(NORTH).await;
    let room = own_room(&mut north).await;
    let fields = [("kind", "ask"), ("words", "quillstone for the harbour")];
    said(&mut north, &room, &fields).await;
    let page = north.look(&room).await;
    let act = act_of(&page, "tell-form");
    let fields = [
        ("act", act.as_str()),
        ("kind", "red line"),
        ("about", ""),
        ("words", "never without brambleweir"),
        ("class", "sealed"),
    ];
    let answer = north.act(&format!("{room}/tell"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = north.look(&room).await;
    assert!(page.body.contains("never without brambleweir"));
    assert!(
        page.body
            .contains("sealed: North and the mediation team only")
    );
    let mut south = house.seated(SOUTH).await;
    let own = own_room(&mut south).await;
    let mut pages = vec![
        south.look(&own).await,
        south.look(&format!("{own}/shown")).await,
    ];
    pages.push(south.look("room/joint").await);
    for page in &pages {
        assert_eq!(page.status, 200);
        for word in ["quillstone", "brambleweir", "lilacrudder", "millhalyard"] {
            assert!(!page.body.contains(word), "{word}");
        }
    }
    let missing = south.look("room/0123456789").await;
    for path in [
        room.clone(),
        format!("{room}/shown"),
        format!("{room}/debrief"),
    ] {
        let closed = south.look(&path).await;
        assert_eq!((closed.status, &closed.body), (404, &missing.body));
    }
    let fields = [
        ("act", act.as_str()),
        ("kind", "words"),
        ("words", "let me in"),
    ];
    let answer = south.act(&format!("{room}/say"), &fields).await;
    assert_eq!((answer.status, answer.body), (404, missing.body));
}

#[tokio::test]
async fn only_its_owner_lets_an_item_travel_and_the_team_takes_its_word_for_it_down() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let room = room_of(&mut team, "North").await;
    let page = team.look(&room).await;
    let act = act_of(&page, "tell-form");
    let words = "the quota may fall to tallowbank";
    let told = [
        ("act", act.as_str()),
        ("kind", "need"),
        ("about", "1"),
        ("words", words),
        ("class", "sealed"),
    ];
    let refused = team.act(&format!("{room}/tell"), &told).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused
            .body
            .contains("North has not consented to being recorded")
    );
    assert!(refused.body.contains(words));
    let consent = act_of(&page, "consent");
    let fields = [
        ("act", consent.as_str()),
        ("recording", "granted"),
        ("said_by", "the head of delegation"),
        ("said_on", "2031-05-02"),
    ];
    assert_eq!(
        team.act(&format!("{room}/consent"), &fields).await.status,
        303
    );
    assert_eq!(team.act(&format!("{room}/tell"), &told).await.status, 303);
    let page = team.look(&room).await;
    look("room-team-told", &page.body);
    assert!(page.body.contains("North consents to being recorded"));
    let item = id_after(&page, "id=\"class-");
    let act = act_of(&page, "reclass-");
    let south = crate::address::key("seat", "south");
    let mut fields = vec![
        ("act", act.as_str()),
        ("item", item.as_str()),
        ("class", "unattributed"),
        ("to", south.as_str()),
    ];
    let refused = team.act(&format!("{room}/class"), &fields).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused
            .body
            .contains("Only its owner lets an item travel further")
    );
    fields.push(("said_by", "the head of delegation"));
    assert_eq!(
        team.act(&format!("{room}/class"), &fields).await.status,
        303
    );
    let page = team.look(&room).await;
    assert!(
        page.body
            .contains("may be carried without its source to the delegation of South")
    );
}

#[tokio::test]
async fn what_a_party_had_been_shown_at_a_past_moment_leaves_out_what_came_later() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let room = own_room(&mut south).await;
    said(
        &mut south,
        &room,
        &[("kind", "words"), ("words", "the early word")],
    )
    .await;
    let early = south.look(&format!("{room}/shown")).await;
    let moment = early.field("until").to_owned();
    house.wait_minutes(30);
    said(
        &mut south,
        &room,
        &[("kind", "words"), ("words", "the late word")],
    )
    .await;
    let page = south.look(&format!("{room}/shown")).await;
    look("shown", &page.body);
    assert!(page.body.contains("the early word") && page.body.contains("the late word"));
    let asked = page.paper("/shown").typed("until", &moment);
    let page = south.press(&asked).await;
    assert!(page.body.contains("the early word"), "{}", page.body);
    assert!(!page.body.contains("the late word"));
    let asked = page.paper("/shown").typed("until", "then");
    assert_eq!(south.press(&asked).await.status, 422);
}

#[tokio::test]
async fn what_a_party_has_been_shown_stands_there_whole() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let south_room = room_of(&mut team, "South").await;
    said(
        &mut team,
        &south_room,
        &[("kind", "offer"), ("words", "ten boats from the spring")],
    )
    .await;
    let page = team.look("programme").await;
    let (before, _) = page.body.split_once("\">South</option>").unwrap();
    let with = before.rsplit_once("value=\"").unwrap().1.to_owned();
    let planned = page.paper("/plan");
    let planned = planned
        .chosen("audience", &with)
        .typed("format", "proximity talks")
        .typed("date", "2031-05-06")
        .typed("place", "the old customs house")
        .typed("words", "on the harbour dues");
    let page = team.confirmed(&planned).await;
    let held = page.paper("/held").typed("lasted", "95");
    let held = held.typed("next", "a second round on the ferry");
    team.confirmed(&held).await;
    let mut south = house.seated(SOUTH).await;
    let page = south.look(&south_room).await;
    let reply = page.paper("/reply").typed("words", "only with the light");
    let preview = south.press(&reply).await;
    assert!(
        preview.body.contains("only with the light"),
        "{}",
        preview.body
    );
    south.done(&preview.paper("/reply")).await;
    for browser in [&mut team, &mut south] {
        let page = browser.look(&format!("{south_room}/shown")).await;
        look("shown-whole", &page.body);
        for told in [
            "ten boats from the spring",
            "on the harbour dues",
            "a second round on the ferry",
            "only with the light",
            "What stood in it",
        ] {
            assert!(page.body.contains(told), "{told} in {}", page.body);
        }
    }
}

#[tokio::test]
async fn a_non_paper_stands_in_the_joint_session_without_whose_it_is() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let mut north = house.seated(NORTH).await;
    for is_named in [true, false] {
        let words = if is_named {
            "the turnstone paper"
        } else {
            "the sanderling paper"
        };
        let mut fields = vec![("kind", "offer"), ("words", words)];
        if !is_named {
            fields.push(("non_paper", "on"));
        }
        said(&mut south, "room/joint", &fields).await;
        let page = north.look("room/joint").await;
        let (before, _) = page.body.split_once(words).unwrap();
        let (_, card) = before.rsplit_once("<article").unwrap();
        assert_eq!(card.contains("South"), is_named, "{card}");
        assert_eq!(card.contains("without a name on it"), !is_named, "{card}");
        let own = own_room(&mut north).await;
        let page = north.look(&format!("{own}/shown")).await;
        assert!(page.body.contains(words), "{}", page.body);
    }
}

#[tokio::test]
async fn a_party_lets_its_own_message_travel_with_its_source_to_one_and_without_to_another() {
    let house = House::with(&fjord()).await;
    let mut north = house.seated(NORTH).await;
    let room = own_room(&mut north).await;
    said(
        &mut north,
        &room,
        &[("kind", "words"), ("words", "berths for the dunlin")],
    )
    .await;
    let page = north.look(&room).await;
    assert!(
        page.body
            .contains("sealed: North and the mediation team only")
    );
    let chosen = north.press(&page.paper("/travel")).await;
    look("travel", &chosen.body);
    let form = chosen.paper("/class").chosen("class", "attributed");
    let form = form.ticked("to", "South").ticked("to", "Reef Union");
    let form = form.ticked("unnamed", "Reef Union");
    let page = north.done(&form).await;
    look("travelled", &page.body);
    assert!(
        page.body
            .contains("may be carried as North’s to the delegation of South"),
        "{}",
        page.body
    );
    assert!(
        page.body.contains("and without its source to"),
        "{}",
        page.body
    );
    let mut team = house.seated("Mediation team").await;
    for (party, may_name) in [("south", true), ("reef", false)] {
        let carry = format!("carry/{}", crate::address::key("room", party));
        let page = team.look(&carry).await;
        assert!(page.body.contains("berths for the dunlin"), "{}", page.body);
        assert_eq!(
            page.body.contains("as North’s</option>"),
            may_name,
            "{party}"
        );
    }
}

#[tokio::test]
async fn what_was_said_is_found_by_its_words_and_what_was_told_too() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let room = own_room(&mut south).await;
    for at in 0..7 {
        let words = format!("the word numbered {at} of a long evening");
        said(&mut south, &room, &[("kind", "words"), ("words", &words)]).await;
    }
    let page = south.look(&room).await;
    let told = page.paper("/tell").typed("words", "numbered berths");
    let page = south.done(&told).await;
    assert!(page.body.contains("role=\"search\""), "{}", page.body);
    let find = page.paper(&format!("/{room}")).typed("find", "NUMBERED 3");
    let page = south.press(&find).await;
    look("room-found", &page.body);
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("the word numbered 3"), "{}", page.body);
    assert!(!page.body.contains("the word numbered 4") && !page.body.contains("numbered berths"));
    let find = page.paper(&format!("/{room}")).typed("find", "berths");
    let page = south.press(&find).await;
    assert!(page.body.contains("numbered berths") && !page.body.contains("the word numbered"));
    let shown = south.look(&format!("{room}/shown")).await;
    let shown = shown.paper("/shown").typed("find", "numbered 5");
    let page = south.press(&shown).await;
    assert!(page.body.contains("numbered 5") && !page.body.contains("numbered 6"));
}

#[tokio::test]
async fn a_partner_sees_its_own_line_in_its_room_and_nobody_elses() {
    let house = House::with(&fjord()).await;
    let mut reef = house.seated("Partner Reef Union").await;
    let own = own_room(&mut reef).await;
    let page = reef.look(&own).await;
    super::look("room-partner", &page.body);
    let (_, line) = page.body.split_once(">Your line</h2>").unwrap();
    let (line, _) = line.split_once("</section>").unwrap();
    assert!(
        line.contains("Talks within three days of a breach"),
        "{line}"
    );
    super::canaries::check(&page.body, "reef");
    let mut south = house.seated("Delegation of South").await;
    let own = own_room(&mut south).await;
    let room = south.look(&own).await;
    assert!(!room.body.contains(">Your line</h2>"));
}
