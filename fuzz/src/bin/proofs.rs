//! Hashes that are said to prove something: whatever they are, checking them ends, and a tree of
//! one size is never shown to begin with another tree of that size.

#![no_main]

use libfuzzer_sys::fuzz_target;
use record::{Hash, TreeHead, verify_consistency, verify_inclusion};

fuzz_target!(|input: &[u8]| {
    let Some((numbers, rest)) = input.split_first_chunk::<16>() else {
        return;
    };
    let (old, new) = numbers.split_at(8);
    let number = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0_u64, |n, byte| n << 8 | u64::from(*byte))
    };
    let (old, new) = (number(old), number(new));
    let hashes: Vec<Hash> = rest
        .as_chunks::<32>()
        .0
        .iter()
        .map(|bytes| Hash::of_bytes(*bytes))
        .collect();
    let [one, other, proof @ ..] = hashes.as_slice() else {
        return;
    };
    let _ = verify_inclusion((old, new), one, proof, other);
    let before = TreeHead {
        size: old,
        root: *one,
    };
    let after = TreeHead {
        size: new,
        root: *other,
    };
    if verify_consistency(&before, &after, proof).is_ok() && old == new {
        assert_eq!(one, other, "two trees of one size");
    }
});
