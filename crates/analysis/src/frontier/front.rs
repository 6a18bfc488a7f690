//! The frontier as it was found: compact, with the way back from every vector to its packages.

use super::listed::Listed;
use super::multiplicity::Known;
use super::set::{SetId, Sets};
use super::unit::Unit;
use num_bigint::BigUint;
use problem::frontier::{Frontier, Outcome};
use problem::{Package, PartyIx, Score, Table};

/// The non-dominated vectors of a scope, in descending lexicographic order.
///
/// Scores are kept in the narrowest integers that hold them. Packages are found on request, by the
/// way back through the elimination.
#[derive(Debug, Clone)]
pub struct Front {
    frame: Frame,
    store: Option<Store>,
}

/// The sets of an elimination, in the width it was done in.
#[derive(Debug, Clone)]
pub(super) enum Store {
    Narrow(Kept<u16>),
    Middle(Kept<u32>),
    Wide(Kept<u64>),
    Listed(Listed),
}

/// Sets, and the order of the vectors of the last of them.
#[derive(Debug, Clone)]
pub(super) struct Kept<W> {
    sets: Sets<W>,
    root: SetId,
    order: Vec<u32>,
}

impl<W: Unit> Kept<W> {
    /// The sets, and of the root's vectors those that reach the floor.
    pub(super) fn new(sets: Sets<W>, root: SetId, floor: &[u64]) -> Self {
        let places = sets.len_of(root) as u32;
        let mut order: Vec<u32> = (0..places).collect();
        if let Some(set) = sets.get(root) {
            let vector = |place: &u32| set.vector(sets.dims, *place as usize);
            let reaches = |vector: &[W]| vector.iter().zip(floor).all(|(v, f)| v.wide() >= *f);
            order.retain(|place| vector(place).is_some_and(reaches));
            let mut keyed: Vec<(u128, u32)> = order
                .iter()
                .map(|place| (vector(place).map_or(0, head), *place))
                .collect();
            keyed.sort_unstable_by(|(one, a), (other, b)| {
                other.cmp(one).then_with(|| vector(b).cmp(&vector(a)))
            });
            order = keyed.into_iter().map(|(_, place)| place).collect();
        }
        Self { sets, root, order }
    }

    const fn len(&self) -> usize {
        self.order.len()
    }

    fn place(&self, index: usize) -> Option<usize> {
        self.order.get(index).map(|place| *place as usize)
    }

    fn units(&self, index: usize) -> Option<Vec<i64>> {
        let vector = self
            .sets
            .get(self.root)?
            .vector(self.sets.dims, self.place(index)?)?;
        Some(vector.iter().map(|units| units.wide() as i64).collect())
    }

    fn picks(&self, index: usize) -> Option<Vec<(u16, u16)>> {
        Some(self.sets.picks(self.root, self.place(index)?))
    }

    fn packages(&self, index: usize, known: &mut Known) -> Option<BigUint> {
        Some(self.sets.packages(self.root, self.place(index)?, known))
    }

    fn some_packages(&self, index: usize, limit: usize) -> Option<Vec<Vec<(u16, u16)>>> {
        Some(
            self.sets
                .some_packages((self.root, self.place(index)?), limit),
        )
    }

    fn find(&self, wanted: &[W]) -> Option<usize> {
        let set = self.sets.get(self.root)?;
        let vector = |place: &u32| set.vector(self.sets.dims, *place as usize);
        let found = self
            .order
            .binary_search_by(|place| Some(wanted).cmp(&vector(place)));
        found.ok()
    }
}

/// The first scores of a vector as one number, as many as fit: it sorts faster than a list.
fn head<W: Unit>(vector: &[W]) -> u128 {
    let bits = 8 * size_of::<W>();
    let scores = vector.iter().take(128 / bits);
    scores.fold(0, |head, score| head << bits | u128::from(score.wide()))
}

/// The same for each width.
macro_rules! kept {
    ($store:expr, $kept:ident => $answer:expr) => {
        match $store {
            Store::Narrow($kept) => $answer,
            Store::Middle($kept) => $answer,
            Store::Wide($kept) => $answer,
            Store::Listed($kept) => $answer,
        }
    };
}

/// What a vector's units are counted from, and what packages look like.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) brackets: usize,
    /// What every package is worth to each party before anything is counted.
    pub(super) base: Vec<i64>,
}

