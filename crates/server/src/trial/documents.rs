//! The draft as a document: taken out by a seat, edited, and brought back as proposals.

use super::browser::{Answer, Browser};
use super::{House, fjord, look};
use crate::address::key;
use axum::body::Body;
use axum::http::Request;
use case::{CaseId, Language, PointId, Wording};
use disclosure::Seat;
use document::{Holders, Paper};
use text::{PointParts, PointText, Print, Text};

const SOUTH: &str = "Delegation of South";

/// Hands a document in, as a browser does.
async fn handed(browser: &mut Browser, to: &str, what: (&str, &[u8])) -> Answer {
    let (version, document) = what;
    let part = |name: &str, file: &str| {
        format!("--between\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n")
    };
    let mut body = format!("{}{version}\r\n", part("key", "")).into_bytes();
    body.extend(part("file", "; filename=\"draft.docx\"").bytes());
    body.extend(document);
    body.extend(b"\r\n--between--\r\n");
    let request = Request::post(format!("{}/{to}", browser.at))
        .header("host", "onetext.example")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", browser.cookies())
        .header("content-type", "multipart/form-data; boundary=between")
        .body(Body::from(body))
        .unwrap();
    browser.ask(request).await
}

/// Draft 1 as South would have it: with eight rocks in place of seven, and another catch.
fn edited() -> Vec<u8> {
    let english = Language::english();
    document_of(|points| {
        let points = points.iter().map(|point| {
            let typed = point
                .to_type(&english)
                .replace("Seven rocks", "Eight rocks");
            let typed = typed.replace("| 40 000 t |", "| 45 000 t |");
            point.retyped(&typed, &english).unwrap()
        });
        points.collect()
    })
}

/// The text with three new points in a row behind its second one.
fn lengthened() -> Vec<u8> {
    let english = Language::english();
    document_of(|points| {
        let mut points = points.to_vec();
        for (at, title) in ["Whales", "Seals", "Herons"].into_iter().enumerate() {
            let empty = PointText::new(PointParts {
                id: PointId::new(format!("theirs-{at}")),
                number: Some(90 + u32::try_from(at).unwrap()),
                title: Wording::english(title),
                body: [].into(),
                brackets: Vec::new(),
            });
            let words = format!("No one of the {} is hunted.", title.to_lowercase());
            points.insert(2 + at, empty.unwrap().retyped(&words, &english).unwrap());
        }
        points
    })
}

/// Draft 1 with its points changed.
fn document_of(changed: impl Fn(&[PointText]) -> Vec<PointText>) -> Vec<u8> {
    let case = fjord();
    let view = case.seen_from(Seat::Public);
    let text = Text::of_points(&view).unwrap();
    let points: Vec<PointText> = text.points().iter().map(|one| (**one).clone()).collect();
    document::docx(&Paper {
        case: CaseId::new("fjord"),
        title: view.heading().title.clone(),
        reader: "for the delegation of South".to_owned(),
        label: "Draft 1".to_owned(),
        day: None,
        text: Text::new(changed(&points)).unwrap(),
        against: None,
        holders: Holders::default(),
        form: Print::Bracketed,
        language: Language::english(),
    })
}

/// South has draft 1, and hands it in as it would have it: the house, both who are there, the
/// version, and what South is shown.
async fn handed_in() -> (House, [Browser; 2], String, Answer) {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let mut south = house.seated(SOUTH).await;
    issued(&house, &mut team).await;
    let version = key("draft", "1");
    let preview = handed(&mut south, "draft/edits", (&version, &edited())).await;
    (house, [team, south], version, preview)
}

/// The form of a preview, with the changes that are ticked.
fn ticked<'a>(preview: &'a Answer, version: &'a str, take: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("act", preview.field("act")),
        ("against", version),
        ("document", preview.field("document")),
    ];
    fields.extend(take.iter().map(|take| ("take", *take)));
    fields
}

