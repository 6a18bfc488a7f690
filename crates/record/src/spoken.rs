//! A hash that is read out: eight words of five letters, 128 bits.
//!
//! Whoever could choose the text could search for two texts with the same short code, so it is not
//! shorter. Consonants and vowels take turns, so that it can be said in most languages and heard on
//! a bad line (after D. S. Wilkerson, "A Proposal for Proquints", 2009).

use crate::Hash;

const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
const VOWELS: &[u8; 4] = b"aiou";
/// How many bytes are read out.
const LENGTH: usize = 16;

/// The first 128 bits of a hash in words that are read out.
#[must_use]
pub fn spoken(hash: &Hash) -> String {
    let (front, _) = hash.bytes().split_at(LENGTH);
    let words = front.chunks(2).map(|pair| {
        let bits = pair
            .iter()
            .fold(0_u16, |bits, byte| (bits << 8) | u16::from(*byte));
        word(bits)
    });
    words.collect::<Vec<_>>().join(" ")
}

fn word(bits: u16) -> String {
    let consonant = |shift: u32| letter(CONSONANTS, bits >> shift, 0xF);
    let vowel = |shift: u32| letter(VOWELS, bits >> shift, 0x3);
    [
        consonant(12),
        vowel(10),
        consonant(6),
        vowel(4),
        consonant(0),
    ]
    .into_iter()
    .collect()
}

fn letter(letters: &[u8], bits: u16, mask: u16) -> char {
    let place = usize::from(bits & mask);
    letters.get(place).copied().map_or('?', char::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_out_as_the_published_examples_are() {
        // 127.0.0.1 and 63.84.220.193
        assert_eq!(word(0x7F00), "lusab");
        assert_eq!(word(0x0001), "babad");
        assert_eq!(word(0x3F54), "gutih");
        assert_eq!(word(0xDCC1), "tugad");
    }

    #[test]
    fn hashes_that_differ_in_the_first_128_bits_are_read_out_differently() {
        let plain = spoken(&Hash::of_bytes([0; 32]));
        for bit in 0..128_usize {
            let mut bytes = [0; 32];
            bytes[bit / 8] = 1 << (bit % 8);
            assert_ne!(spoken(&Hash::of_bytes(bytes)), plain);
        }
        assert_eq!(plain.split(' ').count(), 8);
    }
}
