//! JSON (RFC 8259) read strictly: our own small reader, because serde's gives numbers as floats
//! and no place for a wrong value.

use super::{DEPTH_MAX, NODES_MAX, Node, Tree, TreeError, Value};
use crate::exact::LENGTH_MAX;
use crate::folder;
use crate::place::{Place, shown};
use std::collections::BTreeSet;

/// Reads a JSON file.
///
/// # Errors
/// When it breaks the rules or the limits; see [`TreeError`].
pub fn read<'a>(file: &'a str, bytes: &'a [u8]) -> Result<Tree<'a>, TreeError> {
    let text = folder::text(file, bytes)?;
    let mut reader = Reader {
        file,
        text,
        at: 0,
        nodes: 0,
    };
    let root = reader.node(0)?;
    reader.space();
    if reader.at < text.len() {
        return Err(reader.wrong("something follows the end of the value"));
    }
    Ok(Tree { file, text, root })
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    at: usize,
    nodes: usize,
}

impl Reader<'_> {
    fn place(&self, offset: usize) -> Place {
        Place::at(self.file, self.text, offset)
    }

    fn wrong(&self, why: &str) -> TreeError {
        TreeError::Syntax {
            place: self.place(self.at),
            why: format!("not JSON: {why}"),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        self.space();
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn node(&mut self, depth: usize) -> Result<Node, TreeError> {
        self.space();
        let offset = self.at;
        self.nodes += 1;
        if depth > DEPTH_MAX {
            return Err(TreeError::TooDeep {
                place: self.place(offset),
            });
        }
        if self.nodes > NODES_MAX {
            return Err(TreeError::TooMany {
                place: self.place(offset),
            });
        }
        let value = match self.peek() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') if !self.stands("-Infinity") => self.number()?,
            Some(_) => self.word()?,
            None => return Err(self.wrong("the file ends where a value is wanted")),
        };
        Ok(Node { value, offset })
    }

    fn map(&mut self, depth: usize) -> Result<Value, TreeError> {
        self.at += 1;
        let mut entries = Vec::new();
        let mut keys = BTreeSet::new();
        if self.take(b'}') {
            return Ok(Value::Map(entries));
        }
        loop {
            self.space();
            let offset = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.wrong("a key in quotation marks is wanted"));
            }
            let key = self.string()?;
            if !keys.insert(key.clone()) {
                return Err(TreeError::Twice {
                    place: self.place(offset),
                    key: shown(&key),
                });
            }
            if !self.take(b':') {
                return Err(self.wrong("`:` is wanted after a key"));
            }
            entries.push((key, self.node(depth + 1)?));
            if self.take(b'}') {
                return Ok(Value::Map(entries));
            }
            if !self.take(b',') {
                return Err(self.wrong("`,` or `}` is wanted"));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, TreeError> {
        self.at += 1;
        let mut items = Vec::new();
        if self.take(b']') {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.node(depth + 1)?);
            if self.take(b']') {
                return Ok(Value::List(items));
            }
            if !self.take(b',') {
                return Err(self.wrong("`,` or `]` is wanted"));
            }
        }
    }

    fn word(&mut self) -> Result<Value, TreeError> {
        let words = [("true", Value::Truth(true)), ("false", Value::Truth(false))];
        // Python writes these three, which are no JSON; whoever wants a number refuses them.
        let python = ["NaN", "Infinity", "-Infinity"];
        let python = python.map(|word| (word, Value::Number(word.to_owned())));
        let words = words
            .into_iter()
            .chain([("null", Value::Null)])
            .chain(python);
        for (word, value) in words {
            if self.stands(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.wrong("a value is wanted"))
    }

    fn stands(&self, word: &str) -> bool {
        self.text
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(word))
    }

    fn digits(&mut self) -> Result<(), TreeError> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start {
            Err(self.wrong("a digit is wanted"))
        } else {
            Ok(())
        }
    }

    fn number(&mut self) -> Result<Value, TreeError> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        let leading = self.peek() == Some(b'0');
        let first = self.at;
        self.digits()?;
        if leading && self.at > first + 1 {
            return Err(self.wrong("a number does not start with 0"));
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        if self.at - start > LENGTH_MAX {
            return Err(self.wrong("a number has more than 120 characters"));
        }
        Ok(Value::Number(
            self.text.get(start..self.at).unwrap_or("").to_owned(),
        ))
    }

    fn string(&mut self) -> Result<String, TreeError> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or("");
            let plain = rest.find(|c| matches!(c, '"' | '\\' | '\0'..='\x1f'));
            let Some(plain) = plain else {
                return Err(self.wrong("a text is never closed"));
            };
            out.push_str(rest.get(..plain).unwrap_or(""));
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.push(self.escape()?),
                _ => return Err(self.wrong("a text holds a bare control character")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, TreeError> {
        self.at += 1;
        let escaped = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.wrong("an unknown escape")),
        };
        self.at += 1;
        Ok(escaped)
    }

    fn unicode(&mut self) -> Result<char, TreeError> {
        let high = self.hex()?;
        let code = if (0xd800..0xdc00).contains(&high) {
            let rest = self.text.get(self.at..).unwrap_or("");
            if !rest.starts_with("\\u") {
                return Err(self.wrong("half of a character"));
            }
            self.at += 1;
            let low = self.hex()?;
            if !(0xdc00..0xe000).contains(&low) {
                return Err(self.wrong("half of a character"));
            }
            0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)
        } else {
            high
        };
        char::from_u32(code).ok_or_else(|| self.wrong("half of a character"))
    }

    /// The four hexadecimal digits after `u`, where the reader stands.
    fn hex(&mut self) -> Result<u32, TreeError> {
        let digits = self.text.get(self.at + 1..self.at + 5).unwrap_or("");
        let hex = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let code = u32::from_str_radix(digits, 16).ok().filter(|_| hex);
        let code = code.ok_or_else(|| self.wrong("four hexadecimal digits are wanted"))?;
        self.at += 5;
        Ok(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Result<Value, String> {
        let tree = read("a.json", text.as_bytes()).map_err(|error| error.to_string())?;
        Ok(tree.root.value)
    }

    #[test]
    fn numbers_and_texts_are_read_as_written() {
        let Ok(Value::List(items)) =
            value(r#"[0.30000000000000004, -1e-3, "a\"\u00e9\ud83d\ude00/"]"#)
        else {
            panic!("no list");
        };
        assert_eq!(items[0].value, Value::Number("0.30000000000000004".into()));
        assert_eq!(items[1].value, Value::Number("-1e-3".into()));
        assert_eq!(items[2].value, Value::Text("a\"é😀/".into()));
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        for (text, told) in [
            (
                "{\"a\": 1,\n \"a\": 2}",
                "a.json:2:2: the key `a` stands there twice",
            ),
            ("[1, nan]", "a.json:1:5: not JSON: a value is wanted"),
            (
                "[01]",
                "a.json:1:4: not JSON: a number does not start with 0",
            ),
            ("[1", "a.json:1:3: not JSON"),
            ("{\"a\" 1}", "a.json:1:6: not JSON"),
            ("\"\\ud800\"", "a.json:1:8: not JSON: half"),
            ("[1] 2", "a.json:1:5: not JSON: something follows"),
            ("", "a.json:1:1: not JSON: the file ends"),
        ] {
            let error = value(text).unwrap_err();
            assert!(error.starts_with(told), "{error}");
        }
        let deep = "[".repeat(100_000);
        assert!(value(&deep).unwrap_err().contains("nest deeper"));
    }
}
