//! What a format cannot carry: said in words, never dropped in silence.

use crate::exact::{self, Exact, Rounding};
use crate::folder::Folder;
use crate::scenario::{Additive, Format, Preferences, Profile, Reservation, Restated, Scenario};
use num_traits::Zero;

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

    /// Tells that a profile's discount and its format's own keys are left out.
    pub(crate) fn leave_out(&mut self, profile: &Profile) {
        let name = &profile.name;
        if profile.discount.is_some() {
            self.tell(format!("the discount of `{name}` is left out"));
        }
        if !profile.extras.is_empty() {
            let keys: Vec<&str> = profile.extras.keys().map(String::as_str).collect();
            self.tell(format!("of `{name}`: {} left out", keys.join(", ")));
        }
    }

    /// The reservation for a format that wants a number: where there is none, one that no
    /// package lies below.
    pub(crate) fn reserved(&mut self, profile: &Profile, restated: &Restated) -> Exact {
        let name = &profile.name;
        let least = match (&profile.reservation, &profile.preferences) {
            (Reservation::Value(value), _) => return value.clone(),
            (Reservation::Outcome(_), _) => {
                self.tell(format!(
                    "the reserved outcome of `{name}` becomes its utility"
                ));
                return restated.reserved(profile).unwrap_or_else(Exact::zero);
            }
            (Reservation::None, Preferences::Additive(sum)) => sum.least(&restated.issues),
            (Reservation::None, Preferences::BoxSum(_) | Preferences::PartialOrder(_)) => {
                Exact::zero()
            }
        };
        self.tell(format!(
            "`{name}` has no reservation: one no package lies below is written"
        ));
        least.min(Exact::zero())
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

/// Refuses a scenario without parties, for formats that are nothing without them.
pub(crate) fn some_party(scenario: &Scenario, format: Format) -> Result<(), WriteError> {
    if scenario.profiles().is_empty() {
        let what = "a scenario without parties".to_owned();
        let hint = "add the profile of a party";
        return Err(WriteError::CannotCarry { format, what, hint });
    }
    Ok(())
}

/// The sum of a profile, for formats that carry nothing else.
pub(crate) fn additive(profile: &Profile, format: Format) -> Result<&Additive, WriteError> {
    let (what, hint) = match &profile.preferences {
        Preferences::Additive(sum) => return Ok(sum),
        Preferences::BoxSum(_) => ("the boxes", "GENIUS carries sums of boxes"),
        Preferences::PartialOrder(_) => ("the order of bids", "GeniusWeb carries orders of bids"),
    };
    let what = format!("{what} of `{}`", profile.name);
    Err(WriteError::CannotCarry { format, what, hint })
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
    // Files are sorted with their endings: `north-east.xml` stands before `north.xml`.
    let file = |name: &String| format!("{name}.");
    let sorted = safe
        .iter()
        .zip(safe.iter().skip(1))
        .all(|(one, next)| file(one) < file(next) && one.to_lowercase() != next.to_lowercase());
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
        assert_eq!(
            file_names(&["north", "north-east"]),
            ["1-north", "2-north-east"]
        );
    }
}
