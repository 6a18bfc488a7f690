//! A point on the table with its lines: each open question, each party's status, and who holds
//! what.

use crate::address;
use crate::frame::Frame;
use crate::mark::Mark;
use crate::page::item::guard;
use briefing::{glyph, status_word};
use case::{Bracket, BracketId, Language, Point, Stand, Status, View};
use disclosure::{PartyId, Release, ReleaseClass};
use std::collections::BTreeMap;

/// A party's own words on questions, as they were taken down.
pub(crate) type KeptWords = BTreeMap<BracketId, String>;

/// A point with its lines, which stay together.
pub(crate) struct Group {
    pub(crate) href: String,
    pub(crate) number: String,
    pub(crate) title: String,
    /// How many lines it has where none is left out.
    pub(crate) whole: usize,
    pub(crate) rows: Vec<Row>,
}

/// One line: an open question of a point, or that it has none.
pub(crate) struct Row {
    pub(crate) question: String,
    pub(crate) guard: &'static str,
    pub(crate) statuses: Vec<Status>,
    pub(crate) cells: Vec<Cell>,
    pub(crate) holds: Vec<Hold>,
    /// The reader's own words on it, as they were taken down.
    pub(crate) kept: String,
    pub(crate) remark: &'static str,
    pub(crate) statement: String,
}

/// One party's status.
pub(crate) struct Cell {
    pub(crate) class: &'static str,
    pub(crate) glyph: &'static str,
    pub(crate) word: &'static str,
    pub(crate) guard: &'static str,
}

