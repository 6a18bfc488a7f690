//! Packages: what each seat's page shows, trials, and the blind vote from end to end.

use super::browser::{Answer, Browser};
use super::{House, fjord, look, shipped};

const TEAM: &str = "Mediation team";
const NORTH: &str = "Delegation of North";
const SOUTH: &str = "Delegation of South";

/// The address of the first package that the page names.
fn first_package(page: &Answer) -> String {
    let links = page.links().into_iter();
    let mut packages = links.filter(|(to, _)| to.contains("packages/with/"));
    packages.next().unwrap().0
}

pub(super) fn hidden(page: &str, after: &str, name: &str) -> String {
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
    let package = team.get(&first_package(&page)).await;
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
    let moved = [("tried", "1"), (field.as_str(), "50"), ("part", "result")];
    let part = team.act("packages", &moved).await;
    assert_eq!(part.status, 200);
    assert!(!part.body.contains("<html"));
    assert!(part.body.contains("as you moved them"), "{}", part.body);
    let moved = whole.paper("/packages").typed(&field, "50");
    let answer = team.press(&moved).await;
    assert_eq!(answer.status, 303);
    let address = answer.location().to_owned();
    assert!(address.contains("/packages?moves="), "{address}");
    let beside = part.head("content-location").to_owned();
    assert_eq!(team.get(&beside).await.status, 200);
    assert!(!address.contains(&field[1..]), "{address}");
    let page = team.get(&address).await;
    assert!(page.body.contains("as you moved them"), "{}", page.body);
    assert_eq!(page.paper("/packages").stands(&field), "50");
    let package = team.get(&first_package(&page)).await;
    assert!(package.body.contains("The figures are as you moved them"));
    let mut another = house.signed_in("Maren Voss").await;
    let (_, veiled) = address.split_once('?').unwrap();
    let page = another.look(&format!("packages?{veiled}")).await;
    assert!(!page.body.contains("as you moved them"), "{}", page.body);
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
    let address = first_package(&team.look("packages").await);
    let (_, place) = address.split_once("/packages/").unwrap();
    assert_eq!(south.look(&format!("packages/{place}")).await.status, 404);
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
    let address = first_package(&team.look("packages").await);
    let page = team.get(&address).await;
    let key = page.field("package").to_owned();
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

/// The values that a page gives to fields whose names begin alike, in order.
fn given<'p>(page: &'p str, start: &str) -> Vec<(&'p str, &'p str)> {
    let starts = page.match_indices(start).map(|(at, _)| &page[at + 6..]);
    let fields = starts.map(|rest| {
        let (name, rest) = rest.split_once('"').unwrap();
        let (_, rest) = rest.split_once("value=\"").unwrap();
        (name, rest.split_once('"').unwrap().0)
    });
    fields.collect()
}

/// The names of the options of a page, question by question.
fn options(page: &str) -> Vec<Vec<String>> {
    let questions = page.split("name=\"was-").skip(1);
    let questions = questions.map(|question| {
        let mut names: Vec<String> = Vec::new();
        for (name, _) in given(question, "name=\"option-") {
            if names.last().is_none_or(|last| last != name) {
                names.push(name.to_owned());
            }
        }
        names
    });
    questions.collect()
}

