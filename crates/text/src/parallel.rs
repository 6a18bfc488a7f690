//! Parallel texts: the words of a point in several languages as equals, sentence beside sentence,
//! and where they are out of step.
//!
//! A comparison reads what can be counted: sentences, brackets, figures, days of the calendar, and
//! terms where the case gives them. It knows no grammar and says nothing of meaning.
//!
//! Source: Vienna Convention on the Law of Treaties, article 33: where a text is authentic in
//! several languages each is equally authoritative unless one is agreed to prevail, and terms are
//! presumed to have the same meaning in each.

mod align;
mod concordance;
pub(crate) mod figures;
mod step;

pub use concordance::{Concordance, Exception, Rendering, concordance};
pub use step::{OutOfStep, StepKind};

use crate::lint::Reading;
use crate::{PointText, Text};
use align::aligned;
use case::{Language, PointId, Wording};
use std::collections::{BTreeMap, BTreeSet};

/// A point in its languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parallel {
    /// The languages: the one that the others are laid against comes first.
    pub languages: Vec<Language>,
    /// The rows: what stands beside what, in the order of the languages; empty where a language has
    /// nothing there.
    pub rows: Vec<Vec<String>>,
    /// Where they are out of step.
    pub out_of_step: Vec<OutOfStep>,
}

impl Parallel {
    /// A point in its languages, laid against the one that prevails, else English, else its first
    /// one. `None` where it has words in fewer than two languages.
    #[must_use]
    pub fn of(point: &PointText, prevails: Option<&Language>) -> Option<Self> {
        let read = readings(point, prevails);
        let ((base, first), others) = read.split_first()?;
        let beside = others.iter();
        let beside: Vec<_> = beside
            .map(|(language, other)| aligned((base, first), (language, other)))
            .collect();
        let languages = read.iter().map(|(language, _)| (*language).clone());
        Some(Self {
            out_of_step: apart(point, &read),
            languages: languages.collect(),
            rows: rows(&read, &beside),
        })
    }

    /// Where the languages of a point are out of step, without laying them side by side.
    #[must_use]
    pub fn apart(point: &PointText, prevails: Option<&Language>) -> Vec<OutOfStep> {
        apart(point, &readings(point, prevails))
    }
}

/// The words of a point in each of its languages, those that the others are laid against first;
/// none where it has words in fewer than two.
fn readings<'p>(point: &'p PointText, prevails: Option<&Language>) -> Vec<(&'p Language, Reading)> {
    let mut written: Vec<&Language> = point.bodies().keys().collect();
    if written.len() < 2 {
        return Vec::new();
    }
    let english = Language::english();
    let wanted = [prevails, Some(&english)].into_iter().flatten();
    let mut places = wanted.filter_map(|one| written.iter().position(|each| *each == one));
    if let Some(base) = places.next() {
        let base = written.remove(base);
        written.insert(0, base);
    }
    let read = written.into_iter();
    read.map(|language| (language, Reading::of(point, language)))
        .collect()
}

fn apart(point: &PointText, read: &[(&Language, Reading)]) -> Vec<OutOfStep> {
    let Some(((base, first), others)) = read.split_first() else {
        return Vec::new();
    };
    let languages: Vec<&Language> = read.iter().map(|(language, _)| *language).collect();
    let mut found = step::between_titles(point, &languages);
    for (language, other) in others {
        found.extend(step::between(point, (base, first), (language, other)));
    }
    found
}

