//! Where a vector stands in a set.
//!
//! Sets of up to three parties are in descending order. Those of more are in the order of a tree:
//! the first questions are answered by reading on, and an index is made when there are many.

use super::set::Set;
use super::unit::Unit;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// How many questions are answered without an index.
const SCANS_MAX: u32 = 16;

/// What is known about the order of a set.
#[derive(Debug, Default)]
pub(super) struct Finder {
    scans: AtomicU32,
    /// The places in ascending order of their vectors.
    index: OnceLock<Vec<u32>>,
}

impl Clone for Finder {
    fn clone(&self) -> Self {
        Self {
            scans: AtomicU32::new(0),
            index: self.index.clone(),
        }
    }
}

impl<W: Unit> Set<W> {
    /// The place of a vector, if the set has it.
    pub(super) fn position(&self, dims: usize, wanted: &[W]) -> Option<usize> {
        if dims <= 3 {
            return self.in_descending_order(dims, wanted);
        }
        if self.finder.index.get().is_none()
            && self.finder.scans.fetch_add(1, Ordering::Relaxed) < SCANS_MAX
        {
            return self
                .scores
                .chunks_exact(dims)
                .position(|vector| vector == wanted);
        }
        let vector = |place: &u32| self.vector(dims, *place as usize);
        let index = self.finder.index.get_or_init(|| {
            let mut places: Vec<u32> = (0..self.len() as u32).collect();
            places.sort_unstable_by(|one, other| vector(one).cmp(&vector(other)));
            places
        });
        let found = index.binary_search_by(|place| vector(place).cmp(&Some(wanted)));
        index.get(found.ok()?).map(|place| *place as usize)
    }

    fn in_descending_order(&self, dims: usize, wanted: &[W]) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.vector(dims, middle)? > wanted {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (self.vector(dims, low)? == wanted).then_some(low)
    }
}
