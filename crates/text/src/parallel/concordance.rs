//! The concordance: how each term is rendered in each language, and where it is not.

use crate::lint::{read, tokens};
use crate::{PointText, Text};
use case::{Language, PointId, Term, Wording};

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
    /// How the term is called in it.
    pub wanted: String,
    /// The other rendering that stands there; `None` where the term does not stand there at all.
    pub instead: Option<String>,
}

/// The words of a point in a language as terms are looked for in them.
struct Looked<'t> {
    point: &'t PointText,
    language: &'t Language,
    words: Vec<String>,
}

/// A term's words in a language, as they are looked for.
struct Wanted<'w> {
    language: &'w Language,
    said: &'w str,
    words: Vec<String>,
}

impl Exception {
    /// What stands there in a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let Self {
            language, wanted, ..
        } = self;
        match &self.instead {
            Some(other) => {
                format!("In {language}, “{other}” stands where the term is “{wanted}”.")
            }
            None => format!("In {language}, the term “{wanted}” does not stand here."),
        }
    }
}

/// Each term in the languages of a text.
pub fn concordance<'t>(text: &Text, terms: impl Iterator<Item = &'t Term>) -> Vec<Concordance> {
    let points = text.points().iter();
    let looked: Vec<Vec<Looked<'_>>> = points.map(|point| Looked::of(point)).collect();
    terms.map(|term| of_term(&looked, term)).collect()
}