/// Marks options on the page of words as it stands, and leaves all else as it is.
async fn marked(
    browser: &mut Browser,
    page: &str,
    marks: &[(&str, &str)],
) -> super::browser::Answer {
    let was = given(page, "name=\"was-");
    let mut fields = vec![("act", hidden(page, "id=\"words\"", "act"))];
    let room = given(page, "name=\"room\"")[0].1;
    for (name, value) in [("room", room), ("class", "sealed")] {
        fields.push((name, value.to_owned()));
    }
    fields.extend(was.iter().map(|(name, value)| (*name, (*value).to_owned())));
    let checked = page.split("<input type=\"radio\" ").skip(1);
    let checked = checked.filter(|input| input.split('>').next().unwrap().ends_with("checked"));
    for input in checked {
        let (_, rest) = input.split_once("name=\"").unwrap();
        let (name, rest) = rest.split_once('"').unwrap();
        let (_, rest) = rest.split_once("value=\"").unwrap();
        let value = rest.split_once('"').unwrap().0;
        let mine = marks.iter().find(|(option, _)| *option == name);
        fields.push((name, mine.map_or(value, |(_, mark)| mark).to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    browser.act("packages/words", &fields).await
}

#[tokio::test]
async fn words_on_all_questions_are_taken_down_at_once_changed_and_taken_back() {
    let house = House::with(&fjord()).await;
    let mut north = house.seated(NORTH).await;
    let page = north.look("packages/words").await.body;
    let asked = options(&page);
    assert!(asked.len() > 10, "{}", asked.len());
    let (first, second) = (&asked[0][0], &asked[0][1]);
    let other = &asked[1][0];
    let marks = [
        (first.as_str(), "must have"),
        (second.as_str(), "must have"),
        (other.as_str(), "never"),
    ];
    let answer = marked(&mut north, &page, &marks).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = north.look("packages/words").await.body;
    look("words-north", &page);
    assert!(page.contains("2 questions are taken down"), "{page}");
    assert!(page.contains("all marked must have"));
    assert!(page.contains("words on 2 questions"));
    let own = north.look("packages").await.body;
    look("packages-north-words", &own);
    assert!(own.contains("In words, North has spoken of"));
    let changed = marked(&mut north, &page, &[(second.as_str(), "silent")]).await;
    assert_eq!(changed.status, 303, "{}", changed.body);
    let page = north.look("packages/words").await.body;
    assert!(!page.contains("all marked must have"));
    let after = "words/back";
    let (act, entry) = (hidden(&page, after, "act"), hidden(&page, after, "entry"));
    let room = hidden(&page, after, "room");
    let fields = [("act", act.as_str()), ("room", &room), ("entry", &entry)];
    let back = north.act("packages/words/back", &fields).await;
    assert_eq!(back.status, 303, "{}", back.body);
    let page = north.look("packages/words").await.body;
    assert!(page.contains("all marked must have"), "{page}");
    let mut south = house.seated(SOUTH).await;
    for place in ["packages/words", "packages"] {
        let page = south.look(place).await.body;
        assert!(!page.contains("all marked must have"));
        assert!(!page.contains("thistlemoor") && !page.contains("words on 2 questions"));
    }
    let stolen = south.act("packages/words/back", &fields).await;
    assert_eq!(stolen.status, 404, "{}", stolen.body);
}

#[tokio::test]
async fn two_people_of_one_room_overwrite_no_word_of_each_other() {
    let house = House::with(&fjord()).await;
    let mut north = house.seated(NORTH).await;
    let page = north.look("packages/words").await.body;
    let asked = options(&page);
    let (first, other) = (asked[2][0].as_str(), asked[3][0].as_str());
    let one = marked(&mut north, &page, &[(first, "never")]).await;
    assert_eq!(one.status, 303, "{}", one.body);
    // From a page that was opened before: another act, on another question.
    let fresh = north.look("packages/words").await.body;
    let act = hidden(&fresh, "id=\"words\"", "act");
    let stale = page.replace(&hidden(&page, "id=\"words\"", "act"), &act);
    let two = marked(&mut north, &stale, &[(other, "would like")]).await;
    assert_eq!(two.status, 303, "{}", two.body);
    let both = north.look("packages/words").await.body;
    let marks = given(&both, "name=\"was-");
    assert!(
        marks[2].1.starts_with('n') && marks[3].1.starts_with('w'),
        "{marks:?}"
    );
    let act = hidden(&both, "id=\"words\"", "act");
    let stale = page.replace(&hidden(&page, "id=\"words\"", "act"), &act);
    let crossed = marked(&mut north, &stale, &[(first, "must have")]).await;
    assert_eq!(crossed.status, 409, "{}", crossed.body);
    assert!(crossed.body.contains("You marked") && crossed.body.contains("Stands now"));
}

#[tokio::test]
async fn the_team_reads_from_words_alone_what_nobody_will_take_and_what_could_be_traded() {
    let house = House::with(&fjord()).await;
    let (mut north, mut south) = (house.seated(NORTH).await, house.seated(SOUTH).await);
    let page = north.look("packages/words").await.body;
    let asked = options(&page);
    // On two questions each wants the first option of one and could live with the other's.
    let north_marks = [
        (asked[4][0].as_str(), "must have"),
        (asked[4][1].as_str(), "never"),
        (asked[5][0].as_str(), "could live with"),
        (asked[5][1].as_str(), "would like"),
    ];
    let answer = marked(&mut north, &page, &north_marks).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = south.look("packages/words").await.body;
    let asked_south = options(&page);
    let south_marks = [
        (asked[4][0].as_str(), "could live with"),
        (asked[4][2].as_str(), "would like"),
        (asked[5][0].as_str(), "would like"),
    ];
    assert!(
        asked_south
            .iter()
            .flatten()
            .any(|name| *name == asked[4][2])
    );
    let answer = marked(&mut south, &page, &south_marks).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let mut team = house.seated(TEAM).await;
    let page = team.look("packages").await.body;
    look("packages-team-words", &page);
    assert!(page.contains("From words alone,"), "{page}");
    assert!(page.contains("could be traded") || page.contains("to trade one point"));
    assert!(page.contains("beside the words of North"));
    let own = south.look("packages").await.body;
    assert!(!own.contains("From words alone") && !own.contains("words of North"));
}

#[tokio::test]
async fn figures_are_given_on_a_page_of_their_own_and_must_fit_together() {
    let house = House::with(&fjord()).await;
    let mut north = house.seated(NORTH).await;
    let page = north.look("packages/figures").await;
    assert_eq!(page.status, 200, "{}", page.body);
    look("figures-north", &page.body);
    let act = page.field("act").to_owned();
    let weights = given(&page.body, "name=\"weight-");
    let worths = given(&page.body, "name=\"worth-");
    let room = given(&page.body, "name=\"room\"")[0].1;
    let mut fields = vec![("act", act.as_str()), ("room", room), ("class", "sealed")];
    let first = page.body.split("name=\"weight-").nth(1).unwrap();
    let own: Vec<&str> = given(first, "name=\"worth-")
        .iter()
        .map(|one| one.0)
        .collect();
    fields.push((weights[0].0, "60"));
    fields.extend(own.iter().map(|name| (*name, "50")));
    let alone = north.act("packages/figures", &fields).await;
    assert_eq!(alone.status, 422, "{}", alone.body);
    assert!(alone.body.contains("100 is needed"), "{}", alone.body);
    fields[3].1 = "100";
    fields[4].1 = "100";
    assert_eq!(north.act("packages/figures", &fields).await.status, 303);
    let page = north.look("packages/figures").await.body;
    let now = given(&page, "name=\"weight-");
    assert_eq!((now[0].1, now[1].1), ("100", ""));
    assert_eq!(given(&page, "name=\"worth-")[0].1, "100");
    assert!(worths.len() > 20);
    let mut south = house.seated(SOUTH).await;
    let theirs = south.look("packages/figures").await.body;
    assert_ne!(given(&theirs, "name=\"weight-")[0].1, "100");
    let mut reef = house.seated("Partner Reef Union").await;
    assert_eq!(reef.look("packages/figures").await.status, 404);
    let live = House::with(&shipped("miami-2025")).await;
    let mut team = live.seated(TEAM).await;
    assert_eq!(team.look("packages/figures").await.status, 404);
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
    let page = public_package(&mut team).await;
    let preview = team.press(&page.paper("/ballot")).await;
    look("ballot-preview", &preview.body);
    assert!(
        preview
            .body
            .contains("This is what North and South will see"),
        "{}",
        preview.body
    );
    team.done(&preview.paper("/ballot")).await;
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
async fn public_package(team: &mut Browser) -> Answer {
    let address = team.look("packages").await.link("Draft in hand");
    team.get(&address).await
}

#[tokio::test]
async fn packages_kept_and_put_are_found_by_their_words() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let mut south = house.seated("Delegation of South").await;
    let address = first_package(&team.look("packages").await);
    for at in 0..3 {
        let page = team.get(&address).await;
        let keep = page.paper("/packages/keep");
        team.done(&keep.typed("name", &format!("The quiet-{at} one")))
            .await;
        let ask = page.paper("/packages/ballot");
        let ask = ask.typed("words", &format!("Could you live with number-{at}?"));
        let preview = team.press(&ask).await;
        team.done(&preview.paper("/packages/ballot")).await;
        house.wait_minutes(2);
    }
    let page = team.look("packages").await;
    let find = page.paper("/packages/find").typed("find", "QUIET-1");
    let page = team.press(&find).await;
    look("packages-found", &page.body);
    assert!(page.body.contains("The quiet-1 one"), "{}", page.body);
    assert!(!page.body.contains("The quiet-2 one") && !page.body.contains("number-1?"));
    assert!(page.body.contains("The team keeps 3 packages"));
    assert!(
        page.body
            .contains("No package that was put to the rooms fits")
    );
    let find = page.paper("/packages/find").typed("find", "number-2");
    let page = team.press(&find).await;
    assert!(page.body.contains("number-2?") && !page.body.contains("number-1?"));
    assert!(page.body.contains("No package that is kept fits"));
    let fields = [("find", "number-0")];
    let page = south.act("packages/find", &fields).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("number-0?") && !page.body.contains("number-1?"));
    assert!(!page.body.contains("quiet-"), "{}", page.body);
}
