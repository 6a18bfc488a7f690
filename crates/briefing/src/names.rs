//! The names of what a posed problem's indices stand for.

use crate::desk::{Desk, Place};
use case::{BracketId, Firmness, Limit, LinkageId, Posed, RedLineId};
use num_rational::BigRational;
use problem::scale::decimal;
use problem::{BracketIx, ChoiceIx, Demand, PartyIx, RedLineIx, RuleIx, Score, Table};
use std::collections::BTreeMap;

/// The words for a posed problem: parties, brackets, options, limits and rules by index.
pub(crate) struct Names {
    parties: Table<PartyIx, String>,
    brackets: Table<BracketIx, String>,
    choices: Table<BracketIx, Vec<String>>,
    limits: Table<PartyIx, Table<RedLineIx, String>>,
    rules: Table<RuleIx, String>,
    digits: Table<PartyIx, u32>,
}

impl Desk<'_, '_> {
    /// The words for what was posed from this desk's view.
    pub(crate) fn names(&self, posed: &Posed) -> Names {
        // Looked up once: a text of a thousand brackets has as many names.
        let places = self.places();
        let by_id = places.iter().map(|place| (&place.bracket.id, place));
        let by_id: BTreeMap<&BracketId, &Place<'_>> = by_id.collect();
        let choices = posed.brackets.rows().zip(posed.choices.rows());
        let choices = choices.map(|(bracket, ids)| {
            let place = by_id.get(bracket).copied();
            let words = ids.iter().map(|id| self.option_words(place, id));
            words.collect()
        });
        Names {
            parties: posed.parties.map(|party| self.party_name(party)),
            brackets: posed.brackets.map(|bracket| match by_id.get(bracket) {
                Some(place) => self.place_name(place),
                None => bracket.to_string(),
            }),
            choices: choices.collect(),
            limits: posed
                .limits
                .map(|own| own.map(|limit| self.limit_words(limit))),
            rules: posed.rules.map(|rule| self.rule_words(rule)),
            digits: posed.units.map(|unit| digits(&unit.figure(Score::new(1)))),
        }
    }

    fn limit_words(&self, limit: &Limit) -> String {
        match limit {
            Limit::RedLine(id) => self.red_line_words(id),
            Limit::Rejection(bracket, choice) => {
                let (place, option) = (
                    self.bracket_name(bracket),
                    self.choice_words(bracket, choice),
                );
                format!("rejects “{option}” on {place}")
            }
            Limit::Never(bracket, choice) => {
                let option = self.choice_words(bracket, choice);
                format!("never “{option}” on {}", self.bracket_name(bracket))
            }
            Limit::MustHave(bracket, choices) => {
                let options = choices.iter();
                let options = options.map(|choice| self.choice_words(bracket, choice));
                let options: Vec<String> = options.map(|words| format!("“{words}”")).collect();
                let place = self.bracket_name(bracket);
                format!("must have {} on {place}", options.join(" or "))
            }
        }
    }

    /// A red line or a demand by its id: its words and its sources.
    pub(crate) fn red_line_words(&self, id: &RedLineId) -> String {
        let found = self.view.red_lines().find(|seen| seen.item.id == *id);
        found.map_or_else(
            || id.to_string(),
            |seen| {
                let line = seen.item;
                let kind = match line.firmness {
                    Firmness::RedLine => "red line",
                    Firmness::Demand => "demand",
                };
                let words = self.words(&line.text);
                format!("{kind} “{words}”{}", self.sources(&line.grounds))
            },
        )
    }

    fn rule_words(&self, id: &LinkageId) -> String {
        format!("the rule {}", self.linkage_words(id))
    }
}

impl Names {
    /// A party's name.
    pub(crate) fn party(&self, party: PartyIx) -> &str {
        self.parties.get(party).map_or("?", String::as_str)
    }

    /// Every party's name, in order.
    pub(crate) fn parties(&self) -> impl Iterator<Item = (PartyIx, &str)> {
        self.parties
            .iter()
            .map(|(party, name)| (party, name.as_str()))
    }

    /// A bracket's name.
    pub(crate) fn bracket(&self, bracket: BracketIx) -> &str {
        self.brackets.get(bracket).map_or("?", String::as_str)
    }

    /// An option's words.
    pub(crate) fn choice(&self, bracket: BracketIx, choice: ChoiceIx) -> &str {
        let options = self.choices.get(bracket);
        let option = options.and_then(|options| options.get(usize::from(choice.position())));
        option.map_or("?", String::as_str)
    }

    /// A demand, with who holds it.
    pub(crate) fn demand(&self, demand: Demand) -> String {
        match demand {
            Demand::Rule(rule) => self.rules.get(rule).cloned().unwrap_or_default(),
            Demand::RedLine(party, line) => {
                let limits = self.limits.get(party);
                let words = limits
                    .and_then(|own| own.get(line))
                    .map_or("?", String::as_str);
                let name = self.party(party);
                if words.starts_with("rejects") {
                    format!("{name} {words}")
                } else {
                    format!("{name}: {words}")
                }
            }
            Demand::Reservation(party) => format!("{}: its value of no deal", self.party(party)),
        }
    }

    /// Several demands in a row.
    pub(crate) fn demands(&self, demands: &[Demand]) -> String {
        let words: Vec<String> = demands.iter().map(|demand| self.demand(*demand)).collect();
        words.join(" — against — ")
    }

    /// Whether a bracket leaves something to choose.
    pub(crate) fn is_open(&self, bracket: BracketIx) -> bool {
        self.choices
            .get(bracket)
            .is_some_and(|options| options.len() > 1)
    }

    /// A score in its party's own figures, with as many digits as they need, three at most.
    pub(crate) fn score(&self, posed: &Posed, party: PartyIx, score: Score) -> String {
        let digits = self.digits.get(party).copied().unwrap_or(3);
        let unit = posed.units.get(party);
        unit.map_or_else(String::new, |unit| unit.decimal(score, digits))
    }
}

/// How many digits after the point a unit needs, three at most.
fn digits(unit: &BigRational) -> u32 {
    let ten = BigRational::from_integer(10.into());
    let mut scaled = unit.clone();
    for digits in 0..3 {
        if scaled.is_integer() {
            return digits;
        }
        scaled *= &ten;
    }
    3
}

/// A share as whole per cent, with a narrow no-break space: `42 %`.
pub(crate) fn percent(part: &BigRational) -> String {
    format!(
        "{} %",
        decimal(&(part * BigRational::from_integer(100.into())), 0)
    )
}
