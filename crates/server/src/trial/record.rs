//! The page of the record: receipts, checkpoints, witnesses, and what happens after an older copy.

use super::browser::{Answer, Browser};
use super::{House, PASSPHRASES, fjord, look};
use crate::address::key;
use crate::opener::case_key;
use crate::{Transport, Workspace, router};
use axum::body::Body;
use axum::http::Request;
use record::{
    Checkpoint, KeyKind, KeyName, Note, Paper, Policy, ProofFile, Receipt, SignerKey, VerifierKey,
    Witness, WitnessRequest, verify_archive,
};
use std::collections::BTreeMap;
use store::{Chance, Hardness, Lock, Store};

const SOUTH: &str = "Delegation of South";
const ACT: &str = "0123456789abcdef0123456789abcdef";

fn log(name: &str) -> String {
    format!("record/log/{}", key("log", name))
}

fn receipt(name: &str) -> String {
    format!("record/receipt/{}", key("receipt", name))
}

/// Issues a draft to the room of South.
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

/// Sends a form that has a file, as a browser does.
async fn sent(browser: &mut Browser, place: &str, fields: &[(&str, &str)]) -> Answer {
    let mut body = String::new();
    for (name, value) in fields {
        let file = match *name {
            "file" => "; filename=\"paper.txt\"",
            _ => "",
        };
        body.push_str(&format!(
            "--between\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str("--between--\r\n");
    let request = Request::post(format!("{}/{place}", browser.at))
        .header("host", "onetext.example")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", browser.cookies())
        .header("content-type", "multipart/form-data; boundary=between")
        .body(Body::from(body))
        .unwrap();
    browser.ask(request).await
}

/// What stands in the page as the key of a log.
fn first_key(page: &str) -> VerifierKey {
    let (_, rest) = page.split_once("class=\"key\" dir=\"ltr\">").unwrap();
    VerifierKey::of_words(rest.split_once('<').unwrap().0).unwrap()
}

#[tokio::test]
async fn a_seat_has_the_receipts_of_its_own_drafts_and_they_verify_with_the_key_on_the_page() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let mut south = house.seated(SOUTH).await;
    let mut north = house.seated("Delegation of North").await;
    let empty = south.look("record").await;
    look("record-empty", &empty.body);
    assert!(empty.body.contains("No draft has been issued to you yet"));
    issued(&house, &mut team).await;
    let page = south.look("record").await;
    look("record-south", &page.body);
    assert!(
        page.body.contains("One draft was issued to you"),
        "{}",
        page.body
    );
    let place = receipt("room-south 1");
    assert!(page.body.contains(&place), "{}", page.body);
    let file = south.look(&place).await;
    assert_eq!(
        file.head("content-disposition"),
        "attachment; filename=\"receipt-of-draft-1.txt\""
    );
    let kept = Receipt::read(file.body.as_bytes()).unwrap();
    let own = south.look(&log("room-south")).await;
    look("record-log", &own.body);
    let policy = Policy::of_log(first_key(own.body.split_once("id=\"keys\"").unwrap().1));
    assert!(kept.verify(Some(&policy)).is_ok());
    assert_eq!(kept.issue.seat, "room-south");
    // On paper: the words, and the picture of a proof that a telephone keeps as a file.
    let paper = south.look(&format!("{place}/paper")).await;
    look("record-receipt", &paper.body);
    assert!(
        paper.body.contains("draft 1 was shown to South"),
        "{}",
        paper.body
    );
    assert!(paper.body.contains("<svg class=\"qr\""));
    for word in kept.verify(None).unwrap().spoken.split(' ') {
        assert!(
            paper.body.contains(&format!("<span>{word}</span>")),
            "{word}"
        );
    }
    let slip = Paper::read(kept.slip().to_string().as_bytes()).unwrap();
    let shows = slip.check(Some(&policy), None).unwrap();
    assert_eq!(shows.issue, Some(kept.issue.clone()));
    // North has no part in it, and the team has it as well.
    for place in [place.clone(), format!("{place}/paper"), log("room-south")] {
        assert_eq!(north.look(&place).await.status, 404, "{place}");
    }
    assert_eq!(team.look(&place).await.body, file.body);
    assert!(
        north
            .look("record")
            .await
            .body
            .contains("No draft has been issued")
    );
}

#[tokio::test]
async fn a_paper_is_verified_here_as_it_is_on_the_command_line() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let mut south = house.seated(SOUTH).await;
    issued(&house, &mut team).await;
    let file = south.look(&receipt("room-south 1")).await.body;
    let verify = "record/verify";
    let answer = sent(&mut south, verify, &[("act", ACT), ("file", &file)]).await;
    look("record-verified", &answer.body);
    assert!(
        answer.body.contains("<h1>It verifies</h1>"),
        "{}",
        answer.body
    );
    assert!(answer.body.contains("begins with it"), "{}", answer.body);
    let pasted = file.replace('\n', "\r\n");
    let answer = sent(&mut south, verify, &[("file", ""), ("pasted", &pasted)]).await;
    assert!(
        answer.body.contains("<h1>It verifies</h1>"),
        "{}",
        answer.body
    );
    let forged = file.replacen("seat room-south", "seat room-north", 1);
    let answer = sent(&mut south, verify, &[("file", &forged)]).await;
    look("record-forged", &answer.body);
    assert!(
        answer.body.contains("<h1>It does not verify</h1>"),
        "{}",
        answer.body
    );
    let checkpoint = south
        .look(&format!("{}/checkpoint", log("plenary")))
        .await
        .body;
    let answer = sent(&mut south, verify, &[("pasted", &checkpoint)]).await;
    assert!(
        answer.body.contains("<h1>It verifies</h1>"),
        "{}",
        answer.body
    );
    let answer = sent(&mut south, verify, &[("pasted", "a letter")]).await;
    assert!(
        answer.body.contains("This is no receipt"),
        "{}",
        answer.body
    );
    let answer = sent(&mut south, verify, &[("pasted", "")]).await;
    assert_eq!(answer.status, 422);
    // The team's log is not South's: its checkpoint is checked with a key that is written beside.
    let theirs = team.look(&format!("{}/checkpoint", log("team"))).await.body;
    let answer = sent(&mut south, verify, &[("pasted", &theirs)]).await;
    assert!(
        answer.body.contains("does not belong to"),
        "{}",
        answer.body
    );
    let page = team.look(&log("team")).await.body;
    let team_key = first_key(page.split_once("id=\"keys\"").unwrap().1).to_string();
    let answer = sent(
        &mut south,
        verify,
        &[("pasted", &theirs), ("key", &team_key)],
    )
    .await;
    assert!(
        answer.body.contains("<h1>It verifies</h1>"),
        "{}",
        answer.body
    );
    assert!(!answer.body.contains("begins with it"), "{}", answer.body);
}

#[tokio::test]
async fn a_witness_is_named_asked_and_its_answer_stands_on_the_receipt() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let mut south = house.seated(SOUTH).await;
    issued(&house, &mut team).await;
    let place = log("room-south");
    let name = KeyName::new("south.example/witness").unwrap();
    let witness_key = SignerKey::of_seed(name, KeyKind::Witness, &[5; 32].into());
    let page = south.look(&place).await;
    assert!(page.body.contains("Nobody watches this log yet"));
    let form = page.paper("/witness");
    let wrong = south.press(&form.clone().typed("vkey", "nothing")).await;
    assert_eq!(wrong.status, 422);
    let page = south
        .done(&form.typed("vkey", &witness_key.verifier().to_string()))
        .await;
    assert!(
        page.body.contains("has cosigned nothing yet"),
        "{}",
        page.body
    );
    let request = page.link("Keep the request for it");
    let asked = south.get(&request).await.body;
    let asked = WitnessRequest::read(asked.as_bytes()).unwrap();
    let keys = first_key(page.body.split_once("id=\"keys\"").unwrap().1);
    let mut witness = Witness::default();
    witness.watch(keys.clone(), None);
    let line = witness.add(&asked, &witness_key, 1_935_583_900).unwrap();
    let mut cosigned = asked.checkpoint.clone();
    cosigned.add(line);
    let cosigned = cosigned.to_string();
    let answer = sent(
        &mut south,
        &format!("{place}/cosigned"),
        &[("file", &cosigned)],
    )
    .await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = south.look(&place).await;
    look("record-witnessed", &page.body);
    assert!(page.body.contains("has cosigned once"), "{}", page.body);
    let bare = asked.checkpoint.to_string();
    let answer = sent(
        &mut south,
        &format!("{place}/cosigned"),
        &[("pasted", &bare)],
    )
    .await;
    assert_eq!(answer.status, 422);
    // The receipt goes with the checkpoint that was cosigned, though the log has grown since.
    issued(&house, &mut team).await;
    let policy = south.look(&format!("{place}/policy")).await.body;
    let policy = Policy::read(policy.as_bytes()).unwrap();
    let kept = south.look(&receipt("room-south 1")).await.body;
    let kept = Receipt::read(kept.as_bytes()).unwrap();
    assert!(kept.verify(Some(&policy)).is_ok());
    let later = south.look(&receipt("room-south 2")).await.body;
    let later = Receipt::read(later.as_bytes()).unwrap();
    assert!(later.verify(Some(&policy)).is_err());
    // The next request goes on from there.
    let again = south.get(&request).await.body;
    let again = WitnessRequest::read(again.as_bytes()).unwrap();
    assert_eq!(again.old, witness.seen(keys.name()).unwrap().size);
    assert!(witness.add(&again, &witness_key, 1_935_584_000).is_ok());
}

