//! Packages in form fields and, behind a veil, in addresses: positions of options, with a sum of
//! what they stand for.
//!
//! Invariant: a key that was made on another set of brackets and options is not read as a package.

use briefing::Choices;
use case::{BracketId, ChoiceId, View};
use sha2::{Digest, Sha256};

/// How packages are written for one view.
pub(crate) struct Keys {
    brackets: Vec<(BracketId, Vec<ChoiceId>)>,
    sum: String,
}

impl Keys {
    /// The keys of a view's packages.
    pub(crate) fn of(view: &View<'_>) -> Self {
        let mut brackets = Vec::new();
        let mut sum = Sha256::new();
        for point in view.points() {
            for bracket in view.brackets(point.item) {
                let choices = view.choices(bracket.item);
                let choices: Vec<ChoiceId> = choices.map(|seen| seen.item.id.clone()).collect();
                sum.update(bracket.item.id.as_str());
                for choice in &choices {
                    sum.update([0]);
                    sum.update(choice.as_str());
                }
                sum.update([1]);
                brackets.push((bracket.item.id.clone(), choices));
            }
        }
        let sum = sum.finalize();
        let sum = sum.iter().take(4).map(|byte| format!("{byte:02x}"));
        Self {
            brackets,
            sum: sum.collect(),
        }
    }

    /// A package as it is written; an open bracket is a dash.
    pub(crate) fn written(&self, package: &Choices) -> String {
        let places = self.brackets.iter().map(|(bracket, choices)| {
            let choice = package.get(bracket);
            let place = choice.and_then(|choice| choices.iter().position(|each| each == choice));
            place.map_or_else(|| "-".to_owned(), |place| place.to_string())
        });
        let places: Vec<String> = places.collect();
        format!("{}.{}", self.sum, places.join("."))
    }

    /// The package that a key stands for.
    pub(crate) fn read(&self, key: &str) -> Option<Choices> {
        let mut parts = key.split('.');
        if parts.next() != Some(self.sum.as_str()) {
            return None;
        }
        let mut package = Choices::new();
        for (bracket, choices) in &self.brackets {
            match parts.next()? {
                "-" => {}
                place => {
                    let choice = choices.get(place.parse::<usize>().ok()?)?;
                    package.insert(bracket.clone(), choice.clone());
                }
            }
        }
        parts.next().is_none().then_some(package)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use disclosure::Seat;

    #[test]
    fn a_package_is_read_as_it_was_written_and_for_another_seat_it_is_none() {
        let case = crate::trial::fjord();
        let team = Keys::of(&case.seen_from(Seat::Mediator));
        let package: Choices = team
            .brackets
            .iter()
            .skip(1)
            .filter_map(|(bracket, choices)| Some((bracket.clone(), choices.last()?.clone())))
            .collect();
        let written = team.written(&package);
        assert_eq!(team.read(&written), Some(package));
        let public = Keys::of(&case.seen_from(Seat::Public));
        assert_eq!(public.read(&written), None);
        assert_eq!(team.read(&format!("{written}.0")), None);
    }
}
