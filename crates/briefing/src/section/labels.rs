//! What talks were called in public, over time: from "constructive" to "difficult but
//! businesslike".
//!
//! Invariant: words are laid beside each other and counted, never weighed: a label says what was
//! chosen to be said.

use crate::briefing::{Align, Section, Table};
use crate::desk::{Desk, joined};
use case::{Meeting, Readout};
use disclosure::PartyId;
use std::collections::{BTreeMap, BTreeSet};

/// Words that join others and describe nothing.
const JOINING: [&str; 31] = [
    "about", "after", "and", "any", "are", "but", "for", "from", "had", "has", "have", "into",
    "its", "now", "off", "one", "our", "out", "said", "say", "some", "than", "that", "the",
    "their", "there", "they", "this", "was", "were", "with",
];

/// A meeting that was called something.
type Called<'a> = (&'a Meeting, &'a Readout);

impl Desk<'_, '_> {
    /// For each party that was met, what its meetings were called one after another, with the words
    /// that came and went. Nothing where no party's meetings have two labels.
    pub(crate) fn labels(&self) -> Option<Section> {
        let mut called: Vec<Called<'_>> = { self.view.meetings() }
            .filter_map(|seen| Some((seen.item, seen.item.readout.as_ref()?)))
            .collect();
        called.sort_by_key(|(meeting, _)| (meeting.date, meeting.end));
        let mut by_party: BTreeMap<&PartyId, Vec<Called<'_>>> = BTreeMap::new();
        for (meeting, readout) in called {
            for party in &meeting.with {
                by_party.entry(party).or_default().push((meeting, readout));
            }
        }
        by_party.retain(|_, called| called.len() > 1);
        let columns = ["With", "Ended", "Called", "New words", "Words gone"];
        let mut table = Table::new(
            "What meetings were called, one after another",
            &columns.map(|column| (column, Align::Start)),
        );
        for (party, called) in &by_party {
            let mut before = None;
            for (meeting, readout) in called {
                let now = words(&readout.label);
                let gone = |before: &BTreeSet<String>| list(before.difference(&now));
                let new = |before: &BTreeSet<String>| list(now.difference(before));
                table.row(vec![
                    self.party_name(party),
                    meeting.end.unwrap_or(meeting.date).to_string(),
                    label(readout),
                    before.as_ref().map(new).unwrap_or_default(),
                    before.as_ref().map(gone).unwrap_or_default(),
                ]);
                before = Some(now);
            }
        }
        let names: Vec<String> = by_party.keys().map(|id| self.party_name(id)).collect();
        if names.is_empty() {
            return None;
        }
        let heading = format!("How meetings with {} were described", joined(&names));
        let section = Section::new("labels", heading).table(table);
        Some(section.remark(
            "Words are laid beside each other as they were issued, with their sources among the \
             meetings; what moved at the table is another question.",
        ))
    }
}

fn label(readout: &Readout) -> String {
    match &readout.issued_by {
        Some(issuer) => format!("“{}” ({issuer})", readout.label),
        None => format!("“{}”", readout.label),
    }
}

/// The words of a label that describe, in small letters; a "no" or "not" turns what it stands by,
/// and is kept.
fn words(label: &str) -> BTreeSet<String> {
    let words = label.split(|letter: char| !letter.is_alphabetic());
    let words = words
        .filter(|word| word.chars().count() > 2 || *word == "no")
        .map(str::to_lowercase);
    words
        .filter(|word| !JOINING.contains(&word.as_str()))
        .collect()
}

fn list<'w>(words: impl Iterator<Item = &'w String>) -> String {
    words.map(String::as_str).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_that_describe_are_kept_and_those_that_join_are_not() {
        let kept: Vec<String> = words("Difficult, but business-like; the talks were long")
            .into_iter()
            .collect();
        assert_eq!(kept, ["business", "difficult", "like", "long", "talks"]);
    }

    #[test]
    fn words_that_join_stand_in_order_so_that_none_stands_twice() {
        assert!(super::JOINING.is_sorted());
    }
}
