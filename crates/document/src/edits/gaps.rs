//! A clean copy that comes back: its gaps are filled with the open brackets that they stand for.

use super::alike::{ALIKE, Bag, Lexicon};
use super::{Desk, level};
use case::{BracketId, Language};
use text::{PointText, Print};

/// An open bracket as a clean copy prints it.
const GAP: &str = "[…]";
const APART: &str = "a clean copy does not tell which open bracket was changed; make this change \
                     in a copy with its open brackets";

impl Desk<'_> {
    /// The words with the options of each open bracket, where they were printed as gaps.
    pub(super) fn filled(
        &self,
        was: &PointText,
        typed: &str,
        language: &Language,
    ) -> Result<String, &'static str> {
        if self.form == Print::Bracketed {
            return Ok(typed.to_owned());
        }
        let printed = was.printed_brackets(language, Print::Bracketed);
        let open = was.words(language).iter().filter_map(|part| part.bracket());
        let is_open = |id: &&BracketId| was.bracket(id).is_some_and(|one| one.settled().is_none());
        let open: Vec<&BracketId> = open.filter(is_open).collect();
        let gaps = typed.matches(GAP).count();
        let clean = was.printed_words(language, Print::Clean);
        if gaps != open.len() || (gaps > 1 && !in_order(&clean, typed)) {
            return Err(APART);
        }
        let mut open = open.into_iter();
        let mut filled = String::new();
        let mut left = typed;
        while let Some((before, after)) = left.split_once(GAP) {
            filled.push_str(before);
            filled.push_str(printed.get(open.next().ok_or(APART)?).ok_or(APART)?);
            left = after;
        }
        filled.push_str(left);
        Ok(filled)
    }
}

/// Whether each gap stands behind the words that it stood behind, and not behind those of another.
fn in_order(was: &str, now: &str) -> bool {
    let before = |words: &str| -> Vec<String> {
        let mut pieces: Vec<String> = words.split(GAP).map(level).collect();
        pieces.pop();
        pieces
    };
    let (was, now) = (before(was), before(now));
    let mut lexicon = Lexicon::default();
    let mut bags =
        |pieces: &[String]| -> Vec<Bag> { pieces.iter().map(|piece| lexicon.bag(piece)).collect() };
    let (was_bags, now_bags) = (bags(&was), bags(&now));
    let mut pairs = was.iter().zip(&was_bags).zip(now.iter().zip(&now_bags));
    was.len() == now.len()
        && pairs.all(|((was, own), (now, bag))| {
            let likeness = bag.alike(own);
            let mut others = was_bags.iter().filter(|other| *other != own);
            was == now || likeness >= ALIKE && others.all(|other| bag.alike(other) < likeness)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_that_changed_its_place_is_not_taken_for_its_neighbour() {
        let was = "The quota of North: […]\nThe quota of South: […]\nBoth by […].";
        let table = [
            (was, true),
            (
                "The yearly quota of North: […] The quota of South: […] Both by […].",
                true,
            ),
            (
                "The quota of North: […]\nThe quota of South: […]\nBoth, by […].",
                true,
            ),
            (
                "The quota of South: […]\nThe quota of North: […]\nBoth by […].",
                false,
            ),
            (
                "The quota of South: […] Both by […]. The quota of North: […]",
                false,
            ),
            (
                "The quota of North: […]\nSomething else: […]\nBoth by […].",
                false,
            ),
        ];
        for (now, expected) in table {
            assert_eq!(in_order(was, now), expected, "{now}");
        }
    }
}
