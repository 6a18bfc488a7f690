//! Points and edits of them, drawn for property tests.

use crate::{BracketText, ChoiceText, Part, PointParts, PointText};
use case::{BracketId, ChoiceId, Language, PointId, Wording};
use proptest::prelude::*;
use std::collections::BTreeSet;

const WORDS: [&str; 12] = [
    "the ", "quota ", "40 000 ", "boats ", "shall ", "may ", "leave", ", ", ". ", "\n", "\n\n",
    "не ",
];

/// A piece of a drawn point's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Word(usize),
    Open(usize),
}

/// A drawn bracket: its question, its options (id and words) and the settled one.
type Question = (usize, Vec<(usize, usize)>, Option<usize>);

/// A drawn point, loose enough to be edited at will.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    title: usize,
    pieces: Vec<Piece>,
    brackets: Vec<Question>,
    second_language: bool,
}

/// One edit of a drawn point: what, where, and with which word.
pub(crate) type Edit = (u8, usize, usize);

impl Model {
    /// The point it stands for.
    pub(crate) fn point(&self) -> PointText {
        let word = |at: usize| WORDS[at % WORDS.len()];
        let mut seen = BTreeSet::new();
        let mut parts = Vec::new();
        for piece in &self.pieces {
            match piece {
                Piece::Word(at) => parts.push(Part::Words(word(*at).to_owned())),
                Piece::Open(id) if seen.insert(*id) => {
                    parts.push(Part::Open(BracketId::new(format!("b{id}"))));
                    parts.push(Part::Words(" ".to_owned()));
                }
                Piece::Open(_) => {}
            }
        }
        let brackets = self
            .brackets
            .iter()
            .enumerate()
            .filter(|(id, _)| seen.contains(id));
        let brackets = brackets.map(|(id, (question, choices, settled))| {
            let texts = choices.iter().map(|(id, words)| {
                let words = Wording::english(word(*words));
                ChoiceText::new(ChoiceId::new(format!("c{id}")), &words).unwrap()
            });
            let bracket = BracketText::new(
                BracketId::new(format!("b{id}")),
                &Wording::english(word(*question)),
                texts.collect(),
            );
            let taken = settled.filter(|id| choices.iter().any(|(c, _)| c == id));
            let taken = taken.map(|id| ChoiceId::new(format!("c{id}")));
            bracket.unwrap().with_settled(taken).unwrap()
        });
        let mut body = [(Language::english(), parts.clone())].to_vec();
        if self.second_language {
            body.push((Language::new("uk"), parts));
        }
        PointText::new(PointParts {
            id: PointId::new("p"),
            number: Some(1),
            title: Wording::english(word(self.title)),
            brackets: brackets.collect(),
            body: body.into_iter().collect(),
        })
        .unwrap()
    }

    /// The point after an edit.
    pub(crate) fn edited(mut self, (kind, at, word): Edit) -> Self {
        let place = at % (self.pieces.len() + 1);
        let bracket = at % self.brackets.len().max(1);
        match kind % 12 {
            0 => self.title = word,
            1 | 2 => self.pieces.insert(place, Piece::Word(word)),
            3 | 4 if place < self.pieces.len() => self.pieces[place] = Piece::Word(word),
            5 if place < self.pieces.len() => drop(self.pieces.remove(place)),
            6 => {
                self.pieces.insert(place, Piece::Open(self.brackets.len()));
                self.brackets.push((word, vec![(0, word), (1, at)], None));
            }
            7 => {
                self.pieces.retain(|piece| *piece != Piece::Open(bracket));
                let place = word % (self.pieces.len() + 1);
                self.pieces
                    .insert(place, Piece::Open(bracket % self.brackets.len().max(1)));
            }
            kind => {
                if let Some((question, choices, settled)) = self.brackets.get_mut(bracket) {
                    match kind {
                        8 => *question = word,
                        9 if choices.iter().all(|(id, _)| *id != word) => {
                            choices.insert(word % (choices.len() + 1), (word, at));
                        }
                        10 if !choices.is_empty() => drop(choices.remove(word % choices.len())),
                        _ => *settled = choices.get(word % 3).map(|(id, _)| *id),
                    }
                }
            }
        }
        self.pieces.retain(|piece| match piece {
            Piece::Word(_) => true,
            Piece::Open(id) => *id < self.brackets.len(),
        });
        self
    }
}

/// A point with words and a few brackets.
pub(crate) fn model() -> impl Strategy<Value = Model> {
    let choices = proptest::collection::vec(0_usize..20, 0..4);
    let bracket = (0_usize..20, choices, proptest::option::of(0_usize..4));
    let bracket = bracket.prop_map(|(question, words, settled)| {
        (question, words.into_iter().enumerate().collect(), settled)
    });
    let piece = prop_oneof![
        6 => (0_usize..20).prop_map(Piece::Word),
        1 => (0_usize..3).prop_map(Piece::Open),
    ];
    let pieces = proptest::collection::vec(piece, 0..40);
    let brackets = proptest::collection::vec(bracket, 3);
    (0_usize..20, pieces, brackets, any::<bool>()).prop_map(
        |(title, pieces, brackets, second_language)| Model {
            title,
            pieces,
            brackets,
            second_language,
        },
    )
}

/// A few edits.
pub(crate) fn edits() -> impl Strategy<Value = Vec<Edit>> {
    proptest::collection::vec((any::<u8>(), 0_usize..40, 0_usize..20), 1..4)
}
