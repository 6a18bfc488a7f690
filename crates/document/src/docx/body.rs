//! The words of a DOCX: paragraphs, runs, tracked changes, bookmarks, comments, numbers.

use super::around::{author, footer, initials, numbering};
use super::name::{paper_name, point_name};
use super::parts::{W, tongue};
use crate::direction::Direction;
use crate::markup::Markup;
use crate::paper::Paper;
use crate::sheet::{Entry, Fate, Ink, Paragraph, Sheet, State};
use case::{BracketId, Language};

/// The parts that hold words.
pub(super) struct Body {
    pub(super) document: String,
    pub(super) numbering: String,
    pub(super) footer: String,
    /// Nothing where there is no comment.
    pub(super) comments: Option<String>,
}

/// Where the parts are put together.
struct Desk {
    page: Markup,
    /// The last number that was given to a change, a bookmark or a comment.
    last_id: usize,
    author: String,
    /// The day of issue, as a moment, because the format has no days.
    day: Option<String>,
    comments: Vec<(usize, Vec<String>)>,
    /// The first number of each list, in order; a point that continues one is in it.
    lists: Vec<u32>,
    /// The number that the next point has if it continues the list.
    next: u32,
}

/// How a paragraph is set.
struct Shape<'a> {
    style: &'static str,
    /// The list that numbers it.
    list: Option<usize>,
    direction: Direction,
    /// What became of its end.
    end: Fate,
    /// The language of its words.
    language: &'a Language,
}

impl Body {
    pub(super) fn of(paper: &Paper, sheet: &Sheet) -> Self {
        let mut desk = Desk {
            page: Markup::xml(),
            last_id: 0,
            author: author(&paper.label),
            day: paper.day.map(|day| format!("{day}T00:00:00Z")),
            comments: Vec::new(),
            lists: Vec::new(),
            next: 0,
        };
        desk.document(paper, sheet);
        Self {
            numbering: numbering(&desk.lists),
            footer: footer(sheet, paper),
            comments: desk.comments_part(),
            document: desk.page.done(),
        }
    }
}

