//! A picture that a telephone reads.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// A picture of squares.
pub(super) struct Qr {
    /// How many squares it is wide and high, with its margin.
    pub(super) side: usize,
    /// The dark squares, as the path of an SVG.
    pub(super) path: String,
}

/// How many light squares stand around it, as the standard asks.
const MARGIN: usize = 4;

impl Qr {
    /// The picture of some bytes, if there are not too many of them for one.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let code = QrCode::with_error_correction_level(bytes, EcLevel::L).ok()?;
        let width = code.width();
        let mut path = String::new();
        for (row, line) in code.to_colors().chunks(width).enumerate() {
            let mut at = 0;
            while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
                let color = rest.first().copied().unwrap_or(Color::Light);
                let run = rest.iter().take_while(|next| **next == color).count();
                if color == Color::Dark {
                    let (x, y) = (at + MARGIN, row + MARGIN);
                    // Writing to a string does not fail.
                    let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
                }
                at += run;
            }
        }
        Some(Self {
            side: width + 2 * MARGIN,
            path,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_has_the_squares_of_the_code_and_a_margin() {
        let qr = Qr::of(b"onetext").unwrap();
        assert_eq!(qr.side, 21 + 2 * MARGIN);
        // The corner that tells a telephone where the picture is: seven dark squares, then one.
        assert!(qr.path.starts_with("M4 4h7v1h-7z"), "{}", qr.path);
        assert!(Qr::of(&[b'x'; 2_953]).is_some());
        assert!(Qr::of(&[b'x'; 2_954]).is_none());
    }
}
