//! A party's mark: a letter and a hue, the same on every page of one seat.
//!
//! Invariant: marks are made from what the seat may know and nothing else, so the letters and hues
//! of one seat do not tell it of a party it may not know.

use case::{Party, Role, View};
use disclosure::{PartyId, Seat};
use std::collections::BTreeSet;

/// How many hues there are; after the last, parties are told apart by letters alone.
const HUES: [&str; 8] = [
    "hue-0", "hue-1", "hue-2", "hue-3", "hue-4", "hue-5", "hue-6", "hue-7",
];
/// The class of whoever has no hue: the mediation team, and the public.
pub(crate) const NO_HUE: &str = "hue-none";

/// One party's mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The party.
    pub(crate) party: PartyId,
    /// Its name as the seat knows it.
    pub(crate) name: String,
    /// Its letter, or the few letters that tell it apart.
    pub(crate) letter: String,
    /// The class that carries its hue.
    pub(crate) hue: &'static str,
}

/// The marks of all parties a seat knows: the principals first, then as the case has them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Marks(Vec<Mark>);

impl Marks {
    /// The marks of a view's parties.
    pub(crate) fn of(view: &View<'_>) -> Self {
        let mut parties: Vec<&Party> = view.parties().map(|seen| seen.item).collect();
        // Those whose agreement is sought choose first.
        parties.sort_by_key(|party| match party.role {
            Role::Principal => 0,
            Role::Partner => 1,
            Role::Observer => 2,
            Role::Mediator => 3,
        });
        let mut taken = BTreeSet::new();
        let marks = parties.into_iter().enumerate().map(|(at, party)| {
            let letter = letter(&party.name, &taken);
            taken.insert(letter.clone());
            Mark {
                party: party.id.clone(),
                name: party.name.clone(),
                letter,
                hue: HUES.get(at).copied().unwrap_or(NO_HUE),
            }
        });
        Self(marks.collect())
    }

    /// All of them, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Mark> {
        self.0.iter()
    }

    /// One party's.
    pub(crate) fn party(&self, party: &PartyId) -> Option<&Mark> {
        self.0.iter().find(|mark| mark.party == *party)
    }

    /// The mark of whoever sits on a seat; the mediation team and the public have none.
    pub(crate) fn seat(&self, seat: &Seat) -> Option<&Mark> {
        seat.party().and_then(|party| self.party(party))
    }

    /// A party's name as this seat knows it, else its short name.
    pub(crate) fn name<'a>(&'a self, party: &'a PartyId) -> &'a str {
        self.party(party)
            .map_or(party.as_str(), |mark| mark.name.as_str())
    }
}

/// The first letter of a name, else its initials, else its shortest beginning that nobody has yet.
fn letter(name: &str, taken: &BTreeSet<String>) -> String {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let beginning = |length: usize| letters.iter().take(length).collect::<String>();
    // Initials alone tell the United States from the United Kingdom.
    let mut wanted = vec![beginning(1), initials(name)];
    wanted.extend((2..=letters.len()).map(beginning));
    let free = wanted.iter().map(|short| short.to_uppercase());
    let mut free = free.filter(|short| !short.is_empty() && !taken.contains(short));
    if let Some(short) = free.next() {
        return short;
    }
    let rest = (2..).map(|number| format!("{}{number}", letters.first().unwrap_or(&'?')));
    rest.into_iter()
        .find(|short| !taken.contains(short))
        .unwrap_or_default()
}

/// The capitals that begin the words of a name, of a list the first name's: at most three.
fn initials(name: &str) -> String {
    let first = name.split(',').next().unwrap_or_default();
    let heads = first
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    heads.filter(|head| head.is_uppercase()).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_parties_with_one_initial_get_two_marks() {
        let mut taken = BTreeSet::new();
        let mut marks = Vec::new();
        for name in ["South", "Northern League", "Saltmarsh", "South", "…"] {
            let mark = letter(name, &taken);
            taken.insert(mark.clone());
            marks.push(mark);
        }
        assert_eq!(marks, ["S", "N", "SA", "SO", "?2"]);
    }

    #[test]
    fn names_of_several_words_are_told_apart_by_their_initials() {
        let mut taken = BTreeSet::new();
        let mut marks = Vec::new();
        for name in [
            "Ukraine",
            "United Kingdom, France, Germany",
            "United States",
            "Ural",
        ] {
            let mark = letter(name, &taken);
            taken.insert(mark.clone());
            marks.push(mark);
        }
        assert_eq!(marks, ["U", "UK", "US", "UR"]);
    }
}
