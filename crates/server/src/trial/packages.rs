//! Packages: what each seat's page shows, trials, and the blind vote from end to end.

use super::browser::Browser;
use super::{House, fjord, look, shipped};

const TEAM: &str = "Mediation team";
const NORTH: &str = "Delegation of North";
const SOUTH: &str = "Delegation of South";

/// The address of the first package that the page names, under the seat's own address.
fn first_package(page: &str) -> String {
    let (_, rest) = page.split_once("packages/with/").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

fn hidden(page: &str, after: &str, name: &str) -> String {
    let (_, rest) = page.split_once(after).unwrap();
    let (_, rest) = rest
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn the_team_sees_the_frontier_and_a_sentence_for_each_party_on_a_package() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("packages").await;
    look("packages-team", &page.body);
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("cannot be improved on for free"));
    assert!(page.body.contains("<svg"));
    let key = first_package(&page.body);
    let package = team.look(&format!("packages/with/{key}")).await;
    look("package-team", &package.body);
    assert_eq!(package.status, 200);
    assert!(package.body.contains("more than no deal"));
    assert_eq!(team.look("packages/with/00000000.0").await.status, 404);
    let reasons = team.look("packages/reasons").await;
    look("reasons-team", &reasons.body);
    assert!(reasons.body.contains("Kalai-Smorodinsky"));
}

#[tokio::test]
async fn a_moved_slider_changes_the_answer_and_puts_no_figure_into_an_address() {
    let house = House::with(&shipped("turbine-parts")).await;
    let mut team = house.seated(TEAM).await;
    let whole = team.look("packages").await;
    let (_, rest) = whole.body.split_once("type=\"range\" id=\"r").unwrap();
    let field = format!("r{}", rest.split_once('"').unwrap().0);
    let moved = format!("packages?tried=1&{field}=50&part=result");
    let part = team.look(&moved).await;
    assert_eq!(part.status, 200);
    assert!(!part.body.contains("<html"));
    assert!(part.body.contains("as you moved them"), "{}", part.body);
}

#[tokio::test]
async fn a_delegation_has_its_own_figures_and_no_joint_answer() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let page = south.look("packages").await;
    look("packages-south", &page.body);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("in your own figures"));
    for word in [
        "<svg",
        "Nash",
        "cannot be improved",
        "heathlantern",
        "tallowreef",
        "fernhollow",
    ] {
        assert!(!page.body.contains(word), "{word}");
    }
    assert_eq!(south.look("packages/reasons").await.status, 404);
    let mut team = house.seated(TEAM).await;
    let key = first_package(&team.look("packages").await.body);
    assert_eq!(
        south.look(&format!("packages/with/{key}")).await.status,
        404
    );
}

#[tokio::test]
async fn a_live_case_has_declared_clashes_and_unrejected_options_and_no_package() {
    let house = House::with(&shipped("miami-2025")).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("packages").await;
    look("packages-live", &page.body);
    assert!(page.body.contains("press reports are not preferences"));
    assert!(page.body.contains("nobody has rejected"));
    assert!(!page.body.contains("Nash"));
}

#[tokio::test]
async fn a_package_is_kept_once_and_let_go_again() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let key = first_package(&team.look("packages").await.body);
    let page = team.look(&format!("packages/with/{key}")).await;
    let fields = [
        ("act", page.field("act")),
        ("package", key.as_str()),
        ("name", "The quiet one"),
        ("words", ""),
    ];
    assert_eq!(team.act("packages/keep", &fields).await.status, 303);
    assert_eq!(team.act("packages/keep", &fields).await.status, 303);
    let page = team.look("packages").await;
    assert!(page.body.contains("The team keeps 1 package<"));
    let act = hidden(&page.body, "packages/drop", "act");
    let id = hidden(&page.body, "packages/drop", "package");
    let fields = [("act", act.as_str()), ("package", id.as_str())];
    assert_eq!(team.act("packages/drop", &fields).await.status, 303);
    let page = team.look("packages").await;
    assert!(page.body.contains("No package is kept yet"));
}

