//! A block: prefixes of one depth, side by side.

use super::field::Room;

/// Prefixes of one depth, side by side.
pub(super) struct Block {
    pub(super) depth: usize,
    pub(super) rooms: Vec<Room>,
    pub(super) scores: Vec<i64>,
    pub(super) places: Vec<u16>,
    pub(super) counts: Vec<u128>,
    /// The thresholds that the rooms were measured from.
    pub(super) thresholds: Vec<i64>,
}

impl Block {
    pub(super) fn like(&self, depth: usize) -> Self {
        Self {
            depth,
            rooms: Vec::new(),
            scores: Vec::new(),
            places: Vec::new(),
            counts: Vec::new(),
            thresholds: self.thresholds.clone(),
        }
    }

    /// The prefixes at these places, in this order.
    pub(super) fn chosen(&self, chosen: &[u32], parties: usize, stages: usize) -> Self {
        let mut block = self.like(self.depth);
        for index in chosen {
            let index = *index as usize;
            block.rooms.push(self.rooms[index]);
            block.counts.push(self.counts[index]);
            block
                .scores
                .extend_from_slice(&self.scores[index * parties..][..parties]);
            block
                .places
                .extend_from_slice(&self.places[index * stages..][..stages]);
        }
        block
    }
}