#[tokio::test]
async fn a_whole_log_is_one_file_that_verifies_without_the_store() {
    let house = House::with(&fjord()).await;
    let mut south = house.seated(SOUTH).await;
    let place = log("room-south");
    let page = south.look(&place).await.body;
    let key = first_key(page.split_once("id=\"keys\"").unwrap().1);
    let packed = south.look(&format!("{place}/tiles")).await;
    assert_eq!(packed.head("content-type"), "application/x-tar");
    let files = unpacked(&packed.body);
    let read = |path: &str| files.get(&format!("log/{path}")).cloned();
    let checkpoint = verify_archive(&Policy::of_log(key), read).unwrap();
    let told = south.look(&format!("{place}/checkpoint")).await.body;
    let told = Note::read(told.as_bytes()).unwrap();
    assert_eq!(Checkpoint::of_text(told.text()).unwrap(), checkpoint);
}

/// The files of an archive, whose bytes the browser of the tests has told one by one.
fn unpacked(told: &str) -> BTreeMap<String, Vec<u8>> {
    let bytes = told.strip_prefix("b\"").map_or_else(
        || told.as_bytes().to_vec(),
        |rest| unescaped(rest.strip_suffix('"').unwrap()),
    );
    let (mut files, mut rest) = (BTreeMap::new(), bytes.as_slice());
    while rest.first().is_some_and(|byte| *byte != 0) {
        let (head, body) = rest.split_at(512);
        let text = |from: usize, to: usize| {
            let part = head[from..to]
                .iter()
                .take_while(|byte| **byte != 0)
                .copied();
            String::from_utf8(part.collect()).unwrap()
        };
        let length = usize::from_str_radix(&text(124, 136), 8).unwrap();
        files.insert(text(0, 100), body[..length].to_vec());
        rest = &body[length.next_multiple_of(512)..];
    }
    files
}

