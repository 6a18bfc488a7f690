//! The whole state of the talks on one A4 page, for a principal who reads nothing else: where each
//! point stands, what stands between, what comes next, and what order, guarantees, money and
//! readiness come to.
//!
//! Invariant: it says what the table and the other pages say to the same seat, and no more.

use super::line::{Cell, Group, Row, groups};
use super::{Told, columns, key, standing, told};
use crate::frame::{Frame, Place};
use crate::mark::Mark;
use crate::page::{Html, html};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::date_field;
use askama::Template;
use case::{Date, Status, View};
use disclosure::Seat;

/// How many points have a line of their own, so that it stays one page.
const POINTS: usize = 30;
/// How many questions are named that keep the text open.
const OPEN: usize = 6;
/// How many sentences there are on everything else.
const SENTENCES: usize = 12;

#[derive(Template)]
#[template(path = "page/table/one_page.html")]
struct OnePage {
    frame: Frame,
    day: Date,
    heading: String,
    lead: String,
    now: Vec<(String, String)>,
    marks: Vec<Mark>,
    points: Vec<Line>,
    more_points: usize,
    open_heading: &'static str,
    open: Vec<Open>,
    more_open: usize,
    sentences: Vec<String>,
    key: Vec<(&'static str, &'static str)>,
}

/// A point: for each party, the status on each of its questions.
struct Line {
    number: String,
    title: String,
    columns: Vec<Vec<Cell>>,
}

/// A question that keeps the text open.
struct Open {
    point: String,
    question: String,
    statement: String,
}

/// The page of one seat.
pub(super) async fn shown(seated: Seated) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Table)?;
    let day: Date = date_field(seated.now()).parse().unwrap_or_default();
    let work = move |view: &View<'_>, effort: &problem::Effort<'_>| {
        briefing::state(view, Some(day), effort)
    };
    let mut sentences = seated.solved(work).await?;
    sentences.truncate(SENTENCES);
    let told = told(&seated);
    html(&page_of(&seated.view(), frame, (day, told, sentences)))
}

fn page_of(view: &View<'_>, frame: Frame, what: (Date, Told, Vec<String>)) -> OnePage {
    let (day, (now, beside), sentences) = what;
    let marks = columns(view);
    let groups = groups(view, &marks, &frame, &beside);
    let rows: Vec<&Row> = groups.iter().flat_map(|group| &group.rows).collect();
    let (heading, lead) = standing(&rows, view.seat(), &marks);
    // Of the others a delegation knows only what was released.
    let is_own = matches!(
        view.seat(),
        Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_)
    );
    let settled = if is_own { accepted } else { Row::is_settled };
    let open = groups.iter().flat_map(|group| open_in(group, settled));
    let mut open: Vec<Open> = open.collect();
    let more_open = open.len().saturating_sub(OPEN);
    open.truncate(OPEN);
    OnePage {
        day,
        heading,
        lead,
        now,
        more_points: groups.len().saturating_sub(POINTS),
        points: groups
            .iter()
            .take(POINTS)
            .map(|group| line(group, marks.len()))
            .collect(),
        marks,
        open_heading: if is_own {
            "Where you have not said that you can live with the words"
        } else {
            "What keeps the text open"
        },
        open,
        more_open,
        sentences,
        key: key(),
        frame,
    }
}

fn line(group: &Group, columns: usize) -> Line {
    let asked = || group.rows.iter().filter(|row| row.has_question());
    let column = |at: usize| asked().filter_map(|row| row.cells().nth(at)).collect();
    Line {
        number: group.number.clone(),
        title: group.title.clone(),
        columns: (0..columns).map(column).collect(),
    }
}

/// Whether the seat's own party, which has the first column, has accepted the words.
fn accepted(row: &Row) -> bool {
    row.status(0).is_some_and(|own| own >= Status::Acceptable)
}

/// The questions of a point that are not settled.
fn open_in(group: &Group, settled: fn(&Row) -> bool) -> impl Iterator<Item = Open> {
    let rows = group.rows.iter();
    let open = rows.filter(move |row| row.has_question() && !settled(row));
    open.map(|row| Open {
        point: format!("{} {}", group.number, group.title)
            .trim()
            .to_owned(),
        question: row.question.clone(),
        statement: row.statement.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::tests::framed;

    #[test]
    fn the_whole_state_of_the_fjord_stands_on_one_page_for_each_seat() {
        let case = crate::trial::fjord();
        for (name, seat) in crate::trial::seats() {
            let view = case.seen_from(seat);
            let all = view.points().count();
            let page = page_of(&view, framed(&view, Place::Table), Default::default());
            assert_eq!(page.points.len() + page.more_points, all);
            assert!(page.open.len() <= OPEN);
            let asked = page.points.iter().flat_map(|line| line.columns.first());
            let asked: usize = asked.map(Vec::len).sum();
            assert!(page.open.len() + page.more_open <= asked, "{name}");
            crate::trial::look(&format!("one-page-{name}"), &page.render().unwrap());
        }
    }

    #[test]
    fn a_delegation_is_told_where_it_has_not_accepted_and_nothing_of_the_others() {
        let case = crate::trial::fjord();
        let north = Seat::Delegation(disclosure::PartyId::new("north"));
        let view = case.seen_from(north);
        let page = page_of(&view, framed(&view, Place::Table), Default::default());
        let groups = groups(&view, &columns(&view), &page.frame, &Default::default());
        let rows = groups.iter().flat_map(|group| &group.rows);
        let waiting = rows.filter(|row| {
            row.has_question() && row.status(0).is_none_or(|own| own < Status::Acceptable)
        });
        assert_eq!(page.open.len() + page.more_open, waiting.count());
        assert!(page.more_open > 0);
    }
}
