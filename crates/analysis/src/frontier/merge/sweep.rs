//! The merge of up to three parties: candidates in descending order, and a staircase.
//!
//! In descending lexicographic order nothing that comes later dominates what came before, and the
//! first party needs no comparison; what is left to ask is whether the staircase of the others
//! covers a candidate (Kung, Luccio, Preparata 1975).
#![expect(
    clippy::indexing_slicing,
    reason = "a kernel; places come from searches in the same list"
)]

use super::{Kept, Merge};
use crate::frontier::unit::Unit;

/// A candidate: its vector, and its number.
#[derive(Clone, Copy)]
struct Candidate<W, const D: usize> {
    vector: [W; D],
    number: u32,
}

/// The candidates that no other dominates, in descending order.
pub(super) fn kept<W: Unit, const D: usize>(merge: &Merge<'_, W>) -> Kept<W> {
    let mut runs = Runs::<W, D>::new(merge);
    while runs.ends.len() > 1 {
        runs.halve();
    }
    let mut stairs = Stairs::new();
    let mut kept = Kept {
        scores: Vec::new(),
        back: Vec::new(),
    };
    for candidate in runs.list {
        if stairs.admit(&candidate.vector) {
            kept.scores.extend_from_slice(&candidate.vector);
            kept.back.push(candidate.number);
        }
    }
    kept
}

/// Sorted runs of candidates, one after the other.
struct Runs<W, const D: usize> {
    list: Vec<Candidate<W, D>>,
    spare: Vec<Candidate<W, D>>,
    ends: Vec<usize>,
}

impl<W: Unit, const D: usize> Runs<W, D> {
    fn new(merge: &Merge<'_, W>) -> Self {
        let mut list = Vec::with_capacity(merge.candidates() as usize);
        let mut ends = Vec::with_capacity(merge.sources.len());
        let mut number = 0;
        for source in merge.sources {
            let (vectors, _) = source.vectors.as_chunks::<D>();
            for vector in vectors {
                let moved: [W; D] = std::array::from_fn(|d| vector[d].plus(source.shift[d]));
                if moved.iter().zip(merge.floor).all(|(v, least)| v >= least) {
                    list.push(Candidate {
                        vector: moved,
                        number,
                    });
                }
                number += 1;
            }
            ends.push(list.len());
        }
        Self {
            list,
            spare: Vec::new(),
            ends,
        }
    }

    /// Merges the runs two by two; of equal candidates the earlier comes first.
    fn halve(&mut self) {
        self.spare.clear();
        self.spare.reserve(self.list.len());
        let mut ends = Vec::with_capacity(self.ends.len() / 2 + 1);
        let mut start = 0;
        for pair in self.ends.chunks(2) {
            let end = pair[pair.len() - 1];
            let (one, other) = self.list[start..end].split_at(pair[0] - start);
            join(one, other, &mut self.spare);
            ends.push(end);
            start = end;
        }
        std::mem::swap(&mut self.list, &mut self.spare);
        self.ends = ends;
    }
}

fn join<W: Unit, const D: usize>(
    one: &[Candidate<W, D>],
    other: &[Candidate<W, D>],
    joined: &mut Vec<Candidate<W, D>>,
) {
    let (mut i, mut j) = (0, 0);
    while i < one.len() && j < other.len() {
        let first = W::order(&one[i].vector, &other[j].vector).is_ge();
        joined.push(if first { one[i] } else { other[j] });
        i += usize::from(first);
        j += usize::from(!first);
    }
    joined.extend_from_slice(&one[i..]);
    joined.extend_from_slice(&other[j..]);
}

/// What the candidates so far cover of the parties after the first.
///
/// Invariant: seconds strictly ascend, thirds strictly descend.
struct Stairs<W> {
    seconds: Vec<W>,
    thirds: Vec<W>,
}

impl<W: Unit> Stairs<W> {
    const fn new() -> Self {
        Self {
            seconds: Vec::new(),
            thirds: Vec::new(),
        }
    }

    /// Takes a candidate in, unless the stairs cover it.
    fn admit<const D: usize>(&mut self, vector: &[W; D]) -> bool {
        let second = if D > 1 { vector[1] } else { W::default() };
        let third = if D > 2 { vector[2] } else { W::default() };
        let place = self.seconds.partition_point(|s| *s < second);
        if self.thirds.get(place).is_some_and(|t| *t >= third) {
            return false;
        }
        // What the new step covers ends where a third is greater.
        let below = self.thirds[..place].partition_point(|t| *t > third);
        let above = place + usize::from(self.seconds.get(place) == Some(&second));
        self.seconds.splice(below..above, [second]);
        self.thirds.splice(below..above, [third]);
        true
    }
}
