//! Sets of partial vectors, each with the way back to the options it is made of.
//!
//! Invariant: a set's candidates are numbered part by part; the candidate `c` of a part is the
//! vector `c` of the set the part comes from, moved by the part's shift.

use super::finder::Finder;
use super::unit::Unit;

/// A set's place among the sets of one elimination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SetId(u32);

/// One source of candidates: a whole set, moved.
#[derive(Debug, Clone)]
pub(super) struct Part<W> {
    /// The set that is moved.
    pub(super) from: SetId,
    /// By how much, for each party.
    pub(super) shift: Vec<W>,
    /// The vector of another set that the shift contains.
    pub(super) also: Option<(SetId, u32)>,
    /// The option that the shift contains, as bracket and option.
    pub(super) pick: Option<(u16, u16)>,
}

/// Vectors none of which dominates another.
#[derive(Debug, Clone)]
pub(super) struct Set<W> {
    /// The vectors, one after the other.
    pub(super) scores: Vec<W>,
    /// For each vector the number of the candidate it was.
    pub(super) back: Vec<u32>,
    /// Where candidates come from, each with the number of its first candidate.
    pub(super) parts: Vec<(u32, Part<W>)>,
    /// The most a vector could reach for each party, by the plan.
    pub(super) most: Vec<u64>,
    /// By how much, at most, what was left out was better than some vector, for each party.
    pub(super) slack: Vec<u64>,
    /// Finds a vector's place.
    pub(super) finder: Finder,
}

impl<W: Unit> Set<W> {
    pub(super) const fn len(&self) -> usize {
        self.back.len()
    }

    /// The vector at a place.
    pub(super) fn vector(&self, dims: usize, place: usize) -> Option<&[W]> {
        self.scores.get(place * dims..(place + 1) * dims)
    }

    /// The part that a vector comes from, and its place in that part's set.
    pub(super) fn origin(&self, place: usize) -> Option<(&Part<W>, usize)> {
        let candidate = *self.back.get(place)?;
        let after = self.parts.partition_point(|(start, _)| *start <= candidate);
        let (start, part) = self.parts.get(after.checked_sub(1)?)?;
        Some((part, (candidate - start) as usize))
    }
}

/// All sets of one elimination, in the order they were made.
#[derive(Debug, Clone)]
pub(super) struct Sets<W> {
    pub(super) dims: usize,
    sets: Vec<Set<W>>,
}

impl<W: Unit> Sets<W> {
    /// The sets of an elimination that has not begun: only the unit, which holds the zero vector.
    pub(super) fn new(dims: usize) -> Self {
        let unit = Set {
            scores: vec![W::default(); dims],
            back: vec![0],
            parts: Vec::new(),
            most: vec![0; dims],
            slack: vec![0; dims],
            finder: Finder::default(),
        };
        Self {
            dims,
            sets: vec![unit],
        }
    }

    /// The set that holds only the zero vector.
    pub(super) const UNIT: SetId = SetId(0);

    pub(super) fn push(&mut self, set: Set<W>) -> SetId {
        self.sets.push(set);
        SetId(self.sets.len() as u32 - 1)
    }

    pub(super) fn get(&self, id: SetId) -> Option<&Set<W>> {
        self.sets.get(id.0 as usize)
    }

    pub(super) fn len_of(&self, id: SetId) -> usize {
        self.get(id).map_or(0, Set::len)
    }

    /// Every option that a vector is made of, as bracket and option.
    pub(super) fn picks(&self, id: SetId, place: usize) -> Vec<(u16, u16)> {
        let mut picks = Vec::new();
        let mut open = vec![(id, place)];
        while let Some((id, place)) = open.pop() {
            if id == Self::UNIT {
                continue;
            }
            let Some((part, from)) = self.get(id).and_then(|set| set.origin(place)) else {
                continue;
            };
            picks.extend(part.pick);
            open.push((part.from, from));
            open.extend(part.also.map(|(id, place)| (id, place as usize)));
        }
        picks
    }
}
