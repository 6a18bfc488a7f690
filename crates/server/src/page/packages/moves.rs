//! What a reader moves: sliders for weights and values of no deal, switches for red lines.
//!
//! Invariant: a slider says how far a figure is moved from what was given, so that no figure of a
//! party is asked for by its value.

use crate::address;
use crate::mark::Marks;
use briefing::Levers;
use case::{Exact, Trial};
use std::collections::{BTreeMap, BTreeSet};

/// What is moved: by field, in per cent; and the red lines that stay.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Moves {
    moved: BTreeMap<String, i64>,
    stay: Option<BTreeSet<String>>,
}

/// The controls of one party.
pub(crate) struct Desk {
    pub(crate) name: String,
    pub(crate) letter: String,
    pub(crate) hue: &'static str,
    pub(crate) is_open: bool,
    pub(crate) sliders: Vec<Slider>,
    pub(crate) switches: Vec<Switch>,
}

/// A slider.
pub(crate) struct Slider {
    pub(crate) field: String,
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) value: i64,
    pub(crate) least: i64,
    pub(crate) most: i64,
}

/// A switch.
pub(crate) struct Switch {
    pub(crate) key: String,
    pub(crate) words: String,
    pub(crate) is_on: bool,
}

const TRIED: &str = "tried";
const LINE: &str = "line";
/// A weight is as it was given at this many per cent.
const GIVEN: i64 = 100;
const WEIGHT_MOST: i64 = 300;
const RESERVATION_MOST: i64 = 50;

impl Moves {
    /// What a form says; what it does not say is as it was given.
    pub(crate) fn of(query: &[(String, String)]) -> Self {
        let mut moves = Self::default();
        for (name, value) in query {
            match name.as_str() {
                TRIED => {
                    moves.stay.get_or_insert_default();
                }
                LINE => {
                    let stay = moves.stay.get_or_insert_default();
                    stay.insert(value.chars().take(10).collect());
                }
                field => {
                    if let Ok(value) = value.parse() {
                        moves.moved.insert(field.to_owned(), value);
                    }
                }
            }
        }
        moves
    }

    /// The trial that the moves come to.
    pub(crate) fn trial(&self, levers: &[Levers]) -> Trial {
        let mut trial = Trial::default();
        for own in levers {
            for (bracket, _, _) in &own.weights {
                let field = weight_field(own, bracket.as_str());
                let value = self.value(&field, (0, WEIGHT_MOST), GIVEN);
                if value != GIVEN {
                    let place = (own.party.clone(), bracket.clone());
                    trial.weights.insert(place, per_cent(value));
                }
            }
            let value = self.value(&reservation_field(own), RESERVATIONS, 0);
            if let (Some([given, low, high]), false) = (&own.reservation, value == 0) {
                let value = given + (high - low) * per_cent(value);
                trial.reservations.insert(own.party.clone(), value);
            }
            for (line, _) in &own.red_lines {
                if !self.stays(&line_key(line.as_str())) {
                    trial.lifted.insert(line.clone());
                }
            }
        }
        trial
    }

    /// The controls, as they stand.
    pub(crate) fn desks(&self, levers: &[Levers], marks: &Marks) -> Vec<Desk> {
        let desks = levers.iter().map(|own| {
            let weights = own.weights.iter().map(|(bracket, name, worth)| {
                let field = weight_field(own, bracket.as_str());
                Slider {
                    value: self.value(&field, (0, WEIGHT_MOST), GIVEN),
                    field,
                    label: name.clone(),
                    hint: format!("as given, its best option there is worth {worth} more"),
                    least: 0,
                    most: WEIGHT_MOST,
                }
            });
            let field = reservation_field(own);
            let reservation = own.reservation.as_ref().map(|_| Slider {
                value: self.value(&field, RESERVATIONS, 0),
                field,
                label: "Value of no deal".to_owned(),
                hint: "higher or lower, in per cent of all that a package can bring it".to_owned(),
                least: -RESERVATION_MOST,
                most: RESERVATION_MOST,
            });
            let sliders: Vec<Slider> = reservation.into_iter().chain(weights).collect();
            let switches: Vec<Switch> =
                own.red_lines.iter().map(|line| self.switch(line)).collect();
            let moved = sliders.iter().any(Slider::is_moved);
            let mark = marks.party(&own.party);
            Desk {
                name: own.name.clone(),
                letter: mark.map_or_else(String::new, |mark| mark.letter.clone()),
                hue: mark.map_or("", |mark| mark.hue),
                is_open: moved || switches.iter().any(|switch| !switch.is_on),
                sliders,
                switches,
            }
        });
        desks.collect()
    }

