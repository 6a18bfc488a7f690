//! What a format cannot carry: said in words, never dropped in silence.

use crate::exact::{self, Exact, Rounding};
use crate::folder::Folder;
use crate::scenario::Format;

/// Files written, with what of the scenario they do not carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The files.
    pub folder: Folder,
    /// What is lost, a sentence each; empty when nothing is.
    pub losses: Vec<String>,
}

/// Why a scenario cannot be written in a format at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The format has no way to say this.
    #[error("{format} cannot carry {what}\nhint: {hint}")]
    CannotCarry {
        /// The format.
        format: Format,
        /// What it has no way to say.
        what: String,
        /// What to do instead.
        hint: &'static str,
    },
}

/// The losses of one writing, gathered as it goes.
#[derive(Debug, Default)]
pub(crate) struct Losses {
    told: Vec<String>,
    rounded: usize,
}

impl Losses {
    /// Tells a loss, once.
    pub(crate) fn tell(&mut self, loss: String) {
        if !self.told.contains(&loss) {
            self.told.push(loss);
        }
    }

    /// A number as text; rounding is counted and told at the end.
    pub(crate) fn number(&mut self, number: &Exact) -> String {
        let (text, rounding) = exact::written(number);
        self.rounded += usize::from(rounding == Rounding::ToThirtyDigits);
        text
    }

    /// The files with everything that was told.
    pub(crate) fn with(mut self, folder: Folder) -> Written {
        if self.rounded > 0 {
            let count = self.rounded;
            self.told.push(format!(
                "{count} numbers have no end as decimals: rounded to 30 digits after the point"
            ));
        }
        Written {
            folder,
            losses: self.told,
        }
    }
}

/// File names for parties that keep the parties' order when the files are sorted.
pub(crate) fn file_names(names: &[&str]) -> Vec<String> {
    let safe = |name: &&str| {
        let taken = name
            .chars()
            .map(|c| if "/\\:*?\"<>|".contains(c) { '_' } else { c });
        let name: String = taken.take(100).collect();
        let name = name.trim_matches(['.', ' ', '_']).to_owned();
        if name.is_empty() {
            "party".to_owned()
        } else {
            name
        }
    };
    let safe: Vec<String> = names.iter().map(safe).collect();
    let sorted = safe
        .iter()
        .zip(safe.iter().skip(1))
        .all(|(one, next)| one < next && one.to_lowercase() != next.to_lowercase());
    if sorted {
        return safe;
    }
    let width = names.len().to_string().len();
    let numbered = safe.iter().enumerate();
    numbered
        .map(|(place, name)| format!("{:0width$}-{name}", place + 1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_keep_the_order_of_the_parties() {
        assert_eq!(file_names(&["north", "south"]), ["north", "south"]);
        assert_eq!(file_names(&["south", "a/b"]), ["1-south", "2-a_b"]);
        assert_eq!(file_names(&["North", "north"]), ["1-North", "2-north"]);
        assert_eq!(file_names(&[".."]), ["party"]);
    }
}
