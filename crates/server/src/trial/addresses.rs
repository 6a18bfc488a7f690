//! No address holds a fact: what stands in one is a fixed word, a number of a page, or a key that
//! says nothing.

use super::{House, fjord, shipped, walk};
use crate::router;
use std::collections::BTreeSet;

/// The words that follow a question mark.
const ASKED: [&str; 15] = [
    "page", "version", "against", "form", "language", "moves", "room", "question", "seat",
    "people", "invited", "sessions", "witness", "receipts", "draws",
];
/// What a version is printed as.
const PRINTED: [&str; 2] = ["bracketed", "clean"];

/// The fixed words of the program's own routes.
fn route_words(house: &House) -> BTreeSet<String> {
    let table = format!("{:?}", router(&house.workspace));
    let paths = table.split(": \"/").skip(1);
    let paths = paths.filter_map(|path| path.split_once('"'));
    let words = paths.flat_map(|(path, _)| path.split('/').map(str::to_owned));
    let words = words.filter(|word| !word.starts_with('{'));
    let words: BTreeSet<String> = words.chain(["joint".to_owned()]).collect();
    assert!(words.contains("packages") && words.len() > 40, "{words:?}");
    words
}

/// Whether letters say nothing: a sum of an id, random bits, or words behind a veil.
fn is_key(letters: &str) -> bool {
    let is_hex = letters.bytes().all(|b| b.is_ascii_hexdigit());
    let is_veiled = |b: u8| b.is_ascii_alphanumeric() || b"-_".contains(&b);
    match letters.len() {
        10 | 32 | 64 | 74 => is_hex,
        54.. => letters.bytes().all(is_veiled),
        _ => false,
    }
}

/// What of an address is neither a fixed word nor a key.
fn telling(address: &str, words: &BTreeSet<String>) -> Option<String> {
    let (address, part) = address.split_once('#').unwrap_or((address, ""));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut before = "";
    for segment in path.split('/') {
        let is_handle = before == "at" && segment.len() == 8;
        let is_file = before == "asset";
        if !(is_handle
            || is_file
            || words.contains(segment)
            || is_key(segment)
            || segment.is_empty())
        {
            return Some(segment.to_owned());
        }
        before = segment;
    }
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if let Some(found) = asked(name, value) {
            return Some(found);
        }
    }
    let named = part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (!named).then(|| part.to_owned())
}

fn asked(name: &str, value: &str) -> Option<String> {
    let questions = [
        "clashes",
        "zone",
        "frontier",
        "fair",
        "improve",
        "trades",
        "sensitivity",
    ];
    let is_number = value.len() < 5 && value.bytes().all(|b| b.is_ascii_digit());
    let fits = match name {
        "page" | "receipts" | "people" | "invited" | "sessions" => is_number,
        "draws" => ["1000", "10000", "100000"].contains(&value),
        "form" => PRINTED.contains(&value),
        "question" => questions.contains(&value),
        "language" => value.len() < 12 && !value.bytes().any(|b| b.is_ascii_digit()),
        _ => value.is_empty() || is_key(value),
    };
    (!fits || !ASKED.contains(&name)).then(|| format!("{name}={value}"))
}

async fn held(house: &House) -> usize {
    let words = route_words(house);
    let mut count = 0;
    for (seat, _) in &house.links {
        let mut browser = house.seated(seat).await;
        for (path, page) in walk::pages(&mut browser).await {
            // A file to keep is no page.
            let is_kept = page.head("content-disposition").starts_with("attachment");
            if is_kept || !page.head("content-type").starts_with("text/html") {
                assert_eq!(telling(&path, &words), None, "{seat}: {path}");
                continue;
            }
            let given = page.addresses();
            count += given.len();
            // Sources on the public record stand elsewhere, and are followed by whoever reads them.
            let own = given
                .iter()
                .filter(|address| !address.starts_with("https://"));
            for address in own.chain([&path]) {
                assert_eq!(telling(address, &words), None, "{seat} {path}: {address}");
            }
            for (name, value) in page.asked() {
                let value = value.unwrap_or_else(|| panic!("{path}: `{name}` is typed"));
                assert_eq!(asked(&name, &value), None, "{seat} {path}");
            }
            let (_, title) = page.body.split_once("<title>").unwrap();
            let title = title.split_once("</title>").unwrap().0;
            assert!(
                !title.bytes().any(|b| b.is_ascii_digit()),
                "{path}: {title}"
            );
        }
    }
    count
}

#[tokio::test]
async fn every_address_on_every_page_of_every_seat_holds_fixed_words_and_keys_alone() {
    let house = House::with(&fjord()).await;
    let count = held(&house).await;
    let live = House::with(&shipped("miami-2025")).await;
    let more = held(&live).await;
    println!("{count} and {more} addresses");
    assert!(count > 500 && more > 500, "{count} {more}");
}

#[test]
fn an_address_that_tells_something_is_found() {
    let words: BTreeSet<String> = ["at", "packages", "with"].map(str::to_owned).into();
    let tells = |address: &str| telling(address, &words).is_some();
    assert!(!tells("/at/abcdefgh/packages?page=2"));
    assert!(!tells("/at/abcdefgh/packages/with/0123456789#says"));
    for address in [
        "/at/abcdefgh/packages/with/344585d4.2.2.3",
        "/at/abcdefgh/packages?tried=1",
        "/at/abcdefgh/packages/north",
        "/at/abcdefgh/packages?page=2031-05-20",
        "/at/abcdefgh/packages#a red line",
    ] {
        assert!(tells(address), "{address}");
    }
}