async fn issued(house: &House, team: &mut Browser) {
    let what = [("what", "bracketed"), ("to", "room-south")];
    let preview = team.act("draft/issue", &what).await;
    let act = preview.field("act").to_owned();
    let fields = [("act", act.as_str()), what[0], what[1]];
    let done = team.act("draft/issued", &fields).await;
    assert_eq!(done.status, 303, "{}", done.body);
    house.wait_minutes(2);
    team.look("draft").await;
}

#[tokio::test]
async fn a_seat_takes_out_what_its_page_shows_in_every_format() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let mut south = house.seated(SOUTH).await;
    let mut north = house.seated("Delegation of North").await;
    issued(&house, &mut team).await;
    let page = south.look("draft").await;
    look("draft-south-papers", &page.body);
    for kind in ["docx", "md", "txt", "html", "akn"] {
        assert!(
            page.body.contains(&format!("/draft/{kind}?version=")),
            "{kind}"
        );
        let file = south.look(&format!("draft/{kind}")).await;
        assert_eq!(file.status, 200);
        let name = format!("attachment; filename=\"draft-1.{kind}\"");
        assert_eq!(file.head("content-disposition"), name);
        if kind != "docx" {
            assert!(file.body.contains("Draft 1, "), "{}", file.body);
            assert!(
                file.body.contains("The border in the fjord"),
                "{}",
                file.body
            );
        }
        // a draft that was not issued to a seat is no paper of its
        assert_eq!(north.look(&format!("draft/{kind}")).await.status, 404);
    }
    let clean = south.look("draft/txt?form=clean").await;
    assert!(
        clean.body.contains("[…]") && !clean.body.contains("| 40 000 t"),
        "{}",
        clean.body
    );
    let working = team.look("draft/md").await;
    assert!(
        working.body.contains("The working text"),
        "{}",
        working.body
    );
}

#[tokio::test]
async fn an_edited_document_becomes_proposals_once_somebody_says_so() {
    let (_house, [mut team, mut south], version, preview) = handed_in().await;
    look("draft-edited", &preview.body);
    assert_eq!(preview.status, 200, "{}", preview.body);
    assert!(
        preview.body.contains("2 changes, not proposed yet"),
        "{}",
        preview.body
    );
    let words = ["another version of the text", "tick what is meant"];
    assert!(words.iter().all(|words| preview.body.contains(words)));
    assert!(
        !preview.body.contains("checked"),
        "what may be of another version"
    );
    assert!(
        preview.body.contains("<ins>Eight</ins>"),
        "{}",
        preview.body
    );
    let waiting = team.look("draft").await;
    assert!(
        !waiting.body.contains("<ins>Eight</ins>"),
        "nothing is proposed yet"
    );
    let mut fields = ticked(&preview, &version, &["1", "2"]);
    fields.push(("reason", "we counted them"));
    let made = south.act("draft/edits/made", &fields).await;
    assert_eq!(made.status, 303, "{}", made.body);
    let again = south.act("draft/edits/made", &fields).await;
    assert_eq!(again.status, 303, "{}", again.body);
    let waiting = team.look("draft").await;
    assert_eq!(
        waiting.body.matches("<ins>Eight</ins>").count(),
        1,
        "{}",
        waiting.body
    );
    assert_eq!(
        waiting.body.matches("we counted them").count(),
        2,
        "{}",
        waiting.body
    );
}

#[tokio::test]
async fn the_team_changes_its_working_text_from_a_document() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let version = key("revision", "0");
    let preview = handed(&mut team, "draft/edits", (&version, &edited())).await;
    assert!(
        preview.body.contains("Change the working text so"),
        "{}",
        preview.body
    );
    let fields = ticked(&preview, &version, &["1"]);
    let made = team.act("draft/edits/made", &fields).await;
    assert_eq!(made.status, 303, "{}", made.body);
    let page = team.look("draft").await;
    assert!(page.body.contains("Eight rocks"), "{}", page.body);
    assert!(
        !page.body.contains("45 000 t"),
        "what was not ticked is not changed"
    );
}

