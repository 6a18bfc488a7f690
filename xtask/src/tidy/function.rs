//! A function as tidy sees it: where it stands, how long it is and what it takes.

use super::mask::is_word;
use super::source::line_of;
use std::ops::RangeInclusive;

/// A function with a body, or one that a trait asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) end: usize,
    /// How many lines of code its body has, without blank lines and comments.
    pub(crate) length: usize,
    /// What it takes, apart from `self`.
    pub(crate) parameters: Vec<String>,
}

impl Function {
    /// Its lines, from `fn` to the closing brace.
    pub(crate) fn lines(&self) -> RangeInclusive<usize> {
        self.line..=self.end
    }
}

/// Every function in masked code.
pub(crate) fn functions(code: &str) -> Vec<Function> {
    code.match_indices("fn ")
        .filter_map(|(at, _)| function(code, at))
        .collect()
}

fn function(code: &str, at: usize) -> Option<Function> {
    if code.get(..at)?.chars().next_back().is_some_and(is_word) {
        return None;
    }
    let rest = code.get(at + 3..)?;
    let name: String = rest
        .trim_start()
        .chars()
        .take_while(|c| is_word(*c))
        .collect();
    let open = at + 3 + outside_brackets(rest, |c| c == '(')?;
    let close = open + 1 + outside_brackets(code.get(open + 1..)?, |c| c == ')')?;
    let body = close + 1 + outside_brackets(code.get(close + 1..)?, |c| c == '{' || c == ';')?;
    let end = if code.get(body..)?.starts_with(';') {
        body
    } else {
        body + 1 + outside_brackets(code.get(body + 1..)?, |c| c == '}').unwrap_or(0)
    };
    let inside = code.get(body + 1..end).unwrap_or_default();
    let parameters = if name.is_empty() {
        None
    } else {
        Some(parameters(code.get(open + 1..close)?))
    };
    Some(Function {
        name,
        line: line_of(code, at),
        end: line_of(code, end),
        length: inside
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count(),
        parameters: parameters?,
    })
}

/// The first place where a character stops outside every bracket opened from here on.
fn outside_brackets(code: &str, stop: impl Fn(char) -> bool) -> Option<usize> {
    let mut round = 0_usize;
    let mut angle = 0_usize;
    let mut last = ' ';
    for (at, c) in code.char_indices() {
        if round == 0 && angle == 0 && stop(c) {
            return Some(at);
        }
        match c {
            '(' | '[' | '{' => round += 1,
            ')' | ']' | '}' => round = round.saturating_sub(1),
            '<' if round == 0 && is_generic(last) => angle += 1,
            '>' if round == 0 && last != '-' && last != '=' => angle = angle.saturating_sub(1),
            _ => {}
        }
        last = c;
    }
    None
}

/// Whether `<` after this character opens generics rather than compares.
fn is_generic(last: char) -> bool {
    is_word(last) || last == ':' || last == '&'
}

fn parameters(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = outside_brackets(rest, |c| c == ',') {
        found.push(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 1..).unwrap_or_default();
    }
    found.push(rest);
    let words = found
        .into_iter()
        .map(|one| one.split_whitespace().collect::<Vec<_>>().join(" "));
    words
        .filter(|one| !one.is_empty() && !is_self(one))
        .collect()
}

fn is_self(parameter: &str) -> bool {
    let name = parameter.split(':').next().unwrap_or_default();
    name.trim().rsplit([' ', '&']).next() == Some("self")
}

#[cfg(test)]
mod tests {
    use super::functions;

    #[test]
    fn a_function_runs_from_its_name_to_its_closing_brace() {
        let code = "struct A;\nfn a(x: [u8; 4]) -> Vec<[u8; 2]>\nwhere\n    T: Fn(u8) -> u8,\n{\n\
                    if b { c }\n}\n";
        let found = functions(code);
        let shape: Vec<_> = found
            .iter()
            .map(|f| (f.name.as_str(), f.line, f.length))
            .collect();
        assert_eq!(shape, [("a", 2, 1)]);
    }

    #[test]
    fn parameters_are_split_outside_brackets_and_without_self() {
        let code =
            "fn a<F: Fn(u8, u8) -> u8>(&mut self, x: (u8, u8), f: BTreeMap<u8, u8>, on: bool,) {}";
        let found = functions(code);
        let taken = found
            .first()
            .map(|f| f.parameters.clone())
            .unwrap_or_default();
        assert_eq!(taken, ["x: (u8, u8)", "f: BTreeMap<u8, u8>", "on: bool"]);
    }

    #[test]
    fn a_comparison_in_a_body_opens_no_generics() {
        let found = functions("fn a() {\n    if 1 < 2 {\n    }\n}\nfn b() { x << 2; }\n");
        let ends: Vec<_> = found.iter().map(|f| (f.name.as_str(), f.end)).collect();
        assert_eq!(ends, [("a", 4), ("b", 5)]);
    }

    #[test]
    fn a_function_pointer_is_not_a_function() {
        assert!(functions("type Rule = fn (u8) -> u8;").is_empty());
    }
}
