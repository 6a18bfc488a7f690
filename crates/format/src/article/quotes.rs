//! Quotations: what stands between marks.

use super::Span;

/// The longest quotation, in bytes: what goes on longer lacks its end.
const LONGEST: usize = 4_000;

/// The quotations of a paragraph that have at least two words; marks that do not pair are left.
///
/// A mark that opens closes with its own kind. Single marks are left alone: they are apostrophes
/// more often than not. A quotation that goes on in the next paragraph, as printers do, ends with
/// its own.
pub(super) fn quotes(text: &str, paragraph: &Span) -> Vec<Span> {
    let mut quotes = Vec::new();
    let body = text.get(paragraph.clone()).unwrap_or_default();
    let mut open: Option<(usize, char)> = None;
    for (at, letter) in body.char_indices() {
        let after = at + letter.len_utf8();
        match open {
            Some((from, close))
                if letter == close || (close == '”' && letter == '“' && from < at) =>
            {
                keep(&mut quotes, body, paragraph.start, (from, at));
                open = (letter != close).then_some((after, close));
            }
            Some((from, _)) if at - from > LONGEST => open = None,
            Some(_) => {}
            None => open = closing(letter).map(|close| (after, close)),
        }
    }
    // A curly quotation without an end goes on in the next paragraph.
    if let Some((from, '”')) = open {
        keep(&mut quotes, body, paragraph.start, (from, body.len()));
    }
    quotes
}

/// The mark that closes what this one opens.
const fn closing(letter: char) -> Option<char> {
    Some(match letter {
        '“' | '„' => '”',
        '«' => '»',
        '"' => '"',
        _ => return None,
    })
}

fn keep(quotes: &mut Vec<Span>, body: &str, start: usize, (from, to): (usize, usize)) {
    let words = body.get(from..to).unwrap_or_default();
    let fits = words.len() <= LONGEST && words.split_whitespace().nth(1).is_some();
    if fits {
        quotes.push(start + from..start + to);
    }
}
