//! A pasted draft becomes points, and its bracketed passages become options.
//!
//! What is pasted comes from outside: it is bounded in size, depth and count, and every refusal
//! names the line and the character. Who holds which option is not in a draft; that is filled in
//! afterwards.
//!
//! Invariant: what was printed with its brackets and is pasted again has the same words.

mod opener;
mod passage;
mod retyped;
mod sheet;

use crate::canonical::{Spot, check};
use crate::{BracketText, ChoiceText, Part, PointParts, PointText, Text, TextError};
use case::{BracketId, ChoiceId, Language, PointId, Wording};
use passage::{Passage, passages};
use sheet::{Block, blocks};

/// The most that is taken in one paste, in bytes.
pub const PASTE_BYTES_MAX: usize = 512 * 1_024;
const POINTS_MAX: usize = 2_000;
const BRACKETS_MAX: usize = 5_000;

/// Why what was pasted does not make a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PasteError {
    /// Nothing but blanks.
    #[error("nothing was pasted\nhint: paste the whole draft, with its numbers")]
    Empty,
    /// Too much at once.
    #[error(
        "`{bytes}` bytes are more than the `{PASTE_BYTES_MAX}` that fit\n\
        hint: paste it in parts"
    )]
    TooLong {
        /// How much it is.
        bytes: usize,
    },
    /// More of something than a text has room for.
    #[error("{spot}: more than `{most}` {what}\nhint: paste the draft in parts")]
    TooMany {
        /// Where it became too much.
        spot: Spot,
        /// Of what.
        what: &'static str,
        /// How many there may be.
        most: usize,
    },
    /// A bracket that is opened and not closed.
    #[error(
        "{0}: this bracket is not closed\n\
        hint: put `]` where it ends, or `\\[` for a mere sign"
    )]
    Unclosed(Spot),
    /// A bracket that is closed and was not opened.
    #[error(
        "{0}: no bracket is open here\n\
        hint: put `[` where it begins, or `\\]` for a mere sign"
    )]
    Unopened(Spot),
    /// One number for two points.
    #[error(transparent)]
    NumberTwice(#[from] NumberTwice),
    /// Words that make no text.
    #[error(transparent)]
    Text(#[from] TextError),
}

/// A number that two points of a pasted draft carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "{spot}: the number `{number}` has been used on line {first}\n\
    hint: indent the lists inside a point, or number each point once"
)]
pub struct NumberTwice {
    /// Where it is used again.
    pub spot: Spot,
    /// The number.
    pub number: u32,
    /// The line where it was used first.
    pub first: usize,
}

/// The text that a pasted draft makes, in one language.
///
/// # Errors
/// Refuses the first thing that cannot be read, with its line and character.
pub fn pasted(loose: &str, language: &Language) -> Result<Text, PasteError> {
    let bytes = loose.len();
    if bytes > PASTE_BYTES_MAX {
        return Err(PasteError::TooLong { bytes });
    }
    let plain = loose.trim_start_matches('\u{feff}').replace('\t', " ");
    check(&plain).map_err(TextError::from)?;
    let blocks = blocks(loose.trim_start_matches('\u{feff}'))?;
    if blocks.is_empty() {
        return Err(PasteError::Empty);
    }
    let mut desk = Desk {
        language,
        points: Vec::new(),
        unnumbered: 0,
        brackets: 0,
    };
    for block in blocks {
        desk.take(block)?;
    }
    Ok(Text::new(desk.points)?)
}

/// Where the points are put together.
struct Desk<'a> {
    language: &'a Language,
    points: Vec<PointText>,
    unnumbered: usize,
    brackets: usize,
}

impl Desk<'_> {
    fn take(&mut self, block: Block) -> Result<(), PasteError> {
        if self.points.len() == POINTS_MAX {
            return Err(PasteError::TooMany {
                spot: block.spot,
                what: "points",
                most: POINTS_MAX,
            });
        }
        let id = if let Some(number) = block.number {
            format!("p{number}")
        } else {
            self.unnumbered += 1;
            format!("u{}", self.unnumbered)
        };
        let mut body = Vec::new();
        let mut brackets = Vec::new();
        for passage in passages(&block.words)? {
            match passage {
                Passage::Words(words) => body.push(Part::Words(words)),
                Passage::Bracket { spot, options } => {
                    self.brackets += 1;
                    if self.brackets > BRACKETS_MAX {
                        return Err(PasteError::TooMany {
                            spot,
                            what: "brackets",
                            most: BRACKETS_MAX,
                        });
                    }
                    let name = BracketId::new(format!("{id}-b{}", brackets.len() + 1));
                    let question = question(body.last());
                    body.push(Part::Open(name.clone()));
                    brackets.push(self.bracket(name, &question, options)?);
                }
            }
        }
        self.points.push(PointText::new(PointParts {
            id: PointId::new(id),
            number: block.number,
            title: self.wording(block.title),
            body: [(self.language.clone(), body)].into(),
            brackets,
        })?);
        Ok(())
    }

    fn bracket(
        &self,
        id: BracketId,
        question: &str,
        options: Vec<String>,
    ) -> Result<BracketText, TextError> {
        let choices = (1..).zip(options).map(|(at, words)| {
            ChoiceText::new(ChoiceId::new(format!("o{at}")), &self.wording(words))
        });
        let choices = choices.collect::<Result<_, _>>()?;
        BracketText::new(id, &self.wording(question.to_owned()), choices)
    }

    fn wording(&self, words: String) -> Wording {
        Wording::new([(self.language.clone(), words)].into())
    }
}

