//! The page of a point: what each seat sees there, and what can be done.

use super::browser::Browser;
use super::{House, canaries, fjord, look};

const TEAM: &str = "Mediation team";
const SOUTH: &str = "Delegation of South";

/// The address of a point.
pub(super) fn point(id: &str) -> String {
    format!("point/{}", crate::address::key("point", id))
}

/// A fresh one-time id, from a page of this seat.
async fn act(browser: &mut Browser, page: &str) -> String {
    browser.look(page).await.field("act").to_owned()
}

/// Issues the working text to the joint session and lets it arrive.
pub(super) async fn issue(house: &House, team: &mut Browser) {
    let what = [("what", "bracketed"), ("to", "plenary")];
    let act = team.act("draft/issue", &what).await.field("act").to_owned();
    let fields = [("act", act.as_str()), what[0], what[1]];
    assert_eq!(team.act("draft/issued", &fields).await.status, 303);
    house.wait_minutes(2);
    team.look("draft").await;
}

#[tokio::test]
async fn no_point_of_a_seat_holds_a_word_that_it_may_not_know() {
    let case = fjord();
    let house = House::with(&case).await;
    let mut team = house.seated(TEAM).await;
    issue(&house, &mut team).await;
    let view = case.seen_from(disclosure::Seat::Mediator);
    let ids: Vec<String> = view.points().map(|seen| seen.item.id.to_string()).collect();
    for seat in ["South", "North"] {
        let mut browser = house.seated(&format!("Delegation of {seat}")).await;
        let mut shown = 0;
        for id in &ids {
            let page = browser.look(&point(id)).await;
            canaries::check(&page.body, &seat.to_lowercase());
            shown += usize::from(page.status == 200);
        }
        assert!(shown > 8 && shown < ids.len(), "{shown}");
        look(
            &format!("point-{seat}"),
            &browser.look(&point("4")).await.body,
        );
    }
    look("point-team", &team.look(&point("4")).await.body);
}

#[tokio::test]
async fn what_is_not_for_everybody_bears_its_class_on_the_point_and_on_the_table() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let told = [
        (point("1"), "[thistlemoor]", "▮ sealed"),
        (point("4"), "[copperdrift]", "▯ shape"),
        ("table".to_owned(), "[coralbeck]", "▯ shape"),
    ];
    for (page, words, class) in told {
        let page = team.look(&page).await;
        let (_, after) = page.body.split_once(words).unwrap();
        let guard = format!("</span> <span class=\"guard\">{class}</span>");
        assert!(after.starts_with(&guard), "{words}: {}", &after[..80]);
    }
    let open = team.look(&point("7")).await;
    assert!(!open.body.contains("class=\"guard\""));
}

#[tokio::test]
async fn two_colleagues_who_change_the_same_words_both_see_both_texts() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let place = point("1");
    let (one, two) = (act(&mut team, &place).await, act(&mut team, &place).await);
    let to = format!("{place}/words");
    let first = crate::address::key("revision", "0");
    let fields = |act: &str, words: &str| {
        let fields = [
            ("act", act),
            ("against", first.as_str()),
            ("language", "en"),
            ("words", words),
        ];
        fields.map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    for (act, words, status) in [
        (&one, "A straight line through the fjord.", 303),
        (&two, "A crooked line through the fjord.", 409),
    ] {
        let fields = fields(act, words);
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let answer = team.act(&to, &fields).await;
        assert_eq!(answer.status, status, "{}", answer.body);
        if status == 409 {
            look("stale", &answer.body);
            assert!(answer.body.contains("A crooked line"));
            assert!(answer.body.contains("A straight line"));
        }
    }
    let draft = team.look("draft").await.body;
    assert!(draft.contains("came too late; nothing is lost"));
    assert!(draft.contains("A crooked line"));
}

