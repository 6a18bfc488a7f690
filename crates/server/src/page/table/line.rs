//! A line of the table: an open question of a point, each party's status, and who holds what.

use crate::address;
use crate::frame::Frame;
use crate::mark::Mark;
use crate::page::item::guard;
use briefing::{glyph, status_word};
use case::{Bracket, Language, Point, Stand, Status, View};
use disclosure::{PartyId, Release, ReleaseClass};
use std::collections::BTreeMap;

/// One line: an open question of a point.
pub(crate) struct Row {
    pub(crate) href: String,
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) question: String,
    pub(crate) guard: &'static str,
    pub(crate) statuses: Vec<Status>,
    pub(crate) cells: Vec<Cell>,
    pub(crate) holds: Vec<Hold>,
    pub(crate) remark: String,
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

/// The lines of a table with these columns, in the order of the text.
pub(crate) fn lines(view: &View<'_>, marks: &[Mark], frame: &Frame) -> Vec<Row> {
    let language = Language::english();
    let mut points: Vec<_> = view.points().map(|seen| seen.item).collect();
    points.sort_by_key(|point| point.number.unwrap_or(u32::MAX));
    let mut rows = Vec::new();
    for point in points {
        let brackets: Vec<_> = view.brackets(point).collect();
        let base = |question: String| Row {
            href: point_address(frame, point),
            number: point
                .number
                .map_or_else(String::new, |number| number.to_string()),
            title: point.title.in_language(&language).to_owned(),
            question,
            guard: "",
            statuses: Vec::new(),
            cells: Vec::new(),
            holds: Vec::new(),
            remark: String::new(),
            statement: String::new(),
        };
        if brackets.is_empty() {
            rows.push(Row {
                remark: "no open question".to_owned(),
                cells: marks.iter().map(|_| Cell::empty()).collect(),
                ..base(String::new())
            });
        }
        for seen in brackets {
            let bracket = seen.item;
            let told = told(view, bracket, marks);
            let statuses: Vec<Status> = told.iter().map(|(status, _)| *status).collect();
            rows.push(Row {
                guard: guard(seen.class),
                cells: told.iter().map(|told| Cell::of(*told)).collect(),
                holds: holds(view, bracket, marks),
                statement: statement(&statuses, marks),
                statuses,
                ..base(bracket.question.in_language(&language).to_owned())
            });
        }
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
fn holds(view: &View<'_>, bracket: &Bracket, marks: &[Mark]) -> Vec<Hold> {
    let language = Language::english();
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
            let words = choice.item.text.in_language(&language).to_owned();
            holds.push(Hold {
                by,
                words,
                guard: guard(class),
            });
        }
    }
    holds
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
