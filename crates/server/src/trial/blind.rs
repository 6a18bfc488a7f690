//! What is given away, on the pages of the team alone; and the blind check of overlap from end to
//! end, with the numbers on the sides' own machines.

use super::browser::{Answer as Page, Browser};
use super::{House, fjord, look, shipped};
use crate::address::key;
use overlap::{Answer, Ask, Commitment, Number, Question, Role, Secret, Verdict};

const TEAM: &str = "Mediation team";
const NORTH: &str = "Delegation of North";
const SOUTH: &str = "Delegation of South";
const PAGE: &str = "packages/overlap";

async fn alone(team: &mut Browser) {
    let policy = team.look("people").await.paper("/policy");
    team.done(&policy.ticked("policy", "alone")).await;
}

/// The preview of a check of the patrol boats: North asks and accepts its number or more.
async fn preview(team: &mut Browser) -> Page {
    let form = team.look(PAGE).await.paper("/packages/overlap");
    assert_eq!(
        (
            form.stands("from"),
            form.stands("step"),
            form.stands("steps")
        ),
        ("0", "2", "7")
    );
    let form = form
        .chosen("bracket", "3 Patrols · How many")
        .chosen("asks", "North")
        .chosen("side", "at least")
        .chosen("answers", "South")
        .typed("words", "How many boats can each side live with?");
    team.press(&form).await
}

async fn fetched(browser: &mut Browser, check: &str, kind: &str) -> String {
    let fields = [("check", check), ("kind", kind)];
    let file = browser.act("packages/overlap/file", &fields).await;
    assert_eq!(file.status, 200, "{}", file.body);
    assert!(file.head("content-disposition").contains(kind));
    file.body
}

async fn handed_in(browser: &mut Browser, file: &str) -> Page {
    let form = browser.look(PAGE).await.paper("/overlap/step");
    browser.done(&form.typed("file", file)).await
}

#[tokio::test]
async fn two_rooms_find_out_blind_whether_their_numbers_meet() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let (mut north, mut south) = (house.seated(NORTH).await, house.seated(SOUTH).await);
    alone(&mut team).await;
    look("overlap-empty", &north.look(PAGE).await.body);
    let before = preview(&mut team).await;
    look("overlap-preview", &before.body);
    assert!(
        before
            .body
            .contains("This is what North and South will see"),
        "{}",
        before.body
    );
    assert!(before.body.contains("1.00 bit") && before.body.contains("2.81 bits"));
    team.done(&before.paper("/packages/overlap")).await;

    let check = north.look(PAGE).await.field("check").to_owned();
    let there = south.look(PAGE).await.field("check").to_owned();
    assert_ne!(check, there);
    let question = Question::read(&fetched(&mut north, &check, "question").await).unwrap();
    assert_eq!(
        question,
        Question::read(&fetched(&mut south, &there, "question").await).unwrap()
    );
    let secret = |role, number, seed| {
        Secret::new(&question, role, Number::read(number).unwrap(), [seed; 32]).unwrap()
    };
    let one = secret(Role::Asks, "6", 1);
    let other = secret(Role::Answers, "8", 2);
    let commitment = one.commitment(&question).unwrap().written();
    let damaged = north.look(PAGE).await.paper("/overlap/step");
    let damaged = north
        .press(&damaged.typed("file", &commitment.replace("asks", "answers")))
        .await;
    assert_eq!(damaged.status, 422, "{}", damaged.body);
    handed_in(&mut north, &commitment).await;
    look("overlap-north", &north.look(PAGE).await.body);
    handed_in(&mut north, &one.ask(&question).unwrap().written()).await;
    // Nothing is passed on before both have committed.
    assert!(!team.look(PAGE).await.body.contains("Pass the message on"));
    handed_in(&mut south, &other.commitment(&question).unwrap().written()).await;
    let page = team.look(PAGE).await;
    look("overlap-team", &page.body);
    team.done(&page.paper("/overlap/pass")).await;

    let ask = Ask::read(&fetched(&mut south, &there, "ask").await).unwrap();
    handed_in(
        &mut south,
        &other.answer(&question, &ask).unwrap().written(),
    )
    .await;
    let page = team.look(PAGE).await;
    assert!(
        page.body.contains("Pass the answer on to North"),
        "{}",
        page.body
    );
    team.done(&page.paper("/overlap/pass")).await;
    let answer = Answer::read(&fetched(&mut north, &check, "answer").await).unwrap();
    assert_eq!(one.read_answer(&question, &answer), Ok(Verdict::Overlap));
    let form = north.look(PAGE).await.paper("/overlap/step");
    north.done(&form.ticked("verdict", "overlap")).await;
    assert!(!south.look(PAGE).await.body.contains("They overlap"));
    let page = team.look(PAGE).await;
    team.done(&page.paper("/overlap/end")).await;
    for browser in [&mut north, &mut south] {
        let page = browser.look(PAGE).await.body;
        assert!(
            page.contains("They overlap: some number suits both sides"),
            "{page}"
        );
    }
    // Whoever is shown a secret afterwards holds it against what the team has.
    let kept = fetched(&mut team, &check, "commitment").await;
    assert!(Commitment::read(&kept).unwrap().is_of(&one, &question));
    assert!(!Commitment::read(&kept).unwrap().is_of(&other, &question));
    let mut reef = house.seated("Partner Reef Union").await;
    let page = reef.look(PAGE).await.body;
    assert!(!page.contains("Patrols"));
    for browser in [&mut reef, &mut south] {
        for kind in ["question", "commitment", "ask", "answer"] {
            let fields = [("check", check.as_str()), ("kind", kind)];
            let stolen = browser.act("packages/overlap/file", &fields).await;
            assert_eq!(stolen.status, 404, "{kind}");
        }
    }
}

