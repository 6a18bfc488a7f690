//! A copy of the case that the mediation team takes away, or has written into a folder.

use super::browser::Browser;
use super::{House, PASSPHRASES, fjord, folder};
use crate::{Transport, Workspace, router};
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, COOKIE};
use store::{Hardness, Store};
use tower::ServiceExt;

const TEAM: &str = "Mediation team";

async fn houses() -> Vec<House> {
    let mut houses = vec![House::with(&fjord()).await];
    houses.extend(House::on_server(&fjord()).await);
    houses
}

/// Asks for the file; its status, its kind and name, and its bytes.
async fn taken(house: &House, browser: &mut Browser, word: &str) -> (u16, String, Vec<u8>) {
    let act = browser.look("people").await.paper("/people/copy");
    let act = act.stands("act").to_owned();
    let word = word.replace(' ', "+");
    let body = format!("act={act}&passphrase={word}&to=file");
    let request = Request::builder()
        .method("POST")
        .uri(format!("{}/people/copy", browser.at))
        .header("host", "onetext.example")
        .header("sec-fetch-site", "same-origin")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(COOKIE, browser.cookies())
        .body(Body::from(body))
        .unwrap();
    let answer = router(&house.workspace).oneshot(request).await.unwrap();
    let (parts, body) = answer.into_parts();
    let head = |name| {
        parts
            .headers
            .get(name)
            .map_or("", |one| one.to_str().unwrap())
    };
    let kind = format!("{} {}", head(CONTENT_TYPE), head(CONTENT_DISPOSITION));
    let bytes = to_bytes(body, 1 << 28).await.unwrap();
    (parts.status.as_u16(), kind, bytes.to_vec())
}

#[tokio::test]
async fn a_copy_that_was_taken_away_is_the_case_again_in_another_store_with_the_same_passphrases() {
    for house in houses().await {
        let mut team = house.seated(TEAM).await;
        let (status, kind, bytes) = taken(&house, &mut team, PASSPHRASES[0].1).await;
        assert_eq!(status, 200);
        let name = "application/x-tar attachment; filename=\"onetext-copy-2031-05-03.tar\"";
        assert_eq!(kind, name);
        for word in ["Maren Voss", "quillharbour", "Fishing", "North"] {
            let found = bytes
                .windows(word.len())
                .any(|part| part == word.as_bytes());
            assert!(!found, "{word}");
        }
        let place = folder();
        std::fs::create_dir_all(&place).unwrap();
        let file = place.join("copy.tar");
        std::fs::write(&file, &bytes).unwrap();
        let url = format!("sqlite:{}/store", place.display())
            .parse()
            .ok()
            .unwrap();
        let store = Store::open_with(&url, Hardness::FOR_TESTS).await.unwrap();
        store.unbundle(&file).await.unwrap();
        let restored = Workspace::new(store, house.workspace.world.clone(), Transport::Loopback);
        let mut again = Browser::new(router(&restored));
        let fields = [("name", "Maren Voss"), PASSPHRASES[0]];
        let answer = again.post("/sign-in", &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        again.at = answer.location().to_owned();
        let table = again.look("table").await;
        assert_eq!(table.status, 200, "{}", table.body);
        assert!(table.body.contains("Fishing"), "{}", table.body);
        std::fs::remove_dir_all(&place).unwrap();
    }
}

#[tokio::test]
async fn nobody_takes_a_copy_without_the_passphrase_and_a_delegation_none_at_all() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let (status, _, bytes) = taken(&house, &mut team, "four gulls over land").await;
    assert_eq!(status, 422);
    assert!(String::from_utf8(bytes).unwrap().contains("passphrase"));
    let mut south = house.seated("Delegation of South").await;
    assert!(!south.look("people").await.body.contains("people/copy"));
    let fields = [("act", "0"), ("to", "file"), PASSPHRASES[0]];
    assert_eq!(south.act("people/copy", &fields).await.status, 404);
}

#[tokio::test]
async fn a_copy_goes_into_the_folder_that_was_named_and_into_none_where_none_was() {
    let mut house = House::with(&fjord()).await;
    let mut team = house.seated(TEAM).await;
    let page = team.look("people").await;
    assert!(!page.body.contains("folder of copies"), "{}", page.body);
    let act = page.field("act").to_owned();
    let fields = [("act", act.as_str()), ("to", "folder"), PASSPHRASES[0]];
    assert_eq!(team.act("people/copy", &fields).await.status, 404);
    let place = folder();
    house.workspace = house.workspace.clone().copying_into(place.clone());
    let mut team = house.signed_in("Maren Voss").await;
    let paper = team.look("people").await.paper("/people/copy");
    let paper = paper.typed("passphrase", PASSPHRASES[0].1);
    let paper = paper.pressing("Write it into the folder of copies");
    let said = team.done(&paper).await.body;
    let names = std::fs::read_dir(&place).unwrap();
    let names: Vec<String> = names
        .map(|one| one.unwrap().file_name().into_string().unwrap())
        .collect();
    let [name] = names.as_slice() else {
        panic!("{names:?}");
    };
    assert!(name.starts_with("onetext-copy-2031-05-03T"), "{name}");
    assert!(said.contains(name), "{said}");
    let url = format!("sqlite:{}/store", place.display())
        .parse()
        .ok()
        .unwrap();
    let other = Store::open_with(&url, Hardness::FOR_TESTS).await.unwrap();
    let restored = other.unbundle(&place.join(name)).await.unwrap();
    assert_eq!(*restored.case(), house.case);
    std::fs::remove_dir_all(&place).unwrap();
}
