//! Random bytes, from the operating system. The one place of this room that asks for any.

use crate::StoreError;
use crate::key::{Key, Purpose};
use rand::TryRng;
use rand::rngs::SysRng;

/// Where a log has its key, its name and its salts from, and an audience its data key.
#[derive(Clone, Copy)]
pub struct Chance(Option<[u8; 32]>);

impl Chance {
    /// The operating system.
    pub const SYSTEM: Self = Self(None);

    /// What follows from a seed and from the place that the bytes are for: two stores of one seed
    /// draw alike. Nothing is safe that was drawn so; it is for tests that compare two worlds.
    #[must_use]
    pub const fn fixed_for_tests(seed: [u8; 32]) -> Self {
        Self(Some(seed))
    }

    /// So many bytes for one place; at most 32.
    pub(crate) fn bytes<const N: usize>(self, place: &Purpose) -> Result<[u8; N], StoreError> {
        let Self(Some(seed)) = self else {
            return bytes();
        };
        let drawn = Key::derived(&seed, place)?;
        let drawn = drawn.bytes().first_chunk();
        drawn.copied().ok_or(StoreError::NoChance)
    }

    /// A random id for one place: 128 bits in hexadecimal digits.
    pub(crate) fn id(self, place: &Purpose) -> Result<String, StoreError> {
        Ok(hex(self.bytes(place)?))
    }
}

/// So many random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut out = [0; N];
    SysRng
        .try_fill_bytes(&mut out)
        .map_err(|_| StoreError::NoChance)?;
    Ok(out)
}

/// A random id: 128 bits in hexadecimal digits.
pub(crate) fn id() -> Result<String, StoreError> {
    Ok(hex(bytes()?))
}

fn hex(bytes: [u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(bytes))
}