fn of_term(points: &[Vec<Looked<'_>>], term: &Term) -> Concordance {
    let wanted = Wanted::of(&term.words);
    let avoid: Vec<Vec<Wanted<'_>>> = term.avoid.iter().map(Wanted::of).collect();
    let mut stands_in = vec![0_usize; wanted.len()];
    let mut exceptions = Vec::new();
    for point in points {
        let here = point.iter().filter_map(|looked| {
            let at = place_of(&wanted, looked.language)?;
            Some((looked, at, looked.has(wanted.get(at)?)))
        });
        let here: Vec<(&Looked<'_>, usize, bool)> = here.collect();
        for (at, count) in stands_in.iter_mut().enumerate() {
            *count += usize::from(here.iter().any(|(_, of, has)| *of == at && *has));
        }
        let is_used = here.iter().any(|(_, _, has)| *has);
        for (looked, at, has) in here {
            let avoid = avoid.iter().filter_map(|one| {
                let at = place_of(one, looked.language)?;
                one.get(at)
            });
            let instead = avoid.into_iter().find(|wanted| looked.has(wanted));
            if instead.is_some() || (is_used && !has) {
                exceptions.push(Exception {
                    point: looked.point.id().clone(),
                    number: looked.point.number(),
                    language: looked.language.clone(),
                    wanted: wanted.get(at).map_or("", |one| one.said).to_owned(),
                    instead: instead.map(|wanted| wanted.said.to_owned()),
                });
            }
        }
    }
    let renderings = wanted.iter().zip(stands_in).map(|(one, points)| Rendering {
        language: one.language.clone(),
        words: one.said.to_owned(),
        points,
    });
    Concordance {
        renderings: renderings.collect(),
        exceptions,
    }
}

/// Which of some words are those in a language, else in the same language of another region.
fn place_of(wanted: &[Wanted<'_>], language: &Language) -> Option<usize> {
    let same = wanted.iter().position(|one| one.language == language);
    same.or_else(|| {
        wanted
            .iter()
            .position(|one| one.language.is_kin_of(language))
    })
}

impl<'t> Looked<'t> {
    /// The words of a point in each of its languages, with its title.
    fn of(point: &'t PointText) -> Vec<Self> {
        let languages = point.bodies().keys();
        let looked = languages.map(|language| {
            let title = point.title().by_language().get(language);
            let title = title.map_or("", String::as_str);
            Self {
                point,
                language,
                words: plain(&format!("{title}\n{}", read(point, language).0)),
            }
        });
        looked.collect()
    }

    /// Whether a term stands there, in any of its endings.
    fn has(&self, wanted: &Wanted<'_>) -> bool {
        let wanted = &wanted.words;
        let same = |window: &[String]| {
            let mut pairs = window.iter().zip(wanted);
            pairs.all(|(word, stem)| is_form_of(word, stem))
        };
        !wanted.is_empty() && self.words.windows(wanted.len()).any(same)
    }
}

impl<'w> Wanted<'w> {
    /// Some words in each of their languages.
    fn of(words: &'w Wording) -> Vec<Self> {
        let all = words.by_language().iter();
        let all = all.map(|(language, said)| Self {
            language,
            said,
            words: plain(said),
        });
        all.collect()
    }
}

/// Words in small letters, without what is only joined to them.
fn plain(words: &str) -> Vec<String> {
    let tokens = tokens(words, 0).into_iter();
    tokens.map(|token| bare(&token.lower).to_owned()).collect()
}

/// A word without what is joined to it: the article and the joints before an Arabic one, `d’` and
/// `l’` before a French one, `’s` behind an English one. Any other is as it is.
fn bare(word: &str) -> &str {
    let marks = ['\'', '’'];
    if let Some((before, rest)) = word.split_once(marks) {
        let joins = [
            "c", "d", "j", "l", "m", "n", "qu", "s", "t", "jusqu", "lorsqu", "puisqu",
        ];
        return match rest {
            "s" | "" => before,
            rest if joins.contains(&before) => rest,
            _ => word,
        };
    }
    let joints = ["وال", "بال", "فال", "كال", "لل", "ال"];
    let cut = joints.iter().find_map(|joint| word.strip_prefix(joint));
    cut.filter(|rest| rest.chars().count() > 2).unwrap_or(word)
}

/// Endings of nouns and adjectives in languages written in Cyrillic letters.
const ENDINGS: [&str; 30] = [
    "", "а", "у", "е", "ы", "и", "і", "о", "й", "ь", "я", "ю", "ї", "є", "ой", "ою", "ей", "ею",
    "єю", "ом", "ем", "ов", "ів", "ам", "ям", "ах", "ях", "ами", "ями", "ям",
];

/// Whether a word is a term's word in one of its endings.
fn is_form_of(word: &str, term: &str) -> bool {
    let letters = term.chars().count();
    if term.starts_with(|c: char| ('\u{400}'..='\u{52f}').contains(&c)) && letters <= 5 {
        let stem = term.trim_end_matches(|c| "аеиоуыюяєіїйь".contains(c));
        let stem = if stem.chars().count() < 2 { term } else { stem };
        let end = word.strip_prefix(stem);
        return end.is_some_and(|end| ENDINGS.contains(&end));
    }
    if letters <= 4 {
        return word == term || word.strip_suffix('s') == Some(term);
    }
    if let Some(stem) = term.strip_suffix('y') {
        // `party` and `parties`, and not `part`.
        let end = word.strip_prefix(stem);
        return end.is_some_and(|end| ["y", "ys", "ies"].contains(&end));
    }
    // The same but for its last letter in Latin script, and for its last two in any other.
    let ends = if term.is_ascii() { 1 } else { 2 };
    let stem: String = term.chars().take(letters - ends).collect();
    word.starts_with(&stem) && word.chars().count() <= letters + 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Part, PointParts};
    use case::Grounds;

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

    /// In how many points of these words a term stands.
    fn points(tag: &str, term: &str, words: &str) -> usize {
        let text = Text::new(vec![point(1, &[(tag, words)])]).unwrap();
        let term = Term {
            words: wording(&[(tag, term)]),
            avoid: Vec::new(),
            meaning: None,
            grounds: Grounds::default(),
        };
        concordance(&text, std::iter::once(&term))[0].renderings[0].points
    }

    #[test]
    fn a_term_is_found_in_its_endings_and_a_shorter_word_is_another() {
        for (tag, term, words) in [
            ("fr", "écueils", "La garde d’écueils est commune."),
            ("fr", "ligne de garde", "Elle suit la ligne de garde."),
            ("uk", "рада", "Голову ради обирає Північ."),
            ("ru", "зона", "Суда выходят из зоны."),
            ("uk", "поле", "Мінні поля позначено."),
            ("en", "party", "The parties meet."),
            ("en", "belt", "The belt’s lights stay."),
        ] {
            assert_eq!(points(tag, term, words), 1, "{term} in {words}");
        }
        for (tag, term, words) in [
            ("en", "party", "They take part in it."),
            ("uk", "рада", "Радіо мовчить."),
            ("en", "season", "The seaside is closed."),
        ] {
            assert_eq!(points(tag, term, words), 0, "{term} in {words}");
        }
    }

    #[test]
    fn a_term_in_english_is_that_of_english_as_it_is_written_in_one_country() {
        let words = [("en-GB", "The season ends."), ("fr", "La saison finit.")];
        let text = Text::new(vec![point(1, &words)]).unwrap();
        let term = Term {
            words: wording(&[("en", "season"), ("fr", "fermeture")]),
            avoid: Vec::new(),
            meaning: None,
            grounds: Grounds::default(),
        };
        let found = concordance(&text, std::iter::once(&term));
        assert_eq!(found[0].renderings[0].points, 1);
        assert_eq!(found[0].exceptions.len(), 1);
        assert_eq!(found[0].exceptions[0].language.tag(), "fr");
    }
}
