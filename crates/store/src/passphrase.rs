//! Passphrases, and the work that makes a key from one: argon2id (RFC 9106).

use crate::StoreError;
use crate::key::Key;
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::LazyLock;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

const LENGTH_MIN: usize = 12;
const LENGTH_MAX: usize = 1024;

/// How many keys are made at a time: each takes its memory, and a flood must not take it all.
static PLACES: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

/// A passphrase as a person typed it, in normal form C, for keyboards differ in how they write é.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// A passphrase of 12 to 1,024 characters; shorter ones are guessed.
    ///
    /// # Errors
    ///
    /// If it is shorter or longer.
    pub fn new(text: &str) -> Result<Self, StoreError> {
        // With room for three times the bytes it never grows, so no copy is left behind unwiped.
        let mut words = Zeroizing::new(String::with_capacity(text.len().saturating_mul(3)));
        words.extend(text.nfc());
        if (LENGTH_MIN..=LENGTH_MAX).contains(&words.chars().count()) {
            Ok(Self(words))
        } else {
            Err(StoreError::PassphraseLength)
        }
    }

    /// The key it stands for, with this salt and this much work.
    pub(crate) async fn key(&self, salt: [u8; 16], work: Hardness) -> Result<Key, StoreError> {
        let place = PLACES.acquire().await;
        let words = self.0.clone();
        let made = spawn_blocking(move || derived(&words, salt, work)).await;
        drop(place);
        made.map_err(|_| StoreError::Stopped)?
    }
}

fn derived(words: &str, salt: [u8; 16], work: Hardness) -> Result<Key, StoreError> {
    let params = Params::new(work.memory_kib, work.passes, 1, Some(32));
    let params = params.map_err(|_| StoreError::Hardness)?;
    let mut bytes = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(words.as_bytes(), &salt, bytes.as_mut())
        .map_err(|_| StoreError::Hardness)?;
    Ok(Key::of_bytes(*bytes))
}

/// How much work a guess at a passphrase costs; kept beside each account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hardness {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl Hardness {
    /// What RFC 9106 recommends where 2 GiB are too much: 64 MiB, three passes.
    pub const STANDARD: Self = Self {
        memory_kib: 65_536,
        passes: 3,
    };

    /// Next to nothing: for tests and invented cases, where nothing is to be guarded.
    pub const FOR_TESTS: Self = Self {
        memory_kib: 64,
        passes: 1,
    };
}
