//! People, the programme and readouts: what the team does there, and what others see of it.

use super::{House, fjord, look};

const TEAM: &str = "Mediation team";
const NORTH: &str = "Delegation of North";
const SOUTH: &str = "Delegation of South";

fn hidden(page: &str, after: &str, name: &str) -> String {
    let (_, rest) = page.split_once(after).unwrap();
    let (_, rest) = rest
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

/// The value of the option that shows these words.
fn option(page: &str, words: &str) -> String {
    let (before, _) = page.split_once(&format!("\">{words}</option>")).unwrap();
    before.rsplit_once("value=\"").unwrap().1.to_owned()
}

#[tokio::test]
async fn an_invitation_shows_its_link_once_and_opens_a_seat_once() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("people").await;
    assert_eq!(page.status, 200, "{}", page.body);
    let (act, seat) = (
        page.field("act").to_owned(),
        option(&page.body, "Mediation team"),
    );
    let fields = [
        ("act", act.as_str()),
        ("name", "Ola Nes"),
        ("seat", seat.as_str()),
        ("days", "3"),
    ];
    let made = team.act("people/invite", &fields).await;
    look("people-team", &made.body);
    assert_eq!(made.status, 200, "{}", made.body);
    let (_, link) = made.body.split_once("http://onetext.example").unwrap();
    let link = link.split_once('"').unwrap().0.to_owned();
    let again = team.look("people").await;
    assert!(!again.body.contains(&link));
    assert!(again.body.contains("Ola Nes"));
    let mut second = house.browser();
    let taken = second.post(&link, &super::PASSPHRASES).await;
    assert_eq!(taken.status, 303, "{}", taken.body);
}

#[tokio::test]
async fn a_withdrawn_invitation_opens_nothing_and_an_ended_session_is_over() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    let page = team.look("people").await.body;
    let act = hidden(&page, "people/withdraw", "act");
    let invitation = hidden(&page, "people/withdraw", "invitation");
    let fields = [("act", act.as_str()), ("invitation", invitation.as_str())];
    assert_eq!(team.act("people/withdraw", &fields).await.status, 303);
    let page = team.look("people").await.body;
    assert!(page.contains("withdrawn"));
    let act = hidden(&page, "people/end", "act");
    let session = hidden(&page, "people/end", "session");
    let fields = [("act", act.as_str()), ("session", session.as_str())];
    assert_eq!(south.look("people").await.status, 200);
    assert_eq!(team.act("people/end", &fields).await.status, 303);
    assert_eq!(south.look("people").await.status, 303);
}

#[tokio::test]
async fn a_delegation_sees_the_people_of_its_own_room_and_no_others() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    house.seated(NORTH).await;
    let mut south = house.seated(SOUTH).await;
    let page = south.look("people").await;
    look("people-south", &page.body);
    for word in [
        "Maren Voss",
        "North",
        "Isles",
        "second person",
        "Before something leaves",
    ] {
        assert!(!page.body.contains(word), "{word}");
    }
    assert!(
        team.look("people")
            .await
            .body
            .contains("Delegation of North")
    );
    let policy = [("act", "0"), ("policy", "alone"), ("seconds", "60")];
    assert_eq!(south.act("people/policy", &policy).await.status, 404);
}

#[tokio::test]
async fn a_meeting_is_planned_held_and_counted_for_the_side_it_was_with() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("programme").await;
    assert_eq!(page.status, 200, "{}", page.body);
    let act = hidden(&page.body, "programme/plan", "act");
    let with = option(&page.body, "South");
    let planned = [
        ("act", act.as_str()),
        ("audience", with.as_str()),
        ("format", "proximity talks"),
        ("date", "2031-05-06"),
        ("hour", "10:30"),
        ("place", "the old customs house"),
        ("level", "envoys"),
        ("who", "Ines Moll\nJon Haw"),
        ("words", ""),
        ("seen", "on"),
    ];
    let answer = team.act("programme/plan", &planned).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = team.look("programme").await;
    look("programme-team", &page.body);
    assert!(
        page.body
            .contains("Next: 6 May 2031 at 10:30, proximity talks, South")
    );
    let table = team.look("table").await.body;
    let next =
        "<strong>Next meeting</strong> 6 May 2031 at 10:30, proximity talks, the old customs house";
    assert!(table.contains(next), "{table}");
    let card = team.look("next").await.body;
    assert!(
        card.contains("6 May 2031 at 10:30, the old customs house"),
        "{card}"
    );
    let act = hidden(&page.body, "programme/held", "act");
    let id = hidden(&page.body, "programme/held", "meeting");
    let held = [
        ("act", act.as_str()),
        ("audience", with.as_str()),
        ("meeting", id.as_str()),
        ("format", "proximity talks"),
        ("place", "the old customs house"),
        ("date", "2031-05-06"),
        ("lasted", "95"),
        ("present", "Ines Moll"),
        ("minutes", ""),
        ("class", "sealed"),
        ("next", "A second round"),
        ("seen", "on"),
    ];
    let answer = team.act("programme/held", &held).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = team.look("programme").await;
    look("programme-held", &page.body);
    assert!(page.body.contains("No meeting is planned"));
    assert!(
        page.body
            .contains("<td class=\"end\" data-head=\"Minutes\">95</td>")
    );
    let mut north = house.seated(NORTH).await;
    assert_eq!(north.look("programme").await.status, 404);
}