/// The rows of all languages: each sentence of the first one with what stands beside it.
fn rows(read: &[(&Language, Reading)], beside: &[Vec<align::Pair>]) -> Vec<Vec<String>> {
    let Some(((_, first), others)) = read.split_first() else {
        return Vec::new();
    };
    let words = |reading: &Reading, at: &[usize]| {
        let sentences = at.iter().filter_map(|at| reading.sentences.get(*at));
        let words: Vec<&str> = sentences.map(|one| reading.at(&one.span)).collect();
        words.join(" ")
    };
    let joined = joined(first, beside);
    let mut rows = Vec::new();
    let others = || others.iter().map(|(_, reading)| reading).zip(beside);
    let before = |rows: &mut Vec<Vec<String>>, place: Option<usize>| {
        for (column, (reading, pairs)) in others().enumerate() {
            for pair in pairs
                .iter()
                .filter(|pair| pair.here.is_empty() && pair.behind == place)
            {
                let mut row = vec![String::new(); read.len()];
                if let Some(cell) = row.get_mut(column + 1) {
                    *cell = words(reading, &pair.there);
                }
                rows.push(row);
            }
        }
    };
    before(&mut rows, None);
    for group in &joined {
        let here: Vec<usize> = group.iter().copied().collect();
        let mut row = vec![words(first, &here)];
        for (reading, pairs) in others() {
            let fitting = pairs
                .iter()
                .filter(|pair| pair.here.iter().any(|at| group.contains(at)));
            let there: Vec<usize> = fitting
                .flat_map(|pair| pair.there.iter().copied())
                .collect();
            row.push(words(reading, &there));
        }
        rows.push(row);
        for at in here {
            before(&mut rows, Some(at));
        }
    }
    rows
}

/// The sentences of the first language; those that one pair of any language joins stay together.
fn joined(first: &Reading, beside: &[Vec<align::Pair>]) -> Vec<BTreeSet<usize>> {
    let mut joined: Vec<BTreeSet<usize>> = Vec::new();
    for at in 0..first.sentences.len() {
        let mut with: BTreeSet<usize> = [at].into();
        for pair in beside
            .iter()
            .flatten()
            .filter(|pair| pair.here.contains(&at))
        {
            with.extend(&pair.here);
        }
        match joined.last_mut() {
            Some(last) if last.iter().any(|one| with.contains(one)) => last.extend(with),
            _ => joined.push(with),
        }
    }
    joined
}

/// The languages of a point that a change in another one has left behind, each with the number of
/// the version in which the other changed. A later change in the language itself catches up.
///
/// The versions come oldest first.
#[must_use]
pub fn left_behind(versions: &[&Text], point: &PointId) -> BTreeMap<Language, usize> {
    let mut behind: BTreeMap<Language, usize> = BTreeMap::new();
    let mut before: Option<&PointText> = None;
    for (at, text) in versions.iter().enumerate() {
        let Some(now) = text.point(point) else {
            before = None;
            behind.clear();
            continue;
        };
        if let Some(was) = before.filter(|was| *was != now) {
            let languages: BTreeSet<&Language> = now.bodies().keys().collect();
            let changed = |language: &&&Language| worded(was, language) != worded(now, language);
            let changed: BTreeSet<&Language> = languages.iter().filter(changed).copied().collect();
            // A translation that is new says what the others said before it.
            let mut reworded = changed
                .iter()
                .filter(|language| was.bodies().contains_key(**language));
            if reworded.any(|language| !behind.contains_key(*language)) {
                for language in languages.difference(&changed) {
                    behind.insert((*language).clone(), at);
                }
            }
            for language in changed {
                behind.remove(language);
            }
            behind.retain(|language, _| languages.contains(language));
        }
        before = Some(now);
    }
    behind
}

