//! Rules and red lines as clauses: at least one of these brackets takes one of these options.
//!
//! A rule that asks for one of several combinations gets a bracket of its own, which says which.
//!
//! Invariant: for every package, a rule admits it exactly when some choice on the brackets of its
//! own makes all of its clauses true.

use super::domain::Layout;
use problem::{Index, Pattern, Rule};
use std::collections::BTreeMap;

/// "This bracket takes one of these options", the options as bits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part {
    pub(crate) bracket: usize,
    pub(crate) set: Vec<u64>,
}

/// At least one of the parts must hold.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    /// The demand that the clause belongs to, by its place among the demands.
    pub(crate) demand: usize,
    pub(crate) parts: Vec<Part>,
}

/// A conjunction with at most one part per bracket; `None` if nothing can match it.
pub(crate) fn conjunction(layout: &Layout, pattern: &Pattern) -> Option<Vec<Part>> {
    let mut sets: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
    for (bracket, choices) in pattern.parts() {
        let bracket = Index::position(*bracket);
        let mut set = layout.none(bracket);
        for choice in choices.iter() {
            let bit = Index::position(choice);
            if let Some(word) = set.get_mut(bit / 64) {
                *word |= 1 << (bit % 64);
            }
        }
        let known = sets.entry(bracket).or_insert_with(|| layout.every(bracket));
        known.iter_mut().zip(&set).for_each(|(a, b)| *a &= b);
    }
    sets.retain(|bracket, set| *set != layout.every(*bracket));
    let parts = sets.into_iter().map(|(bracket, set)| Part { bracket, set });
    let parts: Vec<Part> = parts.collect();
    let empty = |part: &Part| part.set.iter().all(|word| *word == 0);
    (!parts.iter().any(empty)).then_some(parts)
}

/// The clauses of rules, as they are gathered.
#[derive(Debug, Default)]
pub(crate) struct Clauses {
    pub(crate) all: Vec<Clause>,
}

impl Clauses {
    /// Adds what one rule asks, as the demand at this place.
    pub(crate) fn add(&mut self, layout: &mut Layout, demand: usize, rule: &Rule) {
        match rule {
            Rule::Never(pattern) => {
                if let Some(parts) = conjunction(layout, pattern) {
                    self.never(layout, demand, &[parts]);
                }
            }
            Rule::Requires { when, then } => self.requires(layout, demand, (when, then)),
            Rule::AtMostOne(patterns) => self.at_most_one(layout, demand, patterns),
            Rule::ExactlyOne(patterns) => {
                self.at_most_one(layout, demand, patterns);
                self.at_least_one(layout, demand, patterns);
            }
        }
    }

    fn requires(&mut self, layout: &Layout, demand: usize, (when, then): (&Pattern, &Pattern)) {
        let Some(when) = conjunction(layout, when) else {
            return;
        };
        match conjunction(layout, then) {
            None => self.never(layout, demand, &[when]),
            Some(then) => then.into_iter().for_each(|part| {
                let mut parts = negated(layout, &when);
                parts.push(part);
                self.push(layout, demand, parts);
            }),
        }
    }

    fn at_most_one(&mut self, layout: &Layout, demand: usize, patterns: &[Pattern]) {
        let matchable = patterns.iter().filter_map(|p| conjunction(layout, p));
        let matchable: Vec<Vec<Part>> = matchable.collect();
        for (place, one) in matchable.iter().enumerate() {
            for other in matchable.iter().skip(place + 1) {
                self.never(layout, demand, &[one.clone(), other.clone()]);
            }
        }
    }

    fn at_least_one(&mut self, layout: &mut Layout, demand: usize, patterns: &[Pattern]) {
        let matchable = patterns.iter().filter_map(|p| conjunction(layout, p));
        let matchable: Vec<Vec<Part>> = matchable.collect();
        if matchable.iter().any(Vec::is_empty) {
            return;
        }
        if matchable.iter().all(|parts| parts.len() == 1) {
            self.push(layout, demand, matchable.into_iter().flatten().collect());
            return;
        }
        let own = layout.push(matchable.len());
        for (choice, parts) in matchable.into_iter().enumerate() {
            for part in parts {
                let mut not_this = layout.every(own);
                if let Some(word) = not_this.get_mut(choice / 64) {
                    *word &= !(1 << (choice % 64));
                }
                let not_this = Part {
                    bracket: own,
                    set: not_this,
                };
                self.push(layout, demand, vec![not_this, part]);
            }
        }
    }

    /// Not all of these conjunctions together.
    fn never(&mut self, layout: &Layout, demand: usize, all: &[Vec<Part>]) {
        let parts = all.iter().flat_map(|parts| negated(layout, parts));
        self.push(layout, demand, parts.collect());
    }

    /// Adds a clause, its parts joined by bracket, unless it always holds.
    fn push(&mut self, layout: &Layout, demand: usize, parts: Vec<Part>) {
        let mut sets: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
        for part in parts {
            let set = sets
                .entry(part.bracket)
                .or_insert_with(|| layout.none(part.bracket));
            set.iter_mut().zip(&part.set).for_each(|(a, b)| *a |= b);
        }
        sets.retain(|_, set| set.iter().any(|word| *word != 0));
        if !sets
            .iter()
            .any(|(bracket, set)| *set == layout.every(*bracket))
        {
            let parts = sets.into_iter();
            let parts = parts.map(|(bracket, set)| Part { bracket, set });
            self.all.push(Clause {
                demand,
                parts: parts.collect(),
            });
        }
    }
}

fn negated(layout: &Layout, parts: &[Part]) -> Vec<Part> {
    let negate = |part: &Part| Part {
        bracket: part.bracket,
        set: layout
            .every(part.bracket)
            .iter()
            .zip(&part.set)
            .map(|(every, word)| every & !word)
            .collect(),
    };
    parts.iter().map(negate).collect()
}
