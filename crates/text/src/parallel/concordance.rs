//! The concordance: how each term is rendered in each language, and where it is not.

use crate::lint::{Reading, tokens};
use crate::{PointText, Text};
use case::{Language, PointId, Term};

/// A term in every language of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concordance {
    /// Its renderings.
    pub renderings: Vec<Rendering>,
    /// Where it is called otherwise, or where one language has it and another does not.
    pub exceptions: Vec<Exception>,
}

/// How a term is called in a language, and in how many points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    /// The language.
    pub language: Language,
    /// How it is called.
    pub words: String,
    /// In how many points it stands.
    pub points: usize,
}

/// A point in which a term is not rendered as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The point.
    pub point: PointId,
    /// Its number.
    pub number: Option<u32>,
    /// The language.
    pub language: Language,
    /// The other rendering that stands there; `None` where the term does not stand there at all.
    pub instead: Option<String>,
}

/// Each term in the languages of a text.
pub fn concordance<'t>(text: &Text, terms: impl Iterator<Item = &'t Term>) -> Vec<Concordance> {
    terms.map(|term| of_term(text, term)).collect()
}

fn of_term(text: &Text, term: &Term) -> Concordance {
    let mut exceptions = Vec::new();
    let mut renderings: Vec<Rendering> = Vec::new();
    for (language, words) in term.words.by_language() {
        let with = text
            .points()
            .iter()
            .filter(|point| stands(point, language, words));
        renderings.push(Rendering {
            language: language.clone(),
            words: words.clone(),
            points: with.count(),
        });
    }
    for point in text.points() {
        let written = point.bodies().keys();
        let here = written.filter_map(|one| Some((one, term.words.by_language().get(one)?)));
        let here: Vec<(&Language, &String)> = here.collect();
        let is_used = here
            .iter()
            .any(|(language, words)| stands(point, language, words));
        for (language, words) in here {
            let avoid = term
                .avoid
                .iter()
                .filter_map(|one| one.by_language().get(language));
            let mut instead = avoid.filter(|other| stands(point, language, other));
            let other = instead.next();
            if other.is_some() || (is_used && !stands(point, language, words)) {
                exceptions.push(Exception {
                    point: point.id().clone(),
                    number: point.number(),
                    language: language.clone(),
                    instead: other.cloned(),
                });
            }
        }
    }
    Concordance {
        renderings,
        exceptions,
    }
}

/// Whether a term stands in a point, in any of its endings.
fn stands(point: &PointText, language: &Language, term: &str) -> bool {
    let title = point.title().by_language().get(language);
    let words = Reading::of(point, language).words;
    let words = format!("{}\n{words}", title.map_or("", String::as_str)).to_lowercase();
    let all: Vec<String> = tokens(&words, 0)
        .into_iter()
        .map(|token| bare(&token.lower))
        .collect();
    let wanted: Vec<String> = tokens(&term.to_lowercase(), 0)
        .into_iter()
        .map(|token| bare(&token.lower))
        .collect();
    !wanted.is_empty()
        && all.windows(wanted.len()).any(|window| {
            window
                .iter()
                .zip(&wanted)
                .all(|(word, stem)| is_form_of(word, stem))
        })
}

/// An Arabic word without the article and the joints before it; any other as it is.
fn bare(word: &str) -> String {
    let joints = ["وال", "بال", "فال", "كال", "لل", "ال"];
    let cut = joints.iter().find_map(|joint| word.strip_prefix(joint));
    cut.filter(|rest| rest.chars().count() > 2)
        .unwrap_or(word)
        .to_owned()
}

/// Whether a word is a term's word in one of its endings: the same but for the last two letters.
fn is_form_of(word: &str, term: &str) -> bool {
    let letters = term.chars().count();
    if letters <= 4 {
        return word == term || word.strip_suffix('s') == Some(term);
    }
    let stem: String = term.chars().take(letters - 2).collect();
    word.starts_with(&stem) && word.chars().count() <= letters + 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Part, PointParts};
    use case::{Grounds, Wording};

    fn wording(pairs: &[(&str, &str)]) -> Wording {
        let words = pairs
            .iter()
            .map(|(tag, words)| (Language::new(*tag), (*words).to_owned()));
        Wording::new(words.collect())
    }

    fn point(number: u32, pairs: &[(&str, &str)]) -> PointText {
        let body = pairs
            .iter()
            .map(|(tag, words)| (Language::new(*tag), vec![Part::Words((*words).to_owned())]));
        PointText::new(PointParts {
            id: PointId::new(number.to_string()),
            number: Some(number),
            title: Wording::default(),
            body: body.collect(),
            brackets: Vec::new(),
        })
        .unwrap()
    }

    #[test]
    fn a_term_that_one_language_lacks_or_calls_otherwise_is_an_exception() {
        let text = Text::new(vec![
            point(
                1,
                &[
                    ("en", "The closed season is short."),
                    ("fr", "La période de fermeture est courte."),
                ],
            ),
            point(
                2,
                &[("en", "No closed season."), ("fr", "Aucune saison fermée.")],
            ),
            point(
                3,
                &[("en", "Closed seasons end."), ("fr", "Elles finissent.")],
            ),
            point(4, &[("en", "Nothing."), ("fr", "Rien.")]),
        ])
        .unwrap();
        let term = Term {
            words: wording(&[("en", "closed season"), ("fr", "période de fermeture")]),
            avoid: vec![wording(&[("fr", "saison fermée")])],
            meaning: None,
            grounds: Grounds::default(),
        };
        let found = concordance(&text, std::iter::once(&term));
        let [found] = found.as_slice() else {
            panic!("one term");
        };
        let counts: Vec<(&str, usize)> = found
            .renderings
            .iter()
            .map(|one| (one.language.tag(), one.points))
            .collect();
        assert_eq!(counts, [("en", 3), ("fr", 1)]);
        let exceptions: Vec<(Option<u32>, &str, Option<&str>)> = found
            .exceptions
            .iter()
            .map(|one| (one.number, one.language.tag(), one.instead.as_deref()))
            .collect();
        assert_eq!(
            exceptions,
            [
                (Some(2), "fr", Some("saison fermée")),
                (Some(3), "fr", None)
            ]
        );
    }

    #[test]
    fn an_arabic_term_is_found_behind_its_article() {
        let text = Text::new(vec![point(1, &[("ar", "ويراقب المركز الحدود.")])]).unwrap();
        let term = Term {
            words: wording(&[("ar", "مركز")]),
            avoid: Vec::new(),
            meaning: None,
            grounds: Grounds::default(),
        };
        assert_eq!(
            concordance(&text, std::iter::once(&term))[0].renderings[0].points,
            1
        );
    }
}
