//! Padding: what is kept tells little by its length.
//!
//! Lengths are rounded up as in Nikitin et al. 2019 (Padmé): only the first few bits of a length
//! stay, so that it costs at most 12 % and leaves few different sizes.

use std::ops::Range;
use zeroize::Zeroizing;

/// The least length that anything is padded to.
const LENGTH_MIN: usize = 64;

/// The length that this length is padded to.
pub(crate) fn padded(length: usize) -> usize {
    let length = length.max(LENGTH_MIN);
    let exponent = length.ilog2();
    let kept = exponent.checked_ilog2().unwrap_or(0) + 1;
    let mask = (1_usize << exponent.saturating_sub(kept)) - 1;
    length.saturating_add(mask) & !mask
}

/// The bytes behind their length, with zeros to a padded length.
pub(crate) fn pad(bytes: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(bytes.len()).ok()?;
    let whole = padded(bytes.len().checked_add(4)?);
    let mut out = Vec::with_capacity(whole);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(bytes);
    out.resize(whole, 0);
    Some(out)
}

/// The bytes without their padding; nothing if they were not padded by [`pad`].
pub(crate) fn unpad(padded: &[u8]) -> Option<&[u8]> {
    padded.get(place(padded)?)
}

/// The same where they stand, so that there is no second copy to be wiped.
pub(crate) fn unpadded(mut padded: Zeroizing<Vec<u8>>) -> Option<Zeroizing<Vec<u8>>> {
    let place = place(&padded)?;
    let length = place.len();
    padded.copy_within(place, 0);
    padded.truncate(length);
    Some(padded)
}

/// Where the bytes stand in their padding.
fn place(padded: &[u8]) -> Option<Range<usize>> {
    let (length, rest) = padded.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (_, zeros) = rest.split_at_checked(length)?;
    zeros
        .iter()
        .all(|byte| *byte == 0)
        .then_some(4..length.saturating_add(4))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_length_is_rounded_up_as_published() {
        // Nikitin et al. 2019, table: 9 -> 10, 4097 -> 4352, and short ones to our least.
        assert_eq!(padded(9), LENGTH_MIN);
        assert_eq!(padded(4096), 4096);
        assert_eq!(padded(4097), 4352);
        assert_eq!(padded(1_000_000), 1_015_808);
    }

    proptest! {
        #[test]
        fn padding_keeps_the_bytes_and_adds_at_most_an_eighth(
            bytes in proptest::collection::vec(any::<u8>(), 0..4096),
        ) {
            let padded = pad(&bytes).unwrap();
            prop_assert!(padded.len() >= bytes.len() + 4);
            prop_assert!(padded.len() <= LENGTH_MIN.max((bytes.len() + 4) * 9 / 8));
            prop_assert_eq!(unpad(&padded).unwrap(), bytes.as_slice());
            let stands = unpadded(Zeroizing::new(padded)).unwrap();
            prop_assert_eq!(stands.as_slice(), bytes.as_slice());
        }
    }

    #[test]
    fn what_was_not_padded_is_refused() {
        assert!(unpad(&[0, 0, 0]).is_none());
        assert!(unpad(&[0, 0, 0, 9, 1]).is_none());
        assert!(unpadded(Zeroizing::new(vec![0, 0, 0, 9, 1])).is_none());
        assert!(unpad(&[0, 0, 0, 1, 7, 1]).is_none());
    }
}
