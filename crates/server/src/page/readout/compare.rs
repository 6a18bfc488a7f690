//! Two readouts side by side: the words that both have, and those that only one of them has.
//!
//! Invariant: what is compared is shown to whoever pasted it, and is kept nowhere.

use super::super::{Html, html};
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::seated::Seated;
use crate::trouble::Trouble;
use askama::Template;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The longest readout that is compared, in characters.
const LENGTH_MAX: usize = 10_000;
const NAME_MAX: usize = 120;

#[derive(Template)]
#[template(path = "page/readout/compare.html")]
struct ComparePage {
    frame: Frame,
    heading: String,
    lead: String,
    sides: [Side; 2],
}

/// A readout as it was issued.
struct Side {
    name: String,
    words: String,
    pieces: Vec<Piece>,
    /// The words that the other one does not have, stretch by stretch.
    alone: Vec<String>,
}

/// A stretch of words.
struct Piece {
    words: String,
    found: Found,
}

/// Where words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    InBoth,
    HereOnly,
}

impl Side {
    fn of(form: &mut Form, fields: [&str; 2]) -> Result<Self, Trouble> {
        let [name, words] = fields;
        Ok(Self {
            name: form.line(name, NAME_MAX)?,
            words: form.text(words, LENGTH_MAX)?,
            pieces: Vec::new(),
            alone: Vec::new(),
        })
    }

    fn put(&mut self, words: String, found: Found) {
        if words.is_empty() {
            return;
        }
        if found == Found::HereOnly && !words.trim().is_empty() {
            self.alone.push(words.trim().to_owned());
        }
        self.pieces.push(Piece { words, found });
    }
}

pub(super) async fn compared(seated: Seated, mut form: Form) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Readout)?;
    let mut first = Side::of(&mut form, ["first_name", "first_words"])?;
    let mut second = Side::of(&mut form, ["second_name", "second_words"])?;
    form.done()?;
    let shared = laid_side_by_side(&mut first, &mut second);
    html(&ComparePage {
        heading: heading(shared, &first, &second),
        lead: lead(&first, &second),
        sides: [first, second],
        frame,
    })
}

/// Cuts both into what they share and what only one of them has; gives how many words they share.
fn laid_side_by_side(first: &mut Side, second: &mut Side) -> usize {
    let (ours, theirs) = (first.words.clone(), second.words.clone());
    let (ours, theirs) = (chunks(&ours), chunks(&theirs));
    let keys = |chunks: &[&str]| -> Vec<String> { chunks.iter().map(|one| bare(one)).collect() };
    let ops = capture_diff_slices(Algorithm::Myers, &keys(&ours), &keys(&theirs));
    let mut shared: usize = 0;
    for op in ops {
        let old = ours.get(op.old_range()).unwrap_or_default();
        let new = theirs.get(op.new_range()).unwrap_or_default();
        let found = match op {
            DiffOp::Equal { .. } => Found::InBoth,
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
                Found::HereOnly
            }
        };
        if found == Found::InBoth {
            shared = shared.saturating_add(old.len());
        }
        first.put(old.concat(), found);
        second.put(new.concat(), found);
    }
    shared
}

/// The words, each with the blanks behind it.
fn chunks(words: &str) -> Vec<&str> {
    let mut chunks = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let blank = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, blanks) = rest.split_at(blank);
        let end = blanks.find(|c: char| !c.is_whitespace());
        let end = word.len().saturating_add(end.unwrap_or(blanks.len()));
        let (chunk, more) = rest.split_at(end);
        chunks.push(chunk);
        rest = more;
    }
    chunks
}

/// A word without its case and the signs around it: these do not make it another word.
fn bare(chunk: &str) -> String {
    let word = chunk.trim_matches(|c: char| !c.is_alphanumeric());
    let word = if word.is_empty() { chunk.trim() } else { word };
    word.to_lowercase()
}

fn count(words: &str) -> usize {
    words.split_whitespace().count()
}

fn heading(shared: usize, first: &Side, second: &Side) -> String {
    if first.alone.is_empty() && second.alone.is_empty() {
        return "Both readouts say the same, word for word".to_owned();
    }
    match shared {
        0 => "The two readouts share no word".to_owned(),
        1 => "The two readouts share one word".to_owned(),
        many => format!("The two readouts share {many} words"),
    }
}

fn lead(first: &Side, second: &Side) -> String {
    let only = |side: &Side| {
        let words: usize = side.alone.iter().map(|words| count(words)).sum();
        match words {
            0 => format!("{} has no word that the other lacks", side.name),
            1 => format!("{} has one word that the other lacks", side.name),
            many => format!("{} has {many} words that the other lacks", side.name),
        }
    };
    format!("{}; {}.", only(first), only(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(words: &str) -> Side {
        Side {
            name: "North".to_owned(),
            words: words.to_owned(),
            pieces: Vec::new(),
            alone: Vec::new(),
        }
    }

    #[test]
    fn each_side_keeps_all_its_words_and_what_only_it_says_is_told_apart() {
        let (mut first, mut second) = (
            side("The talks were frank and productive."),
            side("The talks were productive.\nThey go on."),
        );
        let shared = laid_side_by_side(&mut first, &mut second);
        for side in [&first, &second] {
            let all: String = side.pieces.iter().map(|one| one.words.as_str()).collect();
            assert_eq!(all, side.words);
        }
        assert_eq!((shared, &*first.alone), (4, &["frank and".to_owned()][..]));
        assert_eq!(second.alone, ["They go on."]);
    }

    #[test]
    fn case_and_signs_do_not_make_another_word() {
        let (mut first, mut second) = (side("Frank, and good."), side("frank and good"));
        assert_eq!(laid_side_by_side(&mut first, &mut second), 3);
        assert!(first.alone.is_empty() && second.alone.is_empty());
    }
}