impl Desk {
    fn document(&mut self, paper: &Paper, sheet: &Sheet) {
        self.page.own("<w:document");
        self.page
            .own(" xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"");
        self.page
            .own(" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/");
        self.page.own("relationships\"><w:body>");
        self.head(paper, sheet);
        for entry in &sheet.points {
            self.point(entry);
        }
        self.page.within("w:sectPr", &[], |page| {
            page.empty(
                "w:footerReference",
                &[("w:type", "default"), ("r:id", "rId4")],
            );
            page.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
            page.own(
                "<w:pgMar w:top=\"1247\" w:right=\"1134\" w:bottom=\"1247\" w:left=\"1134\" \
                 w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>",
            );
            if Direction::of(&paper.language) == Direction::Leftward {
                page.empty("w:bidi", &[]);
            }
        });
        self.page.own("</w:body></w:document>");
    }

    fn head(&mut self, paper: &Paper, sheet: &Sheet) {
        let language = &paper.language;
        let direction = Direction::of(language);
        let shape = |style| Shape {
            style,
            list: None,
            direction,
            end: Fate::Kept,
            language,
        };
        self.begin(&shape("Title"));
        let mark = self.open_bookmark(&paper_name(paper));
        let title = sheet.title.clone();
        self.run(&kept(title), (language, direction));
        self.close_bookmark(mark);
        self.end();
        let english = Language::english();
        for line in &sheet.head {
            self.begin(&shape("Subtitle"));
            self.run(&kept(line.clone()), (&english, Direction::Rightward));
            self.end();
        }
    }

    fn point(&mut self, entry: &Entry) {
        let direction = Direction::of(&entry.language);
        let struck = entry.fate == Fate::Struck;
        let shape = Shape {
            style: "Heading2",
            list: entry
                .number
                .filter(|_| !struck)
                .map(|number| self.list(number)),
            direction,
            end: entry.fate,
            language: &entry.language,
        };
        self.begin(&shape);
        let mark = (!struck).then(|| self.open_bookmark(&point_name(&entry.id)));
        let said = remarks(entry);
        let comment = (!said.is_empty()).then(|| self.open_comment(said));
        for ink in &title(entry) {
            self.run(ink, (&entry.language, direction));
        }
        if let Some(comment) = comment {
            self.close_comment(comment);
        }
        let last = entry.paragraphs.len();
        for (at, paragraph) in (1..).zip(&entry.paragraphs) {
            self.end();
            self.begin(&Shape {
                style: "BodyText",
                list: None,
                direction,
                end: if at == last {
                    entry.fate
                } else {
                    paragraph.end
                },
                language: &entry.language,
            });
            self.paragraph(entry, paragraph);
        }
        if let Some(mark) = mark {
            self.close_bookmark(mark);
        }
        self.end();
    }

    fn paragraph(&mut self, entry: &Entry, paragraph: &Paragraph) {
        let direction = Direction::of(&entry.language);
        let mut open: Option<(BracketId, usize)> = None;
        for ink in &paragraph.inks {
            let here = ink
                .bracket
                .as_ref()
                .filter(|(_, state)| *state == State::Open);
            let here = here.map(|(bracket, _)| bracket);
            if let Some((bracket, comment)) = &open
                && here != Some(bracket)
            {
                let comment = *comment;
                self.close_comment(comment);
                open = None;
            }
            if let (None, Some(bracket)) = (&open, here)
                && let Some(note) = entry.notes.iter().find(|note| note.bracket == *bracket)
            {
                open = Some((bracket.clone(), self.open_comment(note.lines())));
            }
            self.run(ink, (&entry.language, direction));
        }
        if let Some((_, comment)) = open {
            self.close_comment(comment);
        }
    }

    /// The list in which a point has its number.
    fn list(&mut self, number: u32) -> usize {
        if self.lists.is_empty() || self.next != number {
            self.lists.push(number);
        }
        self.next = number.saturating_add(1);
        self.lists.len()
    }

    fn begin(&mut self, shape: &Shape<'_>) {
        let change = match shape.end {
            Fate::Kept => None,
            Fate::Struck => Some("w:del"),
            Fate::Added => Some("w:ins"),
        };
        let change = change.map(|name| (name, self.change()));
        self.page.own("<w:p>");
        self.page.within("w:pPr", &[], |page| {
            page.empty("w:pStyle", &[("w:val", shape.style)]);
            if let Some(list) = shape.list {
                page.within("w:numPr", &[], |page| {
                    page.empty("w:ilvl", &[("w:val", "0")]);
                    page.empty("w:numId", &[("w:val", &list.to_string())]);
                });
            }
            if shape.direction == Direction::Leftward {
                page.empty("w:bidi", &[]);
            }
            page.within("w:rPr", &[], |page| {
                if let Some((name, change)) = &change {
                    page.empty(name, &borrowed(change));
                }
                if shape.direction == Direction::Leftward {
                    page.empty("w:rtl", &[]);
                }
                tongue(page, shape.language);
            });
        });
    }

    fn end(&mut self) {
        self.page.own("</w:p>");
    }

    /// Who changed something, and when.
    fn change(&mut self) -> Vec<(&'static str, String)> {
        let mut change = vec![
            ("w:id", self.id().to_string()),
            ("w:author", self.author.clone()),
        ];
        change.extend(self.day.clone().map(|day| ("w:date", day)));
        change
    }

    fn run(&mut self, ink: &Ink, said: (&Language, Direction)) {
        let (around, name) = match ink.fate {
            Fate::Kept => (None, "w:t"),
            Fate::Struck => (Some("w:del"), "w:delText"),
            Fate::Added => (Some("w:ins"), "w:t"),
        };
        match around {
            None => bare_run(&mut self.page, ink, (name, said)),
            Some(around) => {
                let change = self.change();
                self.page.within(around, &borrowed(&change), |page| {
                    bare_run(page, ink, (name, said));
                });
            }
        }
    }

    fn id(&mut self) -> usize {
        self.last_id += 1;
        self.last_id
    }

    fn open_bookmark(&mut self, name: &str) -> usize {
        let id = self.id();
        let attributes = [("w:id", &*id.to_string()), ("w:name", name)];
        self.page.empty("w:bookmarkStart", &attributes);
        id
    }

    fn close_bookmark(&mut self, id: usize) {
        self.page
            .empty("w:bookmarkEnd", &[("w:id", &id.to_string())]);
    }

    fn open_comment(&mut self, lines: Vec<String>) -> usize {
        let id = self.comments.len();
        self.comments.push((id, lines));
        self.page
            .empty("w:commentRangeStart", &[("w:id", &id.to_string())]);
        id
    }

    fn close_comment(&mut self, id: usize) {
        let id = id.to_string();
        self.page.empty("w:commentRangeEnd", &[("w:id", &id)]);
        self.page.within("w:r", &[], |page| {
            page.empty("w:commentReference", &[("w:id", &id)]);
        });
    }

    fn comments_part(&self) -> Option<String> {
        if self.comments.is_empty() {
            return None;
        }
        let mut part = Markup::xml();
        part.within("w:comments", &[("xmlns:w", W)], |part| {
            for (id, lines) in &self.comments {
                let mut attributes = vec![
                    ("w:id", id.to_string()),
                    ("w:author", self.author.clone()),
                    ("w:initials", initials(&self.author)),
                ];
                attributes.extend(self.day.clone().map(|day| ("w:date", day)));
                part.within("w:comment", &borrowed(&attributes), |part| {
                    for line in lines {
                        part.within("w:p", &[], |part| {
                            part.within("w:r", &[], |part| words(part, "w:t", line));
                        });
                    }
                });
            }
        });
        Some(part.done())
    }
}

fn kept(words: String) -> Ink {
    let (fate, bracket) = (Fate::Kept, None);
    Ink {
        fate,
        words,
        bracket,
    }
}

fn borrowed<'a>(attributes: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    let attributes = attributes.iter();
    attributes
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

/// The title of a point; one that is struck has its number among its words, because it is in no
/// list any more.
fn title(entry: &Entry) -> Vec<Ink> {
    let number = entry.number.filter(|_| entry.fate == Fate::Struck);
    let number = number.map(|number| Ink {
        fate: Fate::Struck,
        words: format!("{number}. "),
        bracket: None,
    });
    number
        .into_iter()
        .chain(entry.title.iter().cloned())
        .collect()
}

/// What is said of a point that was moved or numbered anew.
fn remarks(entry: &Entry) -> Vec<String> {
    let moved = entry.moved.then(|| "Moved here".to_owned());
    let was = entry.was.map(|was| format!("It was point {was}"));
    moved.into_iter().chain(was).collect()
}

fn bare_run(page: &mut Markup, ink: &Ink, (name, said): (&str, (&Language, Direction))) {
    let (language, direction) = said;
    page.within("w:r", &[], |page| {
        page.within("w:rPr", &[], |page| {
            if let Some((_, State::Open)) = ink.bracket {
                page.own("<w:b/><w:bCs/>");
            }
            if direction == Direction::Leftward {
                page.empty("w:rtl", &[]);
            }
            tongue(page, language);
        });
        words(page, name, &ink.words);
    });
}

pub(super) fn words(page: &mut Markup, name: &str, words: &str) {
    for (at, line) in words.split('\n').enumerate() {
        if at > 0 {
            page.empty("w:br", &[]);
        }
        if !line.is_empty() {
            page.leaf(name, &[("xml:space", "preserve")], line);
        }
    }
}
