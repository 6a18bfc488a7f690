//! Keys that sign, and keys that signatures are checked with (C2SP signed-note, tlog-cosignature).

use crate::base64;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

/// The name of a key: not empty, without blanks and without `+`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyName(String);

impl KeyName {
    /// The name, if it can be one.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        let fits = |character: char| {
            !character.is_whitespace() && !character.is_control() && character != '+'
        };
        (!name.is_empty() && name.chars().all(fits)).then(|| Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// The text of a note: a log signs its checkpoints with it.
    Log,
    /// A text and a time: a witness cosigns what it has seen with it.
    Witness,
}

impl KeyKind {
    const fn byte(self) -> u8 {
        match self {
            Self::Log => 1,
            Self::Witness => 4,
        }
    }

    const fn of_byte(byte: u8) -> Option<Self> {
        match byte {
            1 => Some(Self::Log),
            4 => Some(Self::Witness),
            _ => None,
        }
    }
}

/// The four bytes by which a signature tells its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub(crate) [u8; 4]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A key that signatures are checked with. Its written form is a *vkey*.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: KeyName,
    kind: KeyKind,
    id: KeyId,
    key: VerifyingKey,
}

impl VerifierKey {
    /// A key as it is written, if its id is the one that follows from it.
    #[must_use]
    pub fn of_words(words: &str) -> Option<Self> {
        let mut parts = words.splitn(3, '+');
        let (name, id, material) = (parts.next()?, parts.next()?, parts.next()?);
        let name = KeyName::new(name)?;
        let material = base64::read(material)?;
        let (byte, bytes) = material.split_first()?;
        let kind = KeyKind::of_byte(*byte)?;
        let key = VerifyingKey::from_bytes(&bytes.try_into().ok()?).ok()?;
        let found = Self::new(name, kind, key);
        (found.id.to_string() == id).then_some(found)
    }

    fn new(name: KeyName, kind: KeyKind, key: VerifyingKey) -> Self {
        let mut digest = Sha256::new();
        digest.update(name.as_str());
        digest.update([b'\n', kind.byte()]);
        digest.update(key.as_bytes());
        let [first, second, third, fourth, ..]: [u8; 32] = digest.finalize().into();
        Self {
            name,
            kind,
            id: KeyId([first, second, third, fourth]),
            key,
        }
    }

    /// Whose key it is.
    #[must_use]
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// What it signs.
    #[must_use]
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The four bytes by which a signature tells it.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(message, &signature).is_ok())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut material = vec![self.kind.byte()];
        material.extend(self.key.as_bytes());
        write!(
            f,
            "{}+{}+{}",
            self.name,
            self.id,
            base64::written(&material)
        )
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A key that signs. It is not written down but as its seed, and is wiped when it is let go.
pub struct SignerKey {
    verifier: VerifierKey,
    key: SigningKey,
}

impl SignerKey {
    /// How many bytes a seed has.
    pub const SEED_LENGTH: usize = 32;

    /// The key that follows from a seed.
    #[must_use]
    pub fn of_seed(
        name: KeyName,
        kind: KeyKind,
        seed: &Zeroizing<[u8; Self::SEED_LENGTH]>,
    ) -> Self {
        let key = SigningKey::from_bytes(seed);
        Self {
            verifier: VerifierKey::new(name, kind, key.verifying_key()),
            key,
        }
    }

    /// The key that its signatures are checked with.
    #[must_use]
    pub const fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message).to_bytes()
    }
}
