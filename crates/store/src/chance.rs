//! Random bytes, from the operating system. The one place of this room that asks for any.
//!
//! Nonces are drawn there whatever else is held still, for one that came twice would give away what
//! is sealed.

use crate::StoreError;
use crate::key::{Key, Purpose};
use case::CaseId;
use disclosure::Audience;
use rand::TryRng;
use rand::rngs::SysRng;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Where a log has its key, its name and its salts from, an audience its data key, and people their
/// tokens and ids.
#[derive(Clone)]
pub struct Chance(Option<Fixed>);

/// What is given: a kind of thing, in which case, to somebody of which audience.
type Given = (&'static str, CaseId, Audience);

/// Chance that stands still, and how much of it was drawn one after the other.
#[derive(Clone)]
struct Fixed {
    seed: [u8; 32],
    drawn: Arc<Mutex<BTreeMap<Given, u64>>>,
}

impl Chance {
    /// The operating system.
    pub const SYSTEM: Self = Self(None);

    /// What follows from a seed and from the place that the bytes are for: two stores of one seed
    /// draw alike. Nothing is safe that was drawn so; it is for tests that compare two worlds.
    #[must_use]
    pub fn fixed_for_tests(seed: [u8; 32]) -> Self {
        let drawn = Arc::default();
        Self(Some(Fixed { seed, drawn }))
    }

    /// So many bytes for one place; at most 32.
    pub(crate) fn bytes<const N: usize>(&self, place: &Purpose) -> Result<[u8; N], StoreError> {
        let Self(Some(Fixed { seed, .. })) = self else {
            return bytes();
        };
        let drawn = Key::derived(seed, place)?;
        let drawn = drawn.bytes().first_chunk();
        drawn.copied().ok_or(StoreError::NoChance)
    }

    /// A random id for one place: 128 bits in hexadecimal digits.
    pub(crate) fn id(&self, place: &Purpose) -> Result<String, StoreError> {
        Ok(hex(self.bytes(place)?))
    }

    /// So many bytes for the next thing of a kind that somebody of an audience is given; at most
    /// 32. What falls for one audience does not depend on how much fell for another, nor does what
    /// falls in one case on what fell in another.
    pub(crate) fn next<const N: usize>(
        &self,
        kind: &'static str,
        (case, whose): (&CaseId, &Audience),
    ) -> Result<[u8; N], StoreError> {
        let Self(Some(fixed)) = self else {
            return bytes();
        };
        let given = (kind, case.clone(), whose.clone());
        let (nth, name) = (fixed.next(given).to_be_bytes(), whose.to_string());
        let parts: [&[u8]; 5] = [
            b"onetext/drawn/1",
            kind.as_bytes(),
            case.as_str().as_bytes(),
            name.as_bytes(),
            &nth,
        ];
        self.bytes(&Purpose::of(&parts))
    }

    /// The next random id of a kind: 128 bits in hexadecimal digits.
    pub(crate) fn next_id(
        &self,
        kind: &'static str,
        (case, whose): (&CaseId, &Audience),
    ) -> Result<String, StoreError> {
        Ok(hex(self.next(kind, (case, whose))?))
    }
}

impl Fixed {
    /// How many of a kind were drawn before.
    fn next(&self, of: Given) -> u64 {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        let count = drawn.entry(of).or_default();
        *count += 1;
        *count
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
