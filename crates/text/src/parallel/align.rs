//! Which sentences of two languages stand beside each other.
//!
//! The cheapest way through both, where a pair costs by what differs in it: figures and brackets
//! first, then length. Source: W. A. Gale and K. W. Church, “A Program for Aligning Sentences in
//! Bilingual Corpora” (1993), with whole numbers in place of its probabilities.

use super::figures::{Figures, Table};
use crate::lint::Reading;
use case::Language;
use std::collections::BTreeSet;

/// Sentences of one language beside those of another; either may be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    /// Which sentences of the first language.
    pub(super) here: Vec<usize>,
    /// Which of the other.
    pub(super) there: Vec<usize>,
    /// The last sentence of the first language before it, where none stands in it.
    pub(super) behind: Option<usize>,
}

/// What a sentence counts by.
struct Weighed {
    letters: usize,
    figures: BTreeSet<String>,
    brackets: usize,
}

/// How many sentences of either side a pair takes.
const STEPS: [(usize, usize); 5] = [(1, 1), (1, 0), (0, 1), (2, 1), (1, 2)];
/// What it costs to leave a sentence alone, and to join two.
const ALONE: usize = 70;
const JOINED: usize = 45;
/// What a figure or a bracket costs that one side has alone.
const APART: usize = 40;

/// The sentences of two readings, pair by pair.
pub(super) fn aligned(one: (&Language, &Reading), other: (&Language, &Reading)) -> Vec<Pair> {
    let (here, there) = (weighed(one), weighed(other));
    let width = there.len() + 1;
    let place = |i: usize, j: usize| i * width + j;
    let mut best: Vec<Option<(usize, (usize, usize))>> = vec![None; (here.len() + 1) * width];
    if let Some(start) = best.first_mut() {
        *start = Some((0, (0, 0)));
    }
    for i in 0..=here.len() {
        for j in 0..=there.len() {
            for step in STEPS {
                let (Some(from_i), Some(from_j)) = (i.checked_sub(step.0), j.checked_sub(step.1))
                else {
                    continue;
                };
                let Some(Some((so_far, _))) = best.get(place(from_i, from_j)).copied() else {
                    continue;
                };
                let (one, other) = (here.get(from_i..i), there.get(from_j..j));
                let more = cost(one.unwrap_or_default(), other.unwrap_or_default());
                if let Some(cell) = best.get_mut(place(i, j))
                    && cell.is_none_or(|(known, _)| so_far + more < known)
                {
                    *cell = Some((so_far + more, step));
                }
            }
        }
    }
    let (mut i, mut j, mut pairs) = (here.len(), there.len(), Vec::new());
    while let Some(Some((_, step))) = best.get(place(i, j)).copied()
        && step != (0, 0)
    {
        let (from_i, from_j) = (i - step.0, j - step.1);
        pairs.push(Pair {
            here: (from_i..i).collect(),
            there: (from_j..j).collect(),
            behind: from_i.checked_sub(1),
        });
        (i, j) = (from_i, from_j);
    }
    pairs.reverse();
    pairs
}

fn weighed((language, reading): (&Language, &Reading)) -> Vec<Weighed> {
    let table = Table::of(language);
    let all = reading.sentences.iter().map(|sentence| {
        let words = reading.at(&sentence.span);
        let within = |open: &&std::ops::Range<usize>| sentence.span.contains(&open.start);
        Weighed {
            letters: words.chars().count(),
            figures: Figures::of(words, &table).with_days().numbers,
            brackets: reading.open.iter().filter(within).count(),
        }
    });
    all.collect()
}

fn cost(here: &[Weighed], there: &[Weighed]) -> usize {
    let sum = |side: &[Weighed], pick: fn(&Weighed) -> usize| side.iter().map(pick).sum::<usize>();
    let figures = |side: &[Weighed]| -> BTreeSet<String> {
        side.iter()
            .flat_map(|one| one.figures.iter().cloned())
            .collect()
    };
    let letters = |side: &[Weighed]| sum(side, |one| one.letters);
    let (one, other) = (letters(here), letters(there));
    let longer = one.max(other).max(1);
    let length = one.abs_diff(other) * 60 / longer;
    let apart = figures(here).symmetric_difference(&figures(there)).count();
    let brackets = |side: &[Weighed]| sum(side, |one| one.brackets);
    let apart = apart + brackets(here).abs_diff(brackets(there));
    match (here.len(), there.len()) {
        (1, 1) => length + APART * apart,
        (0, _) | (_, 0) => ALONE,
        _ => length + APART * apart + JOINED,
    }
}
