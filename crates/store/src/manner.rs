//! The manner of a store: how hard its passphrases are to guess, where its chance comes from, and
//! where its lock is.

use crate::chance::Chance;
use crate::lock::Lock;
use crate::passphrase::Hardness;

/// What all registries of a store share beside their ground. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Manner {
    /// How much work a guess at a new passphrase costs.
    pub(crate) hardness: Hardness,
    /// Where names, keys and salts come from.
    pub(crate) chance: Chance,
    /// Where the last signed heads are.
    pub(crate) lock: Lock,
}