#[tokio::test]
async fn a_readout_is_public_after_its_embargo_and_not_before() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("readout").await;
    look("readout-team", &page.body);
    assert_eq!(page.status, 200, "{}", page.body);
    let (_, rest) = page.body.split_once("href=\"/readouts/").unwrap();
    let address = format!("/readouts/{}", rest.split_once('"').unwrap().0);
    let mut anybody = house.browser();
    assert_eq!(anybody.get(&address).await.status, 404);
    let composed = page
        .paper("/readout")
        .typed("title", "Two constructive days");
    let composed = composed.typed("words", "The parties met.");
    let composed = composed.typed("embargo", "2031-05-03T16:00");
    let preview = team.press(&composed).await;
    look("readout-preview", &preview.body);
    assert!(
        preview.body.contains("This is what everybody will read"),
        "{}",
        preview.body
    );
    team.done(&preview.paper("/readout")).await;
    house.wait_minutes(5);
    assert!(
        team.look("readout")
            .await
            .body
            .contains("held until 3 May 2031, 16:00 UTC")
    );
    assert_eq!(anybody.get(&address).await.status, 404);
    house.wait_minutes(110);
    team.look("readout").await;
    let public = anybody.get(&address).await;
    look("readout-public", &public.body);
    assert_eq!(public.status, 200);
    assert!(public.body.contains("Two constructive days"));
    let canaries = include_str!("../../../../cases/fjord/canaries.txt");
    let secrets = canaries.lines().filter(|line| !line.starts_with('#'));
    for secret in secrets.filter_map(|line| line.split('\t').next()) {
        assert!(
            secret.is_empty() || !public.body.contains(secret),
            "{secret}"
        );
    }
}

#[tokio::test]
async fn two_readouts_stand_side_by_side_with_the_words_that_only_one_of_them_has() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let sides = team.look("readout").await.paper("/readout/compare");
    let sides = sides
        .typed("first_name", "North")
        .typed("first_words", "The talks were frank and productive.")
        .typed("second_name", "South")
        .typed("second_words", "The talks were productive.");
    let page = team.press(&sides).await;
    look("readout-compare", &page.body);
    for words in [
        "The two readouts share 4 words",
        "North has 2 words that the other lacks; South has no word that the other lacks.",
        "<u>frank and ",
        "<li><q dir=\"auto\">frank and</q></li>",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let mut south = house.seated(SOUTH).await;
    let answer = south.act("readout/compare", &[]).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn a_meeting_recorded_wrongly_is_taken_back_and_is_ahead_again() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let plan = team.look("programme").await.paper("/programme/plan");
    let plan = plan
        .chosen("audience", "South")
        .typed("format", "proximity talks");
    let page = team.confirmed(&plan.typed("place", "the ropewalk")).await;
    let held = page.paper("/programme/held").typed("lasted", "950");
    let page = team.confirmed(&held).await;
    assert!(page.body.contains("950 minutes"), "{}", page.body);
    let page = team.done(&page.paper("/programme/take-back")).await;
    assert!(!page.body.contains("950"), "{}", page.body);
    assert!(
        page.body.contains("proximity talks, South"),
        "{}",
        page.body
    );
    let south = house
        .seated(SOUTH)
        .await
        .look(&format!("room/{}", crate::address::key("room", "south")))
        .await;
    assert!(!south.body.contains("950"), "{}", south.body);
}

