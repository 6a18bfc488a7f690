//! A point on the table with its lines: each open question, each party's status, and who holds
//! what.

use crate::address;
use crate::frame::Frame;
use crate::mark::Mark;
use crate::page::item::guard;
use crate::page::table::own::OwnLines;
use crate::page::table::stands::Stands;
use briefing::{glyph, status_word};
use case::{Bracket, Language, Point, Stand, Status, View};
use disclosure::{PartyId, Release, ReleaseClass};
use std::collections::BTreeMap;

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
    /// Each column's status, with the class of what told it; nothing where there is no question.
    told: Vec<(Status, ReleaseClass)>,
    columns: usize,
    pub(crate) holds: Vec<Hold>,
    /// The reader's own words on it, as they were taken down.
    pub(crate) kept: String,
    /// How the last draft issued to the reader has it.
    pub(crate) issued: String,
    /// The answers that the reader waits for or owes.
    pub(crate) waits: String,
    pub(crate) remark: &'static str,
    /// How far its point has come once it is agreed, on the first of its lines.
    pub(crate) agreed: String,
    pub(crate) statement: String,
}

/// What a line has beside the case: the reader's own words, and where the parties stand now.
#[derive(Default)]
pub(crate) struct Beside {
    pub(crate) own: OwnLines,
    pub(crate) stands: Stands,
}

/// One party's status.
pub(crate) struct Cell {
    pub(crate) class: &'static str,
    pub(crate) glyph: &'static str,
    pub(crate) word: &'static str,
    pub(crate) guard: &'static str,
}