/// The question that the words before a bracket ask, where they end in a colon or a question mark.
fn question(before: Option<&Part>) -> String {
    let Some(Part::Words(words)) = before else {
        return String::new();
    };
    let line = words.rsplit('\n').next().unwrap_or_default().trim();
    match line.strip_suffix(':') {
        Some(stated) => stated.trim_end().to_owned(),
        None if line.ends_with(['?', '؟']) => line.to_owned(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Print;
    use crate::arbitrary::model;
    use proptest::prelude::*;

    fn paste(loose: &str) -> Text {
        pasted(loose, &Language::english()).unwrap()
    }

    fn refusal(loose: &str) -> PasteError {
        pasted(loose, &Language::english()).unwrap_err()
    }

    fn printed(text: &Text) -> String {
        text.printed(&Language::english(), Print::Bracketed)
    }

    /// Each point as number, title and words with its options.
    fn shown(text: &Text) -> Vec<(Option<u32>, String, String)> {
        let english = Language::english();
        let points = text.points().iter().map(|point| {
            let words = point.printed_words(&english, Print::Bracketed);
            (
                point.number(),
                point.title().in_language(&english).to_owned(),
                words,
            )
        });
        points.collect()
    }

    fn options(text: &Text) -> Vec<Vec<String>> {
        let english = Language::english();
        let brackets = text.open_brackets().map(|(_, bracket)| {
            let choices = bracket.choices().iter();
            choices
                .map(|choice| choice.words().in_language(&english).to_owned())
                .collect()
        });
        brackets.collect()
    }

    #[test]
    fn a_numbered_draft_becomes_points_with_their_titles() {
        let text = paste(
            "Draft of 3 June\n\n1. Border\nThe border follows the old chart.\n\n\
             2. The parties withdraw within 30 days.\n3) not a point\n\n\
             4. Fish\n  1. by quota\n  2. by season\n",
        );
        let expected = [
            (None, "", "Draft of 3 June\n"),
            (Some(1), "Border", "The border follows the old chart.\n"),
            (
                Some(2),
                "",
                "The parties withdraw within 30 days.\n3) not a point\n",
            ),
            (Some(4), "Fish", "1. by quota\n2. by season\n"),
        ];
        let expected = expected.map(|(n, title, words)| (n, title.to_owned(), words.to_owned()));
        assert_eq!(shown(&text), expected);
    }

    #[test]
    fn articles_with_their_titles_on_the_next_line_are_points() {
        let text = paste("ARTICLE I\nScope\nThis applies to all.\n\nARTICLE II\nNo title here.");
        let expected = [
            (
                Some(1),
                "Scope".to_owned(),
                "This applies to all.\n".to_owned(),
            ),
            (Some(2), String::new(), "No title here.\n".to_owned()),
        ];
        assert_eq!(shown(&text), expected);
    }

    #[test]
    fn a_draft_without_numbers_has_a_point_for_each_paragraph() {
        let text = paste("One.\nStill one.\n\n\nTwo [a\n\n| b].");
        let numbers: Vec<_> = text.points().iter().map(|point| point.number()).collect();
        assert_eq!(numbers, [Some(1), Some(2)]);
    }

    #[test]
    fn each_way_to_bracket_a_passage_gives_its_options() {
        let table: [(&str, &[&str]); 10] = [
            ("[30 000 t | 40 000 t]", &["30 000 t", "40 000 t"]),
            ("[shall / may]", &["shall", "may"]),
            ("[shall] [may] [will]", &["shall", "may", "will"]),
            ("[fully]", &["fully", ""]),
            ("[and/or]", &["and/or", ""]),
            ("[a / b | c]", &["a / b", "c"]),
            ("[ ]", &[]),
            ("[…]", &[]),
            (
                "[within [30 / 60] days | at once]",
                &["within 30 days", "within 60 days", "at once"],
            ),
            (
                "[all [armed] forces]",
                &["all armed forces", "all forces", ""],
            ),
        ];
        for (words, expected) in table {
            let text = paste(&format!("1. They {words} agree."));
            assert_eq!(options(&text), [expected], "{words}");
        }
    }

    #[test]
    fn a_question_before_a_bracket_is_its_question() {
        let text = paste("1. Fish\nWho patrols? [North | South]\nCeiling: [30 | 40]\nIn [a | b].");
        let english = Language::english();
        let brackets = text.open_brackets();
        let asked = brackets.map(|(_, b)| b.question().in_language(&english).to_owned());
        assert_eq!(asked.collect::<Vec<_>>(), ["Who patrols?", "Ceiling", ""]);
    }

    #[test]
    fn brackets_that_do_not_match_are_refused_where_they_stand() {
        let spot = |line, column| Spot { line, column };
        assert_eq!(refusal("1. a\n  b [c"), PasteError::Unclosed(spot(2, 5)));
        assert_eq!(refusal("1. a] b"), PasteError::Unopened(spot(1, 5)));
        let deep = "[".repeat(9) + &"]".repeat(9);
        assert!(matches!(refusal(&deep), PasteError::TooMany { spot: s, .. } if s == spot(1, 9)));
    }

    #[test]
    fn a_number_used_twice_is_refused_with_both_lines() {
        let found = refusal("1. a\n2. b\n1. c").to_string();
        assert!(found.contains("line 3, character 1"), "{found}");
        assert!(found.contains("on line 1"), "{found}");
    }

    #[test]
    fn options_that_would_multiply_without_end_are_refused() {
        let product = "[".to_owned() + &"[a|b|c|d]".repeat(9) + " x]";
        assert!(matches!(
            refusal(&product),
            PasteError::TooMany { most: 32, .. }
        ));
        let long = "[".to_owned() + &"x".repeat(40_000) + "[a|b]]";
        assert!(matches!(refusal(&long), PasteError::TooMany { .. }));
    }

    #[test]
    fn invisible_characters_are_refused_with_their_line_and_a_tab_is_not() {
        let found = refusal("1.\tFish\n\tNot\u{200b} here");
        assert!(
            found.to_string().starts_with("line 2, character 5:"),
            "{found}"
        );
        assert_eq!(paste("\u{feff}1.\tFish").points().len(), 1);
        assert_eq!(refusal(" \n\t\n"), PasteError::Empty);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn a_print_pasted_again_is_the_same_text(loose in sheet()) {
            if let Ok(text) = pasted(&loose, &Language::english()) {
                prop_assert_eq!(paste(&printed(&text)), text);
            }
        }

        #[test]
        fn a_print_of_any_text_pasted_again_prints_the_same(points in drawn()) {
            let text = Text::new(points).unwrap();
            let once = printed(&text);
            prop_assume!(text.points().iter().any(|point| !point.bodies().is_empty()));
            let again = paste(&once);
            prop_assert_eq!(printed(&again), once);
            prop_assert_eq!(shown(&again), shown(&text));
        }

        #[test]
        fn whatever_is_pasted_is_read_or_refused(loose in "\\PC{0,60}|[\\[\\]|/\\\\ a1.\n]{0,60}") {
            if let Ok(text) = pasted(&loose, &Language::english()) {
                prop_assert!(options(&text).iter().all(|options| options.len() <= 32));
                let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
                prop_assert!(letters(&printed(&text)) >= letters(&loose).min(1));
            }
        }
    }

    /// Drafts as people might paste them.
    fn sheet() -> impl Strategy<Value = String> {
        const PIECES: [&str; 28] = [
            "1. ",
            "2. ",
            "3) ",
            "Article 4 ",
            "Fish",
            "quota",
            " ",
            ". ",
            "\n",
            "\n\n",
            "\n    ",
            "[",
            "]",
            " | ",
            " / ",
            "|",
            "\\",
            "\\[",
            "…",
            "Who? ",
            "limit: ",
            "\n5. ",
            "\n2025. ",
            "[a]",
            "[a | b]",
            "[ ]",
            "—. ",
            "\nII. ",
        ];
        let piece = proptest::sample::select(&PIECES[..]);
        proptest::collection::vec(piece, 1..25).prop_map(|pieces| pieces.concat())
    }

    fn drawn() -> impl Strategy<Value = Vec<PointText>> {
        let titles =
            proptest::sample::select(&["", "Fish", "Fish. ", "[Fish|", "1. Fish", "a: "][..]);
        let point = (model(), titles, proptest::option::of(Just(()))).boxed();
        proptest::collection::vec(point, 1..4).prop_map(|models| {
            let points = models
                .into_iter()
                .enumerate()
                .map(|(at, (model, title, numbered))| {
                    let mut parts = model.point().parts();
                    let name = |id: &BracketId| BracketId::new(format!("{at}-{id}"));
                    parts.id = PointId::new(format!("{at}"));
                    parts.number = numbered.map(|()| u32::try_from(at * 70 + 1).unwrap());
                    parts.title = Wording::english(title);
                    for body in parts.body.values_mut() {
                        for part in body {
                            if let Part::Open(id) = part {
                                *id = name(id);
                            }
                        }
                    }
                    let brackets = parts.brackets.iter().map(|bracket| {
                        let texts = bracket
                            .choices()
                            .iter()
                            .zip(["x", "y |", "", "/ z", "…", "\\"]);
                        let texts = texts.map(|(choice, more)| {
                            let words = choice.words().in_language(&Language::english());
                            let words = match more {
                                "" => String::new(),
                                more => format!("{words} {more}"),
                            };
                            ChoiceText::new(choice.id().clone(), &Wording::english(words)).unwrap()
                        });
                        let texts: Vec<_> = texts.collect();
                        BracketText::new(name(bracket.id()), bracket.question(), texts).unwrap()
                    });
                    parts.brackets = brackets.collect();
                    PointText::new(parts).unwrap()
                });
            points.collect()
        })
    }
}
