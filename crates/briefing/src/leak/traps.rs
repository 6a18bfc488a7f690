//! The traps that no figure shows: a bridge exactly on a limit told in confidence, words that name
//! an option on it, and counts.

use super::measure::Meter;
use case::{BracketId, ChoiceId, Language, View};
use problem::secret::{Secret, Value};
use problem::{PartialPackage, PartyIx};
use std::collections::BTreeMap;

/// How near to no deal a package is worth a warning: one part in so many of the party's scale.
const NEAR: i64 = 100;

/// Something that needs a second look before it goes out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// The trap, in a word or two.
    pub trap: &'static str,
    /// What it is here.
    pub words: String,
}

impl Warning {
    /// A trap, and what it is here.
    pub fn new(trap: &'static str, words: impl Into<String>) -> Self {
        let words = words.into();
        Self { trap, words }
    }
}

impl Meter<'_, '_, '_, '_> {
    /// Where a package stands exactly on another party's limit, or just at its value of no deal.
    pub(super) fn on_the_line(&self, part: &PartialPackage) -> Vec<Warning> {
        let mut warnings = Vec::new();
        for party in self.others() {
            let exact = self.known.iter().filter_map(|bracket| {
                let secret = Secret::Limit(party, *bracket);
                let worlds = self.worlds(secret)?;
                let here = worlds.here.filter(|here| *here > 0)?;
                let (limit, _) = worlds.each.get(here)?;
                let is_on_it = part.choice(*bracket).map(Value::From) == Some(*limit);
                let still = self.not_ruled_out((party, *bracket), &worlds);
                let is_secret = still.iter().filter(|may_be| **may_be).count() > 1;
                (is_on_it && is_secret).then_some(*bracket)
            });
            for bracket in exact {
                let names = &self.posing.names;
                let choice = part.choice(bracket);
                let option = choice.map_or("?", |choice| names.choice(bracket, choice));
                let words = format!(
                    "On {}, “{option}” is exactly as far as {} goes, and it said so in confidence.",
                    names.bracket(bracket),
                    names.party(party)
                );
                warnings.push(Warning::new("exactly on a limit", words));
            }
            warnings.extend(self.at_no_deal(party, part));
        }
        warnings
    }

    fn at_no_deal(&self, party: PartyIx, part: &PartialPackage) -> Option<Warning> {
        let stance = self.posing.posed.problem.stances().get(party)?;
        let (worth, no_deal) = (self.worth(party, part)?, stance.reservation?);
        let best = stance.scores.rows().filter_map(|row| row.iter().max());
        let best: problem::Score = best.copied().sum();
        let over = (worth - no_deal).get();
        let near = (best - no_deal).get() / NEAR;
        (0..=near).contains(&over).then(|| {
            let name = self.posing.names.party(party);
            let words = format!("{name} gets hardly more from it than no deal is worth to it.");
            Warning::new("exactly at no deal", words)
        })
    }
}

/// The options that words name, with their brackets, where somebody knows both.
#[must_use]
pub fn named_options(view: &View<'_>, words: &str) -> BTreeMap<BracketId, ChoiceId> {
    let words = plain(words);
    let mut named = BTreeMap::new();
    let points = view.points().map(|seen| seen.item);
    for bracket in points.flat_map(|point| view.brackets(point)) {
        let mut longest = 0;
        for choice in view.choices(bracket.item) {
            let option = plain(choice.item.text.in_language(&Language::english()));
            // A word or two such as “None” stands in any sentence.
            let tells = option.chars().count() > 4 && option.contains(' ');
            if tells && option.len() > longest && contains(&words, &option) {
                longest = option.len();
                named.insert(bracket.item.id.clone(), choice.item.id.clone());
            }
        }
    }
    named
}

/// Counts of parties in words, such as `three of four`, `all but one`, `a majority`.
#[must_use]
pub fn counts_in(words: &str) -> Option<Warning> {
    let plain = plain(words);
    let each: Vec<&str> = plain.split(' ').collect();
    let is_number = |word: &str| {
        let named = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "most",
            "some", "none", "half",
        ];
        named.contains(&word) || word.parse::<u32>().is_ok()
    };
    let about = [
        "party",
        "parties",
        "side",
        "sides",
        "delegation",
        "delegations",
        "room",
        "rooms",
        "agree",
        "agrees",
        "accept",
        "accepts",
        "others",
        "you",
        "them",
        "in",
        "are",
    ];
    let counted = each.windows(3).any(|three| match three {
        [first, "of", last] => {
            let follows = is_number(last) || about.contains(last) || *last == "the";
            is_number(first) && follows && each.iter().any(|word| about.contains(word))
        }
        ["all", "but", last] => is_number(last),
        _ => false,
    });
    let said = [
        "majority",
        "unanimous",
        "everybody but",
        "everyone but",
        "only one",
    ];
    let found = counted || said.iter().any(|phrase| contains(&plain, phrase));
    found.then(|| {
        let words = "The words count who agrees. With few parties a count names them: whoever \
                     knows its own answer works out the others’.";
        Warning::new("a count", words)
    })
}

/// How soon after another room spoke something would arrive, in minutes, where that is soon enough
/// to be read as an answer to it.
#[must_use]
pub fn nearness(rooms: &[(String, u64)]) -> Vec<Warning> {
    let soon = rooms.iter().filter(|(_, minutes)| *minutes <= 60);
    let warnings = soon.map(|(room, minutes)| {
        let ago = match minutes {
            0 => "less than a minute".to_owned(),
            1 => "a minute".to_owned(),
            many => format!("{many} minutes"),
        };
        let words = format!(
            "{room} told or stated something {ago} ago. What arrives now, with its time beside it, \
             may be read as an answer to that."
        );
        Warning::new("the time", words)
    });
    warnings.collect()
}

/// Words in small letters, with single spaces and no signs but those inside numbers.
fn plain(words: &str) -> String {
    let kept = words.to_lowercase();
    let kept = kept.chars().map(|letter| match letter {
        '\u{a0}' | '\u{202f}' => ' ',
        other if other.is_alphanumeric() => other,
        _ => ' ',
    });
    let kept: String = kept.collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether words stand in others as whole words.
fn contains(words: &str, part: &str) -> bool {
    !part.is_empty() && format!(" {words} ").contains(&format!(" {part} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_count_who_agrees_are_found_and_others_are_not() {
        let counting = [
            "Three of four agree to it.",
            "2 of 3 parties could live with this",
            "All but one have said yes.",
            "There is a majority for it",
            "Most of the delegations accept the middle figure",
        ];
        for words in counting {
            assert!(counts_in(words).is_some(), "{words}");
        }
        let plain = [
            "A closed season of eight weeks.",
            "Two of the skerries carry a light.",
            "All of it, or none.",
            "30 000 t each, of which half in spring",
        ];
        for words in plain {
            assert_eq!(counts_in(words), None, "{words}");
        }
    }

    #[test]
    fn what_arrives_within_an_hour_of_another_rooms_word_is_warned_of() {
        let rooms = [("North".to_owned(), 12), ("Reef".to_owned(), 61)];
        let warnings = nearness(&rooms);
        assert_eq!(warnings.len(), 1);
        assert!(
            warnings[0]
                .words
                .starts_with("North told or stated something 12 minutes ago")
        );
    }
}