/// What a point says in a language by itself. Which option is taken is said in all of them at once.
fn worded<'p>(point: &'p PointText, language: &'p Language) -> impl Eq + use<'p> {
    let said = |wording: &'p Wording| wording.by_language().get(language);
    let brackets = point.brackets().iter();
    let choices = brackets.flat_map(|bracket| bracket.choices());
    let choices = choices.map(|choice| (choice.id(), said(choice.words())));
    (
        said(point.title()),
        point.bodies().get(language),
        choices.collect::<Vec<_>>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BracketText, ChoiceText, Part, PointParts};
    use case::{BracketId, ChoiceId};

    fn in_words(pairs: &[(&str, &str)]) -> Wording {
        let words = pairs
            .iter()
            .map(|(tag, words)| (Language::new(*tag), (*words).to_owned()));
        Wording::new(words.collect())
    }

    /// A point with one bracket wherever `{}` stands in its words.
    fn point(pairs: &[(&str, &str)], options: &[&[(&str, &str)]]) -> PointText {
        let id = BracketId::new("b");
        let body = pairs.iter().map(|(tag, words)| {
            let parts = match words.split_once("{}") {
                Some((before, after)) => vec![
                    Part::Words(before.to_owned()),
                    Part::Open(id.clone()),
                    Part::Words(after.to_owned()),
                ],
                None => vec![Part::Words((*words).to_owned())],
            };
            (Language::new(*tag), parts)
        });
        let choices = (0..).zip(options).map(|(at, words): (u32, _)| {
            ChoiceText::new(ChoiceId::new(at.to_string()), &in_words(words)).unwrap()
        });
        let choices: Vec<_> = choices.collect();
        let brackets = match choices.is_empty() {
            true => Vec::new(),
            false => vec![BracketText::new(id.clone(), &Wording::default(), choices).unwrap()],
        };
        PointText::new(PointParts {
            id: PointId::new("p"),
            number: Some(1),
            title: in_words(&[("en", "A point"), ("fr", "Un point"), ("ar", "نقطة")]),
            body: body.collect(),
            brackets,
        })
        .unwrap()
    }

    fn kinds(point: &PointText) -> Vec<StepKind> {
        let parallel = Parallel::of(point, None).unwrap();
        parallel
            .out_of_step
            .into_iter()
            .map(|one| one.kind)
            .collect()
    }

    #[test]
    fn equal_words_in_three_languages_are_in_step() {
        let point = point(
            &[
                ("en", "North leaves by 1 June 2031. It pays {} to South."),
                (
                    "fr",
                    "Le Nord part avant le 1er juin 2031. Il verse {} au Sud.",
                ),
                ("ar", "ينسحب الشمال قبل ١ يونيو ٢٠٣١. ويدفع {} إلى الجنوب."),
            ],
            &[
                &[
                    ("en", "30,000 crowns"),
                    ("fr", "30 000 couronnes"),
                    ("ar", "٣٠٬٠٠٠ كرونة"),
                ],
                &[("en", "two boats"), ("fr", "2 bateaux"), ("ar", "زورقين ٢")],
            ],
        );
        assert_eq!(kinds(&point), []);
        let parallel = Parallel::of(&point, None).unwrap();
        assert_eq!(parallel.rows.len(), 2);
        assert_eq!(parallel.rows[0][2], "Le Nord part avant le 1er juin 2031.");
        assert!(parallel.rows[1][1].starts_with("ويدفع [٣٠"));
    }

    #[test]
    fn each_way_to_be_out_of_step_is_found() {
        let one = |en: &str, fr: &str| kinds(&point(&[("en", en), ("fr", fr)], &[]));
        assert_eq!(
            one("It pays 40 crowns.", "Il verse 50 couronnes."),
            [StepKind::Figures]
        );
        assert_eq!(
            one("On 1 May 2031 it ends.", "Il finit le 1er juin 2031."),
            [StepKind::Dates]
        );
        assert_eq!(
            one("It ends. It begins.", "Il finit."),
            [StepKind::Sentences]
        );
        let unworded = point(
            &[("en", "It is {}."), ("fr", "C’est {}.")],
            &[&[("en", "open"), ("fr", "ouvert")], &[("en", "shut")]],
        );
        assert_eq!(kinds(&unworded), [StepKind::Options]);
    }

    #[test]
    fn a_missing_sentence_leaves_its_place_empty_and_no_other_moves() {
        let words = [
            (
                "en",
                "North pays 10 crowns. South pays 20 crowns. Host pays 30 crowns.",
            ),
            (
                "fr",
                "Le Nord verse 10 couronnes. Le pays hôte verse 30 couronnes.",
            ),
        ];
        let parallel = Parallel::of(&point(&words, &[]), None).unwrap();
        let french: Vec<&str> = parallel.rows.iter().map(|row| row[1].as_str()).collect();
        assert_eq!(french.len(), 3);
        assert_eq!(french[1], "");
        assert!(french[2].contains("30"));
    }

    #[test]
    fn a_language_is_behind_until_its_own_words_change() {
        let text =
            |en: &str, fr: &str| Text::new(vec![point(&[("en", en), ("fr", fr)], &[])]).unwrap();
        let [one, two, three] = [text("a", "à"), text("b", "à"), text("b", "bé")];
        let id = PointId::new("p");
        let behind = |texts: &[&Text]| left_behind(texts, &id);
        assert_eq!(behind(&[&one]), BTreeMap::new());
        assert_eq!(behind(&[&one, &two]), [(Language::new("fr"), 1)].into());
        assert_eq!(behind(&[&one, &two, &three]), BTreeMap::new());
        assert_eq!(behind(&[&one, &three]), BTreeMap::new());
        let four = text("c", "bé");
        assert_eq!(
            behind(&[&one, &two, &three, &four]),
            [(Language::new("fr"), 3)].into()
        );
    }

    #[test]
    fn a_translation_that_is_added_leaves_no_language_behind() {
        let text = |words: &[(&str, &str)]| Text::new(vec![point(words, &[])]).unwrap();
        let one = text(&[("en", "a"), ("ar", "ا")]);
        let two = text(&[("en", "a"), ("ar", "ا"), ("fr", "à")]);
        let three = text(&[("en", "b"), ("ar", "ا"), ("fr", "à"), ("uk", "а")]);
        let id = PointId::new("p");
        assert_eq!(left_behind(&[&one, &two], &id), BTreeMap::new());
        let behind = left_behind(&[&one, &two, &three], &id);
        let behind: Vec<&str> = behind.keys().map(Language::tag).collect();
        assert_eq!(behind, ["ar", "fr"]);
    }

    #[test]
    fn an_option_that_is_taken_leaves_and_catches_up_no_language() {
        let options: &[&[(&str, &str)]] = &[&[("en", "open"), ("fr", "ouvert")]];
        let of = |en: &str, taken: bool| {
            let point = point(&[("en", en), ("fr", "C’est {}.")], options);
            let bracket = point.brackets()[0].clone();
            let taken = taken.then(|| ChoiceId::new("0"));
            let bracket = bracket.with_settled(taken).unwrap();
            let parts = PointParts {
                id: point.id().clone(),
                number: point.number(),
                title: point.title().clone(),
                body: point.bodies().clone(),
                brackets: vec![bracket],
            };
            Text::new(vec![PointText::new(parts).unwrap()]).unwrap()
        };
        let [one, two, three] = [
            of("It is {}.", false),
            of("It was {}.", false),
            of("It was {}.", true),
        ];
        let id = PointId::new("p");
        let behind = [(Language::new("fr"), 1)].into();
        assert_eq!(left_behind(&[&one, &two, &three], &id), behind);
        assert_eq!(left_behind(&[&two, &three], &id), BTreeMap::new());
    }

    #[test]
    fn an_option_without_words_in_a_language_has_no_words_of_another_there() {
        let point = point(
            &[("en", "It is {}."), ("fr", "C’est {}.")],
            &[&[("en", "open"), ("fr", "ouvert")], &[("en", "40 crowns")]],
        );
        let parallel = Parallel::of(&point, None).unwrap();
        assert_eq!(parallel.rows[0][1], "C’est [ouvert].");
        let said: Vec<String> = parallel
            .out_of_step
            .iter()
            .map(OutOfStep::sentence)
            .collect();
        let wanted = [
            "Options have words in one language only: en “40 crowns”, fr nothing.",
            "Figures differ: en has 40, fr nothing.",
        ];
        assert_eq!(said, wanted);
    }

    #[test]
    fn what_prevails_comes_first_and_one_language_alone_has_nothing_beside_it() {
        let words = [("en", "It ends."), ("fr", "Il finit.")];
        let both = point(&words, &[]);
        let french = Language::new("fr");
        let first = |prevails| Parallel::of(&both, prevails).unwrap().languages[0].clone();
        assert_eq!(first(None).tag(), "en");
        assert_eq!(first(Some(&french)).tag(), "fr");
        assert!(Parallel::of(&point(&words[..1], &[]), None).is_none());
    }
}
