//! Characters that a case file may not hold, since they hide or reorder what a reader sees.
//!
//! Source: Unicode Standard Annex 9 (directional formatting characters), Annex 36 (security).

use super::fault::{Complaint, Log, Spot};

/// What a character is called if it may not stand in a case file.
pub(super) fn forbidden(c: char) -> Option<&'static str> {
    Some(match c {
        '\t' | '\n' | '\r' => return None,
        '\u{61c}' => "arabic letter mark",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{202a}' => "left-to-right embedding",
        '\u{202b}' => "right-to-left embedding",
        '\u{202c}' => "pop directional formatting",
        '\u{202d}' => "left-to-right override",
        '\u{202e}' => "right-to-left override",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "pop directional isolate",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{200b}' => "zero width space",
        '\u{2060}' => "word joiner",
        '\u{feff}' => "byte order mark",
        c if c.is_control() => "control character",
        _ => return None,
    })
}

/// The complaint about a forbidden character.
pub(super) fn complaint(c: char, name: &str) -> Complaint {
    let code = format!("U+{:04X}", u32::from(c));
    Complaint::new(format!(
        "the character `{code}` ({name}) may not stand in a case file"
    ))
    .of(code)
    .hint("delete it: it can make text read otherwise than it is")
}

/// Notes every forbidden character of a text; a byte order mark at its start is taken off.
pub(super) fn check<'t>(file: usize, text: &'t str, log: &mut Log) -> &'t str {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (line, words) in (1_usize..).zip(text.split('\n')) {
        if words
            .bytes()
            .all(|b| (b' '..0x7f).contains(&b) || b == b'\t' || b == b'\r')
        {
            continue;
        }
        for (column, c) in (1_usize..).zip(words.chars()) {
            if let Some(name) = forbidden(c) {
                log.add(Spot { file, line, column }, complaint(c, name));
            }
        }
    }
    text
}
