//! The glossary has every public type of the rooms whose nouns people meet.

use super::Fault;
use super::mask::is_word;
use super::source::Source;
use super::tree::Tree;

const GLOSSARY: &str = "GLOSSARY.md";
const ROOMS: [&str; 4] = ["case", "disclosure", "proceedings", "text"];
const KINDS: [&str; 5] = [
    "pub struct ",
    "pub enum ",
    "pub trait ",
    "pub type ",
    "pub union ",
];

/// Public types without an entry.
pub(crate) fn faults(tree: &Tree) -> Vec<Fault> {
    let words = tree
        .file(GLOSSARY)
        .map(|page| page.text.as_str())
        .unwrap_or_default();
    let sources = tree
        .sources()
        .iter()
        .filter(|source| source.room().is_some_and(|room| ROOMS.contains(&room)));
    let missing = sources.flat_map(|source| {
        public_types(source)
            .filter(|(_, name)| !words.contains(&format!("`{name}`")))
            .map(|(line, name)| Fault {
                path: source.path().to_owned(),
                line,
                what: format!("public type `{name}` is not in {GLOSSARY}"),
                hint: "define it there in a sentence",
            })
    });
    missing.collect()
}

fn public_types(source: &Source) -> impl Iterator<Item = (usize, String)> {
    source.code().filter_map(|(line, text)| {
        let rest = KINDS
            .iter()
            .find_map(|kind| text.trim_start().strip_prefix(kind))?;
        let name: String = rest.chars().take_while(|c| is_word(*c)).collect();
        (text.starts_with("pub")).then_some((line, name))
    })
}
