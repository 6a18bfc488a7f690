//! How many packages have a vector, and which.
//!
//! Every way to make a non-dominated vector goes through vectors that were kept: had a part been
//! dominated, so would be the whole. So the ways are counted by looking the parts up again.

use super::set::{SetId, Sets};
use super::unit::Unit;
use num_bigint::BigUint;
use std::collections::BTreeMap;

/// Counts found so far, by set and place.
pub(super) type Known = BTreeMap<(SetId, usize), BigUint>;

/// One step back from a vector: the option picked, and the vectors it is made of.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) pick: Option<(u16, u16)>,
    pub(super) from: (SetId, usize),
    pub(super) also: Option<(SetId, usize)>,
}

impl<W: Unit> Sets<W> {
    /// How many ways lead to a vector.
    pub(super) fn packages(&self, id: SetId, place: usize, known: &mut Known) -> BigUint {
        if id == Self::UNIT {
            return BigUint::from(1_u8);
        }
        if let Some(count) = known.get(&(id, place)) {
            return count.clone();
        }
        let mut count = BigUint::ZERO;
        for way in self.ways(id, place) {
            let from = self.packages(way.from.0, way.from.1, known);
            count += match way.also {
                Some((id, place)) => from * self.packages(id, place, known),
                None => from,
            };
        }
        known.insert((id, place), count.clone());
        count
    }

    /// Every step back from a vector, in the order of the set's parts.
    pub(super) fn ways(&self, id: SetId, place: usize) -> Vec<Way> {
        let Some((set, vector)) = self
            .get(id)
            .and_then(|set| Some((set, set.vector(self.dims, place)?)))
        else {
            return Vec::new();
        };
        let parts = set.parts.iter().filter_map(|(_, part)| {
            let wanted: Option<Vec<W>> = vector
                .iter()
                .zip(&part.shift)
                .map(|(v, s)| v.minus(*s))
                .collect();
            let from = self.get(part.from)?.position(self.dims, &wanted?)?;
            let also = part.also.map(|(id, place)| (id, place as usize));
            Some(Way {
                pick: part.pick,
                from: (part.from, from),
                also,
            })
        });
        parts.collect()
    }

    /// The options of at most so many packages that give a vector.
    pub(super) fn some_packages(
        &self,
        (id, place): (SetId, usize),
        limit: usize,
    ) -> Vec<Vec<(u16, u16)>> {
        if id == Self::UNIT {
            return vec![Vec::new(); limit.min(1)];
        }
        let mut packages = Vec::new();
        for way in self.ways(id, place) {
            let left = limit - packages.len();
            if left == 0 {
                break;
            }
            let also = way.also.unwrap_or((Self::UNIT, 0));
            let others = self.some_packages(also, left);
            for from in self.some_packages(way.from, left) {
                let joined = others
                    .iter()
                    .map(|other| way.pick.iter().chain(other).chain(&from).copied().collect());
                let room = limit - packages.len();
                packages.extend(joined.take(room));
            }
        }
        packages
    }
}
