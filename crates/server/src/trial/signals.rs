//! Signals and readiness: what each seat's page shows, an article looked through, and the table.

use super::{House, fjord, look, shipped};

const TEAM: &str = "Mediation team";
const NORTH: &str = "Delegation of North";
const SOUTH: &str = "Delegation of South";

const ARTICLE: &str = "Talks on the fjord\n\n“We have one text and fewer brackets,” said Marit Olsen \
                       on Sunday. She told reporters that the boats stay in port.";

#[tokio::test]
async fn the_team_reads_what_stands_out_and_what_a_session_needs() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("signals").await;
    look("signals-team", &page.body);
    assert_eq!(page.status, 200, "{}", page.body);
    for told in [
        "An opening after a refusal",
        "A hardening",
        "<svg",
        "No-go for “A joint session in the harbour hall”: one need is not met",
        "“No armed boat leaves port on the day” is met; or it agrees without conditions",
        "Thin evidence",
        "more open than it says",
        "Should North go on talking with South?",
        "51 % (509)",
        ">partial</td>",
    ] {
        assert!(page.body.contains(told), "{told}");
    }
}

#[tokio::test]
async fn a_delegation_reads_its_own_and_what_was_released_and_no_verdict() {
    let house = House::with(&fjord()).await;
    for (seat, seen, hidden) in [
        (
            NORTH,
            ["plovermast", "teaselrope", "lapwingjib"],
            ["siskinhull", "whimbrelnet", "redshankoar"],
        ),
        (
            SOUTH,
            ["siskinhull", "teaselrope", "redshankoar"],
            ["knotlantern", "plovermast", "curlewbuoy"],
        ),
    ] {
        let mut browser = house.seated(seat).await;
        let page = browser.look("signals").await;
        look(&format!("signals-{seat}"), &page.body);
        assert_eq!(page.status, 200, "{}", page.body);
        let table = browser.look("signals/table").await;
        for word in seen {
            assert!(page.body.contains(word), "{seat} misses {word}");
        }
        for word in hidden {
            for text in [&page.body, &table.body] {
                assert!(!text.contains(word), "{seat} finds {word}");
            }
        }
        for verdict in ["No-go", "Told to the team", "spoiler"] {
            assert!(!page.body.contains(verdict), "{seat} reads {verdict}");
        }
    }
}

#[tokio::test]
async fn an_article_is_looked_through_and_only_what_is_ticked_goes_into_the_table() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let pasted = [("article", ARTICLE), ("published", "2031-05-05")];
    let page = team.act("signals", &pasted).await;
    look("signals-pasted", &page.body);
    assert_eq!(page.status, 200, "{}", page.body);
    for told in [
        "2 statements that may be signals",
        "value=\"Marit Olsen\"",
        "value=\"2031-05-04\"",
        "the last name before",
    ] {
        assert!(page.body.contains(told), "{told}: {}", page.body);
    }
    assert!(!team.look("signals").await.body.contains("Marit Olsen"));
    let confirmed = [
        ("article", ARTICLE),
        ("published", "2031-05-05"),
        ("take", "1"),
        ("speaker-1", "M. Olsen, the mediation team"),
        ("day-1", "2031-05-04"),
        ("actor-1", ""),
        ("event-1", "CONSULT"),
        ("tone-1", "positive"),
        ("speaker-2", "Marit Olsen"),
        ("day-2", "2031-05-04"),
        ("actor-2", ""),
        ("event-2", "COMMENT"),
        ("tone-2", ""),
    ];
    let table = team.act("signals/table", &confirmed).await;
    assert_eq!(
        table.head("content-disposition"),
        "attachment; filename=\"signals.csv\""
    );
    let read = format::signals_csv::read(table.body.as_bytes());
    let case = read.unwrap_or_else(|e| panic!("{e}")).case;
    let view = case.seen_from(disclosure::Seat::Public);
    let signals: Vec<_> = view.signals().map(|seen| seen.item.clone()).collect();
    assert_eq!(signals.len(), 1);
    let speaker = signals[0].speaker.as_deref();
    assert_eq!(speaker, Some("M. Olsen, the mediation team"));
    let mut wrong = confirmed;
    wrong[6] = ("event-1", "SHOUT");
    assert_eq!(team.act("signals/table", &wrong).await.status, 422);
    let mut undated = confirmed;
    undated[4] = ("day-1", "");
    assert_eq!(team.act("signals/table", &undated).await.status, 422);
    let empty = [("article", "  "), ("published", "")];
    assert_eq!(team.act("signals", &empty).await.status, 422);
}

