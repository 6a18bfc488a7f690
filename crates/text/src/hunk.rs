//! A hunk: words of a point struck at one place and others put there.
//!
//! A place is counted in characters of the words as they were, a bracket counting as one.
//! Characters and not words, so that what was kept can be applied for ever, whatever cuts text into
//! words later.
//!
//! Invariant: the hunks of one change are in order and at least one kept character apart.

use crate::Part;
use case::BracketId;
use similar::{Algorithm, DiffOp, DiffableStr, capture_diff_slices};

/// Words struck at one place, and those put there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hunk {
    /// How many characters stand before it in the words as they were; a bracket counts as one.
    pub at: usize,
    /// What is struck.
    pub struck: Vec<Part>,
    /// What is put there.
    pub added: Vec<Part>,
}

/// The least thing that a redline keeps, strikes or adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Atom<'a> {
    Word(&'a str),
    Open(&'a BracketId),
}

impl Hunk {
    /// How far the words behind it move forward.
    pub(crate) fn grown(&self) -> usize {
        length(&self.added)
    }

    /// How far the words behind it move back.
    pub(crate) fn shrunk(&self) -> usize {
        length(&self.struck)
    }
}

/// How many characters there are, a bracket counting as one.
pub(crate) fn length(parts: &[Part]) -> usize {
    let lengths = parts.iter().map(|part| match part {
        Part::Words(words) => words.chars().count(),
        Part::Open(_) => 1,
    });
    lengths.sum()
}

/// What turns some words into others, word by word.
pub(crate) fn hunks(was: &[Part], now: &[Part]) -> Vec<Hunk> {
    if was == now {
        return Vec::new();
    }
    let (old, new) = (atoms(was), atoms(now));
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let mut hunks: Vec<Hunk> = Vec::new();
    let (mut at, mut kept) = (0_usize, Vec::new());
    for op in &ops {
        let struck = old.get(op.old_range()).unwrap_or_default();
        let added = new.get(op.new_range()).unwrap_or_default();
        if let DiffOp::Equal { .. } = op {
            at += atoms_length(struck);
            kept = struck.to_vec();
            continue;
        }
        // a lone space between two changes reads better as part of one change
        match hunks
            .last_mut()
            .filter(|_| kept == [Atom::Word(" ")] || kept.is_empty())
        {
            Some(open) => {
                for side in [&mut open.struck, &mut open.added] {
                    extend(side, &kept);
                }
                extend(&mut open.struck, struck);
                extend(&mut open.added, added);
            }
            None => hunks.push(Hunk {
                at,
                struck: joined(struck),
                added: joined(added),
            }),
        }
        at += atoms_length(struck);
        kept = Vec::new();
    }
    hunks
}

/// The words after the hunks; `None` where a hunk does not find what it strikes.
pub(crate) fn with_hunks(was: &[Part], hunks: &[&Hunk]) -> Option<Vec<Part>> {
    let mut now = Vec::new();
    let mut rest = Rest::of(was);
    for hunk in hunks {
        extend_parts(&mut now, rest.up_to(hunk.at)?);
        if rest.up_to(hunk.at + hunk.shrunk())? != hunk.struck {
            return None;
        }
        extend_parts(&mut now, hunk.added.clone());
    }
    extend_parts(&mut now, rest.up_to(length(was))?);
    Some(now)
}

/// What is left of some parts while they are cut from the front.
pub(crate) struct Rest<'a> {
    parts: &'a [Part],
    /// How many characters have been cut off.
    at: usize,
    /// How many bytes of the first part have been cut off.
    byte: usize,
}

impl<'a> Rest<'a> {
    /// All of them.
    pub(crate) const fn of(parts: &'a [Part]) -> Self {
        Self {
            parts,
            at: 0,
            byte: 0,
        }
    }

    /// Cuts off what stands before a place; `None` if the place is behind or beyond.
    pub(crate) fn up_to(&mut self, place: usize) -> Option<Vec<Part>> {
        let mut left = place.checked_sub(self.at)?;
        let mut cut = Vec::new();
        while left > 0 {
            let (first, behind) = self.parts.split_first()?;
            match first {
                Part::Open(_) => {
                    left -= 1;
                    cut.push(first.clone());
                    self.parts = behind;
                }
                Part::Words(words) => {
                    let words = words.get(self.byte..)?;
                    if let Some((byte, _)) = words.char_indices().nth(left) {
                        cut.push(Part::Words(words.get(..byte)?.to_owned()));
                        self.byte += byte;
                        left = 0;
                    } else {
                        left -= words.chars().count();
                        cut.push(Part::Words(words.to_owned()));
                        (self.parts, self.byte) = (behind, 0);
                    }
                }
            }
        }
        self.at = place;
        Some(cut)
    }
}

/// Puts parts behind others; words that meet become one part.
pub(crate) fn extend_parts(parts: &mut Vec<Part>, more: Vec<Part>) {
    for part in more {
        match (parts.last_mut(), part) {
            (Some(Part::Words(before)), Part::Words(words)) => before.push_str(&words),
            (_, Part::Words(words)) if words.is_empty() => {}
            (_, part) => parts.push(part),
        }
    }
}

fn atoms(parts: &[Part]) -> Vec<Atom<'_>> {
    let mut atoms = Vec::new();
    for part in parts {
        match part {
            Part::Words(words) => {
                let words = words.as_str().tokenize_unicode_words();
                atoms.extend(words.into_iter().map(Atom::Word));
            }
            Part::Open(bracket) => atoms.push(Atom::Open(bracket)),
        }
    }
    atoms
}

fn atoms_length(atoms: &[Atom<'_>]) -> usize {
    let lengths = atoms.iter().map(|atom| match atom {
        Atom::Word(word) => word.chars().count(),
        Atom::Open(_) => 1,
    });
    lengths.sum()
}

fn joined(atoms: &[Atom<'_>]) -> Vec<Part> {
    let mut parts = Vec::new();
    extend(&mut parts, atoms);
    parts
}

fn extend(parts: &mut Vec<Part>, atoms: &[Atom<'_>]) {
    for atom in atoms {
        let part = match atom {
            Atom::Word(word) => Part::Words((*word).to_owned()),
            Atom::Open(bracket) => Part::Open((*bracket).clone()),
        };
        extend_parts(parts, vec![part]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Part> {
        vec![Part::Words(text.to_owned())]
    }

    #[test]
    fn a_changed_word_is_struck_and_replaced_where_it_stands() {
        let (was, now) = (
            words("up to 40 boats a year"),
            words("up to 35 boats a year"),
        );
        let found = hunks(&was, &now);
        let expected = Hunk {
            at: 6,
            struck: words("40"),
            added: words("35"),
        };
        assert_eq!(found, [expected]);
    }

    #[test]
    fn words_changed_side_by_side_are_one_hunk() {
        let found = hunks(
            &words("the parties shall leave"),
            &words("the parties will stay"),
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].struck, words("shall leave"));
    }

    #[test]
    fn a_hunk_that_does_not_find_its_words_is_not_applied() {
        let hunk = Hunk {
            at: 4,
            struck: words("boats"),
            added: Vec::new(),
        };
        assert!(with_hunks(&words("the ships"), &[&hunk]).is_none());
        assert!(with_hunks(&words("the"), &[&hunk]).is_none());
    }
}
