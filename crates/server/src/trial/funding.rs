//! Funding: what each seat's page shows, another course tried, and the files to take along.

use super::browser::Browser;
use super::{House, fjord, look};

const TEAM: &str = "Mediation team";
const NORTH: &str = "Delegation of North";
const ISLES: &str = "Partner Isles Bank";

/// The value of the step with this title in the form.
async fn step(browser: &mut Browser, title: &str) -> String {
    let page = browser.look("funding").await.body;
    let (before, _) = page.split_once(&format!(">{title} (")).unwrap();
    let (_, value) = before.rsplit_once("value=\"").unwrap();
    value.trim_end_matches('"').to_owned()
}

#[tokio::test]
async fn the_team_sees_what_is_missing_by_period_and_why() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("funding").await;
    look("funding-team", &page.body);
    assert_eq!(page.status, 200, "{}", page.body);
    for told in [
        "No money on record meets, in CRN m",
        "<svg",
        "What each step unlocks",
        "comes 90 days later",
        "RFL is counted at 1 RFL = 2.5000 CRN, the rate of 2031-06-01",
        "wheatyard",
    ] {
        assert!(page.body.contains(told), "{told}");
    }
}

#[tokio::test]
async fn a_slipped_step_is_tried_in_a_form_and_nothing_of_it_is_kept() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let key = step(&mut team, "The season opens under the new catch").await;
    let fields = [("step", key.as_str()), ("what", "later"), ("days", "900")];
    let tried = team.act("funding", &fields).await;
    look("funding-tried", &tried.body);
    assert_eq!(tried.status, 200, "{}", tried.body);
    let told = "If “The season opens under the new catch” comes 900 days later, on 2034-09-18";
    assert!(tried.body.contains(told), "{}", tried.body);
    assert!(tried.body.contains("With every step as expected"));
    assert!(!team.look("funding").await.body.contains("900 days"));
    let never = [("step", key.as_str()), ("what", "never"), ("days", "")];
    let never = team.act("funding", &never).await;
    assert!(
        never.body.contains("is not done: no money on record meets"),
        "{}",
        never.body
    );
    let wrong = [("step", "nothing"), ("what", "later"), ("days", "3")];
    assert_eq!(team.act("funding", &wrong).await.status, 422);
    let long = [("step", key.as_str()), ("what", "later"), ("days", "99999")];
    assert_eq!(team.act("funding", &long).await.status, 422);
}

#[tokio::test]
async fn a_partner_sees_its_own_and_a_delegation_what_was_released() {
    let house = House::with(&fjord()).await;
    for (seat, seen, hidden) in [
        (
            ISLES,
            ["turbotnote", "aldergaff"],
            ["violetjib", "zephyrbilge"],
        ),
        (
            NORTH,
            ["turbotnote", "yewmizzen"],
            ["violetjib", "aldergaff"],
        ),
    ] {
        let mut browser = house.seated(seat).await;
        let page = browser.look("funding").await;
        look(&format!("funding-{}", &seat[..7]), &page.body);
        let table = browser.look("funding/table").await;
        let activities = browser.look("funding/activities").await;
        for word in seen {
            assert!(page.body.contains(word), "{seat} misses {word}");
        }
        for word in hidden {
            for text in [&page.body, &table.body, &activities.body] {
                assert!(!text.contains(word), "{seat} finds {word}");
            }
        }
    }
    let mut villages = house.seated("Observer Council of the fjord villages").await;
    assert_eq!(villages.look("funding").await.status, 404);
}

#[tokio::test]
async fn the_files_are_named_and_are_read_again() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let table = team.look("funding/table").await;
    assert_eq!(
        table.head("content-disposition"),
        "attachment; filename=\"funding.csv\""
    );
    assert!(format::funding_csv::read(table.body.as_bytes()).is_ok());
    let activities = team.look("funding/activities").await;
    let read = format::iati::read("a.xml", activities.body.as_bytes());
    assert!(
        !read
            .unwrap_or_else(|e| panic!("{e}"))
            .case
            .funding
            .is_empty()
    );
}