impl Front {
    pub(super) const fn new(frame: Frame, store: Store) -> Self {
        Self {
            frame,
            store: Some(store),
        }
    }

    /// The frontier as a list gives it, for problems of so many brackets.
    pub(super) fn listed(brackets: usize, frontier: &Frontier) -> Self {
        let (base, listed) = Listed::new(frontier);
        Self::new(Frame { brackets, base }, Store::Listed(listed))
    }

    /// The frontier of a scope that holds no package.
    pub(super) const fn empty(frame: Frame) -> Self {
        Self { frame, store: None }
    }

    /// How many vectors there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.store
            .as_ref()
            .map_or(0, |store| kept!(store, kept => kept.len()))
    }

    /// Whether there is no vector, because no package lies in the scope.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What each party gets by the vector at an index.
    #[must_use]
    pub fn scores(&self, index: usize) -> Option<Table<PartyIx, Score>> {
        let units = kept!(self.store.as_ref()?, kept => kept.units(index)?);
        let parties = units.iter().zip(&self.frame.base);
        Some(
            parties
                .map(|(units, base)| Score::new(base + units))
                .collect(),
        )
    }

    /// Every vector, in descending lexicographic order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Table<PartyIx, Score>> {
        (0..self.len()).map(|index| self.scores(index).unwrap_or_else(|| Table::new(Vec::new())))
    }

    /// Where a vector stands, if it is one of these.
    #[must_use]
    pub fn position(&self, scores: &Table<PartyIx, Score>) -> Option<usize> {
        let units = scores
            .rows()
            .zip(&self.frame.base)
            .map(|(score, base)| u64::try_from(score.get().checked_sub(*base)?).ok());
        let units: Vec<u64> = units.collect::<Option<_>>()?;
        kept!(self.store.as_ref()?, kept => kept.find(&narrowed(&units)?))
    }

    /// A package that gives the vector at an index.
    #[must_use]
    pub fn witness(&self, index: usize) -> Option<Package> {
        let picks = kept!(self.store.as_ref()?, kept => kept.picks(index)?);
        Some(self.package(&picks))
    }

    /// How many packages of the scope give the vector at an index.
    #[must_use]
    pub fn packages(&self, index: usize) -> Option<BigUint> {
        let mut known = Known::new();
        kept!(self.store.as_ref()?, kept => kept.packages(index, &mut known))
    }

    /// The packages that give the vector at an index, at most so many, and how many there are.
    #[must_use]
    pub fn packages_of(&self, index: usize, limit: usize) -> Option<(Vec<Package>, BigUint)> {
        let some = kept!(self.store.as_ref()?, kept => kept.some_packages(index, limit)?);
        let mut some: Vec<Package> = some.iter().map(|picks| self.package(picks)).collect();
        some.sort_unstable();
        Some((some, self.packages(index)?))
    }

    /// The same as the definition gives it: every vector with a package and how many there are.
    #[must_use]
    pub fn to_outcomes(&self) -> Frontier {
        self.outcomes_at(0..self.len())
    }

    /// The vectors at these indices, each with a package and how many there are.
    #[must_use]
    pub fn outcomes_at(&self, indices: impl IntoIterator<Item = usize>) -> Frontier {
        let mut known = Known::new();
        let outcome = |index: usize| {
            let packages = kept!(self.store.as_ref()?, kept => kept.packages(index, &mut known)?);
            Some(Outcome {
                scores: self.scores(index)?,
                witness: self.witness(index)?,
                packages,
            })
        };
        indices.into_iter().filter_map(outcome).collect()
    }

    fn package(&self, picks: &[(u16, u16)]) -> Package {
        let mut positions = vec![0; self.frame.brackets];
        for (bracket, choice) in picks {
            if let Some(position) = positions.get_mut(usize::from(*bracket)) {
                *position = *choice;
            }
        }
        Package::at(&positions)
    }
}

/// The units in a width, unless one does not fit.
fn narrowed<W: Unit>(units: &[u64]) -> Option<Vec<W>> {
    let narrowed = units.iter().map(|wide| {
        let narrow = W::narrow(*wide);
        (narrow.wide() == *wide).then_some(narrow)
    });
    narrowed.collect()
}