#[tokio::test]
async fn the_team_takes_signals_down_for_itself_and_takes_them_back() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let form = team.look("signals").await.paper("/signals/take");
    let form = form.typed("words", "The quay lights stay on [brackenquay]");
    let form = form
        .typed("day", "2031-05-30")
        .typed("speaker", "Liv Strand");
    let form = form.chosen("actor", "South");
    let page = team
        .done(&form.typed("source", "https://example.org/quay"))
        .await;
    look("signals-taken", &page.body);
    assert!(
        page.body.contains("One signal is taken down"),
        "{}",
        page.body
    );
    let table = team.look("signals/table").await.body;
    assert!(table.contains("brackenquay") && table.contains("Liv Strand"));
    assert!(team.look("signals").await.body.contains("[example.org]"));
    for seat in [NORTH, SOUTH] {
        let mut browser = house.seated(seat).await;
        for place in ["signals", "signals/table"] {
            let page = browser.look(place).await.body;
            assert!(!page.contains("brackenquay"), "{seat}: {place}");
        }
        let act = [
            ("act", "0"),
            ("words", "so"),
            ("day", "2031-05-30"),
            ("event", "COMMENT"),
        ];
        assert_eq!(browser.act("signals/take", &act).await.status, 404);
    }
    let back = team.look("signals").await.paper("/signals/take-back");
    team.done(&back).await;
    assert!(
        !team
            .look("signals/table")
            .await
            .body
            .contains("brackenquay")
    );
    let pasted = [("article", ARTICLE), ("published", "2031-05-05")];
    let page = team.act("signals", &pasted).await;
    let (_, act) = page.body.split_once("name=\"act\" value=\"").unwrap();
    let act = act.split('"').next().unwrap().to_owned();
    let confirmed = [
        ("act", act.as_str()),
        ("article", ARTICLE),
        ("published", "2031-05-05"),
        ("take", "1"),
        ("take", "2"),
        ("speaker-1", "Marit Olsen"),
        ("day-1", "2031-05-04"),
        ("event-1", "CONSULT"),
        ("tone-1", "positive"),
        ("speaker-2", "Marit Olsen"),
        ("day-2", "2031-05-04"),
        ("event-2", "COMMENT"),
        ("source", "The Harbour Gazette"),
    ];
    let none: Vec<_> = confirmed
        .iter()
        .filter(|(name, _)| *name != "take")
        .copied()
        .collect();
    let nothing = team.act("signals/ticked", &none).await;
    assert_eq!(nothing.status, 422, "{}", nothing.body);
    let taken = team.act("signals/ticked", &confirmed).await;
    assert_eq!(taken.status, 303, "{}", taken.body);
    let page = team.look("signals").await.body;
    assert!(page.contains("2 signals are taken down"), "{page}");
    assert!(page.contains("The Harbour Gazette") && page.contains("the boats stay in port"));
}

#[tokio::test]
async fn the_founding_case_shows_its_signals_and_the_public_part_of_readiness() {
    let house = House::with(&shipped("miami-2025")).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("signals").await;
    look("signals-miami", &page.body);
    assert_eq!(page.status, 200, "{}", page.body);
    for told in [
        "77 signals from 2025-11-20",
        "Open for “A meeting of leaders on the open questions”",
        "who took part in the first three-way round agreed to it",
        "was heard in signals of",
    ] {
        assert!(page.body.contains(told), "{told}");
    }
    // Nobody's pains, hopes or types are read in a conflict that goes on.
    for unsaid in [
        ">clear</td>",
        ">partial</td>",
        ">weak</td>",
        "limited",
        "greedy",
        "Thin evidence",
    ] {
        assert!(!page.body.contains(unsaid), "{unsaid}");
    }
}
