//! Amounts: a figure in a currency with its scale, or in things that are no money.
//!
//! Invariant: a unit that begins like money is money in full, or is refused; nothing is guessed.

use crate::Exact;
use std::fmt;

/// A currency by its three letters, such as EUR.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(String);

impl Currency {
    /// The currency with this code of three capital letters, as in ISO 4217.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        let is_code = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        is_code.then(|| Self(code.to_owned()))
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How many units of a currency a figure counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    /// Single units.
    One,
    /// Thousands.
    Thousand,
    /// Millions.
    Million,
    /// Billions: thousand millions.
    Billion,
    /// Trillions: million millions.
    Trillion,
}

impl Scale {
    /// Every scale, smallest first.
    pub const ALL: [Self; 5] = [
        Self::One,
        Self::Thousand,
        Self::Million,
        Self::Billion,
        Self::Trillion,
    ];

    /// The word behind the currency; nothing for single units.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::One => "",
            Self::Thousand => "thousand",
            Self::Million => "m",
            Self::Billion => "bn",
            Self::Trillion => "trn",
        }
    }

    /// How many single units one of it is.
    #[must_use]
    pub fn factor(self) -> Exact {
        let zeros = match self {
            Self::One => 0,
            Self::Thousand => 3,
            Self::Million => 6,
            Self::Billion => 9,
            Self::Trillion => 12,
        };
        Exact::from_integer(10_u64.pow(zeros).into())
    }

    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "thousand" => Self::Thousand,
            "m" | "million" => Self::Million,
            "bn" | "billion" => Self::Billion,
            "trn" | "trillion" => Self::Trillion,
            _ => return None,
        })
    }
}

/// Whether an amount is meant as a whole or for each year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pace {
    /// As a whole.
    Whole,
    /// For each year of its period.
    Yearly,
}

/// What an amount is counted in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Money, such as `EUR bn` or `USD m a year`.
    Money {
        /// The currency.
        currency: Currency,
        /// Its scale.
        scale: Scale,
        /// As a whole, or for each year.
        pace: Pace,
    },
    /// Things that are no money, such as ships or troops, as the file names them.
    Things(String),
}

/// A unit that begins like money and goes on like none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no currency with a scale")]
pub struct UnitError(String);

impl Unit {
    /// The unit in these words: money where they begin with the three capitals of a currency, or
    /// with a scale before one; else things.
    ///
    /// # Errors
    /// When they begin like money and are not a currency, a scale and perhaps `a year`.
    pub fn read(text: &str) -> Result<Self, UnitError> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let leads = |word: Option<&&str>| word.is_some_and(|word| Currency::new(word).is_some());
        let turned = words.first().is_some_and(|word| Scale::of(word).is_some());
        let is_money = leads(words.first()) || (turned && leads(words.get(1)));
        if !is_money {
            return Ok(Self::Things(text.to_owned()));
        }
        let (words, pace) = match words.as_slice() {
            [rest @ .., "a", "year"] => (rest, Pace::Yearly),
            all => (all, Pace::Whole),
        };
        let (code, scale) = match words {
            [code] => (code, Some(Scale::One)),
            [code, scale] => (code, Scale::of(scale)),
            _ => return Err(UnitError(text.to_owned())),
        };
        match (Currency::new(code), scale) {
            (Some(currency), Some(scale)) => Ok(Self::Money {
                currency,
                scale,
                pace,
            }),
            _ => Err(UnitError(text.to_owned())),
        }
    }

    /// The currency, where it is money.
    #[must_use]
    pub const fn currency(&self) -> Option<&Currency> {
        match self {
            Self::Money { currency, .. } => Some(currency),
            Self::Things(_) => None,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Things(words) => f.write_str(words),
            Self::Money {
                currency,
                scale,
                pace,
            } => {
                f.write_str(currency.as_str())?;
                if *scale != Scale::One {
                    write!(f, " {}", scale.word())?;
                }
                match pace {
                    Pace::Whole => Ok(()),
                    Pace::Yearly => f.write_str(" a year"),
                }
            }
        }
    }
}

/// How a figure was reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Reported {
    /// As this figure.
    #[default]
    Stated,
    /// As more than this, or this at least.
    AtLeast,
    /// As about this.
    About,
    /// As up to this.
    AtMost,
}

/// An amount in a unit, such as 90 EUR bn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The figure.
    pub figure: Exact,
    /// The least figure, where a range was reported.
    pub least: Option<Exact>,
    /// How the figure was reported.
    pub reported: Reported,
    /// What it is counted in.
    pub unit: Unit,
}

impl Amount {
    /// The amount in single units of its currency, as a whole or for each year; nothing for things.
    #[must_use]
    pub fn single(&self) -> Option<Exact> {
        match &self.unit {
            Unit::Money { scale, .. } => Some(&self.figure * scale.factor()),
            Unit::Things(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_strictly_and_other_things_are_kept_as_they_are() {
        for text in ["EUR bn", "USD", "RUB trn", "XSK m a year", "GBP thousand"] {
            let unit = Unit::read(text).unwrap();
            assert!(unit.currency().is_some(), "{text}");
            assert_eq!(unit.to_string(), text);
        }
        for text in ["troops", "ships", "m crowns", "m crowns a year", "Usd bn"] {
            assert_eq!(Unit::read(text), Ok(Unit::Things(text.to_owned())));
        }
    }

    #[test]
    fn what_begins_like_money_and_is_none_is_refused() {
        for text in ["USD bns", "bn EUR", "EUR bn a month", "EUR bn bn", "USD a"] {
            assert!(Unit::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_long_word_for_a_scale_is_written_short() {
        assert_eq!(Unit::read("EUR  billion").unwrap().to_string(), "EUR bn");
    }
}
