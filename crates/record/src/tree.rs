//! A Merkle tree that grows at its right edge (RFC 6962, section 2.1).
//!
//! A node is named by its level (0: leaves) and its place in it; only *full* nodes are named, those
//! with `2^level` leaves below them, because they never change. They are kept with the leaf that
//! completes them: [`Edge::append`] gives the hashes to keep, lowest first, and [`Node::kept_with`]
//! tells where one is found again.

use crate::Hash;

/// A full node: the root of `2^level` leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    level: u32,
    place: u64,
}

impl Node {
    /// The leaf of this number, from 0.
    #[must_use]
    pub const fn leaf(number: u64) -> Self {
        Self {
            level: 0,
            place: number,
        }
    }

    /// The node of this level that has the place, counted from 0, from the left.
    #[must_use]
    pub const fn at(level: u32, place: u64) -> Self {
        Self { level, place }
    }

    /// How far above the leaves it is.
    #[must_use]
    pub const fn level(self) -> u32 {
        self.level
    }

    /// The leaf that completes it, with whose number its hash is kept; among the hashes kept there
    /// it has the place of its level. `None` for a node that no tree can have.
    #[must_use]
    pub fn kept_with(self) -> Option<u64> {
        let end = self.place.checked_add(1)?;
        let leaves = end.checked_shl(self.level)?;
        (leaves >> self.level == end).then_some(leaves.checked_sub(1)?)
    }
}

/// The right edge of a tree: its size, and the full nodes that it consists of.
///
/// It is all that is needed to append to a tree and to tell its root.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    /// One for each bit that is set in the size, largest first.
    peaks: Vec<Hash>,
}

impl Edge {
    /// The edge of a tree of this size whose [`peaks`] have these hashes; `None` if the number of
    /// hashes is another one.
    #[must_use]
    pub fn new(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        let fits = usize::try_from(size.count_ones()) == Ok(peaks.len());
        fits.then_some(Self { size, peaks })
    }

    /// How many leaves the tree has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf. Returns the hashes of the full nodes that it completes, the leaf first.
    pub fn append(&mut self, leaf: Hash) -> Vec<Hash> {
        let mut kept = vec![leaf];
        let mut top = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                top = Hash::of_node(&left, &top);
                kept.push(top);
            }
        }
        self.peaks.push(top);
        self.size += 1;
        kept
    }

    /// The root of the tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut from_right = self.peaks.iter().rev();
        let smallest = from_right.next().copied();
        let joined =
            smallest.map(|first| from_right.fold(first, |right, left| Hash::of_node(left, &right)));
        joined.unwrap_or_else(Hash::of_nothing)
    }
}

/// The full nodes that a tree of this size consists of, largest first.
#[must_use]
pub fn peaks(size: u64) -> Vec<Node> {
    full_nodes(0, size)
}

/// The fewest full nodes that have the leaves from `start` up to `end` below them, where `start` is
/// a multiple of the largest power of two that fits behind it.
pub(crate) fn full_nodes(start: u64, end: u64) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut at = start;
    while at < end {
        let level = (end - at).ilog2();
        nodes.push(Node {
            level,
            place: at >> level,
        });
        at += 1 << level;
    }
    nodes
}

/// The hash over the leaves from `start` up to `end`, out of full nodes.
pub(crate) fn subtree<E>(
    start: u64,
    end: u64,
    hash_of: &mut impl FnMut(Node) -> Result<Hash, E>,
) -> Result<Hash, E> {
    let mut hashes = full_nodes(start, end)
        .into_iter()
        .map(hash_of)
        .collect::<Result<Vec<Hash>, E>>()?;
    let last = hashes.pop().unwrap_or_else(Hash::of_nothing);
    Ok(hashes
        .iter()
        .rev()
        .fold(last, |right, left| Hash::of_node(left, &right)))
}

/// The largest power of two below a size of two or more.
pub(crate) const fn split(size: u64) -> u64 {
    match size.saturating_sub(1).checked_ilog2() {
        Some(level) => 1 << level,
        None => 0,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A tree with everything kept, as a store keeps it.
    #[derive(Default)]
    pub(crate) struct Kept {
        pub(crate) edge: Edge,
        rows: Vec<Vec<Hash>>,
    }

    impl Kept {
        pub(crate) fn of(size: u64) -> Self {
            let mut kept = Self::default();
            for number in 0..size {
                kept.append(format!("entry-{number}").as_bytes());
            }
            kept
        }

        pub(crate) fn append(&mut self, entry: &[u8]) {
            self.rows.push(self.edge.append(Hash::of_leaf(entry)));
        }

        pub(crate) fn hash_of(&self, node: Node) -> Result<Hash, Node> {
            let row = node.kept_with().and_then(|row| usize::try_from(row).ok());
            let hash = row.and_then(|row| self.rows.get(row)?.get(node.level as usize));
            hash.copied().ok_or(node)
        }
    }

    /// The root as RFC 6962 writes it down.
    fn root_by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Hash::of_nothing(),
            [leaf] => *leaf,
            several => {
                let (left, right) = several.split_at(split(several.len() as u64) as usize);
                Hash::of_node(&root_by_definition(left), &root_by_definition(right))
            }
        }
    }

    #[test]
    fn the_root_is_the_one_of_the_definition_at_every_size() {
        let mut kept = Kept::default();
        let mut leaves = Vec::new();
        for number in 0..300_u64 {
            assert_eq!(kept.edge.root(), root_by_definition(&leaves));
            assert_eq!(kept.edge.size(), number);
            let entry = number.to_be_bytes();
            kept.append(&entry);
            leaves.push(Hash::of_leaf(&entry));
        }
    }

    #[test]
    fn a_node_that_no_tree_can_have_is_kept_nowhere() {
        assert_eq!(Node::at(63, 0).kept_with(), Some((1 << 63) - 1));
        assert_eq!(Node::at(63, 2).kept_with(), None);
        assert_eq!(Node::at(64, 0).kept_with(), None);
        assert_eq!(Node::at(0, u64::MAX).kept_with(), None);
    }

    proptest! {
        #[test]
        fn an_edge_is_found_again_among_what_is_kept(size in 0_u64..2_000) {
            let kept = Kept::of(size);
            let hashes: Result<Vec<Hash>, Node> =
                peaks(size).into_iter().map(|node| kept.hash_of(node)).collect();
            prop_assert_eq!(Edge::new(size, hashes.unwrap()), Some(kept.edge));
        }

        #[test]
        fn an_edge_of_the_wrong_number_of_peaks_is_none(size in 0_u64..1_000, more in 1_usize..5) {
            let hashes = vec![Hash::of_nothing(); size.count_ones() as usize + more];
            prop_assert_eq!(Edge::new(size, hashes), None);
        }
    }
}
