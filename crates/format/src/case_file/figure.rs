//! Figures as a case file writes them: decimals and fractions, never a float.
//!
//! Invariant: what [`written`] gives, [`read`] takes back as the same number.

use case::Exact;
use problem::scale;

/// The most characters a figure may have.
const LENGTH_MAX: usize = 60;
/// The largest exponent, either way.
const EXPONENT_MAX: u32 = 30;
/// The most digits after the point that are written; a number with more is a fraction.
const DIGITS_MAX: u32 = 30;

/// The figure in a text such as `0.45`, `-3`, `2/15` or `1.5e-3`.
pub(super) fn read(text: &str) -> Option<Exact> {
    if let Some((above, below)) = text.split_once('/') {
        let (above, below) = (decimal(above)?, decimal(below)?);
        let nothing = Exact::from_integer(0.into());
        return (below != nothing).then(|| above / below);
    }
    decimal(text)
}

fn decimal(text: &str) -> Option<Exact> {
    let text = text.trim();
    if text.len() > LENGTH_MAX {
        return None;
    }
    if let Some((_, exponent)) = text.split_once(['e', 'E']) {
        let exponent: i32 = exponent.parse().ok()?;
        if exponent.unsigned_abs() > EXPONENT_MAX {
            return None;
        }
    }
    scale::read_decimal(text)
}

/// The figure as text: a decimal where it ends soon, else a fraction.
pub(super) fn written(figure: &Exact) -> String {
    for digits in 0..=DIGITS_MAX {
        let text = scale::decimal(figure, digits);
        if text.len() > LENGTH_MAX {
            break;
        }
        if scale::read_decimal(&text).as_ref() == Some(figure) {
            return text;
        }
    }
    format!("{}/{}", figure.numer(), figure.denom())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_comes_back_as_the_same_number() {
        for text in ["0", "0.45", "-3", "2/15", "100", "0.001"] {
            assert_eq!(written(&read(text).unwrap()), text);
        }
        assert_eq!(written(&read("1.5e-3").unwrap()), "0.0015");
        assert_eq!(written(&read("4/8").unwrap()), "0.5");
    }

    #[test]
    fn what_is_no_exact_number_is_not_read() {
        for text in [
            "",
            "x",
            "1/0",
            ".inf",
            "NaN",
            "1e31",
            "1e999999999",
            "1/2/3",
            "0x10",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
