//! Comparisons: taken down as they were said, what does not fit shown to whoever said it, and what
//! to ask next with its answers taken down.

use super::browser::{Answer, Browser};
use super::packages::hidden;
use super::{House, fjord, look, shipped};

const TEAM: &str = "Mediation team";
const NORTH: &str = "Delegation of North";
const SOUTH: &str = "Delegation of South";

/// The value of an option of a select whose words these are.
fn value(page: &str, select: &str, words: &str) -> String {
    let (_, rest) = page.split_once(&format!("id=\"{select}\"")).unwrap();
    let rest = rest.split("</select>").next().unwrap();
    let line = rest.split("<option value=\"").skip(1);
    let mut found = line.filter(|line| line.contains(words));
    found.next().unwrap().split('"').next().unwrap().to_owned()
}

async fn says(browser: &mut Browser, fields: &[(&str, &str)]) -> Answer {
    let page = browser.look("packages/compared").await.body;
    let (act, room) = (
        hidden(&page, "id=\"within\"", "act"),
        hidden(&page, "id=\"within\"", "room"),
    );
    let mut all = vec![("act", act.as_str()), ("room", room.as_str())];
    if !fields.iter().any(|(name, _)| *name == "class") {
        all.push(("class", "sealed"));
    }
    all.extend_from_slice(fields);
    browser.act("packages/compared", &all).await
}

#[tokio::test]
async fn what_does_not_fit_is_shown_to_whoever_said_it_and_can_be_taken_back() {
    let house = House::with(&fjord()).await;
    let mut north = house.seated(NORTH).await;
    let page = north.look("packages/compared").await.body;
    look("compared-north", &page);
    assert!(page.contains("can hold together"), "{page}");
    let [lease, joint] = ["thistlemoor", "common belt"].map(|word| value(&page, "o-this", word));
    let pair = |this, other| {
        [
            ("kind", "options"),
            ("likes", "more"),
            ("this", this),
            ("other", other),
        ]
    };
    // The case file has it that North would rather have the lease.
    let answer = says(&mut north, &pair(&joint, &lease)).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = north.look("packages/compared").await.body;
    look("compared-north-crossed", &page);
    assert!(page.contains("North cannot mean all of this together"));
    let mut team = house.seated(TEAM).await;
    let seen = team.look("packages/robust").await.body;
    look("robust-team-crossed", &seen);
    assert!(seen.contains("North cannot mean all of this together"));
    let mut south = house.seated(SOUTH).await;
    for place in ["packages/compared", "packages"] {
        let seen = south.look(place).await.body;
        for word in ["thistlemoor", "cannot mean all of this"] {
            assert!(!seen.contains(word), "{place}: {word}");
        }
    }
    assert_eq!(south.look("packages/robust").await.status, 404);
    assert_eq!(south.look("packages/ask").await.status, 404);
    let back = north.look("packages/compared").await.paper("/words/back");
    let page = north.done(&back).await.body;
    assert!(page.contains("That entry is taken back"), "{page}");
    assert!(page.contains("can hold together"), "{page}");
    assert!(!page.contains("cannot mean all"));
}

#[tokio::test]
async fn a_comparison_that_names_unlike_things_changes_nothing() {
    let house = House::with(&fjord()).await;
    let mut north = house.seated(NORTH).await;
    let page = north.look("packages/compared").await.body;
    let [lease, spring] = ["lease", "pring"].map(|word| value(&page, "o-this", word));
    let pair = |kind, this, other| {
        [
            ("kind", kind),
            ("likes", "more"),
            ("this", this),
            ("other", other),
        ]
    };
    let before = north.look("packages/compared").await.body;
    for fields in [
        pair("options", &lease, &spring),
        pair("options", &lease, &lease),
        pair("importance", &lease, &spring),
        pair("packages", "none", "none"),
        pair("packages", "", "none"),
        pair("more", &lease, &spring),
    ] {
        let answer = says(&mut north, &fields).await;
        assert_eq!(answer.status, 422, "{fields:?}: {}", answer.body);
    }
    for (least, most) in [("0.6", "0.5"), ("-1", "1"), ("0", "2"), ("half", "1")] {
        let fields = [
            ("kind", "within"),
            ("this", &lease),
            ("least", least),
            ("most", most),
        ];
        let answer = says(&mut north, &fields).await;
        assert_eq!(answer.status, 422, "{least} to {most}: {}", answer.body);
    }
    let after = north.look("packages/compared").await.body;
    let heading = |page: &str| {
        page.split("<h1>")
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(heading(&before), heading(&after));
}

#[tokio::test]
async fn the_answer_to_a_question_is_taken_down_on_the_partys_word() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("packages/ask").await.body;
    look("ask-team", &page);
    assert!(page.contains("What to ask North next"), "{page}");
    let fields = ["act", "room", "answer"].map(|name| match name {
        "answer" => (name, hidden(&page, "type=\"radio\"", name)),
        _ => (name, hidden(&page, "/packages/ask\"", name)),
    });
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    fields.extend([
        ("class", "sealed"),
        ("said_by", "Ada Brekke"),
        ("on", "2031-06-01"),
    ]);
    let unsaid = fields.iter().filter(|(name, _)| *name != "said_by");
    let unsaid: Vec<(&str, &str)> = unsaid.copied().collect();
    assert_eq!(team.act("packages/ask", &unsaid).await.status, 422);
    let early = team.act("packages/ask", &fields).await;
    assert!(
        early.body.contains("North has not consented"),
        "{}",
        early.body
    );
    let room = format!("room/{}", crate::address::key("room", "north"));
    let consent = team.look(&room).await.paper("/consent");
    let consent = consent.typed("said_by", "Ada Brekke");
    team.done(&consent).await;
    let answer = team.act("packages/ask", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = team.look("packages/ask").await.body;
    assert!(page.contains("Taken down in the room of North"), "{page}");
    let mut north = house.seated(NORTH).await;
    let own = north.look("packages/compared").await.body;
    assert!(own.contains("What was taken down last"), "{own}");
    let room = format!("room/{}", crate::address::key("room", "north"));
    let seen = north.look(&room).await.body;
    assert!(seen.contains("Comparison"), "{seen}");
    let mut south = house.seated(SOUTH).await;
    assert!(
        !south
            .look("packages/compared")
            .await
            .body
            .contains("What was taken down last")
    );
}

#[tokio::test]
async fn in_a_live_case_nothing_is_asked_or_drawn() {
    let house = House::with(&shipped("miami-2025")).await;
    let mut team = house.seated(TEAM).await;
    for place in ["packages/compared", "packages/ask", "packages/robust"] {
        assert_eq!(team.look(place).await.status, 404, "{place}");
    }
    assert!(!team.look("packages").await.body.contains("packages/robust"));
}