/// Bytes as the standard library shows them.
fn unescaped(shown: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = shown.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        bytes.push(match rest.next().unwrap() {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'0' => 0,
            b'x' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            other => other,
        });
    }
    bytes
}

#[tokio::test]
async fn the_team_alone_changes_the_key_of_a_log_and_the_old_one_vouches_for_the_new() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let mut south = house.seated(SOUTH).await;
    issued(&house, &mut team).await;
    let place = log("room-south");
    let before = south.look(&receipt("room-south 1")).await.body;
    let before = Receipt::read(before.as_bytes()).unwrap();
    let page = south.look(&place).await;
    assert!(!page.body.contains("Give the log another key"));
    let page = team.look(&place).await;
    let form = page.paper("/change");
    let from = form.stands("from").to_owned();
    let fields = [("act", ACT), ("from", from.as_str()), ("sure", "yes")];
    assert_eq!(
        south.act(&format!("{place}/change"), &fields).await.status,
        404
    );
    let unsure = team.act(&format!("{place}/change"), &fields[..2]).await;
    assert_eq!(unsure.status, 422);
    for _ in 0..2 {
        // Sent twice, it changes the key once.
        let done = team.act(&format!("{place}/change"), &fields).await;
        assert_eq!(done.status, 303, "{}", done.body);
    }
    let page = south.look(&place).await;
    look("record-changed", &page.body);
    let keys = page.body.split_once("id=\"keys\"").unwrap().1;
    assert_eq!(keys.matches("class=\"key\"").count(), 2, "{keys}");
    let new = first_key(keys);
    let proof = south.look(&format!("{place}/handover")).await.body;
    let proof = ProofFile::read(proof.as_bytes()).unwrap();
    let entry = proof.extra.clone().unwrap();
    assert!(
        proof
            .verify(&entry, &Policy::of_log(before.log.clone()))
            .is_ok()
    );
    assert!(
        before
            .verify(Some(&Policy::of_log(before.log.clone())))
            .is_ok()
    );
    let after = south.look(&receipt("room-south 1")).await.body;
    let after = Receipt::read(after.as_bytes()).unwrap();
    assert_eq!(after.log, new);
    assert_eq!(after.issue, before.issue);
    assert!(after.verify(Some(&Policy::of_log(new))).is_ok());
    let own = south.look(&log("public")).await.body;
    assert!(!own.contains("Keep the proof of the new key"));
}

