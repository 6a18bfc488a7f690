//! Numbers as people write them: digits, perhaps with a point. Never a float.

use crate::OverlapError;
use std::fmt;

/// The most digits after the point.
const PLACES_MAX: u8 = 6;

/// A decimal number of at most six places, as so many millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(i64);

impl Number {
    /// The number of so many millionths.
    #[must_use]
    pub const fn of_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// Millionths.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// The number that is written.
    ///
    /// # Errors
    ///
    /// If it is none, or has more than six places or twelve digits before the point.
    pub fn read(written: &str) -> Result<Self, OverlapError> {
        let none = || OverlapError::NoNumber(written.chars().take(40).collect());
        let (is_less, digits) = match written.trim().strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, written.trim()),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        let fits = (1..=12).contains(&whole.len()) && part.len() <= usize::from(PLACES_MAX);
        let is_cut = digits.ends_with('.');
        if !fits || !plain(whole) || !plain(part) || is_cut {
            return Err(none());
        }
        let padded = format!("{whole}{part:0<6}");
        let size: i64 = padded.parse().map_err(|_| none())?;
        Ok(Self(if is_less { -size } else { size }))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        let (whole, part) = (size / 1_000_000, size % 1_000_000);
        let part = format!("{part:06}");
        match part.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            part => write!(f, "{sign}{whole}.{part}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written_and_nothing_else_is_one() {
        for written in ["0", "12", "12.5", "-3.000001", "999999999999"] {
            assert_eq!(Number::read(written).unwrap().to_string(), written);
        }
        assert_eq!(Number::read(" 40.50 ").unwrap().to_string(), "40.5");
        for wrong in [
            "",
            "-",
            "1e3",
            "1,5",
            "12.",
            ".5",
            "1.0000001",
            "0x10",
            "ten",
            "+4",
        ] {
            assert!(Number::read(wrong).is_err(), "{wrong}");
        }
    }
}