/// The parties that have a column, with the place of each.
struct Columns<'a> {
    marks: &'a [Mark],
    places: BTreeMap<&'a PartyId, usize>,
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
    beside: &Beside,
) -> Vec<Group> {
    let language = Language::new(frame.words.tag);
    let columns = Columns::of(marks);
    let mut points: Vec<_> = view.points().map(|seen| seen.item).collect();
    points.sort_by_key(|point| point.number.unwrap_or(u32::MAX));
    let groups = points.into_iter().map(|point| {
        let rows = rows((view, &language), point, (&columns, beside));
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
    (columns, beside): (&Columns<'_>, &Beside),
) -> Vec<Row> {
    let Beside { own, stands } = beside;
    let rows = view.brackets(point).map(|seen| {
        let bracket = seen.item;
        let (told, elsewhere) = told(view, bracket, (columns, stands));
        Row {
            question: bracket.question.in_language(language).to_owned(),
            guard: guard(seen.class),
            holds: holds((view, language), bracket, columns),
            statement: match (statement(&told, columns.marks), elsewhere) {
                (words, elsewhere) if elsewhere.is_empty() => words,
                (words, elsewhere) if words == NOBODY => {
                    format!("{NOBODY} of these words{elsewhere}")
                }
                (words, elsewhere) => words + &elsewhere,
            },
            agreed: String::new(),
            told,
            columns: columns.marks.len(),
            kept: own.kept(&bracket.id),
            issued: own.issued(&bracket.id),
            waits: String::new(),
            remark: "",
        }
    });
    let mut rows: Vec<Row> = rows.collect();
    if rows.is_empty() {
        rows.push(Row {
            question: String::new(),
            guard: "",
            told: Vec::new(),
            columns: columns.marks.len(),
            holds: Vec::new(),
            kept: String::new(),
            issued: String::new(),
            waits: String::new(),
            remark: "no open question",
            agreed: String::new(),
            statement: String::new(),
        });
    }
    // An ask is about a point, so it stands on the first of its lines.
    if let Some(first) = rows.first_mut() {
        first.waits = own.waits(&point.id);
        first.agreed = stands.agreed(&point.id);
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

/// Each party's status, with the class of what told it. An assent to other words than stand there
/// now is none; it is said beside the line.
fn told(
    view: &View<'_>,
    bracket: &Bracket,
    (columns, stands): (&Columns<'_>, &Stands),
) -> (Vec<(Status, ReleaseClass)>, String) {
    let mut elsewhere = String::new();
    let mut told = vec![(Status::Silent, ReleaseClass::Public); columns.marks.len()];
    for seen in view.standings(bracket) {
        let party = seen.item.party.as_ref();
        let column = party.and_then(|party| columns.place(party));
        let place = column.and_then(|place| told.get_mut(place));
        let (Some(place), Some(party)) = (place, party) else {
            continue;
        };
        if stands.is_overtaken(&bracket.id, party) {
            let mark = column.and_then(|column| columns.marks.get(column));
            let name = mark.map_or("", |mark| mark.name.as_str());
            let word = status_word(seen.item.status);
            elsewhere.push_str(&format!("; {name}: {word}, but of other words"));
            continue;
        }
        *place = (seen.item.status, seen.class);
    }
    (told, elsewhere)
}

/// What stands between parties that are all silent.
const NOBODY: &str = "nobody has spoken";

/// What stands between the parties, in a sentence.
fn statement(told: &[(Status, ReleaseClass)], marks: &[Mark]) -> String {
    let who = |wanted: Status| {
        let each = told.iter().zip(marks);
        let each = each.filter(|((status, _), _)| *status == wanted);
        let names: Vec<&str> = each.map(|(_, mark)| mark.name.as_str()).collect();
        match names.as_slice() {
            [] => None,
            [one] => Some((*one).to_owned()),
            [first, second] => Some(format!("{first} and {second}")),
            many if many.len() == marks.len() => Some("everybody".to_owned()),
            many => Some(format!("{} parties", many.len())),
        }
    };
    if told.iter().all(|(status, _)| *status == Status::Silent) {
        return NOBODY.to_owned();
    }
    if told.iter().all(|(status, _)| *status == Status::Agreed) {
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
fn holds(
    (view, language): (&View<'_>, &Language),
    bracket: &Bracket,
    columns: &Columns<'_>,
) -> Vec<Hold> {
    let mut holds = Vec::new();
    for choice in view.choices(bracket) {
        let holders = view.marks(choice.item);
        let holders = holders.filter(|seen| match seen.item.stand {
            Stand::Proposed | Stand::Accepted => true,
            Stand::Rejected => false,
        });
        let (mut held, mut class) = (vec![false; columns.marks.len()], choice.class);
        for seen in holders {
            let Some(party) = &seen.item.party else {
                continue;
            };
            class = Release::derived([class, seen.class]);
            let place = columns.place(party);
            if let Some(held) = place.and_then(|place| held.get_mut(place)) {
                *held = true;
            }
        }
        let by = columns.marks.iter().zip(held).filter(|(_, held)| *held);
        let by: Vec<_> = by
            .map(|(mark, _)| (mark.hue, mark.letter.clone()))
            .collect();
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

impl<'a> Columns<'a> {
    fn of(marks: &'a [Mark]) -> Self {
        let places = (0..).zip(marks).map(|(place, mark)| (&mark.party, place));
        Self {
            marks,
            places: places.collect(),
        }
    }

    fn place(&self, party: &PartyId) -> Option<usize> {
        self.places.get(party).copied()
    }
}

impl Row {
    /// What the reader has and waits for, each on a line.
    pub(crate) fn own(&self) -> impl Iterator<Item = &str> {
        let lines = [self.issued.as_str(), self.waits.as_str()];
        lines.into_iter().filter(|line| !line.is_empty())
    }

    /// Whether it is a question, and not the line that says there is none.
    pub(crate) const fn has_question(&self) -> bool {
        !self.told.is_empty()
    }

    /// The status of the party in a column.
    pub(crate) fn status(&self, column: usize) -> Option<Status> {
        self.told.get(column).map(|(status, _)| *status)
    }

    /// What stands in each column. Made when it is drawn: most lines of a long table are not.
    pub(crate) fn cells(&self) -> impl Iterator<Item = Cell> {
        let blank = self.columns.saturating_sub(self.told.len());
        let told = self.told.iter().map(|told| Cell::of(*told));
        told.chain((0..blank).map(|_| Cell::empty()))
    }

    pub(crate) fn is_settled(&self) -> bool {
        let mut told = self.told.iter();
        told.all(|(status, _)| *status >= Status::Acceptable)
    }

    pub(crate) fn is_rejected(&self) -> bool {
        let mut told = self.told.iter();
        told.any(|(status, _)| *status == Status::Rejected)
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
