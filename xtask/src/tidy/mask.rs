//! Rust text with comments and literals blanked, so that a rule sees code and nothing else.
//!
//! Invariant: the masked text has as many characters and as many lines as the text.

/// The text with every comment, string and character literal replaced by spaces.
pub(crate) fn masked(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&char) = chars.get(at) {
        let end = literal_end(&chars, at).unwrap_or(at);
        if end == at {
            out.push(char);
            at += 1;
            continue;
        }
        let blanked = chars.get(at..end).unwrap_or_default();
        out.extend(blanked.iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
        at = end;
    }
    out
}

/// Where the comment or literal that starts here ends, if one does.
fn literal_end(chars: &[char], at: usize) -> Option<usize> {
    let rest = chars.get(at..)?;
    match rest {
        ['/', '/', ..] => Some(position(chars, at, |c| c == '\n')),
        ['/', '*', ..] => Some(block_end(chars, at)),
        ['"', ..] => Some(string_end(chars, at + 1)),
        ['r', '"' | '#', ..] if !follows_word(chars, at) => raw_end(chars, at + 1),
        ['\'', '\\', ..] => Some(position(chars, at + 3, |c| c == '\'') + 1),
        ['\'', _, '\'', ..] => Some(at + 3),
        _ => None,
    }
}

/// Whether a word other than the prefix of a literal ends just before this place.
fn follows_word(chars: &[char], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|i| chars.get(i)).copied();
    match before(1) {
        Some('b' | 'c') => before(2).is_some_and(is_word),
        Some(c) => is_word(c),
        None => false,
    }
}

/// Whether a character can stand in a name.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn position(chars: &[char], from: usize, stop: impl Fn(char) -> bool) -> usize {
    let rest = chars.get(from..).unwrap_or_default();
    rest.iter()
        .position(|&c| stop(c))
        .map_or(chars.len(), |found| from + found)
}

fn block_end(chars: &[char], at: usize) -> usize {
    let mut depth = 0_usize;
    let mut here = at;
    while let Some(rest) = chars.get(here..) {
        match rest {
            ['/', '*', ..] => {
                depth += 1;
                here += 2;
            }
            ['*', '/', ..] => {
                depth -= 1;
                here += 2;
                if depth == 0 {
                    return here;
                }
            }
            [_, ..] => here += 1,
            [] => break,
        }
    }
    chars.len()
}

fn string_end(chars: &[char], from: usize) -> usize {
    let mut here = from;
    while let Some(&c) = chars.get(here) {
        match c {
            '\\' => here += 2,
            '"' => return here + 1,
            _ => here += 1,
        }
    }
    chars.len()
}

fn raw_end(chars: &[char], from: usize) -> Option<usize> {
    let open = position(chars, from, |c| c != '#');
    if chars.get(open) != Some(&'"') {
        return None;
    }
    let hashes = open - from;
    let mut here = open + 1;
    loop {
        let quote = position(chars, here, |c| c == '"');
        let close = position(chars, quote + 1, |c| c != '#');
        if quote >= chars.len() {
            return Some(chars.len());
        }
        if close.saturating_sub(quote + 1) >= hashes {
            return Some(quote + 1 + hashes);
        }
        here = quote + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::masked;

    fn code(text: &str) -> String {
        let masked = masked(text);
        assert_eq!(masked.chars().count(), text.chars().count());
        masked.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_are_blanked_also_when_nested() {
        assert_eq!(code("a // { b\nc /* d /* e */ f */ g"), "a c g");
    }

    #[test]
    fn strings_are_blanked_with_their_escapes_and_hashes() {
        assert_eq!(
            code(r##"f("a\"{", r#"b"{"#, br"c{") + r"d" "##),
            "f( , , b ) +"
        );
    }

    #[test]
    fn a_lifetime_is_code_and_a_character_is_not() {
        assert_eq!(
            code(r"fn f<'a>(c: &'a str) { '{' '\'' '\u{7b}' }"),
            "fn f<'a>(c: &'a str) { }"
        );
    }

    #[test]
    fn an_open_string_ends_with_the_text() {
        assert_eq!(code("let a = \"{{{"), "let a =");
    }
}
