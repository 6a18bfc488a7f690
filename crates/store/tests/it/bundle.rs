//! Bundles: a case as one file, taken away and put back.

use crate::house::{CASE, House, at, event, ids, room};
use case::CaseId;
use std::path::{Path, PathBuf};
use store::{Acceptance, Head, Lifetime, Passphrase, PersonName, SignIn, StoreError};

const WORDS: &str = "four words put together";
const SHELVES: [&str; 5] = ["public", "plenary", "team", "room-north", "room-south"];

on_both! {
    a_bundle_gives_the_case_back_byte_for_byte_to_the_same_people,
    no_word_of_the_case_stands_in_a_bundle,
    nothing_is_written_over_and_what_is_no_bundle_is_refused,
}

/// A folder for files, which goes when the test is over.
struct Shelf(PathBuf);

impl Shelf {
    fn new() -> Self {
        let name = format!("onetext-bundle-{:032x}", rand::random::<u128>());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// What is in it.
    fn names(&self) -> Vec<String> {
        let all = std::fs::read_dir(&self.0).unwrap();
        let names = all.map(|one| one.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn case() -> CaseId {
    CaseId::new(CASE)
}

/// A case with somebody in it, and its bundle.
async fn bundled(house: &House, to: &Path) {
    let founded = house.founded().await;
    let acceptance = Acceptance {
        token: &founded.tokens[0],
        passphrase: &Passphrase::new(WORDS).unwrap(),
        device: "a laptop",
        at: at(10),
    };
    let accepted = founded.registry.accept(&acceptance, Lifetime::STANDARD);
    accepted.await.unwrap();
    let (north, one) = (room("north"), [event(800)]);
    let (ring, seen) = (&founded.ring, Head::of_number(1));
    let appended = founded.registry.append(&north, ring, seen, &one);
    appended.await.unwrap();
    house.store().await.bundle(&case(), to).await.unwrap();
}

async fn a_bundle_gives_the_case_back_byte_for_byte_to_the_same_people(house: &House) {
    let shelf = Shelf::new();
    let file = shelf.file("copy.tar");
    bundled(house, &file).await;
    assert_eq!(shelf.names(), ["copy.tar"]);
    let back = house.another().await;
    let restored = back.store().await.unbundle(&file).await.unwrap();
    for name in SHELVES {
        assert_eq!(back.kept(name).await, house.kept(name).await, "{name}");
        assert_eq!(back.leaves(name).await, house.leaves(name).await, "{name}");
    }
    let sign_in = SignIn {
        name: &PersonName::new("Mia Mediator").unwrap(),
        passphrase: &Passphrase::new(WORDS).unwrap(),
        device: "",
        at: at(50),
    };
    let seated = restored.sign_in(&sign_in, Lifetime::STANDARD).await;
    let ring = seated.unwrap().ring;
    let read = restored.events(&room("north"), &ring, Head::EMPTY).await;
    assert_eq!(ids(&read.unwrap()).len(), 2);
    back.leave().await;
}

async fn no_word_of_the_case_stands_in_a_bundle(house: &House) {
    let shelf = Shelf::new();
    let file = shelf.file("copy.tar");
    bundled(house, &file).await;
    let bytes = std::fs::read(&file).unwrap();
    assert!(bytes.len() > 50_000);
    for word in [
        "Mia Mediator",
        "Nora North",
        "principal",
        "Harbour",
        "laptop",
        WORDS,
    ] {
        let found = bytes
            .windows(word.len())
            .any(|part| part == word.as_bytes());
        assert!(!found, "{word}");
    }
}

async fn nothing_is_written_over_and_what_is_no_bundle_is_refused(house: &House) {
    let shelf = Shelf::new();
    let file = shelf.file("copy.tar");
    bundled(house, &file).await;
    let store = house.store().await;
    let before = std::fs::read(&file).unwrap();
    let twice = store.bundle(&case(), &file).await.err().unwrap();
    assert!(matches!(twice, StoreError::File { .. }), "{twice}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    let there = store.unbundle(&file).await.err().unwrap();
    assert!(matches!(there, StoreError::CaseExists { .. }), "{there}");
    let nowhere = store
        .bundle(&CaseId::new("nowhere"), &shelf.file("other.tar"))
        .await;
    let nowhere = nowhere.err().unwrap();
    assert!(
        matches!(nowhere, StoreError::NoSuchCase { .. }),
        "{nowhere}"
    );
    let empty = House::folder();
    let empty = empty.store().await;
    let (cut, words) = (shelf.file("cut.tar"), shelf.file("words.tar"));
    std::fs::write(&cut, &before[..before.len() / 2]).unwrap();
    std::fs::write(&words, "this is no copy of anything").unwrap();
    for file in [&cut, &words] {
        let fault = empty.unbundle(file).await.err().unwrap();
        assert!(matches!(fault, StoreError::NotABundle { .. }), "{fault}");
    }
    assert!(empty.cases().await.unwrap().is_empty());
    assert_eq!(shelf.names(), ["copy.tar", "cut.tar", "words.tar"]);
}
