//! A live case, read to its last page by every seat: nothing is worked out that nobody declared,
//! and the public has readouts and no more.

use super::{House, shipped, walk};
use disclosure::Seat;

/// What stands only where somebody's preferences are put into figures.
const FIGURES: [&str; 8] = [
    "<svg",
    "type=\"range\"",
    "frontier",
    "Nash",
    "Kalai",
    "in your own figures",
    "In your own figures",
    "cannot be improved on",
];

#[tokio::test]
async fn a_live_case_answers_every_page_of_every_seat_and_puts_no_preference_into_figures() {
    let house = House::with(&shipped("miami-2025")).await;
    let seats: Vec<String> = house.links.iter().map(|(seat, _)| seat.clone()).collect();
    assert!(seats.len() > 3, "{seats:?}");
    let mut count = 0;
    for seat in &seats {
        let mut browser = house.seated(seat).await;
        let pages = walk::pages(&mut browser).await;
        assert!(pages.len() > 2, "{seat}: {}", pages.len());
        count += pages.len();
        for (path, page) in pages {
            assert_eq!(page.status, 200, "{seat} {path}: {}", page.body);
            // What comes before what is on the public record, and drawn from it.
            let drawn = ["/order", "/funding", "/signals", "/rounds", "/explainer"]
                .iter()
                .any(|end| path.ends_with(end));
            for word in FIGURES.iter().filter(|word| !(drawn && **word == "<svg")) {
                assert!(
                    !page.body.contains(word),
                    "{seat} {path} `{word}`: {}",
                    page.body
                );
            }
        }
    }
    println!("{count} pages of {} seats", seats.len());
}

#[tokio::test]
async fn the_public_of_a_live_case_reads_what_was_published_and_nothing_else() {
    let case = shipped("miami-2025");
    let house = House::with(&case).await;
    let mut team = house.seated("Mediation team").await;
    let page = team.look("readout").await;
    let (_, address) = page.body.split_once("href=\"/readouts/").unwrap();
    let address = format!("/readouts/{}", address.split_once('"').unwrap().0);
    let mut anybody = house.browser();
    assert_eq!(anybody.get(&address).await.status, 404);
    let composed = page.paper("/readout").typed("title", "The talks go on");
    let composed = composed.typed("words", "Another round is planned.");
    let preview = team.press(&composed).await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    team.done(&preview.paper("/readout")).await;
    house.wait_minutes(5);
    team.look("readout").await;
    let page = anybody.get(&address).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("The talks go on"), "{}", page.body);
    let view = case.seen_from(Seat::Mediator);
    let english = case::Language::english();
    for point in view.points() {
        let title = point.item.title.in_language(&english);
        assert!(!page.body.contains(title), "{title}: {}", page.body);
    }
    for path in ["/", "/sign-in"] {
        let page = anybody.get(path).await;
        assert_eq!(page.status, 200);
        let name = view.heading().title.in_language(&english);
        assert!(!page.body.contains(name), "{path}: {}", page.body);
    }
    let places = ["table", "draft", "room", "packages", "readout"];
    for place in places {
        let answer = anybody.get(&format!("{}/{place}", team.at)).await;
        assert!(
            [303, 404].contains(&answer.status),
            "{place}: {}",
            answer.status
        );
    }
}
