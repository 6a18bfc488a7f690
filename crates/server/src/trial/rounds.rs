//! Rounds: what each seat's page shows, of the case file and of the talks under way.

use super::{House, fjord, look, shipped};

const TEAM: &str = "Mediation team";
const NORTH: &str = "Delegation of North";
const SOUTH: &str = "Delegation of South";

#[tokio::test]
async fn the_team_reads_what_moved_who_waited_who_can_block_and_two_rival_texts() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("rounds").await;
    look("rounds-team", &page.body);
    assert_eq!(page.status, 200, "{}", page.body);
    for told in [
        "Between “Second round, on the second draft” and “On the third draft”",
        "<svg",
        "opened again",
        "Fisher&#39;s exact test",
        "“Third draft” beside “Counter-text of South”: 12 points against 10",
        "merged from",
        "4 rules of consensus. The text passes: North and South can each block it alone",
        "The guarantee enters into force: North and South can each block it alone.",
        "Reef Union and Isles Bank",
    ] {
        let plain = told.replace("&#39;", "'");
        let found = page.body.contains(told) || page.body.contains(&plain);
        assert!(found, "{told}");
    }
    let table = team.look("rounds/table").await;
    assert!(
        table
            .body
            .starts_with("round,round title,from,to,draft,party")
    );
    let edits = team.look("rounds/edits").await;
    assert!(edits.body.contains("gullystave"), "{}", edits.body);
}

#[tokio::test]
async fn a_delegation_reads_its_own_words_edits_and_waits_and_never_those_of_the_other_room() {
    let house = House::with(&fjord()).await;
    for (seat, seen, hidden) in [
        (
            NORTH,
            ["siltharrow", "gullystave", "cairnwhistle"],
            ["fernbollard", "kittiwakeden", "gannetslip"],
        ),
        (
            SOUTH,
            ["fernbollard", "kittiwakeden", "gannetslip"],
            ["siltharrow", "gullystave", "cairnwhistle"],
        ),
    ] {
        let mut browser = house.seated(seat).await;
        let page = browser.look("rounds").await;
        look(&format!("rounds-{seat}"), &page.body);
        assert_eq!(page.status, 200, "{}", page.body);
        let table = browser.look("rounds/table").await.body;
        let edits = browser.look("rounds/edits").await.body;
        for word in seen {
            assert!(page.body.contains(word), "{seat} misses {word}");
        }
        for word in hidden {
            for text in [&page.body, &table, &edits] {
                assert!(!text.contains(word), "{seat} finds {word}");
            }
        }
        assert!(!page.body.contains("Fisher"), "{seat}");
    }
}

#[tokio::test]
async fn the_founding_case_shows_its_rounds_from_the_public_record() {
    let house = House::with(&shipped("miami-2025")).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("rounds").await;
    look("rounds-miami", &page.body);
    for told in [
        "The 28 points and the European mark-up",
        "In Berlin, on the five papers",
        "27-point paper",
        "20 points against 27",
        "nothing of its words is guessed",
        "as far as they are on the public record",
    ] {
        assert!(page.body.contains(told), "{told}");
    }
    assert!(!page.body.contains("Packages acceptable"));
}