#[tokio::test]
async fn words_are_taken_down_for_the_party_and_what_does_not_fit_is_shown_to_it() {
    let house = House::with(&fjord()).await;
    let mut north = house.seated(NORTH).await;
    let page = north.look("packages/words").await;
    assert_eq!(page.status, 200, "{}", page.body);
    let question = page.field("question").to_owned();
    let (_, rest) = page.body.split_once("name=\"option-").unwrap();
    let first = format!("option-{}", rest.split_once('"').unwrap().0);
    let options = page.body.match_indices("name=\"option-").map(|(at, _)| {
        let (_, rest) = page.body[at..].split_once("name=\"").unwrap();
        rest.split_once('"').unwrap().0
    });
    let second = options.into_iter().find(|option| *option != first).unwrap();
    let fields = [
        ("act", page.field("act")),
        ("room", page.field("room")),
        ("question", question.as_str()),
        (first.as_str(), "must have"),
        (second, "must have"),
        ("class", "sealed"),
    ];
    let answer = north.act("packages/words", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = north.look("packages/words").await;
    look("words-north", &page.body);
    assert!(page.body.contains("all marked must have"));
    let mut south = house.seated(SOUTH).await;
    let page = south.look("packages/words").await;
    assert!(!page.body.contains("all marked must have"));
    assert!(!page.body.contains("thistlemoor"));
}

async fn answered(party: &mut Browser, answer: &str) {
    let page = party.look("packages").await;
    assert!(
        page.body.contains("One package waits for your answer"),
        "{}",
        page.body
    );
    let act = hidden(&page.body, "packages/answer\"", "act");
    let ballot = hidden(&page.body, "packages/answer\"", "ballot");
    let fields = [
        ("act", act.as_str()),
        ("ballot", &ballot),
        ("answer", answer),
    ];
    let answer = party.act("packages/answer", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

#[tokio::test]
async fn a_blind_vote_tells_every_side_whether_all_accepted_and_no_more() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let key = public_package(&mut team).await;
    let page = team.look(&format!("packages/with/{key}")).await;
    let (north, south) = (hidden(&page.body, "To which rooms", "room"), {
        let (_, rest) = page.body.split_once("To which rooms").unwrap();
        let (_, rest) = rest.split_once("name=\"room\"").unwrap();
        hidden(rest, "", "room")
    });
    let act = page.field("act").to_owned();
    let asked = [
        ("act", act.as_str()),
        ("package", &key),
        ("words", "Could your side live with this?"),
        ("room", &north),
        ("room", &south),
    ];
    let preview = team.act("packages/ballot", &asked).await;
    look("ballot-preview", &preview.body);
    assert!(
        preview
            .body
            .contains("This is what North and South will see"),
        "{}",
        preview.body
    );
    let act = preview.field("act").to_owned();
    let mut sure = asked.to_vec();
    sure[0].1 = &act;
    sure.push(("sure", "yes"));
    let put = team.act("packages/ballot", &sure).await;
    assert_eq!(put.status, 303, "{}", put.body);
    house.wait_minutes(2);
    team.look("packages").await;
    let (mut north, mut south) = (house.seated(NORTH).await, house.seated(SOUTH).await);
    let open = north.look("packages").await;
    look("ballot-north", &open.body);
    for word in ["juniperlock", "coralbeck", "copperdrift"] {
        assert!(!open.body.contains(word), "{word}");
    }
    answered(&mut north, "accepts").await;
    let waiting = team.look("packages").await;
    look("ballot-team", &waiting.body);
    assert!(waiting.body.contains("South to answer"));
    assert!(!waiting.body.contains("accepts it</"));
    answered(&mut south, "declines").await;
    let page = team.look("packages").await;
    let act = hidden(&page.body, "packages/count", "act");
    let ballot = hidden(&page.body, "packages/count", "ballot");
    let fields = [("act", act.as_str()), ("ballot", ballot.as_str())];
    assert_eq!(team.act("packages/count", &fields).await.status, 303);
    for party in [&mut north, &mut south] {
        let page = party.look("packages").await;
        assert!(page.body.contains("not accepted by all"));
    }
    let north_page = north.look("packages").await.body;
    assert!(!north_page.contains("You do not accept it."));
}

/// A package all of whose options every room knows: that of the draft in hand.
async fn public_package(team: &mut Browser) -> String {
    let page = team.look("packages").await.body;
    let (before, _) = page.split_once(">Draft in hand").unwrap();
    let (_, rest) = before.rsplit_once("packages/with/").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}
