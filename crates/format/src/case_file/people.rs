//! Whether words name a person: what is said of a group may not be a label on somebody.
//!
//! Plain rules: the names of delegates and speakers that the case has, a title before a name, and
//! an office that one person holds. A name that the case does not know and that stands without a
//! title cannot be told from any other word.

use super::node::Node;
use std::collections::BTreeSet;

/// Titles that stand before a name.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "lady",
    "lord",
    "prof",
    "professor",
    "president",
    "minister",
    "general",
    "colonel",
    "admiral",
    "senator",
    "chancellor",
    "king",
    "queen",
    "prince",
    "princess",
    "sheikh",
    "ayatollah",
    "comrade",
];

/// Offices that one person holds at a time.
const OFFICES: &[&str] = &[
    "president",
    "minister",
    "commander",
    "leader",
    "chairman",
    "chairwoman",
    "chairperson",
    "chancellor",
    "governor",
    "mayor",
    "ambassador",
    "envoy",
    "negotiator",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "premier",
    "king",
    "queen",
    "warlord",
    "boss",
];

/// Words of bodies, whose statements have a speaker that is nobody.
const BODIES: &[&str] = &[
    "council",
    "commission",
    "ministry",
    "office",
    "government",
    "parliament",
    "assembly",
    "bank",
    "union",
    "kremlin",
    "secretariat",
    "committee",
    "service",
    "agency",
    "army",
    "navy",
    "court",
    "official",
    "officials",
    "source",
    "sources",
    "spokesperson",
    "delegation",
    "mission",
    "house",
];

/// The people that a case names.
pub(super) struct People(BTreeSet<String>);

impl People {
    /// Delegates, and those who speak in signals and red lines.
    pub(super) fn of(file: &Node<'_>) -> Self {
        let mut people = Self(BTreeSet::new());
        for (_, party) in file.get("parties").map_or(&[][..], Node::entries) {
            for delegate in party.get("delegation").map_or(&[][..], Node::items) {
                people.add(delegate.get("name"));
            }
        }
        for signal in file.get("signals").map_or(&[][..], Node::items) {
            people.add(signal.get("speaker"));
        }
        for (_, lines) in file.get("red_lines").map_or(&[][..], Node::entries) {
            for line in lines.items() {
                people.add(line.get("speaker"));
            }
        }
        people
    }

    /// Adds the last names in `A B, C D and E F`, unless they are a body or begin in lower case.
    fn add(&mut self, said: Option<&Node<'_>>) {
        let text = said.and_then(Node::text).unwrap_or_default();
        let text = outside_brackets(text);
        // Advisers of a country are no name, and neither is a spokesperson.
        if !text.trim_start().starts_with(char::is_uppercase) {
            return;
        }
        let parts = text.split([',', ';']).flat_map(|part| part.split(" and "));
        for name in parts.flat_map(|part| part.split(" with ")) {
            let words: Vec<&str> = words(name).collect();
            let is_name = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
            let is_body = |word: &&str| BODIES.contains(&word.to_lowercase().as_str());
            if words.iter().any(is_body) || !words.last().is_some_and(is_name) {
                continue;
            }
            if let Some(last) = words.last().filter(|last| last.chars().count() > 2) {
                self.0.insert(last.to_lowercase());
            }
        }
    }

    /// The first word that names a person of the case.
    pub(super) fn named<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut titled = false;
        for word in words(text) {
            let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
            let bare = bare.unwrap_or(word);
            let small = bare.to_lowercase();
            let is_name = word.chars().next().is_some_and(char::is_uppercase);
            if self.0.contains(&small) || (titled && is_name) {
                return Some(word);
            }
            titled = TITLES.contains(&small.as_str());
        }
        None
    }

    /// The first word that names a person, or an office that one person holds.
    pub(super) fn labelled<'t>(&self, text: &'t str) -> Option<&'t str> {
        let office = |word: &&str| OFFICES.contains(&word.to_lowercase().as_str());
        self.named(text).or_else(|| words(text).find(office))
    }
}

/// A text without what stands in round brackets.
fn outside_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = text.chars().filter(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    outside.collect()
}

/// The words of a text: runs of letters, hyphens and apostrophes.
fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    let between = |c: char| !(c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
    text.split(between).filter(|word| !word.is_empty())
}
