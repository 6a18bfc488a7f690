//! What targets of the record share: two keys whose signatures stand in the seeds.

use record::{KeyKind, KeyName, Policy, SignerKey, VerifierKey};
use zeroize::Zeroizing;

/// The key of the log in the seeds.
///
/// # Panics
/// Never: the name is one that a key can have.
#[must_use]
pub fn log() -> SignerKey {
    signer("talks/log", KeyKind::Log, 1)
}

/// The key of the witness in the seeds.
///
/// # Panics
/// Never: the name is one that a key can have.
#[must_use]
pub fn witness() -> SignerKey {
    signer("north.example/witness", KeyKind::Witness, 2)
}

/// Both, as others check their signatures.
#[must_use]
pub fn known() -> [VerifierKey; 2] {
    [log().verifier().clone(), witness().verifier().clone()]
}

/// The policy that believes that log.
#[must_use]
pub fn policy() -> Policy {
    Policy::of_log(log().verifier().clone())
}

fn signer(name: &str, kind: KeyKind, seed: u8) -> SignerKey {
    let name = KeyName::new(name).expect("a name without blanks");
    SignerKey::of_seed(name, kind, &Zeroizing::new([seed; SignerKey::SEED_LENGTH]))
}