#[tokio::test]
async fn the_policy_and_the_preview_say_what_no_second_person_is_asked_for() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("people").await;
    let covers = "It does not cover what one of the team says itself in a room";
    assert!(page.body.contains(covers), "{}", page.body);
    let room = format!("room/{}", crate::address::key("room", "south"));
    let policies = [
        ("hold", "It is there at once, and cannot be called back."),
        (
            "second",
            "No second person is asked for what you say here yourself",
        ),
    ];
    for (policy, words) in policies {
        let form = team
            .look("people")
            .await
            .paper("/people/policy")
            .ticked("policy", policy);
        if policy != "hold" {
            team.done(&form).await;
        }
        let say = team
            .look(&room)
            .await
            .paper("/say")
            .typed("words", "good morning");
        let preview = team.press(&say).await;
        look(&format!("say-{policy}"), &preview.body);
        assert!(preview.body.contains(words), "{}", preview.body);
    }
    let mut south = house.seated(SOUTH).await;
    let say = south
        .look(&room)
        .await
        .paper("/say")
        .typed("words", "good morning");
    let preview = south.press(&say).await;
    assert!(!preview.body.contains("second person"), "{}", preview.body);
}

/// Holds a meeting with South on a day that has been, and takes it down.
async fn held(team: &mut super::browser::Browser, (format, day): (&str, &str)) {
    let page = team.look("programme").await;
    let plan = page.paper("/programme/plan").chosen("audience", "South");
    let plan = plan.typed("format", format).typed("date", day);
    team.confirmed(&plan.typed("place", "the old customs house"))
        .await;
    let took = team.look("programme").await.paper("/programme/held");
    team.confirmed(&took.typed("lasted", "90")).await;
}

#[tokio::test]
async fn a_readout_is_released_with_the_meeting_it_is_of_and_not_with_whom_it_was() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    held(&mut team, ("proximity talks", "2031-05-01")).await;
    held(&mut team, ("expert talks", "2031-05-02")).await;
    for (title, round) in [
        ("Late word", "proximity talks"),
        ("Fresh word", "expert talks"),
    ] {
        let page = team.look("readout").await;
        let composed = page.paper("/readout").typed("title", title);
        let composed = composed.typed("words", "The talks were frank.");
        let composed = composed.chosen("round", round);
        let preview = team.press(&composed).await;
        assert!(
            preview.body.contains(&format!("{round}, ")),
            "{}",
            preview.body
        );
        team.done(&preview.paper("/readout")).await;
        house.wait_minutes(2);
    }
    let page = team.look("readout").await;
    look("readout-rounds", &page.body);
    let (_, rest) = page.body.split_once("href=\"/readouts/").unwrap();
    let address = format!("/readouts/{}", rest.split_once('"').unwrap().0);
    let public = house.browser().get(&address).await.body;
    for log in [&page.body, &public] {
        let places = [
            "expert talks, 2 May 2031</bdi></h",
            "Fresh word</bdi></h",
            "proximity talks, 1 May 2031</bdi></h",
            "Late word</bdi></h",
        ];
        let places =
            places.map(|words| log.rfind(words).unwrap_or_else(|| panic!("{words}: {log}")));
        assert!(places.is_sorted(), "{places:?}");
    }
    assert!(!public.contains("South"), "{public}");
}

#[tokio::test]
async fn the_table_says_what_moved_since_the_last_round_and_which_clocks_have_no_date() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    super::shuttle::consented(&mut team, "south").await;
    let point = super::points::point("4");
    for status in ["rejected", "acceptable"] {
        let form = south.look(&point).await.paper("/status");
        south.done(&form.chosen("status", status)).await;
        if status == "rejected" {
            house.wait_minutes(24 * 60);
            team = house.signed_in("Maren Voss").await;
            south = house.signed_in("South").await;
            held(&mut team, ("proximity talks", "2031-05-04")).await;
        }
    }
    let table = team.look("table").await.body;
    look("table-lately", &table);
    for words in [
        "<strong>Since the last round</strong> one status moved (proximity talks, 4 May 2031)",
        "from rejected to acceptable (4 May 2031)",
        "<strong>Clock</strong> Boats in port before a vote: 60 days, no date yet; it starts with",
        "more)",
    ] {
        assert!(table.contains(words), "{words}: {table}");
    }
    let mut north = house.seated(NORTH).await;
    let table = north.look("table").await.body;
    assert!(!table.contains("from rejected to acceptable"), "{table}");
}
