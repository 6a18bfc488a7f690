//! A paper as plain text: as it is read aloud, and as it can be pasted again.
//!
//! Struck words stand as `[-words-]` and added ones as `{+words+}`, as programs that compare texts
//! have long written them.

use crate::paper::Paper;
use crate::sheet::{Entry, Fate, Ink, Sheet};

const INDENT: &str = "    ";

/// A paper as plain text.
#[must_use]
pub fn plain(paper: &Paper) -> String {
    let sheet = Sheet::of(paper);
    let mut out = format!("{}\n", sheet.title);
    for line in &sheet.head {
        out.push_str(line);
        out.push('\n');
    }
    for entry in &sheet.points {
        out.push('\n');
        point(&mut out, entry);
    }
    let notes = sheet.points.iter().flat_map(|entry| {
        let notes = entry.notes.iter().filter(|note| note.has_holders());
        notes.map(move |note| (entry, note))
    });
    for (at, (entry, note)) in notes.enumerate() {
        if at == 0 {
            out.push_str("\n—. Who holds what\n");
        }
        let number = entry
            .number
            .map_or("—".to_owned(), |number| number.to_string());
        for line in note.lines() {
            out.push_str(&format!("\n{INDENT}({number}) {}", text::as_typed(&line)));
        }
        out.push('\n');
    }
    out
}

fn point(out: &mut String, entry: &Entry) {
    let number = entry
        .number
        .map_or("—.".to_owned(), |number| format!("{number}."));
    let was = entry
        .was
        .map_or_else(String::new, |was| format!(" [-{was}.-]"));
    let moved = if entry.moved { " (moved here)" } else { "" };
    let head = format!("{number}{was} {}{moved}", inked(&entry.title));
    out.push_str(head.trim_end());
    out.push('\n');
    for paragraph in &entry.paragraphs {
        out.push('\n');
        for line in inked(&paragraph.inks).split('\n') {
            let line = line.trim();
            if !line.is_empty() {
                out.push_str(INDENT);
                out.push_str(line);
                out.push('\n');
            }
        }
    }
}

fn inked(inks: &[Ink]) -> String {
    let inks = inks.iter().map(|ink| match ink.fate {
        Fate::Kept => ink.words.clone(),
        Fate::Struck => format!("[-{}-]", ink.words),
        Fate::Added => format!("{{+{}+}}", ink.words),
    });
    inks.collect()
}
