//! Addresses that say nothing: what stands in one is a key made from an id, not the id.
//!
//! Invariant: a key is the same for every seat, so it tells nobody more than an address that leads
//! nowhere does.

use sha2::{Digest, Sha256};

/// The key that stands for an id of one kind (`point`, `room`, …) in an address.
pub(crate) fn key(kind: &str, id: &str) -> String {
    let sum = Sha256::new()
        .chain_update(b"onetext/address/1\0")
        .chain_update(kind.as_bytes())
        .chain_update(b"\0")
        .chain_update(id.as_bytes())
        .finalize();
    sum.iter()
        .take(5)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_id_has_one_key_of_each_kind() {
        assert_eq!(key("point", "quota"), key("point", "quota"));
        assert_ne!(key("point", "quota"), key("room", "quota"));
        assert_eq!(key("point", "").len(), 10);
    }
}
