//! Where two languages of a point are out of step.

use super::figures::{Day, Figures, Table};
use crate::PointText;
use crate::lint::Reading;
use case::Language;
use std::collections::BTreeSet;

/// In what two languages differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// One has a title and the other has none.
    Title,
    /// One has more sentences.
    Sentences,
    /// An option has words in one only.
    Options,
    /// Figures.
    Figures,
    /// Days of the calendar.
    Dates,
}

/// A difference between two languages of a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutOfStep {
    /// In what they differ.
    pub kind: StepKind,
    /// The language that the other is laid against.
    pub base: Language,
    /// The other language.
    pub language: Language,
    /// What only the first one has.
    pub only_base: Vec<String>,
    /// What only the other one has.
    pub only_other: Vec<String>,
}

impl StepKind {
    /// What it is called.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Title => "the title",
            Self::Sentences => "the number of sentences",
            Self::Options => "the words of an option",
            Self::Figures => "figures",
            Self::Dates => "days",
        }
    }
}

impl OutOfStep {
    /// The difference in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let Self { base, language, .. } = self;
        let listed = |all: &[String]| match all {
            [] => "nothing".to_owned(),
            all => all.join(", "),
        };
        let (here, there) = (listed(&self.only_base), listed(&self.only_other));
        match self.kind {
            StepKind::Title => format!("The title stands in {here} and not in {there}."),
            StepKind::Sentences => {
                format!("{base} has {here} sentences, and {language} has {there}.")
            }
            StepKind::Options => {
                format!(
                    "Options have words in one language only: {base} {here}, {language} {there}."
                )
            }
            StepKind::Figures => format!("Figures differ: {base} has {here}, {language} {there}."),
            StepKind::Dates => format!("Days differ: {base} has {here}, {language} {there}."),
        }
    }
}

/// Languages whose words have no title where another has one.
pub(super) fn between_titles(point: &PointText, languages: &[&Language]) -> Vec<OutOfStep> {
    let titled = point.title().by_language();
    let Some(base) = languages
        .iter()
        .find(|language| titled.contains_key(*language))
    else {
        return Vec::new();
    };
    let without = languages
        .iter()
        .filter(|language| !titled.contains_key(*language));
    let without = without.map(|language| OutOfStep {
        kind: StepKind::Title,
        base: (*base).clone(),
        language: (*language).clone(),
        only_base: vec![base.tag().to_owned()],
        only_other: vec![language.tag().to_owned()],
    });
    without.collect()
}

/// Where the words of a point in two languages differ.
pub(super) fn between(
    point: &PointText,
    base: (&Language, &Reading),
    other: (&Language, &Reading),
) -> Vec<OutOfStep> {
    let mut found = Vec::new();
    let mut differ = |kind, only_base: Vec<String>, only_other: Vec<String>| {
        if only_base != only_other {
            found.push(OutOfStep {
                kind,
                base: base.0.clone(),
                language: other.0.clone(),
                only_base,
                only_other,
            });
        }
    };
    let count = |reading: &Reading| vec![reading.sentences.len().to_string()];
    differ(StepKind::Sentences, count(base.1), count(other.1));
    let worded = |language| worded_options(point, language);
    let (here, there) = (worded(base.0), worded(other.0));
    differ(StepKind::Options, only(&here, &there), only(&there, &here));
    let tables = [base.0, other.0].map(Table::of);
    let [own, their] = &tables;
    let mut here = Figures::of(&base.1.words, own);
    let mut there = Figures::of(&other.1.words, their);
    if own.reads_days() && their.reads_days() {
        let named = |days: &BTreeSet<Day>, others: &BTreeSet<Day>| {
            let days = days.difference(others).map(Day::to_string);
            days.collect::<Vec<_>>()
        };
        let (one, another) = (&here.days, &there.days);
        differ(StepKind::Dates, named(one, another), named(another, one));
    } else {
        (here, there) = (here.with_days(), there.with_days());
    }
    let one = figures((&here, &there), their);
    differ(StepKind::Figures, one, figures((&there, &here), own));
    found
}

/// The figures that one language has and the other has not; a small number is let go where the
/// other has no table to read it in letters.
fn figures(of: (&Figures, &Figures), other: &Table) -> Vec<String> {
    let lets_go =
        |figure: &String| !other.spells() && figure.parse::<u32>().is_ok_and(|value| value <= 100);
    let mut alone = of.0.without(of.1);
    alone.retain(|figure| !lets_go(figure));
    alone
}

fn only(one: &BTreeSet<String>, other: &BTreeSet<String>) -> Vec<String> {
    one.difference(other).cloned().collect()
}

/// The options that have words in a language, each by the words that it has in its first one.
fn worded_options(point: &PointText, language: &Language) -> BTreeSet<String> {
    let all = point
        .brackets()
        .iter()
        .flat_map(|bracket| bracket.choices());
    let worded = all.filter(|choice| choice.words().by_language().contains_key(language));
    let named = worded.map(|choice| {
        let first = choice.words().by_language().values().next();
        format!("“{}”", first.map_or("", String::as_str))
    });
    named.collect()
}
