//! Tiles (C2SP tlog-tiles v0.1.0): a log cut into files that never change once they are full.

use crate::tree::Node;
use crate::{Hash, ReadError};
use std::fmt;

/// How many hashes, or entries, a full tile has.
pub const TILE_WIDTH: u64 = 256;
/// The height of a tile in levels of the tree.
const HEIGHT: u32 = 8;
/// The highest level of tiles.
const LEVEL_MAX: u32 = 63;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TileKind {
    /// The hashes of a level: 0 for leaves, 1 for the roots of full tiles of leaves, and so on.
    Hashes(u32),
    /// The entries themselves.
    Entries,
}

/// A tile: which, and how many of its places are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    kind: TileKind,
    place: u64,
    width: u64,
}

/// An entry that is too long for a log: what is logged is a commitment, not a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an entry of `{0}` bytes is longer than 65535")]
pub struct EntryTooLong(pub usize);

impl Tile {
    /// A tile, if there can be such a one.
    #[must_use]
    pub const fn new(kind: TileKind, place: u64, width: u64) -> Option<Self> {
        let fits = match kind {
            TileKind::Hashes(level) => level <= LEVEL_MAX,
            TileKind::Entries => true,
        };
        if !fits || width == 0 || width > TILE_WIDTH {
            return None;
        }
        Some(Self { kind, place, width })
    }

    /// The tiles of a log of this size, entries first.
    #[must_use]
    pub fn of_log(size: u64) -> Vec<Self> {
        let entries = Self::of_kind(TileKind::Entries, size);
        entries.chain(Self::hashes_of_log(size)).collect()
    }

    /// The tiles of hashes of a log of this size, one after the other.
    pub(crate) fn hashes_of_log(size: u64) -> impl Iterator<Item = Self> {
        let levels = (0..HEIGHT).map(TileKind::Hashes);
        levels.flat_map(move |kind| Self::of_kind(kind, size))
    }

    /// The tiles of one kind of a log of this size, one after the other.
    pub(crate) fn of_kind(kind: TileKind, size: u64) -> impl Iterator<Item = Self> {
        let level = match kind {
            TileKind::Hashes(level) => level,
            TileKind::Entries => 0,
        };
        let hashes = size.checked_shr(HEIGHT * level).unwrap_or(0);
        let (full, partial) = (hashes / TILE_WIDTH, hashes % TILE_WIDTH);
        let last = Self::new(kind, full, partial);
        let full = (0..full).filter_map(move |place| Self::new(kind, place, TILE_WIDTH));
        full.chain(last)
    }

    /// A tile by its path.
    #[must_use]
    pub fn of_path(path: &str) -> Option<Self> {
        let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let kind = match kind {
            "entries" => TileKind::Entries,
            level => TileKind::Hashes(u32::try_from(crate::lines::number(level)?).ok()?),
        };
        let (place, width) = match rest.split_once(".p/") {
            Some((place, width)) => (place, crate::lines::number(width)?),
            None => (rest, TILE_WIDTH),
        };
        let digits = place
            .split('/')
            .map(|group| group.strip_prefix('x').unwrap_or(group));
        let place = digits.collect::<String>().parse().ok()?;
        let tile = Self::new(kind, place, width)?;
        // There is one path for each tile.
        (tile.to_string() == path).then_some(tile)
    }

    /// What it holds.
    #[must_use]
    pub const fn kind(&self) -> TileKind {
        self.kind
    }

    /// The numbers of its first leaf or entry and of the one behind its last, among the nodes of
    /// its level.
    #[must_use]
    pub const fn range(&self) -> (u64, u64) {
        let start = self.place.saturating_mul(TILE_WIDTH);
        (start, start.saturating_add(self.width))
    }

    /// The bytes of a tile of hashes.
    ///
    /// # Errors
    ///
    /// What `hash_of` says where it does not have a node.
    pub fn hashes<E>(
        &self,
        mut hash_of: impl FnMut(Node) -> Result<Hash, E>,
    ) -> Result<Vec<u8>, E> {
        let level = match self.kind {
            TileKind::Hashes(level) => level,
            TileKind::Entries => 0,
        };
        let (start, end) = self.range();
        let mut bytes = Vec::new();
        for place in start..end {
            bytes.extend(hash_of(Node::at(level * HEIGHT, place))?.bytes());
        }
        Ok(bytes)
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Hashes(level) => write!(f, "tile/{level}/")?,
            TileKind::Entries => write!(f, "tile/entries/")?,
        }
        let mut groups = vec![self.place % 1_000];
        let mut rest = self.place / 1_000;
        while rest > 0 {
            groups.push(rest % 1_000);
            rest /= 1_000;
        }
        let (last, before) = groups.split_first().unwrap_or((&0, &[]));
        before
            .iter()
            .rev()
            .try_for_each(|group| write!(f, "x{group:03}/"))?;
        write!(f, "{last:03}")?;
        if self.width < TILE_WIDTH {
            write!(f, ".p/{}", self.width)?;
        }
        Ok(())
    }
}

/// The bytes of a tile of entries.
///
/// # Errors
///
/// If an entry is too long.
pub fn bundle<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, EntryTooLong> {
    let mut bytes = Vec::new();
    for entry in entries {
        let length = u16::try_from(entry.len()).map_err(|_| EntryTooLong(entry.len()))?;
        bytes.extend(length.to_be_bytes());
        bytes.extend(entry);
    }
    Ok(bytes)
}

/// The entries of a bundle.
///
/// # Errors
///
/// If it is cut.
pub fn entries_of_bundle(mut bytes: &[u8]) -> Result<Vec<&[u8]>, ReadError> {
    let mut entries = Vec::new();
    while !bytes.is_empty() {
        let cut = ReadError::End {
            line: entries.len() + 1,
            expected: "a whole entry",
        };
        let Some((length, rest)) = bytes.split_first_chunk() else {
            return Err(cut);
        };
        let length = usize::from(u16::from_be_bytes(*length));
        let (Some(entry), Some(rest)) = (rest.get(..length), rest.get(length..)) else {
            return Err(cut);
        };
        entries.push(entry);
        bytes = rest;
    }
    Ok(entries)
}
