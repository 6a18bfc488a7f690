//! What comes back out as a file or a page carries no word of another room, however it is written.
//!
//! The words that stand in items which not every seat may know are looked for in all that a seat can
//! fetch, each in nine ways of writing it; and in a copy of the store, where no word may stand.

use super::browser::{Answer, Browser};
use super::twins::rules::{Addresses, routes};
use super::{House, fjord, walk};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The least that is looked for: so many bytes tell where a word may begin.
const HEAD: usize = 6;

/// Words in all the ways in which they might be written.
struct Words(BTreeMap<[u8; HEAD], Vec<(String, Vec<u8>)>>);

impl Words {
    /// The words that a seat may not know, by the name the table of words has for it.
    fn kept_from(seat: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/fjord/canaries.txt");
        let lines = std::fs::read_to_string(path).unwrap();
        let mut words = Self(BTreeMap::new());
        for line in lines.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            if !fields[4].split(' ').any(|one| one == seat) {
                words.add(fields[0]);
            }
        }
        assert!(!words.0.is_empty(), "{seat}");
        words
    }

    fn add(&mut self, word: &str) {
        for (way, bytes) in written(word) {
            let head = bytes[..HEAD].try_into().unwrap();
            let found = self.0.entry(head).or_default();
            found.push((format!("{word} in {way}"), bytes));
        }
    }

    /// The first of them that stands in these bytes.
    fn first_in(&self, bytes: &[u8]) -> Option<&str> {
        let mut windows = bytes.windows(HEAD).enumerate();
        windows.find_map(|(at, head)| {
            let words = self.0.get::<[u8; HEAD]>(head.try_into().unwrap())?;
            let found = words.iter().find(|(_, word)| bytes[at..].starts_with(word));
            found.map(|(name, _)| name.as_str())
        })
    }
}

/// A word in nine ways of writing it.
fn written(word: &str) -> Vec<(&'static str, Vec<u8>)> {
    let each = |form: &dyn Fn(u8) -> String| -> Vec<u8> {
        word.bytes().map(form).collect::<String>().into_bytes()
    };
    let mut ways = vec![
        ("plain letters", word.as_bytes().to_vec()),
        ("capitals", word.to_uppercase().into_bytes()),
        ("hexadecimal digits", each(&|byte| format!("{byte:02x}"))),
        ("an address", each(&|byte| format!("%{byte:02X}"))),
        ("references", each(&|byte| format!("&#{byte};"))),
        ("escapes", each(&|byte| format!("\\u{byte:04x}"))),
        (
            "sixteen bits",
            word.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ),
        ("letters turned round", word.bytes().rev().collect()),
    ];
    // In base 64 a word is written in three ways, by where it begins.
    for before in 0..3 {
        let whole = [vec![b' '; before], word.as_bytes().to_vec()].concat();
        let letters = base64(&whole);
        let first = [0, 2, 3][before];
        let last = letters.len() - [0, 3, 2][whole.len() % 3].min(letters.len());
        ways.push(("base 64", letters[first..last].to_vec()));
    }
    ways
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let groups = bytes.chunks(3).flat_map(|group| {
        let bits = group
            .iter()
            .fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        let bits = bits << (8 * (3 - group.len()));
        [18, 12, 6, 0].map(|shift| LETTERS[bits >> shift & 63])
    });
    groups.collect()
}

/// All that a seat is answered, by where it asked.
async fn fetched(house: &House, browser: &mut Browser) -> Vec<(String, Answer)> {
    let addresses = Addresses::of(&fjord(), &house.case);
    let mut fetched = Vec::new();
    let at = browser.at.clone();
    for route in routes(house, "get") {
        for path in addresses.asked(&route, &at) {
            let answer = match path.ends_with("/changes") {
                true => browser.heard(&path).await,
                false => browser.get(&path).await,
            };
            fetched.push((path, answer));
        }
    }
    fetched.extend(walk::pages(browser).await);
    fetched
}

#[tokio::test]
async fn nothing_that_a_seat_can_fetch_holds_a_word_of_another_room_in_any_way_of_writing_it() {
    let house = House::with(&fjord()).await;
    let seats = [
        ("south", "Delegation of South"),
        ("north", "Delegation of North"),
        ("reef", "Partner Reef Union"),
        ("isles", "Partner Isles Bank"),
        ("villages", "Observer Council of the fjord villages"),
    ];
    let mut count = 0;
    for (name, seat) in seats {
        let words = Words::kept_from(name);
        let mut browser = house.seated(seat).await;
        for (path, answer) in fetched(&house, &mut browser).await {
            let mut whole = answer.body.into_bytes();
            for (name, value) in &answer.heads {
                write!(whole_text(&mut whole), "\n{name}: ").unwrap();
                whole.extend_from_slice(value.as_bytes());
            }
            assert_eq!(words.first_in(&whole), None, "{seat} at {path}");
            count += 1;
        }
    }
    println!("{count} answers looked through");
}

/// Bytes that text is written into.
fn whole_text(bytes: &mut Vec<u8>) -> Text<'_> {
    Text(bytes)
}

struct Text<'a>(&'a mut Vec<u8>);

impl std::fmt::Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, all);
        } else {
            all.push(path);
        }
    }
}

#[tokio::test]
async fn a_copy_of_the_store_holds_no_word_that_is_kept_from_anybody() {
    let house = House::with(&fjord()).await;
    // Nobody has this name, so every word of the table is kept from them.
    let words = Words::kept_from("nobody");
    let backup = house.backup().await;
    let (mut all, mut bytes) = (Vec::new(), 0);
    files(&backup, &mut all);
    for path in &all {
        let whole = std::fs::read(path).unwrap();
        assert_eq!(words.first_in(&whole), None, "{}", path.display());
        bytes += whole.len();
    }
    std::fs::remove_dir_all(&backup).unwrap();
    let _ = std::fs::remove_dir_all(format!("{}.signed", backup.display()));
    assert!(
        all.len() > 8 && bytes > 100_000,
        "{} files, {bytes} bytes",
        all.len()
    );
}

#[test]
fn a_word_is_found_in_each_way_of_writing_it_and_another_is_not() {
    let mut words = Words(BTreeMap::new());
    words.add("quillharbour");
    for (way, bytes) in written("quillharbour") {
        let around = [b"<p> ", bytes.as_slice(), b" </p>"].concat();
        assert!(words.first_in(&around).is_some(), "{way}");
    }
    for before in ["", "a", "bc"] {
        let within = base64(format!("{before}quillharbour and more").as_bytes());
        assert!(
            words.first_in(&within).is_some(),
            "base 64 behind `{before}`"
        );
    }
    assert_eq!(words.first_in(b"<p>quillharbor quill harbour</p>"), None);
}

#[test]
fn every_field_of_a_passphrase_hides_what_is_typed() {
    let mut count = 0;
    let mut all = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    for path in all
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "html"))
    {
        let page = std::fs::read_to_string(path).unwrap();
        for field in page.split("<input").skip(1) {
            let field = field.split('>').next().unwrap();
            if field.contains("name=\"passphrase") {
                assert!(
                    field.contains("type=\"password\""),
                    "{}: {field}",
                    path.display()
                );
                assert!(
                    !field.contains("autocomplete=\"off\""),
                    "{}: {field}",
                    path.display()
                );
                count += 1;
            }
        }
    }
    assert!(count > 3, "{count}");
}
