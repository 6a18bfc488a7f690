//! What only some rooms may touch: clocks, files, chance, floats, serde, SQL, pages, terminals.

use super::Fault;
use super::mask::is_word;
use super::source::Source;
use super::tree::Tree;
use crate::metadata::Kind;

/// Rooms that get clock, files, environment and chance as arguments.
const PURE: [&str; 8] = [
    "disclosure",
    "problem",
    "analysis",
    "case",
    "text",
    "proceedings",
    "briefing",
    "format",
];

/// Rooms in which a number is an exact integer.
const EXACT: [&str; 4] = ["disclosure", "problem", "analysis", "case"];

const WORLD: [&str; 12] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "Instant",
    "SystemTime",
    "println!",
    "print!",
    "eprintln!",
    "eprint!",
    "dbg!",
    "stdin",
];

/// The rooms that may name the clearance that opens everything.
const OPENING: [&str; 3] = ["disclosure", "format", "store"];

/// A kind of package that only these rooms may use.
struct Reserve {
    hint: &'static str,
    packages: &'static [&'static str],
    rooms: &'static [&'static str],
}

const RESERVES: [Reserve; 6] = [
    Reserve {
        hint: "serde lives in `format`",
        packages: &[
            "serde",
            "serde_json",
            "serde-saphyr",
            "schemars",
            "toml",
            "csv",
        ],
        rooms: &["format"],
    },
    Reserve {
        hint: "files of others are read in `format`, documents in `document`",
        packages: &["quick-xml", "flate2"],
        rooms: &["format", "document"],
    },
    Reserve {
        hint: "SQL lives in `store`",
        packages: &["sqlx", "rusqlite"],
        rooms: &["store"],
    },
    Reserve {
        hint: "pages live in `server`",
        packages: &[
            "axum",
            "hyper",
            "tower-http",
            "askama",
            "tokio",
            "rust-embed",
        ],
        rooms: &["store", "server", "cli"],
    },
    Reserve {
        hint: "terminals live in `cli`",
        packages: &[
            "clap",
            "indicatif",
            "miette",
            "crossterm",
            "ratatui",
            "anyhow",
        ],
        rooms: &["cli"],
    },
    Reserve {
        hint: "chance comes in as an argument",
        packages: &["rand", "rand_chacha", "getrandom", "uuid"],
        rooms: &["simulate", "record", "store", "server", "cli"],
    },
];

/// Code in a room that it does not belong to.
pub(crate) fn faults(tree: &Tree) -> Vec<Fault> {
    let mut faults: Vec<Fault> = tree.sources().iter().flat_map(misplaced).collect();
    for (package, path) in tree.rooms() {
        let code = package.edges.iter().filter(|edge| edge.kind == Kind::Code);
        for (edge, reserve) in code.flat_map(|edge| RESERVES.iter().map(move |r| (edge, r))) {
            if reserve.packages.contains(&edge.to.as_str())
                && !reserve.rooms.contains(&package.name.as_str())
            {
                faults.push(Fault {
                    path: path.to_owned(),
                    line: 1,
                    what: format!("room `{}` uses `{}`", package.name, edge.to),
                    hint: reserve.hint,
                });
            }
        }
    }
    faults
}

fn misplaced(source: &Source) -> Vec<Fault> {
    let Some(room) = source.room() else {
        return Vec::new();
    };
    let mut faults = Vec::new();
    let mut look = |rooms: &[&str], words: &[&str], hint: &'static str| {
        if rooms.contains(&room) {
            faults.extend(words.iter().flat_map(|word| uses(source, word, hint)));
        }
    };
    look(
        &PURE,
        &WORLD,
        "clock, files, environment and terminal come in as arguments",
    );
    if !source.expects_floats() {
        look(
            &EXACT,
            &["f32", "f64"],
            "scores are exact integers; a float is for display only",
        );
    }
    if !OPENING.contains(&room) {
        look(
            &[room],
            &["Clearance"],
            "what opens everything is named only in `format` and `store`",
        );
    }
    faults
}

/// The places where code uses a word.
fn uses(source: &Source, word: &str, hint: &'static str) -> Vec<Fault> {
    let lines = source.code().filter(|(_, text)| has_word(text, word));
    lines
        .map(|(line, _)| Fault {
            path: source.path().to_owned(),
            line,
            what: format!(
                "`{word}` does not belong in room `{}`",
                source.room().unwrap_or("")
            ),
            hint,
        })
        .collect()
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text
            .get(at + word.len()..)
            .and_then(|tail| tail.chars().next());
        !before.is_some_and(is_word) && (word.ends_with('!') || !after.is_some_and(is_word))
    })
}
