//! Random bytes, from the operating system. The one place of this room that asks for any.

use crate::StoreError;
use rand::TryRng;
use rand::rngs::SysRng;

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
    Ok(format!("{:032x}", u128::from_be_bytes(bytes()?)))
}
