//! A square of bits: which step stands in a relation to which.
#![expect(
    clippy::indexing_slicing,
    reason = "rows and columns are steps of one plan"
)]

/// Rows of bits, one row and one column for each step.
#[derive(Debug, Clone)]
pub(super) struct Square {
    width: usize,
    words: Vec<u64>,
}

impl Square {
    pub(super) fn none(size: usize) -> Self {
        let width = size.div_ceil(64);
        Self {
            width,
            words: vec![0; width * size],
        }
    }

    pub(super) fn has(&self, row: u32, column: u32) -> bool {
        let word = self.words[row as usize * self.width + column as usize / 64];
        word >> (column % 64) & 1 == 1
    }

    /// A row.
    pub(super) fn row(&self, row: u32) -> &[u64] {
        let start = row as usize * self.width;
        &self.words[start..start + self.width]
    }

    /// Sets a row's bits where another row, kept apart, has them.
    pub(super) fn join(&mut self, row: u32, bits: &[u64]) {
        let start = row as usize * self.width;
        for (word, more) in self.words[start..start + self.width].iter_mut().zip(bits) {
            *word |= more;
        }
    }
}

/// A row that stands alone.
pub(super) fn row(size: usize, columns: impl Iterator<Item = u32>) -> Vec<u64> {
    let mut bits = vec![0; size.div_ceil(64)];
    for column in columns {
        bits[column as usize / 64] |= 1 << (column % 64);
    }
    bits
}

/// Whether a row that stands alone has a column.
pub(super) fn has(row: &[u64], column: u32) -> bool {
    row[column as usize / 64] >> (column % 64) & 1 == 1
}