/// An option, and who holds it.
pub(crate) struct Hold {
    pub(crate) by: Vec<(&'static str, String)>,
    pub(crate) words: String,
    pub(crate) guard: &'static str,
}

/// The points of a table with these columns, in the order of the text.
pub(crate) fn groups(
    view: &View<'_>,
    marks: &[Mark],
    frame: &Frame,
    kept: &KeptWords,
) -> Vec<Group> {
    let language = Language::new(frame.words.tag);
    let mut points: Vec<_> = view.points().map(|seen| seen.item).collect();
    points.sort_by_key(|point| point.number.unwrap_or(u32::MAX));
    let groups = points.into_iter().map(|point| {
        let rows = rows((view, &language), point, (marks, kept));
        Group {
            href: point_address(frame, point),
            number: point
                .number
                .map_or_else(String::new, |number| number.to_string()),
            title: point.title.in_language(&language).to_owned(),
            whole: rows.len(),
            rows,
        }
    });
    groups.collect()
}

/// The lines of a point: one for each open question, or one that says there is none.
fn rows(
    (view, language): (&View<'_>, &Language),
    point: &Point,
    (marks, kept): (&[Mark], &KeptWords),
) -> Vec<Row> {
    let rows = view.brackets(point).map(|seen| {
        let bracket = seen.item;
        let told = told(view, bracket, marks);
        let statuses: Vec<Status> = told.iter().map(|(status, _)| *status).collect();
        Row {
            question: bracket.question.in_language(language).to_owned(),
            guard: guard(seen.class),
            cells: told.iter().map(|told| Cell::of(*told)).collect(),
            holds: holds((view, language), bracket, marks),
            statement: statement(&statuses, marks),
            statuses,
            kept: kept.get(&bracket.id).cloned().unwrap_or_default(),
            remark: "",
        }
    });
    let mut rows: Vec<Row> = rows.collect();
    if rows.is_empty() {
        rows.push(Row {
            question: String::new(),
            guard: "",
            statuses: Vec::new(),
            cells: marks.iter().map(|_| Cell::empty()).collect(),
            holds: Vec::new(),
            kept: String::new(),
            remark: "no open question",
            statement: String::new(),
        });
    }
    rows
}

/// The address of a point's page.
pub(crate) fn point_address(frame: &Frame, point: &Point) -> String {
    format!(
        "{}/point/{}",
        frame.at,
        address::key("point", point.id.as_str())
    )
}

/// Each party's status, with the class of what told it.
fn told(view: &View<'_>, bracket: &Bracket, marks: &[Mark]) -> Vec<(Status, ReleaseClass)> {
    let told = view.standings(bracket);
    let told: BTreeMap<&PartyId, (Status, ReleaseClass)> = told
        .filter_map(|seen| Some((seen.item.party.as_ref()?, (seen.item.status, seen.class))))
        .collect();
    let each = marks.iter().map(|mark| told.get(&mark.party).copied());
    each.map(|told| told.unwrap_or((Status::Silent, ReleaseClass::Public)))
        .collect()
}

/// What stands between the parties, in a sentence.
fn statement(statuses: &[Status], marks: &[Mark]) -> String {
    let who = |wanted: Status| {
        let each = statuses
            .iter()
            .zip(marks)
            .filter(|(status, _)| **status == wanted);
        let names: Vec<&str> = each.map(|(_, mark)| mark.name.as_str()).collect();
        match names.as_slice() {
            [] => None,
            [one] => Some((*one).to_owned()),
            [first, second] => Some(format!("{first} and {second}")),
            many if many.len() == marks.len() => Some("everybody".to_owned()),
            many => Some(format!("{} parties", many.len())),
        }
    };
    if statuses.iter().all(|status| *status == Status::Silent) {
        return "nobody has spoken".to_owned();
    }
    if statuses.iter().all(|status| *status == Status::Agreed) {
        return "agreed by all".to_owned();
    }
    let parts = [
        (Status::Rejected, "against it"),
        (Status::Bracketed, "for other words"),
        (Status::Silent, "silent"),
    ];
    let parts = parts.into_iter();
    let parts: Vec<String> = parts
        .filter_map(|(status, words)| Some(format!("{}: {words}", who(status)?)))
        .collect();
    if parts.is_empty() {
        return "all can live with it".to_owned();
    }
    parts.join("; ")
}

/// The options that somebody holds, with the marks of those who do.
fn holds((view, language): (&View<'_>, &Language), bracket: &Bracket, marks: &[Mark]) -> Vec<Hold> {
    let mut holds = Vec::new();
    for choice in view.choices(bracket) {
        let holders: Vec<_> = view
            .marks(choice.item)
            .filter(|seen| match seen.item.stand {
                Stand::Proposed | Stand::Accepted => true,
                Stand::Rejected => false,
            })
            .filter_map(|seen| Some((seen.item.party.as_ref()?, seen.class)))
            .collect();
        let by = marks
            .iter()
            .filter(|mark| holders.iter().any(|(party, _)| **party == mark.party));
        let by: Vec<_> = by.map(|mark| (mark.hue, mark.letter.clone())).collect();
        let classes = holders.iter().map(|(_, class)| *class);
        let class = Release::derived(classes.chain([choice.class]));
        if !by.is_empty() {
            let words = choice.item.text.in_language(language).to_owned();
            holds.push(Hold {
                by,
                words,
                guard: guard(class),
            });
        }
    }
    holds
}

impl Group {
    /// Whether the point has a line of its own over those of its questions.
    pub(crate) const fn has_head(&self) -> bool {
        self.whole > 1
    }

    /// How many of its lines are left out.
    pub(crate) const fn left_out(&self) -> usize {
        self.whole.saturating_sub(self.rows.len())
    }
}

impl Row {
    pub(crate) fn is_settled(&self) -> bool {
        self.statuses
            .iter()
            .all(|status| *status >= Status::Acceptable)
    }

    pub(crate) fn is_rejected(&self) -> bool {
        self.statuses.contains(&Status::Rejected)
    }
}

impl Cell {
    const fn of((status, told): (Status, ReleaseClass)) -> Self {
        Self {
            class: status_class(status),
            glyph: glyph(status),
            word: status_word(status),
            guard: guard(told),
        }
    }

    const fn empty() -> Self {
        Self {
            class: "silent",
            glyph: "",
            word: "",
            guard: "",
        }
    }
}

/// The class of a status in the stylesheet.
pub(crate) const fn status_class(status: Status) -> &'static str {
    match status {
        Status::Silent => "silent",
        Status::Rejected => "rejected",
        Status::Bracketed => "bracketed",
        Status::Acceptable => "acceptable",
        Status::AdReferendum => "referendum",
        Status::Agreed => "agreed",
    }
}