#[tokio::test]
async fn new_points_in_a_row_stand_in_their_order_and_none_is_made_twice() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let version = key("revision", "0");
    let preview = handed(&mut team, "draft/edits", (&version, &lengthened())).await;
    for (take, effect) in [
        (&["3"][..], "1 of 1 changes are in the working text now."),
        (
            &["1", "2", "3"],
            "2 of 3 changes are in the working text now; 1 was there already.",
        ),
        (&["1", "2"], "The working text says all of it already."),
    ] {
        let fields = ticked(&preview, &version, take);
        let made = team.act("draft/edits/made", &fields).await;
        assert_eq!(made.status, 303, "{}", made.body);
        let page = team.look("draft").await;
        assert!(page.body.contains(effect), "{effect} in {}", page.body);
        assert!(!page.body.contains("both texts"), "{}", page.body);
    }
    let text = team.look("draft/txt").await.body;
    let places = ["The skerries", "Whales", "Seals", "Herons", "Patrols"];
    let places = places.map(|title| {
        let line = format!(". {title}\n");
        let mut found = text.match_indices(&line);
        let (at, _) = found.next().unwrap();
        assert!(found.next().is_none(), "{title} stands twice in {text}");
        at
    });
    assert!(places.is_sorted(), "{text}");
}

#[tokio::test]
async fn a_proposal_from_a_document_is_made_once_whatever_else_is_ticked_or_said() {
    let (_house, [mut team, mut south], version, preview) = handed_in().await;
    for (take, reason, effect) in [
        (
            &["1"][..],
            "counted at dawn",
            "The mediation team has 1 of 1 proposals now.",
        ),
        (
            &["1", "2"],
            "counted at dusk",
            "1 of 2 proposals now; 1 was there already.",
        ),
    ] {
        let mut fields = ticked(&preview, &version, take);
        fields.push(("reason", reason));
        let made = south.act("draft/edits/made", &fields).await;
        assert_eq!(made.status, 303, "{}", made.body);
        let page = south.look("draft").await;
        assert!(page.body.contains(effect), "{effect} in {}", page.body);
    }
    let waiting = team.look("draft").await.body;
    assert_eq!(waiting.matches("<ins>Eight</ins>").count(), 1, "{waiting}");
    assert_eq!(waiting.matches("counted at dawn").count(), 1, "{waiting}");
    assert_eq!(waiting.matches("counted at dusk").count(), 1, "{waiting}");
}

#[tokio::test]
async fn a_draft_of_another_hand_is_read_as_if_it_had_been_pasted() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let drafts = [
        edited(),
        b"# Accord\n\n## 2\\. The skerries\n\nEight **rocks** [for all | for none].\n".to_vec(),
        b"2. The skerries\nEight rocks [for all | for none].\n".to_vec(),
    ];
    for draft in drafts {
        let page = handed(&mut team, "draft/outside", ("en", &draft)).await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.body.contains("Eight rocks"), "{}", page.body);
        assert!(page.body.contains("Point 2, The skerries"), "{}", page.body);
    }
}

#[tokio::test]
async fn what_is_no_document_is_refused_in_plain_words() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let version = key("revision", "0");
    for (bytes, words) in [
        (b"%PDF-1.7".as_slice(), "a PDF"),
        (b"PK\x03\x04 and no more", "list of parts"),
        (b"hello", "of another kind"),
    ] {
        let answer = handed(&mut team, "draft/edits", (&version, bytes)).await;
        assert_eq!(answer.status, 422, "{}", answer.body);
        assert!(answer.body.contains(words), "{}", answer.body);
        assert!(
            answer.body.contains("Nothing was changed"),
            "{}",
            answer.body
        );
    }
    // which text it is against is looked at first: of no such text, not even a document is read
    for bytes in [edited(), b"hello".to_vec()] {
        let answer = handed(&mut team, "draft/edits", ("0000000000", &bytes)).await;
        assert_eq!(answer.status, 404);
    }
}