#[tokio::test]
async fn a_proposal_of_a_delegation_reaches_the_team_and_is_taken_up() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    issue(&house, &mut team).await;
    let mut south = house.seated(SOUTH).await;
    let place = point("1");
    let page = south.look(&place).await;
    assert!(page.body.contains("Propose other words"), "{}", page.body);
    assert!(!page.body.contains("Settle it"));
    let fields = [
        ("act", page.field("act")),
        ("against", page.field("against")),
        ("language", "en"),
        ("words", "A line through the fjord, drawn by both."),
        ("reason", "both must own it"),
    ];
    let answer = south.act(&format!("{place}/words"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let mut north = house.seated("Delegation of North").await;
    assert!(!north.look("draft").await.body.contains("drawn by both"));
    let desk = team.look("draft").await;
    assert!(
        desk.body.contains("One proposal waits for you"),
        "{}",
        desk.body
    );
    assert!(desk.body.contains("both must own it"));
    let id = desk.field("proposal").to_owned();
    let fields = [
        ("act", desk.field("act")),
        ("room", "south"),
        ("proposal", &id),
    ];
    let answer = team.act("draft/take-up", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let point = team.look(&place).await.body;
    assert!(point.contains("drawn by both"), "{point}");
}

#[tokio::test]
async fn nothing_is_settled_over_a_difference_in_reading() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    issue(&house, &mut team).await;
    let mut south = house.seated(SOUTH).await;
    let place = point("4");
    let began = crate::address::key("revision", "0");
    let id = act(&mut south, &place).await;
    let fields = [
        ("act", id.as_str()),
        ("draft", "1"),
        ("words", "Each side may catch this much of every fish"),
    ];
    let answer = south.act(&format!("{place}/read-back"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = team.look(&place).await;
    let reading = page.field("reading").to_owned();
    let fields = [
        ("act", page.field("act")),
        ("room", "south"),
        ("reading", &reading),
        ("how", "North means cod only"),
    ];
    let answer = team.act(&format!("{place}/judge"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = team.look(&place).await;
    assert!(
        page.body
            .contains("This point is read in more than one way")
    );
    let fields = [
        ("act", page.field("act")),
        ("against", &began),
        ("bracket", "quota"),
        ("choice", "mid"),
    ];
    let answer = team.act(&format!("{place}/settle"), &fields).await;
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert!(
        answer.body.contains("otherwise than the others"),
        "{}",
        answer.body
    );
    let same = [
        ("act", page.field("act")),
        ("room", "south"),
        ("reading", &reading),
    ];
    let answer = team.act(&format!("{place}/judge"), &same).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let id = act(&mut team, &place).await;
    let fields = [
        ("act", id.as_str()),
        ("against", &began),
        ("bracket", "quota"),
        ("choice", "mid"),
    ];
    let answer = team.act(&format!("{place}/settle"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(team.look(&place).await.body.contains("Settled in the text"));
    assert!(
        !south
            .look(&place)
            .await
            .body
            .contains("North means cod only")
    );
}

#[tokio::test]
async fn a_delegation_states_where_it_stands_and_another_does_not_see_it() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    issue(&house, &mut team).await;
    let mut south = house.seated(SOUTH).await;
    let place = point("4");
    let page = south.look(&place).await;
    let fields = [
        ("act", page.field("act")),
        ("draft", "1"),
        ("bracket", "season"),
        ("status", "rejected"),
        ("holds", "spring_autumn"),
        ("words", "not one week less"),
        ("condition", ""),
        ("on", "7"),
        ("class", "sealed"),
    ];
    let answer = south.act(&format!("{place}/status"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = south.look(&place).await.body;
    assert!(page.contains("not one week less"), "{page}");
    assert!(
        page.contains("For South, this holds only with point 7"),
        "{page}"
    );
    assert!(team.look(&place).await.body.contains("not one week less"));
    let mut north = house.seated("Delegation of North").await;
    assert!(!north.look(&place).await.body.contains("not one week less"));
}

#[tokio::test]
async fn an_option_stands_in_the_readers_language_where_the_case_has_it_and_says_which() {
    let case = super::altered("fjord", |file| {
        let file = file.replace(
            "question: Which line is the border",
            "question: {en: Which line is the border, ar: أي خط هو الحد}",
        );
        file.replace(
            "text: The line of the old chart",
            "text: {en: The line of the old chart, ar: خط الخريطة القديمة}",
        )
    });
    let house = House::with(&case).await;
    let mut south = house.seated(SOUTH).await;
    let page = south.look(&point("1")).await;
    let english = "lang=\"en\" dir=\"ltr\">The line of the old chart<";
    assert!(page.body.contains(english), "{}", page.body);
    south.post("/language", &[("language", "ar")]).await;
    let page = south.look(&point("1")).await;
    look("point-south-rtl", &page.body);
    for words in [
        "<span lang=\"ar\" dir=\"rtl\">أي خط هو الحد</span>",
        "lang=\"ar\" dir=\"rtl\">خط الخريطة القديمة<",
        "lang=\"en\" dir=\"ltr\">The median line, equally far from both shores<",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let table = south.look("table").await;
    assert!(table.body.contains("خط الخريطة القديمة"), "{}", table.body);
}

#[tokio::test]
async fn a_delegation_finds_its_own_words_on_its_table_and_nobody_else_does() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let words = "not past the wheatear light";
    let status = south.look(&point("1")).await.paper("/status");
    let status = status.chosen("status", "bracketed").typed("words", words);
    south.done(&status).await;
    let page = south.look("table").await;
    let kept = format!("your words kept: <q dir=\"auto\">{words}</q>");
    assert!(page.body.contains(&kept), "{}", page.body);
    let find = page.paper("/table").typed("find", "wheatear");
    let page = south.press(&find).await;
    assert!(page.body.contains(&kept), "{}", page.body);
    for seat in ["Delegation of North", TEAM] {
        let page = house.seated(seat).await.look("table").await;
        assert!(!page.body.contains("your words kept"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_delegation_reads_how_a_question_was_issued_to_it_and_which_answers_are_waited_for() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated(SOUTH).await;
    let issued = ["issued open", "not issued", "issued: “"];
    let page = south.look("table").await;
    assert!(!issued.iter().any(|words| page.body.contains(words)));
    let settle = team.look(&point("2")).await.paper("/settle");
    team.done(&settle.chosen("choice", "Nobody's")).await;
    issue(&house, &mut team).await;
    let room = format!("room/{}", crate::address::key("room", "south"));
    let say = south.look(&room).await.paper("/say");
    let say = say.chosen("kind", "ask").typed("about", "6");
    let preview = south
        .press(&say.typed("words", "How many ships, dabchick?"))
        .await;
    south.done(&preview.paper("/say")).await;
    let page = south.look("table").await;
    look("table-south-issued", &page.body);
    for words in [
        "issued open",
        "issued: “Nobody&#39;s: a common reserve for birds”",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let asked = "you asked for an answer on 3 May 2031";
    assert_eq!(page.body.matches(asked).count(), 1, "{}", page.body);
    let (before, _) = page.body.split_once(asked).unwrap();
    let (_, line) = before.rsplit_once("<tbody").unwrap();
    assert!(line.contains("6 Guarantee"), "{line}");
    let mut north = house.seated("Delegation of North").await;
    for browser in [&mut north, &mut team] {
        let page = browser.look("table").await;
        assert!(!page.body.contains(asked), "{}", page.body);
    }
}