#[tokio::test]
async fn after_an_older_copy_nothing_is_signed_until_the_log_has_another_name() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let place = log("room-south");
    let lock = Lock::at(
        &format!("sqlite:{}.signed", house.folder.display())
            .parse()
            .ok()
            .unwrap(),
    );
    // A copy, then a draft whose checkpoint is given out, then the copy is brought back.
    let back = super::folder();
    let url = format!("sqlite:{}", back.display()).parse().ok().unwrap();
    let store = Store::open_with(&url, Hardness::FOR_TESTS).await.unwrap();
    let store = store
        .locked_by(lock)
        .drawing_from(Chance::fixed_for_tests([8; 32]));
    house
        .workspace
        .store
        .copy(&house.case, &store)
        .await
        .unwrap();
    issued(&house, &mut team).await;
    let last = team.look(&format!("{place}/checkpoint")).await.body;
    let world = house.workspace.world.clone();
    let workspace = Workspace::new(store, world, Transport::Loopback);
    let mut team = Browser::new(router(&workspace));
    let fields = [("name", "Maren Voss"), PASSPHRASES[0]];
    let answer = team.post("/sign-in", &fields).await;
    team.at = answer.location().to_owned();
    let page = team.look("record").await;
    look("record-behind", &page.body);
    assert!(page.body.contains("It is not signed here"), "{}", page.body);
    let page = team.look(&place).await;
    look("record-anew", &page.body);
    assert!(
        page.body.contains("is not signed here any more"),
        "{}",
        page.body
    );
    let refused = team.look(&format!("{place}/checkpoint")).await;
    assert_eq!(refused.status, 422);
    let form = page.paper("/anew");
    let from = form.stands("from").to_owned();
    let fields = [
        ("act", ACT),
        ("from", from.as_str()),
        ("last", &last),
        ("sure", "yes"),
    ];
    let done = team.act(&format!("{place}/anew"), &fields).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = team.look(&place).await;
    assert!(
        page.body.contains("<h2 id=\"checkpoint\">"),
        "{}",
        page.body
    );
    let now = team.look(&format!("{place}/checkpoint")).await.body;
    let names = [&last, &now].map(|note| note.lines().next().unwrap().to_owned());
    assert_ne!(names[0], names[1]);
    std::fs::remove_dir_all(back).unwrap();
}

