//! A paper as Markdown, as CommonMark reads it; what is known of a bracket stands in a footnote.

use crate::paper::Paper;
use crate::sheet::{Entry, Fate, Ink, Note, Sheet, State};

/// A paper as Markdown.
#[must_use]
pub fn markdown(paper: &Paper) -> String {
    let sheet = Sheet::of(paper);
    let mut page = Page {
        out: format!("# {}\n\n", escaped(&sheet.title)),
        notes: Vec::new(),
    };
    let head: Vec<String> = sheet.head.iter().map(|line| escaped(line)).collect();
    page.out.push_str(&head.join("  \n"));
    page.out.push('\n');
    for entry in &sheet.points {
        page.point(entry);
    }
    for (at, lines) in (1..).zip(&page.notes) {
        let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
        page.out
            .push_str(&format!("\n[^{at}]: {}\n", lines.join("; ")));
    }
    page.out
}

struct Page {
    out: String,
    /// The footnotes, each with its lines.
    notes: Vec<Vec<String>>,
}

impl Page {
    fn point(&mut self, entry: &Entry) {
        let number = entry
            .number
            .map_or("—".to_owned(), |number| format!("{number}."));
        let was = entry
            .was
            .map_or_else(String::new, |was| format!(" <del>{was}.</del>"));
        let title = self.inked(&entry.title, &[]);
        let moved = if entry.moved { " *(moved here)*" } else { "" };
        let head = format!("\n## {number}{was} {title}{moved}");
        self.out.push_str(head.trim_end());
        self.out.push('\n');
        for paragraph in &entry.paragraphs {
            let words = self.inked(&paragraph.inks, &entry.notes);
            let lines = words.split('\n').map(|line| guarded(line.trim()));
            let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
            self.out.push_str(&format!("\n{}\n", lines.join("  \n")));
        }
    }

    fn inked(&mut self, inks: &[Ink], notes: &[Note]) -> String {
        let mut words = String::new();
        for (at, ink) in inks.iter().enumerate() {
            // a mark never runs over the end of a line
            for (turn, line) in ink.words.split('\n').enumerate() {
                if turn > 0 {
                    words.push('\n');
                }
                let line = escaped(line);
                match ink.fate {
                    Fate::Struck | Fate::Added if line.is_empty() => {}
                    Fate::Kept => words.push_str(&line),
                    Fate::Struck => words.push_str(&format!("<del>{line}</del>")),
                    Fate::Added => words.push_str(&format!("<ins>{line}</ins>")),
                }
            }
            let next = inks.get(at + 1).and_then(|next| next.bracket.as_ref());
            if let Some((bracket, State::Open)) = &ink.bracket
                && next.is_none_or(|(next, _)| next != bracket)
                && let Some(note) = notes.iter().find(|note| note.bracket == *bracket)
            {
                self.notes.push(note.lines());
                words.push_str(&format!("[^{}]", self.notes.len()));
            }
        }
        words
    }
}

fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for sign in words.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' => {
                escaped.push('\\');
                escaped.push(sign);
            }
            sign => escaped.push(sign),
        }
    }
    escaped
}

/// A line whose first words would open a list, a heading or a rule.
fn guarded(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (head, tail) = line.split_at(digits);
    let opens = if digits > 0 {
        tail.starts_with(['.', ')'])
    } else {
        line.starts_with(['#', '-', '+', '='])
    };
    if opens {
        format!("{head}\\{tail}")
    } else {
        line.to_owned()
    }
}
