//! The states after some brackets, each once, with how many partial packages lead to it.
//!
//! Invariant: no two rows are equal; rows keep the order in which they first came.

#![expect(
    clippy::indexing_slicing,
    reason = "kernel: slots hold rows that exist, rows are `width` words apart"
)]

use std::ops::AddAssign;

/// States and counts, found again by open addressing.
#[derive(Debug)]
pub(super) struct Layer<C> {
    width: usize,
    rows: Vec<u64>,
    counts: Vec<C>,
    slots: Vec<u32>,
}

const FREE: u32 = u32::MAX;

impl<C: Clone + for<'a> AddAssign<&'a C>> Layer<C> {
    pub(super) fn new(width: usize) -> Self {
        Self {
            width,
            rows: Vec::new(),
            counts: Vec::new(),
            slots: vec![FREE; 16],
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.counts.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&[u64], &C)> {
        let rows = (0..self.len()).map(|row| self.row(row));
        rows.zip(&self.counts)
    }

    fn row(&self, row: usize) -> &[u64] {
        &self.rows[row * self.width..(row + 1) * self.width]
    }

    /// Adds so many ways to a state.
    pub(super) fn add(&mut self, state: &[u64], ways: &C) {
        if (self.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let mut slot = self.home(state);
        while self.slots[slot] != FREE {
            let row = self.slots[slot] as usize;
            if self.row(row) == state {
                self.counts[row] += ways;
                return;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.slots[slot] = u32::try_from(self.len()).unwrap_or(FREE);
        self.rows.extend_from_slice(state);
        self.counts.push(ways.clone());
    }

    fn home(&self, state: &[u64]) -> usize {
        let mix = |hash: u64, word: &u64| {
            let mixed = (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            mixed ^ (mixed >> 32)
        };
        let hash = state.iter().fold(0x51_7C_C1_B7, mix);
        let mask = self.slots.len() as u64 - 1;
        usize::try_from(hash & mask).unwrap_or(0)
    }

    fn grow(&mut self) {
        self.slots = vec![FREE; self.slots.len() * 2];
        for row in 0..self.len() {
            let mut slot = self.home(self.row(row));
            while self.slots[slot] != FREE {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            self.slots[slot] = u32::try_from(row).unwrap_or(FREE);
        }
    }
}