#[tokio::test]
async fn the_public_has_the_checkpoint_of_its_log_once_something_is_published() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let mut anybody = house.browser();
    let place = format!("/checkpoints/{}", case_key(&house.case));
    let nothing = anybody.get("/checkpoints/0").await;
    let before = anybody.get(&place).await;
    assert_eq!((before.status, &before.body), (404, &nothing.body));
    let form = team.look("readout").await.paper("/readout");
    let form = form
        .typed("title", "Two days")
        .typed("words", "The sides have met.");
    let preview = team.press(&form).await;
    team.done(&preview.paper("/readout")).await;
    house.wait_minutes(2);
    team.look("readout").await;
    let page = anybody.get(&place).await;
    look("record-public", &page.body);
    assert_eq!(page.status, 200, "{}", page.body);
    let (_, rest) = page.body.split_once("class=\"key\" dir=\"ltr\">").unwrap();
    let key = VerifierKey::of_words(rest.split_once('<').unwrap().0).unwrap();
    let file = anybody.get(&format!("{place}/checkpoint")).await.body;
    assert!(Checkpoint::of_note(&Note::read(file.as_bytes()).unwrap(), &key).is_ok());
}

#[tokio::test]
async fn what_was_told_is_destroyed_by_its_party_and_the_room_says_that_it_was() {
    let house = House::with(&fjord()).await;
    let mut team = house.seated("Mediation team").await;
    let mut south = house.seated(SOUTH).await;
    let room = format!("room/{}", key("room", "south"));
    let tell = |words: &'static str| {
        [
            ("kind", "fact"),
            ("about", ""),
            ("words", words),
            ("class", "sealed"),
        ]
    };
    for (nth, words) in [(1, "the ice came late"), (2, "the nets are old")] {
        let act = format!("{nth:032x}");
        let mut fields = vec![("act", act.as_str())];
        fields.extend(tell(words));
        let told = south.act(&format!("{room}/tell"), &fields).await;
        assert_eq!(told.status, 303, "{}", told.body);
    }
    let before = south
        .look(&format!("{}/checkpoint", log("room-south")))
        .await
        .body;
    let page = south.look(&room).await;
    let form = page.paper_after("the ice came late", "/destroy");
    let item = form.stands("item").to_owned();
    let unsure = south
        .act(&format!("{room}/destroy"), &[("act", ACT), ("item", &item)])
        .await;
    assert_eq!(unsure.status, 422);
    let fields = [("act", ACT), ("item", item.as_str()), ("sure", "yes")];
    // The team does it on the word of the party alone.
    let refused = team.act(&format!("{room}/destroy"), &fields).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    let done = south.act(&format!("{room}/destroy"), &fields).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = south.look(&room).await;
    look("record-destroyed", &page.body);
    assert!(
        page.body.contains("What stood here was destroyed on"),
        "{}",
        page.body
    );
    assert!(page.body.contains("the nets are old"));
    for seat in [&mut south, &mut team] {
        assert!(!seat.look(&room).await.body.contains("the ice came late"));
    }
    // Another server, which reads the log from its beginning, sees the same.
    let beside = house.beside().await;
    let mut again = south.sent_to(router(&beside));
    let page = again.look(&room).await.body;
    assert!(page.contains("What stood here was destroyed on"), "{page}");
    assert!(page.contains("the nets are old") && !page.contains("the ice came late"));
    // The log goes on from what was signed before.
    let answer = sent(&mut south, "record/verify", &[("pasted", &before)]).await;
    assert!(answer.body.contains("begins with it"), "{}", answer.body);
}