    fn switch(&self, (line, words): &(case::RedLineId, String)) -> Switch {
        let key = line_key(line.as_str());
        Switch {
            is_on: self.stays(&key),
            words: words.clone(),
            key,
        }
    }

    /// What was written of moves.
    pub(crate) fn read(written: &str) -> Self {
        let pairs = written.split('&').filter_map(|pair| pair.split_once('='));
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self::of(&pairs.collect::<Vec<_>>())
    }

    /// The moves as they are written; nothing where nothing was tried.
    pub(crate) fn written(&self) -> Option<String> {
        let stay = self.stay.as_ref()?;
        let moved = self.moved.iter().filter(|(field, value)| {
            let given = if field.starts_with('w') { GIVEN } else { 0 };
            is_field(field) && **value != given
        });
        let mut parts = vec![format!("{TRIED}=1")];
        parts.extend(moved.map(|(field, value)| format!("{field}={value}")));
        let keys = stay
            .iter()
            .filter(|key| key.bytes().all(|b| b.is_ascii_hexdigit()));
        parts.extend(keys.map(|key| format!("{LINE}={key}")));
        Some(parts.join("&"))
    }

    fn stays(&self, key: &str) -> bool {
        self.stay.as_ref().is_none_or(|stay| stay.contains(key))
    }

    fn value(&self, field: &str, (least, most): (i64, i64), given: i64) -> i64 {
        let value = self.moved.get(field).copied().unwrap_or(given);
        value.clamp(least, most)
    }
}

const RESERVATIONS: (i64, i64) = (-RESERVATION_MOST, RESERVATION_MOST);

impl Slider {
    fn is_moved(&self) -> bool {
        self.value != if self.least < 0 { 0 } else { GIVEN }
    }
}

fn per_cent(value: i64) -> Exact {
    Exact::new(value.into(), 100.into())
}

fn weight_field(own: &Levers, bracket: &str) -> String {
    let place = format!("{}\u{0}{bracket}", own.party);
    format!("w{}", address::key("weight", &place))
}

fn reservation_field(own: &Levers) -> String {
    format!("r{}", address::key("no deal", own.party.as_str()))
}

fn line_key(line: &str) -> String {
    address::key("line", line)
}

fn is_field(field: &str) -> bool {
    let rest = field.strip_prefix(['w', 'r']).unwrap_or_default();
    rest.len() == 10 && rest.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use case::{BracketId, RedLineId};
    use disclosure::PartyId;

    fn levers() -> Vec<Levers> {
        let whole = |number: i64| Exact::from_integer(number.into());
        vec![Levers {
            party: PartyId::new("north"),
            name: "North".to_owned(),
            weights: vec![(
                BracketId::new("quota"),
                "4 Quota".to_owned(),
                "14".to_owned(),
            )],
            reservation: Some([whole(60), whole(0), whole(100)]),
            red_lines: vec![(RedLineId::new("n1"), "six boats".to_owned())],
        }]
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn nothing_moved_is_the_case_as_given() {
        let levers = levers();
        assert!(Moves::of(&[]).trial(&levers).is_empty());
        let (weight, stay) = (weight_field(&levers[0], "quota"), line_key("n1"));
        let same = [
            pair("tried", "1"),
            pair(&weight, "100"),
            pair("line", &stay),
        ];
        assert!(Moves::of(&same).trial(&levers).is_empty());
    }

    #[test]
    fn a_moved_slider_and_a_switch_that_is_off_reach_the_trial_and_are_read_again() {
        let levers = levers();
        let field = reservation_field(&levers[0]);
        let moves = Moves::of(&[pair("tried", "1"), pair(&field, "-10")]);
        let trial = moves.trial(&levers);
        let fifty = Exact::from_integer(50.into());
        assert_eq!(trial.reservations.get(&levers[0].party), Some(&fifty));
        assert!(trial.lifted.contains(&RedLineId::new("n1")));
        let written = moves.written().unwrap();
        assert_eq!(written, format!("tried=1&{field}=-10"));
        assert_eq!(Moves::read(&written), moves);
    }

    #[test]
    fn what_is_no_field_of_ours_is_not_handed_on() {
        let moves = Moves::of(&[
            pair("tried", "1"),
            pair("w\"><b>", "7"),
            pair("line", "<b>"),
        ]);
        assert_eq!(moves.written().unwrap(), "tried=1");
    }
}
