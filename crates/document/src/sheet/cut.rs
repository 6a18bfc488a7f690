//! Stretches of words, cut into paragraphs.

use super::{Fate, Ink, Paragraph, State};
use case::BracketId;

/// The stretches cut at empty lines. Where one of the two line feeds was kept and the other not,
/// the kept one stays in the line.
pub(super) fn paragraphs(inks: Vec<Ink>, last: Fate) -> Vec<Paragraph> {
    let mut done = Vec::new();
    let mut line: Vec<Ink> = Vec::new();
    let mut held: Option<Fate> = None;
    for ink in inks {
        for sign in ink.words.chars() {
            if sign == '\n' {
                match held.take() {
                    None => held = Some(ink.fate),
                    Some(first) if first == ink.fate => {
                        let inks = std::mem::take(&mut line);
                        done.push(Paragraph { inks, end: first });
                    }
                    Some(first) => {
                        let (kept, end) = match (first, ink.fate) {
                            (Fate::Kept, other) | (other, Fate::Kept) => (Fate::Kept, other),
                            (first, other) => (first, other),
                        };
                        put(&mut line, kept, '\n', None);
                        let inks = std::mem::take(&mut line);
                        done.push(Paragraph { inks, end });
                    }
                }
                continue;
            }
            if let Some(fate) = held.take() {
                put(&mut line, fate, '\n', None);
            }
            put(&mut line, ink.fate, sign, ink.bracket.as_ref());
        }
    }
    if let Some(fate) = held {
        put(&mut line, fate, '\n', None);
    }
    if !line.is_empty() {
        let end = last;
        done.push(Paragraph { inks: line, end });
    }
    done
}

fn put(line: &mut Vec<Ink>, fate: Fate, sign: char, bracket: Option<&(BracketId, State)>) {
    if let Some(last) = line.last_mut()
        && last.fate == fate
        && last.bracket.as_ref() == bracket
    {
        last.words.push(sign);
        return;
    }
    line.push(Ink {
        fate,
        words: sign.to_string(),
        bracket: bracket.cloned(),
    });
}
