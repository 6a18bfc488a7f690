//! A table is a list that only one kind of id may index.
//!
//! Invariant: this is the one file that indexes; an id from another table of the same kind gives
//! `None`, never a panic.

use std::marker::PhantomData;

/// What can stand as the id of a table's row.
pub trait Index: Copy + Ord {
    /// The id at a position, or nothing if there cannot be so many rows.
    fn from_position(position: usize) -> Option<Self>;

    /// The position of the id, counted from 0.
    fn position(self) -> usize;
}

/// A list of `V` whose rows are named by `K`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Table<K, V> {
    rows: Vec<V>,
    kind: PhantomData<K>,
}

impl<K: Index, V> Table<K, V> {
    /// A table with these rows, in this order.
    #[must_use]
    pub const fn new(rows: Vec<V>) -> Self {
        Self {
            rows,
            kind: PhantomData,
        }
    }

    /// The row of an id, if the table has it.
    #[must_use]
    pub fn get(&self, id: K) -> Option<&V> {
        self.rows.get(id.position())
    }

    /// The row of an id, to be changed, if the table has it.
    pub fn get_mut(&mut self, id: K) -> Option<&mut V> {
        self.rows.get_mut(id.position())
    }

    /// How many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every id, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = K> + ExactSizeIterator + use<K, V> {
        let ids: Vec<K> = (0..self.rows.len()).filter_map(K::from_position).collect();
        ids.into_iter()
    }

    /// Every id with its row, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (K, &V)> {
        self.ids().zip(&self.rows)
    }

    /// The rows, in order.
    pub fn rows(&self) -> std::slice::Iter<'_, V> {
        self.rows.iter()
    }

    /// The rows as a slice, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[V] {
        &self.rows
    }

    /// A table of the same ids with other rows.
    pub fn map<W>(&self, row: impl FnMut(&V) -> W) -> Table<K, W> {
        Table::new(self.rows.iter().map(row).collect())
    }
}

impl<K: Index, V> FromIterator<V> for Table<K, V> {
    fn from_iter<I: IntoIterator<Item = V>>(rows: I) -> Self {
        Self::new(rows.into_iter().collect())
    }
}
