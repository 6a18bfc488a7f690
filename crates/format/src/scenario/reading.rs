//! The readings of a GENIUS file, which two programs read in three ways.

use std::fmt;

/// How the numbers of a GENIUS file are read; the files of other formats have one reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// Weight as written, times evaluation over the greatest (TU Delft's user guide). A
    /// greatest evaluation below 0.00001 makes the issue count 0; a line is held between 0 and 1.
    Delft,
    /// The same, the weights divided by their sum, as GENIUS 10.4 does when it loads a file.
    DelftNormalised,
    /// Weight times evaluation, and an integer's own value on its line, as NegMAS 0.16 does.
    Raw,
}

impl Reading {
    /// Every reading.
    pub const ALL: [Self; 3] = [Self::Delft, Self::DelftNormalised, Self::Raw];

    /// The name by which the command line knows it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Delft => "delft",
            Self::DelftNormalised => "delft-normalised",
            Self::Raw => "raw",
        }
    }

    /// The reading of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reading| reading.name() == name)
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