/// What South reads while a check waits, when North has committed to a number, or has not.
async fn read_by_south(number: Option<&str>) -> Vec<String> {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let (mut north, mut south) = (house.seated(NORTH).await, house.seated(SOUTH).await);
    alone(&mut team).await;
    let before = preview(&mut team).await;
    team.done(&before.paper("/packages/overlap")).await;
    house.roll(1 << 60);
    if let Some(number) = number {
        let check = north.look(PAGE).await.field("check").to_owned();
        let question = Question::read(&fetched(&mut north, &check, "question").await).unwrap();
        let number = Number::read(number).unwrap();
        let secret = Secret::new(&question, Role::Asks, number, [1; 32]).unwrap();
        handed_in(&mut north, &secret.commitment(&question).unwrap().written()).await;
        let page = north.look(PAGE).await.body;
        assert!(!page.contains("The commitment, whole"), "{page}");
    }
    house.roll(1 << 61);
    let own = format!("room/{}", key("room", "south"));
    let mut pages = Vec::new();
    for place in [
        PAGE,
        "packages",
        "table",
        "record",
        "room/joint",
        own.as_str(),
    ] {
        pages.push(south.look(place).await.body);
    }
    assert!(pages[0].contains("A blind check waits for your next step"));
    pages
}

#[tokio::test]
async fn the_other_side_cannot_tell_which_number_was_committed_to_or_whether() {
    let silent = read_by_south(None).await;
    for number in ["4", "10"] {
        assert_eq!(silent, read_by_south(Some(number)).await, "{number}");
    }
}

#[tokio::test]
async fn the_team_tells_yes_or_no_itself_where_a_side_has_no_computer() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    alone(&mut team).await;
    let before = preview(&mut team).await;
    let page = team.done(&before.paper("/packages/overlap")).await;
    let form = page.paper_after("A side has no computer", "/overlap/end");
    let page = team.done(&form.ticked("verdict", "apart")).await;
    assert!(
        page.body.contains("worked out by the mediation team"),
        "{}",
        page.body
    );
    let mut south = house.seated(SOUTH).await;
    let page = south.look(PAGE).await.body;
    assert!(page.contains("They do not overlap"), "{page}");
    let again = preview(&mut team).await;
    assert_eq!(again.status, 200, "{}", again.body);
    team.done(&again.paper("/packages/overlap")).await;
    assert!(south.look(PAGE).await.body.contains("round 2"));
}

#[tokio::test]
async fn before_anything_is_shared_the_team_reads_what_each_room_could_work_out() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("packages").await;
    let links = page.links().into_iter();
    let mut packages = links.filter(|(to, _)| to.contains("packages/with/"));
    let package = team.get(&packages.next().unwrap().0).await;
    look("leak-package", &package.body);
    assert!(
        package.body.contains("After this, South could"),
        "{}",
        package.body
    );
    assert!(
        package.body.contains("exactly on a limit"),
        "{}",
        package.body
    );
    let vote = team.press(&package.paper("/packages/ballot")).await;
    look("leak-vote", &vote.body);
    assert!(
        vote.body.contains("After this, North could"),
        "{}",
        vote.body
    );
    assert!(
        vote.body.contains("the count tells it whether"),
        "{}",
        vote.body
    );

    let words = [
        ("kind", "words"),
        (
            "words",
            "Three of four agree: could you live with 40 000 t?",
        ),
        ("about", ""),
    ];
    let carry = format!("carry/{}/say", key("room", "south"));
    let act = format!("{:032x}", 7);
    let fields = [&[("act", act.as_str())], words.as_slice()].concat();
    let carried = team.act(&carry, &fields).await;
    look("leak-carry", &carried.body);
    assert_eq!(carried.status, 200, "{}", carried.body);
    assert!(
        carried.body.contains("Seen by the mediation team alone"),
        "{}",
        carried.body
    );
    assert!(carried.body.contains("a count"), "{}", carried.body);

    let fields = [("what", "bracketed"), ("to", "room-south")];
    let issue = team.act("draft/issue", &fields).await;
    look("leak-issue", &issue.body);
    assert_eq!(issue.status, 200, "{}", issue.body);
    assert!(issue.body.contains("who was left out"), "{}", issue.body);

    let mut south = house.seated(SOUTH).await;
    for place in ["packages", PAGE, "draft", "table"] {
        let page = south.look(place).await.body;
        assert!(
            !page.contains("could narrow") && !page.contains("leak-head"),
            "{place}"
        );
    }
}

#[tokio::test]
async fn in_a_live_case_nobodys_limits_are_inferred_and_the_page_says_so() {
    let house = House::with(&shipped("miami-2025")).await;
    let mut team = house.seated(TEAM).await;
    let rooms = team.look("carry").await;
    let mut links = rooms.links().into_iter();
    let (to, _) = links.find(|(to, _)| to.contains("/carry/")).unwrap();
    let form = team.get(&to).await.paper("/say");
    let preview = team
        .press(&form.typed("words", "Most of the parties agree."))
        .await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    assert!(!preview.body.contains("could narrow"));
    assert!(preview.body.contains("a count"), "{}", preview.body);
}
